"""Templates that change something: tickets, check-ins, the wiki and the forum."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Any

from digienv.core.actions import Action, Press, Stop, Type
from digienv.core.goals import ANY, Differs, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.code.pages import (
    CHECK_INS,
    DEVELOPER,
    THREADS,
    TICKETS,
    Artifact,
    Project,
    find_check_in,
    find_ticket,
    menu,
    open_thread,
    ticket_change,
)
from digienv.suites.dom import choose, click, fill, follow, having, sequence

__all__ = ["TEMPLATES"]

COLUMNS = (
    "type",
    "status",
    "subsystem",
    "priority",
    "severity",
    "foundin",
    "private_contact",
    "resolution",
    "title",
    "comment",
    "tkt_ctime",
)


def _ticket_becomes(instance: Instance, **values: Any) -> tuple[Any, ...]:
    """A ticket's row is written anew, with these columns changed."""
    before = {name: instance[name] for name in COLUMNS}
    return (
        removed("ticket", tkt_uuid=instance["hash"]),
        added("ticket", tkt_uuid=instance["hash"], **{**before, **values}),
    )


def _button(label: str) -> str:
    """Target: a button of the form in front."""
    return f"[...document.querySelectorAll('input[type=submit]')].find(e => e.value === {label!r})"


def _edit_ticket(surface: SiteSurface, title: str) -> AsyncIterator[Action]:
    return sequence(
        find_ticket(surface, title),
        click(surface, having(".submenu a", "Edit")),
    )


def _submit(surface: SiteSurface, label: str = "Submit") -> AsyncIterator[Action]:
    """Forms offer their last button only when what they will do has been looked at."""
    return follow(surface, _button("Preview"), _button(label))


class FileTicket(Project):
    """Report a fault."""

    id = "code.file-ticket"
    goal = (
        'File a ticket titled "{title}": type {type}, found in version {foundin}, severity {severity}, '
        'with the description "{description}".'
    )

    REPORTS = (
        ("Table of {port} repeats a line", "Code_Defect", "The last line of the day is printed twice."),
        ("Station file of {port} lacks its source", "Documentation", "Please say where the constants come from."),
        ("Allow nicknames for {port}", "Feature_Request", "Everybody here calls it by a shorter name."),
        ("Reading {port} takes ten seconds", "Incident", "It was quick until last week."),
    )
    SEVERITIES = ("Severe", "Important", "Minor", "Cosmetic")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        ports = await self.rows(surface, "SELECT name FROM filename WHERE name GLOB 'stations/*' ORDER BY name")
        found: list[Instance] = []
        for number, row in enumerate(ports):
            port = row["name"].removeprefix("stations/").removesuffix(".txt").replace("-", " ").title()
            for turn, (title, kind, description) in enumerate(self.REPORTS):
                found.append(
                    {
                        "title": title.format(port=port),
                        "type": kind,
                        "severity": self.SEVERITIES[(number + turn) % len(self.SEVERITIES)],
                        "foundin": f"v0.{1 + (number + 2 * turn) % 5}",
                        "description": description,
                    }
                )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        fields = {name: instance[name] for name in ("title", "type", "severity", "foundin")}
        return (
            Differs(
                *ticket_change(instance["description"]),
                added("ticket", status="Open", **fields),
                added("tag"),
                added("concealed", optional=True),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            follow(surface, menu("Tickets"), having(".submenu a", "New")),
            fill(surface, "input[name=title]", instance["title"]),
            choose(surface, "select[name=type]", instance["type"]),
            fill(surface, "input[name=foundin]", instance["foundin"]),
            choose(surface, "select[name=severity]", instance["severity"]),
            fill(surface, "textarea[name=icomment]", instance["description"]),
            _submit(surface),
            Stop(),
        )


class _OpenTickets(Project):
    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.rows(surface, TICKETS) if one["status"] == "Open"]


class ResolveTicket(_OpenTickets):
    """Close a ticket with a reason and a remark."""

    id = "code.resolve-ticket"
    goal = 'Set the ticket "{title}" to the status Closed with the resolution {new_resolution}, and remark: "{remark}"'

    REASONS = (
        ("Fixed", "This works since the last check-in."),
        ("Rejected", "We decided against it in our meeting."),
        ("Works_As_Designed", "The manual describes just this."),
        ("Duplicate", "See the older ticket of the same port."),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        for number, one in enumerate(await super().instances(surface)):
            resolution, remark = self.REASONS[number % len(self.REASONS)]
            found.append({**one, "new_resolution": resolution, "remark": remark})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        becomes = _ticket_becomes(instance, status="Closed", resolution=instance["new_resolution"])
        return (Differs(*becomes, *ticket_change(instance["remark"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _edit_ticket(surface, instance["title"]),
            choose(surface, "select[name=status]", "Closed"),
            choose(surface, "select[name=resolution]", instance["new_resolution"]),
            fill(surface, "textarea[name=icomment]", instance["remark"]),
            _submit(surface),
            Stop(),
        )


class SetPriority(_OpenTickets):
    """Give a ticket another priority."""

    id = "code.set-priority"
    goal = 'Change the priority of the ticket "{title}" to {new_priority}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "new_priority": "Immediate" if one["priority"] in ("High", "Medium") else "High"}
            for one in await super().instances(surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        becomes = _ticket_becomes(instance, priority=instance["new_priority"])
        return (Differs(*becomes, *ticket_change(None)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _edit_ticket(surface, instance["title"]),
            choose(surface, "select[name=priority]", instance["new_priority"]),
            _submit(surface),
            Stop(),
        )


def _check_in_edited(instance: Instance, *changes: Any) -> Differs:
    """An artifact that says something about a check-in."""
    return Differs(added("blob"), added("event", type="g", user=DEVELOPER), *changes)


def _edit_check_in(surface: SiteSurface, comment: str) -> AsyncIterator[Action]:
    return sequence(
        find_check_in(surface, comment),
        click(surface, having(".content a", "edit")),
    )


class TagCheckIn(Project):
    """Tag a check-in."""

    id = "code.tag-check-in"
    goal = 'Give the check-in "{comment}" the tag {tag}.'

    TAGS = ("reviewed", "gauge-checked", "needs-test", "backport")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        check_ins = await self.rows(surface, CHECK_INS)
        return [{**one, "tag": self.TAGS[number % len(self.TAGS)]} for number, one in enumerate(check_ins)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        tag = added("tag", tagname=f"sym-{instance['tag']}")
        return (_check_in_edited(instance, tag, added("tagxref", rid=instance["rid"], tagtype=1, value=None)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _edit_check_in(surface, instance["comment"]),
            click(surface, "#newtag"),
            fill(surface, "#tagname", instance["tag"]),
            _submit(surface, "Apply Changes"),
            Stop(),
        )


class RewordCheckIn(Project):
    """Give a check-in another comment."""

    id = "code.reword-check-in"
    goal = 'The check-in "{comment}" needs another comment. Change it to "{new_comment}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        check_ins = await self.rows(surface, CHECK_INS)
        return [{**one, "new_comment": f"{one['comment']}, as {one['author_name']} proposed"} for one in check_ins]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        comment = instance["new_comment"]
        return (
            _check_in_edited(
                instance,
                changed("event", {"objid": instance["rid"]}, ecomment=comment),
                added("tagxref", rid=instance["rid"], value=comment),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _edit_check_in(surface, instance["comment"]),
            fill(surface, "textarea[name=c]", instance["new_comment"]),
            _submit(surface, "Apply Changes"),
            Stop(),
        )


class ReplyInForum(Project):
    """Answer the last post of a thread."""

    id = "code.reply-in-forum"
    goal = 'In the forum thread "{title}", reply to the last post: "{reply}"'
    query = THREADS

    REPLIES = (
        "Thank you, that is just what I wanted to know.",
        "I shall try this at the weekend and tell you.",
        "Let us talk about it at the next meeting.",
        "Could you open a ticket for it, please?",
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        threads = await super().instances(surface)
        return [{**one, "reply": reply} for one in threads for reply in self.REPLIES]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added(
                    "blob",
                    content=Artifact(
                        instance["reply"],
                        G=instance["hash"],
                        I=instance["last_hash"],
                        N="text/x-markdown",
                        U=DEVELOPER,
                    ),
                ),
                added("event", type="f", user=DEVELOPER),
                added("forumpost", froot=instance["rid"], firt=instance["last_rid"], fprev=None),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        last = "[...document.querySelectorAll('input[type=submit][value=Reply]')].at(-1)"
        return sequence(
            open_thread(surface, instance["title"]),
            click(surface, last),
            fill(surface, "textarea[name=content]", instance["reply"]),
            _submit(surface),
            Stop(),
        )


class StartThread(Project):
    """Start a thread in the forum."""

    id = "code.start-thread"
    goal = 'Start a thread in the forum titled "{title}" that says: "{text}"'

    TOPICS = (
        ("Readings wanted for {port}", "Who can read the gauge at {port} for a month?"),
        ("A meeting at {port}", "Would anybody like to meet at {port} in summer?"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        ports = await self.rows(surface, "SELECT name FROM filename WHERE name GLOB 'stations/*' ORDER BY name")
        names = [row["name"].removeprefix("stations/").removesuffix(".txt").replace("-", " ").title() for row in ports]
        return [
            {"title": title.format(port=port), "text": text.format(port=port)}
            for port in names
            for title, text in self.TOPICS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        title = instance["title"].replace(" ", "\\s")
        post = Artifact(instance["text"], H=title, N="text/x-markdown", U=DEVELOPER)
        return (
            Differs(
                added("blob", content=post),
                added("event", type="f", user=DEVELOPER),
                added("forumpost", firt=None, fprev=None),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            follow(surface, menu("Forum"), having(".submenu a", "New Thread")),
            fill(surface, "input[name=title]", instance["title"]),
            fill(surface, "textarea[name=content]", instance["text"]),
            _submit(surface),
            Stop(),
        )


PAGES = """
    SELECT substr(t.tagname, 6) AS page, t.tagid, b.rid, b.uuid AS hash, b.content
    FROM tag t JOIN tagxref x USING (tagid) JOIN blob b USING (rid)
    WHERE t.tagname GLOB 'wiki-*' AND x.mtime = (SELECT max(mtime) FROM tagxref WHERE tagid = t.tagid)
    ORDER BY t.tagname
"""


class AppendToWikiPage(Project):
    """Write a sentence at the end of a wiki page."""

    id = "code.append-to-wiki-page"
    goal = 'Add this sentence at the end of the wiki page "{page}" and save it: "{sentence}"'

    SENTENCES = (
        "Reviewed in March 2026.",
        "Ask in the forum if anything is unclear.",
        "This page needs an example.",
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        for row in await self.rows(surface, PAGES):
            artifact = zlib.decompress(row["content"][4:]).decode()
            text = artifact.partition("\nW ")[2].partition("\n")[2].rpartition("\nZ ")[0]
            page = {**row, "content": text}
            found += [{**page, "sentence": sentence} for sentence in self.SENTENCES]
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        text = f"{instance['content']} {instance['sentence']}"
        page = Artifact(text, L=instance["page"].replace(" ", "\\s"), P=instance["hash"], U=DEVELOPER)
        return (
            Differs(
                added("blob", content=page),
                added("event", type="w", user=DEVELOPER),
                added("tagxref", tagid=instance["tagid"], tagtype=1),
                added("plink", pid=instance["rid"], isprim=1),
                # What it replaces is kept as a difference from it.
                changed("blob", {"rid": instance["rid"]}, content=ANY, optional=True),
                added("delta", rid=instance["rid"], optional=True),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            follow(surface, menu("Wiki"), having(".submenu a", "List")),
            follow(surface, having(".content a", instance["page"]), having(".submenu a", "Edit")),
            click(surface, "#wikiedit-content-editor"),
            Press("Control+End"),
            Type(f" {instance['sentence']}"),
            click(surface, ".wikiedit-save"),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AppendToWikiPage,
    FileTicket,
    ReplyInForum,
    ResolveTicket,
    RewordCheckIn,
    SetPriority,
    StartThread,
    TagCheckIn,
)
