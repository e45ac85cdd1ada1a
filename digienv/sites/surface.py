"""A browser whose episodes begin in worlds of self-hosted sites."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

from digienv.core.actions import Action
from digienv.core.changes import Change, Row, Value
from digienv.core.errors import SurfaceFailure
from digienv.sites.hosting import Site, open_site
from digienv.sites.remote import RemoteSite, RemoteWorld
from digienv.sites.worlds import World, WorldGone
from digienv.web.surface import Settle, WebSurface, WebWorld

__all__ = ["Entry", "SiteStart", "SiteSurface", "SiteWorlds"]


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


class SiteWorlds:
    """The worlds of an environment: one on every site that its tasks need, kept from one episode to the next."""

    def __init__(self) -> None:
        self._worlds: dict[str, World | RemoteWorld] = {}
        self._began: dict[Site | RemoteSite, str] = {}

    async def open(self, names: Iterable[str]) -> dict[str, Site | RemoteSite]:
        """Put the worlds of an episode back to their seeded state; the sites by name."""
        self._began = {}
        sites = {name: await open_site(name) for name in names}
        for name, site in sites.items():
            await site.start()
            if not await self._reset(name):
                self._worlds[name] = await site.new_world()
            self._began[site] = site.incarnation
        return sites

    async def _reset(self, site: str) -> bool:
        """Put a world back; whether there is one."""
        if site not in self._worlds:
            return False
        try:
            await asyncio.to_thread(self._worlds[site].reset)
        except WorldGone:
            return False
        return True

    def check(self) -> None:
        """That a server has ended since the episode began is a failure, whatever its pages show.

        Raises:
            SurfaceFailure: if one has.
        """
        for site, incarnation in self._began.items():
            if not site.alive or site.incarnation != incarnation:
                raise SurfaceFailure(f"the server of the site {site.name} ended")

    def __getitem__(self, site: str) -> World | RemoteWorld:
        """The world that is being played on a site."""
        return self._worlds[site]

    async def query(self, site: str, sql: str, *parameters: Value) -> list[Row]:
        """Rows of a world's database."""
        return await asyncio.to_thread(self._worlds[site].query, sql, parameters)

    async def changes(self, site: str) -> list[Change]:
        """All that differs from the seeded state of a world."""
        found = await asyncio.to_thread(self._worlds[site].changes)
        self.check()  # a remote one's end shows in what it answers
        return found

    async def close(self) -> None:
        """Delete the worlds; those of a server that is gone are gone."""
        for world in self._worlds.values():
            with contextlib.suppress(SurfaceFailure):
                await asyncio.to_thread(world.delete)
        self._worlds.clear()


class SiteSurface(WebSurface):
    """A `digienv.web.surface.WebSurface` with a world of its own on every site that its tasks need.

    Args:
        width: of the viewport in pixels.
        height: of the viewport in pixels.
        settle: what to wait for after an action; pages of sites fetch parts of themselves, so by default the network.
    """

    def __init__(self, *, width: int = 1280, height: int = 720, settle: Settle = "network") -> None:
        super().__init__(width=width, height=height, settle=settle)
        self._worlds = SiteWorlds()

    async def open(self, start: SiteStart) -> None:  # type: ignore[override]
        """Reset the worlds and open the first page, signed in."""
        sites = await self._worlds.open(start.sites)
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
                    for cookie, value in sites[name].logins[user].items()
                ),
                clock=sites[first].clock,
            )
        )

    async def act(self, action: Action) -> None:
        """Perform an action; that a server ended meanwhile is a failure, whatever its page shows."""
        await super().act(action)
        self._worlds.check()

    def world(self, site: str) -> World | RemoteWorld:
        """The world that is being played on a site."""
        return self._worlds[site]

    def address(self, site: str) -> str:
        """Where the world that is being played on a site is, e.g. ``http://w17.shop.localhost``."""
        return f"http://{self._worlds[site].host}"

    async def query(self, site: str, sql: str, *parameters: Value) -> list[Row]:
        """Rows of a world's database."""
        return await self._worlds.query(site, sql, *parameters)

    async def changes(self, site: str) -> list[Change]:
        """All that differs from the seeded state of a world."""
        return await self._worlds.changes(site)

    async def close(self) -> None:
        """Close the browser context and delete the worlds."""
        await super().close()
        await self._worlds.close()
