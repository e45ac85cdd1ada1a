"""The contract of a game, and the cards that some are played with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

__all__ = ["SUITS", "Card", "Game"]

SUITS = "CDHS"
_FACES = {1: "A", 11: "J", 12: "Q", 13: "K"}


@dataclass(frozen=True, slots=True)
class Card:
    """A playing card; its text form is suit and rank, e.g. ``H7`` or ``SK``.

    Attributes:
        rank: from 1, the ace, to 13, the king.
        suit: one of `SUITS`.
    """

    rank: int
    suit: str

    @classmethod
    def draw(cls, random: np.random.Generator, rank: int | None = None) -> Card:
        """A card of `rank`, or of any, out of an endless deck."""
        rank = int(random.integers(1, 14)) if rank is None else rank
        return cls(rank, SUITS[random.integers(len(SUITS))])

    @property
    def rank_name(self) -> str:
        """What is printed on it, e.g. ``A`` or ``10``."""
        return _FACES.get(self.rank, str(self.rank))

    @property
    def value(self) -> int:
        """Its rank; 10 for J, Q and K."""
        return min(self.rank, 10)

    def __str__(self) -> str:
        return self.suit + self.rank_name


class Game(ABC):
    """One round of a game; it is dealt when it is made.

    Attributes:
        goal: rules and actions, for who plays.
        moves: what can be typed, the same in every round.
        over: whether the round has come to its end.
        total: the rewards so far.
        note: why the last move was ignored; empty if it was not.
        verdict: how the round ended, for people.
    """

    goal: str
    moves: tuple[str, ...]
    over: bool = False
    total: int = 0
    note: str = ""
    verdict: str = ""

    def play(self, move: str) -> None:
        """Perform one of `moves`."""
        self.note = ""
        self.total += self._play(move)

    @abstractmethod
    def _play(self, move: str) -> int:
        """Perform it and return its reward."""

    @abstractmethod
    def state(self) -> dict[str, Any]:
        """What the picture shows, as JSON types."""

    @abstractmethod
    def picture(self) -> Image.Image:
        """The screen: RGB, 300 x 300 pixels."""

    @abstractmethod
    def solve(self) -> Iterator[str]:
        """The optimal player's moves from the start of the round; each is played before the next is asked for."""
