"""The sync service: files are pushed, pulled and listed.

After "SYNC.TXT" of adb in the Android Open Source Project, and what ``stat_v2`` and ``ls_v2`` add to it.
"""

from __future__ import annotations

import os
import posixpath
import stat
import struct

from digienv.android.phone.adbd import Stream
from digienv.android.phone.files import Files, Owner, reason

__all__ = ["serve_sync"]

MAX_PATH = 1024
CHUNK = 64 * 1024
_STAT2 = struct.Struct("<IQQIIIIQqqq")


async def serve_sync(stream: Stream, files: Files, owner: Owner) -> None:
    """Serve a stream until the host is done.

    Raises:
        ConnectionError: if the stream ends in the middle, or something that is no request comes.
    """
    while True:
        kind, length = struct.unpack("<4sI", await stream.read_exactly(8))
        if kind == b"QUIT":
            return
        if length > MAX_PATH:
            await _fail(stream, "path too long")
            return
        path = (await stream.read_exactly(length)).decode(errors="surrogateescape")
        match kind:
            case b"STAT":
                await stream.write(b"STAT" + _stat(files, path, owner))
            case b"STA2" | b"LST2":
                await stream.write(kind + _stat2(files, path, owner))
            case b"LIST" | b"LIS2":
                await _list(stream, files, path, owner, new=kind == b"LIS2")
            case b"RECV":
                await _receive(stream, files, path, owner)
            case b"SEND":
                await _send(stream, files, path, owner)
            case _:
                raise ConnectionError(f"{kind!r} is no request")


async def _fail(stream: Stream, text: str) -> None:
    said = text.encode(errors="surrogateescape")
    await stream.write(b"FAIL" + struct.pack("<I", len(said)) + said)


def _look(files: Files, path: str, owner: Owner) -> tuple[int, os.stat_result | None]:
    try:
        return 0, files.stat(path, owner)
    except OSError as error:
        return error.errno or 5, None


def _stat(files: Files, path: str, owner: Owner) -> bytes:
    _, about = _look(files, path, owner)
    if about is None:
        return bytes(12)
    return struct.pack("<III", about.st_mode, about.st_size & 0xFFFFFFFF, int(about.st_mtime))


def _stat2(files: Files, path: str, owner: Owner) -> bytes:
    number, about = _look(files, path, owner)
    if about is None:
        return _STAT2.pack(number, *[0] * 10)
    times = (int(about.st_atime), int(about.st_mtime), int(about.st_ctime))
    return _STAT2.pack(0, about.st_dev, about.st_ino, about.st_mode, about.st_nlink, 0, 0, about.st_size, *times)


async def _list(stream: Stream, files: Files, path: str, owner: Owner, *, new: bool) -> None:
    try:
        names = files.names(path, owner)
    except OSError:
        names = []
    parts = []
    for name in names:
        told = name.encode(errors="surrogateescape")
        about = (_stat2 if new else _stat)(files, posixpath.join(path, name), owner)
        parts.append((b"DNT2" if new else b"DENT") + about + struct.pack("<I", len(told)) + told)
    await stream.write(b"".join(parts) + b"DONE" + bytes((_STAT2.size if new else 12) + 4))


async def _receive(stream: Stream, files: Files, path: str, owner: Owner) -> None:
    place = 0
    while True:
        try:
            data = files.read(path, owner, place, CHUNK)
        except OSError as error:
            await _fail(stream, f"open failed: {reason(error)}")
            return
        if not data:
            break
        await stream.write(b"DATA" + struct.pack("<I", len(data)) + data)
        place += len(data)
    await stream.write(b"DONE" + bytes(4))


async def _send(stream: Stream, files: Files, request: str, owner: Owner) -> None:
    """Take a file; what fails is said when the host has sent all of it."""
    path, _, mode = request.rpartition(",")
    failure = "" if path and mode.isdigit() else "bad request"
    if not failure and not stat.S_ISREG(int(mode)) and stat.S_IFMT(int(mode)):
        failure = "only files can be sent"
    target = f"{path}.pushed"
    if not failure:
        try:
            files.make_folder(posixpath.dirname(files.resolve(path)), owner, parents=True)
            files.write(target, b"", owner)
        except OSError as error:
            failure = f"couldn't create file: {reason(error)}"
    while True:
        kind, number = struct.unpack("<4sI", await stream.read_exactly(8))
        if kind == b"DONE":
            break
        if kind != b"DATA" or number > CHUNK:
            raise ConnectionError(f"{kind!r} of {number} is no data")
        data = await stream.read_exactly(number)
        if not failure:
            try:
                files.write(target, data, owner, append=True)
            except OSError as error:
                failure = f"write failed: {reason(error)}"
    if not failure:
        try:
            files.move(target, path, owner)
            files.touch(path, owner, number)
        except OSError as error:
            failure = f"write failed: {reason(error)}"
    if failure:
        await _fail(stream, failure)
    else:
        await stream.write(b"OKAY" + bytes(4))
