"""Ways through the project that several scripted solutions take, what several templates ask the database, and what
Fossil writes there.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from digienv.core.actions import Action, Press
from digienv.core.answers import Name
from digienv.core.goals import End, Expectation, Instance, added
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import Page, click, fill, follow, having, sequence

__all__ = [
    "CHECK_INS",
    "DEVELOPER",
    "DEVELOPER_NAME",
    "RELEASES",
    "THREADS",
    "TICKETS",
    "Artifact",
    "FileAt",
    "Project",
    "Shows",
    "find_check_in",
    "find_ticket",
    "menu",
    "open_thread",
    "person",
    "ticket_change",
]

DEVELOPER = "ines"
DEVELOPER_NAME = "Ines Halloran"

CHECK_INS = """
    SELECT e.objid AS rid, b.uuid AS hash, e.comment, e.user AS author, e.mtime, date(e.mtime) AS day,
        substr(u.info, 1, instr(u.info, ' <') - 1) AS author_name
    FROM event e JOIN blob b ON b.rid = e.objid JOIN user u ON u.login = e.user
    WHERE e.type = 'ci' ORDER BY e.mtime
"""

RELEASES = f"""
    SELECT c.*, substr(t.tagname, 5) AS release
    FROM ({CHECK_INS}) c JOIN tagxref x ON x.rid = c.rid JOIN tag t USING (tagid)
    WHERE t.tagname GLOB 'sym-v[0-9]*' ORDER BY t.tagname
"""  # noqa: S608

TICKETS = """
    SELECT t.tkt_uuid AS hash, t.type, t.status, t.subsystem, t.priority, t.severity, t.foundin, t.private_contact,
        t.resolution, t.title, t.comment, t.tkt_ctime,
        (SELECT c.login FROM ticketchng c WHERE c.tkt_id = t.tkt_id ORDER BY c.tkt_mtime LIMIT 1) AS reporter
    FROM ticket t ORDER BY t.tkt_ctime
"""

THREADS = """
    SELECT p.fpid AS rid, b.uuid AS hash, replace(e.comment, 'Post: ', '') AS title,
        last.objid AS last_rid, l.uuid AS last_hash, last.user AS last_author,
        substr(u.info, 1, instr(u.info, ' <') - 1) AS last_author_name
    FROM forumpost p JOIN blob b ON b.rid = p.fpid JOIN event e ON e.objid = p.fpid
    JOIN event last ON last.objid = (
        SELECT q.fpid FROM forumpost q WHERE q.froot = p.fpid ORDER BY q.fmtime DESC LIMIT 1)
    JOIN blob l ON l.rid = last.objid JOIN user u ON u.login = last.user
    WHERE p.firt IS NULL AND p.fpid = p.froot ORDER BY p.fmtime
"""


class Project(SiteTemplate):
    """A task of one of the developers."""

    sites = (("code", DEVELOPER),)
    query: str

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        """What `query` finds, by default."""
        return await self.rows(surface, self.query)


def person(instance: Instance, login: str = "author", name: str = "author_name") -> Name:
    """Somebody, by login or by name."""
    return Name(instance[login], also=(instance[name],))


@dataclass(frozen=True, slots=True)
class Shows:
    """The page in front must be one of these, about an artifact that is named by any beginning of its hash."""

    pages: tuple[str, ...]
    hash: str

    def wrong(self, end: End) -> Iterator[str]:
        """Why it is not."""
        here = urlsplit(end.url)
        page, _, name = unquote(here.path).strip("/").partition("/")
        name = name or parse_qs(here.query).get("name", [""])[0]
        if page not in self.pages or not (len(name) >= 4 and self.hash.startswith(name)):
            yield f"the page is {here.path}, not {self.pages[0]}/{self.hash[:10]}"


@dataclass(frozen=True, slots=True)
class FileAt:
    """The page in front must be a file in a release, which is named by its tag or by any beginning of its hash."""

    path: str
    release: str
    hash: str

    def wrong(self, end: End) -> Iterator[str]:
        """Why it is not."""
        here = urlsplit(end.url)
        query = parse_qs(here.query)
        page, _, name = unquote(here.path).strip("/").partition("/")
        name = name or query.get("name", query.get("filename", [""]))[0]
        at = query.get("ci", [""])[0]
        if (page, name) != ("file", self.path):
            yield f"the page is {here.path} of {name!r}, not of {self.path!r}"
        elif at != self.release and not (len(at) >= 4 and self.hash.startswith(at)):
            yield f"the file is shown as it is in {at or 'the newest check-in'}, not in {self.release}"


class Artifact:
    """Equals the stored form of every artifact that has these cards and, besides, only a date and a checksum.

    Args:
        text: of the wiki page or the post, in which white space does not matter.
        cards: by letter, as Fossil writes them.
    """

    def __init__(self, text: str, **cards: str) -> None:
        self.text = " ".join(text.split())
        self.cards = cards

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Artifact):
            return vars(self) == vars(other)
        if not isinstance(other, bytes):
            return False
        head, _, rest = zlib.decompress(other[4:]).decode().partition("\nW ")
        cards = dict(line.split(" ", 1) for line in head.split("\n"))
        length, _, content = rest.partition("\n")
        text = content.encode()[: int(length)].decode()
        del cards["D"]
        return (" ".join(text.split()), cards) == (self.text, self.cards)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Artifact({self.text!r}, {self.cards!r})"


def ticket_change(remark: str | None, **values: Any) -> tuple[Expectation, ...]:
    """What changing a ticket adds, beside the ticket itself.

    Args:
        remark: what is said with it; None if nothing is.
        values: further ones of the remark.
    """
    return (
        added("blob"),
        added("event", type="t", user=DEVELOPER),
        added("tagxref", tagtype=1),
        added("ticketchng", tkt_user=DEVELOPER, login=DEVELOPER, icomment=remark, **values),
    )


def menu(entry: str) -> str:
    """Target: an entry of the main menu."""
    return having(".mainmenu a", entry)


def _words(text: str) -> str:
    """The words of a text, each once: Fossil finds nothing where one is asked for twice."""
    return " ".join({word.lower(): word for word in text.split()}.values())


def find_check_in(page: Page, comment: str) -> AsyncIterator[Action]:
    """Search for a check-in by its comment and open its page."""
    return sequence(
        follow(page, menu("Timeline"), having(".submenu a", "Search")),
        fill(page, ".content input[name=s]", _words(comment)),
        Press("Enter"),
        click(page, ".content a[href*='timeline?c=']"),
        click(page, ".timelineSelected a[href*='/info/']"),
    )


def find_ticket(page: Page, title: str) -> AsyncIterator[Action]:
    """Search for a ticket by its title and open its page."""
    link = f"[...document.querySelectorAll('.content a')].find(a => a.textContent.includes({title!r}))"
    return sequence(
        click(page, menu("Tickets")),
        fill(page, ".content input[name=s]", _words(title)),
        Press("Enter"),
        click(page, link),
    )


def open_thread(page: Page, title: str) -> AsyncIterator[Action]:
    """Open a thread of the forum."""
    return follow(page, menu("Forum"), having(".content a", title))
