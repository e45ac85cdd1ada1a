"""Templates of a developer, who puts several issues in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

from digienv.core.actions import Action, Stop
from digienv.core.goals import Differs, Expectation, Instance, Requirement, added
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import choose, fill, sequence, texts
from digienv.suites.tracker.pages import (
    DEVELOPER,
    add_message,
    assign_listed,
    developers,
    edited,
    go_to_issue,
    ids,
    open_issues,
    part,
    people,
    save,
    search,
    teammates,
    unassigned,
    with_message,
)

__all__ = ["TEMPLATES"]

SAME = """
    SELECT m.nodeid AS issue, c.content FROM contents c JOIN issue_messages m ON m.linkid = c.id
    WHERE c.classname = 'msg' AND c.content GLOB 'Issue [0-9]*' ORDER BY c.id
"""


class _Sweeping(SiteTemplate):
    sites = (("tracker", DEVELOPER),)


def _duplicate(issue: Instance, of: int, closed: int, *joining: int) -> tuple[Expectation, ...]:
    """What is changed when an issue is closed as a duplicate of another."""
    superseder = added("issue_superseder", nodeid=issue["id"], linkid=of)
    return (*edited(issue, *joining, _status=closed), superseder)


def _mark_duplicate(surface: SiteSurface, number: int, of: int) -> AsyncIterator[Action]:
    """Fill in the form of an issue that is a duplicate of another."""
    return sequence(
        go_to_issue(surface, number),
        choose(surface, "#status", "closed"),
        fill(surface, "#superseder", str(of)),
    )


class CloseDuplicates(_Sweeping):
    """Close two issues as duplicates of a third."""

    id = "tracker.close-duplicates"
    goal = "Issues {one} and {two} are duplicates of issue {of}. Close both, with issue {of} as their superseder."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        closed = (await ids(self, surface, "status"))["closed"]
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in await open_issues(self, surface):
            groups[one["keywords"][0]].append(part(one, "id", "nosy"))
        return [
            {"of": of["id"], "one": one["id"], "two": two["id"], "issues": [one, two], "closed": closed}
            for group in groups.values()
            for of, one, two in zip(group[::3], group[1::3], group[2::3], strict=False)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        closing = [_duplicate(issue, instance["of"], instance["closed"]) for issue in instance["issues"]]
        return (Differs(*(change for changes in closing for change in changes)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        numbers = (instance["one"], instance["two"])
        closing = (sequence(_mark_duplicate(surface, one, instance["of"]), save(surface)) for one in numbers)
        return sequence(*closing, Stop())


class CloseNamedDuplicate(_Sweeping):
    """Close the duplicate that a message speaks of."""

    id = "tracker.close-named-duplicate"
    goal = (
        "A message in issue {of} names another issue about the same thing. Close that other one, with issue {of} as "
        'its superseder, and add this message to it: "{text}"'
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        closed = (await ids(self, surface, "status"))["closed"]
        me = (await people(self, surface))[DEVELOPER]["id"]
        every = {one["id"]: one for one in await open_issues(self, surface)}
        return [
            {
                **part(every[_named(row["content"])], "id", "nosy"),
                "of": row["issue"],
                "closed": closed,
                "me": me,
                "text": f"Please go on in issue {row['issue']}.",
            }
            for row in await self.rows(surface, SAME)
            if _named(row["content"]) in every
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        me = instance["me"]
        closing = _duplicate(instance, instance["of"], instance["closed"], me)
        return (Differs(*closing, *with_message(instance["id"], me, instance["text"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in go_to_issue(surface, instance["of"]):
            yield action
        said = next(one for one in await texts(surface, ".message .card-body") if one.startswith("Issue "))
        async for action in sequence(
            _mark_duplicate(surface, _named(said), instance["of"]),
            add_message(surface, instance["text"]),
            save(surface),
            Stop(),
        ):
            yield action


def _named(text: str) -> int:
    return int(text.split()[1])


class _Assigning(_Sweeping):
    """An instance has ``issues``, a person to be given them, and the ``text`` of a message or None."""

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        user, me, text = instance["user"], instance["me"], instance["text"]
        changes: list[Expectation] = []
        for issue in instance["issues"]:
            changes += edited(issue, user, *([me] if text else []), _assignedto=user)
            changes += with_message(issue["id"], me, text) if text else ()
        return (Differs(*changes),)


class AssignUnassigned(_Assigning):
    """Give all issues of a kind that nobody works on to somebody, and say so."""

    id = "tracker.assign-unassigned"
    goal = (
        "Assign every open issue with the priority {priority} and the keyword {keyword} that is assigned to nobody "
        'to {name}, and add this message to each of them: "{text}"'
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody = await people(self, surface)
        return [
            {
                "priority": priority,
                "keyword": keyword,
                "issues": [part(one, "id", "nosy") for one in group],
                "me": everybody[DEVELOPER]["id"],
                "user": person["id"],
                "text": f"{person['name'].split()[0]} will see to this.",
                **part(person, "username", "name"),
            }
            for (priority, keyword), group in (await unassigned(self, surface)).items()
            if 2 <= len(group) <= 3
            for person in developers(everybody)[len(group) + len(keyword) % 3 :: 4]
        ]

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        wanted = {"priority": instance["priority"], "keyword": instance["keyword"]}
        return sequence(
            search(surface, status="open", assignedto="nobody", **wanted),
            assign_listed(surface, instance["username"], instance["text"]),
            Stop(),
        )


class HandOver(_Assigning):
    """Give all issues of somebody with a status to somebody else."""

    id = "tracker.hand-over"
    goal = '{owner} is on leave. Give all issues assigned to {owner} that have the status "{status}" to {name}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody = await people(self, surface)
        groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for one in await open_issues(self, surface):
            if one["assignee"] not in (None, DEVELOPER):
                groups[one["assignee"], one["status"]].append(part(one, "id", "nosy"))
        return [
            {
                "from": owner,
                "owner": everybody[owner]["name"],
                "status": status,
                "issues": group,
                "me": everybody[DEVELOPER]["id"],
                "user": person["id"],
                "text": None,
                **part(person, "username", "name"),
            }
            for (owner, status), group in sorted(groups.items())
            if 2 <= len(group) <= 3
            for person in teammates(everybody, owner)
        ]

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            search(surface, status=instance["status"], assignedto=instance["from"]),
            assign_listed(surface, instance["username"], instance["text"]),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (AssignUnassigned, CloseDuplicates, CloseNamedDuplicate, HandOver)
