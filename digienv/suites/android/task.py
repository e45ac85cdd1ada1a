"""Tasks on a phone: drawn from what it remembers, judged by what has become of it. All of it goes through adb."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from digienv.android.apps import APPS
from digienv.android.surface import PhoneStart
from digienv.core.changes import Value
from digienv.core.goals import End, Instance, InstanceTask, InstanceTemplate
from digienv.sites.task import At
from digienv.suites.android.catalogue import PHONE_ACTIONS
from digienv.suites.android.surface import PhoneSurface

__all__ = ["AtPage", "InFront", "PhoneTask", "PhoneTemplate"]


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
        package, _, activity = end.url.partition(" ")[0].partition("/")
        if package not in APPS[self.app] or self.activity not in ("", activity):
            yield f"{end.url or 'nothing'} is in front, not {self.app} {self.activity}".rstrip()


@dataclass(frozen=True, slots=True)
class AtPage:
    """The browser must be in front, with the page of a path, and with these values in its query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, end: End) -> Iterator[str]:
        """Why it is not."""
        component, _, address = end.url.partition(" ")
        if component.partition("/")[0] not in APPS["Chrome"]:
            yield f"{component or 'nothing'} is in front, not Chrome"
        else:
            yield from At(self.path, self.query).wrong(replace(end, url=address))


class PhoneTemplate(InstanceTemplate[PhoneSurface]):
    """A family of tasks on a phone.

    Attributes:
        place: the database, ``settings``, ``files`` or site in which changes are asked for where a requirement names
            none.
        sites: that the phone's browser reaches.
    """

    place: str = "settings"
    sites: tuple[str, ...] = ()
    actions = PHONE_ACTIONS

    async def prepare(self, surface: PhoneSurface, instance: Instance) -> bool:
        """Put by adb what an instance needs beside the seeded state; whether there was anything."""
        return False

    def rows(self, surface: PhoneSurface, database: str, sql: str, *parameters: Value) -> list[Instance]:
        """Rows of a database, as it was when the episode began, as instances."""
        found: list[Instance] = [dict(row) for row in surface.before.query(database, sql, *parameters)]
        return found

    async def today(self, surface: PhoneSurface) -> datetime.date:
        """What day it is on the phone."""
        return datetime.date.fromisoformat(await surface.device.run("date", "-u", "+%Y-%m-%d"))

    def say(self, instance: Instance) -> str:
        """The goal in words."""
        return self.goal.format_map(instance)

    def draw(self, seed: int) -> PhoneTask:
        """The task that a seed makes of it."""
        return PhoneTask(self, seed)


class PhoneTask(InstanceTask[PhoneSurface, PhoneTemplate]):
    """One instance of a template, chosen when the phone stands."""

    def __init__(self, template: PhoneTemplate, seed: int) -> None:
        super().__init__(template, seed)
        self.world = PhoneStart(self._hosts)

    async def _hosts(self, surface: PhoneSurface) -> list[str]:
        await surface.sites.open(self.template.sites)
        return [surface.sites[site].host for site in self.template.sites]

    async def setup(self, surface: PhoneSurface) -> str:
        """The goal."""
        self.instance = await self.template.choose(surface, self.seed)
        if await self.template.prepare(surface, self.instance):
            surface.before = await surface.look()
        return self.template.say(self.instance)

    async def look(self, surface: PhoneSurface, answer: str | None) -> End:
        """What is in front, and what the phone remembers."""
        changes = await surface.changes()
        changes |= {site: await surface.sites.changes(site) for site in self.template.sites}
        place = self.template.place
        return End(answer, await self._front(surface), {place: changes[place], **changes})

    async def _front(self, surface: PhoneSurface) -> str:
        """The activity in front, and of a browser the address that it shows."""
        component = await surface.component()
        if component.partition("/")[0] not in APPS["Chrome"]:
            return component
        bar = next((node for node in (await surface.tree()).walk() if node.id.endswith("/url_bar")), None)
        return f"{component} {bar.text if bar else ''}"
