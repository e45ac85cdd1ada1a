"""What a learned judge knows of an episode: how the words of the goal match what was clicked, typed and answered, and
what the screens showed then. Words are compared, not remembered, so that it carries over to tasks never seen.
"""

from __future__ import annotations

import difflib
import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from digienv.core.actions import Action, Answer, Click, Drag, Stop, Type, TypeMark, action_points, parse_action
from digienv.core.errors import ActionError
from digienv.core.observations import Element, element_at, parse_elements
from digienv.judges.judge import Trajectory

__all__ = ["MAX_STEPS", "NAMES", "VERSION", "features_of"]

VERSION = 2
"""Of what is computed here; a judge of another version cannot be used."""
MAX_STEPS = 40
"""Of an episode that are looked at: the last ones."""
MAX_ROWS = 40
"""Of a screen that are compared with the one that was clicked in."""
MAX_TEXT = 60
"""Characters of a text on the screen that something typed is compared with."""

KINDS = ("click", "double_click", "hover", "drag", "scroll", "type", "press", "goto", "answer", "back", "wait")
FIELDS = ("textbox", "searchbox", "spinbutton", "combobox")
CHOICES = ("checkbox", "radio", "option")
CALLED = {
    "textbox": ("text", "textbox", "input", "field", "textarea", "area", "enter", "type"),
    "button": ("button", "press"),
    "link": ("link",),
    "checkbox": ("checkbox", "checkboxes", "check", "tick"),
    "radio": ("radio", "option", "choose"),
    "combobox": ("dropdown", "list", "select", "choose"),
    "option": ("dropdown", "list", "select", "option", "choose"),
    "tab": ("tab", "tabs"),
    "menuitem": ("menu",),
    "slider": ("slider",),
    "spinbutton": ("spinner", "number"),
}
"""How goals speak of elements, by their role."""
ORDINALS = {
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}
VERBS = (
    *(
        "click",
        "enter",
        "type",
        "select",
        "check",
        "drag",
        "scroll",
        "submit",
        "press",
        "find",
        "close",
        "open",
        "delete",
    ),
    *(
        "search",
        "choose",
        "move",
        "buy",
        "copy",
        "answer",
        "what",
        "how",
        "which",
        "many",
        "number",
        "wait",
        "all",
        "not",
    ),
    *("then", "each", "between", "color", "date", "set", "change", "create", "add", "edit", "expand", "order", "sort"),
    *("shape", "image", "draw", "highlight", "list", "show", "reply", "forward", "last", "first"),
)
"""Words of goals that say which kind of goal it is."""

_COMMIT = re.compile(
    r"(submit|ok|okay|save|done|send|search|go|login|log in|sign in|next|finish|confirm|apply|update|post|publish"
    r"|create|add|order|book|buy|delete|remove|continue|yes|close|x)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(success|thank|added|saved|created|updated|deleted|removed|sent|published|done|complete|correct|congrat|moved"
    r"|posted|placed|confirmed)"
)
_BAD = re.compile(r"\b(error|invalid|wrong|not found|required|sorry|fail|must|cannot|incorrect)")
_QUESTION = re.compile(r"\?|\b(answer with|tell me|give)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.,:'/-][^\W_]+)*")
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|'([^']+)'(?!\w)")
_NUMBER = re.compile(r"\d[\d.,:/-]*")
_NAME = re.compile(r"(?<![.?!:] )(?<!^)\b[A-Z][\w'-]*")
_COMMON = frozenset(
    _WORD.findall(
        "a an and as at be by click do for from in into is it its of on or press select that the then this to with all "
        "any your you find enter type using use button link text field item page one"
    )
)

Values = dict[str, float]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _spaced(text: str) -> str:
    """The words of a text, each between spaces, so that whole words are found in it."""
    return f" {' '.join(_words(text))} "


def _share(count: float, of: int) -> float:
    return count / max(1, of)


class _Goal:
    """Words of a goal, and how other texts match them."""

    def __init__(self, text: str) -> None:
        self.raw = text
        self.text = _spaced(text)
        self.all_words = frozenset(_words(text))
        self.words = self.all_words - _COMMON
        quoted = {"".join(groups).strip().lower() for groups in _QUOTED.findall(text)}
        numbers = {number.strip(".,:/-") for number in _NUMBER.findall(text)}
        self.phrases = frozenset((quoted | numbers) - {""})
        self.names = frozenset(name.lower() for name in _NAME.findall(text)) - {"i", "ok", "submit"}
        self.exact = self.phrases | {word for word in self.all_words if len(word) > 2}

    def match(self, text: str) -> tuple[float, float, float]:
        """Whether the goal holds all of a text, which share of its words, and whether it is one of its phrases."""
        words = _words(text)
        if not words:
            return 0.0, 0.0, 0.0
        share = sum(word in self.words for word in words) / len(words)
        return float(_spaced(text) in self.text), share, float(text.strip().lower() in self.phrases)

    def shown(self, words: Iterable[str]) -> float:
        """The share of its own words that are among some words."""
        return _share(len(self.words.intersection(words)), len(self.words))


class _Screen:
    """What was to be read on a screen, without the goal where a page begins with that."""

    def __init__(self, texts: Mapping[str, str], goal: str) -> None:
        self.elements = parse_elements(texts.get("elements", ""))
        self.url = texts.get("url", "")
        tree = [line.strip() for line in texts.get("axtree", "").split("\n")]
        told = _words(goal)
        while told and tree:
            words = _words(tree[0].replace('\\"', '"'))[1:]
            if not words or words != told[: len(words)]:
                break
            told, tree = told[len(words) :], tree[1:]
        self.headings = [re.sub(r'^heading "|"( level=.*)?$', "", line) for line in tree if line.startswith("heading")]
        self.lines = {line.lower() for line in tree}
        self.lines |= {f"{element.name} {element.value}".lower() for element in self.elements}
        self.words = {word for line in self.lines for word in _words(line)}
        self.texts = {re.sub(r'^\w+ "|"( \w+)*$', "", line).strip() for line in self.lines}

    def row(self, element: Element) -> str:
        """The names of what stands beside an element."""
        middle = element.y + element.height / 2
        return " ".join(other.name for other in self.elements if other.y <= middle < other.y + other.height)


@dataclass(slots=True)
class _Step:
    """An action between two screens, and what it was about."""

    text: str
    before: _Screen
    after: _Screen
    action: Action | None = None
    element: Element | None = None
    landed: Element | None = None

    def __post_init__(self) -> None:
        try:
            self.action = parse_action(self.text)
        except ActionError:
            return
        if hasattr(self.action, "mark"):
            by_mark = {element.mark: element for element in self.before.elements}
            self.element = by_mark.get(self.action.mark)
            self.landed = by_mark.get(getattr(self.action, "to_mark", 0))
        else:
            self.element = element_at(self.action, self.before.elements)
            if isinstance(self.action, Drag):
                self.landed = element_at(Click(self.action.to_x, self.action.to_y), self.before.elements)

    @property
    def kind(self) -> str:
        return self.action.name.removesuffix("_mark") if self.action else ""

    @property
    def said(self) -> str:
        return str(getattr(self.action, "text", getattr(self.action, "key", getattr(self.action, "url", ""))))

    @property
    def typed(self) -> bool:
        return isinstance(self.action, Answer | Type | TypeMark)

    @property
    def name(self) -> str:
        return f"{self.element.name} {self.element.value}".strip() if self.element else ""

    @property
    def about(self) -> str:
        return f"{self.said} {self.name}"

    @property
    def commits(self) -> bool:
        return self.said == "Enter" or bool(self.element and _COMMIT.match(self.element.name))


@dataclass(slots=True)
class _Past:
    """What happened in an episode so far."""

    used: set[str] = field(default_factory=set)
    """Words and phrases of the goal that something was clicked or typed of."""
    seen: set[str] = field(default_factory=set)
    """Texts that were on the screens."""
    held: set[str] = field(default_factory=set)
    """Whole texts that were clicked, typed or filled in."""


def features_of(trajectory: Trajectory) -> np.ndarray:
    """An episode as numbers.

    A stop at the end is left out: where a page ends the episode when its task is done, it would tell that it did not.

    Returns:
        float32 array (len(`NAMES`),): of each value of a step the last, the mean, the largest and the smallest, then
        the values of the whole episode; all 0 if nothing was done.
    """
    count = len(trajectory.actions)
    if trajectory.actions[-1:] == (str(Stop()),):
        count -= 1
    if not count:
        return np.zeros(len(NAMES), np.float32)
    first = max(0, count - MAX_STEPS)
    texts = trajectory.texts or ({},) * len(trajectory.screenshots)
    screens = [_Screen(text, trajectory.goal) for text in texts[first : count + 1]]
    steps = [
        _Step(action, before, after)
        for action, (before, after) in zip(trajectory.actions[first:count], itertools.pairwise(screens), strict=True)
    ]
    return np.array(list(_values(_Goal(trajectory.goal), steps, count).values()), np.float32)


def _values(goal: _Goal, steps: Sequence[_Step], count: int) -> Values:
    past = _Past()
    found = [_step(goal, step, steps[0].before, past) for step in steps]
    table = np.array([list(values.values()) for values in found])
    columns = {"last": table[-1], "mean": table.mean(0), "max": table.max(0), "min": table.min(0)}
    result = {
        f"{name} {which}": float(value)
        for which, values in columns.items()
        for name, value in zip(found[0], values, strict=True)
    }
    return result | _episode(goal, steps, found, count, past)


def _step(goal: _Goal, step: _Step, start: _Screen, past: _Past) -> Values:
    about = _spaced(step.about)
    past.seen |= step.before.texts
    past.used |= goal.all_words & set(about.split())
    past.used |= {phrase for phrase in goal.phrases if phrase in about or phrase in step.about.lower()}
    past.held |= {step.said.strip().lower(), step.name.lower()}
    past.held |= {element.value.strip().lower() for element in step.after.elements if element.value}
    return {
        "unreadable": float(step.action is None),
        "at a place": float(bool(step.action and (action_points(step.action) or hasattr(step.action, "mark")))),
        **_target(goal, step),
        **_said(goal, step, past),
        **_change(goal, step, start),
        "goal words used": _share(len(past.used & goal.words), len(goal.words)),
        "goal phrases used": _share(len(past.used & goal.phrases), len(goal.phrases)),
        **_form(goal, step.after),
    }


def _target(goal: _Goal, step: _Step) -> Values:
    """How well the element that was hit matches the goal, beside the others of its role."""
    element, screen = step.element, step.before
    alike = [
        other for other in screen.elements if element and other.role == element.role and other.mark != element.mark
    ]
    own = goal.match(step.name)
    others = [goal.match(f"{other.name} {other.value}") for other in alike]
    best = max((sum(match) for match in others), default=0.0)
    row = goal.match(screen.row(element)) if element else (0.0, 0.0, 0.0)
    best_row = max((sum(goal.match(screen.row(other))) for other in alike[:MAX_ROWS]), default=0.0)
    landed = goal.match(step.landed.name if step.landed else "")
    wanted = {place for word, place in ORDINALS.items() if word in goal.all_words}
    place = 1 + sum((other.y, other.x) < (element.y, element.x) for other in alike) if element else 0
    role = element.role if element else ""
    clicked = step.kind in ("click", "double_click") and role not in FIELDS
    return {
        "hit": float(element is not None),
        "name in goal": own[0],
        "name words in goal": own[1],
        "name is phrase": own[2],
        "name beside others": (sum(own) - best) / 3,
        "name best": float(element is not None and sum(own) >= best),
        "another name in goal": float(any(match[0] for match in others)),
        "row in goal": row[0],
        "row words in goal": row[1],
        "row is phrase": row[2],
        "row beside others": (sum(row) - best_row) / 3,
        "row best": float(element is not None and sum(row) >= best_row),
        "role named": float(bool(role) and role in goal.text),
        "role called": float(any(word in goal.all_words for word in CALLED.get(role, ()))),
        "name length": math.log1p(len(step.name)) / 4,
        "nameless": float(element is not None and not step.name),
        "alike": math.log1p(len(alike)) / 4,
        "alone": float(element is not None and not alike),
        "commits": float(step.commits),
        "place named": float(place in wanted),
        "places wanted": float(bool(wanted)),
        "landed in goal": landed[0],
        "landed words in goal": landed[1],
        "landed is phrase": landed[2],
        "not in goal": float(clicked and element is not None and not any(own) and not step.commits),
    }


def _said(goal: _Goal, step: _Step, past: _Past) -> Values:
    """How well what was typed, pressed or answered matches the goal and what was on the screens."""
    said = step.said.strip().lower()
    match = goal.match(said)
    near_goal = near_screen = 0.0
    if step.typed and not (match[0] or said in goal.exact):
        near_goal = _nearest(said, goal.exact)
    if step.typed and said not in past.seen:
        near_screen = _nearest(said, {text for text in past.seen if len(text) < MAX_TEXT})
    return {
        "said in goal": match[0],
        "said words in goal": match[1],
        "said is phrase": match[2],
        "said": float(bool(said)),
        "said length": math.log1p(len(said)) / 4,
        "said digits": float(any(char.isdigit() for char in said)),
        "said on screen": float(bool(said) and any(said in line for line in step.before.lines)),
        "said seen": float(bool(said) and said in past.seen),
        "said words on screen": float(bool(said) and step.before.words.issuperset(_words(said))),
        "said near goal": near_goal,
        "said near screen": near_screen,
        "said from nowhere": float(step.typed and not match[0] and said not in past.seen),
        "enter": float(step.said == "Enter"),
    }


def _nearest(text: str, others: Iterable[str]) -> float:
    """How much a text is like the most similar other one of about its length, in [0, 1]."""
    reach = max(2, len(text) // 3)
    near = (other for other in others if other != text and abs(len(other) - len(text)) <= reach)
    return max((difflib.SequenceMatcher(None, text, other).ratio() for other in near), default=0.0) if text else 0.0


def _change(goal: _Goal, step: _Step, start: _Screen) -> Values:
    """What the screen showed after an action that it did not show before, and the other way round."""
    before, after = step.before, step.after
    new, gone = after.lines - before.lines, before.lines - after.lines
    news, olds = " ".join(sorted(new)), " ".join(sorted(gone))
    return {
        "url changed": float(after.url != before.url),
        "url is another": float(after.url != start.url),
        "nothing new": float(not new),
        "new": math.log1p(len(new)) / 4,
        "gone": math.log1p(len(gone)) / 4,
        "goal shown": goal.shown(after.words),
        "goal shown more": goal.shown(after.words) - goal.shown(before.words),
        "goal in new": goal.shown(_words(news)),
        "goal in gone": goal.shown(_words(olds)),
        "phrase in new": float(any(phrase in news for phrase in goal.phrases)),
        "phrase in gone": float(any(phrase in olds for phrase in goal.phrases)),
        "good words": float(bool(_GOOD.search(news))),
        "bad words": float(bool(_BAD.search(news))),
    }


def _form(goal: _Goal, screen: _Screen) -> Values:
    """What is filled in and chosen on a screen, and how well that matches the goal."""
    filled = [element.value for element in screen.elements if element.value and element.role != "button"]
    chosen = [e.name for e in screen.elements if "checked" in e.states or "selected" in e.states]
    result: Values = {}
    for name, texts in (("filled", filled), ("chosen", chosen)):
        matches = [max(goal.match(text)) for text in texts]
        result |= {
            name: math.log1p(len(texts)) / 3,
            f"{name} in goal": _share(sum(matches), len(matches)),
            f"least {name} in goal": min(matches, default=0.0),
            f"{name} not in goal": float(matches.count(0.0)),
        }
    open_choices = [e.name for e in screen.elements if e.role in CHOICES and e.name not in chosen]
    left = sum(goal.match(text)[0] for text in open_choices)
    held = [_spaced(text) for text in filled + chosen]
    near = [_nearest(text.strip().lower(), goal.exact) for text in filled if text.strip().lower() not in goal.exact]
    return result | {
        "filled exactly": _share(sum(_spaced(text) in goal.text for text in filled), len(filled)),
        "filled near goal": max(near, default=0.0),
        "open choices": math.log1p(len(open_choices)) / 3,
        "open choices in goal": left,
        "empty fields": float(min(5, sum(e.role in FIELDS and not e.value for e in screen.elements))),
        "phrases held": _share(sum(any(_spaced(p) in h for h in held) for p in goal.phrases), len(goal.phrases)),
        "elements": math.log1p(len(screen.elements)) / 4,
        "can commit": float(any(_COMMIT.match(e.name) for e in screen.elements if e.role in ("button", "link"))),
    }


def _episode(goal: _Goal, steps: Sequence[_Step], found: Sequence[Values], count: int, past: _Past) -> Values:
    start, end = steps[0].before, steps[-1].after
    kinds = [step.kind for step in steps]
    commits = [number for number, step in enumerate(steps, 1) if step.commits]
    texts = [_spaced(step.said if step.typed else step.name) for step in steps]
    places = [goal.text.find(text) for text in texts if text.strip()]
    places = [place for place in places if place >= 0]
    clicked = [
        (s.element.role, s.element.name, s.element.x, s.element.y) for s in steps if s.element and "click" in s.kind
    ]
    new, gone = end.lines - start.lines, start.lines - end.lines
    return {
        "steps": math.log1p(count),
        "steps for a phrase": count / (len(goal.phrases) + 1),
        "different actions": _share(len({step.text for step in steps}), len(steps)),
        "clicked again": float(len(clicked) - len(set(clicked))),
        **{f"{kind} actions": math.log1p(kinds.count(kind)) for kind in KINDS},
        **{f"last is {kind}": float(kinds[-1] == kind) for kind in KINDS},
        "phrases": float(len(goal.phrases)),
        "phrases left": float(len(goal.phrases - past.used)),
        "phrases exactly": _share(len(goal.phrases & past.held), len(goal.phrases)),
        "words left": float(len(goal.words - past.used)),
        "names": float(len(goal.names)),
        "names left": float(len(goal.names - past.used)),
        "names used": _share(len(goal.names & past.used), len(goal.names)),
        "in order": _share(sum(a <= b for a, b in itertools.pairwise(places)), len(places) - 1),
        "placed": float(len(places)),
        "clicks not in goal": sum(values["not in goal"] for values in found),
        "said from nowhere times": sum(values["said from nowhere"] for values in found),
        "nearly said": float(any(0.6 <= values["said near goal"] < 1 for values in found)),
        "commit times": float(len(commits)),
        "since commit": float(len(steps) - commits[-1] if commits else 99),
        "goal length": math.log1p(len(goal.all_words)),
        "question": float(bool(_QUESTION.search(goal.raw))),
        "not answered": float(bool(_QUESTION.search(goal.raw)) and kinds[-1] != "answer"),
        "goal digits": float(any(char.isdigit() for char in goal.raw)),
        **{f"goal says {verb}": float(verb in goal.all_words) for verb in VERBS},
        "url in the end": float(end.url != start.url),
        "words at first": math.log1p(len(start.words)),
        "words in the end": math.log1p(len(end.words)),
        "changed": math.log1p(len(new) + len(gone)),
        "goal in all new": goal.shown(_words(" ".join(new))),
        "goal in all gone": goal.shown(_words(" ".join(gone))),
        **{f"{name} at first": value for name, value in _form(goal, start).items()},
        **{f"{name} before the last": value for name, value in _form(goal, steps[-1].before).items()},
        **_headings(goal, end),
    }


def _headings(goal: _Goal, screen: _Screen) -> Values:
    matches = [goal.match(heading) for heading in screen.headings]
    held = " | ".join(map(_spaced, screen.headings))
    return {
        "headings": float(len(matches)),
        "heading in goal": max((match[0] for match in matches), default=0.0),
        "heading words in goal": max((match[1] for match in matches), default=0.0),
        "heading is phrase": max((match[2] for match in matches), default=0.0),
        "first heading": sum(matches[0]) if matches else 0.0,
        "phrase in heading": float(any(_spaced(text) in held for text in goal.phrases | goal.names)),
        "goal in headings": goal.shown(_words(held)),
    }


NAMES = tuple(_values(_Goal(""), [_Step(str(Stop()), _Screen({}, ""), _Screen({}, ""))], 1))
"""Of the numbers."""
