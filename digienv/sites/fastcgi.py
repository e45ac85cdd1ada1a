"""A program of the system that stays and answers one request after the other, which it is told of as FastCGI tells."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from digienv.sites.programs import MAX_SECONDS, start_program, timestamp

__all__ = ["FastCgi"]

_VERSION, _REQUEST = 1, 1
_BEGIN, _END, _PARAMETERS, _INPUT, _OUTPUT = 1, 3, 4, 5, 6
_RESPONDER = 1
_HEAD = struct.Struct(">BBHHBx")
_LONGEST = 2**16 - 8


class FastCgi:
    """The program, which is started at the first request, and again at the next one after it has ended.

    Args:
        command: the program and its arguments.
        folder: what it may write.
        readable: what it may read beside what the system has installed.
        variables: of its environment.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, *, readable: Iterable[Path], variables: Mapping[str, str]
    ) -> None:
        self._command = command
        self._folder = folder
        self._readable = tuple(readable)
        self._variables = variables
        self._process: subprocess.Popen[bytes] | None = None
        self._address = -1

    def answer(self, variables: Mapping[str, str], body: bytes) -> bytes:
        """What the program says to a request, at the time that this process believes it is.

        Args:
            variables: of the request.
            body: of the request.

        Raises:
            subprocess.CalledProcessError: if the program ends, or says nothing for too long.
        """
        process = self._started()
        said = bytearray()
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(MAX_SECONDS)
                connection.connect(f"/proc/self/fd/{self._address}")
                connection.sendall(b"".join(_request(variables, body)))
                with connection.makefile("rb") as answer:
                    for kind, content in _records(answer):
                        if kind == _END:
                            return bytes(said)
                        if kind == _OUTPUT:
                            said += content
        except OSError:
            pass
        process.kill()
        raise subprocess.CalledProcessError(process.wait(), self._command)

    def _started(self) -> subprocess.Popen[bytes]:
        clock = self._folder / "now.txt"
        clock.write_text(timestamp())
        if self._process is None or self._process.poll() is not None:
            self._process = self._start(clock)
        return self._process

    def _start(self, clock: Path) -> subprocess.Popen[bytes]:
        """It alone listens, so who waits for it learns of its end."""
        if self._address >= 0:
            os.close(self._address)
        with socket.socket(socket.AF_UNIX) as listener:
            with tempfile.TemporaryDirectory() as place:
                listener.bind(f"{place}/listener")
                self._address = os.open(f"{place}/listener", os.O_PATH | os.O_CLOEXEC)  # stays when its name is gone
            listener.listen()
            return start_program(
                self._command,
                self._folder,
                readable=self._readable,
                variables=self._variables,
                clock=clock,
                stdin=listener,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )


def _request(variables: Mapping[str, str], body: bytes) -> Iterator[bytes]:
    yield _record(_BEGIN, struct.pack(">HB5x", _RESPONDER, 0))
    named = [(name.encode(), value.encode("utf-8", "surrogateescape")) for name, value in variables.items()]
    parameters = b"".join(_length(name) + _length(value) + name + value for name, value in named)
    for kind, content in ((_PARAMETERS, parameters), (_INPUT, body)):
        for start in range(0, len(content), _LONGEST):
            yield _record(kind, content[start : start + _LONGEST])
        yield _record(kind, b"")


def _record(kind: int, content: bytes) -> bytes:
    return _HEAD.pack(_VERSION, kind, _REQUEST, len(content), 0) + content


def _length(text: bytes) -> bytes:
    return struct.pack(">B", len(text)) if len(text) < 2**7 else struct.pack(">I", len(text) | 2**31)


def _records(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    while len(head := stream.read(_HEAD.size)) == _HEAD.size:
        _, kind, _, length, padding = _HEAD.unpack(head)
        yield kind, stream.read(length)
        stream.read(padding)
