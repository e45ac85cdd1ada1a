"""Ways through the wiki that several scripted solutions take, what several templates ask the database, and what
MediaWiki writes there.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from digienv.core.actions import Action, Press
from digienv.core.goals import ANY, End, Expectation, Instance, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.sites.wiki.valley import VANDALS
from digienv.suites.dom import Page, click, fill, follow, having, sequence

__all__ = [
    "ARTICLES",
    "VERSIONS",
    "WRITER",
    "Shows",
    "StartsWith",
    "Text",
    "Wiki",
    "created",
    "edited",
    "entries",
    "histories",
    "logged",
    "nonsense",
    "open_page",
    "pick",
    "tab",
]

WRITER = "Rowan"

VERSIONS = """
    SELECT r.rev_page AS page, replace(p.page_title, '_', ' ') AS title, r.rev_id AS version, p.page_latest AS latest,
        a.actor_name AS author, c.comment_text AS comment, t.old_text AS text, o.slot_content_id AS content,
        substr(r.rev_timestamp, 1, 4) || '-' || substr(r.rev_timestamp, 5, 2) || '-' || substr(r.rev_timestamp, 7, 2)
            AS day
    FROM revision r JOIN page p ON p.page_id = r.rev_page JOIN actor a ON a.actor_id = r.rev_actor
    JOIN revision_comment_temp rc ON rc.revcomment_rev = r.rev_id
    JOIN comment c ON c.comment_id = rc.revcomment_comment_id
    JOIN slots o ON o.slot_revision_id = r.rev_id JOIN content k ON k.content_id = o.slot_content_id
    JOIN text t ON k.content_address = 'tt:' || t.old_id
    WHERE p.page_namespace = 0 AND NOT p.page_is_redirect AND p.page_title != 'Main_Page'
    ORDER BY p.page_title, r.rev_timestamp, r.rev_id
"""
"""Of all articles."""

ARTICLES = f"SELECT * FROM ({VERSIONS}) WHERE version = latest"  # noqa: S608

_ENTRY = re.compile(r"^\| ([a-z ]+) = (.+)$", re.MULTILINE)
_CATEGORY = re.compile(r"\[\[ *category *: *([^]|]+)\]\]", re.IGNORECASE)
_SIGNATURE = re.compile(
    rf"(--|—|–)? *\[\[User:{WRITER}\|{WRITER}\]\] \(\[\[User talk:{WRITER}\|talk\]\]\) "
    r"\d\d:\d\d, 16 March 2026 \(UTC\)$"
)


class Wiki(SiteTemplate):
    """A task of one of those who write."""

    sites = (("wiki", WRITER),)
    query: str

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        """What `query` finds, by default."""
        return await self.rows(surface, self.query)


def entries(text: str) -> dict[str, str]:
    """What the box of an article tells, links without their brackets."""
    return {name: value.strip("[]") for name, value in _ENTRY.findall(text.partition("}}")[0])}


async def histories(template: SiteTemplate, surface: SiteSurface) -> list[list[Instance]]:
    """The versions of each article, the oldest first."""
    found: dict[int, list[Instance]] = {}
    for version in await template.rows(surface, VERSIONS):
        found.setdefault(version["page"], []).append(version)
    return list(found.values())


async def nonsense(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    """Of each article whose last version is nonsense: that version, with the text and the content before it."""
    return [
        {**versions[-1], "good": versions[-2]["text"], "good_content": versions[-2]["content"]}
        for versions in await histories(template, surface)
        if versions[-1]["author"] in VANDALS
    ]


@dataclass(frozen=True, slots=True)
class Shows:
    """The page in front must be about this title, with one of several sets of values in its query."""

    title: str
    queries: tuple[Mapping[str, str], ...] = field(default=({},))

    KEYS = ("action", "diff", "oldid", "page", "pattern", "tagfilter", "type", "user", "wpdate")

    def wrong(self, end: End) -> Iterator[str]:
        """Why it is not."""
        here = urlsplit(end.url)
        said = {name: values[-1] for name, values in parse_qs(here.query).items()}
        title = said.get("title") or unquote(here.path).removeprefix("/wiki/")
        if title.replace("_", " ") != self.title and not (
            {"oldid", "diff"} & said.keys() and here.path == "/index.php"
        ):
            yield f"the page is {title!r}, not {self.title!r}"
        if said.get("action") == "view":
            del said["action"]
        if {name: said[name].replace("_", " ") for name in self.KEYS if name in said} not in self.queries:
            yield f"the page's address does not say {self.queries[0]}"


class Text:
    """Equals a stored text with these lines and categories.

    White space and blank lines do not matter, nor where the categories stand, whether the cells of a table's row are
    on one line, or that a line was signed by whom is played.

    Args:
        text: the whole of it.
    """

    def __init__(self, text: str) -> None:
        self.categories = sorted({" ".join(name.split()) for name in _CATEGORY.findall(text)})
        lines = (" ".join(line.split()) for line in _CATEGORY.sub("", text).replace("||", "\n|").splitlines())
        self.lines = [_SIGNATURE.sub("", line).strip() for line in lines if line]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self == Text(other)
        return isinstance(other, Text) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Text({' / '.join(self.lines)!r}, {self.categories})"


class StartsWith:
    """Equals every text that begins so."""

    def __init__(self, start: str) -> None:
        self.start = start

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StartsWith):
            return self.start == other.start
        return isinstance(other, str) and other.startswith(self.start)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"StartsWith({self.start!r})"


def edited(instance: Instance, text: str) -> tuple[Expectation, ...]:
    """What is different when a page has got a new text."""
    return (
        *_written(text, instance["latest"]),
        changed("page", {"page_id": instance["page"]}, page_latest=ANY, page_len=ANY, page_is_new=0),
    )


def created(title: str, text: str) -> tuple[Expectation, ...]:
    """What is different when there is a new article."""
    name = title.replace(" ", "_")
    return (
        *_written(text, 0),
        added("page", page_namespace=0, page_title=name),
        *logged("create", "create", log_namespace=0, log_title=name),
    )


def _written(text: str, parent: int) -> tuple[Expectation, ...]:
    return (
        added("text", old_text=Text(text)),
        added("content"),
        added("revision", rev_parent_id=parent),
        added("slots"),
        added("comment", optional=True),
    )


def logged(kind: str, action: str, **values: Any) -> tuple[Expectation, ...]:
    """What is different when a log has got an entry."""
    return (added("logging", log_type=kind, log_action=action, **values),)


def open_page(page: Page, title: str) -> AsyncIterator[Action]:
    """Go to a page by its title."""
    return sequence(fill(page, "#searchInput", title), Press("Enter"))


def tab(page: Page, name: str) -> AsyncIterator[Action]:
    """Follow a tab above a page; some of them are in a menu."""
    if name in ("delete", "move", "protect"):
        return follow(page, "#p-cactions", f"#ca-{name} a")
    return click(page, f"#ca-{name} a")


def pick(page: Page, field: str, label: str) -> AsyncIterator[Action]:
    """Choose an entry of a drop-down list that MediaWiki draws itself."""
    lists = "[...document.querySelectorAll('.oo-ui-dropdownInputWidget')]"
    drawn = f"{lists}.find(e => e.querySelector('[name={field}]')).querySelector('.oo-ui-dropdownWidget-handle')"
    return follow(page, drawn, having(".oo-ui-menuOptionWidget", label))
