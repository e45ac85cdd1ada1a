"""NumberLine: walk from one number to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image

from digienv.suites.cards.drawing import canvas, write
from digienv.suites.cards.game import Game

__all__ = ["NumberLine"]

LAST = 5
"""The line goes from 0 to here."""


class NumberLine(Game):
    """A step that does not come nearer costs 1, the goal pays 1: only a flawless walk pays more than 0."""

    goal = (
        f'Walk from the current number to the target without a wrong step. type("+") adds 1 and type("-") subtracts 1; '
        f"the line ends at 0 and {LAST}."
    )
    moves = ("+", "-")

    def __init__(self, random: np.random.Generator) -> None:
        self.current = int(random.integers(LAST + 1))
        self.target = int(random.integers(LAST + 1))
        if self.target == self.current:
            self.target = (self.target + 1) % LAST

    def _play(self, move: str) -> int:
        before = abs(self.target - self.current)
        wanted = self.current + (1 if move == "+" else -1)
        self.current = min(max(wanted, 0), LAST)
        if wanted != self.current:
            self.note = f"the line ends at {self.current}"
        if self.current == self.target:
            self.over = True
            self.verdict = "at the target" if self.total == 0 else "at the target, after wrong steps"
            return 1
        return 0 if abs(self.target - self.current) < before else -1

    def state(self) -> dict[str, Any]:
        """Both numbers."""
        return {"target": self.target, "current": self.current}

    def picture(self) -> Image.Image:
        """Both numbers as text."""
        image = canvas("white")
        write(image, (30, 85), f"Target: {self.target}", 46, "black")
        write(image, (30, 205), f"Current: {self.current}", 46, "black")
        return image

    def solve(self) -> Iterator[str]:
        """Straight to the target."""
        while not self.over:
            yield "+" if self.current < self.target else "-"
