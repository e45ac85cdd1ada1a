"""Animation: callbacks come at 60 Hz although the browser paints faster, and what animates for ever rests between steps."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

import numpy as np
import psutil
import pytest

from tests.web.support import Driver, open_page

SPINNER = """
<style>
  @keyframes turn { to { transform: translateX(300px) } }
  #spinner { width: 50px; height: 50px; background: #f00; animation: turn 2s linear infinite }
</style><div id=spinner></div>
"""


def position(driver: Driver) -> int:
    """Left edge of the red square on the screenshot."""
    red = (driver.observation["screenshot"][25] == (255, 0, 0)).all(axis=1)
    return int(np.flatnonzero(red)[0])


def test_animation_callbacks_come_at_60_hz() -> None:
    body = (
        "<canvas id=c></canvas><script>let times = []; const g = c.getContext('2d');"
        "const each = (t) => { g.fillRect(times.push(t) % 300, 0, 1, 9); requestAnimationFrame(each); };"
        "requestAnimationFrame(each)</script>"
    )
    with open_page(body) as driver:
        count, seconds = driver.js(
            "new Promise((resolve) => { const n = times.length, t = performance.now();"
            "setTimeout(() => resolve([times.length - n, (performance.now() - t) / 1000]), 2000) })"
        )
        assert count / seconds < 66
        assert count / seconds > 10
        assert driver.js("times.every((t, i) => !i || t > times[i - 1])")


CALLBACKS = """
new Promise((resolve) => {
  const seen = [];
  const ids = [];
  ids.push(requestAnimationFrame((t) => { seen.push(["a", t]); cancelAnimationFrame(ids[2]); requestAnimationFrame((u) => {
    seen.push(["next", u]);
    resolve([seen.map(([name]) => name), seen[0][1] === seen[1][1], u > t, ids.every((id) => id > 0), new Set(ids).size]);
  }); }));
  ids.push(requestAnimationFrame((t) => seen.push(["b", t])));
  ids.push(requestAnimationFrame((t) => seen.push(["cancelled by the first", t])));
  ids.push(requestAnimationFrame((t) => seen.push(["cancelled at once", t])));
  cancelAnimationFrame(ids[3]);
  cancelAnimationFrame(12345);
  cancelAnimationFrame();
  ids.push(requestAnimationFrame(() => { throw new Error("ignored") }));
  ids.push(webkitRequestAnimationFrame((t) => seen.push(["c", t])));
})
"""


def test_animation_callbacks_keep_their_meaning() -> None:
    with open_page("<script>let errors = []; onerror = (message) => errors.push(message)</script>") as driver:
        for _ in range(5):
            assert driver.js(CALLBACKS) == [["a", "b", "c", "next"], True, True, True, 6]
        assert driver.js("errors") == ["Uncaught Error: ignored"] * 5
        assert (
            driver.js("(() => { try { requestAnimationFrame(7) } catch (error) { return error.name } })()")
            == "TypeError"
        )
        assert driver.js(
            "new Promise((resolve) => requestAnimationFrame((t) => resolve(Math.abs(t - performance.now()) < 1000)))"
        )


def test_the_page_sees_no_difference_to_its_own_functions() -> None:
    with open_page("<div id=d></div>") as driver:
        assert driver.js("Object.keys(window).filter((key) => key.includes('digienv'))") == []
        assert driver.js(
            "[requestAnimationFrame.length, addEventListener.call(undefined, 'x', () => 0) === undefined]"
        ) == [1, True]
        assert driver.js("document.adoptedStyleSheets.length") <= 1


@contextlib.contextmanager
def processor_time() -> Iterator[list[float]]:
    """Fills in the processor seconds a second that the processes below this one used inside the block."""

    def used() -> dict[int, float]:
        found = {}
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                found[process.pid] = times.user + times.system
        return found

    share: list[float] = []
    before, started = used(), time.monotonic()
    yield share
    after, seconds = used(), time.monotonic() - started
    share.append(sum(after[pid] - before.get(pid, 0.0) for pid in after) / seconds)


def test_endless_animations_rest_between_steps() -> None:
    with open_page(SPINNER) as driver:
        driver.do("wait(100)")
        with processor_time() as share:
            time.sleep(2)
        assert share[0] < 0.25


def test_endless_animations_run_during_steps_and_only_then() -> None:
    with open_page(SPINNER) as driver:
        driver.do("wait(300)")
        first = position(driver)
        time.sleep(0.5)
        driver.do("hover(300, 200)")
        assert abs(position(driver) - first) < 40
        before = position(driver)
        for _ in range(10):  # on a busy machine frames come late
            driver.do("wait(400)")
            if position(driver) - before > 30:
                break
        assert position(driver) - before > 30


def test_animations_that_end_are_waited_for_where_settle_says_so() -> None:
    body = (
        "<style>#d { width: 50px; height: 50px; background: #f00; transition: margin-left 0.4s linear }</style>"
        "<div id=d onclick=\"this.style.marginLeft = '300px'\"></div>"
    )
    with open_page(body, settle="dom") as driver:
        driver.do("click(25, 25)")
        assert position(driver) == 300


DEBOUNCED = """
<div id=d style="width: 50px; height: 50px; background: #f00"></div>
<div id=e style="height: 10px"></div>
<script>
  const move = () => { d.style.marginLeft = '300px'; };
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) setTimeout(move, 250);
  });
  onclick = () => setTimeout(() => seen.observe(e), 90);
</script>
"""


def test_short_timers_are_waited_for_with_the_network_and_what_they_lead_to() -> None:
    """As pages put off what they do at every key, and then what they do at everything that comes into view."""
    with open_page(DEBOUNCED, settle="network") as driver:
        driver.do("click(25, 25)")
        assert position(driver) == 300
    inside = f"<iframe srcdoc='{DEBOUNCED}' style='border:0;width:400px;height:100px'></iframe>".replace(
        "'300px'", "`300px`"
    )
    with open_page("<style>body { margin: 0 }</style>" + inside, settle="network") as driver:
        driver.do("click(25, 25)")
        assert position(driver) >= 300


def test_timers_without_end_are_not_waited_for() -> None:
    polling = "<script>const poll = () => { setTimeout(poll, 40); }; poll()</script>"
    with open_page(polling + "<p>x</p>", settle="network", settle_timeout=20) as driver:
        started = time.monotonic()
        driver.do("click(25, 25)")
        assert time.monotonic() - started < 10


def test_an_endless_animation_does_not_keep_settle_waiting() -> None:
    with open_page(SPINNER, settle="dom", settle_timeout=20) as driver:
        started = time.monotonic()
        driver.do("hover(1, 1)")
        assert time.monotonic() - started < 10


def test_a_page_that_stops_animating_runs_on() -> None:
    body = SPINNER + "<script>onclick = () => { spinner.style.animation = 'none' }</script>"
    with open_page(body) as driver:
        driver.do("wait(10)", "click(300, 250)")
        assert position(driver) == 0
        assert not driver.surface._still
        driver.reset()
        driver.do("wait(300)")
        assert position(driver) > 0


@pytest.mark.parametrize("frame", ["<iframe srcdoc=\"{}\" style='border:0;width:400px;height:100px'></iframe>"])
def test_endless_animations_in_frames_rest_too(frame: str) -> None:
    with open_page(frame.format(SPINNER.replace('"', "'"))) as driver:
        driver.do("wait(100)")
        with processor_time() as share:
            time.sleep(2)
        assert share[0] < 0.25
