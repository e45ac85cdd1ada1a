"""Other grammars of actions, read as ours: DigiRL's and AndroidWorld's.

What cannot be read is an `ActionError` with the reason; it is never made into another action.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from digienv.core.actions import (
    Action,
    Answer,
    Back,
    Click,
    ClickMark,
    DoubleClick,
    DoubleClickMark,
    Drag,
    Home,
    LongPress,
    LongPressMark,
    MacroAction,
    OpenApp,
    Press,
    Scroll,
    ScrollMark,
    Stop,
    Type,
    Wait,
)
from digienv.core.errors import ActionError

__all__ = ["DIALECTS", "parse_androidworld", "parse_digirl"]

TAP = 10
"""Of DigiRL: the square of the distance in pixels from touch to lift below which they are a tap, and not a swipe."""
WAIT = 1000
_FIELD = r'"{}"\s*:\s*"(.*?)"'
_SHARE = r"(-?\d{1,9}(?:\.\d{1,32})?)"
_POINT = re.compile(rf"\[\s*{_SHARE}\s*,\s*{_SHARE}\s*\]")
_JSON = json.JSONDecoder()
_DIRECTIONS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_PLAIN: dict[str, Callable[[], Action]] = {
    "PRESS_BACK": Back,
    "PRESS_HOME": Home,
    "PRESS_ENTER": lambda: Press("Enter"),
    "STATUS_TASK_COMPLETE": Stop,
    "TASK_COMPLETE": Stop,
    "TASK_IMPOSSIBLE": Stop,
    "STATUS_TASK_IMPOSSIBLE": Stop,
}


def parse_digirl(text: str, width: int, height: int) -> Action:
    """Read an action of DigiRL (Bai et al., 2024) as its code does; the form is Auto-UI's (Zhang & Zhang, 2023).

    E.g. ``"action_type": "DUAL_POINT", "touch_point": "[0.5, 0.2]", "lift_point": "[0.5, 0.2]", "typed_text": ""``:
    points are shares of the screen, the vertical one first.

    Args:
        text: with what stands before it, e.g. ``Action Decision:``.
        width: of the screen in pixels.
        height: of the screen in pixels.

    Raises:
        ActionError: if it is none.
    """
    kind = _digirl_field(text, "action_type")
    if kind in _PLAIN:
        return _PLAIN[kind]()
    if kind == "TYPE":
        typed = re.search(r'"typed_text"\s*:\s*"(.*)"', text, re.DOTALL)
        if typed is None:
            raise ActionError("TYPE needs a typed_text")
        return Type(typed[1])
    if kind != "DUAL_POINT":
        raise ActionError(f"DigiRL has no action {kind!r:.40}; it has DUAL_POINT, TYPE, {', '.join(_PLAIN)}")
    x, y = _digirl_point(text, "touch_point", width, height)
    to_x, to_y = _digirl_point(text, "lift_point", width, height)
    at = min(width - 1, int(x)), min(height - 1, int(y))
    if (x - to_x) ** 2 + (y - to_y) ** 2 < TAP:
        return Click(*at)
    return Drag(*at, min(width - 1, int(to_x)), min(height - 1, int(to_y)))


def _digirl_field(text: str, name: str) -> str:
    found = re.search(_FIELD.format(name), text, re.DOTALL)
    if found is None:
        raise ActionError(f"there is no {name!r} in {text!r:.120}")
    return found[1]


def _digirl_point(text: str, name: str, width: int, height: int) -> tuple[Fraction, Fraction]:
    """Its x and y in pixels, exactly: in floats the difference of two would cross the limit of a tap by rounding."""
    said = _digirl_field(text, name)
    found = _POINT.fullmatch(said.strip())
    if found is None:
        raise ActionError(f"{name} is {said!r:.40}, not a point like [0.5, 0.2]")
    y, x = Fraction(found[1]), Fraction(found[2])
    if not (0 <= y <= 1 and 0 <= x <= 1):
        raise ActionError(f"{name} is {said!r:.40}, which is not on the screen: both are shares from 0 to 1")
    return x * width, y * height


def parse_androidworld(text: str, width: int, height: int) -> Action:
    """Read an action of AndroidWorld (Rawles et al., 2024): JSON like ``{"action_type": "click", "x": 5, "y": 9}``.

    It does what AndroidWorld does with it. ``input_text`` first clicks where it says, deletes what is there if it has
    ``clear_text``, and presses Enter in the end, so it is a `MacroAction`. An ``index`` is the number of an element:
    AndroidWorld counts from 0, our marks from 1. An ``answer`` ends the episode.

    Args:
        text: the JSON object, alone or with text around it; where that has several, the first after ``Action:``.
        width: of the screen in pixels.
        height: of the screen in pixels.

    Raises:
        ActionError: if it is none.
    """
    said = _json_action(text)
    mark = _mark(said)
    match said["action_type"]:
        case "click":
            return Click(*_place(said)) if mark is None else ClickMark(mark)
        case "double_tap":
            return DoubleClick(*_place(said)) if mark is None else DoubleClickMark(mark)
        case "long_press":
            return LongPress(*_place(said)) if mark is None else LongPressMark(mark)
        case "input_text":
            return _input_text(said, mark)
        case "scroll":
            across, along = _direction(said)
            dx, dy = across * width // 2, along * height // 2
            if mark is None or mark == 1:  # AndroidWorld takes index 0 for none here
                return Scroll(width // 2, height // 2, dx, dy)
            return ScrollMark(mark, dx, dy)
        case "swipe":
            return _swipe(*_direction(said), width, height)
        case "open_app":
            return OpenApp(_text(said, "app_name"))
        case "navigate_home":
            return Home()
        case "navigate_back":
            return Back()
        case "keyboard_enter":
            return Press("Enter")
        case "wait":
            return Wait(WAIT)
        case "answer":
            return Answer(_text(said, "text"))
        case "status":
            return Stop()
        case kind:
            raise ActionError(f"AndroidWorld has no action {kind!r:.40}")


def _json_action(text: str) -> dict[str, Any]:
    starts = [found.start() for found in re.finditer("{", text)]
    marker = text.find("Action:")
    for start in sorted(starts, key=lambda start: start < marker):
        try:
            said, _ = _JSON.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(said.get("action_type"), str):
            return dict(said)
    raise ActionError(f"no JSON object with an action_type: {text!r:.120}")


def _input_text(said: dict[str, Any], mark: int | None) -> MacroAction:
    text = _text(said, "text")
    if not text:
        raise ActionError("input_text needs a text that is not empty")
    actions: list[Action] = []
    if mark is not None:
        actions.append(ClickMark(mark))
    elif said.get("x") is not None and said.get("y") is not None:
        actions.append(Click(*_place(said)))
    if said.get("clear_text"):
        actions += [Press("Control+a"), Press("Backspace")]
    return MacroAction((*actions, Type(text), Press("Enter")))


def _swipe(across: int, along: int, width: int, height: int) -> Drag:
    """From edge to edge: up and down the finger goes where the direction says, left and right the other way."""
    x, y, right, bottom = width // 2, height // 2, width - 1, height - 1
    if across:
        return Drag(0, y, right, y) if across < 0 else Drag(right, y, 0, y)
    return Drag(x, bottom, x, 0) if along < 0 else Drag(x, 0, x, bottom)


def _direction(said: dict[str, Any]) -> tuple[int, int]:
    direction = said.get("direction")
    if not isinstance(direction, str) or direction not in _DIRECTIONS:
        raise ActionError(f"direction is up, down, left or right, not {direction!r:.40}")
    return _DIRECTIONS[direction]


def _mark(said: dict[str, Any]) -> int | None:
    """Our number of the element that it names, if it names one."""
    if said.get("index") is None:
        return None
    if said.get("x") is not None or said.get("y") is not None:
        raise ActionError("it has an index or x and y, not both")
    index = _whole(said, "index")
    if index < 0:
        raise ActionError(f"index counts elements from 0, it is not {index}")
    return index + 1


def _place(said: dict[str, Any]) -> tuple[int, int]:
    return _whole(said, "x"), _whole(said, "y")


def _whole(said: dict[str, Any], name: str) -> int:
    value = said.get(name)
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,6}\s*", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return int(value)
    raise ActionError(f"{name} must be a number, not {value!r:.40}")


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        raise ActionError(f"{name} must be a text, not {value!r:.40}")
    return value


DIALECTS: dict[str, Callable[[str, int, int], Action]] = {"androidworld": parse_androidworld, "digirl": parse_digirl}
"""By name: each takes a text and the width and height of the screen."""
