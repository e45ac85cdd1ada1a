"""Templates of what somebody who writes changes: articles, talk pages, a watchlist, preferences."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Press, Stop, Type
from digienv.core.goals import ANY, Differs, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.sites.wiki.valley import SLIPS
from digienv.suites.dom import click, fill, having, sequence
from digienv.suites.wiki.pages import (
    ARTICLES,
    WRITER,
    Wiki,
    created,
    edited,
    logged,
    nonsense,
    open_page,
    tab,
)

__all__ = ["TEMPLATES"]

WATCHED = f"""
    SELECT wl_title FROM watchlist JOIN user ON user_id = wl_user WHERE wl_namespace = 0 AND user_name = '{WRITER}'
"""  # noqa: S608


def _save(surface: SiteSurface) -> AsyncIterator[Action]:
    return sequence(click(surface, "#wpSave"), Stop())


def _rewrite(surface: SiteSurface, title: str, text: str) -> AsyncIterator[Action]:
    """Give a page another text."""
    return sequence(open_page(surface, title), tab(surface, "edit"), fill(surface, "#wpTextbox1", text), _save(surface))


def _append(surface: SiteSurface, text: str) -> AsyncIterator[Action]:
    """Write at the end of the text that is being edited, and save it."""
    return sequence(click(surface, "#wpTextbox1"), Press("Control+End"), Type(text), _save(surface))


class WatchArticle(Wiki):
    """Put an article on the watchlist."""

    id = "wiki.watch-article"
    goal = 'Add the article "{title}" to your watchlist.'
    query = f"SELECT title FROM ({ARTICLES}) WHERE replace(title, ' ', '_') NOT IN ({WATCHED})"  # noqa: S608

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        title = instance["title"].replace(" ", "_")
        return (Differs(*(added("watchlist", wl_namespace=number, wl_title=title) for number in (0, 1))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_page(surface, instance["title"]), tab(surface, "watch"), Stop())


class UnwatchArticle(Wiki):
    """Take an article off the watchlist."""

    id = "wiki.unwatch-article"
    goal = 'Remove the article "{title}" from your watchlist.'
    query = f"SELECT title FROM ({ARTICLES}) WHERE replace(title, ' ', '_') IN ({WATCHED})"  # noqa: S608

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        title = instance["title"].replace(" ", "_")
        return (Differs(*(removed("watchlist", wl_namespace=number, wl_title=title) for number in (0, 1))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_page(surface, instance["title"]), tab(surface, "unwatch"), Stop())


class FixSpelling(Wiki):
    """Correct a misspelt word."""

    id = "wiki.fix-spelling"
    goal = 'In the article "{title}", "{slip}" is a misspelling of "{word}". Correct it, in one edit.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "slip": slip, "word": word}
            for one in await self.rows(surface, ARTICLES)
            for word, slip in SLIPS.items()
            if slip in one["text"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*edited(instance, instance["text"].replace(instance["slip"], instance["word"]))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        text = instance["text"].replace(instance["slip"], instance["word"])
        return _rewrite(surface, instance["title"], text)


class AddCategory(Wiki):
    """Put an article into one more category."""

    id = "wiki.add-category"
    goal = 'Add the category "{category}" to the article "{title}", in one edit.'

    CATEGORIES = ("Featured articles", "To be illustrated", "Checked in 2026")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "category": category}
            for one in await self.rows(surface, ARTICLES)
            for category in self.CATEGORIES
            if not one["title"].startswith("List of")
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*edited(instance, f"{instance['text']}\n[[Category:{instance['category']}]]")),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "edit"),
            _append(surface, f"\n[[Category:{instance['category']}]]"),
        )


class AddTableRow(Wiki):
    """Add a row to the table of a hut."""

    id = "wiki.add-table-row"
    goal = (
        'In the article "{title}", add a last row to the table in the section Facilities, in one edit: "{what}" in the '
        'first column and "{where}" in the second.'
    )

    ROWS = (
        ("Telephone", "warden's room"),
        ("First aid box", "kitchen"),
        ("Firewood", "shed to the north"),
        ("Bicycles", "behind the hut"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "what": what, "where": where}
            for one in await self.rows(surface, ARTICLES)
            if "== Facilities ==" in one["text"] and "\n|}" in one["text"]
            for what, where in self.ROWS
        ]

    def _text(self, instance: Instance) -> str:
        row = f"|-\n| {instance['what']} || {instance['where']}\n|}}"
        return str(instance["text"]).replace("|}", row)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*edited(instance, self._text(instance))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return _rewrite(surface, instance["title"], self._text(instance))


class CreateArticle(Wiki):
    """Write a new article."""

    id = "wiki.create-article"
    goal = 'Create an article titled "{title}" with this text: "{text}"'

    SORTS = (
        ("Mill", "The mill of {village} was used until the wheel broke."),
        ("School", "The school of {village} has two rooms and a garden."),
        ("Well", "The well of {village} never runs dry."),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        villages = await self.rows(surface, f"SELECT title FROM ({ARTICLES}) WHERE text LIKE '%Infobox village%'")  # noqa: S608
        return [
            {"title": f"{one['title']} {sort}", "text": text.format(village=one["title"])}
            for one in villages
            for sort, text in self.SORTS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*created(instance["title"], instance["text"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            click(surface, ".mw-search-createlink a"),
            _append(surface, instance["text"]),
        )


class RenameArticle(Wiki):
    """Rename an article."""

    id = "wiki.rename-article"
    goal = 'Rename the article "{title}" to "{new_title}" and leave a redirect behind.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        query = f"""
            SELECT page, title, latest FROM ({ARTICLES}) WHERE (title LIKE '% Tarn' OR title LIKE '% Hut')
            AND replace(title, ' ', '_') NOT IN (SELECT page_title FROM page WHERE page_namespace = 1)
            AND replace(title, ' ', '_') NOT IN (SELECT wl_title FROM watchlist)
        """  # noqa: S608
        return [
            {**one, "new_title": f"{one['title']} ({part})"}
            for one in await self.rows(surface, query)
            for part in ("Tarnfell", "upper valley")
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        old, new = (instance[name].replace(" ", "_") for name in ("title", "new_title"))
        return (
            Differs(
                changed("page", {"page_id": instance["page"]}, page_title=new, page_latest=ANY, page_is_new=0),
                added("page", page_title=old, page_is_redirect=1),
                added("text"),
                added("content"),
                *logged("move", "move", log_title=old),
                *(added("comment", optional=True) for _ in range(3)),
                added("revision", rev_page=instance["page"]),
                added("revision", rev_parent_id=0),
                *(added("slots") for _ in range(2)),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "move"),
            fill(surface, "input[name=wpNewTitleMain]", instance["new_title"]),
            click(surface, "#movepage button[name=wpMove], #movepage [name=wpMove]"),
            Stop(),
        )


class UndoEdit(Wiki):
    """Take nonsense out of an article."""

    id = "wiki.undo-edit"
    goal = 'Somebody has spoilt the article "{title}" with their last edit. Undo that edit.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await nonsense(self, surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*edited(instance, instance["good"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "history"),
            click(surface, "#pagehistory li .mw-history-undo a"),
            _save(surface),
        )


TALK_PAGES = """
    SELECT p.page_id AS page, replace(p.page_title, '_', ' ') AS title, p.page_latest AS latest, t.old_text AS text
    FROM page p JOIN slots o ON o.slot_revision_id = p.page_latest JOIN content k ON k.content_id = o.slot_content_id
    JOIN text t ON k.content_address = 'tt:' || t.old_id WHERE p.page_namespace = 1 ORDER BY p.page_title
"""


class StartDiscussion(Wiki):
    """Begin a discussion on a talk page."""

    id = "wiki.start-discussion"
    goal = 'On the talk page of "{title}", start a new section with the heading "{heading}" that says: "{remark}"'
    query = TALK_PAGES

    REMARKS = (
        ("Opening hours", "Does anybody know when it is open in winter?"),
        ("Name in the old tongue", "My grandmother had another name for it. Shall I add it?"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "heading": heading, "remark": remark}
            for one in await super().instances(surface)
            for heading, remark in self.REMARKS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        text = f"{instance['text']}\n== {instance['heading']} ==\n{instance['remark']}"
        return (Differs(*edited(instance, text)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, f"Talk:{instance['title']}"),
            tab(surface, "addsection"),
            fill(surface, "#wpSummary", instance["heading"]),
            fill(surface, "#wpTextbox1", instance["remark"]),
            _save(surface),
        )


class Reply(Wiki):
    """Answer in a discussion on a talk page."""

    id = "wiki.reply"
    goal = (
        'On the talk page of "{title}", answer in the section "{heading}": add the line ":{remark}" at the end of that '
        "section, signed with four tildes."
    )
    query = TALK_PAGES

    REMARKS = ("I can do that next week.", "I have just corrected it.")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "heading": heading, "remark": remark, "number": number}
            for one in await super().instances(surface)
            for number, heading in enumerate(re.findall("^== (.+) ==$", one["text"], re.MULTILINE), start=1)
            for remark in self.REMARKS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        sections = re.split("^(?===)", instance["text"], flags=re.MULTILINE)
        sections[instance["number"]] += f"\n:{instance['remark']}\n"
        return (Differs(*edited(instance, "".join(sections))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, f"Talk:{instance['title']}"),
            click(surface, f".mw-editsection a[href*='section={instance['number']}']"),
            _append(surface, f"\n:{instance['remark']} ~~~~"),
        )


class ChangePreference(Wiki):
    """Change since when changes are shown."""

    id = "wiki.change-preference"
    goal = 'In your preferences, set "{what}" to {value}.'

    FIELDS = (
        ("rcdays", "Recent changes", "Days to show in recent changes"),
        ("watchlistdays", "Watchlist", "Days to show in watchlist"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"field": field, "tab": tab, "what": what, "value": value}
            for field, tab, what in self.FIELDS
            for value in (2, 4, 5, 10, 14, 20, 28, 60)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("user_properties", up_property=instance["field"], up_value=str(instance["value"]))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            click(surface, "#pt-preferences a"),
            click(surface, having(".oo-ui-tabOptionWidget", instance["tab"])),
            fill(surface, f"input[name=wp{instance['field']}]", str(instance["value"])),
            click(surface, having("#mw-prefs-form .oo-ui-buttonElement-button", "Save")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddCategory,
    AddTableRow,
    ChangePreference,
    CreateArticle,
    FixSpelling,
    RenameArticle,
    Reply,
    StartDiscussion,
    UndoEdit,
    UnwatchArticle,
    WatchArticle,
)
