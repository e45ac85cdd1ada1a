"""A model that says what it is told to, and trajectories of plain colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from digienv.judges import Trajectory
from digienv.models import Message, Reply, Usage


class Saying:
    """Says one thing after the other, the last for ever."""

    name = "saying"

    def __init__(self, *replies: str) -> None:
        self._replies = list(replies)
        self.asked: list[Sequence[Message]] = []

    async def ask(self, messages: Sequence[Message], **settings: Any) -> Reply:
        self.asked.append(list(messages))
        text = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        return Reply(text, Usage(requests=1, prompt_tokens=10))


def screen(shade: int) -> np.ndarray:
    return np.full((6, 8, 3), shade, np.uint8)


def trajectory(*shades: int, answer: str | None = None) -> Trajectory:
    actions = [f"click({number}, 1)" for number in range(len(shades) - 1)]
    if answer is not None:
        actions[-1] = f"answer({answer!r})"
    return Trajectory("Pay $5 to ${goal} $actions", [screen(shade) for shade in shades], tuple(actions))


def shown(messages: Sequence[Message]) -> list[int]:
    """Shades of the pictures in a conversation."""
    return [int(part[0, 0, 0]) for one in messages for part in one.content if isinstance(part, np.ndarray)]
