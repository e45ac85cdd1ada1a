"""Templates that ask for something that the tracker tells."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

from digienv.core.actions import Action, Answer
from digienv.core.answers import Date, Items, Name, Number
from digienv.core.goals import Instance, Requirement, Says
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import answer, click, having, sequence, text, texts
from digienv.suites.tracker.pages import (
    DEVELOPER,
    find_issue,
    go_to_issue,
    go_to_user,
    issues,
    listed,
    open_issues,
    part,
    people,
    search,
    unassigned,
)

__all__ = ["TEMPLATES"]

LOGS = """
    SELECT i.id, i._title AS title, c.content
    FROM _issue i JOIN issue_files f ON f.nodeid = i.id JOIN contents c ON c.classname = 'file' AND c.id = f.linkid
    ORDER BY i.id
"""

RELEASES = """
    SELECT i.id, i._title AS title, c.content
    FROM _issue i JOIN issue_messages m ON m.nodeid = i.id JOIN contents c ON c.classname = 'msg' AND c.id = m.linkid
    JOIN _status s ON s.id = i._status
    WHERE c.content LIKE '% It is in %' AND s._name = 'closed' ORDER BY i.id
"""

DAYS = ((2025, 10, 1), (2025, 12, 1), (2026, 1, 1), (2026, 2, 1), (2026, 3, 1))


class _Finding(SiteTemplate):
    sites = (("tracker", DEVELOPER),)


class StatusOfIssue(_Finding):
    """Say what has become of an issue."""

    id = "tracker.status-of-issue"
    goal = 'What is the status of the issue "{title}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [part(one, "title", "status") for one in await issues(self, surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["status"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find_issue(surface, instance["title"]), answer(surface, "#status option:checked"))


class PhoneOfAssignee(_Finding):
    """Find out who works on an issue, and how to reach them."""

    id = "tracker.phone-of-assignee"
    goal = "I need to talk to whoever issue {id} is assigned to. What is their phone number?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"id": one["id"], "phone": one["assignee_phone"]}
            for one in await issues(self, surface)
            if one["assignee"] not in (None, DEVELOPER)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["phone"], also=(instance["phone"].replace(" ", ""),))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in go_to_issue(surface, instance["id"]):
            yield action
        async for action in go_to_user(surface, await text(surface, "#assignedto option:checked")):
            yield action
        async for action in answer(surface, having("label", "Phone") + ".nextElementSibling"):
            yield action


class OpenIssuesOf(_Finding):
    """Count the open issues of somebody."""

    id = "tracker.open-issues-of"
    goal = "How many open issues, of any status but closed, are assigned to {name}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        counts: dict[str, int] = defaultdict(int)
        for one in await open_issues(self, surface):
            counts[one["assignee"]] += 1
        return [
            {"name": person["name"], "username": username, "count": counts[username]}
            for username, person in (await people(self, surface)).items()
            if username in counts
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            go_to_user(surface, instance["username"]),
            click(surface, having("main a", f"Open issues assigned to {instance['name']}")),
        ):
            yield action
        yield Answer(str(len(await listed(surface))))


class UntouchedSince(_Finding):
    """Count the open issues of somebody that nothing has happened to for long."""

    id = "tracker.untouched-since"
    goal = "How many of the open issues that are assigned to {name} had their last activity before {day}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        every, everybody = await open_issues(self, surface), await people(self, surface)
        found: list[Instance] = []
        for username, person in everybody.items():
            activity = [one["activity"] for one in every if one["assignee"] == username]
            for day in (datetime.date(*day) for day in DAYS):
                count = sum(time < f"{day:%Y%m%d}" for time in activity)
                if 0 < count < len(activity):
                    name = f"{day.day} {day:%B %Y}"
                    found.append({"name": person["name"], "username": username, "day": name, "count": count})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            search(surface, status="open", assignedto=instance["username"]),
            click(surface, having("th a", "Last activity")),
        ):
            yield action
        dates = [datetime.datetime.strptime(date, "%d %b %Y") for date in await texts(surface, ".issues .date")]
        limit = datetime.datetime.strptime(instance["day"], "%d %B %Y")
        yield Answer(str(sum(date < limit for date in dates)))


class FixedInRelease(_Finding):
    """Read in the messages of an issue in which release it was fixed."""

    id = "tracker.fixed-in-release"
    goal = 'In which release was the issue "{title}" resolved?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"title": row["title"], "release": row["content"].rpartition(" It is in ")[2].rstrip(".")}
            for row in await self.rows(surface, RELEASES)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        release = instance["release"]
        return (Says(Name(release, also=(release.split()[1], f"release {release}"))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_issue(surface, instance["title"]):
            yield action
        said = next(one for one in await texts(surface, ".message .card-body") if " It is in " in one)
        yield Answer(said.rpartition(" It is in ")[2].rstrip("."))


class HottestInLog(_Finding):
    """Read a log that is attached to an issue."""

    id = "tracker.hottest-in-log"
    goal = 'A log is attached to the issue "{title}". What is the highest temperature in it?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"title": row["title"], "highest": max(_temperatures(row["content"].splitlines()))}
            for row in await self.rows(surface, LOGS)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["highest"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            find_issue(surface, instance["title"]),
            click(surface, "main td a[href^=file]"),
        ):
            yield action
        lines = (await surface.evaluate("document.body.innerText")).splitlines()
        yield Answer(str(max(_temperatures(lines))))


def _temperatures(lines: list[str]) -> list[float]:
    return [float(line.split()[2]) for line in lines[1:] if line]


class DayOfClosing(_Finding):
    """Read in the history of an issue when it was closed."""

    id = "tracker.day-of-closing"
    goal = "On which day was issue {id} closed?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"id": one["id"], "day": f"{one['activity'][:4]}-{one['activity'][4:6]}-{one['activity'][6:8]}"}
            for one in await issues(self, surface)
            if one["status"] == "closed"
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Date(datetime.date.fromisoformat(instance["day"]))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in go_to_issue(surface, instance["id"]):
            yield action
        rows = await texts(surface, ".history tr")
        yield Answer(next(row for row in rows if row.endswith("-> closed")).split()[0])


class UnassignedByPriority(_Finding):
    """Find the open issues of a kind that nobody works on."""

    id = "tracker.unassigned-by-priority"
    goal = (
        "Which open issues with the priority {priority} and the keyword {keyword} are assigned to nobody? "
        "Answer with their numbers."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"priority": priority, "keyword": keyword, "ids": [one["id"] for one in group]}
            for (priority, keyword), group in (await unassigned(self, surface)).items()
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Items([Number(one) for one in instance["ids"]])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        wanted = {"priority": instance["priority"], "keyword": instance["keyword"]}
        async for action in search(surface, status="open", assignedto="nobody", **wanted):
            yield action
        yield Answer(", ".join(map(str, await listed(surface))))


class OldestOpen(_Finding):
    """Find the open issue of a keyword that has waited longest."""

    id = "tracker.oldest-open"
    goal = "Which of the open issues with the keyword {keyword} was reported first? Answer with its number."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        first: dict[str, dict[str, Any]] = {}
        for one in await open_issues(self, surface):
            for keyword in one["keywords"]:
                first.setdefault(keyword, one)
        return [{"keyword": keyword, "id": one["id"]} for keyword, one in sorted(first.items())]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["id"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in search(surface, status="open", keyword=instance["keyword"], sort="reported, oldest first"):
            yield action
        yield Answer(str((await listed(surface))[0]))


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    DayOfClosing,
    FixedInRelease,
    HottestInLog,
    OldestOpen,
    OpenIssuesOf,
    PhoneOfAssignee,
    StatusOfIssue,
    UnassignedByPriority,
    UntouchedSince,
)
