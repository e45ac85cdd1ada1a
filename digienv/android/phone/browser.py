"""The phone's web browser: real pages, in a rectangle of the screen that the app Chrome leaves to them."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from digienv.core.actions import Action, Back, Click, Goto, LongPress, Press, Scroll, Type
from digienv.core.errors import ActionError
from digienv.web.surface import WebSurface, WebWorld

__all__ = ["Browser"]

DEVICE_WIDTH, WIDTH = 1080, 412
"""Of the screen and of a page, each in its pixels, when the phone is held upright."""
SCALE = DEVICE_WIDTH / WIDTH
BLANK = "about:blank"
NODES = (Path(__file__).parent / "ui" / "web_nodes.js").read_text(encoding="utf-8")

Box = tuple[int, int, int, int]


class Browser:
    """See the module. Coordinates are pixels of the phone's screen.

    Args:
        hosts: that it may reach.
        box: left, top, right and bottom edge of where its pages are shown.
    """

    def __init__(self, hosts: Collection[str], box: Box) -> None:
        self.box = box
        self._hosts = tuple(sorted(hosts))
        width, height = _viewport(box)
        self._surface = WebSurface(width=width, height=height, settle="network", scale=SCALE)

    async def open(self) -> None:
        """Start it with an empty page."""
        await self._surface.open(WebWorld(BLANK, self._hosts, fresh=True))

    async def fit(self, box: Box) -> None:
        """Show its pages in another box, for which they are laid out anew."""
        if box != self.box:
            self.box = box
            await self._surface.resize(*_viewport(box))

    async def close(self) -> None:
        """End it."""
        await self._surface.close()

    async def go(self, url: str) -> dict[str, Any]:
        """Open an address; see `about`."""
        await self._act(Goto(url))
        return await self.about()

    async def back(self) -> dict[str, Any] | None:
        """Go one page back; None if there is none."""
        before = self._surface.url
        await self._act(Back())
        return None if self._surface.url in (before, BLANK) else await self.about()

    async def about(self) -> dict[str, Any]:
        """Address and title of the page."""
        return {"url": self._surface.url, "title": await self._surface.evaluate("document.title")}

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is on its page."""
        left, top, right, bottom = self.box
        return left <= x < right and top <= y < bottom

    async def swipe(self, x: float, y: float, to_x: float, to_y: float, seconds: float) -> None:
        """A touch: a click, a long press, or a scroll the other way."""
        start_x, start_y = self._inside(x, y)
        end_x, end_y = self._inside(to_x, to_y)
        if (x, y) != (to_x, to_y):
            await self._act(Scroll(start_x, start_y, start_x - end_x, start_y - end_y))
        elif seconds > 0.4:
            await self._act(LongPress(start_x, start_y))
        else:
            await self._act(Click(start_x, start_y))

    async def type(self, text: str) -> None:
        """Write into what has the focus in the page."""
        await self._act(Type(text))

    async def press(self, keys: str) -> None:
        """Press a key or a combination in the page."""
        await self._act(Press(keys))

    async def pixels(self) -> np.ndarray:
        """What it shows, uint8 (height, width, 3), to be put at the left top corner of `box`."""
        shown: np.ndarray = (await self._surface.observe(("screenshot",)))["screenshot"]
        left, top, right, bottom = self.box
        return shown[: bottom - top, : right - left]

    async def elements(self) -> list[dict[str, Any]]:
        """What is on its page, as `Screen.elements` has it."""
        found: list[dict[str, Any]] = await self._surface.evaluate(
            f"({NODES})({SCALE}, {self.box[0]}, {self.box[1]}, {self.box[3]})"
        )
        return found

    def _inside(self, x: float, y: float) -> tuple[int, int]:
        return round((x - self.box[0]) / SCALE), round((y - self.box[1]) / SCALE)

    async def _act(self, action: Action) -> None:
        """Do something; what cannot be done here has no effect, as on a phone."""
        with contextlib.suppress(ActionError):
            await self._surface.act(action)


def _viewport(box: Box) -> tuple[int, int]:
    """Width and height of the pages that a box shows, in their pixels; the last row and column may be seen in part."""
    left, top, right, bottom = box
    return -(-(right - left) * WIDTH // DEVICE_WIDTH), -(-(bottom - top) * WIDTH // DEVICE_WIDTH)
