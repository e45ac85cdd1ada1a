"""Pages that ask for shapes, colours or numbers to be told apart by sight."""

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click
from digienv.suites.dom import Page, Solution, having, point, points, texts
from digienv.suites.miniwob.solutions.goal import asked

_SHAPES = """[...document.querySelectorAll('#area_svg > *')].map(e => {
    const noun = {rect: 'rectangle', circle: 'circle', polygon: 'triangle'}[e.tagName], sign = e.textContent;
    const size = noun ? e.getBBox().width : parseFloat(e.getAttribute('font-size'));
    return {
        size: size > 15 ? 'large' : 'small',
        color: e.getAttribute('fill'),
        nouns: noun ? [noun, 'shape', 'item'] : [sign, /[0-9]/.test(sign) ? 'digit' : 'letter', 'item'],
    };
})"""


async def _matching_shapes(page: Page, description: str) -> list[int]:
    """Indices of the shapes that fit a description such as "large red digit", "blue item" or "small R"."""
    *adjectives, noun = description.split()
    return [
        index
        for index, shape in enumerate(await page.evaluate(_SHAPES))
        if noun in shape["nouns"] and all(word in (shape["size"], shape["color"]) for word in adjectives)
    ]


async def click_shape(page: Page) -> AsyncIterator[Action]:
    (description,) = await asked(page, "Click on a (.*)")
    found = await _matching_shapes(page, description)
    yield Click(*(await points(page, "#area_svg > *"))[found[0]])


async def count_shape(page: Page) -> AsyncIterator[Action]:
    (description,) = await asked(page, r"How many (.*)s are there\?")
    found = await _matching_shapes(page, description)
    yield Click(*await point(page, having("#count-buttons button", str(len(found)))))


async def count_sides(page: Page) -> AsyncIterator[Action]:
    """The shape exists in pixels only: a regular polygon in a circle of radius 35 around (75, 50), 3 pixels thick.

    The more sides it has, the farther its inside reaches.
    """
    inside = await page.evaluate(
        """(({data}) => {
            let nearest = Infinity;
            for (let i = 0; i < data.length / 4; i++)
                if (data[4 * i + 3] > 127)
                    nearest = Math.min(nearest, Math.hypot(i % 150 + 0.5 - 75, Math.floor(i / 150) + 0.5 - 50));
            return nearest;
        })(document.querySelector('#c').getContext('2d').getImageData(0, 0, 150, 100))"""
    )
    sides = min(range(3, 8), key=lambda n: abs(35 * math.cos(math.pi / n) - 1.5 - inside))
    yield Click(*await point(page, having("#form button", str(sides))))


async def click_color(page: Page) -> AsyncIterator[Action]:
    """The goal names a colour or shows it."""
    color = await page.evaluate(
        "(e => e.style.backgroundColor || e.textContent)(document.querySelector('#query').firstElementChild)"
    )
    has_color = f"e => e.style.backgroundColor === {json.dumps(color)}"
    yield Click(*await point(page, f"[...document.querySelectorAll('#area .color')].find({has_color})"))


async def click_shades(page: Page) -> AsyncIterator[Action]:
    (color,) = await asked(page, r"shades of (\w+)")
    channel = ["red", "green", "blue"].index(color)
    shades = f"""[...document.querySelectorAll('#area span')].filter(e => {{
        const rgb = getComputedStyle(e).backgroundColor.match(/[0-9]+/g).map(Number);
        return rgb[{channel}] === Math.max(...rgb);
    }})"""
    for shade in await points(page, shades):
        yield Click(*shade)
    yield Click(*await point(page, "#submit"))


async def ascending_numbers(page: Page) -> AsyncIterator[Action]:
    """All numbers are covered up after the first click, so their places have to be remembered."""
    numbers = map(int, await texts(page, "svg text"))
    for _, place in sorted(zip(numbers, await points(page, "svg text"), strict=True)):
        yield Click(*place)


SOLUTIONS: dict[str, Solution] = {
    "ascending-numbers": ascending_numbers,
    "click-color": click_color,
    "click-shades": click_shades,
    "click-shape": click_shape,
    "count-shape": count_shape,
    "count-sides": count_sides,
}
