"""Asking a model until its reply can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from digienv.models.chat import ChatModel, Message, ModelFailure, Usage

__all__ = ["MAX_RAW", "Understood", "ask_for", "status_of", "thoughts_of"]

ATTEMPTS = 2
"""How often a model may reply with what cannot be read."""
MAX_RAW = 10_000
"""Characters of a reply that are kept."""

T = TypeVar("T")

_STATUS = re.compile(r"^\W*status\W+(\w+)\W*$", re.IGNORECASE | re.MULTILINE)
_THOUGHTS = re.compile(r"^\W*thoughts\W+(.*?)(?=^\W*status\W+\w+\W*$|\Z)", re.IGNORECASE | re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Understood(Generic[T]):
    """A reply that was read.

    Attributes:
        value: what it says.
        raw: all of it.
        usage: of all the replies that it took.
    """

    value: T
    raw: str
    usage: Usage


async def ask_for(
    model: ChatModel, messages: Sequence[Message], read: Callable[[str], T | None], reminder: str
) -> Understood[T]:
    """Ask, and once more with a reminder if the reply cannot be read.

    Args:
        model: is asked.
        messages: the conversation.
        read: what a reply says; None if that is nothing.
        reminder: of what a reply looks like.

    Raises:
        ModelFailure: if neither reply can be read.
    """
    said = list(messages)
    usage = Usage()
    text = ""
    for _ in range(ATTEMPTS):
        reply = await model.ask(said)
        text, usage = reply.text[:MAX_RAW], usage + reply.usage
        if (value := read(reply.text)) is not None:
            return Understood(value, text, usage)
        said += [Message("assistant", (text,)), Message("user", (reminder,))]
    raise ModelFailure(f"{model.name} gives no verdict, it says: {text!r:.200}")


def status_of(text: str, words: Collection[str]) -> str | None:
    """The word on the line ``Status: ...``; None if there is no such line, another word on it, or lines that differ."""
    said = {word.lower() for word in _STATUS.findall(text)}
    return said.pop() if len(said) == 1 and said <= set(words) else None


def thoughts_of(text: str) -> str:
    """What stands after ``Thoughts:``, up to the status; empty if nothing does."""
    found = _THOUGHTS.search(text)
    return found[1].strip() if found else ""
