"""How a task across two sites is made of a task on each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import ClassVar

from digienv.core.actions import Action, Answer, Goto
from digienv.core.goals import Instance, Requirement
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate

__all__ = ["Relay"]

STRIDE = 7
"""Things to find out and things to do with them are paired in steps of so many, so that neighbours differ."""


class Relay(SiteTemplate):
    """Find something out on a second site and use it on the first, where the episode begins.

    An instance is ``{"source": ..., "target": ...}``: one of each template, the second with what the first one finds.

    Attributes:
        source: what is to be found out: a template that asks for an answer.
        target: what is to be done with it: a template that asks for a change.
        fact: the value of a source's instance that is to be found out.
        slot: the value of a target's instance in whose place it is put.
    """

    source: ClassVar[type[SiteTemplate]]
    target: ClassVar[type[SiteTemplate]]
    fact: ClassVar[str]
    slot: ClassVar[str]

    def __init_subclass__(cls) -> None:
        cls.sites = (*cls.target.sites, *cls.source.sites)

    def found(self, source: Instance) -> str:
        """What is found out, as it is to be written."""
        return str(source[self.fact])

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        """Everything that can be found out, each with something to do."""
        targets = await self.target(self.max_steps).instances(surface)
        return [
            {"source": one, "target": {**targets[STRIDE * number % len(targets)], self.slot: self.found(one)}}
            for number, one in enumerate(await self.source(self.max_steps).instances(surface))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        """What the target requires."""
        return self.target(self.max_steps).requires(instance["target"])

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        """Go there, find it out, come back, use it."""
        (here, _), (there, _) = self.sites
        yield Goto(f"{surface.address(there)}{self.source.path}")
        async for action in self.source(self.max_steps).solve(surface, instance["source"]):
            if not isinstance(action, Answer):
                yield action
        yield Goto(f"{surface.address(here)}{self.path}")
        async for action in self.target(self.max_steps).solve(surface, instance["target"]):
            yield action
