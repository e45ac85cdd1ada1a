"""One page of a context: its session, what its events said, and evaluation in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.web.cdp import CdpError, CdpSession

__all__ = ["PageError", "Tab"]

MAX_DIALOGS = 50
"""More dialogs than this in one step are a failure."""

_RELOADED = ("context was destroyed", "cannot find context", "Cannot find default execution context", "navigated or closed")


class PageError(DigienvError):
    """Raised when an expression that was evaluated in a page throws."""


class Tab:
    """A page as its DevTools events describe it.

    Attributes:
        target_id: of the page's target.
        url: of the main frame.
        title: of the document.
        failure: why the page can no longer be used; None while it can.
        notices: what the page tried in this step and was not let: dialogs, downloads, file choosers, blocked pages.
    """

    def __init__(self, target_id: str, session: CdpSession, on_change: Callable[[], None]) -> None:
        self.target_id = target_id
        self.session = session
        self.url = "about:blank"
        self.title = ""
        self.failure: str | None = None
        self.notices: list[str] = []
        self.drag_data: dict[str, Any] | None = None
        self.expected_popups = 0
        self.frame_sessions: dict[str, CdpSession] = {}
        self._dialogs = 0
        self._loading: set[str] = set()
        self._requests: set[str] = set()
        self._on_change = on_change
        session.listeners.append(self._on_event)

    async def prepare(self, *, width: int, height: int, watch_network: bool) -> None:
        """Turn on what the surface relies on."""
        send = self.session.send
        commands = [
            send("Page.enable"),
            send("Page.setInterceptFileChooserDialog", enabled=True, cancel=True),
            send("Input.setInterceptDrags", enabled=True),
            send(
                "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
            ),
        ]
        if watch_network:
            commands.append(send("Network.enable"))
        await asyncio.gather(*commands)
        tree = await send("Page.getFrameTree")
        self.url = tree["frameTree"]["frame"]["url"] + tree["frameTree"]["frame"].get("urlFragment", "")

    @property
    def loading(self) -> bool:
        """Whether a document is being fetched or has not had its load event."""
        return bool(self._loading)

    @property
    def fetching(self) -> bool:
        """Whether a request is under way; needs ``watch_network``."""
        return bool(self._requests)

    def begin_step(self) -> None:
        """Forget what was noted in the step before."""
        self.notices.clear()
        self.drag_data = None
        self._dialogs = 0

    def stop_waiting(self) -> None:
        """Take a load that does not end for finished."""
        self._loading.clear()
        self._requests.clear()

    async def evaluate(self, expression: str) -> Any:
        """The value (JSON types) of a JavaScript expression in the main frame; promises are awaited.

        Raises:
            PageError: if it throws.
            SurfaceFailure: if the page is gone.
        """
        result = await self.session.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        return _value(result)

    async def evaluate_through_loads(self, expression: str) -> Any:
        """`evaluate`, again if a navigation swept the document away meanwhile."""
        while True:
            try:
                return await self.evaluate(expression)
            except CdpError as error:
                if self.failure is not None:
                    raise SurfaceFailure(self.failure) from error
                if not any(hint in str(error) for hint in _RELOADED):
                    raise

    def fail(self, reason: str) -> None:
        """The page can no longer be used: what waits for it fails."""
        self.failure = self.failure or reason
        self.session.connection.forget(self.session.id, reason)
        self._on_change()

    def _on_event(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Page.frameNavigated":
                self._navigated(params["frame"])
            case "Page.navigatedWithinDocument":
                if params["frameId"] == self.target_id:
                    self.url = params["url"]
            case "Page.frameRequestedNavigation" | "Page.frameScheduledNavigation":
                if params.get("disposition", "currentTab") == "currentTab" and _loads(params["url"]):
                    self._loading.add(params["frameId"])
            case "Page.frameStartedLoading":
                self._loading.add(params["frameId"])
            case "Page.frameStoppedLoading" | "Page.frameDetached" | "Page.frameClearedScheduledNavigation":
                self._loading.discard(params["frameId"])
            case "Page.downloadWillBegin":
                self._loading.discard(params["frameId"])
                self.notices.append(f"the download of {params['suggestedFilename']!r:.120} was refused")
            case "Page.fileChooserOpened":
                self.notices.append("the page asked for a file; there is none to give")
            case "Page.windowOpen":
                self.expected_popups += 1
            case "Page.javascriptDialogOpening":
                self._answer(params)
            case "Input.dragIntercepted":
                self.drag_data = params["data"]
            case "Target.attachedToTarget":
                if params["targetInfo"]["type"] == "iframe":
                    frame_id = params["targetInfo"]["targetId"]
                    self.frame_sessions[frame_id] = self.session.connection.session(params["sessionId"])
            case "Target.detachedFromTarget":
                self.session.connection.forget(params["sessionId"], "the frame is gone")
            case "Network.requestWillBeSent":
                if params.get("type") not in ("EventSource", "WebSocket", "Ping"):
                    self._requests.add(params["requestId"])
            case "Network.loadingFinished" | "Network.loadingFailed":
                self._requests.discard(params["requestId"])
            case _:
                return
        self._on_change()

    def _navigated(self, frame: dict[str, Any]) -> None:
        if "parentId" in frame:
            return
        self.url = frame.get("unreachableUrl") or frame["url"] + frame.get("urlFragment", "")
        if "unreachableUrl" in frame:
            self.notices.append(f"{self.url:.200} cannot be reached; only the hosts of the task can")

    def _answer(self, params: dict[str, Any]) -> None:
        """Dialogs lie outside the page: they are accepted (a prompt dismissed) and reported."""
        self._dialogs += 1
        if self._dialogs > MAX_DIALOGS:
            self.fail("the page opens dialogs without end")
            return
        accept = params["type"] != "prompt"
        self.session.send("Page.handleJavaScriptDialog", accept=accept)
        if params["type"] != "beforeunload":
            done = "accepted" if accept else "dismissed"
            self.notices.append(f"{params['type']} dialog {params['message']!r:.200} was {done}")


def _loads(url: str) -> bool:
    return not url.startswith(("javascript:", "mailto:", "tel:"))


def _value(result: dict[str, Any]) -> Any:
    if "exceptionDetails" in result:
        details = result["exceptionDetails"]
        thrown = details.get("exception", {}).get("description") or details.get("text", "unknown error")
        raise PageError(f"the page threw {thrown:.400}")
    return result["result"].get("value")
