"""Other grammars of actions: what they say is what ours says, and nothing else comes of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digienv.core.actions import Action, ActionSpace, Back, Click, Drag, MacroAction, parse_action
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
        (digirl("DUAL_POINT", "[0.50, 0.25]", "[0.52, 0.26]"), "drag(270, 1200, 280, 1248)"),
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
    ("touch", "lift", "kind"),
    [
        ("[0.50, 0.50]", "[0.53, 0.50]", Click),
        ("[0.50, 0.50]", "[0.54, 0.50]", Drag),
        ("[0.50, 0.50]", "[0.52, 0.52]", Click),
        ("[0.50, 0.50]", "[0.53, 0.51]", Drag),  # 10 square pixels
        ("[0.00, 0.03]", "[0.01, 0.00]", Drag),
        ("[0.07, 0.03]", "[0.08, 0.00]", Drag),  # 10 too, and less in floats
    ],
)
def test_a_tap_of_digirl_goes_less_than_ten_square_pixels(touch: str, lift: str, kind: type[Action]) -> None:
    assert isinstance(parse_digirl(digirl("DUAL_POINT", touch, lift), 100, 100), kind)
    assert isinstance(parse_digirl(digirl("DUAL_POINT", lift, touch), 100, 100), kind)


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
        ({"action_type": "click", "index": None, "x": 12.9, "y": "34"}, "click(12, 34)"),
        ({"action_type": "scroll", "direction": "down"}, "scroll(540, 1200, 0, 1200)"),
        ({"action_type": "scroll", "direction": "left", "index": 1}, "scroll_mark(2, -540, 0)"),
        ({"action_type": "scroll", "direction": "right", "index": 0}, "scroll(540, 1200, 540, 0)"),
        ({"action_type": "swipe", "direction": "up"}, "drag(540, 2399, 540, 0)"),
        ({"action_type": "swipe", "direction": "down"}, "drag(540, 0, 540, 2399)"),
        ({"action_type": "swipe", "direction": "left"}, "drag(0, 1200, 1079, 1200)"),
        ({"action_type": "swipe", "direction": "right"}, "drag(1079, 1200, 0, 1200)"),
        ({"action_type": "open_app", "app_name": "Clock"}, 'open_app("Clock")'),
        ({"action_type": "navigate_home"}, "home()"),
        ({"action_type": "navigate_back"}, "back()"),
        ({"action_type": "keyboard_enter"}, 'press("Enter")'),
        ({"action_type": "wait"}, "wait(1000)"),
        ({"action_type": "answer", "text": "42"}, 'answer("42")'),
        ({"action_type": "answer", "text": 42}, 'answer("42")'),
        ({"action_type": "status", "goal_status": "complete"}, "stop()"),
    ],
)
def test_androidworld(said: dict, ours: str) -> None:
    assert parse_androidworld(f"Reason: it is so. Action: {json.dumps(said)}", 1080, 2400) == parse_action(ours)


@pytest.mark.parametrize(
    ("more", "ours"),
    [
        ({}, 'type("hi"); press("Enter")'),
        ({"x": 12, "y": 34}, 'click(12, 34); type("hi"); press("Enter")'),
        ({"x": 12}, 'type("hi"); press("Enter")'),
        ({"index": 4}, 'click_mark(5); type("hi"); press("Enter")'),
        ({"clear_text": True}, 'press("Control+a"); press("Backspace"); type("hi"); press("Enter")'),
        (
            {"x": 12, "y": 34, "index": None, "clear_text": True},
            'click(12, 34); press("Control+a"); press("Backspace"); type("hi"); press("Enter")',
        ),
    ],
)
def test_a_text_of_androidworlds_is_put_in_by_several_actions(more: dict, ours: str) -> None:
    action = parse_androidworld(json.dumps({"action_type": "input_text", "text": "hi", **more}), 1080, 2400)
    assert action == MacroAction(tuple(parse_action(part) for part in ours.split("; ")))
    assert str(action) == ours


@pytest.mark.parametrize(
    "text",
    [
        'Reason: of {a, b} it is {"b": 1}. Action: {"action_type": "navigate_back"}',
        'Reason: not {"action_type": "wait"}. Action: {"action_type": "navigate_back"} for {now}',
        'Action: {"action_type": "navigate_back"}, then {"action_type": "wait"}',
        '{"thought": {"of": "Action:"}, "action_type": "navigate_back"}',
        "{" * 2000 + '{"action_type": "navigate_back"}',
        '{"a":' * 2000 + '{"action_type": "navigate_back"}' + "}" * 2000,
    ],
)
def test_where_androidworlds_action_stands(text: str) -> None:
    assert parse_androidworld(text, 1080, 2400) == Back()


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[1]", '{"action_type": "fly"}', '{"action_type": "click"}', '{"action_type": 5}'),
        *('{"action_type": "click", "x": true, "y": 1}', '{"action_type": "scroll", "direction": "in"}'),
        *('{"action_type": "input_text"}', '{"action_type": "input_text", "text": ""}'),
        *('{"action_type": "click", "index": -1}', '{"action_type": "click", "index": 1, "x": 2, "y": 3}'),
        *('{"action_type": "click", "x": 1}', '{"action_type": "scroll", "direction": "up", "index": 1, "y": 3}'),
        *(
            "[" * 1000,
            '{"action_type": ' + "[" * 1000,
            '{"action_type": "answer", "text": ' + "[" * 900 + "]" * 900 + "}",
        ),
        '{"action_type": "click", "x": 1' + "0" * 400 + ', "y": 1}',
    ],
)
def test_what_is_no_action_of_androidworld(text: str) -> None:
    with pytest.raises(ActionError):
        parse_androidworld(text, 1080, 2400)


def spliced(parts: list[str]) -> st.SearchStrategy[str]:
    """Texts with parts of what a grammar has."""
    return st.lists(st.sampled_from(parts) | st.text(max_size=20), max_size=12).map("".join)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
KINDS = ("click", "double_tap", "long_press", "input_text", "scroll", "swipe", "answer", "open_app", "status", "wait")
FIELDS = ("x", "y", "index", "text", "direction", "app_name", "clear_text")
ANDROIDWORLD = st.fixed_dictionaries(
    {"action_type": st.sampled_from(KINDS)},
    optional={name: JSON | st.integers(-2, 300) | st.sampled_from(("up", "left")) for name in FIELDS},
).map(json.dumps)
DIGIRL = st.builds(
    digirl,
    st.sampled_from(("DUAL_POINT", "TYPE", "PRESS_HOME")) | st.text(),
    *[st.lists(st.floats() | st.integers(-1, 2), max_size=3).map(str) | st.text()] * 2,
    st.text(),
)
ANY = st.one_of(
    st.text(),
    st.characters().flatmap(lambda char: st.integers(0, 3000).map(lambda times: char * times)),
    spliced(['{"action_type": "', "click", '"', ", ", '"x": ', '"index": ', "{", "}", "[", "1", "Action:", "9" * 5000]),
    spliced(['"action_type": "', "DUAL_POINT", '"', '"touch_point": "', '"lift_point": "', "[", "0.5", ", ", "]"]),
    ANDROIDWORLD,
    DIGIRL,
)


@given(st.sampled_from(sorted(DIALECTS)), ANY)
@example("androidworld", "[" * 1000)
@example("androidworld", '{"a":' * 1000)
@example("digirl", digirl("DUAL_POINT", f"[0.{'5' * 5000}, 1]", "[1, 1]"))
def test_any_text_is_an_action_or_an_error_of_one(name: str, text: str) -> None:
    try:
        action = DIALECTS[name](text, 100, 200)
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


def test_a_macro_is_one_step() -> None:
    env = Dialect(DigiEnv(make_async()), "androidworld")
    _, info = env.reset(seed=2)
    env.unwrapped.env.action_space = ActionSpace(("click", "press", "type", "stop"), width=32, height=24)
    *_, info = env.step(json.dumps({"action_type": "input_text", "text": "hi", "x": 1, "y": 1}))
    assert (info["steps"], "action_error" in info, env.unwrapped.env.surface.count) == (1, False, 1)
    *_, info = env.step(json.dumps({"action_type": "input_text", "text": "hi", "index": 1}))
    assert "click_mark" in info["action_error"]
    *_, info = env.step("[" * 1000)
    assert (info["steps"], "no JSON object" in info["action_error"]) == (3, True)
