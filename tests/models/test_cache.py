"""Replies that are kept on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from digienv.core import loop
from digienv.models import CachedModel, Message, ModelFailure, Reply, Usage

PICTURE = np.zeros((4, 4, 3), np.uint8)
ASKED = (Message("user", ("what is this?", PICTURE)),)


class Counting:
    """Says how often it was asked."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.times = 0
        self.broken = False

    async def ask(self, messages: Sequence[Message], **settings: Any) -> Reply:
        await asyncio.sleep(0)
        if self.broken:
            raise ModelFailure("broken")
        self.times += 1
        return Reply(f"{self.times}", Usage(requests=1, prompt_tokens=5), complete=False)


def ask(model: CachedModel, messages: Sequence[Message] = ASKED, **settings: Any) -> Reply:
    return loop.run(model.ask(messages, **settings))


def test_what_was_asked_once_is_not_asked_again(tmp_path: Path) -> None:
    model = Counting()
    assert ask(CachedModel(model, tmp_path)) == Reply("1", Usage(requests=1, prompt_tokens=5), complete=False)
    assert ask(CachedModel(model, tmp_path)) == Reply("1", Usage(remembered=1), complete=False)
    assert model.times == 1


@pytest.mark.parametrize(
    "other",
    [
        {"temperature": 0.5},
        {"max_tokens": 5},
        {"seed": 1},
        {"messages": (Message("system", ("what is this?", PICTURE)),)},
        {"messages": (Message("user", ("what is this?", PICTURE + 1)),)},
        {"messages": (Message("user", ("what is this?", PICTURE.reshape(2, 8, 3))),)},
        {"messages": (Message("user", ("what is", "this?", PICTURE)),)},
        {"messages": (*ASKED, Message("user", ("really?",)))},
    ],
)
def test_whatever_differs_is_asked(tmp_path: Path, other: dict[str, Any]) -> None:
    model = CachedModel(Counting(), tmp_path)
    ask(model)
    assert ask(model, **{"messages": ASKED, **other}).text == "2"


def test_another_model_is_asked(tmp_path: Path) -> None:
    ask(CachedModel(Counting("one"), tmp_path))
    assert ask(CachedModel(Counting("two"), tmp_path)).usage.requests == 1


def test_equal_requests_at_the_same_time_are_one(tmp_path: Path) -> None:
    model = Counting()
    cached = CachedModel(model, tmp_path)

    async def many() -> list[Reply]:
        return await asyncio.gather(*(cached.ask(ASKED) for _ in range(20)))

    replies = loop.run(many())
    assert model.times == 1
    assert sum(reply.usage.requests for reply in replies) == 1


def test_somebody_who_gives_up_waiting_takes_nothing_from_the_others(tmp_path: Path) -> None:
    cached = CachedModel(Counting(), tmp_path)

    async def two() -> Reply:
        first = asyncio.create_task(cached.ask(ASKED))
        await asyncio.sleep(0)
        second = asyncio.create_task(cached.ask(ASKED))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert loop.run(two()).text == "1"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"text": 5}', b"\x00\xff", b'{"text": "1", "usage": {"x": 1}}'])
def test_a_damaged_reply_is_asked_for_again(tmp_path: Path, damage: bytes) -> None:
    model = CachedModel(Counting(), tmp_path)
    ask(model)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(damage)
    assert ask(model).text == "2"
    assert ask(model).text == "2"


def test_failures_are_not_kept(tmp_path: Path) -> None:
    model = Counting()
    cached = CachedModel(model, tmp_path)
    model.broken = True
    for _ in range(2):
        with pytest.raises(ModelFailure):
            ask(cached)
    model.broken = False
    assert ask(cached).text == "1"
