"""The messages that an adb server and a device exchange: a header of 24 bytes, and a payload.

After "protocol.txt" of adb in the Android Open Source Project.
"""

from __future__ import annotations

import asyncio
import struct
from dataclasses import dataclass

__all__ = ["MAX_PAYLOAD", "VERSION", "Message", "WireError", "read_message"]

VERSION = 0x01000001
"""From here on payloads have no check sum."""
MAX_PAYLOAD = 1024 * 1024

_HEADER = struct.Struct("<4sIIIII")
COMMANDS = (b"CNXN", b"AUTH", b"STLS", b"OPEN", b"OKAY", b"CLSE", b"WRTE", b"SYNC")


class WireError(Exception):
    """Raised for bytes that are no message; what follows them cannot be read either."""


@dataclass(frozen=True, slots=True)
class Message:
    """One of them.

    Attributes:
        command: CNXN, OPEN, OKAY, WRTE, CLSE, ...
        first: a number, mostly the sender's name of a stream.
        second: mostly the receiver's name of it.
        payload: up to `MAX_PAYLOAD` bytes.
    """

    command: str
    first: int
    second: int
    payload: bytes = b""

    def encode(self) -> bytes:
        """As bytes."""
        name = self.command.encode()
        magic = int.from_bytes(name, "little") ^ 0xFFFFFFFF
        return _HEADER.pack(name, self.first, self.second, len(self.payload), 0, magic) + self.payload


async def read_message(reader: asyncio.StreamReader) -> Message:
    """The next message.

    Raises:
        WireError: if what comes is none.
        asyncio.IncompleteReadError: if it ends before its end.
    """
    name, first, second, length, _, magic = _HEADER.unpack(await reader.readexactly(_HEADER.size))
    if name not in COMMANDS or magic != int.from_bytes(name, "little") ^ 0xFFFFFFFF:
        raise WireError(f"{name!r} begins no message")
    if length > MAX_PAYLOAD:
        raise WireError(f"a payload of {length} bytes is larger than {MAX_PAYLOAD}")
    return Message(name.decode(), first, second, await reader.readexactly(length))
