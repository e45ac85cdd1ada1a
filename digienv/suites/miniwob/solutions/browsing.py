"""Finding things in lists, pages and trees: social media, search results, contacts, menus, folders."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Hover, Type
from digienv.suites.dom import Page, Solution, having, point, scroll_to, text
from digienv.suites.miniwob.solutions.goal import goal


async def _click_in_list(page: Page, target: str) -> AsyncIterator[Action]:
    if scroll := await scroll_to(page, target):
        yield scroll
    yield Click(*await point(page, target))


def _posts_by(user: str) -> str:
    posts = "[...document.querySelectorAll('.media')]"
    return f"{posts}.filter(e => e.querySelector('.username').textContent === {json.dumps(user)})"


async def social_media(page: Page) -> AsyncIterator[Action]:
    """Reply, retweet and like are icons of a post; all else is in the menu behind its last icon.

    An icon's picture changes under the pointer and is not loaded until then: a click without hovering first is lost.
    """
    found = re.search(r'For the user (@\S+), click on the "(.*)" button', await goal(page))
    assert found
    user, label = found.groups()
    post = f"{_posts_by(user)}[0]"
    in_menu = label not in ("Reply", "Retweet", "Like")
    icon = f"{post}.querySelector('.{'more' if in_menu else label.lower()}')"
    if scroll := await scroll_to(page, icon):
        yield scroll
    yield Hover(*await point(page, icon))
    yield Click(*await point(page, icon))
    if in_menu:
        item = f"[...{post}.querySelectorAll('li')].find(e => e.textContent.startsWith({json.dumps(label)}))"
        async for action in _click_in_list(page, item):
            yield action


async def social_media_many(page: Page) -> AsyncIterator[Action]:
    found = re.search(r'Click the "(\w+)" button on (?:(all)|(\d+)) posts? by (@\S+) and', await goal(page))
    assert found
    label, everything, count, user = found.groups()
    posts = _posts_by(user)
    for index in range(await page.evaluate(f"{posts}.length") if everything else int(count)):
        async for action in _click_in_list(page, f"{posts}[{index}].querySelector('.{label.lower()}')"):
            yield action
    async for action in _click_in_list(page, "#submitRow button"):
        yield action


async def search_engine(page: Page) -> AsyncIterator[Action]:
    found = re.search(r'enter "(.*)" and .* the (\d)\w\w search result', await goal(page))
    assert found
    number, index = divmod(int(found[2]) - 1, 3)
    yield Click(*await point(page, "#search-text"))
    yield Type(found[1])
    yield Click(*await point(page, "#search"))
    if number:
        yield Click(*await point(page, having("#pagination a", str(number + 1))))
    yield Click(*await point(page, f"#page-content > div:nth-child({index + 1}) a"))


async def phone_book(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"Find (.*) in the contact book and click on their (\w+)", await goal(page))
    assert found
    for _ in range(5):
        if await text(page, "#contact .name") == found[1]:
            break
        yield Click(*await point(page, "#pagination .next a"))
    yield Click(*await point(page, f"#contact .{found[2]}"))


async def order_food(page: Page) -> AsyncIterator[Action]:
    """A menu item may be ordered more than once, so one of the wanted kind is enough."""
    sentence = await goal(page)
    kind = re.search(r"Order (\d) items that are (.*)", sentence)
    if kind:
        item = f"document.querySelector('.types img[alt={kind[2]}]').closest('.food-item')"
        orders = [item] * int(kind[1])
    else:
        names = sentence.removeprefix("Order one of each item: ").split(", ")
        orders = [f"{having('.food-item .item-name', name.strip())}.closest('.food-item')" for name in names]
    for item in orders:
        async for action in _click_in_list(page, f"{item}.querySelector('.add')"):
            yield action
    async for action in _click_in_list(page, "#submit-order button"):
        yield action


async def navigate_tree(page: Page) -> AsyncIterator[Action]:
    """Open the folders above the named entry, outermost first."""
    found = re.search(r'named "(.*)"', await goal(page))
    assert found
    path = f"""(name => {{
        const named = [...document.querySelectorAll('#tree span')].find(e => e.textContent.trim() === name);
        const path = [];
        for (let item = named.closest('li'); item; item = item.parentElement.closest('li')) {{
            path.unshift(item.querySelector('span'));
        }}
        return path;
    }})({json.dumps(found[1])})"""
    for level in range(await page.evaluate(f"{path}.length")):
        yield Click(*await point(page, f"{path}[{level}]"))


SOLUTIONS: dict[str, Solution] = {
    "navigate-tree": navigate_tree,
    "order-food": order_food,
    "phone-book": phone_book,
    "search-engine": search_engine,
    "social-media": social_media,
    "social-media-all": social_media_many,
    "social-media-some": social_media_many,
}
