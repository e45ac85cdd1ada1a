"""Forms to fill in and submit: check boxes, lists, dates and text to copy."""

from __future__ import annotations

import calendar
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Press
from digienv.suites.dom import Page, Solution, having, point, scroll_to, text, texts
from digienv.suites.miniwob.solutions.goal import asked

SUBMIT = having("#area button", "Submit")


async def _tick(page: Page, wanted: list[str]) -> AsyncIterator[Action]:
    for label in wanted:
        yield Click(*await point(page, having("#area label", label)))
    if scroll := await scroll_to(page, SUBMIT):
        yield scroll
    yield Click(*await point(page, SUBMIT))


async def click_checkboxes(page: Page) -> AsyncIterator[Action]:
    (listed,) = await asked(page, r"Select (.*) and click Submit")
    async for action in _tick(page, [] if listed == "nothing" else listed.split(", ")):
        yield action


async def click_checkboxes_soft(page: Page) -> AsyncIterator[Action]:
    """What counts as similar is up to the page's own table of synonyms."""
    (listed,) = await asked(page, r"similar to (.*) and click Submit")
    synonyms: list[list[str]] = await page.evaluate("SYNONYMS")
    similar = {word for group in synonyms if not set(group).isdisjoint(listed.split(", ")) for word in group}
    async for action in _tick(page, [label for label in await texts(page, "#area label") if label in similar]):
        yield action


async def choose_from_list(page: Page) -> AsyncIterator[Action]:
    """The list of click-scroll-list is open all the time, and every click in it selects one entry more."""
    (listed,) = await asked(page, r"Select (.*) from the (?:scroll )?list and click Submit")
    opens = await page.evaluate("!document.querySelector('select').multiple")
    if opens:
        yield Click(*await point(page, "select"))
    for name in [listed] if opens else listed.split(", "):
        option = having("option", name)
        if scroll := await scroll_to(page, option):
            yield scroll
        yield Click(*await point(page, option))
    yield Click(*await point(page, SUBMIT))


async def pick_date(page: Page, field: str, date: str) -> AsyncIterator[Action]:
    """Open the calendar of a date field and choose a date (MM/DD/YYYY) before the month that it shows."""
    month, day, _ = map(int, date.split("/"))
    yield Click(*await point(page, field))
    while await text(page, ".ui-datepicker-month") != calendar.month_name[month]:
        yield Click(*await point(page, ".ui-datepicker-prev"))
    yield Click(*await point(page, having(".ui-datepicker-calendar a", str(day))))


async def choose_date(page: Page) -> AsyncIterator[Action]:
    (date,) = await asked(page, r"(\d+/\d+/\d+)")
    async for action in pick_date(page, "#datepicker", date):
        yield action
    yield Click(*await point(page, SUBMIT))


async def copy_paste(page: Page) -> AsyncIterator[Action]:
    yield Click(*await point(page, "#to-copy"))
    async for action in _copy_to_answer(page):
        yield action


async def copy_paste_2(page: Page) -> AsyncIterator[Action]:
    (place,) = await asked(page, r"from the (\d)")
    yield Click(*await point(page, f"#text-{place}"))
    async for action in _copy_to_answer(page):
        yield action


async def _copy_to_answer(page: Page) -> AsyncIterator[Action]:
    yield Press("Control+a")
    yield Press("Control+c")
    yield Click(*await point(page, "#answer-input"))
    yield Press("Control+v")
    yield Click(*await point(page, SUBMIT))


SOLUTIONS: dict[str, Solution] = {
    "choose-date": choose_date,
    "choose-date-easy": choose_date,
    "choose-date-medium": choose_date,
    "choose-date-nodelay": choose_date,
    "choose-list": choose_from_list,
    "click-checkboxes": click_checkboxes,
    "click-checkboxes-large": click_checkboxes,
    "click-checkboxes-soft": click_checkboxes_soft,
    "click-checkboxes-transfer": click_checkboxes,
    "click-option": click_checkboxes,
    "click-scroll-list": choose_from_list,
    "copy-paste": copy_paste,
    "copy-paste-2": copy_paste_2,
}
