"""Card games and a number line, drawn as pictures: NumberLine, EZPoints, Points24, Blackjack.

The rules are those of Zhai et al. 2024, "Fine-Tuning Large Vision-Language Models as Decision-Making Agents via
Reinforcement Learning" (arXiv:2405.10292). No browser: a game is a few lines of Python and a picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from digienv.core.async_env import AsyncEnv

__all__ = ["make_async"]


def make_async(
    task: str | None = None,
    *,
    rules: Literal["intended", "paper"] = "intended",
    face_cards_as_10: bool = True,
    **options: Any,
) -> AsyncEnv:
    """An environment of one game, or of all of them.

    Args:
        task: a game's name, e.g. ``"points24"``; by default an episode's seed picks one.
        rules: ``"intended"``: a formula is exact arithmetic over the cards' numbers. ``"paper"``: a formula is what
            Python makes of the joined text, as in the published games: 2 and 4 become 24, there are ``**`` and ``//``,
            and a float that misses the target by its last digit misses it.
        face_cards_as_10: whether J, Q and K are 10 in Points24; else they are 11, 12 and 13.
        options: of `digienv.core.async_env.AsyncEnv`: ``channels``, ``actions``, ``max_steps``, ``step_timeout``,
            ``reset_timeout``.

    Raises:
        TaskUnavailable: if there is no such game.
    """
    from digienv.core.async_env import AsyncEnv
    from digienv.core.errors import DigienvError, TaskUnavailable
    from digienv.suites.cards.blackjack import Blackjack
    from digienv.suites.cards.catalogue import GAMES
    from digienv.suites.cards.numberline import NumberLine
    from digienv.suites.cards.points import EZPoints, Points24
    from digienv.suites.cards.surface import CardSurface, CardTemplate

    if rules not in ("intended", "paper"):
        raise DigienvError(f"rules is 'intended' or 'paper', not {rules!r}")
    as_python = rules == "paper"
    rounds = {
        "numberline": NumberLine,
        "ezpoints": lambda random: EZPoints(random, as_python=as_python),
        "points24": lambda random: Points24(random, as_python=as_python, face_cards_as_10=face_cards_as_10),
        "blackjack": Blackjack,
    }
    templates = [CardTemplate(game, rounds[game.name]) for game in GAMES if task in (None, game.name)]
    if not templates:
        raise TaskUnavailable(f"there is no card game {task!r}; there are {', '.join(rounds)}")
    return AsyncEnv(templates, CardSurface(), **options)
