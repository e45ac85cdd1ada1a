"""Tasks on a phone: drawn from what it remembers, judged by what has become of it. All of it goes through adb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digienv.android.apps import APPS
from digienv.android.surface import AndroidSurface, PhoneStart
from digienv.core.changes import Value
from digienv.core.goals import End, Instance, InstanceTask, InstanceTemplate

__all__ = ["InFront", "PhoneTask", "PhoneTemplate"]


@dataclass(frozen=True, slots=True)
class InFront:
    """An app must be in front, and of it a certain activity.

    Attributes:
        app: its name.
        activity: as the simulated phone's apps call it, e.g. ``.Display``; empty for any.
    """

    app: str
    activity: str = ""

    def wrong(self, end: End) -> Iterator[str]:
        """Why it is not."""
        package, _, activity = end.url.partition("/")
        if package not in APPS[self.app] or self.activity not in ("", activity):
            yield f"{end.url or 'nothing'} is in front, not {self.app} {self.activity}".rstrip()


class PhoneTemplate(InstanceTemplate[AndroidSurface]):
    """A family of tasks on a phone.

    Attributes:
        place: the database, ``settings`` or ``files``, in which changes are asked for where a requirement names none.
    """

    place: str = "settings"
    actions = (
        *("click", "double_click", "long_press", "drag", "scroll", "type", "press", "back", "home", "open_app", "wait"),
        *("answer", "stop"),
    )

    async def prepare(self, surface: AndroidSurface, instance: Instance) -> bool:
        """Put by adb what an instance needs beside the seeded state; whether there was anything."""
        return False

    def rows(self, surface: AndroidSurface, database: str, sql: str, *parameters: Value) -> list[Instance]:
        """Rows of a database, as it was when the episode began, as instances."""
        found: list[Instance] = [dict(row) for row in surface.before.query(database, sql, *parameters)]
        return found

    def say(self, instance: Instance) -> str:
        """The goal in words."""
        return self.goal.format_map(instance)

    def draw(self, seed: int) -> PhoneTask:
        """The task that a seed makes of it."""
        return PhoneTask(self, seed)


class PhoneTask(InstanceTask[AndroidSurface, PhoneTemplate]):
    """One instance of a template, chosen when the phone stands."""

    world = PhoneStart()

    async def setup(self, surface: AndroidSurface) -> str:
        """The goal."""
        self.instance = await self.template.choose(surface, self.seed)
        if await self.template.prepare(surface, self.instance):
            surface.before = await surface.look()
        return self.template.say(self.instance)

    async def look(self, surface: AndroidSurface, answer: str | None) -> End:
        """What is in front, and what the phone remembers."""
        changes = await surface.changes()
        place = self.template.place
        return End(answer, await surface.component(), {place: changes[place], **changes})
