"""The phone's shell: runs what `grammar` has read.

Programs are Python functions; nothing reaches a shell of the host.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fnmatch
import logging
import posixpath
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from digienv.android.phone import grammar
from digienv.android.phone.files import Files, Owner, reason
from digienv.android.phone.grammar import Node, ShellSyntaxError, Word
from digienv.core.errors import DigienvError

__all__ = ["Call", "FileOutput", "Input", "Nothing", "Output", "Program", "Shell", "Text", "UsageError", "read_to_end"]

PIPE_SIZE = 64
"""Pieces of output that wait in a pipe."""
BROKEN_PIPE, NOT_FOUND, SYNTAX = 141, 127, 2

_log = logging.getLogger(__name__)


class Input(Protocol):
    """Where a program reads."""

    async def read(self) -> bytes:
        """What comes next; empty at the end."""


class Output(Protocol):
    """Where a program writes."""

    async def write(self, data: bytes) -> None:
        """Write something.

        Raises:
            ConnectionError: if nobody reads it any more.
        """


class Nothing:
    """Neither gives nor keeps anything."""

    async def read(self) -> bytes:
        """Nothing."""
        return b""

    async def write(self, data: bytes) -> None:
        """Forget it."""


class Text:
    """Gives a text once, and keeps what is written."""

    def __init__(self, data: bytes = b"") -> None:
        self._left = data
        self.written = bytearray()

    async def read(self) -> bytes:
        """All of it, then nothing."""
        left, self._left = self._left, b""
        return left

    async def write(self, data: bytes) -> None:
        """Keep it."""
        self.written += data


class _Pipe:
    """Between two programs that run at the same time."""

    def __init__(self) -> None:
        self._pieces: asyncio.Queue[bytes] = asyncio.Queue(PIPE_SIZE)
        self._ended = False
        self._broken = asyncio.Event()

    async def read(self) -> bytes:
        if self._ended and self._pieces.empty():
            return b""
        piece = await self._pieces.get()
        self._ended = self._ended or not piece
        return piece

    async def write(self, data: bytes) -> None:
        if data:
            await self._put(data)

    async def end(self) -> None:
        """Nothing more is written."""
        if not self._broken.is_set():
            await self._put(b"")

    def cut(self) -> None:
        """Nothing more is read."""
        self._broken.set()

    async def _put(self, data: bytes) -> None:
        putting = asyncio.ensure_future(self._pieces.put(data))
        breaking = asyncio.ensure_future(self._broken.wait())
        try:
            await asyncio.wait({putting, breaking}, return_when=asyncio.FIRST_COMPLETED)
            if self._broken.is_set():
                raise BrokenPipeError("nobody reads any more")
        finally:
            putting.cancel()
            breaking.cancel()


class FileOutput:
    """Writes a file of the phone, anew or at its end.

    Raises:
        OSError: if it may not be written.
    """

    def __init__(self, files: Files, path: str, owner: Owner, *, append: bool) -> None:
        self._files, self._path, self._owner = files, path, owner
        files.write(path, b"", owner, append=append)

    async def write(self, data: bytes) -> None:
        """Write on at its end."""
        self._files.write(self._path, data, self._owner, append=True)


async def read_to_end(source: Input) -> bytes:
    """All that is still to be read."""
    parts = []
    while part := await source.read():
        parts.append(part)
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Call:
    """A program that is called.

    Attributes:
        name: of the program.
        arguments: without its name.
        input: standard input.
        output: standard output.
        errors: standard error.
        shell: that calls it.
    """

    name: str
    arguments: tuple[str, ...]
    input: Input
    output: Output
    errors: Output
    shell: Shell

    async def print(self, text: str = "") -> None:
        """Write a line."""
        await self.output.write(f"{text}\n".encode(errors="surrogateescape"))

    async def fail(self, text: str, status: int = 1) -> int:
        """Say what went wrong after the program's name; the status."""
        await self.errors.write(f"{self.name}: {text}\n".encode(errors="surrogateescape"))
        return status

    async def read_all(self) -> bytes:
        """Standard input to its end."""
        return await read_to_end(self.input)


Program = Callable[[Call], Awaitable[int]]
"""Returns its exit status."""


class UsageError(Exception):
    """Raised by a program for arguments that it does not take."""


class _Exit(Exception):
    """The shell ends."""

    def __init__(self, status: int) -> None:
        self.status = status


class _Jump(Exception):
    """A loop is left, or begins its next round."""

    def __init__(self, *, leave: bool) -> None:
        self.leave = leave


@dataclass(slots=True)
class Shell:
    """A shell with its state.

    Attributes:
        programs: that it knows, by name.
        files: of the phone.
        owner: whose rights it has.
        variables: of its environment.
        folder: where it is.
        status: of the last command.
    """

    programs: Mapping[str, Program]
    files: Files
    owner: Owner = field(default_factory=Owner)
    variables: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    status: int = 0

    async def run(self, text: str, input: Input, output: Output, errors: Output) -> int:
        """Run a command line; its exit status."""
        try:
            node = grammar.parse(text)
        except ShellSyntaxError as error:
            await errors.write(f"/system/bin/sh: syntax error: {error}\n".encode())
            return SYNTAX
        try:
            return await self._run_alone(node, _Streams(input, output, errors))
        except _Jump:
            return self.status

    def path(self, path: str) -> str:
        """A path as it is seen from the shell's folder."""
        return self.files.resolve(path, self.folder)

    async def _run(self, node: Node, streams: _Streams) -> int:
        match node:
            case grammar.Command():
                self.status = await self._command(node, streams)
            case grammar.Sequence(items):
                for item in items:
                    await self._run(item, streams)
                if not items:
                    self.status = 0
            case grammar.And(first, second):
                if await self._run(first, streams) == 0:
                    await self._run(second, streams)
            case grammar.Or(first, second):
                if await self._run(first, streams) != 0:
                    await self._run(second, streams)
            case grammar.Not(body):
                self.status = int(await self._run(body, streams) == 0)
            case grammar.Pipe(commands):
                self.status = await self._pipe(commands, streams)
            case grammar.Group():
                self.status = await self._group(node, streams)
            case grammar.If(condition, body, otherwise):
                await self._run(body if await self._run(condition, streams) == 0 else otherwise, streams)
            case grammar.For() | grammar.While():
                await self._loop(node, streams)
        return self.status

    async def _loop(self, node: grammar.For | grammar.While, streams: _Streams) -> None:
        self.status = 0
        words = await self._words(node.words) if isinstance(node, grammar.For) else None
        status = 0
        while True:
            if isinstance(node, grammar.For):
                if not words:
                    break
                self.variables[node.name] = words.pop(0)
            elif (await self._run(node.condition, streams) == 0) != node.wanted:
                break
            try:
                status = await self._run(node.body, streams)
            except _Jump as jump:
                if jump.leave:
                    break
            await asyncio.sleep(0)
        self.status = status

    async def _group(self, node: grammar.Group, streams: _Streams) -> int:
        try:
            streams = await self._redirected(streams, node.redirects)
        except OSError as error:
            return await self._cannot_open(error, streams)
        return await (self._copy()._run_alone(node.body, streams) if node.own else self._run(node.body, streams))

    async def _pipe(self, commands: Sequence[Node], streams: _Streams) -> int:
        """Run commands at the same time; the status is the last one's."""
        pipes = [_Pipe() for _ in commands[1:]]
        inputs = [streams.input, *pipes]
        outputs = [*pipes, streams.output]

        async def one(number: int) -> int:
            try:
                own = replace(streams, input=inputs[number], output=outputs[number])
                return await self._copy()._run_alone(commands[number], own)
            except BrokenPipeError:
                return BROKEN_PIPE
            finally:
                if number:
                    pipes[number - 1].cut()
                if number < len(pipes):
                    with contextlib.suppress(BrokenPipeError):
                        await pipes[number].end()

        tasks = [asyncio.ensure_future(one(number)) for number in range(len(commands))]
        try:
            return (await asyncio.gather(*tasks))[-1]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _command(self, node: grammar.Command, streams: _Streams) -> int:
        await asyncio.sleep(0)
        words = await self._words(node.words)
        assigned = {name: await self._joined(word) for name, word in node.assignments}
        try:
            streams = await self._redirected(streams, node.redirects)
        except OSError as error:
            return await self._cannot_open(error, streams)
        if not words:
            self.variables |= assigned
            substituted = any(part.kind == "output" for _, word in node.assignments for part in word.parts)
            return self.status if substituted else 0
        return await self.start(words, assigned, streams)

    async def start(self, words: Sequence[str], assigned: Mapping[str, str], streams: _Streams) -> int:
        """Run a program; its exit status."""
        name, *arguments = words
        builtin = _BUILTINS.get(name)
        program = builtin or self.programs.get(name) or self.programs.get(posixpath.basename(name))
        if program is None or ("/" in name and not builtin and posixpath.dirname(self.path(name)) != "/system/bin"):
            await streams.errors.write(f"/system/bin/sh: {name}: inaccessible or not found\n".encode(errors="replace"))
            return NOT_FOUND
        shell = self if builtin else replace(self._copy(), variables={**self.variables, **assigned})
        call = Call(posixpath.basename(name), tuple(arguments), streams.input, streams.output, streams.errors, shell)
        try:
            return await program(call)
        except UsageError as error:
            return await call.fail(str(error))
        except (_Exit, _Jump, ConnectionError):
            raise
        except OSError as error:
            return await call.fail(f"{error.filename}: {reason(error)}")
        except Exception as error:
            if not isinstance(error, DigienvError):
                _log.exception("the program %r is at fault", name[:200])
            return await call.fail(str(error) or type(error).__name__)

    async def _cannot_open(self, error: OSError, streams: _Streams) -> int:
        text = f"/system/bin/sh: can't open {error.filename}: {reason(error)}\n"
        await streams.errors.write(text.encode(errors="replace"))
        return 1

    def _copy(self) -> Shell:
        return replace(self, variables=dict(self.variables))

    async def _redirected(self, streams: _Streams, redirects: Sequence[grammar.Redirect]) -> _Streams:
        for redirect in redirects:
            target = await self._joined(redirect.target)
            if redirect.mode == "<":
                streams = replace(streams, input=self._source(target))
                continue
            output: Output = Nothing()
            if redirect.mode == "&":
                output = streams.output_of(target)
            elif target != "/dev/null":
                output = FileOutput(self.files, self.path(target), self.owner, append=redirect.mode == ">>")
            streams = replace(streams, output=output) if redirect.stream == 1 else replace(streams, errors=output)
        return streams

    def _source(self, path: str) -> Input:
        return Nothing() if path == "/dev/null" else Text(self.files.read(self.path(path), self.owner))

    # ---------------------------------------------------------------- words

    async def _words(self, words: Sequence[Word]) -> list[str]:
        """Words as arguments: filled in, split, and matched with files."""
        found: list[str] = []
        for word in words:
            for text, pattern in await self._fields(word):
                found += (pattern and self._matching(pattern)) or [text]
        return found

    async def _joined(self, word: Word) -> str:
        return "".join([await self._value(part) for part in word.parts])

    async def _fields(self, word: Word) -> list[tuple[str, str]]:
        """What a word becomes, each with the pattern that it is, if it is one."""
        fields: list[tuple[str, str]] = []
        text, pattern, wild, begun = "", "", False, False
        for part in word.parts:
            value = await self._value(part)
            if part.quoted or part.kind == "text":
                pieces, begun = [value], True
            else:
                pieces = value.split()
                begun = begun or bool(pieces)
                if value[:1].isspace():
                    pieces = ["", *pieces]
                if value[-1:].isspace():
                    pieces = [*pieces, ""]
            for number, piece in enumerate(pieces):
                if number:
                    if text:
                        fields.append((text, pattern if wild else ""))
                    text, pattern, wild = "", "", False
                text += piece
                pattern += "".join(f"[{char}]" if char in "*?[" else char for char in piece) if part.quoted else piece
                wild = wild or (not part.quoted and any(char in piece for char in "*?["))
        if begun and (text or not fields):
            fields.append((text, pattern if wild else ""))
        return fields

    async def _value(self, part: grammar.Part) -> str:
        if part.kind == "text":
            return part.text
        if part.kind == "variable":
            special = {"?": str(self.status), "#": "0", "$": "1", "0": "/system/bin/sh"}
            return special.get(part.text) or self.variables.get(part.text) or part.default
        output = Text()
        assert part.body is not None
        self.status = await self._copy()._run_alone(part.body, _Streams(Nothing(), output, Nothing()))
        return output.written.decode(errors="surrogateescape").rstrip("\n")

    async def _run_alone(self, node: Node, streams: _Streams) -> int:
        """Run it as a shell of its own, which ``exit`` ends."""
        try:
            return await self._run(node, streams)
        except _Exit as end:
            return end.status

    def _matching(self, pattern: str) -> list[str]:
        """The paths that match, sorted."""
        found = ["/" if pattern.startswith("/") else ""]
        for piece in filter(None, pattern.split("/")):
            following = []
            for folder in found:
                if not any(char in piece for char in "*?["):
                    following.append(posixpath.join(folder, piece))
                    continue
                place = self.path(folder or ".")
                if not self.files.is_folder(place, self.owner):
                    continue
                try:
                    names = self.files.names(place, self.owner)
                except OSError:
                    continue
                hidden = piece.startswith(".")
                following += [
                    posixpath.join(folder, name)
                    for name in names
                    if name.startswith(".") == hidden and fnmatch.fnmatchcase(name, piece)
                ]
            found = following
        return [path for path in found if self.files.exists(self.path(path), self.owner)]


@dataclass(frozen=True, slots=True)
class _Streams:
    input: Input
    output: Output
    errors: Output

    def output_of(self, number: str) -> Output:
        found = {"1": self.output, "2": self.errors}.get(number)
        if found is None:
            raise OSError(errno.EBADF, "Bad file descriptor", number)
        return found


# -------------------------------------------------------------------- programs that are part of the shell


async def _cd(call: Call) -> int:
    path = call.shell.path(call.arguments[0] if call.arguments else "/")
    if not call.shell.files.is_folder(path, call.shell.owner):
        return await call.fail(f"{path}: No such file or directory", 2)
    call.shell.folder = path
    return 0


async def _pwd(call: Call) -> int:
    await call.print(call.shell.folder)
    return 0


async def _exit(call: Call) -> int:
    status = call.arguments[0] if call.arguments else str(call.shell.status)
    raise _Exit(int(status) & 0xFF if status.lstrip("-").isdigit() else SYNTAX)


async def _exec(call: Call) -> int:
    """Run a program, and nothing after it."""
    if not call.arguments:
        return 0
    raise _Exit(await call.shell.start(call.arguments, {}, _Streams(call.input, call.output, call.errors)))


async def _export(call: Call) -> int:
    for argument in call.arguments:
        name, sign, value = argument.partition("=")
        if sign:
            call.shell.variables[name] = value
    return 0


async def _unset(call: Call) -> int:
    for name in call.arguments:
        call.shell.variables.pop(name, None)
    return 0


async def _break(call: Call) -> int:
    raise _Jump(leave=True)


async def _continue(call: Call) -> int:
    raise _Jump(leave=False)


async def _set(call: Call) -> int:
    return 0


async def _eval(call: Call) -> int:
    return await call.shell.run(" ".join(call.arguments), call.input, call.output, call.errors)


_BUILTINS: dict[str, Program] = {
    "cd": _cd,
    "pwd": _pwd,
    "exec": _exec,
    "exit": _exit,
    "export": _export,
    "unset": _unset,
    "break": _break,
    "continue": _continue,
    "set": _set,
    "eval": _eval,
}
