"""Ways through the tracker that several scripted solutions take, what several templates ask the database, and the
changes that saving an issue makes.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from digienv.core.actions import Action, Press
from digienv.core.goals import ANY, Expectation, Instance, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import Page, choose, click, fill, having, sequence, texts

__all__ = [
    "ADMIN",
    "DEVELOPER",
    "Reads",
    "add_message",
    "assign_listed",
    "developers",
    "edited",
    "find_issue",
    "go_to_issue",
    "go_to_user",
    "ids",
    "issues",
    "listed",
    "names",
    "open_issues",
    "part",
    "people",
    "save",
    "search",
    "searched",
    "teammates",
    "unassigned",
    "with_message",
]

ADMIN = "admin"
DEVELOPER = "nora"

ISSUES = """
    SELECT i.id, i._title AS title, s._name AS status, p._name AS priority,
        a.id AS assignee_id, a._username AS assignee, a._realname AS assignee_name, a._phone AS assignee_phone,
        c.id AS reporter_id, c._username AS reporter, c._realname AS reporter_name,
        i._creation AS reported, i._activity AS activity,
        (SELECT json_group_array(k._name)
            FROM issue_keyword ik JOIN _keyword k ON k.id = ik.linkid WHERE ik.nodeid = i.id) AS keywords,
        (SELECT json_group_array(linkid) FROM issue_nosy WHERE nodeid = i.id) AS nosy,
        (SELECT max(linkid) FROM issue_superseder WHERE nodeid = i.id) AS superseder
    FROM _issue i
    JOIN _status s ON s.id = i._status
    JOIN _priority p ON p.id = i._priority
    JOIN _user c ON c.id = i._creator
    LEFT JOIN _user a ON a.id = i._assignedto
    ORDER BY i.id
"""

PEOPLE = """
    SELECT id, _username AS username, _realname AS name, _organisation AS team, _roles AS roles, _phone AS phone
    FROM _user WHERE _roles LIKE 'User%' ORDER BY id
"""

IDS = {
    "keyword": "SELECT id, _name AS name FROM _keyword ORDER BY id",
    "priority": "SELECT id, _name AS name FROM _priority ORDER BY id",
    "status": "SELECT id, _name AS name FROM _status ORDER BY id",
}


class Reads:
    """Equals every text in which `read` finds `wanted`: for columns that may say it in several ways."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, wanted: Any, read: Callable[[str], Any]) -> None:
        self.wanted = wanted
        self.read = read

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Reads):
            return bool(self.wanted == other.wanted)
        return isinstance(other, str) and bool(self.read(other) == self.wanted)

    def __repr__(self) -> str:
        return repr(self.wanted)


def names(text: str) -> set[str]:
    """A list of names that is separated by commas."""
    return {name.strip() for name in text.split(",") if name.strip()}


def searched(url: str) -> dict[str, set[str]]:
    """What a saved query filters by: ids by property, or words."""
    said = parse_qs(url)
    filters = [*names(",".join(said.get("@filter", []))), *(["@search_text"] if "@search_text" in said else [])]
    return {name: names(",".join(said[name])) for name in filters if name in said}


async def issues(template: SiteTemplate, surface: SiteSurface) -> list[dict[str, Any]]:
    """All issues with lists of their keywords and of the ids of people on their nosy lists."""
    rows = await template.rows(surface, ISSUES)
    lists = ("keywords", "nosy")
    return [{**row, **{name: sorted(json.loads(row[name])) for name in lists}} for row in rows]


async def open_issues(template: SiteTemplate, surface: SiteSurface) -> list[dict[str, Any]]:
    """Those that are not closed."""
    return [one for one in await issues(template, surface) if one["status"] != "closed"]


async def unassigned(template: SiteTemplate, surface: SiteSurface) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Open issues that nobody works on, by priority and keyword."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in await open_issues(template, surface):
        for keyword in one["keywords"]:
            if not one["assignee"]:
                groups.setdefault((one["priority"], keyword), []).append(one)
    return dict(sorted(groups.items()))


async def ids(template: SiteTemplate, surface: SiteSurface, klass: str) -> dict[str, int]:
    """Ids of keywords, priorities or statuses by name."""
    return {row["name"]: row["id"] for row in await template.rows(surface, IDS[klass])}


async def people(template: SiteTemplate, surface: SiteSurface) -> dict[str, dict[str, Any]]:
    """All who report and work, by user name."""
    return {row["username"]: dict(row) for row in await template.rows(surface, PEOPLE)}


def developers(everybody: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those who work on issues, but for the one who is signed in."""
    return [one for one in everybody.values() if "Developer" in one["roles"] and one["username"] != DEVELOPER]


def teammates(everybody: Mapping[str, Mapping[str, Any]], username: str) -> list[Mapping[str, Any]]:
    """Other people of somebody's team."""
    team = everybody[username]["team"]
    return [one for one in everybody.values() if one["team"] == team and one["username"] != username]


def part(row: Mapping[str, Any], *columns: str) -> dict[str, Any]:
    """Some columns of a row."""
    return {name: row[name] for name in columns}


def edited(issue: Instance, *joining: int, **columns: Any) -> tuple[Expectation, ...]:
    """What saving an issue changes: its columns, and its nosy list by people (ids) who were not on it."""
    joins = dict.fromkeys(user for user in joining if user not in issue["nosy"])
    return (
        changed("_issue", {"id": issue["id"]}, **columns, _activity=ANY, _actor=ANY),
        *(added("issue_nosy", nodeid=issue["id"], linkid=user) for user in joins),
    )


def with_message(issue: int | Any, author: int, text: str) -> tuple[Expectation, ...]:
    """What a new message in an issue (its id) adds."""
    return (
        added("_msg", _author=author),
        added("contents", classname="msg", content=text),
        added("issue_messages", nodeid=issue),
    )


def find_issue(page: Page, title: str) -> AsyncIterator[Action]:
    """Search for the words of a title and open the issue."""
    return sequence(
        fill(page, "#search", title),
        Press("Enter"),
        click(page, having("td a", title)),
    )


def go_to_issue(page: Page, number: int) -> AsyncIterator[Action]:
    """Open an issue by its number."""
    return sequence(
        fill(page, "input[name='@number']", str(number)),
        Press("Enter"),
    )


def go_to_user(page: Page, username: str) -> AsyncIterator[Action]:
    """Open the page of a user."""
    return sequence(
        click(page, having("aside a", "Users")),
        click(page, having("td a", username)),
    )


def search(page: Page, name: str | None = None, **filters: str) -> AsyncIterator[Action]:
    """Search by fields of the form for that, given by the entries of their lists, and save the search under a name."""
    return sequence(
        click(page, having("aside a", "Advanced search")),
        *(choose(page, f"#{field}", entry) for field, entry in filters.items()),
        sequence() if name is None else fill(page, "#queryname", name),
        click(page, having("main button", "Search")),
    )


async def listed(page: Page) -> list[int]:
    """Numbers of the issues in the list that is open."""
    return [int(number) for number in await texts(page, ".issues tbody td:first-child")]


async def assign_listed(page: Page, username: str, text: str | None = None) -> AsyncIterator[Action]:
    """Give all issues of the list that is open to somebody, each with a message if there is one."""
    for number in await listed(page):
        assigned = sequence(go_to_issue(page, number), choose(page, "#assignedto", username))
        said = sequence() if text is None else add_message(page, text)
        async for action in sequence(assigned, said, save(page)):
            yield action


def add_message(page: Page, text: str) -> AsyncIterator[Action]:
    """Write a message into the form of an issue."""
    return fill(page, "#note", text)


def save(page: Page) -> AsyncIterator[Action]:
    """Save the form that is open."""
    return click(page, "input[name=submit_button]")
