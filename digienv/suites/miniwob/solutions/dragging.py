"""Pages that are worked with drags: boxes and shapes to move, lists to sort, lines to draw."""

from __future__ import annotations

import json
import math
import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Drag
from digienv.suites.dom import Page, Solution, box, point, points, texts
from digienv.suites.miniwob.solutions.goal import asked, goal

SHAPES = "#area_svg > :not(#shape-container)"
STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


async def drag_box(page: Page) -> AsyncIterator[Action]:
    yield Drag(*await point(page, "#draggableSmall"), *await point(page, "#draggableLarge"))
    yield Click(*await point(page, "#subbtn"))


async def drag_shape(page: Page) -> AsyncIterator[Action]:
    (direction,) = await asked(page, "(left|right|up|down)")
    dx, dy = STEPS[direction]
    x, y = await point(page, "#area svg > *")
    yield Drag(x, y, x + 25 * dx, y + 25 * dy)
    yield Click(*await point(page, "#subbtn"))


async def _fill(page: Page, container: str, shapes: list[tuple[int, int]]) -> AsyncIterator[Action]:
    """Drag shapes into a box, side by side."""
    left, top, _, height = await box(page, container)
    for number, (x, y) in enumerate(shapes):
        yield Drag(x, y, round(left) + 15 + 12 * number, round(top + height / 2))


async def drag_shapes(page: Page) -> AsyncIterator[Action]:
    (kind,) = await asked(page, r"all (\w+)")
    tag = {"rectangles": "rect", "circles": "circle", "triangles": "polygon"}.get(kind)
    wanted = f"{SHAPES}{f':is({tag})' if tag else f'[fill={json.dumps(kind)}]'}"
    chosen = await points(page, wanted)
    others = await points(page, f"{SHAPES}:not({wanted.removeprefix(SHAPES)})")
    containers = await page.evaluate("document.querySelectorAll('#shape-container').length")
    async for action in _fill(page, "#shape-container", chosen):
        yield action
    if containers == 2:
        async for action in _fill(page, "#shape-container + #shape-container", others):
            yield action
    yield Click(*await point(page, "#subbtn"))


def _drag_entry(places: list[tuple[int, int]], start: int, target: int) -> Drag:
    """Drag an entry of a sortable list or grid to where another one is.

    An entry dragged to the right or down comes to lie after the entry under the pointer, otherwise before it, and
    entries on the way give way too. Diagonally against the reading direction it is therefore taken by its top left
    corner and dropped when the pointer is just short of the target.
    """
    (x, y), (to_x, to_y) = places[start], places[target]
    if to_x >= x and to_y >= y:
        return Drag(x, y, to_x + 4, to_y + 4)
    if (to_x <= x and to_y <= y) or target == start - 1:
        return Drag(x, y, to_x - 4, to_y - 4)
    return Drag(x - 12, y - 12, to_x - 20, to_y - 12)


async def drag_items(page: Page) -> AsyncIterator[Action]:
    name, where = await asked(page, r"Drag (\S+) (.*)\.")
    items = await texts(page, "#sortable li")
    start = items.index(name)
    if position := re.search(r"\d", where):
        target = int(position[0]) - 1
    else:
        places = {"to the top": 0, "to the bottom": len(items) - 1}
        target = places.get(where, start + (1 if where.startswith("down") else -1))
    yield _drag_entry(await points(page, "#sortable li"), start, target)


async def drag_items_grid(page: Page) -> AsyncIterator[Action]:
    name, where = await asked(page, r"Drag (\S+) (.*)\.")
    start = (await texts(page, "#sortable li")).index(name)
    if where.endswith("by one"):
        dx, dy = STEPS[where.split()[0]]
        target = start + dx + 3 * dy
    else:
        row = 0 if "top" in where else 2 if "bottom" in where else 1
        target = 3 * row + (0 if "left" in where else 2 if "right" in where else 1)
    yield _drag_entry(await points(page, "#sortable li"), start, target)


async def drag_sort_numbers(page: Page) -> AsyncIterator[Action]:
    for position in range(3):
        numbers = list(map(int, await texts(page, "#sortable li")))
        smallest = numbers.index(min(numbers[position:]), position)
        if smallest != position:
            yield _drag_entry(await points(page, "#sortable li"), smallest, position)
    yield Click(*await point(page, "#subbtn"))


async def draw_line(page: Page) -> AsyncIterator[Action]:
    """One end of the line is at the dot: the page looks at where the pointer was reported, not at the line between.

    It takes the dot to be 4 pixels farther up and left than it is.
    """
    left, top, width, height = await box(page, "svg")
    x, y = await point(page, "#circ")
    if "horizontal" in await goal(page):
        ends = (x - 6, left + width - 5) if x < left + width / 2 else (x, left + 5)
        yield Drag(ends[0], y - 2, round(ends[1]), y - 2)
    else:
        ends = (y - 6, top + height - 5) if y < top + height / 2 else (y, top + 5)
        yield Drag(x - 2, ends[0], x - 2, round(ends[1]))
    yield Click(*await point(page, "#controls button"))


async def circle_center(page: Page) -> AsyncIterator[Action]:
    """The page marks a point 2 pixels right of and below the click; half a pixel of error is always left."""
    x, y = await point(page, ".black-circle")
    yield Click(x - 2, y - 2)
    yield Click(*await point(page, "#subbtn"))


async def bisect_angle(page: Page) -> AsyncIterator[Action]:
    """Click the pixel nearest to the bisector; the page marks a point 2 pixels right of and below the click."""
    vertex, *arms = await page.evaluate(
        "[...document.querySelectorAll('svg circle')].map(e => [+e.getAttribute('cx'), +e.getAttribute('cy')])"
    )
    first, second = (math.atan2(y - vertex[1], x - vertex[0]) for x, y in arms)
    middle = first + math.remainder(second - first, math.tau) / 2

    def error(pixel: tuple[int, int]) -> float:
        x, y = pixel[0] - vertex[0], pixel[1] - vertex[1]
        return abs(math.remainder(math.atan2(y, x) - middle, math.tau)) if x or y else math.inf

    x, y = min(((x, y) for x in range(3, 150) for y in range(3, 128)), key=error)
    yield Click(x, y + 50)
    yield Click(*await point(page, "#subbtn"))


SOLUTIONS: dict[str, Solution] = {
    "bisect-angle": bisect_angle,
    "circle-center": circle_center,
    "drag-box": drag_box,
    "drag-circle": drag_shape,
    "drag-items": drag_items,
    "drag-items-grid": drag_items_grid,
    "drag-shapes": drag_shapes,
    "drag-shapes-2": drag_shapes,
    "drag-single-shape": drag_shape,
    "drag-sort-numbers": drag_sort_numbers,
    "draw-line": draw_line,
}
