"""A browser whose episodes begin in worlds of self-hosted sites."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digienv.core.actions import Action
from digienv.core.errors import SurfaceFailure
from digienv.sites.hosting import Site, open_site
from digienv.sites.worlds import Change, Row, Value, World
from digienv.web.surface import WebSurface, WebWorld

__all__ = ["SiteStart", "SiteSurface"]


@dataclass(frozen=True, slots=True)
class SiteStart:
    """Where an episode on sites begins.

    Attributes:
        sites: for every site that it may reach the user who is signed in there, None for nobody; it begins on the
            first.
        path: of its first page.
    """

    sites: Mapping[str, str | None] = field(default_factory=dict)
    path: str = "/"


class SiteSurface(WebSurface):
    """A `digienv.web.surface.WebSurface` with a world of its own on every site that its tasks need."""

    def __init__(self, *, width: int = 1280, height: int = 720, **options: Any) -> None:
        super().__init__(width=width, height=height, **options)
        self._worlds: dict[str, World] = {}
        self._started: dict[Site, int] = {}

    async def open(self, start: SiteStart) -> None:  # type: ignore[override]
        """Reset the worlds and open the first page, signed in."""
        self._started = {}
        cookies: list[tuple[str, str, str]] = []
        hosts = []
        for name, user in start.sites.items():
            site = await open_site(name)
            snapshot = await site.start()
            if name in self._worlds:
                await asyncio.to_thread(self._worlds[name].reset)
            else:
                self._worlds[name] = await site.new_world()
            host = self._worlds[name].host
            hosts.append(host)
            if user is not None:
                cookies += [(host, cookie, value) for cookie, value in snapshot.logins[user].items()]
            self._started[site] = site.starts
        await super().open(
            WebWorld(
                url=f"http://{hosts[0]}{start.path}",
                hosts=tuple(hosts),
                cookies=tuple(cookies),
                clock=snapshot.clock,
            )
        )

    async def act(self, action: Action) -> None:
        """Perform an action; that a server ended meanwhile is a failure, whatever its page shows."""
        await super().act(action)
        for site, starts in self._started.items():
            if not site.alive or site.starts != starts:
                raise SurfaceFailure(f"the server of the site {site.name} ended")

    def world(self, site: str) -> World:
        """The world that is being played on a site."""
        return self._worlds[site]

    async def query(self, site: str, sql: str, *parameters: Value) -> list[Row]:
        """Rows of a world's database."""
        return await asyncio.to_thread(self._worlds[site].query, sql, parameters)

    async def changes(self, site: str) -> list[Change]:
        """All that differs from the seeded state of a world."""
        return await asyncio.to_thread(self._worlds[site].changes)

    async def close(self) -> None:
        """Close the browser context and delete the worlds."""
        await super().close()
        for world in self._worlds.values():
            await asyncio.to_thread(world.delete)
        self._worlds.clear()
