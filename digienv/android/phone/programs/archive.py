"""Programs that pack and unpack files, and that tell whether two are the same."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
import posixpath
import tarfile
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace

from digienv.android.phone.files import reason
from digienv.android.phone.programs.options import read_options
from digienv.android.phone.shell import Call, Program, UsageError

__all__ = ["PROGRAMS"]

DIGESTS = {f"{name}sum": name for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")}
MAX_UNPACKED = 128 * 1024 * 1024
"""Bytes that a compressed archive may become."""
GZIP_MARK = b"\x1f\x8b"
LAST_TIME = 2**33


async def _tar(call: Call) -> int:
    """Packs, lists and unpacks files and folders; without ``-f`` from standard input or to standard output."""
    arguments = call.arguments
    if arguments and not arguments[0].startswith("-"):
        arguments = (f"-{arguments[0]}", *arguments[1:])
    options, paths = read_options(replace(call, arguments=arguments), "ctxvz", "fC")
    folder = call.shell.path(options.get("C", "."))
    if len({"c", "t", "x"} & options.keys()) != 1:
        raise UsageError("use one of -c, -t and -x")
    if "c" in options:
        return await _pack(call, options, paths, folder)
    return await _unpack(call, options, paths, folder)


async def _pack(call: Call, options: dict[str, str], paths: list[str], folder: str) -> int:
    if not paths:
        raise UsageError("empty archive")
    files, owner = call.shell.files, call.shell.owner
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in paths:
            root = files.resolve(path, folder)
            for place in files.walk(root, owner):
                about = files.stat(place, owner)
                entry = tarfile.TarInfo((path.rstrip("/") + place[len(root) :]).lstrip("/"))
                entry.mtime = int(about.st_mtime)
                if files.is_folder(place, owner):
                    entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                    archive.addfile(entry)
                else:
                    data = files.read(place, owner)
                    entry.size = len(data)
                    archive.addfile(entry, io.BytesIO(data))
    data = gzip.compress(packed.getvalue(), mtime=0) if "z" in options else packed.getvalue()
    target = options.get("f", "-")
    if target == "-":
        await call.output.write(data)
    else:
        files.write(call.shell.path(target), data, owner)
    return 0


async def _unpack(call: Call, options: dict[str, str], wanted: list[str], folder: str) -> int:
    """List or unpack what is wanted: all, if nothing is named."""
    files, owner = call.shell.files, call.shell.owner
    source = options.get("f", "-")
    data = await call.read_all() if source == "-" else files.read(call.shell.path(source), owner)
    if "z" in options or data.startswith(GZIP_MARK):
        data = _decompressed(data)
    status = 0
    found: set[str] = set()
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            async for entry in _entries(archive):
                names = {name for name in wanted if f"{entry.name}/".startswith(f"{name.rstrip('/')}/")}
                if wanted and not names:
                    continue
                found |= names
                if {"t", "v"} & options.keys():
                    await call.print(entry.name + "/" * entry.isdir())
                if "x" in options:
                    try:
                        _extract(call, archive, entry, folder)
                    except (OSError, UsageError) as error:
                        why = reason(error) if isinstance(error, OSError) else str(error)
                        status = await call.fail(f"'{entry.name}' {why}")
    except (tarfile.TarError, ValueError) as error:
        raise UsageError(f"bad archive: {error}") from None
    for name in wanted:
        if name not in found:
            status = await call.fail(f"'{name}' not in archive")
    return status


def _decompressed(data: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        unpacked = reader.decompress(data, MAX_UNPACKED)
    except zlib.error:
        raise UsageError("not gzip") from None
    if not reader.eof:
        raise UsageError(f"the archive is not whole, or larger than {MAX_UNPACKED} bytes")
    return unpacked


async def _entries(archive: tarfile.TarFile) -> AsyncIterator[tarfile.TarInfo]:
    """What is in an archive.

    Raises:
        tarfile.ReadError: where it is damaged; an entry of negative size would lead back to where it was.
    """
    place = -1
    while (entry := archive.next()) is not None:
        if entry.size < 0 or archive.offset <= place:
            raise tarfile.ReadError("an entry has no size")
        place = archive.offset
        yield entry
        await asyncio.sleep(0)


def _extract(call: Call, archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: str) -> None:
    files, owner = call.shell.files, call.shell.owner
    target = files.resolve(entry.name.lstrip("/"), folder)
    if target != folder and not target.startswith(f"{folder.rstrip('/')}/"):
        raise UsageError(f"not under '{folder}'")
    if entry.isdir():
        files.make_folder(target, owner, parents=True)
        return
    content = archive.extractfile(entry) if entry.isreg() and not entry.issparse() else None
    if content is None:
        raise UsageError("is neither a file nor a folder")
    files.make_folder(posixpath.dirname(target), owner, parents=True)
    files.write(target, content.read(), owner)
    if 0 <= entry.mtime < LAST_TIME:
        files.touch(target, owner, entry.mtime)


async def _digest(call: Call) -> int:
    status = 0
    method = DIGESTS[call.name]
    for path in call.arguments or ("-",):
        if path == "-":
            data = await call.read_all()
        else:
            place = call.shell.path(path)
            if not call.shell.files.exists(place, call.shell.owner):
                status = await call.fail(f"{path}: No such file or directory")
                continue
            data = call.shell.files.read(place, call.shell.owner)
        await call.print(f"{hashlib.new(method, data, usedforsecurity=False).hexdigest()}  {path}")
    return status


PROGRAMS: dict[str, Program] = {"tar": _tar, **dict.fromkeys(DIGESTS, _digest)}
