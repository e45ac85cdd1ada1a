"""Mouse and keyboard, as DevTools `Input` commands to the tab in front."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from digienv.web.keyboard import Event, type_events
from digienv.web.tab import Tab

__all__ = ["Input"]

LONG_PRESS_SECONDS = 0.8
DRAG_MOVES = 8
MAX_KEY_EVENTS = 64


class Input:
    """The mouse and the keyboard of one context; points are pixels of the viewport.

    Args:
        front: gives the tab in front, which may become another one while text is typed.
    """

    def __init__(self, front: Callable[[], Tab]) -> None:
        self._front = front

    def _send(self, method: str, **params: Any) -> Awaitable[dict[str, Any]]:
        return self._front().session.send(method, **params)

    async def _mouse(self, x: int, y: int, *events: tuple[str, int]) -> None:
        """Dispatch mouse events at a point in one go: (type, click count)."""
        await asyncio.gather(
            *(
                self._send(
                    "Input.dispatchMouseEvent",
                    type=kind,
                    x=x,
                    y=y,
                    button="left" if count else "none",
                    buttons=int(kind == "mousePressed"),
                    clickCount=count,
                )
                for kind, count in events
            )
        )

    def leave(self) -> None:
        """Take the pointer off the page, where it is when a page has just been opened."""
        self._send("Input.dispatchMouseEvent", type="mouseMoved", x=-1, y=-1)

    async def hover(self, x: int, y: int) -> None:
        """Move the pointer to a point."""
        await self._mouse(x, y, ("mouseMoved", 0))

    async def click(self, x: int, y: int) -> None:
        """Press and release the left button."""
        await self._mouse(x, y, ("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 1))

    async def double_click(self, x: int, y: int) -> None:
        """Press and release the left button twice."""
        once, twice = (("mousePressed", 1), ("mouseReleased", 1)), (("mousePressed", 2), ("mouseReleased", 2))
        await self._mouse(x, y, ("mouseMoved", 0), *once, *twice)

    async def long_press(self, x: int, y: int) -> None:
        """Hold the left button down for 0.8 s."""
        await self._mouse(x, y, ("mouseMoved", 0), ("mousePressed", 1))
        await asyncio.sleep(LONG_PRESS_SECONDS)
        await self._mouse(x, y, ("mouseReleased", 1))

    async def scroll(self, x: int, y: int, dx: int, dy: int) -> None:
        """Turn the wheel over a point."""
        await self.hover(x, y)
        await self._send("Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=dx, deltaY=dy)
        await self.hover(x, y)  # the wheel is answered before the view has moved; what comes after it is not

    async def drag(self, x: int, y: int, to_x: int, to_y: int) -> None:
        """Press, move, release; where the page starts a native drag, its drag events are sent instead."""
        await self._mouse(x, y, ("mouseMoved", 0), ("mousePressed", 1))
        for step in range(1, DRAG_MOVES + 1):
            between = (x + (to_x - x) * step / DRAG_MOVES, y + (to_y - y) * step / DRAG_MOVES)
            await self._send(
                "Input.dispatchMouseEvent",
                type="mouseMoved",
                x=round(between[0]),
                y=round(between[1]),
                button="left",
                buttons=1,
            )
            if (data := self._front().drag_data) is not None:
                for kind in ("dragEnter", "dragOver", "drop"):
                    await self._send("Input.dispatchDragEvent", type=kind, x=to_x, y=to_y, data=data)
                break
        await self._mouse(to_x, to_y, ("mouseReleased", 1))

    async def type_text(self, text: str) -> None:
        """Type characters; what no key has is inserted. Only plain characters are sent without waiting in between."""
        batch: list[Event] = []
        for char in text:
            events = type_events(char)
            if events is None or char in "\n\t" or len(batch) >= MAX_KEY_EVENTS:
                await self.send_keys(batch)
                batch = []
            if events is None:
                await self._send("Input.insertText", text=char)
            elif char in "\n\t":
                await self.send_keys(events)
            else:
                batch += events
        await self.send_keys(batch)

    async def send_keys(self, events: list[Event]) -> None:
        """Dispatch key events in one go."""
        await asyncio.gather(*(self._send("Input.dispatchKeyEvent", **event) for event in events))
