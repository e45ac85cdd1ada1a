"""A browser has one clipboard: it is handed from one environment to the next, so that each has its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable

from digienv.web.cdp import CdpSession

__all__ = ["Clipboard", "Holder"]

# Handlers of the page that reads and writes: what is copied there is `text`, what is pasted there lands in it. Empty
# text is not taken for data, so something that is no text replaces what was there.
_HANDLERS = """
text = "";
document.oncopy = (event) => {
  event.clipboardData.setData(text ? "text/plain" : "application/x-nothing", text || "nothing");
  event.preventDefault();
};
document.onpaste = (event) => { text = event.clipboardData.getData("text/plain"); event.preventDefault(); };
"""
_PASTE = {"type": "rawKeyDown", "key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "modifiers": 2}


class Holder:
    """Who owns what is on the clipboard: one episode of one environment."""


class Clipboard:
    """The clipboard of a browser, as text.

    It covers what the agent copies and pastes with the keyboard. What pages put there by themselves is seen by all.

    Args:
        open_page: opens a blank page of its own, through which the clipboard is read and written.
    """

    def __init__(self, open_page: Callable[[], Awaitable[CdpSession]]) -> None:
        self._open_page = open_page
        self._page: CdpSession | None = None
        self._lock = asyncio.Lock()
        self._holder: Holder | None = None
        self._texts: weakref.WeakKeyDictionary[Holder, str] = weakref.WeakKeyDictionary()

    @contextlib.asynccontextmanager
    async def held_by(self, holder: Holder) -> AsyncIterator[None]:
        """While this lasts, what `holder` last copied is on the clipboard, nothing at first."""
        async with self._lock:
            if self._holder is not holder:
                page = self._page = self._page or await self._new_page()
                if self._holder is not None:
                    self._texts[self._holder] = await self._read(page)
                await self._write(page, self._texts.get(holder, ""))
                self._holder = holder
            yield

    async def _new_page(self) -> CdpSession:
        page = await self._open_page()
        await page.send("Runtime.evaluate", expression=_HANDLERS)
        return page

    async def _read(self, page: CdpSession) -> str:
        await page.send("Input.dispatchKeyEvent", **_PASTE, commands=["paste"])
        await page.send("Input.dispatchKeyEvent", **{**_PASTE, "type": "keyUp"})
        result = await page.send("Runtime.evaluate", expression="text", returnByValue=True)
        return str(result["result"].get("value", ""))

    async def _write(self, page: CdpSession, text: str) -> None:
        expression = f"text = {json.dumps(text)}; document.execCommand('copy')"
        await page.send("Runtime.evaluate", expression=expression, userGesture=True)
