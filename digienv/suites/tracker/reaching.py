"""Templates that ask for a page of the tracker."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import Instance, Requirement
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.dom import click, having, sequence
from digienv.suites.tracker.pages import (
    DEVELOPER,
    find_issue,
    go_to_user,
    ids,
    issues,
    open_issues,
    part,
    people,
    search,
)

__all__ = ["TEMPLATES"]

QUERIES = """
    SELECT q._name AS query FROM _query q JOIN user_queries l ON l.linkid = q.id JOIN _user u ON u.id = l.nodeid
    WHERE u._username = ? ORDER BY q.id
"""

FILES = """
    SELECT i.id, i._title AS title, f.id AS file, f._name AS name
    FROM _issue i JOIN issue_files l ON l.nodeid = i.id JOIN _file f ON f.id = l.linkid ORDER BY i.id
"""


class _Reaching(SiteTemplate):
    sites = (("tracker", DEVELOPER),)


class OpenIssue(_Reaching):
    """Go to an issue."""

    id = "tracker.open-issue"
    goal = 'Open the issue "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [part(one, "title", "id") for one in await issues(self, surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/issue{instance['id']}"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_issue(surface, instance["title"]),
            Stop(),
        )


class OpenUser(_Reaching):
    """Go to the page of somebody."""

    id = "tracker.open-user"
    goal = "Open the page of {name} in the list of users."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody = (await people(self, surface)).values()
        return [part(person, "id", "username", "name") for person in everybody]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/user{instance['id']}"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to_user(surface, instance["username"]),
            Stop(),
        )


class OpenQuery(_Reaching):
    """Run a saved query."""

    id = "tracker.open-query"
    goal = 'Show what my query "{query}" finds.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, QUERIES, DEVELOPER)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/issue", {"@dispname": instance["query"]}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            click(surface, having("aside a", instance["query"])),
            Stop(),
        )


class OpenSuperseder(_Reaching):
    """Go from a duplicate to the issue that takes its place."""

    id = "tracker.open-superseder"
    goal = 'The issue "{title}" was closed because there is another one about the same thing. Open that other issue.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [part(one, "title", "superseder") for one in await issues(self, surface) if one["superseder"]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/issue{instance['superseder']}"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_issue(surface, instance["title"]),
            click(surface, ".alert-info a"),
            Stop(),
        )


class OpenLog(_Reaching):
    """Open a file that is attached to an issue."""

    id = "tracker.open-log"
    goal = 'Open the file that is attached to the issue "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, FILES)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/file{instance['file']}/{instance['name']}"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_issue(surface, instance["title"]),
            click(surface, having("main td a", instance["name"])),
            Stop(),
        )


class ListIssues(_Reaching):
    """Have the open issues of a keyword and a person listed."""

    id = "tracker.list-issues"
    goal = "List all open issues with the keyword {keyword} that are assigned to {name}, and no others."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        keywords, statuses = await ids(self, surface, "keyword"), await ids(self, surface, "status")
        still_open = ",".join(str(number) for name, number in statuses.items() if name != "closed")
        pairs = {
            (keyword, one["assignee"]): one
            for one in await open_issues(self, surface)
            if one["assignee"]
            for keyword in one["keywords"]
        }
        return [
            {
                "keyword": keyword,
                "username": username,
                "name": one["assignee_name"],
                "query": {
                    "keyword": str(keywords[keyword]),
                    "assignedto": str(one["assignee_id"]),
                    "status": still_open,
                },
            }
            for (keyword, username), one in pairs.items()
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/issue", instance["query"]),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            search(surface, status="open", keyword=instance["keyword"], assignedto=instance["username"]),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (ListIssues, OpenIssue, OpenLog, OpenQuery, OpenSuperseder, OpenUser)
