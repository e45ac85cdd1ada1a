"""The task's text on a MiniWoB++ page."""

from __future__ import annotations

import re

from digienv.suites.dom import Page, text


async def goal(page: Page) -> str:
    """The task's text."""
    return await text(page, "#query")


async def asked(page: Page, pattern: str) -> tuple[str, ...]:
    """What the task's text asks for: the groups of the first match of `pattern` in it."""
    sentence = await goal(page)
    match = re.search(pattern, sentence)
    if match is None:
        raise ValueError(f"{sentence!r} does not match {pattern!r}")
    return match.groups()
