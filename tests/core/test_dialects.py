"""Other grammars of actions: what they say is what ours says, and nothing else comes of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digienv.core.actions import Action, parse_action
from digienv.core.dialects import DIALECTS, parse_androidworld, parse_digirl
from digienv.core.env import DigiEnv
from digienv.core.errors import ActionError, DigienvError
from digienv.wrappers import Dialect
from tests.core.fakes import make_async


def digirl(kind: str, touch: str = "[-1.0, -1.0]", lift: str = "[-1.0, -1.0]", typed: str = "") -> str:
    return (
        f'Action Decision: "action_type": "{kind}", "touch_point": "{touch}", '
        f'"lift_point": "{lift}", "typed_text": "{typed}"'
    )


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (digirl("DUAL_POINT", "[0.5, 0.25]", "[0.5, 0.25]"), "click(270, 1200)"),
        (digirl("DUAL_POINT", "[0.50, 0.25]", "[0.52, 0.26]"), "click(270, 1200)"),
        (digirl("DUAL_POINT", "[0.8, 0.5]", "[0.2, 0.5]"), "drag(540, 1920, 540, 480)"),
        (digirl("DUAL_POINT", "[1.0, 1.0]", "[1.0, 1.0]"), "click(1079, 2399)"),
        (digirl("TYPE", typed="best pizza, near me"), 'type("best pizza, near me")'),
        (digirl("PRESS_BACK"), "back()"),
        (digirl("PRESS_HOME"), "home()"),
        (digirl("PRESS_ENTER"), 'press("Enter")'),
        (digirl("STATUS_TASK_COMPLETE"), "stop()"),
        (digirl("TASK_IMPOSSIBLE"), "stop()"),
    ],
)
def test_digirl(text: str, ours: str) -> None:
    assert parse_digirl(text, 1080, 2400) == parse_action(ours)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "click the button",
        digirl("DUAL_POINT"),
        digirl("DUAL_POINT", "[0.5]", "[0.5, 0.5]"),
        digirl("DUAL_POINT", "[5, 0.5]", "[0.5, 0.5]"),
        digirl("FLY"),
        '"action_type": "TYPE"',
    ],
)
def test_what_is_no_action_of_digirl(text: str) -> None:
    with pytest.raises(ActionError):
        parse_digirl(text, 1080, 2400)


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ({"action_type": "click", "x": 12, "y": 34}, "click(12, 34)"),
        ({"action_type": "click", "index": 0}, "click_mark(1)"),
        ({"action_type": "click", "index": "7"}, "click_mark(8)"),
        ({"action_type": "double_tap", "x": 1, "y": 2}, "double_click(1, 2)"),
        ({"action_type": "long_press", "index": 2}, "long_press_mark(3)"),
        ({"action_type": "input_text", "text": "hi, there", "index": 4}, 'type_mark(5, "hi, there")'),
        ({"action_type": "input_text", "text": "hi"}, 'type("hi")'),
        ({"action_type": "scroll", "direction": "down"}, "scroll(540, 1200, 0, 1200)"),
        ({"action_type": "swipe", "direction": "up"}, "scroll(540, 1200, 0, 1200)"),
        ({"action_type": "scroll", "direction": "left", "index": 1}, "scroll_mark(2, -540, 0)"),
        ({"action_type": "open_app", "app_name": "Clock"}, 'open_app("Clock")'),
        ({"action_type": "navigate_home"}, "home()"),
        ({"action_type": "navigate_back"}, "back()"),
        ({"action_type": "keyboard_enter"}, 'press("Enter")'),
        ({"action_type": "wait"}, "wait(1000)"),
        ({"action_type": "answer", "text": "42"}, 'answer("42")'),
        ({"action_type": "status", "goal_status": "complete"}, "stop()"),
    ],
)
def test_androidworld(said: dict, ours: str) -> None:
    assert parse_androidworld(f"Reason: it is so. Action: {json.dumps(said)}", 1080, 2400) == parse_action(ours)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[1]", '{"action_type": "fly"}', '{"action_type": "click"}', '{"action_type": 5}'),
        *('{"action_type": "click", "x": true, "y": 1}', '{"action_type": "scroll", "direction": "in"}'),
        '{"action_type": "input_text"}',
    ],
)
def test_what_is_no_action_of_androidworld(text: str) -> None:
    with pytest.raises(ActionError):
        parse_androidworld(text, 1080, 2400)


@given(
    st.sampled_from(sorted(DIALECTS)), st.text() | st.dictionaries(st.text(), st.integers() | st.text()).map(json.dumps)
)
def test_nothing_else_comes_of_any_text(name: str, text: str) -> None:
    try:
        action = DIALECTS[name](text, 100, 200)
    except ActionError:
        return
    assert isinstance(action, Action)


@given(
    st.sampled_from(["click", "input_text", "scroll", "answer", "open_app"]),
    st.fixed_dictionaries(
        {},
        optional={
            name: st.integers() | st.floats() | st.text() | st.none()
            for name in ("x", "y", "index", "text", "direction", "app_name")
        },
    ),
)
def test_nothing_else_comes_of_strange_fields(kind: str, more: dict) -> None:
    try:
        action = parse_androidworld(json.dumps({"action_type": kind, **more}), 100, 200)
    except ActionError:
        return
    assert isinstance(action, Action)


def test_an_environment_in_another_grammar() -> None:
    env = Dialect(DigiEnv(make_async()), "digirl")
    env.reset(seed=0)
    *_, info = env.step(digirl("FLY"))
    assert "FLY" in info["action_error"]
    *_, info = env.step(digirl("DUAL_POINT", "[0.1, 0.1]", "[0.1, 0.1]"))
    assert "action_error" not in info
    with pytest.raises(DigienvError, match="digirl"):
        Dialect(DigiEnv(make_async()), "klingon")
