"""One page of a context: its session, what its events said, and evaluation in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from digienv.core.errors import DigienvError
from digienv.web.cdp import CdpError, CdpSession

__all__ = ["PageError", "Tab", "is_passing", "page_value"]

MAX_DIALOGS = 50
"""More dialogs than this in one step are a failure."""

_PASSING = (
    "context was destroyed",
    "cannot find context",
    "cannot find default execution context",
    "navigated or closed",
    "unable to capture screenshot",
    "not attached to an active page",
)


class PageError(DigienvError):
    """Raised when an expression that was evaluated in a page throws."""


class Tab:
    """A page as its DevTools events describe it.

    Args:
        target_id: of the page's target.
        number: how many pages the context had before it.
        session: attached to the page.
        notices: gets what the page tried and was not let: dialogs, downloads, file choosers, blocked pages.
        on_change: called after every event that changed something here.

    Attributes:
        url: of the main frame; empty for a new page that has no document yet.
        failure: why the page can no longer be used; None while it can.
        drag_data: what the page wants to have dragged natively in this step.
        popups: how many windows the page opened in this step.
        traffic: counts what comes from the network; needs ``watch_network``.
        travels: how many times the page went through its history in this step.
        aborted: whether a document was asked for and did not come, which is how a download begins.
        frame_sessions: of the frames that have a process of their own, by frame id; known once they are asked for.
    """

    def __init__(
        self,
        target_id: str,
        number: int,
        session: CdpSession,
        notices: list[str],
        on_change: Callable[[], None],
    ) -> None:
        self.target_id = target_id
        self.number = number
        self.session = session
        self.notices = notices
        self.url = ""
        self.failure: str | None = None
        self.drag_data: dict[str, Any] | None = None
        self.popups = 0
        self.travels = 0
        self.traffic = 0
        self.aborted = False
        self.frame_sessions: dict[str, CdpSession] = {}
        self._sees_frames = False
        self._dialogs = 0
        self._awaits_document = False
        self._loading: set[str] = set()
        self._scheduled: set[str] = set()
        self._requests: set[str] = set()
        self._on_change = on_change
        session.listeners.append(self._on_event)

    async def prepare(self, *, width: int, height: int, scale: float, watch_network: bool) -> None:
        """Turn on what the surface relies on."""
        send = self.session.send
        commands = [
            send("Page.enable"),
            send("Page.setInterceptFileChooserDialog", enabled=True, cancel=True),
            send("Input.setInterceptDrags", enabled=True),
            self.resize(width, height, scale),
        ]
        if watch_network:
            commands.append(send("Network.enable"))
        await asyncio.gather(*commands)
        tree = await send("Page.getFrameTree")
        if not self.url:  # else events have told of a newer document
            self._navigated(tree["frameTree"]["frame"])
        self.aborted = not self.url

    async def resize(self, width: int, height: int, scale: float) -> None:
        """Give its pages a viewport of so many pixels of theirs, each so many pixels of the screenshot."""
        await self.session.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    @property
    def loading(self) -> bool:
        """Whether a document is about to be fetched, is being fetched or has not had its load event."""
        return bool(self._loading or self._scheduled)

    @property
    def fetching(self) -> bool:
        """Whether a request waits for its response; needs ``watch_network``."""
        return bool(self._requests)

    def begin_step(self) -> None:
        """Forget what was counted in the step before."""
        self.drag_data = None
        self.popups = 0
        self.travels = 0
        self.aborted = False
        self._dialogs = 0

    def stop_waiting(self) -> None:
        """Take a load that does not end for finished, and give up a document of which nothing has come."""
        if self._awaits_document:
            self._awaits_document = False
            self.session.send("Page.stopLoading")
        self._loading.clear()
        self._scheduled.clear()

    def forget_requests(self) -> None:
        """Take requests that are never answered for finished."""
        self._requests.clear()

    async def evaluate(self, expression: str) -> Any:
        """The value (JSON types) of a JavaScript expression in the main frame; promises are awaited.

        Raises:
            PageError: if it throws.
            CdpError: if the document went away meanwhile.
            SurfaceFailure: if the page is gone.
        """
        result = await self.session.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        return page_value(result)

    async def see_frames(self) -> None:
        """Have `frame_sessions` filled from now on."""
        if not self._sees_frames:
            self._sees_frames = True
            await self._attach_to_frames(self.session)

    def fail(self, reason: str) -> None:
        """The page can no longer be used: what waits for it fails."""
        self.failure = self.failure or reason
        for session in (self.session, *self.frame_sessions.values()):
            session.connection.forget(session.id, self.failure)
        self._on_change()

    @staticmethod
    async def _attach_to_frames(session: CdpSession) -> None:
        await session.send("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)

    def _on_event(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Page.frameNavigated" | "Page.documentOpened":
                self._navigated(params["frame"])
            case "Page.navigatedWithinDocument":
                if params["frameId"] == self.target_id:
                    self.url = params["url"]
            case "Page.frameScheduledNavigation":
                if params["delay"] == 0:
                    self._scheduled.add(params["frameId"])
            case "Page.frameClearedScheduledNavigation":
                self._scheduled.discard(params["frameId"])
            case "Page.frameRequestedNavigation":
                if params["disposition"] == "currentTab":
                    self._loading.add(params["frameId"])
                elif params["disposition"] == "download":
                    self.aborted = True
            case "Page.frameStartedNavigating":
                self._loading.add(params["frameId"])
                self.travels += params["navigationType"].startswith("history")
                if params["frameId"] == self.target_id:
                    self._awaits_document = not params["navigationType"].lower().endswith("samedocument")
            case "Page.frameStartedLoading":
                self._loading.add(params["frameId"])
            case "Page.frameStoppedLoading":
                self._loading.discard(params["frameId"])
                if params["frameId"] == self.target_id:
                    self.aborted |= self._awaits_document
                    self._awaits_document = False
            case "Page.frameDetached":
                self._loading.discard(params["frameId"])
                self._scheduled.discard(params["frameId"])
            case "Page.downloadWillBegin":
                self._loading.discard(params["frameId"])
                self.aborted = False
                self.notices.append(f"the download of {params['suggestedFilename']!r:.120} was refused")
            case "Page.fileChooserOpened":
                self.notices.append("the page asked for a file; there is none to give")
            case "Page.windowOpen":
                self.popups += 1
            case "Page.javascriptDialogOpening":
                self._answer(params)
            case "Input.dragIntercepted":
                self.drag_data = params["data"]
            case "Target.attachedToTarget":
                self._frame_attached(params)
            case "Target.detachedFromTarget":
                self._frame_detached(params["sessionId"])
            case "Network.requestWillBeSent":
                if params.get("type") not in ("EventSource", "WebSocket", "Ping"):
                    self._requests.add(params["requestId"])
            case "Network.responseReceived" | "Network.loadingFailed":
                self._requests.discard(params["requestId"])
                self.traffic += 1
            case "Network.dataReceived":
                self.traffic += 1
            case _:
                return
        self._on_change()

    def _navigated(self, frame: dict[str, Any]) -> None:
        if "parentId" in frame:
            return
        self._awaits_document = False
        self.aborted = False
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

    def _frame_attached(self, params: dict[str, Any]) -> None:
        if params["targetInfo"]["type"] == "iframe":
            session = self.session.connection.session(params["sessionId"])
            session.listeners.append(self._on_frame_event)
            self.frame_sessions[params["targetInfo"]["targetId"]] = session
            session.send("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)

    def _frame_detached(self, session_id: str) -> None:
        self.session.connection.forget(session_id, "the frame is gone")
        self.frame_sessions = {key: held for key, held in self.frame_sessions.items() if held.id != session_id}

    def _on_frame_event(self, method: str, params: dict[str, Any]) -> None:
        """Frames of frames."""
        if method == "Target.attachedToTarget":
            self._frame_attached(params)
        elif method == "Target.detachedFromTarget":
            self._frame_detached(params["sessionId"])


def is_passing(error: CdpError) -> bool:
    """Whether Chromium refused a command only because the page went from one document to the next."""
    return any(hint in str(error).lower() for hint in _PASSING)


def page_value(result: dict[str, Any]) -> Any:
    """The value in the reply to ``Runtime.evaluate`` or ``Runtime.callFunctionOn``.

    Raises:
        PageError: if the expression threw.
    """
    if "exceptionDetails" in result:
        details = result["exceptionDetails"]
        thrown = details.get("exception", {}).get("description") or details.get("text", "unknown error")
        raise PageError(f"the page threw {thrown:.400}")
    return result["result"].get("value")
