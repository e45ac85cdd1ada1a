"""AndroidWorld's own tasks (Rawles et al., 2024), played on an emulator of the user's, when its package is installed.

Untested: written to the source of https://github.com/google-research/android_world, which needs an emulator; only its
interface was put to a stand-in.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import random
import re
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from typing import Any

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


class _Attached(RealHandset):
    """A device that AndroidWorld puts back itself."""

    async def reset(self, hosts: Collection[str] = ()) -> None:
        """Only go to the home screen."""
        await self._device.run("input", "keyevent", "KEYCODE_HOME")


class _Emulator:
    """AndroidWorld's own view of the device, made when it is first needed."""

    def __init__(self, console_port: int) -> None:
        self._console_port = console_port
        self._env: Any = None
        self.playing: Any = None

    async def env(self) -> Any:
        """Its environment."""
        if self._env is None:
            launcher = importlib.import_module("android_world.env.env_launcher")
            self._env = await _call(
                lambda: launcher.load_and_setup_env(console_port=self._console_port, adb_path=adb_path())
            )
        return self._env

    async def end(self) -> None:
        """Have a task that was begun put back what it has changed."""
        playing, self.playing = self.playing, None
        if playing is not None:
            env = await self.env()
            await _call(lambda: playing.tear_down(env))


async def _call(function: Callable[[], Any]) -> Any:
    """Run what blocks; whatever fails in it is the infrastructure's failure, never a score."""
    try:
        return await asyncio.to_thread(function)
    except Exception as error:
        raise SurfaceFailure(f"AndroidWorld is at fault: {type(error).__name__}: {error}") from error


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
        await self._emulator.end()
        env = await self._emulator.env()
        self._emulator.playing = self._task
        await _call(lambda: self._task.initialize_task(env))
        return str(self._task.goal)

    async def evaluate(self, surface: AndroidSurface, final: Answer | Stop | None) -> Outcome:
        """Judged by AndroidWorld when the agent says that it is done."""
        if final is None:
            return Outcome(score=0.0, done=False, reward=0.0)
        env = await self._emulator.env()
        if isinstance(final, Answer):
            env.interaction_cache = final.text
        try:
            score = float(await _call(lambda: self._task.is_successful(env)))
        finally:
            await self._emulator.end()
        return Outcome(score=score, done=True, reward=score)

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
        return _AndroidWorldTask(self._kind, self._emulator, seed)


def make_async(
    task: str | None = None, *, tasks: Sequence[str] | None = None, serial: str = "emulator-5554", **options: Any
) -> AsyncEnv:
    """An environment of one of AndroidWorld's tasks, or of all of them.

    Args:
        task: the name of its class, e.g. ``"ContactsAddContact"``; by default an episode's seed picks one.
        tasks: names of several, of which an episode's seed picks one.
        serial: of the emulator, which AndroidWorld has been set up on.
        options: of `digienv.core.async_env.AsyncEnv`.

    Raises:
        MissingDependency: if AndroidWorld is not installed.
        TaskUnavailable: if it has no such task.
    """
    if importlib.util.find_spec("android_world") is None:
        raise MissingDependency(
            "AndroidWorld is not installed; see https://github.com/google-research/android_world#installation"
        )
    found = re.fullmatch(r"emulator-(\d+)", serial)
    if found is None:
        raise DigienvError(f"AndroidWorld needs an emulator, like emulator-5554, not {serial!r}")
    registry: Mapping[str, type[Any]] = (
        importlib.import_module("android_world.registry").TaskRegistry().get_registry(FAMILY)
    )
    chosen = [task] if task is not None else list(tasks or registry)
    if unknown := [name for name in chosen if name not in registry]:
        raise TaskUnavailable(f"AndroidWorld has no task {unknown[0]!r}")
    emulator = _Emulator(int(found[1]))
    templates = [_AndroidWorldTemplate(registry[name], emulator) for name in chosen]
    return AsyncEnv(templates, AndroidSurface(_Attached(serial)), **options)
