"""A screenshot shows the effect of the action before it: pages repaint a counter on every click, in many ways."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from digienv.core import loop
from tests.web.support import Driver, Handler, Server, page, site

PAINT = """
<div id=box style='width:400px;height:300px'></div>
<script>
  let n = 0;
  const colour = (k) => `rgb(${8 + 16 * (k & 15)}, ${8 + 16 * (k >> 4 & 15)}, ${8 + 16 * (k >> 8 & 15)})`;
  const paint = () => { box.style.background = colour(n); };
  paint();
</script>
"""

MECHANISMS = {
    "synchronous": "n++; paint();",
    "busy": "n++; const end = performance.now() + 20; while (performance.now() < end); paint();",
    "promise": "n++; Promise.resolve().then(() => Promise.resolve()).then(paint);",
    "timeout 0": "n++; setTimeout(paint, 0);",
    "message channel": "n++; const c = new MessageChannel(); c.port1.onmessage = paint; c.port2.postMessage(0);",
    "animation frame": "n++; requestAnimationFrame(paint);",
    "two animation frames": "n++; requestAnimationFrame(() => requestAnimationFrame(paint));",
    "timeout 0 and animation frame": "n++; setTimeout(() => requestAnimationFrame(paint), 0);",
}


def clicking(script: str) -> str:
    return page(f"{PAINT}<script>onmousedown = () => {{ {script} }}</script>")


ANIMATED = page(
    PAINT + "<script>const each = () => { paint(); requestAnimationFrame(each); }; each(); onclick = () => n++</script>"
)
CANVAS = page(
    "<canvas id=c width=400 height=300 style='display:block'></canvas>"
    + PAINT
    + "<script>const g = c.getContext('2d'); box.remove();"
    "const draw = () => { g.fillStyle = colour(n); g.fillRect(0, 0, 400, 300); }; draw();"
    "onclick = () => { n++; draw(); }</script>"
)
WEBGL = page(
    "<canvas id=c width=400 height=300 style='display:block'></canvas><script>"
    "let n = 0; const g = c.getContext('webgl');"
    "const v = (k) => (8 + 16 * (k & 15)) / 255;"
    "const draw = () => { g.clearColor(v(n), v(n >> 4), v(n >> 8), 1); g.clear(g.COLOR_BUFFER_BIT); }; draw();"
    "onclick = () => { n++; draw(); }</script>"
)
FETCH = clicking("n++; fetch('/data?' + n).then((reply) => reply.text()).then(() => fetch('/data')).then(paint);")
TIMER = clicking("n++; setTimeout(paint, 30);")


def counter(screenshot: np.ndarray) -> int:
    red, green, blue = (int(value) // 16 for value in screenshot[150, 200])
    return red + 16 * green + 256 * blue


@pytest.fixture
def load() -> Iterator[None]:
    """One busy process a core."""
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    yield
    for burner in burners:
        burner.kill()
        burner.wait()


@pytest.fixture
def slow_data(server: Server) -> Server:
    def data(request: Handler) -> None:
        request.reply("data", kind="text/plain")

    server.routes.update({"/data": data, "/fetch": FETCH, "/cross": clicking(MECHANISMS["synchronous"])})
    return server


def open_all(server: Server) -> dict[str, Driver]:
    frame = "<iframe src='{}' style='width:400px;height:300px;border:0;display:block'></iframe>"
    pages = {name.replace(" ", "-"): clicking(script) for name, script in MECHANISMS.items()}
    pages |= {"loop": ANIMATED, "canvas": CANVAS, "webgl": WEBGL, "timer": TIMER}
    host = site(
        {f"{name}.html": html for name, html in pages.items()}
        | {
            "same-origin-frame.html": page(frame.format("synchronous.html")),
            "other-site-frame.html": page(frame.format(server.url("/cross"))),
        }
    )
    drivers = {
        name: Driver(
            f"http://{host}/{name}.html",
            (host, server.host),
            settle="dom" if name == "timer" else "frame",
            step_timeout=120,
            reset=False,
        )
        for name in [*pages, "same-origin-frame", "other-site-frame"]
    }
    drivers["fetch"] = Driver(server.url("/fetch"), (server.host,), settle="network", step_timeout=120, reset=False)
    drivers["second-canvas"] = Driver(f"http://{host}/canvas.html", (host,), step_timeout=120, reset=False)
    return drivers


async def count_stale(driver: Driver, steps: int) -> list[tuple[int, int]]:
    observation, _ = await driver.env.reset(seed=0)
    stale = []
    for step in range(1, steps + 1):
        observation, _, _, _, info = await driver.env.step("click(200, 150)")
        assert "failure" not in info, info
        assert "action_error" not in info, info
        if counter(observation["screenshot"]) != step:
            stale.append((step, counter(observation["screenshot"])))
    return stale


async def count_all(drivers: dict[str, Driver], steps: int) -> dict[str, Any]:
    found = await asyncio.gather(*(count_stale(driver, steps) for driver in drivers.values()))
    return {name: stale for name, stale in zip(drivers, found, strict=True) if stale}


@pytest.mark.slow
def test_no_frame_of_2000_is_stale_under_load_with_16_pages(slow_data: Server, load: None) -> None:
    drivers = open_all(slow_data)
    assert len(drivers) == 16
    try:
        assert loop.run(count_all(drivers, 125)) == {}
    finally:
        for driver in drivers.values():
            driver.close()
