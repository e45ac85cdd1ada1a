"""The adapter to AndroidWorld, with a stand-in for its package: the calls that it gets, and what comes of them."""

from __future__ import annotations

import sys
import types
from importlib.machinery import ModuleSpec
from typing import Any, ClassVar

import pytest

from digienv.android.handset import SimulatedHandset
from digienv.android.surface import AndroidSurface
from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import MissingDependency, TaskUnavailable
from digienv.suites import androidworld


class StandInEnv:
    interaction_cache = ""


class SayWord:
    """Like one of AndroidWorld's: says whether the answer is the word."""

    log: ClassVar[list[str]] = []
    complexity = 1.2
    broken = False

    @classmethod
    def generate_random_params(cls) -> dict[str, Any]:
        return {"word": "tangerine"}

    def __init__(self, params: dict[str, Any]) -> None:
        self.params = params
        self.goal = f"Say {params['word']}."

    def initialize_task(self, env: StandInEnv) -> None:
        self.log.append("initialize")
        env.interaction_cache = ""

    def is_successful(self, env: StandInEnv) -> float:
        self.log.append("judge")
        if self.broken:
            raise RuntimeError("the emulator is gone")
        return float(env.interaction_cache == self.params["word"])

    def tear_down(self, env: StandInEnv) -> None:
        self.log.append("tear down")


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Any:
    package, launcher = types.ModuleType("android_world"), types.ModuleType("android_world.env.env_launcher")
    package.__spec__ = ModuleSpec("android_world", None)
    registry = types.ModuleType("android_world.registry")
    launcher.load_and_setup_env = lambda console_port, adb_path: StandInEnv()  # type: ignore[attr-defined]
    family = types.SimpleNamespace(get_registry=lambda name: {"SayWord": SayWord})
    registry.TaskRegistry = lambda: family  # type: ignore[attr-defined]
    for name, module in (
        ("android_world", package),
        ("android_world.env", types.ModuleType("android_world.env")),
        ("android_world.env.env_launcher", launcher),
        ("android_world.registry", registry),
    ):
        monkeypatch.setitem(sys.modules, name, module)
    SayWord.log, SayWord.broken = [], False
    made = androidworld.make_async("SayWord")
    made.surface = AndroidSurface(SimulatedHandset("new"))
    yield made
    loop.run(made.close())


def end(env: AsyncEnv, action: str) -> tuple[float, bool, dict[str, Any]]:
    _, reward, terminated, _, info = loop.run(env.step(action))
    return reward, terminated, info


def test_a_task_is_begun_judged_and_ended(env: AsyncEnv) -> None:
    _, info = loop.run(env.reset(seed=3))
    assert (info["goal"], env.task.max_steps) == ("Say tangerine.", 12)
    loop.run(env.step("home()"))
    assert end(env, 'answer("tangerine")')[:2] == (1.0, True)
    assert SayWord.log == ["initialize", "judge", "tear down"]
    loop.run(env.reset(seed=4))
    assert end(env, "stop()")[:2] == (0.0, True)


def test_a_task_that_is_left_is_ended_before_the_next(env: AsyncEnv) -> None:
    loop.run(env.reset(seed=3))
    loop.run(env.reset(seed=4))
    assert SayWord.log == ["initialize", "tear down", "initialize"]


def test_a_failure_is_no_score(env: AsyncEnv) -> None:
    loop.run(env.reset(seed=3))
    SayWord.broken = True
    reward, terminated, info = end(env, 'answer("tangerine")')
    assert reward != reward
    assert not terminated
    assert "the emulator is gone" in info["failure"]
    assert SayWord.log[-1] == "tear down"


def test_what_is_not_there(env: AsyncEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TaskUnavailable, match="SayNothing"):
        androidworld.make_async("SayNothing")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingDependency, match="google-research/android_world"):
        androidworld.make_async("SayWord")
