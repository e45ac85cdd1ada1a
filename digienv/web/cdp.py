"""A direct connection to Chromium over the DevTools protocol: the hot path, past Playwright's driver."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

from digienv.core.errors import DigienvError, SurfaceFailure

__all__ = ["CdpConnection", "CdpError", "CdpSession"]

Listener = Callable[[str, dict[str, Any]], None]

BROWSER_GONE = "the browser is gone"
PAGE_GONE = "the page is gone"


class CdpError(DigienvError):
    """Raised when Chromium refuses a command."""


class _WebSocket(asyncio.Protocol):
    """The `websockets` protocol on an asyncio transport: writing keeps its order and never blocks.

    What is sent in one turn of the event loop goes out in one system call.
    """

    def __init__(self, url: str, on_message: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._flush_scheduled = False
        self.opened: asyncio.Future[None] = self._loop.create_future()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self._protocol = ClientProtocol(parse_uri(url), max_size=None)
        self._on_message = on_message
        self._on_end = on_end
        self._fragments: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._protocol.send_request(self._protocol.connect())
        self._flush()

    def data_received(self, data: bytes) -> None:
        self._protocol.receive_data(data)
        self._flush()
        for event in self._protocol.events_received():
            if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.CONT):
                self._fragments.append(bytes(event.data))
                if event.fin:
                    message, self._fragments = b"".join(self._fragments), []
                    self._on_message(message)
            elif isinstance(event, Response) and not self.opened.done():
                self.opened.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        for future in (self.opened, self.ended):
            if not future.done():
                future.set_result(None)
        self._on_end()

    def send(self, message: bytes) -> None:
        self._protocol.send_text(message)
        if not self._flush_scheduled:
            self._flush_scheduled = True
            self._loop.call_soon(self._flush)

    def close(self) -> None:
        self._transport.close()

    def _flush(self) -> None:
        self._flush_scheduled = False
        chunks = self._protocol.data_to_send()
        self._transport.write(b"".join(chunks))
        if b"" in chunks:
            self._transport.close()


class CdpConnection:
    """The WebSocket to the browser and the sessions that share it; made by `CdpConnection.open`.

    When the connection ends, every command under way and every later one raises `SurfaceFailure`.
    """

    _socket: _WebSocket

    def __init__(self) -> None:
        self.closed = False
        self._next_id = 0
        self._pending: dict[int, tuple[str, asyncio.Future[dict[str, Any]]]] = {}
        self._sessions: dict[str, CdpSession] = {}
        self.root = self.session("")

    @classmethod
    async def open(cls, url: str) -> CdpConnection:
        """Connect to the browser's WebSocket at `url`.

        Raises:
            SurfaceFailure: if nothing answers there.
        """
        connection = cls()
        address = urlsplit(url)
        try:
            _, connection._socket = await asyncio.get_running_loop().create_connection(
                lambda: _WebSocket(url, connection._receive, connection._end),
                str(address.hostname),
                int(address.port or 0),
            )
        except OSError as error:
            raise SurfaceFailure(f"the browser does not answer at {address.netloc}: {error}") from error
        await connection._socket.opened
        return connection

    def session(self, session_id: str) -> CdpSession:
        """The session of an attached target; ``""`` is the browser's own."""
        session = self._sessions[session_id] = CdpSession(self, session_id)
        return session

    async def close(self) -> None:
        """Close the socket."""
        self._socket.close()
        await self._socket.ended

    def send(self, session_id: str, method: str, params: dict[str, Any]) -> asyncio.Future[dict[str, Any]]:
        """Write a command at once; the future is its result."""
        future = asyncio.get_running_loop().create_future()
        if self.closed or session_id not in self._sessions:
            _fail(future, SurfaceFailure(BROWSER_GONE if self.closed else PAGE_GONE))
            return future
        self._next_id += 1
        message: dict[str, Any] = {"id": self._next_id, "method": method, "params": params}
        if session_id:
            message["sessionId"] = session_id
        self._pending[self._next_id] = (session_id, future)
        self._socket.send(json.dumps(message).encode())
        return future

    def forget(self, session_id: str, reason: str) -> None:
        """Fail what a session still waits for: its target is gone."""
        self._sessions.pop(session_id, None)
        for key, (owner, future) in list(self._pending.items()):
            if owner == session_id:
                del self._pending[key]
                _fail(future, SurfaceFailure(reason))

    def _end(self) -> None:
        self.closed = True
        for _, future in self._pending.values():
            _fail(future, SurfaceFailure(BROWSER_GONE))
        self._pending.clear()

    def _receive(self, text: bytes) -> None:
        message = json.loads(text)
        if "id" in message:
            _, future = self._pending.pop(message["id"], (None, None))
            if future is None or future.done():
                return
            if "error" in message:
                _fail(future, CdpError(message["error"].get("message", "unknown error")))
            else:
                future.set_result(message["result"])
        elif session := self._sessions.get(message.get("sessionId", "")):
            for listener in list(session.listeners):
                listener(message["method"], message["params"])


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # marks it as seen: a command whose result nobody awaits fails quietly


class CdpSession:
    """Commands to one target, and its events.

    Attributes:
        listeners: called with the method and the parameters of every event, on the event loop; they must not block.
    """

    def __init__(self, connection: CdpConnection, session_id: str) -> None:
        self.connection = connection
        self.id = session_id
        self.listeners: list[Listener] = []

    def send(self, method: str, **params: Any) -> asyncio.Future[dict[str, Any]]:
        """Write a command at once; await the result.

        Raises:
            CdpError: when awaited, if Chromium refuses it.
            SurfaceFailure: if the target or the browser is gone.
        """
        return self.connection.send(self.id, method, params)
