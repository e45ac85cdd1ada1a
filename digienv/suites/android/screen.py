"""What scripted solutions read off a phone's screen, and the gestures that they are made of."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.android.hierarchy import Node
from digienv.android.surface import AndroidSurface
from digienv.core.actions import Action, Click, LongPress, Press, Scroll, Type
from digienv.core.errors import SurfaceFailure
from digienv.suites.dom import sequence

__all__ = ["back_to", "delete", "fill", "find", "long_press", "sequence", "slide", "tap", "taps", "texts"]

MOST_SCROLLS = 20
"""After so many scrolls what was looked for is not there."""


def _matching(root: Node, label: str, kind: str) -> list[Node]:
    """The views that are called so, or whose resource id ends so after a slash; those that can be touched last."""
    every = list(root.walk())
    found = [
        node
        for place, node in enumerate(every)
        if kind in ("", node.kind)
        and (label in (node.text, node.description) or (label and node.id.endswith(f"/{label}")))
        and not _is_covered(node, every[place + sum(1 for _ in node.walk()) :])
    ]
    return sorted(found, key=lambda node: node.active)


def _is_covered(node: Node, above: list[Node]) -> bool:
    """Whether a touch would reach another view, of those that are drawn later."""
    x, y = node.middle
    boxes = (other.box for other in above if other.active)
    return any(left <= x < right and top <= y < bottom for left, top, right, bottom in boxes)


async def find(surface: AndroidSurface, label: str, *, kind: str = "") -> Node | None:
    """The view on the screen that is called so; None if there is none."""
    found = _matching(await surface.tree(), label, kind)
    return found[-1] if found else None


async def texts(surface: AndroidSurface) -> list[str]:
    """All texts on the screen from top to bottom."""
    return [node.text for node in (await surface.tree()).walk() if node.text]


async def _reach(surface: AndroidSurface, label: str, kind: str, found: list[Node]) -> AsyncIterator[Action]:
    """Scroll down, and from the end up again, until a view is there, and put it into `found`."""
    way = 1
    for _ in range(MOST_SCROLLS):
        root = await surface.tree()
        if matching := _matching(root, label, kind):
            found.append(matching[-1])
            return
        pane = next((node for node in reversed(list(root.walk())) if "scrollable" in node.states), None)
        if pane is None:
            break
        left, top, right, bottom = pane.box
        middle, margin = (left + right) // 2, (bottom - top) // 5
        x, y = surface.shown_on_screenshot(middle, bottom - margin if way > 0 else top + margin)
        yield Scroll(x, y, 0, way * (bottom - top) // 2)
        if await surface.tree() == root:
            if way < 0:
                break
            way = -1
    raise SurfaceFailure(f"{label!r} is not on the screen; there are {', '.join(await texts(surface)):.500}")


async def tap(surface: AndroidSurface, label: str, *, kind: str = "") -> AsyncIterator[Action]:
    """Touch what is called so, scrolled into view first if need be."""
    found: list[Node] = []
    async for action in _reach(surface, label, kind, found):
        yield action
    yield Click(*surface.shown_on_screenshot(*found[0].middle))


def taps(surface: AndroidSurface, *labels: str) -> AsyncIterator[Action]:
    """Touch one after the other."""
    return sequence(*(tap(surface, label) for label in labels))


async def long_press(surface: AndroidSurface, label: str, *, kind: str = "") -> AsyncIterator[Action]:
    """Hold a finger on what is called so."""
    found: list[Node] = []
    async for action in _reach(surface, label, kind, found):
        yield action
    yield LongPress(*surface.shown_on_screenshot(*found[0].middle))


async def fill(surface: AndroidSurface, label: str, text: str) -> AsyncIterator[Action]:
    """Write into a field in place of what it holds; it is called by its hint, or by the end of its resource id."""
    found: list[Node] = []
    async for action in _reach(surface, label, "EditText", found):
        yield action
    yield Click(*surface.shown_on_screenshot(*found[0].middle))
    yield Press("Control+a")
    if text:
        yield Type(text)
    else:
        yield Press("Backspace")


def delete(surface: AndroidSurface) -> AsyncIterator[Action]:
    """Delete what is shown, and say that it is meant."""
    return sequence(tap(surface, "Delete"), tap(surface, "Delete", kind="Button"))


async def slide(surface: AndroidSurface, label: str, share: float) -> AsyncIterator[Action]:
    """Touch a slider at a share of its length."""
    found: list[Node] = []
    async for action in _reach(surface, label, "SeekBar", found):
        yield action
    left, _, right, _ = found[0].box
    _, y = surface.shown_on_screenshot(*found[0].middle)
    yield Click(round(left + share * (right - left - 1)), y)


async def back_to(surface: AndroidSurface, label: str) -> AsyncIterator[Action]:
    """Go up until something that is called so is on the screen."""
    for _ in range(MOST_SCROLLS):
        if await find(surface, label) is not None:
            return
        async for action in tap(surface, "Navigate up"):
            yield action
