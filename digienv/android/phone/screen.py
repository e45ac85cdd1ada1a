"""The phone's screen: a page that Chromium draws, which asks the phone for everything that it shows."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import json
from collections.abc import Awaitable, Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from digienv.android.phone.browser import Browser
from digienv.android.phone.clock import Clock
from digienv.core.errors import SurfaceFailure
from digienv.core.images import decode_png, encode_png
from digienv.web.cdp import CdpError, CdpSession
from digienv.web.engine import Engine, get_engine
from digienv.web.keyboard import press_events
from digienv.web.tab import PageError, page_value

__all__ = ["HEIGHT", "WIDTH", "Screen"]

WIDTH, HEIGHT = 1080, 2400
UI = Path(__file__).parent / "ui"
PROGRAMS = ("base", "widgets", "system", "systemui", "touch")
"""What the page runs, in this order; then the apps."""
QUIET_TIMEOUT = 3.0
SWIPE_MOVES = 12
TOUCH_SECONDS = 1.0
"""What passes of the phone's time with every touch and key."""
Handler = Callable[[str, list[Any]], Awaitable[Any]]


class Screen:
    """See the module.

    Args:
        handle: answers what the page asks: a method and its arguments, of JSON types; so is the answer.
        clock: of the phone.

    Attributes:
        size: width and height in pixels, as it is held now.
        hosts: that the phone's browser may reach; as it starts they are asked for.
    """

    def __init__(self, handle: Handler, clock: Clock) -> None:
        self.size = (WIDTH, HEIGHT)
        self.hosts: Collection[str] = ()
        self._browser: Browser | None = None
        self._in_page = False
        self._down: tuple[float, float] | None = None
        self._handle = handle
        self._clock = clock
        self._engine: Engine | None = None
        self._context = ""
        self._session: CdpSession | None = None
        self._answering: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Load the page.

        Raises:
            SurfaceFailure: if it cannot be loaded.
        """
        engine = self._engine = await get_engine(())
        self._context, target_id, session = await engine.new_page(width=WIDTH, height=HEIGHT)
        self._session = session
        session.listeners.append(self._on_event)
        document, program = _sources()
        await asyncio.gather(
            session.send("Page.enable"),
            session.send("Runtime.enable"),
            session.send("Runtime.addBinding", name="digienvCall"),
            self.rotate(0),
            session.send("Page.setDocumentContent", frameId=target_id, html=document),
            self.run(program),
        )

    async def close(self) -> None:
        """Let go of the page."""
        for task in self._answering:
            task.cancel()
        await self.close_browser()
        if self._engine is not None and self._context:
            await self._engine.close_page(self._context)
        self._context, self._session = "", None

    @property
    def alive(self) -> bool:
        """Whether it can be used."""
        return self._session is not None and self._engine is not None and self._engine.alive

    async def rotate(self, quarters: int) -> None:
        """Turn it by so many quarters from upright, counted counter-clockwise."""
        self.size = (HEIGHT, WIDTH) if quarters % 2 else (WIDTH, HEIGHT)
        width, height = self.size
        await self._send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    async def pass_time(self, seconds: float) -> None:
        """Let the phone's time pass: what was set for then happens."""
        await self.run(self._passing(seconds))

    def _passing(self, seconds: float) -> str:
        self._clock.advance(seconds)
        return f"system.tick({self._clock.milliseconds})"

    def _send(self, method: str, **params: Any) -> Awaitable[dict[str, Any]]:
        if self._session is None:
            raise SurfaceFailure("the phone has no screen: it is off")
        return self._session.send(method, **params)

    async def run(self, expression: str) -> Any:
        """The value of an expression in the page; promises are awaited.

        Raises:
            SurfaceFailure: if it throws, or the page is gone.
        """
        try:
            result = await self._send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
            return page_value(result)
        except (PageError, CdpError) as error:
            raise SurfaceFailure(f"the phone's screen is at fault: {error}") from error

    async def settle(self) -> None:
        """Wait until what was asked for is answered and drawn."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.run("phone.settled()"), QUIET_TIMEOUT)

    async def png(self) -> bytes:
        """What is on it, as a PNG file."""
        shot = await self._send("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        data = base64.b64decode(shot["data"])
        browser = await self._shown_browser()
        if browser is None:
            return data
        pixels, page = decode_png(data), await browser.pixels()
        left, top, *_ = browser.box
        pixels[top : top + page.shape[0], left : left + page.shape[1]] = page
        return encode_png(pixels)

    async def elements(self) -> list[dict[str, Any]]:
        """The tree of what is on it; see ``hierarchy`` in ``ui/touch.js``."""
        found: list[dict[str, Any]] = await self.run("hierarchy()")
        if (browser := await self._shown_browser()) is not None:
            for node in _walk(found):
                if node["class"] == "android.webkit.WebView":
                    node["children"] = await browser.elements()
        return found

    # ---------------------------------------------------------------- the browser

    async def browse(self, url: str, box: list[int]) -> dict[str, Any]:
        """Open an address in the browser, which shows it in a box; address and title."""
        if self._browser is None:
            self._browser = Browser(self.hosts, (box[0], box[1], box[2], box[3]))
            await self._browser.open()
        return await self._browser.go(url)

    async def browse_back(self) -> dict[str, Any] | None:
        """Go back in the browser; None if there is nothing before."""
        return await self._browser.back() if self._browser is not None else None

    async def close_browser(self) -> None:
        """End the browser; what it remembered is gone."""
        browser, self._browser, self._in_page, self._down = self._browser, None, False, None
        if browser is not None:
            await browser.close()

    async def _shown_browser(self) -> Browser | None:
        """The browser, if its page is seen now; fitted into where it is seen."""
        box = await self.run("webviewBox()") if self._browser is not None else None
        if self._browser is None or box is None:
            return None
        await self._browser.fit(tuple(box))
        return self._browser

    async def _browsed(self, browser: Browser) -> None:
        """Tell the app Chrome what its page has become."""
        told = json.dumps(await browser.about())
        await self.run(f"browsed(system.page, {told})")
        await self.settle()

    # ---------------------------------------------------------------- input

    async def swipe(self, x: float, y: float, to_x: float, to_y: float, seconds: float = 0.0) -> None:
        """Touch it, move there in so many of the phone's seconds, and let go."""
        browser = await self._shown_browser()
        self._in_page = browser is not None and browser.holds(x, y)
        if browser is not None and self._in_page:
            await self.pass_time(TOUCH_SECONDS + seconds)
            await browser.swipe(x, y, to_x, to_y, seconds)
            await self._browsed(browser)
            return
        moves = SWIPE_MOVES if (x, y) != (to_x, to_y) else 0
        way = [(x + (to_x - x) * move / moves, y + (to_y - y) * move / moves) for move in range(1, moves + 1)]
        if seconds:
            await self.run(f"press.held = {1000 * seconds}")
        await asyncio.gather(
            self.run(self._passing(TOUCH_SECONDS + seconds)),
            self.touch("mousePressed", x, y),
            *(self.touch("mouseMoved", *point) for point in way),
            self.touch("mouseReleased", to_x, to_y),
        )
        await self.settle()

    async def move_finger(self, action: str, x: float, y: float) -> None:
        """One event of a finger.

        Args:
            action: ``DOWN``, ``MOVE``, ``UP``, or ``CANCEL``: it leaves and shall have done nothing. Without a ``DOWN``
                before them the others have no effect.
            x: where, in pixels.
            y: where, in pixels.
        """
        if action == "DOWN":
            self._down = x, y
            browser = await self._shown_browser()
            self._in_page = browser is not None and browser.holds(x, y)
        elif self._down is None:
            return
        started = self._down
        if action in ("UP", "CANCEL"):
            self._down = None
        if self._in_page:
            if action == "UP":
                await self.swipe(*started, x, y)
        elif action == "DOWN":
            await self.touch("mousePressed", x, y)
        elif action == "MOVE":
            await self.touch("mouseMoved", x, y)
        elif action == "UP":
            await self.pass_time(TOUCH_SECONDS)
            await self.touch("mouseReleased", x, y)
        else:
            await self.run("press.moved = true")
            await self.touch("mouseReleased", *started)
        await self.settle()

    async def type(self, text: str) -> None:
        """Write into what has the focus."""
        await self.pass_time(TOUCH_SECONDS)
        if (browser := await self._typed_into()) is not None:
            await browser.type(text)
            await self._browsed(browser)
            return
        await self._send("Input.insertText", text=text)
        await self.settle()

    async def press(self, keys: str) -> None:
        """Press a key by its name in `digienv.core.actions`, e.g. ``Enter`` or ``Shift+Tab``."""
        await self.pass_time(TOUCH_SECONDS)
        if (browser := await self._typed_into()) is not None:
            await browser.press(keys)
            await self._browsed(browser)
            return
        await asyncio.gather(*(self._send("Input.dispatchKeyEvent", **event) for event in press_events(keys)))
        await self.settle()

    async def _typed_into(self) -> Browser | None:
        """The browser, if the last touch was in its page."""
        return await self._shown_browser() if self._in_page else None

    async def touch(self, kind: str, x: float, y: float) -> None:
        """A finger comes down (``mousePressed``), moves (``mouseMoved``) or leaves (``mouseReleased``)."""
        pressed = kind != "mouseReleased"
        await self._send(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=int(pressed), clickCount=1
        )

    # ---------------------------------------------------------------- answers

    def _on_event(self, method: str, params: dict[str, Any]) -> None:
        if method == "Runtime.bindingCalled" and params["name"] == "digienvCall":
            task = asyncio.ensure_future(self._answer(params["payload"]))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _answer(self, payload: str) -> None:
        number, method, arguments = json.loads(payload)
        try:
            failed, value = False, await self._handle(method, arguments)
        except Exception as error:  # of whatever the page asked for
            failed, value = True, str(error)
        told = json.dumps([number, failed, value], ensure_ascii=True)
        with contextlib.suppress(SurfaceFailure, CdpError):
            await self._send("Runtime.evaluate", expression=f"phone._answer(...{told})")


@functools.cache
def _sources() -> tuple[str, str]:
    """The page's document, and its program."""
    style = (UI / "style.css").read_text(encoding="utf-8")
    document = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>phone</title><style>{style}</style><body>'
    files = [*(UI / f"{name}.js" for name in PROGRAMS), *sorted((UI / "apps").glob("*.js"))]
    return document, "\n".join(file.read_text(encoding="utf-8") for file in files)


def _walk(elements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for element in elements:
        yield element
        yield from _walk(element["children"])
