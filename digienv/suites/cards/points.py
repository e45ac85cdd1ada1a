"""EZPoints and Points24: make a number out of cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from PIL import Image

from digienv.suites.cards.drawing import SIZE, canvas, card_face, write
from digienv.suites.cards.formula import FormulaError, evaluate, parse, parse_as_python, solve, to_tokens
from digienv.suites.cards.game import Card, Game

__all__ = ["EZPoints", "Points", "Points24"]

BACKGROUND = "#35654d"


class Points(Game):
    """A formula is typed token by token; ``=`` ends the round and pays 10 if it is right, else costs 1.

    A number that is on no card left costs 1 and is ignored. A formula that has become longer than the limit costs 1
    by any further token.

    Args:
        cards: on the table.
        numbers: what each is worth.
        as_python: whether a formula is what Python makes of it.
    """

    target: int
    limit: int

    def __init__(self, cards: list[Card], numbers: list[int], *, as_python: bool) -> None:
        self.cards = cards
        self.numbers = numbers
        self.formula: list[str] = []
        self._as_python = as_python
        self._typed = 0

    def _play(self, move: str) -> int:
        if self._typed > self.limit:
            self.note = self.verdict = f"a formula has at most {self.limit + 1} tokens"
            return -1
        self._typed += 1
        if move.isdecimal() and int(move) not in self._left():
            self.note = f"no {move} is left on the table"
            if self._as_python:
                self.formula.append(" ")
            return -1
        if move != "=":
            self.formula.append(move)
            return 0
        self.over = True
        right, self.verdict = self._judge()
        self.formula.append(move)
        return 10 if right else -1

    def _left(self) -> Counter[int]:
        """The numbers that are not in the formula yet."""
        return Counter(self.numbers) - Counter(int(token) for token in self.formula if token.isdecimal())

    def _judge(self) -> tuple[bool, str]:
        """Whether the formula is right, and why."""
        if left := self._left():
            return False, f"not used: {', '.join(map(str, left.elements()))}"
        try:
            if self._as_python:
                value = evaluate(parse_as_python("".join(self.formula)), int)
            else:
                value = evaluate(parse(self.formula), Fraction)
        except FormulaError as error:
            return False, f"no formula: {error}"
        return value == self.target, f"the formula is {value!s:.40}; {self.target} was to be made"

    def state(self) -> dict[str, Any]:
        """The cards, their numbers (also in ascending order), the formula's tokens so far, and those of a right one
        (none where none is).
        """
        return {
            "cards": [str(card) for card in self.cards],
            "numbers": list(self.numbers),
            "ascending": sorted(self.numbers),
            "formula": [*self.formula],
            "solution": self._solution(),
        }

    def solve(self) -> Iterator[str]:
        """A right formula where there is one, else the sum of all cards."""
        yield from self._solution() or " + ".join(map(str, self.numbers)).split()
        yield "="

    def _solution(self) -> list[str]:
        found = solve(tuple(sorted(self.numbers)), self.target)
        return [] if found is None else to_tokens(found)

    def picture(self) -> Image.Image:
        """The cards in a row, the formula below."""
        image = canvas(BACKGROUND)
        width = int(SIZE / len(self.cards) * 0.9)
        for i, card in enumerate(self.cards):
            face = card_face(card, width)
            image.paste(face, (5 + int(i * 1.1 * width), (SIZE - face.height) // 2), face)
        write(image, (8, 272), self._text(), 40, "white")
        return image

    def _text(self) -> str:
        """The formula as it is read: numbers side by side are one number to Python, and two to people."""
        text = before = ""
        for token in self.formula:
            apart = before.isdecimal() and token.isdecimal() and not self._as_python
            text, before = f"{text} {token}" if apart else text + token, token
        return text


class EZPoints(Points):
    """12 out of two cards, which always can be made, by addition or multiplication."""

    goal = (
        "Make 12 with both cards, each used once; J, Q and K are 10. "
        'Type the formula token by token, a number or + or *, e.g. type("10"); type("=") ends it.'
    )
    moves = (*map(str, range(1, 11)), "+", "*", "=")
    target = 12
    limit = 5

    def __init__(self, random: np.random.Generator, *, as_python: bool = False) -> None:
        card = Card.draw(random, rank=int(random.integers(2, 14)))
        by_product = self.target % card.value == 0 and random.random() < 0.5
        other = self.target // card.value if by_product else self.target - card.value
        cards = [card, Card.draw(random, rank=other)]
        if random.random() < 0.5:
            cards.reverse()
        super().__init__(cards, [card.value for card in cards], as_python=as_python)


class Points24(Points):
    """24 out of any four cards; not every hand can make it."""

    target = 24
    limit = 20

    def __init__(self, random: np.random.Generator, *, as_python: bool = False, face_cards_as_10: bool = True) -> None:
        faces = "J, Q and K are 10" if face_cards_as_10 else "J, Q and K are 11, 12 and 13"
        self.goal = (
            f"Make 24 with all four cards, each used once; an ace is 1, {faces}. "
            'Type the formula token by token, a number or one of + - * / ( ), e.g. type("7"); type("=") ends it.'
        )
        highest = 10 if face_cards_as_10 else 13
        self.moves = (*map(str, range(1, highest + 1)), *"+-*/()=")
        cards = [Card.draw(random) for _ in range(4)]
        super().__init__(cards, [min(card.rank, highest) for card in cards], as_python=as_python)
