"""What leads from one document to the next: the step ends when the new one is there, or says why it is not."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from digienv.core.errors import SurfaceFailure
from tests.web.support import Driver, Handler, Server, driving, open_page, page

SEEN = ("screenshot", "url", "last_error")
BUTTON = "<button style='width:100px;height:40px' onclick=\"{}\">go</button>"
GO = "click(20, 20)"
SECOND = page("<div style='width:400px;height:300px;background:#0f0'></div>").replace("page</title>", "second</title>")


@pytest.fixture
def slow(server: Server) -> Iterator[Server]:
    """``/slow`` answers after a while, ``/never`` when the test is over, ``/image`` has an image that never comes."""
    over = threading.Event()

    def late(request: Handler) -> None:
        over.wait(0.3)
        request.reply(SECOND)

    def never(request: Handler) -> None:
        over.wait(60)

    server.routes |= {
        "/slow": late,
        "/never": never,
        "/image": page("<div style='width:400px;height:300px;background:#0f0'></div><img src=/never>"),
        "/redirect": lambda request: request.reply("", status=302, Location="/slow"),
        "/by-script": page("<script>location = '/slow'</script>"),
        "/by-meta": page("", "<meta http-equiv=refresh content='0;url=/slow'>"),
        "/no-content": lambda request: request.reply("", status=204),
        "/file": lambda request: request.reply(
            "x", kind="application/octet-stream", Content_Disposition="attachment; filename=report.bin"
        ),
    }
    yield server
    over.set()


def is_green(driver: Driver) -> bool:
    return bool((driver.observation["screenshot"][250, 350] == (0, 255, 0)).all())


WAYS = {
    "link": "<a href='{}' style='display:block;width:100px;height:40px'>go</a>",
    "form": "<form action='{}'><button style='width:100px;height:40px'>go</button></form>",
    "post": "<form action='{}' method=post><button style='width:100px;height:40px'>go</button></form>",
    "script": BUTTON.format("location = '{}'"),
    "timer": BUTTON.format("setTimeout(() => location.assign('{}'), 0)"),
    "promise": BUTTON.format("Promise.resolve().then(() => location.replace('{}'))"),
}


@pytest.mark.parametrize("target", ["/slow", "/redirect", "/by-script", "/by-meta"])
@pytest.mark.parametrize("way", WAYS)
def test_the_step_ends_when_the_new_document_is_there(slow: Server, way: str, target: str) -> None:
    with open_page(WAYS[way].format(slow.url(target)), hosts=(slow.host,), probe="document.title") as driver:
        for _ in range(2):
            driver.do(GO)
            assert driver.probed == "second"
            assert is_green(driver)
            assert driver.observation["url"].startswith(slow.url("/slow"))
            driver.do("home()")
            assert not is_green(driver)


def test_enter_submits_a_form(slow: Server) -> None:
    body = f"<form action='{slow.url('/slow')}'><input name=q autofocus></form>"
    with open_page(body, hosts=(slow.host,), probe="document.title") as driver:
        driver.do('type("blue mug\\n")')
        assert driver.probed == "second"
        assert driver.observation["url"].endswith("/slow?q=blue+mug")


def test_addresses_that_change_without_a_new_document() -> None:
    body = (
        BUTTON.format("history.pushState(1, '', '/other?x=1#there')")
        + "<a href='#down' style='position:absolute;top:80px;left:0'>down</a>"
    )
    with open_page(body, channels=SEEN) as driver:
        driver.do(GO)
        assert driver.observation["url"].endswith("/other?x=1#there")
        driver.do("click(10, 90)")
        assert driver.observation["url"].endswith("/other?x=1#down")
        driver.do("back()")
        assert driver.observation["url"].endswith("#there")
        driver.do("back()")
        assert driver.observation["url"].endswith("/index.html")
        driver.do("forward()")
        assert driver.observation["url"].endswith("#there")


def test_back_and_forward_through_documents(slow: Server) -> None:
    with open_page(WAYS["link"].format(slow.url("/slow")), hosts=(slow.host,), probe="document.title") as driver:
        driver.step("back()")
        assert driver.info["action_error"] == "there is no page to go back to"
        driver.do(GO)
        driver.step("forward()")
        assert driver.info["action_error"] == "there is no page to go forward to"
        for _ in range(3):
            driver.do("back()")
            assert driver.probed == "page"
            assert not is_green(driver)
            driver.do("forward()")
            assert driver.probed == "second"
            assert is_green(driver)


def test_a_page_that_travels_in_its_history(slow: Server) -> None:
    slow.routes["/back"] = page(BUTTON.format("history.back()"))
    slow.routes["/go"] = page(BUTTON.format("history.go(-1)"))
    for path in ("/back", "/go"):
        with driving(slow, "/slow") as driver:
            driver.do(f'goto("{slow.url(path)}")')
            assert not is_green(driver)
            driver.do(GO)
            assert is_green(driver)
            assert driver.observation["url"] == slow.url("/slow")
            driver.do("forward()", "home()")


def test_history_back_on_the_first_page_does_nothing() -> None:
    with open_page(BUTTON.format("history.back()"), channels=SEEN) as driver:
        driver.do(GO)
        assert driver.observation["url"].endswith("/index.html")


def test_a_document_that_never_comes_is_given_up(slow: Server) -> None:
    with open_page(
        WAYS["link"].format(slow.url("/never")), hosts=(slow.host,), probe="document.title", load_timeout=1.0
    ) as driver:
        driver.do(GO)
        assert driver.observation["last_error"] == "the page was still loading after 1 s"
        assert driver.probed == "page"
        driver.do(f'goto("{slow.url("/never")}")')
        assert "did not answer within 1 s" in driver.observation["last_error"]
        driver.do(f'goto("{slow.url("/slow")}")')
        assert driver.probed == "second"


def test_a_document_that_never_finishes_is_taken_as_it_is(slow: Server) -> None:
    with open_page(WAYS["link"].format(slow.url("/image")), hosts=(slow.host,), load_timeout=1.0) as driver:
        driver.do(GO)
        assert driver.observation["last_error"] == "the page was still loading after 1 s"
        assert is_green(driver)
        driver.do("hover(1, 1)")
        assert driver.observation["last_error"] == ""
    with driving(slow, "/image", load_timeout=1.0) as driver:
        assert is_green(driver)


def test_addresses_that_lead_to_no_document(slow: Server) -> None:
    for address, said in {
        slow.url("/no-content"): "",
        slow.url("/file"): "the download of 'report.bin' was refused",
        "mailto:a@b.c": "",
        "no-such-scheme:x": "",
        "javascript:void(0)": "",
        "http://127.0.0.1:45999/": "http://127.0.0.1:45999/ cannot be reached; only the hosts of the task can",
    }.items():
        with open_page(BUTTON.format(f"location = '{address}'"), hosts=(slow.host,), load_timeout=5.0) as driver:
            driver.do(GO)
            assert driver.observation["last_error"] == said


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "file://{host}:80/etc/passwd", "chrome://version", "chrome://{host}:80/",
        "view-source:http://{host}/", "view-source://{host}:80/", "javascript:alert(1)", "data:text/html,hi",
        "about:version", "devtools://devtools/", "blob:http://{host}/x", "http://127.0.0.1:45999/", "http://example.org/",
        "https://{host}.example.org/", "http://{host}:81/", "ftp://{host}:80/", "http://[::1]/", "http://[bad/",
        "no address", "", "//{host}/", "http://{host}:99999/", "http://example.org\\\\@{host}/",
    ],
)  # fmt: skip
def test_goto_refuses_what_the_task_does_not_open(address: str) -> None:
    with open_page("hello", channels=SEEN) as driver:
        host = driver.observation["url"].split("/")[2]
        before = driver.observation["url"]
        driver.step(f'goto("{address.format(host=host)}")')
        assert (
            "goto" in driver.info["action_error"]
            or "address" in driver.info["action_error"]
            or "reached" in driver.info["action_error"]
        )
        assert driver.observation["url"] == before


def test_goto_and_home() -> None:
    with open_page("hello", channels=SEEN, probe="document.title") as driver:
        home = driver.observation["url"]
        driver.do('goto("about:blank")')
        assert driver.observation["url"] == "about:blank"
        driver.do("home()")
        assert driver.observation["url"] == home
        driver.do(f'goto("{home}#part")')
        assert driver.observation["url"] == f"{home}#part"


def test_a_first_page_that_cannot_be_opened_is_a_failure_that_says_why(slow: Server) -> None:
    with pytest.raises(SurfaceFailure, match=r"ERR_PROXY_CONNECTION_FAILED|cannot be reached"):
        Driver("http://127.0.0.1:45999/", (slow.host,))
    with pytest.raises(SurfaceFailure, match=r"did not answer within 0\.5 s"):
        Driver(slow.url("/never"), (slow.host,), load_timeout=0.5)


def test_a_page_that_reloads_itself_for_ever_is_bounded(slow: Server) -> None:
    body = (
        BUTTON.format("sessionStorage.on = 1; location.reload()")
        + "<script>if (sessionStorage.on) location.reload()</script>"
    )
    with open_page(body, load_timeout=1.0, step_timeout=5) as driver:
        driver.step(GO)
        assert "still loading" in driver.observation["last_error"] or driver.info["failure"]


def test_a_page_that_navigates_all_the_time_can_be_observed(slow: Server) -> None:
    slow.routes["/restless"] = page(
        "<button>x</button><script>setTimeout(() => location = '/restless?' + Math.random(), 20)</script>"
    )
    with driving(
        slow, "/restless", channels=("screenshot", "elements", "axtree", "tabs", "state_key"), probe="document.title"
    ) as driver:
        for _ in range(20):
            driver.do("hover(5, 5)")


def test_settle_conditions_are_bounded(slow: Server) -> None:
    endless = "<script>setInterval(() => document.title = Math.random(), 10)</script>"
    with open_page(BUTTON.format("1") + endless, settle="dom", settle_timeout=0.5) as driver:
        driver.do(GO)
    with open_page(
        BUTTON.format(f"setInterval(() => fetch('{slow.url('/never')}'), 50)"),
        hosts=(slow.host,), settle="network", settle_timeout=0.5,
    ) as driver:  # fmt: skip
        driver.do(GO)
