"""Ways through the website and its back office that several scripted solutions take."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Press
from digienv.suites.dom import Page, click, fill, having, inside, sequence

__all__ = [
    "choose_page",
    "choose_picture",
    "enter_menu",
    "find",
    "find_in_library",
    "finish",
    "open_editor",
    "open_header_menu",
    "open_person",
    "open_section",
    "open_venue",
    "search",
]

DIALOG = ".modal"


def find(page: Page, title: str) -> AsyncIterator[Action]:
    """As a visitor: search for a page by its title and open it."""
    return sequence(fill(page, ".top input[name=q]", title), Press("Enter"), click(page, having(".line h3 a", title)))


def open_section(page: Page, title: str) -> AsyncIterator[Action]:
    """As a visitor: one of the links at the top of every page."""
    return click(page, having(".top nav a", title))


def open_venue(page: Page, title: str) -> AsyncIterator[Action]:
    """As a visitor: the page of a museum."""
    return sequence(open_section(page, "Visit us"), click(page, having(".card b", title)))


def open_person(page: Page, name: str) -> AsyncIterator[Action]:
    """As a visitor: the page of somebody who works for the museums."""
    return sequence(
        open_section(page, "About us"), click(page, having(".card b", "Staff")), click(page, having(".person b", name))
    )


def search(page: Page, words: str) -> AsyncIterator[Action]:
    """Search the back office."""
    return sequence(fill(page, "#menu-search-q", words), Press("Enter"))


def open_editor(page: Page, title: str) -> AsyncIterator[Action]:
    """Search for a page in the back office and open it in the editor."""
    return sequence(search(page, title), click(page, having("main table td.title a", title)))


def enter_menu(page: Page, *entries: str) -> AsyncIterator[Action]:
    """Go down the menu at the left of the back office."""
    return sequence(*(click(page, having(".sidebar a, .sidebar button", entry)) for entry in entries))


def open_header_menu(page: Page, entry: str) -> AsyncIterator[Action]:
    """Choose from the menu beside the title of what is being edited."""
    return sequence(
        click(page, "header .w-dropdown__toggle"), click(page, having("header .w-dropdown__content a", entry))
    )


def finish(page: Page, entry: str) -> AsyncIterator[Action]:
    """Choose what is to become of the page that is being edited."""
    return sequence(
        click(page, "footer .w-dropdown__toggle"), click(page, having("footer .w-dropdown__content .button", entry))
    )


def _open_chooser(page: Page, field: str, *, again: bool) -> AsyncIterator[Action]:
    chooser = f"#id_{field}-chooser"
    if not again:
        return click(page, f"{chooser} .unchosen button")
    return sequence(
        click(page, f"{chooser} .w-dropdown__toggle"), click(page, f"{chooser} .chosen [data-chooser-action-choose]")
    )


def choose_page(page: Page, field: str, *titles: str, again: bool = False) -> AsyncIterator[Action]:
    """Choose a page in the dialog of a field, going down the tree."""
    *above, chosen = titles
    return sequence(
        _open_chooser(page, field, again=again),
        *(click(page, inside(f"{DIALOG} tr", title, "a.navigate-pages")) for title in above),
        click(page, having(f"{DIALOG} a.choose-page", chosen)),
    )


def choose_picture(page: Page, field: str, tag: str, title: str) -> AsyncIterator[Action]:
    """Choose another picture in the dialog of a field, among those with a tag."""
    return sequence(
        _open_chooser(page, field, again=True),
        click(page, having(f"{DIALOG} a.suggested-tag", tag)),
        click(page, having(f"{DIALOG} a.image-choice", title)),
    )


def find_in_library(page: Page, library: str, title: str) -> AsyncIterator[Action]:
    """Search for a picture or a document and open it."""
    return sequence(
        search(page, title),
        click(page, having("main .listing-filter a", library)),
        click(page, having("main .listing a", title)),
    )
