"""Ways through the forum that several scripted solutions take."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Press
from digienv.suites.dom import Page, click, fill, follow, having, sequence
from digienv.suites.forum.world import PER_PAGE

__all__ = [
    "comment",
    "find_answer",
    "find_topic",
    "go_to_page",
    "moderate",
    "open_admin",
    "open_category",
    "open_conversation",
    "open_member",
    "open_menu",
    "publish",
    "search",
]


def comment(number: int, part: str = "") -> str:
    """Target: a comment, or a part of it."""
    return f"[data-pk='{number}'] {part}".strip()


def _pick(page: Page, menu: str, entry: str) -> AsyncIterator[Action]:
    """Open a menu and choose one of its entries."""
    return follow(page, f"a[data-related='.js-{menu}-content']", having(f".js-{menu}-content a", entry))


def search(page: Page, words: str) -> AsyncIterator[Action]:
    """Search all topics."""
    return sequence(
        click(page, "a[data-related='.js-search-content']"),
        fill(page, ".js-search-content input[name=q]", words),
        Press("Enter"),
    )


def find_topic(page: Page, title: str) -> AsyncIterator[Action]:
    """Search for a topic by its title and open it."""
    return sequence(search(page, title), click(page, having(".topic__link", title)))


def find_answer(page: Page, title: str, place: int) -> AsyncIterator[Action]:
    """Open a topic at the page on which its comment with this number is."""
    return sequence(
        find_topic(page, title),
        go_to_page(page, -(-place // PER_PAGE)),
    )


async def go_to_page(page: Page, number: int) -> AsyncIterator[Action]:
    """From a topic's first page to a later one."""
    for _ in range(number - 1):
        async for action in click(page, ".paginator__button:not(:has(.fa-chevron-left)) a[href*='page=']"):
            yield action


def open_member(page: Page, title: str, place: int, number: int) -> AsyncIterator[Action]:
    """Open the profile of whoever wrote a comment: its place in the topic, and its own number."""
    return sequence(
        find_answer(page, title, place),
        click(page, comment(number, ".comment__info__username__link")),
    )


def open_menu(page: Page, entry: str) -> AsyncIterator[Action]:
    """Choose an entry of one's own menu."""
    return _pick(page, "user", entry)


def open_conversation(page: Page, title: str) -> AsyncIterator[Action]:
    """Open one of one's own private conversations."""
    return sequence(
        open_menu(page, "Private topics"),
        click(page, having(".topic__link", title)),
    )


def open_category(page: Page, parent: str | None, title: str) -> AsyncIterator[Action]:
    """From the front page to a category."""
    return sequence(*(_pick(page, "categories", name) for name in (parent, title) if name))


def moderate(page: Page, entry: str) -> AsyncIterator[Action]:
    """Choose what to do with the topic that is open."""
    return _pick(page, "mod", entry)


def open_admin(page: Page, entry: str) -> AsyncIterator[Action]:
    """Go to a part of the administration."""
    return sequence(open_menu(page, "Admin"), _pick(page, "nav", entry))


def publish(page: Page, text: str) -> AsyncIterator[Action]:
    """Write a comment, or another text for it, into the form that is open and send it."""
    return sequence(fill(page, ".js-reply textarea", text), click(page, ".comment__reply__actions__publish"))
