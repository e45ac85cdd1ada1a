"""Episodes: limits, bad actions, failures, and what they leave in `info`."""

import asyncio
import math
from collections.abc import Coroutine
from typing import Any, TypeVar

import numpy as np
import pytest

from digienv.core.actions import Click
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, SurfaceFailure, TaskUnavailable
from tests.core.fakes import ClickTemplate, CountTask, CountTemplate, FakeSurface, make_async

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def test_an_episode_ends_with_the_oracles_reward() -> None:
    async def episode() -> None:
        env = make_async()
        observation, info = await env.reset(seed=1)
        assert info == {
            "task": "fake.count",
            "goal": "Count to 2 – größer",
            "seed": 1,
            "steps": 0,
            "timings": info["timings"],
        }
        assert observation in env.observation_space
        observation, reward, terminated, truncated, info = await env.step("click(1, 1)")
        assert (reward, terminated, truncated, info["success"]) == (0.0, False, False, False)
        observation, reward, terminated, truncated, info = await env.step(Click(1, 1))
        assert (reward, terminated, truncated, info["success"]) == (1.0, True, False, True)
        assert info["oracle"] == {"score": 1.0, "done": True, "reason": "counted"}
        assert observation["screenshot"][0, 0, 0] == 2
        with pytest.raises(DigienvError, match="reset"):
            await env.step("click(1, 1)")

    run(episode())


def test_steps_bound_an_episode() -> None:
    async def episode(**options: Any) -> tuple[int, bool, bool]:
        env = make_async(**options)
        await env.reset(seed=0)
        for step in range(1, 100):
            _, reward, terminated, truncated, _ = await env.step('type("x")')
            if terminated or truncated:
                assert reward == 0.0
                return step, terminated, truncated
        raise AssertionError

    assert run(episode()) == (10, False, True)
    assert run(episode(max_steps=3)) == (3, False, True)
    assert run(episode(max_steps=30)) == (30, False, True)


@pytest.mark.parametrize(
    "action", ["", "fly()", "click(99, 1)", "click(nan, 1)", "x" * 1_000_000, "\x00\x1b", "type('\ud800')", "back()"]
)
def test_a_bad_action_does_nothing_and_is_explained(action: str) -> None:
    async def episode() -> None:
        env = make_async(channels=("screenshot", "goal", "last_error"))
        await env.reset(seed=0)
        observation, reward, terminated, truncated, info = await env.step(action)
        assert info["action_error"]
        assert observation["last_error"] == info["action_error"]
        assert env.observation_space.contains(observation)
        assert (await env.step("click(1, 1)"))[0]["last_error"] == ""
        assert len(info["action_error"]) < 1000
        assert (reward, terminated, truncated) == (0.0, False, False)
        assert observation["screenshot"][0, 0, 0] == 0

    run(episode())


@pytest.mark.parametrize("action", [None, 5, 1.5, b"click(1, 1)", ["click(1, 1)"]])
def test_an_action_of_another_type_is_a_bad_action(action: Any) -> None:
    async def episode() -> None:
        env = make_async()
        await env.reset(seed=0)
        assert (await env.step(action))[4]["action_error"]

    run(episode())


def test_the_agent_can_end_the_episode() -> None:
    async def episode(action: str) -> tuple[float, bool, bool]:
        env = make_async()
        await env.reset(seed=2)
        return (await env.step(action))[1:4]

    assert run(episode('answer("right")')) == (1.0, True, False)
    assert run(episode('answer("wrong")')) == (0.0, True, False)
    assert run(episode("stop()")) == (0.0, True, False)


@pytest.mark.parametrize(("x", "options"), [(13, {}), (14, {"step_timeout": 0.05})])
def test_a_failure_truncates_with_a_reward_that_is_none(x: int, options: dict[str, Any]) -> None:
    async def episode() -> None:
        env = make_async(**options)
        surface = env.surface
        assert isinstance(surface, FakeSurface)
        before, _ = await env.reset(seed=2)
        observation, reward, terminated, truncated, info = await env.step(Click(x, 1))
        assert math.isnan(reward)
        assert (terminated, truncated) == (False, True)
        assert info["failure"]
        assert "success" not in info
        assert np.array_equal(observation["screenshot"], before["screenshot"])
        assert surface.discarded == 1
        await env.reset(seed=2)
        assert (await env.step("click(1, 1)"))[1] == 0.0

    run(episode())


def test_reset_tries_three_times() -> None:
    async def reset(broken: int) -> None:
        env = make_async()
        assert isinstance(env.surface, FakeSurface)
        env.surface.broken_opens = broken
        await env.reset(seed=0)

    run(reset(2))
    with pytest.raises(SurfaceFailure, match="cannot be opened"):
        run(reset(3))


class LoggedTask(CountTask):
    def __init__(self, log: list[str]) -> None:
        super().__init__("fake.count", target=2, tells_state=False)
        self.log = log

    async def tear_down(self) -> None:
        self.log.append("torn down")


@pytest.mark.parametrize("last", ["click(1, 1)", "stop()", "click(13, 1)", None])
def test_a_task_is_torn_down_once_and_after_its_last_observation(
    last: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def episode() -> None:
        env = make_async(max_steps=2, channels=("url", "goal"))
        log = env.surface.observed  # type: ignore[attr-defined]
        monkeypatch.setattr(env.templates[0], "draw", lambda seed: LoggedTask(log))
        await env.reset(seed=0)
        await env.step("click(40, 1)")
        assert log == ["url", "url"]
        if last is not None:
            await env.step(last)
        ended = last in ("click(1, 1)", "stop()")
        seen = ["url", "url", "url", "torn down"] if ended else ["url", "url"]
        assert log == seen
        await env.reset(seed=0)
        assert log == ["url", "url", *(["url"] if ended else []), "torn down", "url"]
        await env.close()
        assert log[-1] == "torn down"
        assert log.count("torn down") == 2

    run(episode())


def test_seeds_pick_tasks_and_options_override_them() -> None:
    async def tasks(seed: int, **options: Any) -> str:
        env = make_async(templates=3)
        return str((await env.reset(seed=seed, options=options))[1]["task"])

    drawn = [run(tasks(seed)) for seed in range(30)]
    assert set(drawn) == {"fake.count", "fake.count1", "fake.count2"}
    assert drawn == [run(tasks(seed)) for seed in range(30)]
    assert run(tasks(0, task="fake.count2")) == "fake.count2"
    with pytest.raises(TaskUnavailable, match=r"fake\.count1"):
        run(tasks(0, task="nothing"))


def test_the_state_is_in_info_where_the_task_tells_it() -> None:
    async def states(tells_state: bool) -> list[Any]:
        env = AsyncEnv([CountTemplate(tells_state=tells_state)], FakeSurface())
        infos = [(await env.reset(seed=1))[1]]
        infos += [(await env.step(action))[4] for action in ("click(1, 1)", "nonsense", "click(1, 1)")]
        infos.append((await env.reset(seed=1))[1])
        return [info.get("state") for info in infos]

    assert run(states(True)) == [{"count": 0}, {"count": 1}, {"count": 1}, {"count": 2}, {"count": 0}]
    assert run(states(False)) == [None] * 5


def test_the_actions_are_finite_where_those_of_all_templates_are() -> None:
    finite, other, infinite = ClickTemplate("one"), ClickTemplate("two"), CountTemplate()
    other.choices = ("click(3, 1)", "click(1, 1)")
    assert AsyncEnv([finite], FakeSurface()).action_space.choices == ("click(1, 1)", "click(2, 1)")
    both = AsyncEnv([finite, other], FakeSurface()).action_space
    assert both.choices == ("click(1, 1)", "click(2, 1)", "click(3, 1)")
    for templates in ([infinite], [finite, infinite]):
        assert AsyncEnv(templates, FakeSurface()).action_space.choices == ()


def test_an_action_that_is_no_choice_does_nothing() -> None:
    async def episode() -> None:
        env = AsyncEnv([ClickTemplate()], FakeSurface())
        await env.reset(seed=2)
        *_, info = await env.step("click(4, 4)")
        assert "click(1, 1), click(2, 1)" in info["action_error"]
        observation, *_, info = await env.step("click(2, 1)")
        assert "action_error" not in info
        assert observation["screenshot"][0, 0, 0] == 1

    run(episode())


def test_only_chosen_channels_are_observed() -> None:
    async def observed() -> list[str]:
        env = make_async(channels=("goal", "url"))
        assert isinstance(env.surface, FakeSurface)
        observation, _ = await env.reset(seed=0)
        assert len(observation["url"]) == 2048
        return env.surface.observed

    assert run(observed()) == ["url"]


@pytest.mark.parametrize(
    "options", [{"channels": ("axtree",)}, {"actions": ("back",)}, {"max_steps": 0}, {"channels": ("sound",)}]
)
def test_bad_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(DigienvError):
        make_async(**options)


def test_the_scripted_solution_solves() -> None:
    async def episode() -> float:
        env = make_async()
        await env.reset(seed=2)
        reward = 0.0
        async for action in env.solve():
            reward = (await env.step(action))[1]
        return reward

    assert run(episode()) == 1.0
