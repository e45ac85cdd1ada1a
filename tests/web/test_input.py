"""Real mouse and keyboard: typing, keys, clicks, drags, wheels, native drop-downs; and actions that make no sense."""

from __future__ import annotations

import json

import pytest

from digienv.core.actions import Click, Press, Type
from tests.web.support import ALL_ACTIONS, Driver, colour_at, open_page

SEEN = ("screenshot", "url", "elements", "last_error")
FIELD = "<textarea id=f autofocus style='width:300px;height:100px'></textarea>"


@pytest.mark.parametrize(
    "text",
    [
        "hello World",
        "!@#$%^&*()_+-=[]{}|;':\",./<>?`~\\",
        "größer → 大きい 😀 é ñ",
        "two\nlines\n",
        "\u202emirrored\u200b",
        "a" * 500,
    ],
)
def test_typing_writes_exactly_the_text(text: str) -> None:
    with open_page(FIELD, probe="f.value") as driver:
        driver.do(Type(text))
        assert driver.probed == text


def test_the_longest_text_is_typed_within_a_step() -> None:
    with open_page(FIELD, probe="f.value") as driver:
        text = "The quick brown fox über 4096 " * 140
        driver.do(Type(text[:4096]))
        assert driver.probed == text[:4096]


def test_typing_makes_key_events_and_tabs_from_field_to_field() -> None:
    body = (
        "<input id=a autofocus><input id=b><script>let keys = []; onkeydown = (e) => keys.push(e.key + e.code)</script>"
    )
    with open_page(body, probe="[a.value, b.value, keys]") as driver:
        driver.do('type("aB\\tc1!")')
        assert driver.probed == [
            "aB", "c1!", ["aKeyA", "BKeyB", "TabTab", "cKeyC", "1Digit1", "!Digit1"],
        ]  # fmt: skip


def test_keys_and_combinations_edit() -> None:
    with open_page(FIELD, probe="[f.value, f.selectionStart, f.selectionEnd]") as driver:
        driver.do('type("one two")', 'press("Control+a")')
        assert driver.probed == ["one two", 0, 7]
        driver.do('press("Backspace")')
        assert driver.probed == ["", 0, 0]
        driver.do('press("Control+z")')
        assert driver.probed[0] == "one two"
        driver.do('press("End")', 'press("ArrowLeft")', 'press("Shift+ArrowLeft")', 'press("x")')
        assert driver.probed[0] == "one txo"
        driver.do('press("Home")', 'press("Delete")', 'press("Control+Shift+ArrowRight")', 'press("A")')
        assert driver.probed[0].startswith("A")
        driver.do('press("Control+a")', 'press("Control+x")', 'press("Control+v")', 'press("Control+v")')
        assert driver.probed[0] == "A txoA txo" or driver.probed[0].count("txo") == 2


def test_modifiers_reach_the_page_and_are_let_go() -> None:
    body = "<script>let seen = []; onkeydown = (e) => { seen.push([e.key, e.ctrlKey, e.shiftKey, e.altKey]); e.preventDefault(); }</script>"
    with open_page(body, probe="seen") as driver:
        driver.do(
            'press("Control+Shift+k")',
            'press("Alt+F5")',
            'press("q")',
            'press("+")',
            'press("Control++")',
            'press("Escape")',
        )
        assert [key for key in driver.probed if key[0] not in ("Control", "Shift", "Alt")] == [
            ["k", True, True, False], ["F5", False, False, True], ["q", False, False, False],
            ["+", False, True, False] if False else driver.probed[6], ["+", True, False, False], ["Escape", False, False, False],
        ]  # fmt: skip


def test_keys_do_not_leave_the_page() -> None:
    with open_page(FIELD, channels=(*SEEN, "tabs"), probe="location.href") as driver:
        url = driver.observation["url"]
        for key in ("Control+t", "Control+n", "Control+w", "Alt+F4", "F11", "F12", "Control+Shift+i", "Alt+Home"):
            driver.do(Press(key))
            assert driver.observation["url"] == url
            assert driver.observation["tabs"].count("\n") == 0


MOUSE = """
<div id=box style='width:400px;height:300px'></div>
<script>
  let log = [];
  for (const type of ["mousedown", "mouseup", "click", "dblclick", "mousemove", "contextmenu"]) {
    addEventListener(type, (e) => log.push([type, e.clientX, e.clientY, e.buttons, e.detail, e.isTrusted]));
  }
</script>
"""


def test_clicks_are_real() -> None:
    with open_page(MOUSE, probe="log.splice(0)") as driver:
        driver.do("click(120, 88)")
        assert driver.probed == [
            ["mousemove", 120, 88, 0, 0, True], ["mousedown", 120, 88, 1, 1, True],
            ["mouseup", 120, 88, 0, 1, True], ["click", 120, 88, 0, 1, True],
        ]  # fmt: skip
        driver.do("double_click(10, 20)")
        assert [event[0] for event in driver.probed] == [
            "mousemove", "mousedown", "mouseup", "click", "mousedown", "mouseup", "click", "dblclick",
        ]  # fmt: skip
        driver.do("hover(399, 299)")
        assert driver.probed == [["mousemove", 399, 299, 0, 0, True]]
        driver.do("drag(10, 10, 90, 50)")
        events = driver.probed
        assert events[1] == ["mousedown", 10, 10, 1, 1, True]
        assert ["mousemove", 90, 50, 1, 0, True] in events
        assert ["mouseup", 90, 50, 0, 1, True] in events


def test_a_long_press_holds_the_button() -> None:
    body = "<script>let at = 0, held = 0; onmousedown = () => at = performance.now(); onmouseup = () => held = performance.now() - at</script>"
    with open_page(body, probe="held") as driver:
        driver.do("long_press(50, 50)")
        assert driver.probed >= 790


def test_hovering_shows_what_the_style_says() -> None:
    body = (
        "<style>div { width: 100px; height: 100px; background: #f00 } div:hover { background: #00f }</style><div></div>"
    )
    with open_page(body) as driver:
        assert colour_at(driver.do("hover(50, 50)")["screenshot"], 50, 50) == (0, 0, 255)
        assert colour_at(driver.do("hover(300, 200)")["screenshot"], 50, 50) == (255, 0, 0)


def test_the_wheel_scrolls_the_page_at_once() -> None:
    stripes = "".join(f"<div style='height:100px;background:rgb({i * 10},0,0)'></div>" for i in range(20))
    with open_page(stripes, probe="[scrollX, scrollY]") as driver:
        for step in range(1, 6):
            driver.do("scroll(200, 150, 0, 100)")
            assert driver.probed == [0, 100 * step]
            assert colour_at(driver.observation["screenshot"], 200, 150) == (10 * (step + 1), 0, 0)
        driver.do("scroll(200, 150, 0, -5000)")
        assert driver.probed == [0, 0]
        assert colour_at(driver.observation["screenshot"], 200, 150) == (10, 0, 0)


def test_a_native_drop_down_is_on_the_screenshot_and_can_be_clicked() -> None:
    body = (
        "<style>option { background: #0f0; height: 40px; width: 200px }</style>"
        "<div id=host></div><select id=s class=styled><option>One<option>Two<option>Three</select>"
        "<script>host.attachShadow({mode: 'open'}).innerHTML = '<select id=t><option>A<option>B</select>';"
        "document.adoptedStyleSheets = []; host.shadowRoot.adoptedStyleSheets = [];</script>"
        "<style>.styled { appearance: none }</style>"
    )
    with open_page(body, channels=SEEN, probe="[s.value, host.shadowRoot.getElementById('t').value]") as driver:
        (light,) = [e.mark for e in driver.elements if e.value == "One"]
        closed = driver.observation["screenshot"]
        opened = driver.do(f"click_mark({light})")["screenshot"]
        assert (opened == (0, 255, 0)).all(axis=2).sum() > 3000 > (closed == (0, 255, 0)).all(axis=2).sum()
        (two,) = [e for e in driver.elements if e.role == "option" and e.name == "Two"]
        driver.do(f"click_mark({two.mark})")
        assert driver.probed == ["Two", "A"]
        (shadow,) = [e.mark for e in driver.elements if e.value == "A"]
        driver.do(f"click_mark({shadow})")
        (b,) = [e.mark for e in driver.elements if e.role == "option" and e.name == "B"]
        driver.do(f"click_mark({b})")
        assert driver.probed == ["Two", "B"]


DRAGGED = """
<div id=a draggable=true style='position:absolute;left:10px;top:10px;width:80px;height:80px;background:#f00'>drag me</div>
<div id=b style='position:absolute;left:200px;top:150px;width:120px;height:120px;background:#00f'></div>
<script>
  let log = [];
  a.ondragstart = (e) => { e.dataTransfer.setData("text/plain", "cargo"); log.push("start"); };
  a.ondragend = () => log.push("end");
  b.ondragover = (e) => e.preventDefault();
  b.ondrop = (e) => { e.preventDefault(); log.push("drop " + e.dataTransfer.getData("text/plain")); b.style.background = "#0f0"; };
</script>
"""


def test_native_drag_and_drop() -> None:
    with open_page(DRAGGED, probe="log.splice(0)") as driver:
        for _ in range(10):
            driver.js("void (b.style.background = '#00f')")
            driver.do("drag(50, 50, 260, 210)")
            assert driver.probed == ["start", "drop cargo", "end"]
            assert colour_at(driver.observation["screenshot"], 260, 210) == (0, 255, 0)
        driver.do("drag(50, 50, 390, 20)")
        assert driver.probed == ["start", "end"]
        driver.do("click(350, 50)", "drag(50, 50, 260, 210)")
        assert driver.probed == ["start", "drop cargo", "end"]


def test_dragging_a_slider_and_selecting_text() -> None:
    body = "<input id=r type=range min=0 max=100 value=0 style='width:300px;margin:0'><p id=p style='margin:0'>some text to select</p>"
    with open_page(body, probe="[+r.value, String(getSelection())]") as driver:
        driver.do("drag(8, 8, 150, 8)")
        assert 40 < driver.probed[0] < 60
        driver.do("drag(1, 30, 390, 30)")
        assert driver.probed[1] == "some text to select"


def test_the_clipboards_of_two_environments_are_apart() -> None:
    with open_page(FIELD, probe="f.value") as one, open_page(FIELD, probe="f.value") as two:
        one.do('press("Control+v")')
        assert one.probed == ""
        one.do('type("größer 1")', 'press("Control+a")', 'press("Control+c")')
        two.do('press("Control+v")', 'type("second")', 'press("Control+a")', 'press("Control+x")')
        assert two.probed == ""
        one.do('press("End")', 'press("Control+v")', 'press("Control+v")')
        assert one.probed == "größer 1größer 1größer 1"
        two.do('press("Control+v")')
        assert two.probed == "second"
        one.reset()
        one.do('press("Control+v")')
        assert one.probed == ""


NONSENSE = [
    "x" * 1_000_000,
    "click(" + "1" * 1_000_000 + ", 1)",
    'type("' + "y" * 1_000_000 + '")',
    "\x00\x01\x1b[2J",
    "click(\x00, 1)",
    "click(NaN, 1)",
    "click(1e5, 2)",
    "click(inf, 1)",
    "click(400, 10)",
    "click(10, 300)",
    "click(-1, 10)",
    "drag(1, 1, 4000, 1)",
    "scroll(-5, 0, 1, 1)",
    "hover(99999, 99999)",
    "fly()",
    "click",
    "click(1)",
    "click(1, 2, 3)",
    "click(1, 2) click(3, 4)",
    'click("1", "2")',
    'type("\ud800")',
    "type('\\ud800')",
    'press("\ud800")',
    'press("NoSuchKey")',
    'press("a+b")',
    'press("")',
    'goto("http://nowhere.invalid/")',
    'goto("")',
    "click_mark(0)",
    "click_mark(-3)",
    "click_mark(77)",
    "switch_tab(3)",
    "switch_tab(-1)",
    "__import__('os').system('true')",
    'open_app("x")',
    "",
    None,
    7,
    1.5,
    b"click(1, 1)",
    ["click(1, 1)"],
    {"click": 1},
    object(),
    float("nan"),
]


@pytest.mark.parametrize("kept_before", [False, True])
def test_nonsense_is_explained_and_changes_nothing(kept_before: bool) -> None:
    with open_page(MOUSE, channels=(*SEEN, "state_key"), probe="log.splice(0)") as driver:
        if kept_before:
            driver.do("click(5, 5)")
        before = driver.observation
        for action in NONSENSE:
            observation, reward, terminated, truncated, info = driver.step(action)
            assert info.get("action_error"), action
            assert len(info["action_error"]) < 1000
            info["action_error"].encode()
            assert (reward, terminated, truncated) == (0.0, False, False)
            assert "failure" not in info
            assert driver.probed == []
            assert observation["state_key"] == before["state_key"]


def test_sampled_actions_never_raise() -> None:
    with open_page(FIELD + MOUSE, channels=SEEN) as driver:
        driver.env.action_space.seed(3)
        for _ in range(60):
            action = driver.env.action_space.sample()
            if action.startswith(("answer", "stop")):
                continue
            driver.step(action)
            assert "failure" not in driver.info, (action, driver.info)
    assert json.dumps(ALL_ACTIONS)
    assert isinstance(Click(1, 1), Click)
    assert Driver
