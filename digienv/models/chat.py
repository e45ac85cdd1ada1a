"""What is asked of a chat model, what it replies, and what that costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from digienv.core.errors import DigienvError

__all__ = ["Budget", "BudgetSpent", "ChatModel", "Message", "ModelFailure", "Prices", "Reply", "Usage"]

MAX_TOKENS = 1024
"""How long a reply may be unless somebody says otherwise."""


class ModelFailure(DigienvError):
    """Raised when a model gave no reply: its server is gone, refuses, or talks nonsense."""


class BudgetSpent(ModelFailure):
    """Raised instead of a request when the budget does not allow it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A turn of a conversation.

    Attributes:
        role: who speaks.
        content: texts and pictures (uint8 arrays (height, width, 3), RGB) in their order.
    """

    role: Literal["system", "user", "assistant"]
    content: tuple[str | np.ndarray, ...]

    @property
    def text(self) -> str:
        """The texts alone, on lines of their own."""
        return "\n".join(part for part in self.content if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Usage:
    """What replies took.

    Attributes:
        requests: how many a model was asked for.
        remembered: how many were in a cache, and took nothing.
        prompt_tokens: read by the model.
        reply_tokens: written by it.
        dollars: cost at the prices that were told; 0 where none were.
    """

    requests: int = 0
    remembered: int = 0
    prompt_tokens: int = 0
    reply_tokens: int = 0
    dollars: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.requests + other.requests,
            self.remembered + other.remembered,
            self.prompt_tokens + other.prompt_tokens,
            self.reply_tokens + other.reply_tokens,
            self.dollars + other.dollars,
        )

    @property
    def tokens(self) -> int:
        """Of prompts and replies."""
        return self.prompt_tokens + self.reply_tokens


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said.

    Attributes:
        text: all of it.
        usage: what it took.
        complete: whether the model came to an end by itself, before the longest reply that was allowed.
    """

    text: str
    usage: Usage
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens, as the model's owner tells them.

    Attributes:
        prompt: for what the model reads.
        reply: for what it writes.
    """

    prompt: float
    reply: float

    def of(self, prompt_tokens: int, reply_tokens: int) -> float:
        """What so many tokens cost, in US dollars."""
        return (self.prompt * prompt_tokens + self.reply * reply_tokens) / 1e6


class Budget:
    """How much all models that share it may take together; requests under way when it is spent are still paid.

    Args:
        tokens: of prompts and replies.
        dollars: at the prices that the models were told.

    Attributes:
        spent: so far.
    """

    def __init__(self, *, tokens: int | None = None, dollars: float | None = None) -> None:
        self._tokens = math.inf if tokens is None else tokens
        self._dollars = math.inf if dollars is None else dollars
        self.spent = Usage()

    def check(self) -> None:
        """Raise `BudgetSpent` if nothing is left."""
        if self.spent.tokens >= self._tokens:
            raise BudgetSpent(f"the budget of {self._tokens:,} tokens is spent")
        if self.spent.dollars >= self._dollars:
            raise BudgetSpent(f"the budget of ${self._dollars:.2f} is spent")

    def spend(self, usage: Usage) -> None:
        """Count what a reply took."""
        self.spent += usage


class ChatModel(Protocol):
    """Something that replies to a conversation.

    Attributes:
        name: of the model, as reports and verdicts name it.
    """

    name: str

    async def ask(
        self,
        messages: Sequence[Message],
        *,
        temperature: float = 0.0,
        max_tokens: int = MAX_TOKENS,
        seed: int | None = None,
    ) -> Reply:
        """The next turn of a conversation.

        Args:
            messages: so far.
            temperature: of sampling; 0 for the likeliest reply.
            max_tokens: after which a reply is cut.
            seed: of sampling, where the model knows seeds.

        Raises:
            ModelFailure: if there is no reply.
        """
