"""Tasks on sites: drawn from what the world holds, judged by what has become of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from digienv.core.changes import Value
from digienv.core.goals import End, Instance, InstanceTask, InstanceTemplate
from digienv.sites.catalogue import SITE_ACTIONS
from digienv.sites.surface import Entry, SiteStart, SiteSurface

__all__ = ["At", "SiteTask", "SiteTemplate"]


@dataclass(frozen=True, slots=True)
class At:
    """The page in front must be the one with this path, and with these values in its query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, end: End) -> Iterator[str]:
        """Why it is not."""
        here = urlsplit(end.url)
        if unquote(here.path).rstrip("/") != self.path.rstrip("/"):
            yield f"the page is {here.path}, not {self.path}"
        said = parse_qs(here.query)
        for name, value in self.query.items():
            if said.get(name) != [value]:
                yield f"the page's address does not say {name}={value}"


class SiteTemplate(InstanceTemplate[SiteSurface]):
    """A family of tasks on sites; its goal may also name a site in braces, for its address.

    Attributes:
        sites: those that it needs, each with the user who is signed in there, None for nobody.
        path: of the page on the first site at which it begins.
    """

    sites: tuple[tuple[str, str | None], ...]
    path: str = "/"
    actions = SITE_ACTIONS

    def say(self, instance: Instance, addresses: Mapping[str, str]) -> str:
        """The goal in words.

        Args:
            instance: what it is about.
            addresses: of the sites, by name.
        """
        return self.goal.format_map({**addresses, **instance})

    async def rows(self, surface: SiteSurface, sql: str, *parameters: Value) -> list[Instance]:
        """Rows of the first site's database as instances."""
        found: list[Instance] = [dict(row) for row in await surface.query(self.sites[0][0], sql, *parameters)]
        return found

    def draw(self, seed: int) -> SiteTask:
        """The task that a seed makes of it."""
        return SiteTask(self, seed)


class SiteTask(InstanceTask[SiteSurface, SiteTemplate]):
    """One instance of a template, chosen when the worlds stand."""

    def __init__(self, template: SiteTemplate, seed: int) -> None:
        super().__init__(template, seed)
        self.world = SiteStart(tuple(site for site, _ in template.sites), self._enter)

    async def _enter(self, surface: SiteSurface) -> Entry:
        self.instance = await self.template.choose(surface, self.seed)
        return Entry({site: user for site, user in self.template.sites if user}, self.template.path)

    async def setup(self, surface: SiteSurface) -> str:
        """The goal."""
        return self.template.say(self.instance, {site: surface.address(site) for site, _ in self.template.sites})

    async def look(self, surface: SiteSurface, answer: str | None) -> End:
        """The page in front, and what the worlds have become."""
        changes = {site: await surface.changes(site) for site, _ in self.template.sites}
        return End(answer, surface.url, changes)
