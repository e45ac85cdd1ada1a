"""Templates of a developer, who sees to the own queries and details."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import ANY, Differs, Instance, Requirement, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import click, fill, having, sequence
from digienv.suites.tracker.pages import DEVELOPER, Reads, developers, ids, part, people, save, search, searched

__all__ = ["TEMPLATES"]

QUERIES = """
    SELECT q.id, q._name AS query FROM _query q JOIN _user u ON u.id = q._creator WHERE u._username = ? ORDER BY q.id
"""

PHONES = ("020 7946 0011", "020 7946 0158", "020 7946 0202", "020 7946 0777")
TEAMS = ("Maps", "Rider app and maps", "Field tests", "Night shift", "Release")


class _Own(SiteTemplate):
    sites = (("tracker", DEVELOPER),)


class SaveQuery(_Own):
    """Keep a search for later."""

    id = "tracker.save-query"
    goal = (
        'Save a query named "{query}" that finds all open issues (of any status but closed) with the keyword {keyword} '
        "that are assigned to {name}."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody, keywords = await people(self, surface), await ids(self, surface, "keyword")
        statuses = [str(one) for name, one in (await ids(self, surface, "status")).items() if name != "closed"]
        return [
            {
                "query": f"{keyword.capitalize()} with {person['name'].split()[0]}",
                "keyword": keyword,
                "filters": {"keyword": [str(number)], "assignedto": [str(person["id"])], "status": statuses},
                "me": everybody[DEVELOPER]["id"],
                **part(person, "username", "name"),
            }
            for keyword, number in keywords.items()
            for person in developers(everybody)[number % 4 :: 4]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        me, filters = instance["me"], {name: set(values) for name, values in instance["filters"].items()}
        return (
            Differs(
                added("_query", _name=instance["query"], _klass="issue", _url=Reads(filters, searched), __retired__=0),
                added("user_queries", nodeid=me),
                changed("_user", {"id": me}, _activity=ANY, _actor=ANY),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        wanted = {"keyword": instance["keyword"], "assignedto": instance["username"]}
        return sequence(
            search(surface, instance["query"], status="open", **wanted),
            Stop(),
        )


class DeleteQuery(_Own):
    """Delete a saved query."""

    id = "tracker.delete-query"
    goal = 'Delete my query "{query}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, QUERIES, DEVELOPER)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("_query", {"id": instance["id"]}, __retired__=instance["id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        row = having("main td a", instance["query"]) + ".closest('tr')"
        return sequence(
            click(surface, having("aside a", "Edit queries")),
            click(surface, having(f"{row}.querySelectorAll('button')", "Delete")),
            Stop(),
        )


class ChangeDetails(_Own):
    """Correct the own phone number and team."""

    id = "tracker.change-details"
    goal = 'My phone number is now {phone}, and my team is called "{team}". Put that right in my details.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = (await people(self, surface))[DEVELOPER]["id"]
        return [{"me": me, "phone": phone, "team": team} for phone in PHONES for team in TEAMS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        columns = {"_phone": instance["phone"], "_organisation": instance["team"]}
        return (Differs(changed("_user", {"id": instance["me"]}, **columns, _activity=ANY, _actor=ANY)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            click(surface, having("a", "My details")),
            fill(surface, "#phone", instance["phone"]),
            fill(surface, "#organisation", instance["team"]),
            save(surface),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (ChangeDetails, DeleteQuery, SaveQuery)
