"""A surface without a browser: a counter painted as a colour. Real pages are tested in tests/web."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import Any

import numpy as np

from digienv.core.actions import Action, Answer, Click, Stop, Type
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import ActionError, SurfaceFailure
from digienv.core.task import Outcome, Task, Template


class FakeSurface:
    """Clicks count up; a click at x = 13 breaks it, at x = 14 never returns."""

    width, height = 32, 24
    channels = ("screenshot", "url", "last_error")
    actions = ("click", "type", "answer", "stop")

    def __init__(self, broken_opens: int = 0) -> None:
        self.count = 0
        self.opened = 0
        self.broken_opens = broken_opens
        self.discarded = 0
        self.closed = False
        self.observed: list[str] = []

    async def open(self, world: str) -> None:
        if self.broken_opens:
            self.broken_opens -= 1
            raise SurfaceFailure("cannot be opened")
        self.opened += 1
        self.count = 0

    async def act(self, action: Action) -> None:
        if isinstance(action, Click):
            if action.x >= self.width:
                raise ActionError("outside")
            if action.x == 13:
                raise SurfaceFailure("broken by a click")
            if action.x == 14:
                await asyncio.Event().wait()
            self.count += 1

    async def observe(self, channels: Collection[str]) -> dict[str, Any]:
        if not self.opened:
            raise SurfaceFailure("nothing is open")
        self.observed.extend(channels)
        values = {
            "screenshot": np.full((self.height, self.width, 3), self.count, np.uint8),
            "url": "fake://" + "x" * 5000,
            "last_error": "",
        }
        return {name: values[name] for name in channels}

    def discard(self) -> None:
        self.discarded += 1

    async def close(self) -> None:
        self.closed = True


class CountTask(Task[FakeSurface]):
    """Reach a count drawn from the seed."""

    world = "world"
    max_steps = 10

    def __init__(self, id: str, target: int, tells_state: bool) -> None:
        self.id = id
        self.target = target
        self.tells_state = tells_state

    async def setup(self, surface: FakeSurface) -> str:
        return f"Count to {self.target} – größer"

    async def evaluate(self, surface: FakeSurface, final: Answer | Stop | None) -> Outcome:
        right = isinstance(final, Answer) and final.text == "right"
        done = surface.count >= self.target or right
        return Outcome(float(done), done, float(done), "counted" if done else "")

    async def state(self, surface: FakeSurface) -> dict[str, Any] | None:
        return {"count": surface.count} if self.tells_state else None

    async def solve(self, surface: FakeSurface) -> AsyncIterator[Action]:
        yield Type("nothing")
        while surface.count < self.target:
            yield Click(1, 1)


class CountTemplate(Template):
    actions = ("click", "type", "answer", "stop")

    def __init__(self, id: str = "fake.count", tells_state: bool = False) -> None:
        self.id = id
        self.tells_state = tells_state

    def draw(self, seed: int) -> CountTask:
        return CountTask(self.id, 1 + seed % 3, self.tells_state)


class ClickTemplate(CountTemplate):
    """Where only two points matter."""

    choices = ("click(1, 1)", "click(2, 1)")


def make_async(templates: int = 1, broken_opens: int = 0, **options: Any) -> AsyncEnv:
    names = [CountTemplate("fake.count" if n == 0 else f"fake.count{n}") for n in range(templates)]
    return AsyncEnv(names, FakeSurface(broken_opens), **options)
