"""A client for the adb server: what it offers over its socket, without a program started for each command.

After "OVERVIEW.TXT" and "SERVICES.TXT" of adb in the Android Open Source Project.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import re
import shlex
import shutil
import struct
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from digienv.core.errors import MissingDependency, SurfaceFailure

__all__ = ["AdbDevice", "AdbFailure", "AdbServer", "FileInfo", "Known", "ShellResult", "adb_path"]

PORT = 5037
TIMEOUT = 30.0
"""Seconds that a command may take, unless more is asked for."""
START_TIMEOUT = 15.0
PAUSE = 0.05
"""Seconds between two questions whether a device is back."""
CHUNK = 64 * 1024
MAX_REPLY = 256 * 1024 * 1024
STDOUT, STDERR, EXIT, CLOSE_STDIN = 1, 2, 3, 4
REMEDIES = {
    "authorizing": "it is being asked whether it trusts this machine; look again in a moment",
    "connecting": "it is being connected; look again in a moment",
    "unauthorized": "unlock it and allow USB debugging on its screen; if it does not ask, plug it in again",
    "offline": "it does not answer; wait until it has booted, else plug it in or connect it again",
    "no permissions": "this user may not open it; install android-sdk-platform-tools-common for its udev rules",
}
"""What to do where the server sees a device that cannot be used, by its state."""
_KNOWN = re.compile(r"(\(no serial number\)|\S+)\s+(no permissions|\S+)(.*)")


class AdbFailure(SurfaceFailure):
    """Raised when the adb server or a device is gone, or says that it failed."""


def adb_path() -> str:
    """The adb program: ``DIGIENV_ADB``, or the one in the adbutils wheel, or one on the path.

    Raises:
        MissingDependency: if there is none.
    """
    if named := os.environ.get("DIGIENV_ADB"):
        return named
    found = importlib.util.find_spec("adbutils")
    for folder in (found.submodule_search_locations or []) if found else []:
        binary = Path(folder, "binaries", "adb.exe" if os.name == "nt" else "adb")
        if binary.exists():
            return str(binary)
    if on_path := shutil.which("adb"):
        return on_path
    raise MissingDependency("there is no adb; install it with: pip install 'digienv[android]'")


@dataclass(frozen=True, slots=True)
class Known:
    """A device that the server knows.

    Attributes:
        serial: its name.
        state: ``device`` if it can be used, else ``offline``, ``unauthorized``, ``no permissions``, ...
        about: model and other properties.
    """

    serial: str
    state: str
    about: dict[str, str]

    @property
    def obstacle(self) -> str:
        """Why it cannot be used, with the remedy; empty if it can."""
        if self.state == "device":
            return ""
        remedy = REMEDIES.get(self.state, "restart it into Android, and wait until it is there")
        return f"{self.state}: {remedy}"


@dataclass(frozen=True, slots=True)
class ShellResult:
    """What a command on the device said.

    Attributes:
        output: standard output.
        errors: standard error.
        status: 0 for success.
    """

    output: bytes
    errors: bytes
    status: int

    @property
    def text(self) -> str:
        """Standard output as text, without the line break at its end."""
        return self.output.decode(errors="replace").rstrip("\n")


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file on the device.

    Attributes:
        name: without its folder.
        mode: type and rights, as in `os.stat_result`.
        size: in bytes.
        changed: in seconds since 1970.
    """

    name: str
    mode: int
    size: int
    changed: int


class _Socket:
    """A connection to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def request(self, text: str) -> None:
        """Ask for something, and wait until it is granted."""
        data = text.encode(errors="surrogateescape")
        if len(data) > 0xFFFF:
            raise AdbFailure(f"a request of {len(data)} bytes is longer than adb takes")
        self.writer.write(f"{len(data):04x}".encode() + data)
        await self.writer.drain()
        said = await self.reader.readexactly(4)
        if said == b"OKAY":
            return
        if said == b"FAIL":
            raise AdbFailure((await self.block()).decode(errors="replace"))
        raise AdbFailure(f"something else than an adb server answers: {said!r}")

    async def block(self) -> bytes:
        """Bytes with their length before them."""
        try:
            length = int(await self.reader.readexactly(4), 16)
        except ValueError:
            raise AdbFailure("something else than an adb server answers") from None
        return await self.reader.readexactly(length)

    def close(self) -> None:
        """Let go of it."""
        self.writer.close()


class AdbServer:
    """The adb server of this machine, which all programs share.

    Args:
        port: that it listens on; by default what ``ANDROID_ADB_SERVER_PORT`` says, else 5037.
    """

    def __init__(self, port: int | None = None) -> None:
        self.port = port or int(os.environ.get("ANDROID_ADB_SERVER_PORT", PORT))

    async def start(self) -> None:
        """Start it, if it does not run.

        Raises:
            AdbFailure: if it does not start.
            MissingDependency: if there is no adb.
        """
        with contextlib.suppress(OSError, AdbFailure):
            await self.version()
            return
        process = await asyncio.create_subprocess_exec(
            adb_path(),
            *("-P", str(self.port), "start-server"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            assert process.stderr is not None
            said = await asyncio.wait_for(process.stderr.read(), START_TIMEOUT)
            if await asyncio.wait_for(process.wait(), START_TIMEOUT):
                raise AdbFailure(f"the adb server does not start: {said.decode(errors='replace').strip()}")
        except TimeoutError:
            process.kill()
            raise AdbFailure(f"the adb server has not started in {START_TIMEOUT:.0f} s") from None

    @contextlib.asynccontextmanager
    async def ask(self, *requests: str, timeout: float = TIMEOUT) -> AsyncIterator[_Socket]:
        """A connection on which some requests were granted one after the other.

        Raises:
            AdbFailure: if one was not, or the connection breaks, or it takes longer than `timeout` seconds in all.
        """
        socket: _Socket | None = None
        try:
            async with asyncio.timeout(timeout):
                socket = _Socket(*await asyncio.open_connection("127.0.0.1", self.port, limit=2**20))
                for request in requests:
                    await socket.request(request)
                yield socket
        except TimeoutError:
            raise AdbFailure(f"adb has not answered {requests[-1][:80]!r} in {timeout:.0f} s") from None
        except ConnectionRefusedError:
            raise AdbFailure(f"no adb server listens on port {self.port}") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise AdbFailure(f"the connection to adb broke during {requests[-1][:80]!r}") from None
        finally:
            if socket is not None:
                socket.close()

    async def version(self) -> int:
        """The number that servers and clients compare, e.g. 41."""
        async with self.ask("host:version") as socket:
            return int(await socket.block(), 16)

    async def devices(self) -> list[Known]:
        """The devices that it knows."""
        async with self.ask("host:devices-l") as socket:
            lines = (await socket.block()).decode(errors="replace").splitlines()
        found = [match.groups() for line in lines if (match := _KNOWN.match(line))]
        return [
            Known(serial, state, dict(part.split(":", 1) for part in rest.split() if ":" in part))
            for serial, state, rest in found
        ]

    async def connect(self, address: str) -> AdbDevice:
        """A device that listens on ``host:port``.

        Raises:
            AdbFailure: if none does.
        """
        async with self.ask(f"host:connect:{address}") as socket:
            said = (await socket.block()).decode(errors="replace")
        if not said.startswith(("connected to", "already connected to")):
            raise AdbFailure(said)
        return AdbDevice(self, address)

    async def disconnect(self, address: str) -> None:
        """Forget a device that was connected to; nothing happens if there is none."""
        with contextlib.suppress(AdbFailure):
            async with self.ask(f"host:disconnect:{address}") as socket:
                await socket.block()


class AdbDevice:
    """A device.

    Args:
        server: that knows it.
        serial: its name there.
    """

    def __init__(self, server: AdbServer, serial: str) -> None:
        self.server = server
        self.serial = serial

    def _open(self, service: str, timeout: float) -> contextlib.AbstractAsyncContextManager[_Socket]:
        return self.server.ask(f"host:transport:{self.serial}", service, timeout=timeout)

    async def wait(self, timeout: float = TIMEOUT) -> None:
        """Wait until it can be used; the server may not have noticed yet that it was gone.

        Raises:
            AdbFailure: if it cannot after so many seconds.
        """
        end = time.monotonic() + timeout
        while True:
            left = max(0.1, end - time.monotonic())
            try:
                async with self.server.ask(f"host-serial:{self.serial}:wait-for-any-device", timeout=left) as socket:
                    await socket.reader.readexactly(4)
                await self.run("true", timeout=left)
            except AdbFailure:
                if time.monotonic() >= end:
                    raise
                await asyncio.sleep(PAUSE)
            else:
                return

    async def shell(self, *command: str, stdin: bytes = b"", timeout: float = TIMEOUT) -> ShellResult:
        """Run a program on the device.

        Args:
            command: the program and its arguments, each of them taken as it is. Nothing of it is run on this machine.
            stdin: what it reads.
            timeout: seconds.

        Raises:
            AdbFailure: if the device is gone, or it takes longer.
        """
        return await self.script(shlex.join(command), stdin=stdin, timeout=timeout)

    async def script(self, text: str, *, stdin: bytes = b"", timeout: float = TIMEOUT) -> ShellResult:
        """Run a text in the device's shell; see `shell`."""
        found: dict[int, bytearray] = {STDOUT: bytearray(), STDERR: bytearray()}
        async with self._open(f"shell,v2,raw:{text}", timeout) as socket:
            for start in range(0, len(stdin), CHUNK):
                part = stdin[start : start + CHUNK]
                socket.writer.write(struct.pack("<BI", 0, len(part)) + part)
            socket.writer.write(struct.pack("<BI", CLOSE_STDIN, 0))
            await socket.writer.drain()
            while True:
                kind, length = struct.unpack("<BI", await socket.reader.readexactly(5))
                if length > MAX_REPLY:
                    raise AdbFailure(f"a packet of {length} bytes came from {self.serial}")
                data = await socket.reader.readexactly(length)
                if kind == EXIT:
                    return ShellResult(bytes(found[STDOUT]), bytes(found[STDERR]), data[0] if data else 0)
                if kind in found:
                    found[kind] += data

    async def run(self, *command: str, timeout: float = TIMEOUT) -> str:
        """Run a program that must succeed, and return what it says.

        Raises:
            AdbFailure: if it fails.
        """
        result = await self.shell(*command, timeout=timeout)
        if result.status:
            said = (result.errors or result.output).decode(errors="replace").strip()
            raise AdbFailure(f"{command[0]} failed on {self.serial}: {said[:500] or f'status {result.status}'}")
        return result.text

    async def read(self, *command: str, timeout: float = TIMEOUT) -> bytes:
        """The output of a program as bytes, the quickest way (``exec``); how it ended is not known."""
        parts = bytearray()
        async with self._open(f"exec:{shlex.join(command)}", timeout) as socket:
            while part := await socket.reader.read(2**20):
                parts += part
                if len(parts) > MAX_REPLY:
                    raise AdbFailure(f"{command[0]} says too much")
        return bytes(parts)

    # ---------------------------------------------------------------- files

    async def push(self, data: bytes, path: str, *, mode: int = 0o644, timeout: float = TIMEOUT) -> None:
        """Write a file on the device.

        Raises:
            AdbFailure: if it cannot be written there.
        """
        async with self._open("sync:", timeout) as socket:
            target = f"{path},{0o100000 | mode}".encode(errors="surrogateescape")
            socket.writer.write(b"SEND" + struct.pack("<I", len(target)) + target)
            for start in range(0, len(data), CHUNK):
                part = data[start : start + CHUNK]
                socket.writer.write(b"DATA" + struct.pack("<I", len(part)) + part)
                await socket.writer.drain()
            socket.writer.write(b"DONE" + struct.pack("<I", int(time.time())))
            await socket.writer.drain()
            kind, length = struct.unpack("<4sI", await socket.reader.readexactly(8))
            if kind != b"OKAY":
                said = (await socket.reader.readexactly(min(length, CHUNK))).decode(errors="replace")
                raise AdbFailure(f"{path} cannot be written on {self.serial}: {said}")

    async def pull(self, path: str, *, timeout: float = TIMEOUT) -> bytes:
        """A file of the device.

        Raises:
            AdbFailure: if there is none, or it may not be read.
        """
        found = bytearray()
        async with self._open("sync:", timeout) as socket:
            await self._name(socket, b"RECV", path)
            while True:
                kind, length = struct.unpack("<4sI", await socket.reader.readexactly(8))
                if kind == b"DONE":
                    return bytes(found)
                if kind not in (b"DATA", b"FAIL") or length > CHUNK:
                    raise AdbFailure(f"{self.serial} sends {kind!r} for a file")
                data = await socket.reader.readexactly(length)
                if kind == b"FAIL":
                    raise AdbFailure(f"{path} cannot be read on {self.serial}: {data.decode(errors='replace')}")
                found += data
                if len(found) > MAX_REPLY:
                    raise AdbFailure(f"{path} is too large")

    async def files(self, path: str, *, timeout: float = TIMEOUT) -> list[FileInfo]:
        """What is in a folder of the device; empty if there is no such folder."""
        found: list[FileInfo] = []
        async with self._open("sync:", timeout) as socket:
            await self._name(socket, b"LIST", path)
            while True:
                kind, mode, size, changed, length = struct.unpack("<4sIIII", await socket.reader.readexactly(20))
                if kind != b"DENT":
                    return found
                name = (await socket.reader.readexactly(length)).decode(errors="surrogateescape")
                if name not in (".", ".."):
                    found.append(FileInfo(name, mode, size, changed))

    @staticmethod
    async def _name(socket: _Socket, kind: bytes, path: str) -> None:
        told = path.encode(errors="surrogateescape")
        socket.writer.write(kind + struct.pack("<I", len(told)) + told)
        await socket.writer.drain()
