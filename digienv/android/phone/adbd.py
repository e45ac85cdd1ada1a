"""The device's side of adb: a daemon that an adb server connects to, and the streams that it opens."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from digienv.android.phone.wire import MAX_PAYLOAD, VERSION, Message, WireError, read_message
from digienv.core.errors import DigienvError

__all__ = ["FEATURES", "Daemon", "Opener", "Service", "Stream"]

FEATURES = ("shell_v2", "cmd", "stat_v2", "ls_v2", "fixed_push_mkdir")
"""What the daemon can do beside the oldest protocol; an adb server uses nothing else."""

MAX_BACKLOG = 8 * MAX_PAYLOAD
"""Bytes that may wait to be read by a service."""
GRACE = 2.0
"""Seconds that a service has to end after the host has closed its stream."""

_log = logging.getLogger(__name__)


class Stream:
    """A connection between a program on the host and a service of the device, in both directions.

    What the host sends is acknowledged when it was read here, and it waits for that, save for what it has left when its
    program is gone; our next message waits until the host has acknowledged the last.
    """

    def __init__(self, number: int, theirs: int, limit: int, send: Callable[[Message], Awaitable[None]]) -> None:
        self._number = number
        self._theirs = theirs
        self._limit = limit
        self._send = send
        self._arrived: deque[bytes] = deque()
        self._rest = b""
        self._changed = asyncio.Condition()
        self._acknowledged = True
        self._closed = False

    async def read(self) -> bytes:
        """What comes next; empty once the host has closed the stream."""
        if self._rest:
            rest, self._rest = self._rest, b""
            return rest
        async with self._changed:
            await self._changed.wait_for(lambda: self._arrived or self._closed)
            if not self._arrived:
                return b""
            arrived = self._arrived.popleft()
        await self._send(Message("OKAY", self._number, self._theirs))
        return arrived or await self.read()

    async def read_exactly(self, count: int) -> bytes:
        """So many bytes.

        Raises:
            ConnectionError: if the stream ends before.
        """
        parts, missing = [], count
        while missing:
            part = await self.read()
            if not part:
                raise ConnectionError(f"the stream ended {missing} bytes early")
            self._rest = part[missing:]
            parts.append(part[:missing])
            missing -= len(parts[-1])
        return b"".join(parts)

    async def write(self, data: bytes) -> None:
        """Send something, and wait while the host is behind.

        Raises:
            ConnectionError: if the host has closed the stream.
        """
        for start in range(0, len(data), self._limit):
            async with self._changed:
                await self._changed.wait_for(lambda: self._acknowledged or self._closed)
                if self._closed:
                    raise ConnectionError("the host has closed the stream")
                self._acknowledged = False
            await self._send(Message("WRTE", self._number, self._theirs, data[start : start + self._limit]))

    async def flush(self) -> None:
        """Wait until the host has acknowledged everything, or is gone."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._acknowledged or self._closed)

    async def arrive(self, message: Message) -> None:
        """Take a message of the host's.

        Raises:
            WireError: if too much waits already.
        """
        async with self._changed:
            if message.command == "OKAY":
                self._acknowledged = True
            elif message.command == "CLSE":
                self._closed = True
            elif sum(map(len, self._arrived)) + len(message.payload) > MAX_BACKLOG:
                raise WireError("the host sends without waiting for what it has sent to be taken")
            else:
                self._arrived.append(message.payload)
            self._changed.notify_all()


Service = Callable[[Stream], Awaitable[None]]
"""Serves a stream; it is closed when this returns."""
Opener = Callable[[str], Service | None]
"""The service of a name such as ``shell:ls``; None if there is none."""


class Daemon:
    """Listens for adb servers.

    Args:
        opener: has the services.
        banner: properties that `adb devices -l` shows, by name.
        host: address to listen on.
        port: 0 for any.
        expose: allow an address that other machines reach: whoever does can do everything with the device.

    Attributes:
        port: that it listens on, once started.
        services: that run now.

    Raises:
        DigienvError: if the address is not a loopback one and `expose` is not set.
    """

    def __init__(
        self, opener: Opener, banner: dict[str, str], *, host: str = "127.0.0.1", port: int = 0, expose: bool = False
    ) -> None:
        if not (expose or ipaddress.ip_address(host).is_loopback):
            raise DigienvError(f"{host} can be reached from other machines; set expose if that is meant")
        self.port = port
        self._host = host
        self._opener = opener
        self._banner = banner
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self.services: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._accept, self._host, self.port, limit=2 * MAX_PAYLOAD)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End all connections."""
        if self._server is None:
            return
        self._server.close()
        await self.disconnect()
        await self._server.wait_closed()

    async def disconnect(self) -> None:
        """End all connections; further ones are accepted."""
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await _Connection(reader, writer, self._opener, self._banner, self.services).serve()
        except WireError as error:
            _log.warning("an adb connection is ended: %s", error)
        except (asyncio.CancelledError, asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


class _Connection:
    """One adb server."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        opener: Opener,
        banner: dict[str, str],
        services: set[asyncio.Task[None]],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._opener = opener
        self._banner = banner
        self._limit = MAX_PAYLOAD
        self._streams: dict[int, Stream] = {}
        self._services = services
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._count = 0

    async def serve(self) -> None:
        try:
            while True:
                message = await read_message(self._reader)
                if message.command == "CNXN":
                    await self._greet(message)
                elif message.command == "OPEN":
                    await self._open(message)
                elif message.command in ("OKAY", "WRTE", "CLSE"):
                    await self._pass_on(message)
        finally:
            tasks = list(self._tasks.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _send(self, message: Message) -> None:
        self._writer.write(message.encode())
        await self._writer.drain()

    async def _greet(self, message: Message) -> None:
        if not message.second:
            raise WireError("the host takes no payload at all")
        self._limit = min(MAX_PAYLOAD, message.second)
        told = "".join(f"{name}={value};" for name, value in self._banner.items())
        banner = f"device::{told}features={','.join(FEATURES)}"
        await self._send(Message("CNXN", VERSION, MAX_PAYLOAD, banner.encode()))

    async def _open(self, message: Message) -> None:
        name = message.payload.rstrip(b"\0").decode(errors="replace")
        service = self._opener(name)
        if service is None or not message.first:
            await self._send(Message("CLSE", 0, message.first))
            return
        self._count += 1
        stream = Stream(self._count, message.first, self._limit, self._send)
        self._streams[self._count] = stream
        await self._send(Message("OKAY", self._count, message.first))
        task = asyncio.create_task(self._run(name, service, stream, self._count, message.first))
        self._tasks[self._count] = task
        self._services.add(task)
        task.add_done_callback(self._services.discard)

    async def _run(self, name: str, service: Service, stream: Stream, number: int, theirs: int) -> None:
        try:
            await service(stream)
            await stream.flush()
        except ConnectionError:
            pass
        except Exception:
            _log.exception("the service %r is at fault", name[:200])
        finally:
            del self._streams[number], self._tasks[number]
        await self._send(Message("CLSE", number, theirs))

    async def _pass_on(self, message: Message) -> None:
        stream = self._streams.get(message.second)
        if stream is not None:
            await stream.arrive(message)
            if message.command == "CLSE":
                asyncio.get_running_loop().call_later(GRACE, self._tasks[message.second].cancel)
        elif message.command == "WRTE":
            await self._send(Message("CLSE", 0, message.first))
