"""What scripted solutions read off a page: where elements are and what they say.

A target is a CSS selector, or a JavaScript expression if it mentions ``document``. All coordinates are pixels of the
viewport.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

from digienv.core.actions import Action, Answer, Click, Press, Scroll, Type


class Page(Protocol):
    """What a solution may ask of a page; all that it does goes through the actions that it yields."""

    async def evaluate(self, expression: str) -> Any:
        """Value (JSON types) of a JavaScript expression in the page."""


Solution = Callable[[Page], AsyncIterator[Action]]

_TEXT = "(e => e.textContent.replace(/\\s+/g, ' ').trim())"
_BOX = "(e => (r => [r.x, r.y, r.width, r.height])(e.getClientRects()[0]))"

# The middle, unless something else lies on top there: then the nearest point at which a click reaches the element.
_POINT = """(e => {
    const [left, top, width, height] = BOX(e), middle = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const free = ([x, y]) => e.contains(document.elementFromPoint(x, y));
    if (free(middle)) return middle;
    const others = [];
    for (let x = Math.ceil(left); x < left + width; x++)
        for (let y = Math.ceil(top); y < top + height; y++) others.push([x, y]);
    const away = ([x, y]) => Math.hypot(x - middle[0], y - middle[1]);
    return others.sort((a, b) => away(a) - away(b)).find(free) ?? middle;
})""".replace("BOX", _BOX)

# The entries of a long drop-down list are scrolled by one of those that can be reached.
_SCROLL = """(e => {
    const centre = e => (([x, y, width, height]) => [x + width / 2, y + height / 2])(BOX(e)), middle = centre(e)[1];
    if (e.matches('select option')) {
        const away = o => Math.abs(centre(o)[1] - middle);
        const seen = [...e.closest('select').options].filter(o => o.contains(document.elementFromPoint(...centre(o))));
        const nearest = seen.sort((a, b) => away(a) - away(b))[0];
        if (nearest) return nearest === e ? null : [...centre(nearest), middle - centre(nearest)[1]].map(Math.round);
    }
    let pane = e.parentElement;
    while (pane && !(pane.scrollHeight > pane.clientHeight && /auto|scroll/.test(getComputedStyle(pane).overflowY)))
        pane = pane.parentElement;
    const view = pane ? pane.getBoundingClientRect() : {left: 0, right: innerWidth, top: 0, bottom: innerHeight};
    const top = Math.max(view.top, 0), bottom = Math.min(view.bottom, innerHeight);
    if (top + 5 < middle && middle < bottom - 5) return null;
    const point = [(view.left + Math.min(view.right, innerWidth)) / 2, (top + bottom) / 2];
    return [...point, middle - point[1]].map(Math.round);
})""".replace("BOX", _BOX)


def having(selector: str, text: str) -> str:
    """Target: the first visible element of `selector` whose whole text is `text`."""
    wanted = json.dumps(" ".join(text.split()))
    return f"{_all(selector)}.find(e => e.getClientRects().length && {_TEXT}(e) === {wanted})"


def inside(containers: str, text: str, selector: str) -> str:
    """Target: the first `selector` inside the first visible container whose text mentions `text`."""
    wanted = json.dumps(" ".join(text.split()))
    mentions = f"e => e.getClientRects().length && {_TEXT}(e).includes({wanted})"
    return f"{_all(containers)}.find({mentions})?.querySelector({json.dumps(selector)})"


def _one(target: str) -> str:
    return f"({target})" if "document" in target else f"document.querySelector({json.dumps(target)})"


def _all(targets: str) -> str:
    return f"[...({targets})]" if "document" in targets else f"[...document.querySelectorAll({json.dumps(targets)})]"


async def shown(page: Page, target: str) -> bool:
    """Whether the element is there and takes up room."""
    return bool(await page.evaluate(f"!!{_one(target)}?.getClientRects().length"))


async def box(page: Page, target: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of an element (of its first line, where it runs over several)."""
    x, y, width, height = await page.evaluate(f"{_BOX}({_one(target)})")
    return x, y, width, height


async def point(page: Page, target: str) -> tuple[int, int]:
    """Where to click an element: its centre, or the nearest point to it that nothing else covers."""
    x, y = await page.evaluate(f"{_POINT}({_one(target)})")
    return x, y


async def points(page: Page, targets: str) -> list[tuple[int, int]]:
    """Where to click each of several elements."""
    return [(x, y) for x, y in await page.evaluate(f"{_all(targets)}.map({_POINT})")]


async def text(page: Page, target: str) -> str:
    """Text of an element, with single spaces."""
    return str(await page.evaluate(f"{_TEXT}({_one(target)})"))


async def texts(page: Page, targets: str) -> list[str]:
    """Texts of several elements, with single spaces."""
    return list(await page.evaluate(f"{_all(targets)}.map({_TEXT})"))


async def scroll_to(page: Page, target: str) -> Scroll | None:
    """The scroll that brings an element to the middle of the pane around it, or None if it is in view."""
    scroll = await page.evaluate(f"{_SCROLL}({_one(target)})")
    return Scroll(scroll[0], scroll[1], 0, scroll[2]) if scroll else None


async def sequence(*parts: Action | AsyncIterator[Action]) -> AsyncIterator[Action]:
    """One part of a solution after the other; each looks at the page when its turn has come."""
    for part in parts:
        if isinstance(part, AsyncIterator):
            async for action in part:
                yield action
        else:
            yield part


async def answer(page: Page, target: str) -> AsyncIterator[Action]:
    """Answer with the text of an element."""
    yield Answer(await text(page, target))


async def click(page: Page, target: str) -> AsyncIterator[Action]:
    """Click an element, scrolled into view first if need be."""
    if scroll := await scroll_to(page, target):
        yield scroll
    yield Click(*await point(page, target))


def follow(page: Page, *targets: str) -> AsyncIterator[Action]:
    """Click one element after the other."""
    return sequence(*(click(page, target) for target in targets))


def fill(page: Page, target: str, content: str) -> AsyncIterator[Action]:
    """Write into a field in place of what it holds."""
    return sequence(click(page, target), Press("Control+a"), Type(content))


def choose(page: Page, target: str, label: str) -> AsyncIterator[Action]:
    """Choose an entry of a drop-down list."""
    return follow(page, target, having(f"{target} option", label))
