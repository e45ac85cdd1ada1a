"""Tabs, popup windows, dialogs, file choosers and downloads: what lies outside the page."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from digienv.web.surface import MAX_TABS
from tests.web.support import HEIGHT, WIDTH, Driver, Server, open_page, page

SEEN = ("screenshot", "url", "tabs", "last_error")
BUTTON = "<button style='width:100px;height:40px;display:block' onclick=\"{}\">go</button>"
GO = "click(20, 20)"
GREEN = page("<div style='width:5000px;height:5000px;background:#0f0'></div>").replace("page</title>", "green</title>")


def tabs(driver: Driver) -> list[tuple[bool, str]]:
    """Whether it is in front, and the title, of each tab."""
    found = []
    for position, line in enumerate(driver.observation["tabs"].split("\n")):
        mark, number, rest = line[0], *line[2:].split(" ", 1)
        assert int(number) == position
        title, end = json.JSONDecoder().raw_decode(rest)
        assert rest[end] == " "
        found.append((mark == "*", title))
    return found


def is_green(driver: Driver) -> bool:
    screenshot = driver.observation["screenshot"]
    assert screenshot.shape == (HEIGHT, WIDTH, 3)
    return bool((screenshot == (0, 255, 0)).all())


@pytest.mark.parametrize(
    "way",
    [
        BUTTON.format("window.open('{}')"),
        BUTTON.format("window.open('{}', '_blank', 'noopener')"),
        BUTTON.format("window.open('{}', 'small', 'width=120,height=90,left=5,top=5')"),
        "<a href='{}' target=_blank style='display:block;width:100px;height:40px'>go</a>",
        "<form action='{}' target=_blank><button style='width:100px;height:40px'>go</button></form>",
        BUTTON.format("setTimeout(() => window.open('{}'), 0)"),
    ],
)
def test_a_window_becomes_the_tab_in_front_at_the_size_of_the_screen(server: Server, way: str) -> None:
    server.routes["/green"] = GREEN
    with open_page(way.format(server.url("/green")), hosts=(server.host,), channels=SEEN) as driver:
        driver.do(GO)
        assert tabs(driver) == [(False, "page"), (True, "green")]
        assert is_green(driver)
        assert driver.observation["url"].startswith(server.url("/green"))
        driver.do("switch_tab(0)")
        assert tabs(driver) == [(True, "page"), (False, "green")]
        assert not is_green(driver)
        driver.do("switch_tab(1)")
        assert is_green(driver)
        driver.do("close_tab()")
        assert tabs(driver) == [(True, "page")]
        assert not is_green(driver)
        driver.step("close_tab()")
        assert driver.info["action_error"] == "the last tab cannot be closed"
        driver.step("switch_tab(1)")
        assert driver.info["action_error"] == "there is no tab 1; there are 1, from 0"


def test_input_goes_to_the_tab_in_front(server: Server) -> None:
    server.routes["/field"] = page("<input autofocus oninput='document.title = value'>")
    body = (
        "<input autofocus oninput='document.title = value'>"
        + f"<button onclick=\"window.open('{server.url('/field')}')\">x</button>"
    )
    with open_page(body, hosts=(server.host,), channels=(*SEEN, "elements")) as driver:
        driver.do('type("first")', f"click_mark({driver.mark('x')})", 'type("second")')
        assert tabs(driver) == [(False, "first"), (True, "second")]
        driver.do("switch_tab(0)", "click_mark(1)", 'type("!")')
        assert tabs(driver) == [(True, "first!"), (False, "second")]


def test_windows_that_a_page_writes_itself() -> None:
    opening = (
        "let w = window.open('', 'w'); w.document.write('<body style=background:#0f0>'); w.document.title = 'green'"
    )
    with open_page(BUTTON.format(opening), channels=SEEN) as driver:
        driver.do(GO)
        assert tabs(driver)[-1] == (True, "green")
        assert is_green(driver)


@pytest.mark.parametrize(
    "address", ["mailto:a@b.c", "no-scheme:x", "javascript:1", "data:text/html,x", "{server}/file"]
)
def test_windows_that_stay_empty_are_closed(server: Server, address: str) -> None:
    server.routes["/file"] = lambda request: request.reply(
        "x", kind="application/zip", Content_Disposition="attachment; filename=a.zip"
    )
    target = address.format(server=server.url(""))
    with open_page(BUTTON.format(f"window.open('{target}')"), hosts=(server.host,), channels=SEEN) as driver:
        driver.do(GO)
        assert tabs(driver) == [(True, "page")]
        if "file" in address:
            assert "the download of 'a.zip' was refused" in driver.observation["last_error"]
        assert "a new tab in which nothing could be opened was closed" in driver.observation["last_error"]


def test_a_window_that_closes_itself(server: Server) -> None:
    server.routes["/closing"] = page("<script>close()</script>")
    server.routes["/on-click"] = page(BUTTON.format("window.close()"))
    body = BUTTON.format(f"window.open('{server.url('/closing')}')") + BUTTON.format(
        f"window.open('{server.url('/on-click')}')"
    )
    with open_page(body, hosts=(server.host,), channels=SEEN) as driver:
        for _ in range(5):
            driver.do(GO)
            assert tabs(driver) == [(True, "page")]
            driver.do("click(20, 60)")
            assert len(tabs(driver)) == 2
            driver.do(GO)
            assert tabs(driver) == [(True, "page")]


def test_windows_keep_the_order_in_which_they_were_opened_and_are_at_most_ten(server: Server) -> None:
    server.routes["/n"] = page("<script>document.title = location.search</script>")
    opening = f"for (let i = 1; i < 14; i++) window.open('{server.url('/n')}?' + i)"
    with open_page(BUTTON.format(opening), hosts=(server.host,), channels=SEEN) as driver:
        driver.do(GO)
        found = tabs(driver)
        assert len(found) == MAX_TABS
        assert [title for _, title in found] == ["page", *(f"?{i}" for i in range(1, MAX_TABS))]
        assert [front for front, _ in found] == [False] * (MAX_TABS - 1) + [True]
        assert "there may be 10" in driver.observation["last_error"]
        driver.do("close_tab()", "switch_tab(3)", "close_tab()")
        assert [title for _, title in tabs(driver)] == ["page", "?1", "?2", "?4", "?5", "?6", "?7", "?8"]
        driver.do("switch_tab(0)", GO)
        assert len(tabs(driver)) == MAX_TABS
        driver.reset()
        assert len(tabs(driver)) == 1


def test_a_page_that_is_kept_between_episodes_loses_its_windows(server: Server) -> None:
    server.routes["/green"] = GREEN
    body = BUTTON.format(f"window.open('{server.url('/green')}')")
    with open_page(body, hosts=(server.host,), channels=SEEN, fresh=False) as driver:
        driver.js("void (window.kept = 1)")
        driver.do(GO, GO)
        driver.reset()
        assert tabs(driver) == [(True, "page")]
        assert driver.js("kept") == 1


def test_titles_are_quoted() -> None:
    with open_page("<script>document.title = 'a\"\\n* 1 \"b \\u{1F600}'</script>", channels=SEEN) as driver:
        assert tabs(driver) == [(True, 'a" * 1 "b 😀')]


DIALOGS = {
    "alert('hello')": ("alert dialog 'hello' was accepted", "undefined"),
    "confirm('sure?')": ("confirm dialog 'sure?' was accepted", "true"),
    "prompt('name?', 'x')": ("prompt dialog 'name?' was dismissed", "null"),
    "setTimeout(() => alert('late'), 0)": ("alert dialog 'late' was accepted", None),
}


@pytest.mark.parametrize("script", DIALOGS)
def test_dialogs_are_answered_and_reported(script: str) -> None:
    said, title = DIALOGS[script]
    with open_page(BUTTON.format(f"document.title = {script}"), channels=SEEN) as driver:
        driver.do(GO)
        assert driver.observation["last_error"] == said
        if title is not None:
            assert tabs(driver) == [(True, title)]
        driver.do("hover(1, 1)")
        assert driver.observation["last_error"] == ""


def test_a_dialog_while_the_first_page_loads_and_while_it_is_left() -> None:
    guard = (
        "<script>alert('welcome'); addEventListener('beforeunload', (event) => { event.preventDefault(); })</script>"
    )
    with open_page(guard + BUTTON.format("1"), channels=SEEN) as driver:
        driver.do(GO, 'goto("about:blank")')
        assert driver.observation["url"] == "about:blank"
        driver.reset()
        assert tabs(driver) == [(True, "page")]


@pytest.mark.parametrize(
    "body", ["<input type=file style='width:200px;height:40px'>", BUTTON.format("showOpenFilePicker().catch(() => 0)")]
)
def test_file_choosers_are_refused(body: str) -> None:
    with open_page(body, channels=SEEN) as driver:
        driver.do(GO)
        if "input" in body:
            assert driver.observation["last_error"] == "the page asked for a file; there is none to give"


def test_downloads_are_refused() -> None:
    body = (
        "<a id=a download='x.txt' style='display:block;width:100px;height:40px'>go</a>"
        "<script>a.href = URL.createObjectURL(new Blob(['text']))</script>"
    )
    with open_page(body, channels=SEEN, settle="dom") as driver:
        driver.do(GO)
        assert driver.observation["last_error"] == "the download of 'x.txt' was refused"


@pytest.mark.parametrize("script", ["window.print()", "navigator.geolocation.getCurrentPosition(() => 0)",
    "Notification.requestPermission()", "navigator.mediaDevices?.getUserMedia({video: true})",
    "document.documentElement.requestFullscreen()", "resizeTo(50, 50); moveTo(9, 9)",
    "document.documentElement.requestPointerLock().catch(() => 0)", "navigator.share?.({title: 'x'})",
])  # fmt: skip
def test_what_a_browser_would_ask_its_user_does_not_stop_the_page(script: str) -> None:
    with open_page(BUTTON.format(f"try {{ {script} }} catch {{}} document.title = 'on'"), channels=SEEN) as driver:
        started = time.monotonic()
        for _ in range(3):
            driver.do(GO)
            assert driver.observation["screenshot"].shape == (HEIGHT, WIDTH, 3)
        assert tabs(driver) == [(True, "on")]
        assert time.monotonic() - started < 15


def test_lone_surrogates_of_a_page_do_not_leave_it() -> None:
    body = BUTTON.format("document.title = 'a\\ud800b'; alert('c\\udc00d')") + "<button>x\ud7ff</button><p>e</p>"
    seen: Any = (*SEEN, "elements", "axtree")
    with open_page(body, channels=seen, probe="'\\ud800'") as driver:
        driver.js("void (document.querySelectorAll('button')[1].textContent = 'y\\ud800')")
        driver.do(GO)
        for name in ("tabs", "last_error", "elements", "axtree"):
            driver.observation[name].encode("utf-8")
