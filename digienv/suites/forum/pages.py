"""Ways through the forum that several scripted solutions take."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Press
from digienv.suites.dom import Page, click, fill, having

__all__ = [
    "PUBLISH",
    "TEXT",
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
]

TEXT = ".js-reply textarea"
PUBLISH = ".comment__reply__actions__publish"


def comment(number: int, part: str = "") -> str:
    """Target: a comment, or a part of it."""
    return f"[data-pk='{number}'] {part}".strip()


async def find_topic(page: Page, title: str) -> AsyncIterator[Action]:
    """Search for a topic by its title and open it."""
    async for action in click(page, "a[data-related='.js-search-content']"):
        yield action
    async for action in fill(page, ".js-search-content input[name=q]", title):
        yield action
    yield Press("Enter")
    async for action in click(page, having(".topic__link", title)):
        yield action


async def find_answer(page: Page, title: str, place: int) -> AsyncIterator[Action]:
    """Open a topic at the page on which its comment with this number is."""
    async for action in find_topic(page, title):
        yield action
    async for action in go_to_page(page, -(-place // 20)):
        yield action


async def go_to_page(page: Page, number: int) -> AsyncIterator[Action]:
    """From a topic's first page to a later one."""
    for _ in range(number - 1):
        async for action in click(page, ".paginator__button:not(:has(.fa-chevron-left)) a[href*='page=']"):
            yield action


async def open_member(page: Page, title: str, place: int, number: int) -> AsyncIterator[Action]:
    """Open the profile of whoever wrote a comment: its place in the topic, and its own number."""
    async for action in find_answer(page, title, place):
        yield action
    async for action in click(page, comment(number, ".comment__info__username__link")):
        yield action


async def open_menu(page: Page, entry: str) -> AsyncIterator[Action]:
    """Choose an entry of one's own menu."""
    async for action in click(page, "a[data-related='.js-user-content']"):
        yield action
    async for action in click(page, having(".js-user-content a", entry)):
        yield action


async def open_conversation(page: Page, title: str) -> AsyncIterator[Action]:
    """Open one of one's own private conversations."""
    async for action in open_menu(page, "Private topics"):
        yield action
    async for action in click(page, having(".topic__link", title)):
        yield action


async def open_category(page: Page, parent: str | None, title: str) -> AsyncIterator[Action]:
    """From the front page to a category."""
    for name in (parent, title) if parent else (title,):
        async for action in click(page, "a[data-related='.js-categories-content']"):
            yield action
        async for action in click(page, having(".js-categories-content a", name)):
            yield action


async def moderate(page: Page, entry: str) -> AsyncIterator[Action]:
    """Choose what to do with the topic that is open."""
    async for action in click(page, "a[data-related='.js-mod-content']"):
        yield action
    async for action in click(page, having(".js-mod-content a", entry)):
        yield action


async def open_admin(page: Page, entry: str) -> AsyncIterator[Action]:
    """Go to a part of the administration."""
    async for action in open_menu(page, "Admin"):
        yield action
    async for action in click(page, "a[data-related='.js-nav-content']"):
        yield action
    async for action in click(page, having(".js-nav-content a", entry)):
        yield action
