"""AndroidWorld's own tasks (Rawles et al., 2024), played on an emulator of the user's, when its package is installed.

Untested on an emulator, which AndroidWorld needs: its classes at commit d9c569f of
https://github.com/google-research/android_world were all drawn, and some played with a simulated phone in the place of
the emulator; the tests have a stand-in for the package.
"""

from __future__ import annotations

import asyncio
import importlib
import random
import re
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from digienv.android.adb import adb_path
from digienv.android.real import RealHandset
from digienv.android.surface import AndroidSurface, PhoneStart
from digienv.core.actions import Action, Answer, Stop
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, MissingDependency, SurfaceFailure, TaskUnavailable
from digienv.core.task import Outcome, Task, Template
from digienv.suites.android.catalogue import PHONE_ACTIONS

__all__ = ["make_async"]

STEPS = 10
"""For each unit of a task's complexity, as AndroidWorld's runner has it."""
FAMILY = "android_world"
T = TypeVar("T")


class _Attached(RealHandset):
    """A device that AndroidWorld puts back itself."""

    async def reset(self, hosts: Collection[str] = ()) -> None:
        """Only go to the home screen."""
        await self._device.run("input", "keyevent", "KEYCODE_HOME")


class _Emulator:
    """AndroidWorld's own view of the device, made when it is first needed."""

    def __init__(self, console_port: int, grpc_port: int) -> None:
        self._options = {"console_port": console_port, "grpc_port": grpc_port, "adb_path": adb_path()}
        self._env: Any = None

    async def call(self, function: Callable[[Any], T]) -> T:
        """Have AndroidWorld do something to its environment."""
        return await asyncio.to_thread(_blamed, lambda: function(self._made()))

    def _made(self) -> Any:
        if self._env is None:
            launcher = importlib.import_module("android_world.env.env_launcher")
            self._env = launcher.load_and_setup_env(**self._options)
        return self._env


def _blamed(function: Callable[[], T]) -> T:
    """Run AndroidWorld's code, which seeds the global generator; afterwards that goes on from where it was.

    Raises:
        SurfaceFailure: whatever fails in it is the infrastructure's failure, never a score.
    """
    state = random.getstate()
    try:
        return function()
    except Exception as error:
        raise SurfaceFailure(
            f"AndroidWorld is at fault: {type(error).__name__}: {error} (check its installation, or choose other tasks)"
        ) from error
    finally:
        random.setstate(state)


class _AndroidWorldTask(Task[AndroidSurface]):
    world = PhoneStart(remembers=False)

    def __init__(self, kind: type[Any], emulator: _Emulator, seed: int) -> None:
        self.id = f"androidworld.{kind.__name__}"
        self._emulator = emulator
        random.seed(seed)  # AndroidWorld draws from the global generator
        self._task = kind({**kind.generate_random_params(), "seed": seed})
        self.max_steps = int(STEPS * self._task.complexity)

    async def setup(self, surface: AndroidSurface) -> str:
        """Its goal, once it has prepared the device."""
        return await self._emulator.call(self._begin)

    def _begin(self, env: Any) -> str:
        self._task.initialize_task(env)
        env.reset(go_home=self._task.start_on_home_screen)
        return str(self._task.goal)

    async def evaluate(self, surface: AndroidSurface, final: Answer | Stop | None) -> Outcome:
        """Judged by AndroidWorld when the agent says that it is done."""
        if final is None:
            return Outcome(score=0.0, done=False, reward=0.0)
        score = await self._emulator.call(lambda env: self._judge(env, final))
        return Outcome(score=score, done=True, reward=score)

    def _judge(self, env: Any, final: Answer | Stop) -> float:
        if isinstance(final, Answer):
            env.interaction_cache = final.text
        return float(self._task.is_successful(env))

    async def tear_down(self) -> None:
        """AndroidWorld puts back what the task has changed, if it came to be initialized."""
        if self._task.initialized:
            await self._emulator.call(self._task.tear_down)

    async def solve(self, surface: AndroidSurface) -> AsyncIterator[Action]:
        """AndroidWorld has no scripted solutions."""
        raise DigienvError("AndroidWorld's tasks have no scripted solutions")
        yield Stop()


class _AndroidWorldTemplate(Template):
    actions = PHONE_ACTIONS

    def __init__(self, kind: type[Any], emulator: _Emulator) -> None:
        self.id = f"androidworld.{kind.__name__}"
        self._kind = kind
        self._emulator = emulator

    def draw(self, seed: int) -> _AndroidWorldTask:
        """The task of a seed."""
        return _blamed(lambda: _AndroidWorldTask(self._kind, self._emulator, seed))


def make_async(
    task: str | None = None,
    *,
    tasks: Sequence[str] | None = None,
    serial: str = "emulator-5554",
    grpc_port: int = 8554,
    **options: Any,
) -> AsyncEnv:
    """An environment of one of AndroidWorld's tasks, or of all of them.

    Args:
        task: the name of its class, e.g. ``"ContactsAddContact"``; by default an episode's seed picks one.
        tasks: names of several, of which an episode's seed picks one.
        serial: of the emulator, which AndroidWorld has been set up on.
        grpc_port: what the emulator was started with as ``-grpc``.
        options: of `digienv.core.async_env.AsyncEnv`.

    Raises:
        MissingDependency: if AndroidWorld cannot be imported.
        TaskUnavailable: if it has no such task.
    """
    try:
        module = importlib.import_module("android_world.registry")
    except ImportError as error:
        raise MissingDependency(
            f"AndroidWorld cannot be imported ({error}): install it as "
            "https://github.com/google-research/android_world#installation says"
        ) from error
    found = re.fullmatch(r"emulator-(\d+)", serial)
    if found is None:
        raise DigienvError(f"AndroidWorld needs an emulator, like emulator-5554, not {serial!r}")
    registry: Mapping[str, type[Any]] = module.TaskRegistry().get_registry(FAMILY)
    chosen = [task] if task is not None else list(tasks or registry)
    if unknown := [name for name in chosen if name not in registry]:
        raise TaskUnavailable(f"AndroidWorld has no task {unknown[0]!r}")
    emulator = _Emulator(int(found[1]), grpc_port)
    templates = [_AndroidWorldTemplate(registry[name], emulator) for name in chosen]
    return AsyncEnv(templates, AndroidSurface(_Attached(serial)), **options)
