"""Other grammars of actions, read as ours: DigiRL's and AndroidWorld's.

What cannot be read is an `ActionError` with the reason; it is never made into another action.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
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
    OpenApp,
    Press,
    Scroll,
    ScrollMark,
    Stop,
    Type,
    TypeMark,
    Wait,
)
from digienv.core.errors import ActionError

__all__ = ["DIALECTS", "parse_androidworld", "parse_digirl"]

TAP_DISTANCE = 0.04
"""Of DigiRL: how far apart, in shares of the screen, touch and lift may be to be a tap (Rawles et al., 2023)."""
WAIT = 1000
_FIELD = r'"{}"\s*:\s*"(.*?)"'
_POINT = re.compile(r"\[\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*\]")
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
    """Read an action of DigiRL (Bai et al., 2024), which is Auto-UI's (Zhang & Zhang, 2023).

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
    points = [_digirl_point(text, name) for name in ("touch_point", "lift_point")]
    (y, x), (to_y, to_x) = points
    at_x, at_y = _pixel(x, width), _pixel(y, height)
    if math.dist(*points) <= TAP_DISTANCE:
        return Click(at_x, at_y)
    return Drag(at_x, at_y, _pixel(to_x, width), _pixel(to_y, height))


def _digirl_field(text: str, name: str) -> str:
    found = re.search(_FIELD.format(name), text, re.DOTALL)
    if found is None:
        raise ActionError(f"there is no {name!r} in {text!r:.120}")
    return found[1]


def _digirl_point(text: str, name: str) -> tuple[float, float]:
    said = _digirl_field(text, name)
    found = _POINT.fullmatch(said.strip())
    if found is None:
        raise ActionError(f"{name} is {said!r:.40}, not a point like [0.5, 0.2]")
    y, x = float(found[1]), float(found[2])
    if not (0 <= y <= 1 and 0 <= x <= 1):
        raise ActionError(f"{name} [{y}, {x}] is not on the screen: both are shares from 0 to 1")
    return y, x


def _pixel(share: float, size: int) -> int:
    return min(size - 1, int(share * size))


def parse_androidworld(text: str, width: int, height: int) -> Action:
    """Read an action of AndroidWorld (Rawles et al., 2024): JSON like ``{"action_type": "click", "x": 5, "y": 9}``.

    An ``index`` is the number of an element: AndroidWorld counts from 0, our marks from 1.

    Args:
        text: the JSON object, alone or with text around it.
        width: of the screen in pixels.
        height: of the screen in pixels.

    Raises:
        ActionError: if it is none.
    """
    start, end = text.find("{"), text.rfind("}")
    try:
        said = json.loads(text[start : end + 1])
    except ValueError:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("action_type"), str):
        raise ActionError(f"no JSON object with an action_type: {text!r:.120}")
    match said["action_type"]:
        case "click" | "double_tap" | "long_press" as kind:
            marked, placed = {
                "click": (ClickMark, Click),
                "double_tap": (DoubleClickMark, DoubleClick),
                "long_press": (LongPressMark, LongPress),
            }[kind]
            return marked(_mark(said)) if "index" in said else placed(*_place(said))
        case "input_text":
            typed = _text(said, "text")
            return TypeMark(_mark(said), typed) if "index" in said else Type(typed)
        case "scroll" | "swipe" as kind:
            return _moved(said, width, height, 1 if kind == "scroll" else -1)
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


def _moved(said: dict[str, Any], width: int, height: int, sign: int) -> Action:
    """A scroll reveals what is in its direction; a swipe moves the finger there."""
    ways = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
    direction = said.get("direction")
    if direction not in ways:
        raise ActionError(f"direction is up, down, left or right, not {direction!r:.40}")
    across, along = ways[direction]
    dx, dy = sign * across * width // 2, sign * along * height // 2
    return ScrollMark(_mark(said), dx, dy) if "index" in said else Scroll(width // 2, height // 2, dx, dy)


def _mark(said: dict[str, Any]) -> int:
    return _whole(said, "index") + 1


def _place(said: dict[str, Any]) -> tuple[int, int]:
    return _whole(said, "x"), _whole(said, "y")


def _whole(said: dict[str, Any], name: str) -> int:
    value = said.get(name)
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,6}\s*", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ActionError(f"{name} must be a number, not {value!r:.40}")
    return round(value)


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise ActionError(f"{name} must be a text, not {value!r:.40}")
    return value


DIALECTS: dict[str, Callable[[str, int, int], Action]] = {"androidworld": parse_androidworld, "digirl": parse_digirl}
"""By name: each takes a text and the width and height of the screen."""
