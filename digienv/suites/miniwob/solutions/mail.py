"""The mail app: find somebody's message, then reply, forward, delete or star it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Type
from digienv.suites.dom import Page, Solution, having, point, scroll_to
from digienv.suites.miniwob.solutions.goal import goal


async def _do(page: Page, task: str, by: str, argument: str) -> AsyncIterator[Action]:
    """Carry out `task` on the first message by `by`; `argument` is the reply's text or whom to forward to."""
    target = having("#main .email-sender", by)
    if task in ("star", "trash"):
        target += f".closest('.email-thread').querySelector('.{task}')"
    if scroll := await scroll_to(page, target):
        yield scroll
    yield Click(*await point(page, target))
    if task in ("star", "trash"):
        return
    button = f".email-{task} .icon"
    if scroll := await scroll_to(page, button):
        yield scroll
    yield Click(*await point(page, button))
    yield Click(*await point(page, "#reply-text" if task == "reply" else ".forward-sender"))
    yield Type(argument)
    yield Click(*await point(page, f"#send-{task}"))


async def email(page: Page) -> AsyncIterator[Action]:
    sentence = await goal(page)
    found = re.search(r"email by (.*?) and (?:click the )?(reply|forward|trash|star)", sentence)
    argument = re.search(r'the text "(.*)"|forward that email to (.*)\.', sentence)
    assert found
    async for action in _do(page, found[2], found[1], (argument[1] or argument[2]) if argument else ""):
        yield action


async def email_in_free_words(page: Page) -> AsyncIterator[Action]:
    """People wrote the sentences, and some say the opposite of what is meant: the page's own parse is taken."""
    fields = await page.evaluate("core.getUtterance().fields")
    task = {"delete": "trash"}.get(said := fields.get("task", "forward"), said)
    async for action in _do(page, task, fields["by"], fields.get("message") or fields.get("to") or ""):
        yield action


SOLUTIONS: dict[str, Solution] = {
    "email-inbox": email,
    "email-inbox-delete": email,
    "email-inbox-forward": email,
    "email-inbox-forward-nl": email_in_free_words,
    "email-inbox-forward-nl-turk": email_in_free_words,
    "email-inbox-important": email,
    "email-inbox-nl-turk": email_in_free_words,
    "email-inbox-noscroll": email,
    "email-inbox-reply": email,
    "email-inbox-star-reply": email,
}
