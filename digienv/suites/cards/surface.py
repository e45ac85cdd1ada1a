"""The surface on which games are played, and their tasks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Collection
from typing import Any

import numpy as np

from digienv.core.actions import Action, Answer, Stop, Type
from digienv.core.errors import ActionError, SurfaceFailure
from digienv.core.task import Outcome, Task, Template
from digienv.suites.cards.catalogue import Entry
from digienv.suites.cards.drawing import SIZE
from digienv.suites.cards.game import Game

__all__ = ["CardSurface", "CardTask", "CardTemplate"]


class CardSurface:
    """Shows a game and passes on what is typed; what it opens is a `Game`."""

    width = height = SIZE
    channels: tuple[str, ...] = ("screenshot", "state_key", "last_error")
    actions: tuple[str, ...] = ("type",)

    def __init__(self) -> None:
        self._game: Game | None = None

    @property
    def game(self) -> Game:
        """The game that is played."""
        if self._game is None:
            raise SurfaceFailure("no game is open")
        return self._game

    async def open(self, world: Game) -> None:
        """Show a new round."""
        self._game = world

    async def act(self, action: Action) -> None:
        """Play one move."""
        moves, text = self.game.moves, getattr(action, "text", None)
        if text not in moves:
            raise ActionError(f"this game has no {action!s:.80}; type one of {' '.join(moves)}")
        self.game.play(text)

    async def observe(self, channels: Collection[str]) -> dict[str, Any]:
        """The values of some channels."""
        return {name: self._observe(name) for name in channels}

    def _observe(self, channel: str) -> Any:
        match channel:
            case "screenshot":
                return np.array(self.game.picture())
            case "state_key":
                state = json.dumps([type(self.game).__name__, self.game.state()])
                return hashlib.sha256(state.encode()).hexdigest()
            case _:
                return self.game.note

    def discard(self) -> None:
        """Forget the game."""
        self._game = None

    async def close(self) -> None:
        """Nothing is held."""


class CardTemplate(Template):
    """A game, of which each seed is a round.

    Args:
        entry: which.
        deal: makes a round out of randomness.
    """

    def __init__(self, entry: Entry, deal: Callable[[np.random.Generator], Game]) -> None:
        self.id = f"cards.{entry.name}"
        self.actions = ("type",)
        self.choices = tuple(str(Type(move)) for move in deal(np.random.default_rng(0)).moves)
        self.max_steps = entry.max_steps
        self._deal = deal

    def draw(self, seed: int) -> CardTask:
        """The round of `seed`; its randomness is another than that which picks one of several games."""
        random = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0,)))
        return CardTask(self.id, self.max_steps, self._deal(random))


class CardTask(Task[CardSurface]):
    """One round of a game."""

    world: Game

    def __init__(self, id: str, max_steps: int, game: Game) -> None:
        self.id = id
        self.max_steps = max_steps
        self.world = game
        self._paid = 0

    async def setup(self, surface: CardSurface) -> str:
        """The round was dealt when it was opened."""
        return self.world.goal

    async def evaluate(self, surface: CardSurface, final: Answer | Stop | None) -> Outcome:
        """The reward is what the game has paid since the last time; a success is a round that paid more than 0."""
        game = self.world
        reward, self._paid = game.total - self._paid, game.total
        return Outcome(float(game.over and game.total > 0), game.over, float(reward), game.verdict)

    async def state(self, surface: CardSurface) -> dict[str, Any]:
        """What the picture shows."""
        return self.world.state()

    async def solve(self, surface: CardSurface) -> AsyncIterator[Action]:
        """The optimal player."""
        for move in self.world.solve():
            yield Type(move)
