"""Templates that change nothing: things to find out, and places to get to."""

from __future__ import annotations

import datetime
import re
from collections.abc import AsyncIterator
from itertools import pairwise

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Date, Expected, Name, Number
from digienv.core.goals import Instance, Requirement, Says
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import answer, click, fill, having, sequence, text, texts
from digienv.suites.wiki.pages import (
    ARTICLES,
    Shows,
    Wiki,
    entries,
    histories,
    open_page,
    pick,
    tab,
)

__all__ = ["TEMPLATES"]

PREVIOUS = ".mw-history-histlinks > span:last-of-type a"
"""In the entry of a version, the link to how it differs from the one before it."""

LOGS = {"delete": "Deletion log", "move": "Move log", "protect": "Protection log", "create": "Page creation log"}

_NUMBER = re.compile(r"\d+(\.\d+)?")


def _figure(entry: str) -> float | None:
    """The number that an entry of a box begins with."""
    match = _NUMBER.match(entry)
    return float(match[0]) if match else None


class BoxEntry(Wiki):
    """Read an entry of an article's box."""

    id = "wiki.box-entry"
    goal = 'What does the box of the article "{title}" say under {entry}?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"title": one["title"], "entry": name.capitalize(), "value": value}
            for one in await self.rows(surface, ARTICLES)
            for name, value in entries(one["text"]).items()
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        figure = _figure(instance["value"])
        expected: Expected = Name(instance["value"]) if figure is None else Number(figure)
        return (Says(expected),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        heads = having(".infobox th", instance["entry"])
        return sequence(
            open_page(surface, instance["title"]), answer(surface, f"{heads}.parentElement.querySelector('td')")
        )


class CountInCategory(Wiki):
    """Count the pages of a category."""

    id = "wiki.count-in-category"
    goal = 'How many pages are in the category "{category}"?'
    query = """
        SELECT replace(cl_to, '_', ' ') AS category, count(*) AS count FROM categorylinks
        WHERE cl_type = 'page' GROUP BY cl_to HAVING count(*) > 1 ORDER BY cl_to
    """

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_page(surface, f"Category:{instance['category']}"):
            yield action
        yield Answer(str(len(await texts(surface, "#mw-pages .mw-content-ltr li"))))


class DayOfLastEdit(Wiki):
    """Find out when an article was last changed."""

    id = "wiki.day-of-last-edit"
    goal = 'On which day was the article "{title}" last edited?'
    query = ARTICLES

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Date(datetime.date.fromisoformat(instance["day"]))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(open_page(surface, instance["title"]), tab(surface, "history")):
            yield action
        yield Answer((await text(surface, "#pagehistory li .mw-changeslist-date")).partition(", ")[2])


class FirstAuthor(Wiki):
    """Find out who began an article."""

    id = "wiki.first-author"
    goal = 'Who created the article "{title}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [versions[0] for versions in await histories(self, surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["author"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(open_page(surface, instance["title"]), tab(surface, "history")):
            yield action
        yield Answer((await texts(surface, "#pagehistory .mw-userlink"))[-1])


class AuthorOfSection(Wiki):
    """Find out who added a section."""

    id = "wiki.author-of-section"
    goal = 'Who added the section "{heading}" to the article "{title}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        for versions in await histories(self, surface):
            for heading in re.findall("^== (.+) ==$", versions[-1]["text"], re.MULTILINE):
                with_it = [one for one in versions if f"== {heading} ==" in one["text"]]
                if versions.index(with_it[0]) + len(with_it) == len(versions):  # and it was never taken out again
                    found.append({"title": with_it[0]["title"], "heading": heading, "author": with_it[0]["author"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["author"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(open_page(surface, instance["title"]), tab(surface, "history")):
            yield action
        wanted = f"Add a section: {instance['heading'].lower()}"
        row = f"[...document.querySelectorAll('#pagehistory li')].find(e => e.textContent.includes({wanted!r}))"
        yield Answer(await text(surface, f"{row}.querySelector('.mw-userlink')"))


class FigureBeforeCorrection(Wiki):
    """Look an older figure up in an article's history."""

    id = "wiki.figure-before-correction"
    goal = (
        'In the article "{title}", the figure for "{entry}" in the box was corrected. Which figure stood there before '
        "that correction?"
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        for versions in await histories(self, surface):
            for before, after in pairwise(versions):
                if after["comment"].startswith("Correct the box: "):
                    name = after["comment"].partition(": ")[2]
                    value = entries(before["text"])[name]
                    found.append({"title": after["title"], "entry": name, "value": value, "version": after["version"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        figure = _figure(instance["value"])
        assert figure is not None
        return (Says(Number(figure)),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(open_page(surface, instance["title"]), tab(surface, "history")):
            yield action
        row = "[...document.querySelectorAll('#pagehistory li')].find(e => e.textContent.includes('Correct the box'))"
        async for action in click(surface, f"{row}.querySelector({PREVIOUS!r})"):
            yield action
        removed = await texts(surface, "td.diff-deletedline")
        wanted = f"| {instance['entry']} = "
        yield Answer(next(line for line in removed if line.startswith(wanted)).removeprefix(wanted))


class CountLinks(Wiki):
    """Count the pages that link to an article."""

    id = "wiki.count-links"
    goal = 'How many pages link to the article "{title}"?'
    query = """
        SELECT replace(pl_title, '_', ' ') AS title, count(*) AS count FROM pagelinks
        JOIN page t ON t.page_namespace = pl_namespace AND t.page_title = pl_title AND NOT t.page_is_redirect
        WHERE pl_namespace = 0 AND pl_title != 'Main_Page' GROUP BY pl_title
        HAVING count(*) BETWEEN 2 AND 40 AND NOT EXISTS (SELECT * FROM redirect WHERE rd_title = pl_title)
        ORDER BY pl_title
    """

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(open_page(surface, instance["title"]), click(surface, "#t-whatlinkshere a")):
            yield action
        yield Answer(str(len(await texts(surface, "#mw-whatlinkshere-list > li"))))


class SuperlativeInList(Wiki):
    """Find the largest or the smallest figure of a table."""

    id = "wiki.superlative-in-list"
    goal = 'Which entry of the "{title}" has the {which} figure under {column}?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        for one in await self.rows(surface, f"SELECT * FROM ({ARTICLES}) WHERE title LIKE 'List of %'"):  # noqa: S608
            head, *rows = [
                re.split(r" ?(?:!!|\|\|) ?", row) for row in re.findall(r"^[!|] (.+)$", one["text"], re.MULTILINE)
            ]
            for number, column in enumerate(head[1:], start=1):
                figures = {row[0].strip("[]"): _figure(row[number]) or 0.0 for row in rows}
                for which, extreme in (("largest", max(figures.values())), ("smallest", min(figures.values()))):
                    names = [name for name, figure in figures.items() if figure == extreme]
                    if len(names) == 1:
                        found.append(
                            {
                                "title": one["title"],
                                "which": which,
                                "column": column,
                                "name": names[0],
                                "number": number,
                            }
                        )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["name"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_page(surface, instance["title"]):
            yield action
        names = await texts(surface, ".wikitable tbody td:first-child")
        cells = await texts(surface, f".wikitable tbody td:nth-child({instance['number'] + 1})")
        figures = {name: _figure(cell) or 0.0 for name, cell in zip(names, cells, strict=True)}
        best = max if instance["which"] == "largest" else min
        yield Answer(best(figures, key=lambda name: figures[name]))


class OpenArticle(Wiki):
    """Get to an article."""

    id = "wiki.open-article"
    goal = 'Open the article "{title}".'
    query = f"SELECT title FROM ({ARTICLES})"  # noqa: S608

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Shows(instance["title"]),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_page(surface, instance["title"]), Stop())


class OpenOldVersion(Wiki):
    """Get to an older version of an article."""

    id = "wiki.open-old-version"
    goal = 'Open the version of the article "{title}" that {author} saved on {day}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        for versions in await histories(self, surface):
            made = [(one["author"], one["day"]) for one in versions]
            found += [one for one in versions[:-1] if made.count((one["author"], one["day"])) == 1]
        return [{name: one[name] for name in ("title", "author", "day", "version")} for one in found]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Shows(instance["title"], ({"oldid": str(instance["version"])},)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "history"),
            click(surface, f"#pagehistory .mw-changeslist-date[href*='oldid={instance['version']}']"),
            Stop(),
        )


class OpenLastDifference(Wiki):
    """Get to what an article's last edit changed."""

    id = "wiki.open-last-difference"
    goal = 'Open the page that shows what the last edit of the article "{title}" changed.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"title": versions[-1]["title"], "version": versions[-1]["version"], "before": versions[-2]["version"]}
            for versions in await histories(self, surface)
            if len(versions) > 1
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        last, before = str(instance["version"]), str(instance["before"])
        pairs = [(last, "prev"), ("prev", last), ("cur", "prev"), (last, before), ("cur", before), ("next", before)]
        return (Shows(instance["title"], tuple({"diff": diff, "oldid": old} for diff, old in pairs)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "history"),
            click(surface, f"#pagehistory li {PREVIOUS}"),
            Stop(),
        )


class FilterLog(Wiki):
    """Get to the entries of one log that one user made."""

    id = "wiki.filter-log"
    goal = "Open the {name} and show only what {user} did."

    query = """
        SELECT log_type AS type, actor_name AS user FROM logging JOIN actor ON actor_id = log_actor
        WHERE log_type IN ('create', 'delete', 'move', 'protect') GROUP BY log_type, actor_name ORDER BY 1, 2
    """

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "name": LOGS[one["type"]]} for one in await super().instances(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Shows("Special:Log", ({"type": instance["type"], "user": instance["user"]},)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, "Special:Log"),
            pick(surface, "type", instance["name"]),
            fill(surface, "input[name=user]", instance["user"]),
            click(surface, having(".mw-htmlform .oo-ui-buttonElement-button", "Show")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AuthorOfSection,
    BoxEntry,
    CountInCategory,
    CountLinks,
    DayOfLastEdit,
    FigureBeforeCorrection,
    FilterLog,
    FirstAuthor,
    OpenArticle,
    OpenLastDifference,
    OpenOldVersion,
    SuperlativeInList,
)
