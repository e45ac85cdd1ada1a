"""Rewards of a judge, for one environment and for many."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

import digienv
from digienv.core.env import DigiEnv
from digienv.core.errors import DigienvError
from digienv.core.pool import LocalPool, Reply
from digienv.core.vector import VectorEnv
from digienv.judges import Trajectory, Verdict
from digienv.models import ModelFailure, Usage
from digienv.suites import make_pool
from digienv.wrappers import JudgedPool, JudgeReward
from digienv.wrappers.judge_reward import When
from tests.core.fakes import make_async

assert digienv


class Colour:
    """Says that the goal is reached when the screen is bright enough, with a score of 0.75; breaks where it is told to."""

    def __init__(self, wanted: int = 1, broken: bool = False) -> None:
        self.wanted = wanted
        self.broken = broken
        self.judged: list[Trajectory] = []
        self.hold: asyncio.Event | None = None

    async def judge(self, trajectory: Trajectory) -> Verdict:
        self.judged.append(trajectory)
        if self.hold is not None:
            await self.hold.wait()
        if self.broken:
            raise ModelFailure("out of order")
        success = int(trajectory.screenshots[-1].max()) >= self.wanted
        return Verdict(success, 0.75 if success else 0.25, "seen", "raw", Usage(requests=1), "colour/1", "eyes")


def make(judge: Colour, when: When = "end", **options: Any) -> gymnasium.Env:
    return JudgeReward(DigiEnv(make_async(**options)), judge, when)


def test_the_judge_gives_the_reward_and_the_oracle_stays() -> None:
    judge = Colour(wanted=99)
    env = make(judge)
    _, info = env.reset(seed=2)
    assert "verdict" not in info
    observation, reward, terminated, truncated, info = env.step("click(1, 1)")
    assert (reward, terminated, truncated, judge.judged) == (0.0, False, False, [])
    env.step("click(1, 1)")
    observation, reward, terminated, truncated, info = env.step("click(1, 1)")
    assert (reward, terminated, truncated) == (0.25, True, False)
    assert info["oracle"]["score"] == 1.0
    assert info["success"]
    assert info["verdict"]["success"] is False
    assert info["verdict"]["judge"] == "colour/1"
    assert info["verdict"]["usage"]["requests"] == 1
    (seen,) = judge.judged
    assert seen.goal == info["goal"]
    assert seen.actions == ("click(1, 1)",) * 3
    assert [int(image.max()) for image in seen.screenshots] == [0, 1, 2, 3]
    assert env.observation_space.contains(observation)


def test_a_new_episode_is_judged_by_itself() -> None:
    judge = Colour()
    env = make(judge)
    for _ in range(2):
        env.reset(seed=0)
        env.step("click(1, 1)")
    assert [len(one.actions) for one in judge.judged] == [1, 1]


def test_truncated_episodes_are_judged() -> None:
    judge = Colour(wanted=99)
    env = make(judge, max_steps=2)
    env.reset(seed=2)
    env.step("click(1, 1)")
    _, reward, terminated, truncated, info = env.step("click(1, 1)")
    assert (reward, terminated, truncated) == (0.25, False, True)
    assert "verdict" in info


def test_only_answers_are_judged_if_so_told() -> None:
    judge = Colour(wanted=0)
    env = make(judge, "answer")
    env.reset(seed=2)
    _, reward, terminated, _, info = env.step("stop()")
    assert (reward, terminated, judge.judged) == (0.0, True, [])
    assert "verdict" not in info
    env.reset(seed=2)
    _, reward, terminated, _, info = env.step('answer("three")')
    assert (reward, terminated) == (0.75, True)
    assert judge.judged[0].answer == "three"


def test_every_step_is_judged_until_one_succeeds() -> None:
    judge = Colour(wanted=2)
    env = make(judge, "step")
    env.reset(seed=2)
    _, reward, terminated, truncated, info = env.step("click(1, 1)")
    assert (reward, terminated, truncated) == (0.0, False, False)
    assert info["verdict"]["score"] == 0.25
    _, reward, terminated, truncated, info = env.step("click(1, 1)")
    assert (reward, terminated, truncated) == (0.75, True, False)
    assert not info["success"], "says the oracle"


@pytest.mark.parametrize("when", ["end", "step"])
def test_no_verdict_is_a_failure_and_never_zero(when: When) -> None:
    judge = Colour(broken=True)
    env = make(judge, when)
    env.reset(seed=0)
    _, reward, terminated, truncated, info = env.step("click(1, 1)")
    assert math.isnan(reward)
    assert (terminated, truncated) == (False, True)
    assert info["failure"] == "the judge gave no verdict: out of order"
    judge.broken = False
    env.reset(seed=0)
    assert env.step("click(1, 1)")[1] == 0.75


def test_a_failure_of_the_surface_is_not_judged() -> None:
    judge = Colour()
    env = make(judge)
    env.reset(seed=0)
    _, reward, _, truncated, info = env.step("click(13, 1)")
    assert math.isnan(reward)
    assert truncated
    assert "broken by a click" in info["failure"]
    assert judge.judged == []


def test_the_wrapped_environment_is_one() -> None:
    env = gymnasium.make("digienv/cards.numberline-v0")
    check_env(JudgeReward(env, Colour()), skip_render_check=True)
    env.close()


def test_a_judge_needs_something_to_look_at() -> None:
    with pytest.raises(DigienvError, match="screenshot"):
        JudgeReward(gymnasium.make("digienv/cards.numberline-v0", channels=("goal",)), Colour())
    with pytest.raises(DigienvError, match="when is"):
        make(Colour(), "never")  # type: ignore[arg-type]


# ---------------------------------------------------------------- many


@pytest.fixture
def pool() -> Any:
    pools: list[JudgedPool] = []

    def open_pool(judge: Colour, count: int = 3, when: When = "end") -> JudgedPool:
        pools.append(JudgedPool(LocalPool([make_async() for _ in range(count)]), judge, when))
        return pools[-1]

    yield open_pool
    for one in pools:
        one.close()


def begin(pool: JudgedPool, seed: int) -> None:
    for index in range(pool.num_envs):
        pool.reset(index, seed=seed)
    assert sorted(pool.recv(10).index for _ in range(pool.num_envs)) == list(range(pool.num_envs))


def test_episodes_are_judged_together_and_the_others_go_on(pool: Any) -> None:
    judge = Colour()
    envs = pool(judge)
    begin(envs, seed=0)  # one click ends it
    envs.reset(2, seed=2)  # three
    envs.recv(10)
    judge.hold = asyncio.Event()
    for index in range(3):
        envs.send(index, "click(1, 1)")
    replies = [envs.recv(10)]
    for _ in range(2):
        envs.send(2, 'type("nothing")')
        replies.append(envs.recv(10))
    assert [reply.index for reply in replies] == [2, 2, 2]
    with pytest.raises(TimeoutError):
        envs.recv(0.1)
    assert len(judge.judged) == 2
    digienv.core.loop.run(_set(judge.hold))
    ended = [envs.recv(10) for _ in range(2)]
    assert sorted(reply.index for reply in ended) == [0, 1]
    assert all(reply.reward == 0.75 and reply.terminated and "verdict" in reply.info for reply in ended)


async def _set(event: asyncio.Event) -> None:
    event.set()


def test_a_failing_judge_fails_its_episode_alone(pool: Any) -> None:
    judge = Colour(broken=True)
    envs = pool(judge, 2)
    begin(envs, seed=0)
    envs.send(0, "click(1, 1)")
    failed: Reply = envs.recv(10)
    assert math.isnan(failed.reward)
    assert failed.truncated
    assert "out of order" in failed.info["failure"]
    envs.send(1, 'type("nothing")')
    assert envs.recv(10).reward == 0.0
    judge.broken = False
    envs.reset(0, seed=0)
    assert "failure" not in envs.recv(10).info
    envs.send(0, "click(1, 1)")
    assert envs.recv(10).reward == 0.75


def test_what_a_judge_does_wrong_is_not_swallowed(pool: Any) -> None:
    class Wrong(Colour):
        async def judge(self, trajectory: Trajectory) -> Verdict:
            raise ZeroDivisionError

    envs = pool(Wrong(), 1)
    begin(envs, seed=0)
    envs.send(0, "click(1, 1)")
    with pytest.raises(ZeroDivisionError):
        envs.recv(10)


def test_closing_does_not_wait_for_a_verdict(pool: Any) -> None:
    judge = Colour()
    envs = pool(judge, 1)
    begin(envs, seed=0)
    judge.hold = asyncio.Event()
    envs.send(0, "click(1, 1)")
    with pytest.raises(TimeoutError):
        envs.recv(0.1)


def test_a_vector_environment() -> None:
    judge = Colour(wanted=2)
    envs = VectorEnv(JudgedPool(LocalPool([make_async() for _ in range(2)]), judge))
    envs.reset(seed=[0, 1])
    _, rewards, terminations, _, infos = envs.step(("click(1, 1)",) * 2)
    assert rewards.tolist() == [0.25, 0.0]
    assert terminations.tolist() == [True, False]
    assert infos["verdict"]["score"].tolist() == [0.25, 0.0]
    assert infos["_verdict"].tolist() == [True, False]
    _, rewards, *_ = envs.step(("click(1, 1)",) * 2)
    assert rewards.tolist() == [0.0, 0.75]
    envs.close()


def test_environments_of_other_processes() -> None:
    judge = Colour(wanted=0)
    pool = JudgedPool(make_pool("cards", "numberline", num_envs=2, backend="processes", processes=1), judge)
    try:
        begin(pool, seed=0)
        rewards = {}
        while len(rewards) < 2:
            for index in {0, 1} - rewards.keys():
                pool.send(index, 'type("+")')
            for _ in range(2 - len(rewards)):
                reply = pool.recv(30)
                if reply.terminated or reply.truncated:
                    rewards[reply.index] = reply.reward
        assert rewards == {0: 0.75, 1: 0.75}
        assert isinstance(judge.judged[0].screenshots[0], np.ndarray)
    finally:
        pool.close()
