import http.client
import json
import threading
from urllib.parse import urlsplit

import gymnasium
import numpy as np
import pytest
from playwright.sync_api import expect

import digienv  # noqa: F401
from digienv.core.viewer import Viewer
from tests.chromium import Watched, chromium


@pytest.fixture(autouse=True)
def no_display(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


class Inputs(list):
    """What the page sent, and waiting for more of it."""

    def __init__(self):
        super().__init__()
        self._came = threading.Condition()

    def put(self, event):
        with self._came:
            self.append(event)
            self._came.notify_all()

    def wait_for(self, count):
        with self._came:
            assert self._came.wait_for(lambda: len(self) >= count, 10), f"only {list(self)} came"
        return [event.get("action", event["kind"]) for event in self]


@pytest.fixture
def inputs():
    return Inputs()


@pytest.fixture
def viewer(inputs):
    viewer = Viewer(inputs.put)
    yield viewer
    viewer.close()


@pytest.fixture
def watched(browser):
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    watched = Watched(context)
    yield watched
    context.close()


def screen(value=255, width=160, height=210):
    return np.full((height, width, 3), value, np.uint8)


def show(viewer, value=255, **changes):
    state = {"task": "miniwob.x", "goal": "Do it.", "status": "playing", "steps": 0, "episode": 1}
    viewer.show(screen(value), **state | {"successes": 0, "finished": 0, "solvable": True, "hovers": True} | changes)


def request(viewer, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(viewer.url).port, timeout=10)
    connection.request(method, path, body, headers)
    reply = connection.getresponse()
    text = reply.read()
    connection.close()
    return reply.status, text


def test_nothing_is_served_without_the_token(viewer, inputs):
    show(viewer)
    for path in ("/", "/state", "/frame", "/?token=", "/?token=wrong", f"/?tok={viewer.token}"):
        assert request(viewer, "GET", path)[0] == 403
    assert request(viewer, "POST", "/input?token=wrong", '{"kind": "new"}')[0] == 403
    assert request(viewer, "GET", f"/?token={viewer.token}", Host="evil.example")[0] == 403
    assert request(viewer, "GET", f"/?token={viewer.token}")[0] == 200
    assert inputs == []


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/input", "not json", {}),
        ("/input", "[1]", {}),
        ("/input", "[" * 60_000, {}),
        ("/input", "{}", {"Content-Length": "x"}),
        ("/input", "{}", {"Content-Length": "-1"}),
        ("/input", "x" * 100_000, {}),
        ("/other", '{"kind": "new"}', {}),
    ],
)
def test_bad_input_is_refused_without_a_word_on_the_terminal(viewer, inputs, capfd, path, body, headers):
    try:
        status, _ = request(viewer, "POST", f"{path}?token={viewer.token}", body, **headers)
    except ConnectionError:  # refused before all of the body was sent
        status = 400
    assert status == 400
    assert inputs == []
    assert request(viewer, "GET", f"/?token={viewer.token}")[0] == 200
    assert "Traceback" not in capfd.readouterr().err


def test_the_token_is_printed_once_and_never_logged(capfd):
    viewer = Viewer()
    request(viewer, "GET", f"/?token={viewer.token}")
    request(viewer, "GET", f"/nothing?token={viewer.token}")
    viewer.close()
    assert capfd.readouterr().err.count(viewer.token) == 1


def test_only_loopback_is_listened_on(viewer):
    assert urlsplit(viewer.url).hostname == "127.0.0.1"
    assert viewer._server.server_address[0] == "127.0.0.1"


def test_every_frame_and_word_of_the_state_appears(viewer, watched):
    page = watched.page
    page.goto(viewer.url)
    show(viewer, goal="Click <b>it</b>.", steps=0, max_steps=10)
    expect(page.locator("#goal")).to_have_text("Click <b>it</b>.")
    show(viewer, steps=3, max_steps=10, action="click(5, 6)", points=[(5, 6)], reward=-1.0, total=-0.75, episode=4,
         successes=1, finished=3, error="no such thing")  # fmt: skip
    expect(page.locator("#steps")).to_have_text("3")
    expect(page.locator("#max_steps")).to_have_text("of 10")
    expect(page.locator("#total")).to_have_text("-0.75")
    expect(page.locator("#episode")).to_have_text("4")
    expect(page.locator("#share")).to_have_text("33 %")
    expect(page.locator("#log li").first).to_contain_text("click(5, 6) — no such thing")
    expect(page.locator("#marks circle")).to_have_count(1)
    show(viewer, status="success", message="Solved", steps=4, action="click(7, 8)", reward=1.0)
    expect(page.locator("#status")).to_have_text("Solved")
    assert page.title().startswith("✓")
    assert watched.errors == []


def test_the_picture_shown_is_the_last_frame(viewer, watched):
    page = watched.page
    page.goto(viewer.url)
    for value in (10, 200, 90):
        show(viewer, value, steps=value)
        expect(page.locator("#steps")).to_have_text(str(value))
        pixel = page.evaluate(
            """() => { const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
            pen.drawImage(document.getElementById("screen"), 0, 0); return pen.getImageData(50, 50, 1, 1).data[0]; }"""
        )
        assert pixel == value


@pytest.mark.parametrize(("width", "density"), [(1000, 1), (390, 2), (390, 3)])
def test_pixels_stay_square_and_sharp(browser, viewer, width, density):
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=density)
    page = context.new_page()
    show(viewer)
    page.goto(viewer.url)
    expect(page.locator("#screen")).to_be_visible()
    box = page.locator("#screen").bounding_box()
    scale = box["width"] * density / 160
    assert scale == pytest.approx(round(scale), rel=1e-3)
    assert box["height"] * density / 210 == pytest.approx(scale, rel=1e-3)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


@pytest.fixture
def playing(viewer, watched):
    """The page with a frame in it, and a function from a point of the frame to a point of the page."""
    show(viewer)
    watched.page.goto(viewer.url)
    expect(watched.page.locator("#screen")).to_be_visible()
    box = watched.page.locator("#screen").bounding_box()

    def place(x, y):
        return box["x"] + (x + 0.5) * box["width"] / 160, box["y"] + (y + 0.5) * box["height"] / 210

    yield watched.page, place
    assert watched.errors == []


def test_pointing(playing, inputs):
    page, place = playing
    page.mouse.click(*place(0, 0))
    inputs.wait_for(1)
    page.mouse.dblclick(*place(159, 209))
    inputs.wait_for(2)
    page.mouse.move(*place(10, 20))
    page.mouse.down()
    page.mouse.move(*place(60, 100), steps=5)
    page.mouse.up()
    inputs.wait_for(3)
    page.mouse.click(*place(7, 8), button="right")
    inputs.wait_for(4)
    page.mouse.move(*place(80, 105))
    page.mouse.wheel(0, 120)
    page.mouse.wheel(0, 30)
    inputs.wait_for(5)
    page.mouse.click(*place(30, 40), delay=900)
    shown = page.locator("#screen").bounding_box()["width"]
    assert inputs.wait_for(6) == [
        "click(0, 0)",
        "double_click(159, 209)",
        "drag(10, 20, 60, 100)",
        "hover(7, 8)",
        f"scroll(80, 105, 0, {round(150 * 160 / shown)})",
        "long_press(30, 40)",
    ]


def test_what_has_no_pointer_does_not_hover(playing, viewer, inputs):
    page, place = playing
    expect(page.locator(".hint")).to_contain_text("hover")
    show(viewer, steps=1, hovers=False)
    expect(page.locator(".hint")).not_to_contain_text("hover", use_inner_text=True)
    page.mouse.click(*place(7, 8), button="right")
    page.mouse.click(*place(9, 8))
    assert inputs.wait_for(1) == ["click(9, 8)"]


def test_typing(playing, inputs):
    page, _ = playing
    page.keyboard.type('say "hi" \\ ')
    page.locator("#stage").dispatch_event("keydown", {"key": "ü"})
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Control+a")
    page.keyboard.press("Tab")
    page.keyboard.type("x")
    assert inputs.wait_for(6) == [
        'type("say \\"hi\\" \\\\ ü")', 'press("Enter")', 'press("Shift+ArrowLeft")', 'press("Control+a")',
        'press("Tab")', 'type("x")',
    ]  # fmt: skip


def test_the_keyboard_alone_reaches_everything(playing, inputs):
    page, _ = playing
    expect(page.locator("#stage")).to_be_focused()
    page.keyboard.press("Alt+KeyG")
    inputs.wait_for(1)
    page.locator("#line").focus()
    page.keyboard.type("click(3, 4)")
    page.keyboard.press("Enter")
    page.keyboard.type("just words")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert inputs.wait_for(4) == ["give_up", "click(3, 4)", 'type("just words")', 'press("Enter")']
    page.locator("#stage").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#stage")).not_to_be_focused()


def test_what_is_sent_parses(playing, inputs, viewer):
    from digienv.core.actions import parse_action

    page, place = playing
    page.mouse.click(*place(12, 34))
    page.keyboard.type("a\"b'c")
    for text in inputs.wait_for(2):
        assert str(parse_action(text)) == text


def test_no_input_goes_out_when_none_is_taken(viewer, watched, inputs):
    show(viewer, status="success")
    watched.page.goto(viewer.url)
    expect(watched.page.locator("#screen")).to_be_visible()
    watched.page.locator("#stage").click()
    watched.page.keyboard.press("Enter")
    expect(watched.page.locator("#give_up")).to_be_disabled()
    watched.page.locator("#new").click()
    assert inputs.wait_for(1) == ["new"]


def test_a_page_that_only_shows_takes_no_input(watched):
    viewer = Viewer()
    viewer.show(screen(), goal="Watch.")
    watched.page.goto(viewer.url)
    expect(watched.page.locator("#goal")).to_have_text("Watch.")
    expect(watched.page.locator("#control")).to_be_hidden()
    assert request(viewer, "POST", f"/input?token={viewer.token}", json.dumps({"kind": "new"}))[0] == 400
    viewer.close()
    expect(watched.page.locator("#connection")).to_have_text("ended")


def test_dark_and_light(browser, viewer):
    for scheme, is_dark in (("light", False), ("dark", True)):
        page = browser.new_page(color_scheme=scheme)
        page.goto(viewer.url)
        red = page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
        assert (red < 100) is is_dark
        page.close()


def test_render_mode_human_shows_every_step(watched, capfd):
    env = gymnasium.make("digienv/miniwob.click-test-v0", render_mode="human")
    try:
        address = capfd.readouterr().err.split("watch at ")[1].split()[0]
        watched.page.goto(address)
        env.reset(seed=3)
        expect(watched.page.locator("#goal")).to_have_text("Click the button.")
        expect(watched.page.locator("#control")).to_be_hidden()
        env.step("click(2, 200)")
        expect(watched.page.locator("#log li").first).to_contain_text("click(2, 200)")
        expect(watched.page.locator("#marks circle")).to_have_count(1)
    finally:
        env.close()
    assert watched.errors == []
