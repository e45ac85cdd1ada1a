"""Widgets of jQuery UI and the like: sliders, spinners, colour pickers, completion, resizing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Drag, Press, Type, Wait
from digienv.suites.dom import Page, Solution, box, point, points, text
from digienv.suites.miniwob.catalogue import HEIGHT
from digienv.suites.miniwob.solutions.goal import goal


async def drag_slider(page: Page, slider: str, output: str, value: int, low: int, high: int) -> AsyncIterator[Action]:
    """Drag the handle of a slider to `value` and put right with the arrow keys what the pixels are too coarse for."""
    left, top, width, height = await box(page, slider)
    x, y = await point(page, f"{slider} .ui-slider-handle")
    share = (value - low) / (high - low)
    if width > height:
        yield Drag(x, y, round(left + share * width), y)
    else:
        yield Drag(x, y, x, round(top + (1 - share) * height))
    missing = value - int(await text(page, output))
    for _ in range(abs(missing)):
        yield Press("ArrowRight" if missing > 0 else "ArrowLeft")


async def use_slider(page: Page) -> AsyncIterator[Action]:
    """The range is written nowhere: the keys Home and End tell it."""
    found = re.search(r"Select (-?\d+)", await goal(page))
    assert found
    yield Click(*await point(page, "#slider .ui-slider-handle"))
    yield Press("Home")
    low = int(await text(page, "#val"))
    yield Press("End")
    high = int(await text(page, "#val"))
    async for action in drag_slider(page, "#slider", "#val", int(found[1]), low, high):
        yield action
    yield Click(*await point(page, "#subbtn"))


async def use_three_sliders(page: Page) -> AsyncIterator[Action]:
    for number, value in enumerate(re.findall(r"\d+", await goal(page)), start=1):
        async for action in drag_slider(page, f"#slider-{number}", f"#val-{number}", int(value), 0, 20):
            yield action
    yield Click(*await point(page, "#subbtn"))


async def use_spinner(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"Select (-?\d+)", await goal(page))
    assert found
    value = int(found[1])
    for _ in range(abs(value)):
        yield Click(*await point(page, ".ui-spinner-up" if value > 0 else ".ui-spinner-down"))
    yield Click(*await point(page, "#subbtn"))


async def _type_colour(page: Page, css_colour: str) -> AsyncIterator[Action]:
    """Type over the field's value; a click outside closes the picker, which covers the button."""
    red, green, blue = (int(part) for part in re.findall(r"\d+", css_colour)[:3])
    yield Click(*await point(page, "#col"))
    yield Press("Control+a")
    yield Type(f"{red:02x}{green:02x}{blue:02x}")
    yield Click(*await point(page, "#query"))
    yield Click(*await point(page, "#subbtn"))


NAMED_COLOURS = {
    "aqua": (0, 255, 255),
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "gold": (255, 215, 0),
    "gray": (128, 128, 128),
    "green": (0, 128, 0),
    "lime": (0, 255, 0),
    "magenta": (255, 0, 255),
    "maroon": (128, 0, 0),
    "navy": (0, 0, 128),
    "olive": (128, 128, 0),
    "orange": (255, 165, 0),
    "pink": (255, 192, 203),
    "purple": (128, 0, 128),
    "red": (255, 0, 0),
    "silver": (192, 192, 192),
    "teal": (0, 128, 128),
    "white": (255, 255, 255),
    "yellow": (255, 255, 0),
}
"""What CSS means by the names that the goal uses."""


async def named_colour(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"Select (\w+) with", await goal(page))
    assert found
    async for action in _type_colour(page, str(NAMED_COLOURS[found[1]])):
        yield action


async def shown_colour(page: Page) -> AsyncIterator[Action]:
    """The colour is a patch in the goal; only its exact value earns the whole reward, hence the computed style."""
    colour = await page.evaluate("getComputedStyle(document.querySelector('#query .cc')).backgroundColor")
    async for action in _type_colour(page, colour):
        yield action


async def complete_item(page: Page) -> AsyncIterator[Action]:
    """Choose in the list that opens below the typed start; items out of view are reached with the arrow key."""
    start, end, *_ = *re.findall(r'"(.*?)"', await goal(page)), ""
    items = "[...document.querySelectorAll('.ui-menu-item')].filter(e => e.getClientRects().length)"
    yield Click(*await point(page, "#tags"))
    yield Type(start)
    while not (options := await page.evaluate(f"{items}.map(e => e.textContent)")):
        yield Wait(100)
    index = next(i for i, option in enumerate(options) if option.startswith(start) and option.endswith(end))
    place = (await points(page, items))[index]
    if place[1] < HEIGHT:
        yield Click(*place)
    else:
        for _ in range(index + 1):
            yield Press("ArrowDown")
        yield Press("Enter")
    yield Click(*await point(page, "#subbtn"))


async def resize_textarea(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"the (width|height) is (smaller|larger)", await goal(page))
    assert found
    step = 15 if found[2] == "larger" else -15
    x, y = await point(page, ".ui-resizable-se")
    yield Drag(x, y, x + step * (found[1] == "width"), y + step * (found[1] == "height"))
    yield Click(*await point(page, "#submit"))


SOLUTIONS: dict[str, Solution] = {
    "resize-textarea": resize_textarea,
    "use-autocomplete": complete_item,
    "use-autocomplete-nodelay": complete_item,
    "use-colorwheel": named_colour,
    "use-colorwheel-2": shown_colour,
    "use-slider": use_slider,
    "use-slider-2": use_three_sliders,
    "use-spinner": use_spinner,
}
