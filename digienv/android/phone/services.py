"""What an adb server can open on the phone: shells, programs, files."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import Awaitable, Callable

from digienv.android.phone.adbd import Opener, Service, Stream
from digienv.android.phone.files import Files, Owner
from digienv.android.phone.shell import Input, Nothing, Output, Shell
from digienv.android.phone.sync import serve_sync

__all__ = ["Root", "opener"]

STDIN, STDOUT, STDERR, EXIT, CLOSE_STDIN = range(5)
MAX_PACKET = 1024 * 1024
PROMPT = b"phone:/ $ "


class Root:
    """Whether the daemon works as root, as after ``adb root``."""

    on = False


def opener(
    new_shell: Callable[[], Shell],
    files: Files,
    root: Root,
    restart: Callable[[], None],
    turn_on: Callable[[], Awaitable[None]],
    find_other: Callable[[str], Service | None],
) -> Opener:
    """The services of a phone.

    Args:
        new_shell: makes a shell.
        files: of the phone.
        root: is changed by ``adb root``.
        restart: ends all connections, as a daemon does that becomes another user.
        turn_on: has the home screen of a phone that was just turned on.
        find_other: has the services that need a screen.
    """

    def find(name: str) -> Service | None:
        kind, _, rest = name.partition(":")
        kind, *options = kind.split(",")
        if kind == "shell":
            if "v2" in options:
                return lambda stream: _shell_v2(stream, new_shell(), rest)
            return lambda stream: _shell(stream, new_shell(), rest)
        if kind == "exec":
            return lambda stream: _shell(stream, new_shell(), rest)
        if kind == "sync":
            return lambda stream: serve_sync(stream, files, Owner(root=root.on))
        if kind in ("root", "unroot"):
            return lambda stream: become(stream, wanted=kind == "root")
        if kind == "reverse":
            return lambda stream: _reverse(stream, rest)
        if kind == "reboot":
            return reboot
        if kind == "remount":
            return lambda stream: stream.write(b"remount succeeded\n")
        return find_other(name)

    async def become(stream: Stream, *, wanted: bool) -> None:
        if root.on == wanted:
            await stream.write(f"adbd is already running as {'root' if wanted else 'non root'}\n".encode())
            return
        root.on = wanted
        await stream.write(f"restarting adbd as {'root' if wanted else 'non root'}\n".encode())
        await stream.flush()
        asyncio.get_running_loop().call_soon(restart)

    async def reboot(stream: Stream) -> None:
        await turn_on()
        asyncio.get_running_loop().call_soon(restart)

    return find


async def _reverse(stream: Stream, request: str) -> None:
    """Ports of the host on the phone: there are none, and none can be made."""
    if request == "list-forward":
        await stream.write(b"0000")
    elif request == "killforward-all":
        await stream.write(b"OKAY")
    else:
        why = b"the simulated phone has no adb reverse"
        await stream.write(b"FAIL%04x%s" % (len(why), why))


async def _shell(stream: Stream, shell: Shell, text: str) -> None:
    """The oldest way: one stream for all output, and no exit status."""
    if text:
        await shell.run(text, stream, stream, stream)
    else:
        await _converse(stream, stream, shell)


async def _converse(lines: Input, output: Output, shell: Shell) -> int:
    """Line by line, as to somebody at a terminal."""
    rest = b""
    await output.write(PROMPT)
    while data := await lines.read():
        rest += data
        *whole, rest = rest.replace(b"\r", b"\n").split(b"\n")
        for line in whole:
            text = line.decode(errors="surrogateescape").strip()
            if text == "exit":
                return shell.status
            if text:
                await shell.run(text, Nothing(), output, output)
            await output.write(PROMPT)
    return shell.status


class _Packets:
    """Standard input of a shell of version 2, and its outputs."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._ended = False

    async def read(self) -> bytes:
        while not self._ended:
            try:
                kind, length = struct.unpack("<BI", await self._stream.read_exactly(5))
                if length > MAX_PACKET:
                    raise ConnectionError(f"a packet of {length} bytes")
                data = await self._stream.read_exactly(length)
            except ConnectionError:
                kind, data = CLOSE_STDIN, b""
            if kind == STDIN and data:
                return data
            self._ended = kind == CLOSE_STDIN
        return b""

    async def write(self, kind: int, data: bytes) -> None:
        await self._stream.write(struct.pack("<BI", kind, len(data)) + data)


class _Channel:
    def __init__(self, packets: _Packets, kind: int) -> None:
        self._packets, self._kind = packets, kind

    async def write(self, data: bytes) -> None:
        if data:
            await self._packets.write(self._kind, data)


async def _shell_v2(stream: Stream, shell: Shell, text: str) -> None:
    packets = _Packets(stream)
    output, errors = _Channel(packets, STDOUT), _Channel(packets, STDERR)
    if text:
        status = await shell.run(text, packets, output, errors)
    else:
        status = await _converse(packets, output, shell)
    with contextlib.suppress(ConnectionError):
        await packets.write(EXIT, bytes([status & 0xFF]))
