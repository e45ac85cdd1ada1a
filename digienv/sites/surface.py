"""A browser whose episodes begin in worlds of self-hosted sites."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from digienv.core.actions import Action
from digienv.core.errors import SurfaceFailure
from digienv.sites.hosting import Site, open_site
from digienv.sites.worlds import Change, Row, Value, World
from digienv.web.surface import Settle, WebSurface, WebWorld

__all__ = ["Entry", "SiteStart", "SiteSurface"]


@dataclass(frozen=True, slots=True)
class Entry:
    """How an episode is entered.

    Attributes:
        users: by site who is signed in there; nobody where none is named.
        path: of the first page, on the first site.
    """

    users: Mapping[str, str] = field(default_factory=dict)
    path: str = "/"


@dataclass(frozen=True, slots=True)
class SiteStart:
    """Where an episode on sites begins.

    Attributes:
        sites: those that it may reach; it begins on the first.
        enter: asked when all worlds are in their seeded state, which it may read.
    """

    sites: tuple[str, ...]
    enter: Callable[[SiteSurface], Awaitable[Entry]]


class SiteSurface(WebSurface):
    """A `digienv.web.surface.WebSurface` with a world of its own on every site that its tasks need.

    Args:
        width: of the viewport in pixels.
        height: of the viewport in pixels.
        settle: what to wait for after an action; pages of sites fetch parts of themselves, so by default the network.
    """

    def __init__(self, *, width: int = 1280, height: int = 720, settle: Settle = "network") -> None:
        super().__init__(width=width, height=height, settle=settle)
        self._worlds: dict[str, World] = {}
        self._started: dict[Site, int] = {}

    async def open(self, start: SiteStart) -> None:  # type: ignore[override]
        """Reset the worlds and open the first page, signed in."""
        self._started = {}
        snapshots = {}
        for name in start.sites:
            site = await open_site(name)
            snapshots[name] = await site.start()
            self._started[site] = site.starts
            if name in self._worlds:
                await asyncio.to_thread(self._worlds[name].reset)
            else:
                self._worlds[name] = await site.new_world()
        entry = await start.enter(self)
        hosts = {name: self._worlds[name].host for name in start.sites}
        first = start.sites[0]
        await super().open(
            WebWorld(
                url=f"http://{hosts[first]}{entry.path}",
                hosts=tuple(hosts.values()),
                cookies=tuple(
                    (hosts[name], cookie, value)
                    for name, user in entry.users.items()
                    for cookie, value in snapshots[name].logins[user].items()
                ),
                clock=snapshots[first].clock,
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
