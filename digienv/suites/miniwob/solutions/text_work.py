"""Work on text: selecting and styling it, scrolling through it, a terminal."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, DoubleClick, Drag, Press, Scroll, Type, Wait
from digienv.suites.dom import Page, Solution, point, text, texts
from digienv.suites.miniwob.solutions.goal import goal


async def _ends(page: Page, node: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the characters from `start` to `end` of a text node (a JavaScript expression) begin and end."""
    left, top, right, bottom = await page.evaluate(
        f"""(node => {{
            const range = document.createRange();
            range.setStart(node, {start});
            range.setEnd(node, {end});
            const lines = [...range.getClientRects()].filter(r => r.width > 1);
            const first = lines[0], last = lines.at(-1);
            return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
        }})({node})"""
    )
    return (round(left), round(top)), (round(right), round(bottom))


async def highlight_text(page: Page) -> AsyncIterator[Action]:
    """Select backwards: the page scrolls when a selection is dragged towards its right edge."""
    found = re.search(r"the (\d)\w\w paragraph", await goal(page))
    paragraph = f"#randomText p:nth-child({found[1]})" if found else "#randomText"
    node = f"document.querySelector('{paragraph}').firstChild"
    start, end = await _ends(page, node, 0, await page.evaluate(f"{node}.data.trimEnd().length"))
    yield Drag(*end, *start)
    yield Click(*await point(page, "#subbtn"))


async def text_editor(page: Page) -> AsyncIterator[Action]:
    """The editor notices a selection a moment late: without the wait the style goes to the one before."""
    found = re.search(r"(?:everything|the text (?P<word>\S+)) the (?:style|color) (?P<style>\w+)", await goal(page))
    assert found
    if found["word"]:
        async for action in _select_word(page, found["word"]):
            yield action
    else:
        yield Click(*await point(page, ".ql-editor"))
        yield Press("Control+a")
    yield Wait(200)
    style = {"italics": "italic", "underlined": "underline"}.get(found["style"], found["style"])
    if style in ("bold", "italic", "underline"):
        yield Click(*await point(page, f"button.ql-{style}"))
    else:
        yield Click(*await point(page, ".ql-color .ql-picker-label"))
        shades = (await page.evaluate("COLOR_MAP"))[style]
        yield Click(*await point(page, f".ql-picker-item[data-value='{shades[0]}']"))
    yield Click(*await point(page, "#subbtn"))


async def _select_word(page: Page, word: str) -> AsyncIterator[Action]:
    """A double click leaves out the comma or full stop that belongs to a word here."""
    node = "document.querySelector('.ql-editor p').firstChild"
    letters = re.sub(r"\W", "", word)
    found = re.search(rf"(?<!\S){re.escape(word)}(?!\S)", await page.evaluate(f"{node}.data"))
    assert found
    (left, y), (right, _) = await _ends(page, node, found.start(), found.start() + len(letters))
    yield DoubleClick((left + right) // 2, y)
    for _ in range(len(word) - len(letters)):
        yield Press("Shift+ArrowRight")


async def scroll_textarea(page: Page) -> AsyncIterator[Action]:
    yield Scroll(*await point(page, "#text-area"), 0, 5000 if "bottom" in await goal(page) else -5000)
    yield Click(*await point(page, "#subbtn"))


async def last_word(page: Page) -> AsyncIterator[Action]:
    yield Scroll(*await point(page, "#text-area"), 0, 5000)
    word = (await text(page, "#text-area")).split()[-1]
    yield Click(*await point(page, "#answer-input"))
    yield Type(word.rstrip(".,"))
    yield Click(*await point(page, "#subbtn"))


async def terminal(page: Page) -> AsyncIterator[Action]:
    """List the files, remove one; names that hold the ending twice, like ``shark.sh``, count as wrong on this page."""
    ending = await text(page, "#query .bold")
    yield Click(*await point(page, "#terminal"))
    yield Type("ls")
    yield Press("Enter")
    files = (await texts(page, ".terminal-output"))[-1].split()
    if ending == "no file extension":
        fitting = [name for name in files if "." not in name]
    else:
        fitting = [name for name in files if name.endswith(ending)]
    yield Type(f"rm {min(fitting, key=lambda name: name.count(ending.lstrip('.')))}")
    yield Press("Enter")


SOLUTIONS: dict[str, Solution] = {
    "highlight-text": highlight_text,
    "highlight-text-2": highlight_text,
    "scroll-text": last_word,
    "scroll-text-2": scroll_textarea,
    "terminal": terminal,
    "text-editor": text_editor,
}
