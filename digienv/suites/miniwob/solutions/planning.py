"""Pages of several screens: a flight to book, an event to put into a calendar."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Drag, Scroll, Type, Wait
from digienv.suites.dom import Page, Solution, box, point, scroll_to, texts
from digienv.suites.miniwob.solutions.choosing import pick_date
from digienv.suites.miniwob.solutions.goal import asked

SUGGESTION_DELAY = 600
"""Milliseconds after which a field has suggestions (jQuery UI waits for 300), except on book-flight-nodelay."""


async def _pick_airport(page: Page, field: str, airport: str, delay: int) -> AsyncIterator[Action]:
    yield Click(*await point(page, field))
    yield Type(airport)
    if delay:
        yield Wait(delay)
    suggestion = (
        "[...document.querySelectorAll('.ui-menu-item')]"
        f".find(e => e.getClientRects().length && e.textContent.includes({json.dumps(airport)}))"
    )
    if scroll := await scroll_to(page, suggestion):
        yield scroll
    yield Click(*await point(page, suggestion))


async def _book_flight(page: Page, delay: int) -> AsyncIterator[Action]:
    aim, origin, destination, date = await asked(page, r"the (\w+) one-way flight from: (.*) to: (.*) on (.*)\.")
    async for action in _pick_airport(page, "#flight-from", origin, delay):
        yield action
    async for action in _pick_airport(page, "#flight-to", destination, delay):
        yield action
    async for action in pick_date(page, "#datepicker", date):
        yield action
    yield Click(*await point(page, "#search"))
    labels = await texts(page, ".time-duration" if aim == "shortest" else ".flight-price")
    measures = [tuple(map(int, re.findall(r"\d+", label))) for label in labels]
    button = f"document.querySelectorAll('.flight-price')[{measures.index(min(measures))}]"
    if scroll := await scroll_to(page, button):
        yield scroll
    yield Click(*await point(page, button))


async def book_flight(page: Page) -> AsyncIterator[Action]:
    async for action in _book_flight(page, SUGGESTION_DELAY):
        yield action


async def book_flight_nodelay(page: Page) -> AsyncIterator[Action]:
    async for action in _book_flight(page, 0):
        yield action


async def daily_calendar(page: Page) -> AsyncIterator[Action]:
    """Drag over free half hours, which are numbered from 0 (midnight) to 47, and name the event."""
    amount, unit, name, hour = await asked(page, r'a (\S+) (hour|min)s? event named "(.*)", between (\d+)[AP]M')
    length = round(float(amount) * 2) if unit == "hour" else int(amount) // 30
    first = 2 * (int(hour) + 12 * (int(hour) < 8))
    free: list[int] = await page.evaluate(
        """[...document.querySelectorAll('.half-hour')].map(e => e.getBoundingClientRect())
            .map(({top, bottom}) => [...document.querySelectorAll('.event')].map(e => e.getBoundingClientRect())
                .every(event => event.bottom < (top + bottom) / 2 || (top + bottom) / 2 < event.top))"""
    )
    start = next(slot for slot in range(first, first + 9 - length) if all(free[slot : slot + length]))

    # The form for the name opens where the event starts, so that has to be near the top of the view.
    left, top, width, height = await box(page, "#area")
    slot_top = (await box(page, f"#hh-{start}"))[1]
    yield Scroll(round(left + width / 2), round(top + height / 2), 0, round(slot_top - top - 10))
    x, y = await point(page, f"#hh-{start}")
    _, end = await point(page, f"#hh-{start + length - 1}")
    yield Drag(x, y - 4, x, end + 4)
    yield Click(*await point(page, "#event-name"))
    yield Type(name)
    yield Click(*await point(page, "#controls .create"))


SOLUTIONS: dict[str, Solution] = {
    "book-flight": book_flight,
    "book-flight-nodelay": book_flight_nodelay,
    "daily-calendar": daily_calendar,
}
