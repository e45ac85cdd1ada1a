"""Forms: several fields of different kinds, filled in the order that the goal or the labels ask for."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Scroll, Type
from digienv.suites.dom import Page, Solution, having, point, points, scroll_to, text, texts
from digienv.suites.miniwob.solutions.goal import goal
from digienv.suites.miniwob.solutions.widgets import drag_slider


async def form_with_slider(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"Select (-?\d+) .* the (\d)\w\w checkbox", await goal(page))
    assert found
    async for action in drag_slider(page, "#slider", "#val", int(found[1]), -10, 10):
        yield action
    yield Click(*await point(page, f"#checkbox-{found[2]}"))
    yield Click(*await point(page, "#subbtn"))


async def form_with_radio(page: Page) -> AsyncIterator[Action]:
    found = re.search(r'the (\d)\w\w radio .* "(-?\d+)" into the (\d)\w\w textbox', await goal(page))
    assert found
    yield Click(*await point(page, f"input[type=radio][value='{found[1]}']"))
    yield Click(*await point(page, f"#input-{found[3]}"))
    yield Type(found[2])
    yield Click(*await point(page, "#subbtn"))


async def form_with_dropdown(page: Page) -> AsyncIterator[Action]:
    found = re.search(r'Choose (.*) from .* labeled "(.*)"', await goal(page))
    assert found
    yield Click(*await point(page, ".selectric"))
    option = having(".selectric-items li", found[1])
    if scroll := await scroll_to(page, option):
        yield scroll
    yield Click(*await point(page, option))
    yield Click(*await point(page, f"#{found[2].lower()}"))


async def movie_search(page: Page) -> AsyncIterator[Action]:
    """The fields' order, labels and looks vary."""
    found = re.search(r"Search for (.*) movies directed by (.*) from year (\d+)", await goal(page))
    assert found
    for label, value in zip(("Genre", "Director", "Year|Date"), found.groups(), strict=True):
        row = "e.closest('p, tr, .row, .field, .ui-entry').textContent"
        field = f"[...document.querySelectorAll('#area input')].find(e => /{label}/.test({row}))"
        yield Click(*await point(page, field))
        yield Type(value)
    yield Click(*await point(page, "#area button, #area .final, #area .ui-submit"))


async def number_checkboxes(page: Page) -> AsyncIterator[Action]:
    """The digit to copy is an image; its pattern is read from the page's table of patterns."""
    found = re.search(r'number "(\d)"', await goal(page))
    assert found
    pattern = await page.evaluate(f"PATTERNS[{found[1]}]")
    boxes = await points(page, "document.querySelectorAll('#checkboxes input')")
    for place, wanted in zip(boxes, (cell for row in pattern for cell in row), strict=True):
        if wanted:
            yield Click(*place)
    yield Click(*await point(page, "#subbtn"))


async def odd_or_even(page: Page) -> AsyncIterator[Action]:
    for row, number in enumerate(await texts(page, ".display-number"), start=1):
        kind = "odd" if int(number) % 2 else "even"
        yield Click(*await point(page, f".row:nth-child({row}) .{kind}"))
    yield Click(*await point(page, "#submit"))


async def generate_number(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"less than (\d+)|greater than (\d+)|odd|even", await goal(page))
    assert found
    less, greater = found.groups()

    def fits(number: int) -> bool:
        if less:
            return number < int(less)
        if greater:
            return number > int(greater)
        return number % 2 == (found[0] == "odd")

    shown = "-"
    while shown == "-" or not fits(int(shown)):
        yield Click(*await point(page, "#generate"))
        shown = await text(page, "#display-number")
    yield Click(*await point(page, "#submit"))


async def sign_agreement(page: Page) -> AsyncIterator[Action]:
    """The fields wake up when the agreement has been scrolled to its end."""
    found = re.search(r'the name "(.*)" then press "(.*)"', await goal(page))
    if found:
        yield Scroll(*await point(page, "#text-area"), 0, 5000)
        yield Click(*await point(page, "#name"))
        yield Type(found[1])
    yield Click(*await point(page, f"#{found[2].lower()}" if found else "#cancel"))


async def unicode_button(page: Page) -> AsyncIterator[Action]:
    found = re.search(r'the "(.*)" button', await goal(page))
    assert found
    button = having("#area button", found[1])
    if scroll := await scroll_to(page, button):
        yield scroll
    yield Click(*await point(page, button))


SOLUTIONS: dict[str, Solution] = {
    "form-sequence": form_with_slider,
    "form-sequence-2": form_with_radio,
    "form-sequence-3": form_with_dropdown,
    "generate-number": generate_number,
    "multi-layouts": movie_search,
    "multi-orderings": movie_search,
    "number-checkboxes": number_checkboxes,
    "odd-or-even": odd_or_even,
    "sign-agreement": sign_agreement,
    "unicode-test": unicode_button,
}
