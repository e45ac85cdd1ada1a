"""Typing into fields: names, passwords, dates, answers that are read off the page or worked out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Press, Type
from digienv.suites.dom import Page, Solution, box, point, points, text, texts
from digienv.suites.miniwob.solutions.goal import goal


def _quoted(sentence: str) -> list[str]:
    return re.findall(r'"(.*?)"', sentence)


async def _submit(page: Page, field: str, answer: str) -> AsyncIterator[Action]:
    yield Click(*await point(page, field))
    yield Type(answer)
    yield Click(*await point(page, "#subbtn"))


async def enter_text(page: Page) -> AsyncIterator[Action]:
    async for action in _submit(page, "#tt", _quoted(await goal(page))[0]):
        yield action


async def enter_text_case(page: Page) -> AsyncIterator[Action]:
    sentence = await goal(page)
    word = _quoted(sentence)[0]
    async for action in _submit(page, "#tt", word.upper() if "upper case" in sentence else word.lower()):
        yield action


async def enter_password(page: Page) -> AsyncIterator[Action]:
    password = _quoted(await goal(page))[0]
    yield Click(*await point(page, "#password"))
    yield Type(password)
    async for action in _submit(page, "#verify", password):
        yield action


async def log_in(page: Page) -> AsyncIterator[Action]:
    """A pop-up may take the focus away once, when a field is clicked."""
    for field, value in zip(("#username", "#password"), _quoted(await goal(page)), strict=True):
        yield Click(*await point(page, field))
        if await page.evaluate("document.querySelector('#popup-cancel') !== null"):
            yield Click(*await point(page, "#popup-cancel"))
            yield Click(*await point(page, field))
        yield Type(value)
    yield Click(*await point(page, "#subbtn"))


async def focus_text(page: Page) -> AsyncIterator[Action]:
    yield Click(*await point(page, "#tt"))


async def focus_nth_text(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"(\d)(?:st|nd|rd)", await goal(page))
    assert found
    yield Click(*await point(page, f"#tt{found[1]}"))


async def _click_start(page: Page, target: str) -> Click:
    """A click on the first part of a date or time field; the caret moves on by itself from part to part."""
    left, top, _, height = await box(page, target)
    return Click(round(left + 10), round(top + height / 2))


async def enter_date(page: Page) -> AsyncIterator[Action]:
    yield await _click_start(page, "#tt")
    yield Type((await text(page, "#query .bold")).replace("/", ""))
    yield Click(*await point(page, "#subbtn"))


async def enter_time(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"(\d+):(\d+)\s(\wM)", await goal(page))
    assert found
    yield await _click_start(page, "#tt")
    yield Type(f"{found[1]:0>2}{found[2]}{found[3]}")
    yield Click(*await point(page, "#subbtn"))


async def find_word(page: Page) -> AsyncIterator[Action]:
    found = re.search(r"(\d+)(?:st|nd|rd|th) word", await goal(page))
    assert found
    word = (await text(page, "#area p")).split()[int(found[1]) - 1]
    async for action in _submit(page, "#answer-input", re.sub(r"[^a-zA-Z]", "", word)):
        yield action


async def text_transform(page: Page) -> AsyncIterator[Action]:
    async for action in _submit(page, "#tt", await text(page, "#captcha")):
        yield action


async def simple_arithmetic(page: Page) -> AsyncIterator[Action]:
    one, sign, two, _ = (await text(page, "#math-problem")).split()
    a, b = int(one), int(two)
    async for action in _submit(page, "#math-answer", str({"+": a + b, "-": a - b, "x": a * b}[sign])):
        yield action


async def simple_algebra(page: Page) -> AsyncIterator[Action]:
    one, sign, two, _, result = (await text(page, "#math-problem")).split()
    total, known = int(result), int(one if two == "x" else two)
    difference = total + known if one == "x" else known - total
    x = total - known if sign == "+" else difference
    async for action in _submit(page, "#math-answer", str(x)):
        yield action


async def visual_addition(page: Page) -> AsyncIterator[Action]:
    blocks = await points(page, "document.querySelectorAll('.addition-block')")
    async for action in _submit(page, "#math-answer", str(len(blocks))):
        yield action


async def _table(page: Page) -> dict[str, str]:
    cells = await texts(page, "#tab td")
    return dict(zip(cells[::2], cells[1::2], strict=True))


async def read_table(page: Page) -> AsyncIterator[Action]:
    value = (await _table(page))[await text(page, "#query .bold")]
    async for action in _submit(page, "#tt", value):
        yield action


async def read_table_twice(page: Page) -> AsyncIterator[Action]:
    values = await _table(page)
    for number in (1, 2):
        yield Click(*await point(page, f"#tt{number}"))
        yield Type(values[(await text(page, f"#ll{number}")).rstrip(":")])
    yield Click(*await point(page, "#subbtn"))


async def guess_number(page: Page) -> AsyncIterator[Action]:
    low, high = 0, 9
    while low <= high:
        guess = (low + high) // 2
        yield Click(*await point(page, "#tt"))
        yield Press("Control+a")
        yield Type(str(guess))
        yield Click(*await point(page, "#subbtn"))
        if "higher" in await text(page, "#feedback div:not(.hide)"):
            low = guess + 1
        else:
            high = guess - 1


SOLUTIONS: dict[str, Solution] = {
    "enter-date": enter_date,
    "enter-password": enter_password,
    "enter-text": enter_text,
    "enter-text-2": enter_text_case,
    "enter-text-dynamic": enter_text,
    "enter-time": enter_time,
    "find-word": find_word,
    "focus-text": focus_text,
    "focus-text-2": focus_nth_text,
    "guess-number": guess_number,
    "login-user": log_in,
    "login-user-popup": log_in,
    "read-table": read_table,
    "read-table-2": read_table_twice,
    "simple-algebra": simple_algebra,
    "simple-arithmetic": simple_arithmetic,
    "text-transform": text_transform,
    "visual-addition": visual_addition,
}
