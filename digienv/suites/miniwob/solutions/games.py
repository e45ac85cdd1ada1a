"""Games and things that move by themselves."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Wait
from digienv.suites.dom import Page, Solution, point, points, text
from digienv.suites.miniwob.solutions.goal import goal


async def find_greatest(page: Page) -> AsyncIterator[Action]:
    """A card shows its number only while it is the one turned over."""
    places = await points(page, "document.querySelectorAll('#cardholder .card')")
    numbers = []
    for place in places:
        yield Click(*place)
        numbers.append(int(await text(page, ".card:not(.hidden) .card-value")))
    best = numbers.index(max(numbers))
    if best != len(places) - 1:
        yield Click(*places[best])
    yield Click(*await point(page, "#submit"))


async def stock_market(page: Page) -> AsyncIterator[Action]:
    """Wait for the price to fall; it moves by at most 1.5 every 100 ms, so far prices leave time."""
    found = re.search(r"\$(\d+\.\d\d)", await goal(page))
    assert found
    limit = float(found[1])
    yield Wait(150)
    while (price := float((await text(page, "#stock-price")).lstrip("$"))) > limit:
        yield Wait(max(50, int((price - limit) / 1.5) * 100))
    yield Click(*await point(page, "#buy"))


SOLUTIONS: dict[str, Solution] = {
    "find-greatest": find_greatest,
    "stock-market": stock_market,
}
