"""What programs read: the files that are named, or standard input."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.android.phone.files import reason
from digienv.android.phone.shell import Call, Input, Text, read_to_end

__all__ = ["contents", "lines", "opened"]


async def opened(call: Call, paths: list[str], failed: list[int]) -> AsyncIterator[tuple[str, Input]]:
    """The files that are named, or standard input; `failed` gets a status for each that cannot be read."""
    for path in paths or ["-"]:
        if path == "-":
            yield "-", call.input
            continue
        try:
            data = call.shell.files.read(call.shell.path(path), call.shell.owner)
        except OSError as error:
            failed.append(await call.fail(f"{path}: {reason(error)}"))
        else:
            yield path, Text(data)


async def contents(call: Call, paths: list[str], failed: list[int]) -> AsyncIterator[tuple[str, bytes]]:
    """As `opened`, with all that is in each."""
    async for path, source in opened(call, paths, failed):
        yield path, await read_to_end(source)


async def lines(source: Input) -> AsyncIterator[bytes]:
    """Lines as they come, each with its newline, which the last one may lack."""
    begun: list[bytes] = []
    while part := await source.read():
        *whole, rest = part.split(b"\n")
        for line in whole:
            yield b"".join([*begun, line, b"\n"])
            begun = []
        begun.append(rest)
    if last := b"".join(begun):
        yield last
