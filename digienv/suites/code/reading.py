"""Templates that change nothing: things to find out, and places to get to."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Date, Name, Number
from digienv.core.goals import Instance, Requirement, Says
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.code.pages import (
    CHECK_INS,
    RELEASES,
    THREADS,
    TICKETS,
    FileAt,
    Project,
    Shows,
    find_check_in,
    find_ticket,
    menu,
    open_thread,
    person,
)
from digienv.suites.dom import click, follow, having, sequence, text, texts

__all__ = ["TEMPLATES"]

CHANGES = """
    SELECT f.name AS path, substr(b.uuid, 1, 16) AS version, e.user AS author, e.mtime,
        substr(u.info, 1, instr(u.info, ' <') - 1) AS author_name, x.value AS branch
    FROM mlink m JOIN filename f USING (fnid) JOIN blob b ON b.rid = m.fid
    JOIN event e ON e.objid = m.mid JOIN user u ON u.login = e.user
    JOIN tagxref x ON x.rid = m.mid JOIN tag t ON t.tagid = x.tagid AND t.tagname = 'branch'
    ORDER BY f.name, e.mtime
"""


AUTHORS = "table.timelineTable a[href*='u=']"
"""Links to those who made the entries of a timeline, the newest first."""


async def _histories(template: SiteTemplate, surface: SiteSurface) -> dict[str, list[Instance]]:
    """For each file that was only ever changed on trunk, and more than once, its changes."""
    changes: dict[str, list[Instance]] = {}
    for change in await template.rows(surface, CHANGES):
        changes.setdefault(change["path"], []).append(change)
    return {
        path: made for path, made in changes.items() if len(made) > 1 and {one["branch"] for one in made} == {"trunk"}
    }


async def _open_history(surface: SiteSurface, path: str) -> AsyncIterator[Action]:
    """Through the folders to a file, and on to its history."""
    async for action in click(surface, menu("Files")):
        yield action
    for part in path.split("/"):
        async for action in click(surface, having(".content a", part)):
            yield action
    async for action in click(surface, ".content h2 a[href*='finfo']"):
        yield action


class LastAuthorOfFile(Project):
    """Find out who changed a file last."""

    id = "code.last-author-of-file"
    goal = "Who made the last check-in that changed the file {path}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [made[-1] for made in (await _histories(self, surface)).values()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(person(instance)),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _open_history(surface, instance["path"]):
            yield action
        yield Answer(await text(surface, AUTHORS))


class CountOpenTickets(Project):
    """Count the tickets that two conditions hold for."""

    id = "code.count-open-tickets"
    goal = "How many tickets about the subsystem {subsystem} have the status Open and the severity {severity}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        tickets = await self.rows(surface, TICKETS)
        count = Counter((one["subsystem"], one["severity"]) for one in tickets if one["status"] == "Open")
        return [
            {"subsystem": subsystem, "severity": severity, "count": number}
            for (subsystem, severity), number in sorted(count.items())
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in follow(
            surface, menu("Tickets"), having(".submenu a", "Reports"), having(".content a", "Open tickets")
        ):
            yield action
        rows = await texts(surface, ".report tbody tr")
        fits = [row for row in rows if f" {instance['subsystem']} {instance['severity']} " in f"{row} "]
        yield Answer(str(len(fits)))


class DayOfCheckIn(Project):
    """Find out when a check-in was made."""

    id = "code.day-of-check-in"
    goal = 'On which day was the check-in "{comment}" made?'
    query = CHECK_INS

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Date(datetime.date.fromisoformat(instance["day"]))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_check_in(surface, instance["comment"]):
            yield action
        yield Answer((await text(surface, ".content a[href*='timeline?c=20']:not([href*='u='])"))[:10])


class ReporterOfTicket(Project):
    """Find out who reported a ticket."""

    id = "code.reporter-of-ticket"
    goal = 'Who reported the ticket "{title}"?'
    query = TICKETS

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["reporter"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_ticket(surface, instance["title"]):
            yield action
        yield Answer((await text(surface, ".tktDspCommenter")).split()[0])


class LastWordInThread(Project):
    """Find out who wrote last in a thread."""

    id = "code.last-word-in-thread"
    goal = 'Who wrote the last post in the forum thread "{title}"?'
    query = THREADS

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(person(instance, "last_author", "last_author_name")),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_thread(surface, instance["title"]):
            yield action
        authors = await texts(surface, ".forumTime a[href*='u=']")
        yield Answer(authors[-1])


class AuthorBeforeRelease(Project):
    """Find out who had changed a file last when a release was made."""

    id = "code.author-before-release"
    goal = "Who made the last check-in that changed the file {path} before the check-in of release {release}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        releases = await self.rows(surface, RELEASES)
        found: list[Instance] = []
        for made in (await _histories(self, surface)).values():
            for release in releases:
                before = [one for one in made if one["mtime"] < release["mtime"]]
                if before and before[-1]["author"] != made[-1]["author"]:
                    found.append({**before[-1], "release": release["release"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(person(instance)),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in follow(surface, menu("Tags"), having(".content a", instance["release"])):
            yield action
        tagged = (await _times(surface))[0]
        async for action in _open_history(surface, instance["path"]):
            yield action
        changes = zip(await _times(surface), await texts(surface, AUTHORS), strict=True)
        yield Answer(next(author for time, author in changes if time < tagged))


async def _times(surface: SiteSurface) -> list[str]:
    """When the entries of the timeline in front were made."""
    times = f"[...document.querySelectorAll({AUTHORS!r})].map(a => new URL(a.href).searchParams.get('c'))"
    return list(await surface.evaluate(times))


class OpenCheckIn(Project):
    """Go to a check-in."""

    id = "code.open-check-in"
    goal = 'Open the page of the check-in "{comment}".'
    query = CHECK_INS

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Shows(("info", "ci", "vinfo"), instance["hash"]),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_check_in(surface, instance["comment"]),
            Stop(),
        )


class OpenTicket(Project):
    """Go to a ticket."""

    id = "code.open-ticket"
    goal = 'Open the ticket "{title}".'
    query = TICKETS

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Shows(("tktview",), instance["hash"]),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_ticket(surface, instance["title"]),
            Stop(),
        )


class OpenTicketHistory(Project):
    """Go to the list of all changes to a ticket."""

    id = "code.open-ticket-history"
    goal = 'Show me the history of the ticket "{title}", with all changes that were made to it.'
    query = TICKETS

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Shows(("tkthistory",), instance["hash"]),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_ticket(surface, instance["title"]),
            click(surface, having(".submenu a", "History")),
            Stop(),
        )


class OpenFileInRelease(Project):
    """Go to a file as it was in a release."""

    id = "code.open-file-in-release"
    goal = "Open the file {path} as it was in release {release}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        releases = await self.rows(surface, RELEASES)
        return [
            {"path": path, "release": release["release"], "hash": release["hash"]}
            for path, made in (await _histories(self, surface)).items()
            for release in releases
            if made[0]["mtime"] < release["mtime"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (FileAt(instance["path"], instance["release"], instance["hash"]),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            follow(surface, menu("Tags"), having(".content a", instance["release"])),
            follow(surface, ".timelineTable a[href*='/info/']", having(".content a", "files")),
        ):
            yield action
        for part in instance["path"].split("/"):
            async for action in click(surface, having(".content a", part)):
                yield action
        yield Stop()


class OpenLastDifference(Project):
    """Go to the difference that the last check-in made to a file."""

    id = "code.open-last-difference"
    goal = "Show me the difference between the last two versions of the file {path}, on a page of its own."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"path": path, "old": made[-2]["version"], "new": made[-1]["version"]}
            for path, made in (await _histories(self, surface)).items()
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/fdiff", {"v1": instance["old"], "v2": instance["new"]}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _open_history(surface, instance["path"]),
            click(surface, having(".content a", "[diff]")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AuthorBeforeRelease,
    CountOpenTickets,
    DayOfCheckIn,
    LastAuthorOfFile,
    LastWordInThread,
    OpenCheckIn,
    OpenFileInRelease,
    OpenLastDifference,
    OpenTicket,
    OpenTicketHistory,
    ReporterOfTicket,
)
