"""What a learned judge knows of a step: how the words of the action, the element it hit and the screen that followed
match the words of the goal. Words are compared, not remembered, so that it carries over to tasks never seen.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digienv.core.actions import Action, Click, Drag, Stop, action_points, parse_action
from digienv.core.errors import ActionError
from digienv.core.observations import Element, element_at, parse_elements
from digienv.judges.judge import Trajectory

__all__ = ["BUCKETS", "MAX_STEPS", "MAX_WORDS", "SIZE", "VERSION", "Steps", "steps_of"]

VERSION = 1
"""Of what is computed here; a judge of another version cannot be used."""
MAX_STEPS = 40
"""Of an episode that are looked at: the last ones."""
BUCKETS = 4096
"""Words are hashed into so many."""
MAX_WORDS = 24
"""Of a step that are looked at as such."""
MAX_ROWS = 40
"""Of a screen that are compared with the one that was clicked in."""

KINDS = ("click", "double_click", "hover", "drag", "scroll", "type", "press", "goto", "answer", "stop", "back", "wait")
ROLES = (
    *("button", "link", "textbox", "checkbox", "radio", "combobox"),
    *("option", "tab", "menuitem", "listitem", "generic"),
)
STATES = ("checked", "selected", "expanded", "disabled", "focused")
GOOD = re.compile(r"\b(success|thank|added|saved|created|updated|deleted|removed|sent|published|done|complete)")
BAD = re.compile(r"\b(error|invalid|wrong|not found|required|sorry|fail|must|cannot|incorrect)")

_WORD = re.compile(r"[^\W_]+(?:[.,:'/-][^\W_]+)*")
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|'([^']+)'(?!\w)")
_NUMBER = re.compile(r"\d[\d.,:/-]*")
_COMMON = frozenset(
    _WORD.findall(
        "a an and as at be by click do for from in into is it its of on or press select that the then this to with all "
        "any your you find enter type using use button link text field item page one"
    )
)


@dataclass(frozen=True, slots=True)
class Steps:
    """An episode as numbers.

    Attributes:
        values: float32 array (steps, `SIZE`).
        words: int64 array (steps, `MAX_WORDS`): buckets of the words that the step was about, 0 for none.
    """

    values: np.ndarray
    words: np.ndarray


class _Goal:
    """Words of a goal, and how other texts match them."""

    def __init__(self, text: str) -> None:
        self.text = f" {' '.join(_words(text))} "
        self.words = frozenset(_words(text)) - _COMMON
        quoted = {"".join(groups).strip().lower() for groups in _QUOTED.findall(text)}
        self.phrases = frozenset(quoted | {number.strip(".,:/-") for number in _NUMBER.findall(text)})

    def match(self, text: str) -> tuple[float, float, float]:
        """Whether the goal holds all of a text, which share of its words, and whether it is one of its phrases."""
        words = _words(text)
        if not words:
            return 0.0, 0.0, 0.0
        whole = f" {' '.join(words)} " in self.text
        share = sum(word in self.words for word in words) / len(words)
        return float(whole), share, float(text.strip().lower() in self.phrases)

    def shown(self, words: frozenset[str]) -> float:
        """The share of its own words that a text has."""
        return len(self.words & words) / max(1, len(self.words))


@dataclass(frozen=True, slots=True)
class _Screen:
    elements: list[Element]
    lines: frozenset[str]
    words: frozenset[str]
    url: str

    def row(self, element: Element) -> str:
        """The names of what stands beside an element."""
        middle = element.y + element.height / 2
        return " ".join(other.name for other in self.elements if other.y <= middle < other.y + other.height)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> _Screen:
        elements = parse_elements(texts.get("elements", ""))
        lines = frozenset(line.strip().lower() for line in texts.get("axtree", "").split("\n"))
        lines |= {f"{element.name} {element.value}".lower() for element in elements}
        words = frozenset(word for line in lines for word in _words(line))
        return cls(elements, lines, words, texts.get("url", ""))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def steps_of(trajectory: Trajectory) -> Steps:
    """The last steps of an episode; one empty step if there were none.

    A stop at the end is left out: where a page ends the episode when its task is done, it would tell that it did not.
    """
    goal = _Goal(trajectory.goal)
    texts = trajectory.texts or ({},) * len(trajectory.screenshots)
    count = len(trajectory.actions)
    if trajectory.actions[-1:] == (str(Stop()),):
        count -= 1
    first = max(0, count - MAX_STEPS)
    screens = [_Screen.of(text) for text in texts[first:]]
    values, words = [], []
    used: set[str] = set()
    for index, action in enumerate(trajectory.actions[first:count]):
        before, after = screens[index], screens[index + 1]
        previous = trajectory.actions[first + index - 1] if first + index else ""
        place = (first + index + 1, count)
        found = _step(goal, action, previous, before, after, screens[0], used, place)
        values.append(found[0])
        words.append(found[1])
    if not values:
        values, words = [[0.0] * SIZE], [[0] * MAX_WORDS]
    return Steps(np.array(values, np.float32), np.array(words, np.int64))


def _step(
    goal: _Goal,
    text: str,
    previous: str,
    before: _Screen,
    after: _Screen,
    start: _Screen,
    used: set[str],
    place: tuple[int, int],
) -> tuple[list[float], list[int]]:
    try:
        action: Action | None = parse_action(text)
    except ActionError:
        action = None
    kind = action.name.removesuffix("_mark") if action else ""
    said = str(getattr(action, "text", getattr(action, "key", getattr(action, "url", ""))))
    element, landed = _hit(action, before.elements)
    name = f"{element.name} {element.value}".strip() if element else ""
    about = f"{said} {name}"
    used |= goal.words & set(_words(about))
    new = after.lines - before.lines
    news = " ".join(sorted(new))
    phrases = [phrase for phrase in goal.phrases if phrase]
    told = " ".join(_words(about))
    used |= {phrase for phrase in phrases if phrase in told or phrase in about.lower()}
    values = [
        *(float(kind == one) for one in KINDS),
        float(action is None),
        float(bool(action and (action_points(action) or hasattr(action, "mark")))),
        *_target(goal, element, name, before),
        *goal.match(landed.name if landed else ""),
        *goal.match(said),
        float(bool(said)),
        math.log1p(len(said)) / 4,
        float(any(char.isdigit() for char in said)),
        float(bool(said) and any(said.strip().lower() in line for line in before.lines)),
        float(said == "Enter"),
        float(text == previous),
        float(after.url != before.url),
        float(after.url != start.url),
        float(not new),
        math.log1p(len(new)) / 4,
        goal.shown(after.words),
        goal.shown(after.words) - goal.shown(before.words),
        goal.shown(frozenset(_words(news))),
        float(bool(GOOD.search(news))),
        float(bool(BAD.search(news))),
        len(used & goal.words) / max(1, len(goal.words)),
        sum(phrase in used for phrase in phrases) / max(1, len(phrases)),
        float(bool(phrases)),
        *_fields(goal, after),
        min(place[0], 30) / 30,
        min(place[1], 30) / 30,
        float(place[0] == place[1]),
    ]
    buckets = [1 + zlib.crc32(f"{kind} {word}".encode()) % (BUCKETS - 1) for word in _words(name)[:8]]
    buckets += [1 + zlib.crc32(word.encode()) % (BUCKETS - 1) for word in _words(news)[: MAX_WORDS - len(buckets)]]
    return values, buckets + [0] * (MAX_WORDS - len(buckets))


def _hit(action: Action | None, elements: list[Element]) -> tuple[Element | None, Element | None]:
    """What an action was about, and what something was dragged to; by point or by number."""
    by_mark = {element.mark: element for element in elements}
    if action is None:
        return None, None
    if hasattr(action, "mark"):
        return by_mark.get(action.mark), by_mark.get(getattr(action, "to_mark", 0))
    landed = element_at(Click(action.to_x, action.to_y), elements) if isinstance(action, Drag) else None
    return element_at(action, elements), landed


def _target(goal: _Goal, element: Element | None, name: str, before: _Screen) -> list[float]:
    """How well the element that was hit matches the goal, beside the others of its role."""
    if element is None:
        return [0.0] * (len(ROLES) + len(STATES) + 14)
    own = goal.match(name)
    alike = [other for other in before.elements if other.role == element.role and other.mark != element.mark]
    others = [goal.match(f"{other.name} {other.value}") for other in alike]
    best = max((sum(match) for match in others), default=0.0)
    row = goal.match(before.row(element))
    best_row = max((sum(goal.match(before.row(other))) for other in alike[:MAX_ROWS]), default=0.0)
    return [
        *row,
        (sum(row) - best_row) / 3,
        float(sum(row) >= best_row),
        float(element.role in goal.text),
        *(float(element.role == role) for role in ROLES),
        *(float(state in element.states) for state in STATES),
        1.0,
        *own,
        math.log1p(len(name)) / 4,
        (sum(own) - best) / 3,
        float(sum(own) >= best),
        math.log1p(len(alike)) / 4,
    ]


def _fields(goal: _Goal, screen: _Screen) -> list[float]:
    """What is filled in and chosen on a screen, and how well that matches the goal."""
    filled = [element.value for element in screen.elements if element.value and element.role != "button"]
    chosen = [e.name for e in screen.elements if "checked" in e.states or "selected" in e.states]
    result = []
    for texts in (filled, chosen):
        matches = [goal.match(text) for text in texts]
        result += [
            math.log1p(len(texts)) / 3,
            sum(max(match) for match in matches) / max(1, len(matches)),
            min((max(match) for match in matches), default=0.0),
        ]
    unchosen = [e.name for e in screen.elements if e.role in ("checkbox", "radio", "option") and e.name not in chosen]
    return [*result, max((goal.match(text)[0] for text in unchosen), default=0.0)]


SIZE = len(_step(_Goal("x"), "stop()", "", _Screen.of({}), _Screen.of({}), _Screen.of({}), set(), (1, 1))[0])
"""Numbers a step."""
