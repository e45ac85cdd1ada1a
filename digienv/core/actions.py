"""Actions: a small closed set of dataclasses, one text grammar, and the gymnasium space of such texts.

Every action has a text form that looks like a call, ``click(120, 88)`` or ``type("blue mug")``, and `parse_action`
reads it back: ``parse_action(str(action)) == action``. Arguments are positional; strings are JSON strings (single
quotes are accepted too). Nothing is ever evaluated.

Example:
    >>> from digienv.core.actions import Click, parse_action
    >>> parse_action('click(120, 88)')
    Click(x=120, y=88)
    >>> str(Click(120, 88))
    'click(120, 88)'
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from gymnasium.spaces import Text

from digienv.core.errors import ActionError

__all__ = [
    "ACTIONS",
    "MAX_ACTION_LENGTH",
    "MAX_TEXT_LENGTH",
    "Action",
    "ActionSpace",
    "Answer",
    "Back",
    "Click",
    "ClickMark",
    "CloseTab",
    "DoubleClick",
    "DoubleClickMark",
    "Drag",
    "DragMark",
    "Forward",
    "Goto",
    "Home",
    "Hover",
    "HoverMark",
    "LongPress",
    "LongPressMark",
    "MacroAction",
    "MarkAction",
    "OpenApp",
    "Press",
    "Scroll",
    "ScrollMark",
    "Stop",
    "SwitchTab",
    "Type",
    "TypeMark",
    "Wait",
    "action_points",
    "parse_action",
]

MAX_TEXT_LENGTH = 4096
"""Longest string argument of an action, in characters."""

MAX_ACTION_LENGTH = 8 * MAX_TEXT_LENGTH
"""Longest action text in characters: room for a string argument in which every character is escaped."""

MAX_NUMBER = 100_000
"""Largest magnitude of a coordinate, distance or number in an action."""


@dataclasses.dataclass(frozen=True, slots=True)
class Action:
    """Base class of all actions. Coordinates are pixels from the top left corner of the screenshot."""

    name: ClassVar[str]

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            _check_argument(self.name, field, getattr(self, field.name))

    def __str__(self) -> str:
        arguments = (getattr(self, field.name) for field in dataclasses.fields(self))
        return f"{self.name}({', '.join(json.dumps(value, ensure_ascii=False) for value in arguments)})"


def _check_argument(action: str, field: dataclasses.Field[Any], value: object) -> None:
    if field.type == "int":
        if not isinstance(value, int) or isinstance(value, bool):
            raise ActionError(f"{action}: {field.name} must be a whole number, not {value!r:.80}")
        if abs(value) > MAX_NUMBER:
            raise ActionError(f"{action}: {field.name} is out of range (at most {MAX_NUMBER})")
    elif not isinstance(value, str):
        raise ActionError(f"{action}: {field.name} must be a string, not {value!r:.80}")
    elif len(value) > MAX_TEXT_LENGTH:
        raise ActionError(f"{action}: {field.name} has at most {MAX_TEXT_LENGTH} characters, this one has {len(value)}")
    elif any("\ud800" <= char <= "\udfff" for char in value):
        raise ActionError(f"{action}: {field.name} holds half a surrogate pair, which is not text")


@dataclasses.dataclass(frozen=True, slots=True)
class Click(Action):
    """Press and release the main button (a tap on a phone) at a point."""

    name: ClassVar[str] = "click"
    x: int
    y: int


@dataclasses.dataclass(frozen=True, slots=True)
class DoubleClick(Action):
    """Click twice at a point."""

    name: ClassVar[str] = "double_click"
    x: int
    y: int


@dataclasses.dataclass(frozen=True, slots=True)
class LongPress(Action):
    """Hold the main button (a finger on a phone) at a point for 800 ms."""

    name: ClassVar[str] = "long_press"
    x: int
    y: int


@dataclasses.dataclass(frozen=True, slots=True)
class Hover(Action):
    """Move the pointer to a point."""

    name: ClassVar[str] = "hover"
    x: int
    y: int


@dataclasses.dataclass(frozen=True, slots=True)
class Drag(Action):
    """Press at the first point, move to the second, release there (a swipe on a phone)."""

    name: ClassVar[str] = "drag"
    x: int
    y: int
    to_x: int
    to_y: int


@dataclasses.dataclass(frozen=True, slots=True)
class Scroll(Action):
    """Turn the wheel at a point; positive `dx`, `dy` (pixels) reveal what is right of and below the view."""

    name: ClassVar[str] = "scroll"
    x: int
    y: int
    dx: int
    dy: int


@dataclasses.dataclass(frozen=True, slots=True)
class Type(Action):
    """Type text, Unicode included, into whatever has the focus."""

    name: ClassVar[str] = "type"
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Press(Action):
    """Press a key or a combination, e.g. ``Enter``, ``ArrowDown``, ``Control+a``."""

    name: ClassVar[str] = "press"
    key: str


@dataclasses.dataclass(frozen=True, slots=True)
class Goto(Action):
    """Navigate to an address. Only hosts that the task opens can be reached."""

    name: ClassVar[str] = "goto"
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Back(Action):
    """Go one entry back in the history (the back key of a phone)."""

    name: ClassVar[str] = "back"


@dataclasses.dataclass(frozen=True, slots=True)
class Forward(Action):
    """Go one entry forward in the history."""

    name: ClassVar[str] = "forward"


@dataclasses.dataclass(frozen=True, slots=True)
class Home(Action):
    """Go to the task's first page (the launcher of a phone)."""

    name: ClassVar[str] = "home"


@dataclasses.dataclass(frozen=True, slots=True)
class SwitchTab(Action):
    """Bring a tab to the front; tabs are numbered from 0 in the order in which they were opened."""

    name: ClassVar[str] = "switch_tab"
    tab: int


@dataclasses.dataclass(frozen=True, slots=True)
class CloseTab(Action):
    """Close the tab in front; the last tab cannot be closed."""

    name: ClassVar[str] = "close_tab"


@dataclasses.dataclass(frozen=True, slots=True)
class OpenApp(Action):
    """Open an app of a phone by its name."""

    name: ClassVar[str] = "open_app"
    app: str


@dataclasses.dataclass(frozen=True, slots=True)
class Wait(Action):
    """Let the page run on for a while (`milliseconds`, at most 10,000)."""

    name: ClassVar[str] = "wait"
    milliseconds: int


@dataclasses.dataclass(frozen=True, slots=True)
class Answer(Action):
    """Give the answer to the goal's question and end the episode."""

    name: ClassVar[str] = "answer"
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Stop(Action):
    """Declare the goal reached and end the episode."""

    name: ClassVar[str] = "stop"


@dataclasses.dataclass(frozen=True, slots=True)
class MarkAction(Action):
    """Base class of the actions that name a numbered element instead of a point."""


@dataclasses.dataclass(frozen=True, slots=True)
class ClickMark(MarkAction):
    """Click the middle of a numbered element."""

    name: ClassVar[str] = "click_mark"
    mark: int


@dataclasses.dataclass(frozen=True, slots=True)
class DoubleClickMark(MarkAction):
    """Double-click the middle of a numbered element."""

    name: ClassVar[str] = "double_click_mark"
    mark: int


@dataclasses.dataclass(frozen=True, slots=True)
class LongPressMark(MarkAction):
    """Long-press the middle of a numbered element."""

    name: ClassVar[str] = "long_press_mark"
    mark: int


@dataclasses.dataclass(frozen=True, slots=True)
class HoverMark(MarkAction):
    """Move the pointer to the middle of a numbered element."""

    name: ClassVar[str] = "hover_mark"
    mark: int


@dataclasses.dataclass(frozen=True, slots=True)
class DragMark(MarkAction):
    """Drag from the middle of one numbered element to the middle of another."""

    name: ClassVar[str] = "drag_mark"
    mark: int
    to_mark: int


@dataclasses.dataclass(frozen=True, slots=True)
class ScrollMark(MarkAction):
    """Turn the wheel over the middle of a numbered element."""

    name: ClassVar[str] = "scroll_mark"
    mark: int
    dx: int
    dy: int


@dataclasses.dataclass(frozen=True, slots=True)
class TypeMark(MarkAction):
    """Click a numbered field, select what it holds, and type text over it."""

    name: ClassVar[str] = "type_mark"
    mark: int
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class MacroAction(Action):
    """Several actions that are one step, performed in order; what is wrong with one of them ends it there.

    It is not in the grammar: `digienv.core.env.DigiEnv.step` and `digienv.core.async_env.AsyncEnv.step` take the
    object, and its text is only for people.
    """

    name: ClassVar[str] = "macro"
    actions: tuple[Action, ...]

    def __post_init__(self) -> None:
        """Its actions have checked their own arguments."""

    def __str__(self) -> str:
        return "; ".join(map(str, self.actions))


ACTIONS: dict[str, type[Action]] = {
    action.name: action
    for action in (
        Click,
        DoubleClick,
        LongPress,
        Hover,
        Drag,
        Scroll,
        Type,
        Press,
        Goto,
        Back,
        Forward,
        Home,
        SwitchTab,
        CloseTab,
        OpenApp,
        Wait,
        Answer,
        Stop,
        ClickMark,
        DoubleClickMark,
        LongPressMark,
        HoverMark,
        DragMark,
        ScrollMark,
        TypeMark,
    )
}
"""Every action by the name that it has in the grammar."""

_CALL = re.compile(r"\s*([a-z_]{1,32})\s*\((.*)\)\s*\Z", re.DOTALL)
_ARGUMENT = re.compile(
    r"""\s*(?:
        (?P<number>[+-]?\d{1,9}(?:\.\d{1,9})?)
      | (?P<double>"(?:[^"\\]|\\.)*")
      | '(?P<single>(?:[^'\\]|\\.)*)'
    )\s*(?P<end>,|\Z)""",
    re.DOTALL | re.VERBOSE | re.ASCII,
)


def parse_action(text: str) -> Action:
    """Read an action from its text form.

    Args:
        text: one call of the grammar, e.g. ``drag(10, 20, 80, 20)``; white space around it is ignored, and
            coordinates with a fraction are rounded.

    Raises:
        ActionError: if `text` is not exactly one valid action; the message says what is wrong with it.
    """
    if not isinstance(text, str):
        raise ActionError(f"an action is a text, not {text!r:.80}")
    if len(text) > MAX_ACTION_LENGTH:
        raise ActionError(f"an action has at most {MAX_ACTION_LENGTH} characters, this one has {len(text)}")
    call = _CALL.match(text)
    if call is None:
        raise ActionError(f'not an action: {text!r:.80} (write it as a call, e.g. click(120, 88) or type("blue mug"))')
    name, arguments = call.groups()
    if name not in ACTIONS:
        raise ActionError(f"no action is called {name!r}; there are {', '.join(ACTIONS)}")
    kind = ACTIONS[name]
    fields = dataclasses.fields(kind)
    values = _parse_arguments(name, arguments)
    if len(values) != len(fields):
        wanted = ", ".join(field.name for field in fields)
        raise ActionError(f"{name}({wanted}) takes {len(fields)} arguments, not {len(values)}")
    return kind(*values)


def action_points(action: str | Action) -> list[tuple[int, int]]:
    """The points of the screen that an action names, in order: none, one, or where it starts and where it ends.

    A text that is no valid action names none.
    """
    try:
        parsed = parse_action(action) if isinstance(action, str) else action
    except ActionError:
        return []
    if isinstance(parsed, MacroAction):
        return [point for part in parsed.actions for point in action_points(part)]
    pairs = (("x", "y"), ("to_x", "to_y"))
    return [(getattr(parsed, x), getattr(parsed, y)) for x, y in pairs if hasattr(parsed, x)]


def _parse_arguments(action: str, text: str) -> list[int | str]:
    values: list[int | str] = []
    position, expected = 0, bool(text.strip())
    while expected:
        token = _ARGUMENT.match(text, position)
        if token is None:
            raise ActionError(f"{action}: cannot read the arguments from {text[position:]!r:.80}")
        if token["number"] is not None:
            values.append(round(float(token["number"])))
        else:
            values.append(_unquote(action, token))
        position, expected = token.end(), token["end"] == ","
    return values


def _unquote(action: str, token: re.Match[str]) -> str:
    """A quoted argument as text; single-quoted strings follow the rules of JSON but for the quote."""
    quoted = token["double"]
    if quoted is None:
        quoted = '"' + re.sub(r"\\.|\"", _requote, token["single"], flags=re.DOTALL) + '"'
    try:
        value = json.loads(quoted, strict=False)
    except json.JSONDecodeError as error:
        raise ActionError(f"{action}: bad string {quoted!r:.80} ({error.msg})") from None
    return str(value)


def _requote(match: re.Match[str]) -> str:
    return {r"\'": "'", '"': r"\""}.get(match[0], match[0])


class ActionSpace(Text):
    r"""The space of action texts: `contains` asks the parser, `sample` draws a valid action on the screen.

    Args:
        actions: names of the actions that may be used, keys of `ACTIONS`.
        width: screen width in pixels; sampled points lie in ``[0, width)``.
        height: screen height in pixels.
        seed: seed of the samples.
        choices: texts of all the actions that may be used, where they are finitely many: only they are in the space
            then, and samples are uniform over them. By default the space is not finite.

    Example:
        >>> space = ActionSpace(("click", "type"), width=160, height=210, seed=0)
        >>> "click(3, 4)" in space, "goto(\"https://example.org\")" in space
        (True, False)
        >>> switch = ActionSpace(("type",), width=160, height=210, seed=0, choices=('type("on")', 'type("off")'))
        >>> "type('on')" in switch, 'type("maybe")' in switch, switch.sample()
        (True, False, 'type("off")')
    """

    WORDS: ClassVar[tuple[str, ...]] = ("a", "the", "hello", "world", "12", "cat", "Tuesday", "ok")
    KEYS: ClassVar[tuple[str, ...]] = ("Enter", "Tab", "Backspace", "Escape", "ArrowDown", "ArrowUp", "Control+a")
    MARKS: ClassVar[int] = 20

    def __init__(
        self,
        actions: Sequence[str],
        *,
        width: int,
        height: int,
        seed: int | np.random.Generator | None = None,
        choices: Sequence[str] = (),
    ) -> None:
        unknown = [name for name in actions if name not in ACTIONS]
        if unknown or not actions:
            raise ActionError(f"no action is called {', '.join(unknown) or 'nothing'}; there are {', '.join(ACTIONS)}")
        self.actions = tuple(actions)
        self.width = width
        self.height = height
        self.choices: tuple[str, ...] = ()
        self.choices = tuple(dict.fromkeys(str(self.parse(text)) for text in choices))
        super().__init__(MAX_ACTION_LENGTH, seed=seed)

    def parse(self, text: str) -> Action:
        """`parse_action`, and an `ActionError` too for an action that this space leaves out."""
        return self.check(parse_action(text))

    def check(self, action: Action) -> Action:
        """Return `action` if this space has it: its kind, and where there are `choices` the action itself.

        It has a `MacroAction` if it has all of its actions.

        Raises:
            ActionError: if it has not.
        """
        if isinstance(action, MacroAction):
            for part in action.actions:
                self.check(part)
            return action
        if action.name not in self.actions:
            raise ActionError(f"{action.name} is not among this environment's actions: {', '.join(self.actions)}")
        if self.choices and str(action) not in self.choices:
            raise ActionError(f"{action!s:.80} is not among this environment's actions: {', '.join(self.choices)}")
        return action

    def sample(self, mask: Any = None, probability: Any = None) -> str:
        """Draw one of the `choices`, or a kind of action and then its arguments, uniformly.

        `mask` and `probability` are not supported.
        """
        if mask is not None or probability is not None:
            raise ActionError("an action space samples without mask and probability")
        if self.choices:
            return self.choices[self.np_random.integers(len(self.choices))]
        kind = ACTIONS[self.actions[self.np_random.integers(len(self.actions))]]
        return str(kind(*(self._sample_argument(field.name) for field in dataclasses.fields(kind))))

    def _sample_argument(self, name: str) -> int | str:
        random = self.np_random
        match name:
            case "x" | "to_x":
                return int(random.integers(self.width))
            case "y" | "to_y":
                return int(random.integers(self.height))
            case "dx":
                return 0
            case "dy":
                return int(random.choice((-1, 1))) * (self.height // 2)
            case "mark" | "to_mark":
                return int(random.integers(1, self.MARKS + 1))
            case "tab":
                return 0
            case "milliseconds":
                return int(random.integers(1, 101))
            case "key":
                return str(random.choice(self.KEYS))
            case "url":
                return "about:blank"
            case _:
                return str(random.choice(self.WORDS))

    def contains(self, x: Any) -> bool:
        """Whether `x` is the text of an action that this space has."""
        try:
            self.parse(x)
        except ActionError:
            return False
        return True

    def __repr__(self) -> str:
        return f"ActionSpace({', '.join(self.choices or self.actions)}; {self.width}x{self.height})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ActionSpace) and (self.actions, self.choices, self.width, self.height) == (
            other.actions,
            other.choices,
            other.width,
            other.height,
        )
