"""Numbered elements, the accessibility tree and the state key, through frames and shadow roots; what was not asked for is free."""

from __future__ import annotations

from typing import Any

import pytest

from digienv.core.observations import Element
from digienv.web import cdp
from tests.web.support import Driver, Server, open_page, page, site

SEEN = ("screenshot", "elements", "axtree", "state_key", "last_error")
BLOCK = "display:inline-block;width:90px;height:30px"


def by_name(driver: Driver, name: str) -> Element:
    (element,) = [element for element in driver.elements if element.name == name]
    return element


SHADOW = """
<script>
  customElements.define("x-field", class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).innerHTML =
        "<button id=b><slot></slot></button><x-inner></x-inner>";
      this.shadowRoot.getElementById("b").addEventListener("click", () => document.title = "slotted");
    }
  });
  customElements.define("x-inner", class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).innerHTML = "<input aria-label=Deep>";
      this.shadowRoot.firstChild.oninput = (event) => document.title = event.target.value;
    }
  });
</script>
<x-field>Press me</x-field>
"""


def test_open_shadow_roots_are_walked_and_hit() -> None:
    with open_page(SHADOW, channels=SEEN, probe="document.title") as driver:
        assert by_name(driver, "Press me").role == "button"
        driver.do(f"click_mark({driver.mark('Press me')})")
        assert driver.probed == "slotted"
        driver.do(f'type_mark({driver.mark("Deep")}, "größer")')
        assert driver.probed == "größer"
        assert by_name(driver, "Deep").value == "größer"
        assert "focused" in by_name(driver, "Deep").states


def frames_page(server: Server) -> tuple[str, str]:
    """A page with frames of its own origin, of its host at another port, and of another site, all scrolled about."""
    inner = page(
        "<div style='height:200px'></div><button onclick=\"top.postMessage('NAME', '*')\">NAME</button>"
        "<input aria-label='field NAME' oninput=\"top.postMessage('NAME ' + value, '*')\"><div style='height:500px'></div>"
        "<script>scrollTo(0, 190)</script>"
    )
    nested = page(f"<iframe src='{server.url('/port')}' style='width:300px;height:60px;border:3px solid'></iframe>")
    server.routes["/port"] = inner.replace("NAME", "port")
    other = site({"other.html": inner.replace("NAME", "other"), "nested.html": nested})
    style = "width:300px;height:60px;border:2px solid;padding:3px;display:block"
    host = site(
        {
            "same.html": inner.replace("NAME", "same"),
            "index.html": page(
                "<script>addEventListener('message', (event) => { document.title = event.data })</script>"
                "<div style='height:400px'></div>"
                f"<iframe src='same.html' style='{style}'></iframe>"
                f"<iframe src='http://{other}/other.html' style='{style}'></iframe>"
                f"<iframe src='http://{other}/nested.html' style='{style};height:90px'></iframe>"
                "<div style='height:400px'></div><script>scrollTo(0, 400)</script>"
            ),
        }
    )
    return host, other


@pytest.mark.parametrize("frame", ["same", "other", "port"])
def test_elements_in_frames_of_every_origin_are_found_and_hit(server: Server, frame: str) -> None:
    host, other = frames_page(server)
    driver = Driver(
        f"http://{host}/index.html", (host, other, server.host), channels=SEEN, probe="document.title", settle="dom"
    )
    try:
        assert [element.name for element in driver.elements] == [
            "same", "field same", "other", "field other", "port", "field port",
        ]  # fmt: skip
        driver.do(f"click_mark({driver.mark(frame)})")
        assert driver.probed == frame
        driver.do(f'type_mark({driver.mark(f"field {frame}")}, "x€y")')
        assert driver.probed == f"{frame} x€y"
        assert by_name(driver, f"field {frame}").value == "x€y"
        for name in ("same", "other", "port"):
            assert f'button "{name}"' in driver.observation["axtree"]
    finally:
        driver.close()


def test_a_frame_that_navigates_is_still_found(server: Server) -> None:
    """From another process back into the page's own, and out again."""
    other = site({"other.html": page("<a href='javascript:parent.postMessage(1, \"*\")'>Other</a>")})
    host = site(
        {
            "own.html": page("<button>Own</button>"),
            "index.html": page(
                f"<iframe id=f src='http://{other}/other.html' style='display:block'></iframe>"
                f"<button onclick=\"f.src='own.html'\">to own</button>"
                f"<button onclick=\"f.src='http://{other}/other.html'\">to other</button>"
            ),
        }
    )
    driver = Driver(f"http://{host}/index.html", (host, other), channels=SEEN, settle="network")
    try:
        for name, shown in [("to own", "Own"), ("to other", "Other"), ("to own", "Own"), ("to other", "Other")]:
            driver.do(f"click_mark({driver.mark(name)})")
            assert by_name(driver, shown)
    finally:
        driver.close()


def test_covered_hidden_and_far_away_elements_are_left_out(server: Server) -> None:
    other = site({"other.html": page("<button>In covered frame</button>")})
    cover = "position:absolute;top:0;left:200px;width:200px;height:300px;background:#eee"
    body = (
        "<button>Seen</button><br>"
        "<button style='display:none'>None</button><button style='visibility:hidden'>Invisible</button>"
        "<div style='opacity:0'><button>Transparent</button></div>"
        "<details><summary>More</summary><button>In closed details</button></details>"
        "<div inert><button>Inert</button></div>"
        "<button style='position:absolute;left:250px;top:20px'>Covered</button>"
        f"<iframe src='http://{other}/other.html' style='position:absolute;left:210px;top:60px;width:150px'></iframe>"
        "<button style='position:absolute;left:20px;top:5000px'>Far below</button>"
        "<div style='overflow:hidden;height:20px;width:100px'><br><br><button>Clipped</button></div>"
        f"<div style='{cover}'></div>"
    )
    with open_page(body, hosts=(other,), channels=SEEN) as driver:
        assert [element.name for element in driver.elements] == ["Seen", "More"]


def test_scrolled_pages_and_containers() -> None:
    body = (
        "<div style='height:1000px'></div><button onclick='document.title=1'>Low</button>"
        "<div id=list style='height:80px;width:200px;overflow:auto'><div style='height:300px'></div>"
        "<button onclick='document.title=2'>In list</button></div><div style='height:2000px'></div>"
    )
    with open_page(body, channels=SEEN, probe="document.title") as driver:
        assert driver.elements == []
        before = driver.observation["state_key"]
        driver.do("scroll(100, 100, 0, 900)")
        assert driver.observation["state_key"] != before
        (low, box) = driver.elements
        assert (low.name, low.y) == ("Low", 100)
        assert box.states == ("scrollable",)
        driver.do(f"click_mark({low.mark})")
        assert driver.probed == "1"
        driver.do(f"scroll_mark({box.mark}, 0, 400)")
        driver.do(f"click_mark({driver.mark('In list')})")
        assert driver.probed == "2"
        assert driver.js("[scrollY, list.scrollTop > 200]") == [900, True]


FORM = """
<label>Name <input id=name value=Ann></label>
<label><input id=box type=checkbox checked> Express</label><br>
<input aria-label=Secret type=password value=hunter2>
<select aria-label=Size><option>Small<option selected>Large</select><br>
<textarea placeholder=Notes>two
lines</textarea><button disabled>Send</button><br>
<span role=switch aria-checked=true tabindex=0 aria-label=Dark>o</span>
<div id=div style='width:50px;height:20px;background:red' title='A div'></div>
<div contenteditable aria-label=Rich>text</div>
<a href='#' aria-labelledby=name>x</a>
<script>div.addEventListener("click", () => {})</script>
"""


def test_roles_names_values_and_states() -> None:
    with open_page(FORM, channels=SEEN) as driver:
        described = [(e.role, e.name, e.value, e.states) for e in driver.elements]
        assert described == [
            ("textbox", "Name", "Ann", ()),
            ("checkbox", "Express", "", ("checked",)),
            ("textbox", "Secret", "•••••••", ()),
            ("combobox", "Size", "Large", ()),
            ("textbox", "Notes", "two lines", ()),
            ("button", "Send", "", ("disabled",)),
            ("switch", "Dark", "", ("checked",)),
            ("div", "A div", "", ()),
            ("textbox", "Rich", "text", ()),
            ("link", "x", "", ()),
        ]
        tree = driver.observation["axtree"].split("\n")
        assert 'checkbox "Express" checked=true' in [line.strip() for line in tree] or any(
            'checkbox "Express" checked' in line for line in tree
        )
        assert any('button "Send" disabled' in line for line in tree)


def test_hover_and_drag_by_mark() -> None:
    body = (
        f"<button style='{BLOCK}' onmouseover=\"document.title='over'\">Hover</button>"
        f"<div role=button id=from style='{BLOCK};background:red'>From</div>"
        f"<div role=button id=to style='{BLOCK};background:blue'>To</div>"
        "<script>let down = ''; onmousedown = (e) => down = e.target.id;"
        "onmouseup = (e) => document.title = down + '>' + e.target.id</script>"
    )
    with open_page(body, channels=SEEN, probe="document.title") as driver:
        driver.do(f"hover_mark({driver.mark('Hover')})")
        assert driver.probed == "over"
        driver.do(f"drag_mark({driver.mark('From')}, {driver.mark('To')})")
        assert driver.probed == "from>to"
        driver.do(f"long_press_mark({driver.mark('From')})", f"double_click_mark({driver.mark('To')})")
        assert driver.probed == "to>to"


def test_marks_work_without_the_elements_channel_and_missing_ones_are_explained() -> None:
    with open_page("<button onclick='document.title=1'>One</button>", probe="document.title") as driver:
        driver.do("click_mark(1)")
        assert driver.probed == "1"
        driver.step("click_mark(2)")
        assert driver.info["action_error"] == "there is no element 2; there are 1"


def test_state_keys_are_equal_for_equal_states_and_else_different() -> None:
    body = (
        "<input id=field><div id=list style='height:50px;overflow:auto'><p>a<p>b<p>c<p>d</div><div id=host></div>"
        "<iframe srcdoc='<p>inside'></iframe><script>host.attachShadow({mode: 'open'}).innerHTML = '<p>shadow'</script>"
    )
    changes = [
        "field.value = 'x'",
        "document.body.append('more')",
        "list.scrollTop = 10",
        "host.shadowRoot.innerHTML = '<p>other'",
        "frames[0].document.body.append('more')",
        "history.replaceState(1, '', '?page=2')",
    ]
    with open_page(body, channels=SEEN) as driver:
        keys = [driver.observation["state_key"]]
        for change in changes:
            driver.js(f"void ({change})")
            keys.append(driver.do("wait(1)")["state_key"])
            assert driver.do("wait(1)")["state_key"] == keys[-1]
        assert len(set(keys)) == len(keys)
        driver.reset()
        assert driver.observation["state_key"] == keys[0]


def test_channels_that_were_not_asked_for_cost_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    send = cdp.CdpConnection.send

    def count(self: cdp.CdpConnection, session_id: str, method: str, params: dict[str, Any]) -> Any:
        sent.append(method)
        return send(self, session_id, method, params)

    monkeypatch.setattr(cdp.CdpConnection, "send", count)
    body = "<button>Go</button><iframe srcdoc='<button>in</button>'></iframe>"
    mouse = ["Input.dispatchMouseEvent"] * 3
    with open_page(body, probe="1", channels=("screenshot", "url", "last_error", "goal")) as driver:
        sent.clear()
        driver.do("click(200, 250)")
        assert sorted(sent) == sorted([*mouse, "Runtime.evaluate", "Page.captureScreenshot", "Runtime.evaluate"])
    with open_page(body, channels=("elements",)) as driver:
        sent.clear()
        driver.do("click(200, 250)")
        assert sent == [*mouse, "Runtime.evaluate", "Runtime.evaluate"]
    with open_page(body, channels=("goal",)) as driver:
        sent.clear()
        driver.do("click(200, 250)")
        assert sent == [*mouse, "Runtime.evaluate"]


def test_a_page_that_tampers_with_the_walker_ends_the_episode_not_the_program() -> None:
    with open_page("<button>a</button>", channels=SEEN) as driver:
        driver.js("void (document.createTreeWalker = () => ({ nextNode: () => { throw new Error('no') } }))")
        _, reward, _, truncated, info = driver.step("wait(1)")
        assert truncated
        assert reward != reward
        assert "no" in info["failure"]
        driver.reset()
        assert len(driver.elements) == 1
