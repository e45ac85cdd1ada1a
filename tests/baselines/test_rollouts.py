"""Rollouts: every turn gets its reward, whatever breaks meanwhile."""

import itertools
import math
import os
import signal
from collections.abc import Iterator

import pytest

from baselines.config import EnvConfig
from baselines.environments import (
    HELD_OUT,
    demonstration_seeds,
    held_out_seeds,
    open_envs,
    open_pool,
    task_ids,
    training_seeds,
)
from baselines.evaluation import evaluate
from baselines.policies.vlm import VLMPolicy
from baselines.rollouts import Rollouts, Trajectory, Turn
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.core.pool import LocalPool, ProcessPool, Reply
from digienv.suites.cards import make_async
from tests.baselines.conftest import make_policy

NUMBERLINE = EnvConfig(id="digienv/cards.numberline-v0", num_envs=4)


class Parrot(VLMPolicy):
    """Encodes and generates as a policy does, then says what it is told to."""

    says = '{"thoughts": "up", "action": "type(\\"+\\")"}'

    def decode(self, ids: object) -> str:
        """Always the same."""
        return self.says


@pytest.fixture
def parrot() -> Parrot:
    policy = make_policy(max_new_tokens=4)
    policy.__class__ = Parrot
    assert isinstance(policy, Parrot)
    return policy


def play(policy: VLMPolicy, turns: int | None, seeds: Iterator[int], **options: object) -> list[Trajectory]:
    pool = open_pool(NUMBERLINE)
    try:
        rollouts = Rollouts(pool, policy, seeds=seeds, **options)  # type: ignore[arg-type]
        return list(rollouts.collect(turns))
    finally:
        pool.close()


def test_rewards_are_those_of_the_environment(parrot: Parrot) -> None:
    trajectories = play(parrot, None, iter(range(30)))
    assert sorted(trajectory.seed for trajectory in trajectories) == list(range(30))
    for trajectory in trajectories:
        (env,) = open_envs(NUMBERLINE, 1)
        rewards, success = _play_up(env, trajectory.seed)
        assert [turn.reward for turn in trajectory.turns] == rewards
        assert trajectory.success == success
        assert trajectory.ending == ("terminated" if len(rewards) < 10 or success else "truncated")
        assert (trajectory.last_prompt is None) == (trajectory.ending == "terminated")
        assert trajectory.whole
    assert {trajectory.ending for trajectory in trajectories} == {"terminated", "truncated"}


def _play_up(env: AsyncEnv, seed: int) -> tuple[list[float], bool]:
    from digienv.core import loop

    async def episode() -> tuple[list[float], bool]:
        await env.reset(seed=seed)
        rewards: list[float] = []
        while True:
            _, reward, terminated, truncated, info = await env.step('type("+")')
            rewards.append(reward)
            if terminated or truncated:
                return rewards, info["success"]

    return loop.run(episode())


def test_so_many_turns_as_asked_for_and_the_rest_goes_on(parrot: Parrot) -> None:
    pool = open_pool(NUMBERLINE)
    rollouts = Rollouts(pool, parrot, seeds=training_seeds(0))
    first = list(rollouts.collect(30))
    second = list(rollouts.collect(30))
    assert sum(len(trajectory.turns) for trajectory in first) == 30
    assert sum(len(trajectory.turns) for trajectory in second) == 30
    cut = {trajectory.seed: trajectory for trajectory in first if trajectory.ending == "cut"}
    assert cut
    assert all(trajectory.last_prompt is not None for trajectory in cut.values())
    continued = [trajectory for trajectory in second if not trajectory.whole]
    assert {trajectory.seed for trajectory in continued} <= set(cut)
    for trajectory in continued:
        assert trajectory.turns[0].prompt is cut[trajectory.seed].last_prompt
    rollouts.restart()
    assert all(trajectory.whole for trajectory in rollouts.collect(30))
    pool.close()


def test_an_environment_keeps_to_its_task(parrot: Parrot) -> None:
    """A page is then loaded once, and reset in a fraction of the time."""
    games = EnvConfig(id="digienv/cards-v0", num_envs=4)
    numberline, blackjack = "cards.numberline", "cards.blackjack"
    played: dict[int, set[str]] = {}
    pool = open_pool(games)
    rollouts = Rollouts(
        pool,
        parrot,
        seeds=iter(range(20)),
        tasks=(numberline, blackjack),
        watch=lambda answer, turn: played.setdefault(answer.index, set()).add(answer.info["task"]),
    )
    list(rollouts.collect())
    pool.close()
    assert played == {0: {numberline}, 1: {blackjack}, 2: {numberline}, 3: {blackjack}}


def test_an_invalid_action_does_nothing_and_costs(parrot: Parrot) -> None:
    for parrot.says in (
        "",
        "garbage" * 10_000,
        '{"action": "type(\\"7\\")"}',
        '{"action": "click(1, 1)"}',
        "\x00{" * 500,
    ):
        trajectories = play(parrot, None, iter(range(4)), invalid_penalty=0.1)
        turns = [turn for trajectory in trajectories for turn in trajectory.turns]
        assert len(turns) == 40
        assert all(turn.invalid and turn.reward == pytest.approx(-0.1) for turn in turns)
        assert len({tuple(turn.prompt.image_fields["pixel_values"].flatten()[:200].tolist()) for turn in turns}) <= 4


def test_lockstep_rollouts_can_be_repeated() -> None:
    policy = make_policy()
    first, second = (play(policy, 40, training_seeds(3), lockstep=True) for _ in range(2))
    assert [trajectory.seed for trajectory in first] == [trajectory.seed for trajectory in second]
    for one, other in zip(first, second, strict=True):
        assert [turn.reply.tolist() for turn in one.turns] == [turn.reply.tolist() for turn in other.turns]
        assert [turn.reward for turn in one.turns] == [turn.reward for turn in other.turns]


def test_a_killed_worker_costs_only_its_episodes(parrot: Parrot) -> None:
    pool = ProcessPool("digienv.suites:make_async", {"suite": "cards", "task": "numberline"}, num_envs=4, processes=2)
    killed: list[int] = []

    def kill_in_the_middle_of_an_episode(answer: Reply, turn: Turn | None) -> None:
        worker = pool.pids()[0]
        if not killed and answer.index % 2 == 0 and not (answer.terminated or answer.truncated):
            os.kill(worker, signal.SIGKILL)
            killed.append(worker)

    rollouts = Rollouts(
        pool,
        parrot,
        seeds=iter(range(200, 230)),
        retries=2,
        watch=kill_in_the_middle_of_an_episode,
    )
    trajectories = list(rollouts.collect())
    pool.close()
    failed = [trajectory for trajectory in trajectories if trajectory.ending == "failed"]
    assert 1 <= len(failed) <= 2
    assert all(math.isnan(trajectory.turns[-1].reward) for trajectory in failed)
    ended = sorted(trajectory.seed for trajectory in trajectories if trajectory.ending != "failed")
    assert ended == list(range(200, 230))  # the failed ones were played again


def test_evaluation_does_not_count_failures(parrot: Parrot, monkeypatch: pytest.MonkeyPatch) -> None:
    envs = [make_async("numberline") for _ in range(2)]
    pool = LocalPool(envs)
    whole = evaluate(parrot, pool, held_out_seeds(40))
    assert whole.rate.episodes == 40
    assert 0.2 < whole.success < 0.8
    assert whole.rate.interval[0] < whole.success < whole.rate.interval[1]

    counter = itertools.count()
    act = envs[0].surface.act

    async def breaks_now_and_then(action: object) -> None:
        if next(counter) % 29 == 0:
            raise SurfaceFailure("pulled the plug")
        await act(action)  # type: ignore[arg-type]

    monkeypatch.setattr(envs[0].surface, "act", breaks_now_and_then)
    again = evaluate(parrot, pool, held_out_seeds(40))
    assert next(counter) > 29
    assert again.success == whole.success

    async def always_breaks(action: object) -> None:
        raise SurfaceFailure("no plug")

    for env in envs:
        monkeypatch.setattr(env.surface, "act", always_breaks)
    with pytest.raises(SurfaceFailure, match="failed 4 times"):
        evaluate(parrot, pool, held_out_seeds(4))
    pool.close()


def test_seeds_are_disjoint_and_reproducible() -> None:
    training = list(itertools.islice(training_seeds(0), 1000))
    assert training == list(itertools.islice(training_seeds(0), 1000))
    assert training[100:] == list(itertools.islice(training_seeds(0, skip=100), 900))
    other = set(itertools.islice(training_seeds(1), 1000)) | set(itertools.islice(training_seeds(0, process=1), 1000))
    assert not set(training) & other
    demonstrated = {seed for _, seed in demonstration_seeds(["a", "b"], 500, seed=0)}
    assert len(demonstrated) == 1000
    assert not (set(training) | demonstrated) & set(HELD_OUT)
    assert set(held_out_seeds(500)) < set(HELD_OUT)
    with pytest.raises(DigienvError, match="10,000 held-out seeds"):
        held_out_seeds(10_001)


def test_environments_by_id() -> None:
    assert task_ids(NUMBERLINE) == ["cards.numberline"]
    config = EnvConfig(id="digienv/miniwob-v0", options={"tasks": ["click-test", "click-link"]})
    assert task_ids(config) == ["miniwob.click-test", "miniwob.click-link"]
    with pytest.raises(DigienvError, match="digienv list"):
        open_pool(EnvConfig(id="digienv/nothing-v0"))
