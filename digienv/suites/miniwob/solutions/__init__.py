"""Scripted solutions of MiniWoB++ pages: they prove that a page can be solved, and are demonstrations to learn from.

A solution reads the DOM and yields actions; it changes nothing by itself.
"""

from digienv.suites.dom import Solution
from digienv.suites.miniwob.solutions import (
    browsing,
    choosing,
    clicking,
    dragging,
    forms,
    games,
    mail,
    planning,
    recognising,
    shapes,
    text_work,
    typing_text,
    widgets,
)

__all__ = ["SOLUTIONS", "Solution"]

SOLUTIONS: dict[str, Solution] = {
    **browsing.SOLUTIONS,
    **choosing.SOLUTIONS,
    **clicking.SOLUTIONS,
    **dragging.SOLUTIONS,
    **forms.SOLUTIONS,
    **games.SOLUTIONS,
    **mail.SOLUTIONS,
    **planning.SOLUTIONS,
    **recognising.SOLUTIONS,
    **shapes.SOLUTIONS,
    **text_work.SOLUTIONS,
    **typing_text.SOLUTIONS,
    **widgets.SOLUTIONS,
}
"""Every solution by the name of its page."""
