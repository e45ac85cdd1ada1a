"""Templates of a developer, who works on one issue."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from digienv.core.actions import Action, Press, Stop, Type
from digienv.core.goals import ANY, Differs, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import choose, click, fill, having, sequence
from digienv.suites.tracker.pages import (
    DEVELOPER,
    add_message,
    developers,
    edited,
    find_issue,
    go_to_issue,
    ids,
    open_issues,
    part,
    people,
    save,
    with_message,
)

__all__ = ["TEMPLATES"]

REMARKS = (
    "I will look into this next week.",
    "Two more riders have told me about this.",
    "Please try it again after the update on Thursday.",
    "The workshop has a spare part for this.",
    "Could we talk about this in the meeting tomorrow?",
)
"""Messages that fit anywhere."""

REPORTS = (
    ("Rain cover of the {model} flaps in the wind", "It makes so much noise that riders take it off.", "workshop"),
    ("Week numbers on the board of {depot}", "Our shifts go by week, and the board only shows dates.", "dispatch"),
    ("Bell of the {model} cannot be heard in traffic", "Riders at {depot} ask for a louder one.", "workshop"),
    ("Cabinet at {depot} prints no receipt", "Since Monday the slip is empty.", "charging"),
    ("Riders at {depot} cannot search for a client", "They would like to type its first letters.", "rider app"),
    ("Address of {depot} is wrong on invoices", "The house number lacks a letter.", "billing"),
    ("Gate code of {depot} is not in the app", "New riders have to call us every morning.", "rider app"),
    ("Map on the {model} forgets its zoom", "It goes back to the whole town at every stop.", "maps"),
)
"""Titles, messages and keywords of what is to be reported."""
WORDS = tuple(
    {"depot": depot, "model": model}
    for depot, model in (
        ("Harbour", "Heron"),
        ("Mill Lane", "Plover"),
        ("Foundry", "Bittern"),
        ("Northgate", "Dipper"),
        ("Bellgate", "Grebe"),
        ("Meadow", "Pelican"),
    )
)


class _Working(SiteTemplate):
    sites = (("tracker", DEVELOPER),)


class AddMessage(_Working):
    """Say something in an issue."""

    id = "tracker.add-message"
    goal = 'Add a message to the issue "{title}": "{text}"'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = (await people(self, surface))[DEVELOPER]["id"]
        return [
            {**part(one, "id", "nosy", "title"), "me": me, "text": REMARKS[one["id"] % len(REMARKS)]}
            for one in await open_issues(self, surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        me = instance["me"]
        return (Differs(*edited(instance, me), *with_message(instance["id"], me, instance["text"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_issue(surface, instance["title"]),
            add_message(surface, instance["text"]),
            save(surface),
            Stop(),
        )


class SetStatus(_Working):
    """Give an issue another status."""

    id = "tracker.set-status"
    goal = 'Set the status of the issue "{title}" to "{status}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        statuses = await ids(self, surface, "status")
        found: list[Instance] = []
        for one in await open_issues(self, surface):
            others = [name for name in statuses if name not in (one["status"], "new")]
            status = others[one["id"] % len(others)]
            found.append({**part(one, "id", "nosy", "title"), "status": status, "status_id": statuses[status]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*edited(instance, _status=instance["status_id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_issue(surface, instance["title"]),
            choose(surface, "#status", instance["status"]),
            save(surface),
            Stop(),
        )


class AssignIssue(_Working):
    """Give an issue to somebody, with another priority."""

    id = "tracker.assign-issue"
    goal = 'Assign the issue "{title}" to {name} and set its priority to {priority}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        priorities = await ids(self, surface, "priority")
        able = developers(await people(self, surface))
        found: list[Instance] = []
        for one in await open_issues(self, surface):
            person = able[one["id"] % len(able)]
            others = [name for name in priorities if name not in (one["priority"], "wish")]
            priority = others[one["id"] % len(others)]
            if not one["assignee"]:
                chosen = {"priority": priority, "priority_id": priorities[priority]}
                found.append({**part(one, "id", "nosy", "title"), **_user(person), **chosen})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        columns = {"_assignedto": instance["user"], "_priority": instance["priority_id"]}
        return (Differs(*edited(instance, instance["user"], **columns)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_issue(surface, instance["title"]),
            choose(surface, "#priority", instance["priority"]),
            choose(surface, "#assignedto", instance["username"]),
            save(surface),
            Stop(),
        )


class AddToNosy(_Working):
    """Put somebody on the nosy list of an issue."""

    id = "tracker.add-to-nosy"
    goal = "{name} wants to follow issue {id}. Add {name} to its nosy list."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody = list((await people(self, surface)).values())
        found: list[Instance] = []
        for one in await open_issues(self, surface):
            person = everybody[one["id"] * 7 % len(everybody)]
            if person["id"] not in one["nosy"] and person["username"] != DEVELOPER:
                found.append({**part(one, "id", "nosy"), **_user(person)})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*edited(instance, instance["user"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to_issue(surface, instance["id"]),
            click(surface, "#nosy"),
            Press("End"),
            Type(f", {instance['username']}"),
            save(surface),
            Stop(),
        )


class ReplaceKeyword(_Working):
    """Correct a keyword of an issue."""

    id = "tracker.replace-keyword"
    goal = 'Issue {id} has the keyword "{old}" but should have "{new}" in its place. Correct that.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        keywords = await ids(self, surface, "keyword")
        found: list[Instance] = []
        for one in await open_issues(self, surface):
            old, *rest = one["keywords"]
            others = [name for name in keywords if name not in one["keywords"]]
            new = others[one["id"] % len(others)]
            chosen = {"old": old, "new": new, "old_id": keywords[old], "new_id": keywords[new]}
            found.append({**part(one, "id", "nosy"), **chosen, "keywords": [new, *rest]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                *edited(instance),
                removed("issue_keyword", nodeid=instance["id"], linkid=instance["old_id"]),
                added("issue_keyword", nodeid=instance["id"], linkid=instance["new_id"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to_issue(surface, instance["id"]),
            fill(surface, "#keyword", ", ".join(instance["keywords"])),
            save(surface),
            Stop(),
        )


class CreateIssue(_Working):
    """Report something, with all that belongs to it."""

    id = "tracker.create-issue"
    goal = (
        'Report a new issue titled "{title}" with the priority {priority} and the keyword {keyword}, assigned to '
        '{name}. Its message is: "{text}"'
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody = await people(self, surface)
        keywords, priorities = await ids(self, surface, "keyword"), await ids(self, surface, "priority")
        new = (await ids(self, surface, "status"))["new"]
        able, urgent = developers(everybody), [name for name in priorities if name != "wish"]
        found: list[Instance] = []
        for report, (title, text, keyword) in enumerate(REPORTS):
            for place, words in enumerate(WORDS):
                priority = urgent[(report + place) % len(urgent)]
                found.append(
                    {
                        "title": title.format_map(words),
                        "text": text.format_map(words),
                        "keyword": keyword,
                        "keyword_id": keywords[keyword],
                        "priority": priority,
                        "priority_id": priorities[priority],
                        "new": new,
                        "me": everybody[DEVELOPER]["id"],
                        **_user(able[len(found) % len(able)]),
                    }
                )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        me, user = instance["me"], instance["user"]
        issue = added(
            "_issue",
            _title=instance["title"],
            _priority=instance["priority_id"],
            _status=instance["new"],
            _assignedto=user,
            _creator=me,
            __retired__=0,
        )
        nosy = (added("issue_nosy", linkid=person) for person in (me, user))
        keyword = added("issue_keyword", linkid=instance["keyword_id"])
        return (Differs(issue, keyword, *nosy, *with_message(ANY, me, instance["text"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            click(surface, having("aside a", "New issue")),
            fill(surface, "#title", instance["title"]),
            choose(surface, "#priority", instance["priority"]),
            choose(surface, "#assignedto", instance["username"]),
            fill(surface, "#keyword", instance["keyword"]),
            add_message(surface, instance["text"]),
            save(surface),
            Stop(),
        )


class RetireIssue(_Working):
    """Take an issue out of the tracker."""

    id = "tracker.retire-issue"
    goal = 'The issue "{title}" was reported by mistake. Retire it.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [part(one, "id", "title") for one in await open_issues(self, surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("_issue", {"id": instance["id"]}, __retired__=instance["id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_issue(surface, instance["title"]),
            click(surface, having("button", "Retire this issue")),
            Stop(),
        )


def _user(person: Mapping[str, Any]) -> dict[str, Any]:
    """Whom an instance is about."""
    return {"user": person["id"], **part(person, "username", "name")}


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddMessage,
    AddToNosy,
    AssignIssue,
    CreateIssue,
    ReplaceKeyword,
    RetireIssue,
    SetStatus,
)
