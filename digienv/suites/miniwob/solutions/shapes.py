"""Points and shapes: coordinates, midpoints, angles, a hidden hot spot."""

from __future__ import annotations

import math
import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Hover
from digienv.suites.dom import Page, Solution, point, points, text
from digienv.suites.miniwob.solutions.goal import goal


async def grid_coordinate(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"\(-?\d,-?\d\)", await goal(page))
    assert found
    yield Click(*await point(page, f"circle[id='{found[0]}']"))


async def identify_shape(page: Page) -> AsyncIterator[Action]:
    tag = await page.evaluate("document.querySelector('#area_svg > *').tagName")
    kinds = {"rect": "rectangle", "circle": "circle", "polygon": "triangle"}
    kind = kinds.get(tag) or ("digit" if (await text(page, "#area_svg")).isdigit() else "letter")
    yield Click(*await point(page, f"button[data-type={kind}]"))


async def _circles(page: Page) -> list[tuple[int, int]]:
    """Where to click to hit the given circles: these pages draw two pixels right of and below a click."""
    return [(x - 2, y - 2) for x, y in await points(page, "document.querySelectorAll('.black-circle')")]


async def find_midpoint(page: Page) -> AsyncIterator[Action]:
    """The reward falls with the distance, so it is 1 only if the midpoint has whole coordinates."""
    (ax, ay), (bx, by) = await _circles(page)
    yield Click((ax + bx) // 2, (ay + by) // 2)
    yield Click(*await point(page, "#subbtn"))


async def right_angle(page: Page) -> AsyncIterator[Action]:
    """Click where the angle at the blue point is nearest to a right one: an exact one is seldom on the grid."""
    black, corner = await _circles(page)

    def error(place: tuple[int, int]) -> float:
        # The page measures from the circles' upper left corners, and the new circle is half a pixel smaller.
        angle = math.atan2(place[1] + 0.5 - corner[1], place[0] + 0.5 - corner[0])
        wanted = math.atan2(black[1] - corner[1], black[0] - corner[0])
        return abs(math.cos(angle - wanted))

    places = ((x, y) for x in range(3, 144) for y in range(53, 174) if math.dist((x, y), corner) > 10)
    yield Click(*min(places, key=error))
    yield Click(*await point(page, "#subbtn"))


def _warmth(distance: float) -> str:
    return next((word for limit, word in ((5, "HOT"), (10, "WARM"), (40, "COLD")) if distance < limit), "ICE COLD")


async def hot_cold(page: Page) -> AsyncIterator[Action]:
    """Move about; each word rules out the places that would have given another."""
    left, top = 5, 55
    places = [(x, y) for x in range(left, 155) for y in range(top, 170)]
    while True:
        middle = tuple(sum(axis) / len(places) for axis in zip(*places, strict=True))
        here = min(places, key=lambda place: math.dist(place, middle))
        yield Hover(*here)
        word = await text(page, "#signal")
        if word == "HOT":
            yield Click(*here)
            return
        places = [place for place in places if _warmth(math.dist(place, here)) == word]


SOLUTIONS: dict[str, Solution] = {
    "find-midpoint": find_midpoint,
    "grid-coordinate": grid_coordinate,
    "hot-cold": hot_cold,
    "identify-shape": identify_shape,
    "right-angle": right_angle,
}
