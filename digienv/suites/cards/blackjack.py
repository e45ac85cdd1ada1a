"""Blackjack against a dealer, out of an endless deck, without bets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from digienv.suites.cards.drawing import SIZE, canvas, card_back, card_face, write
from digienv.suites.cards.game import Card, Game

__all__ = ["Blackjack", "Hand", "win_probability"]

BACKGROUND = "#35654d"
CARD_WIDTH = 70
BUST = 22
"""Stands for every total above 21."""

Hand = tuple[int, bool]
"""A sum in which aces are 1, and whether there is an ace."""

_VALUES = tuple((value, 4 / 13 if value == 10 else 1 / 13) for value in range(1, 11))


def _add(hand: Hand, value: int) -> Hand:
    return hand[0] + value, hand[1] or value == 1


def _points(hand: Hand) -> int:
    """What a hand is worth: one ace is 11 where that does not go over 21."""
    points, ace = hand
    return points + 10 if ace and points <= 11 else points


def _total(hand: Hand) -> int:
    """The same, where all totals above 21 are one."""
    return min(_points(hand), BUST)


@cache
def _dealer_ends(hand: Hand) -> dict[int, float]:
    """Probabilities of the totals with which a dealer ends who draws below 17."""
    if _total(hand) >= 17:
        return {_total(hand): 1.0}
    ends: dict[int, float] = {}
    for value, chance in _VALUES:
        for total, probability in _dealer_ends(_add(hand, value)).items():
            ends[total] = ends.get(total, 0.0) + chance * probability
    return ends


@cache
def win_probability(hand: Hand, dealer: Hand) -> tuple[float, float]:
    """Probabilities to win by standing now, and by taking a card and playing on as well as can be.

    Args:
        hand: the player's.
        dealer: the dealer's card that is seen.
    """
    mine = _total(hand)
    if mine == BUST:
        return 0.0, 0.0
    ends = _dealer_ends(dealer)
    stand = sum(probability for total, probability in ends.items() if total == BUST or total < mine)
    hit = sum(chance * max(win_probability(_add(hand, value), dealer)) for value, chance in _VALUES)
    return stand, hit


class Blackjack(Game):
    """A win pays 1, a loss costs 1; a natural is no more than any 21."""

    goal = (
        "Come nearer to 21 than the dealer without going over it. "
        'type("hit") takes a card, type("stand") ends your turn; then the dealer draws up to 17.'
    )
    moves = ("stand", "hit")

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self.dealer = [self._draw(), self._draw()]
        self.player = [self._draw(), self._draw()]

    def _draw(self) -> Card:
        """A card; whatever counts 10 is a J, Q or K."""
        card = Card.draw(self._random)
        return card if card.rank < 10 else Card(int(self._random.integers(11, 14)), card.suit)

    def _play(self, move: str) -> int:
        if move == "hit":
            self.player.append(self._draw())
            return self._end(-1, "you are over 21") if _total(_hand(self.player)) == BUST else 0
        while _total(_hand(self.dealer)) < 17:
            self.dealer.append(self._draw())
        mine, theirs = _total(_hand(self.player)), _total(_hand(self.dealer))
        if theirs == BUST:
            return self._end(1, "the dealer is over 21")
        return self._end((mine > theirs) - (mine < theirs), f"{mine} against the dealer's {theirs}")

    def _end(self, reward: int, verdict: str) -> int:
        self.over, self.verdict = True, verdict
        return reward

    @property
    def _seen(self) -> list[Card]:
        """The dealer's cards that lie open."""
        return self.dealer if self.over else self.dealer[:1]

    def state(self) -> dict[str, Any]:
        """The cards that are seen, and what they are worth; ``usable_ace``: whether the player's ace counts 11."""
        hand, dealer = _hand(self.player), _hand(self._seen)
        return {
            "dealer": [str(card) for card in self._seen],
            "player": [str(card) for card in self.player],
            "dealer_total": _points(dealer),
            "player_total": _points(hand),
            "usable_ace": _points(hand) > hand[0],
        }

    def solve(self) -> Iterator[str]:
        """The player who wins most often."""
        while not self.over:
            stand, hit = win_probability(_hand(self.player), _hand(self.dealer[:1]))
            yield "stand" if stand >= hit else "hit"

    def picture(self) -> Image.Image:
        """The dealer's cards above, the player's below."""
        image = canvas(BACKGROUND)
        write(image, (8, 20), "Dealer", 24, "white")
        write(image, (8, 168), "You", 24, "white")
        dealer = [card_face(card, CARD_WIDTH) for card in self._seen]
        _lay(image, dealer if self.over else [*dealer, card_back(CARD_WIDTH)], y=38)
        _lay(image, [card_face(card, CARD_WIDTH) for card in self.player], y=186)
        return image


def _hand(cards: Sequence[Card]) -> Hand:
    return sum(card.value for card in cards), any(card.rank == 1 for card in cards)


def _lay(image: Image.Image, faces: list[Image.Image], y: int) -> None:
    """Put cards in a row, one over the other where they are many."""
    room = SIZE - 16 - CARD_WIDTH
    step = min(CARD_WIDTH + 4, room // max(1, len(faces) - 1))
    for i, face in enumerate(faces):
        image.paste(face, (8 + i * step, y), face)
