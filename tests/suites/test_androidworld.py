"""The adapter to AndroidWorld, with a stand-in for its package: the calls that it gets, and what comes of them."""

from __future__ import annotations

import random
import sys
import types
from typing import Any, ClassVar

import pytest

from digienv.android.handset import SimulatedHandset
from digienv.android.surface import AndroidSurface
from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, MissingDependency, SurfaceFailure, TaskUnavailable
from digienv.suites import androidworld


class StandInEnv:
    interaction_cache = ""

    def __init__(self, **options: Any) -> None:
        SayWord.log.append("load")

    def reset(self, go_home: bool = False) -> None:
        SayWord.log.append(f"go home: {go_home}")
        self.interaction_cache = ""


class SayWord:
    """Like one of AndroidWorld's: says whether the answer is the word."""

    log: ClassVar[list[str]] = []
    made: ClassVar[list[SayWord]] = []
    complexity = 1.2
    start_on_home_screen = True
    broken = ""

    @classmethod
    def generate_random_params(cls) -> dict[str, Any]:
        cls.fail("draw")
        return {"word": random.choice(("tangerine", "plum", "quince"))}

    @classmethod
    def fail(cls, where: str) -> None:
        if cls.broken == where:
            raise RuntimeError("the emulator is gone")

    def __init__(self, params: dict[str, Any]) -> None:
        self.params = params
        self.goal = f"Say {params['word']}."
        self.initialized = False
        self.made.append(self)

    def initialize_task(self, env: StandInEnv) -> None:
        self.log.append("initialize")
        self.fail("initialize")
        self.initialized = True
        random.seed(self.params["seed"])
        env.interaction_cache = ""

    def is_successful(self, env: StandInEnv) -> float:
        self.log.append("judge")
        self.fail("judge")
        return float(env.interaction_cache == self.params["word"])

    def tear_down(self, env: StandInEnv) -> None:
        self.log.append("tear down")
        self.fail("tear down")
        self.initialized = False


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Any:
    package, launcher = types.ModuleType("android_world"), types.ModuleType("android_world.env.env_launcher")
    registry = types.ModuleType("android_world.registry")
    launcher.load_and_setup_env = StandInEnv  # type: ignore[attr-defined]
    family = types.SimpleNamespace(get_registry=lambda name: {"SayWord": SayWord})
    registry.TaskRegistry = lambda: family  # type: ignore[attr-defined]
    for name, module in (
        ("android_world", package),
        ("android_world.env", types.ModuleType("android_world.env")),
        ("android_world.env.env_launcher", launcher),
        ("android_world.registry", registry),
    ):
        monkeypatch.setitem(sys.modules, name, module)
    for name, value in (("log", []), ("made", []), ("broken", ""), ("start_on_home_screen", True)):
        monkeypatch.setattr(SayWord, name, value)
    made = androidworld.make_async("SayWord", serial="emulator-5556", grpc_port=8556)
    made.surface = AndroidSurface(SimulatedHandset("new"))
    yield made
    loop.run(made.close())


def end(env: AsyncEnv, action: str) -> tuple[float, bool, dict[str, Any]]:
    _, reward, terminated, _, info = loop.run(env.step(action))
    return reward, terminated, info


BEGUN = ["initialize", "go home: True"]


def test_a_task_is_begun_judged_and_ended(env: AsyncEnv) -> None:
    _, info = loop.run(env.reset(seed=3))
    word = SayWord.made[-1].params["word"]
    assert (info["goal"], env.task.max_steps, SayWord.log) == (f"Say {word}.", 12, ["load", *BEGUN])
    loop.run(env.step("home()"))
    assert end(env, f'answer("{word}")')[:2] == (1.0, True)
    assert SayWord.log == ["load", *BEGUN, "judge", "tear down"]
    loop.run(env.reset(seed=4))
    assert end(env, "stop()")[:2] == (0.0, True)


def test_a_task_is_ended_where_the_steps_are(env: AsyncEnv) -> None:
    env.max_steps = 2
    loop.run(env.reset(seed=3))
    loop.run(env.step("home()"))
    assert "tear down" not in SayWord.log
    assert end(env, "home()")[:2] == (0.0, False)
    assert SayWord.log[1:] == [*BEGUN, "tear down"]
    loop.run(env.reset(seed=4))
    assert SayWord.log[1:] == [*BEGUN, "tear down", *BEGUN]


def test_a_task_that_is_left_is_ended_before_the_next_and_on_close(env: AsyncEnv) -> None:
    loop.run(env.reset(seed=3))
    loop.run(env.reset(seed=4))
    loop.run(env.close())
    assert SayWord.log[1:] == [*BEGUN, "tear down", *BEGUN, "tear down"]


def test_a_failure_is_no_score(env: AsyncEnv) -> None:
    loop.run(env.reset(seed=3))
    SayWord.broken = "judge"
    reward, terminated, info = end(env, 'answer("tangerine")')
    assert reward != reward
    assert not terminated
    assert "the emulator is gone" in info["failure"]
    loop.run(env.reset(seed=4))
    assert SayWord.log[1:] == [*BEGUN, "judge", "tear down", *BEGUN]


@pytest.mark.parametrize("where", ["draw", "initialize"])
def test_what_fails_at_the_beginning_says_what_to_do(env: AsyncEnv, where: str) -> None:
    SayWord.broken = where
    with pytest.raises(
        SurfaceFailure, match=r"androidworld.SayWord could not.*RuntimeError: the emulator is gone.*check"
    ):
        loop.run(env.reset(seed=3))
    assert "tear down" not in SayWord.log
    SayWord.broken = ""
    loop.run(env.reset(seed=3))


def test_a_task_may_begin_elsewhere_than_on_the_home_screen(env: AsyncEnv) -> None:
    SayWord.start_on_home_screen = False
    loop.run(env.reset(seed=3))
    assert SayWord.log == ["load", "initialize", "go home: False"]


def test_equal_seeds_are_equal_tasks_and_the_global_generator_goes_on(env: AsyncEnv) -> None:
    random.seed(7)
    before = random.getstate()
    for seed in (0, 1, 2, 0, 1, 2):
        loop.run(env.reset(seed=seed))
    assert random.getstate() == before
    words = [made.params["word"] for made in SayWord.made]
    assert words[:3] == words[3:]
    assert len(set(words)) > 1


def test_ports_are_passed_on(env: AsyncEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[dict[str, Any]] = []
    launcher: Any = sys.modules["android_world.env.env_launcher"]
    monkeypatch.setattr(launcher, "load_and_setup_env", lambda **options: loaded.append(options) or StandInEnv())
    loop.run(env.reset(seed=3))
    assert [(options["console_port"], options["grpc_port"]) for options in loaded] == [(5556, 8556)]


def test_what_is_not_there(env: AsyncEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TaskUnavailable, match="SayNothing"):
        androidworld.make_async("SayNothing")
    with pytest.raises(DigienvError, match="emulator-5554"):
        androidworld.make_async("SayWord", serial="phone")
    monkeypatch.setitem(sys.modules, "android_world.registry", None)
    with pytest.raises(MissingDependency, match="google-research/android_world"):
        androidworld.make_async("SayWord")
