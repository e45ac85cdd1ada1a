"""The games and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

import dataclasses

__all__ = ["GAMES", "Entry"]


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A game.

    Attributes:
        name: of its id.
        max_steps: an episode is truncated after so many; a round of Blackjack is over before that.
        difficulty: ``easy``, ``medium`` or ``hard``, by steps and reasoning.
    """

    name: str
    max_steps: int
    difficulty: str


GAMES: tuple[Entry, ...] = (
    Entry("numberline", 10, "easy"),
    Entry("ezpoints", 7, "easy"),
    Entry("points24", 22, "hard"),
    Entry("blackjack", 30, "medium"),
)
