"""``sed``: edits lines as they come.

It knows the commands ``a c d i p q s y {}``; there is no hold space, and nothing jumps, so that each command is done at
most once a line.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from digienv.android.phone.programs.expressions import ExpressionError, bracket, compiled, matches, translated
from digienv.android.phone.programs.options import read_options
from digienv.android.phone.programs.sources import lines, opened
from digienv.android.phone.shell import Call, FileOutput, Input, Output, Program

__all__ = ["PROGRAMS"]

MAX_DEPTH = 20
MAX_LINE = 4 * 1024 * 1024
"""Bytes that a line may become."""
MATCHES_AT_ONCE = 100
"""Matches after which others may go on."""
_LAST = -1
_PAIR = re.compile(r"\\([\s\S])")
_ESCAPES = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

_Address = int | Any
"""The number of a line, `_LAST`, or a pattern."""


class _ScriptError(Exception):
    """Raised for a script that cannot be read, or asks for too much."""


@dataclass(slots=True)
class _Command:
    """One of a script.

    Attributes:
        name: its letter.
        addresses: none for every line, one, or two for a range.
        negated: whether it is for all other lines.
        text: of ``a``, ``c`` and ``i``.
        pattern: of ``s``, with the `replacement`: texts and the numbers of groups.
        number: which match is the first to be replaced.
        flags: of ``s``.
        table: of ``y``: what becomes what.
        body: of ``{``.
        within: whether the range has begun and not ended.
    """

    name: str
    addresses: list[_Address]
    negated: bool
    text: bytes = b""
    pattern: Any = None
    replacement: tuple[bytes | int, ...] = ()
    number: int = 1
    flags: str = ""
    table: dict[int, int] | None = None
    body: tuple[_Command, ...] = ()
    within: bool = False

    def chosen(self, line: bytes, number: int, *, last: bool) -> bool:
        """Whether it is for a line; in a range that is noted, so that it must be asked for each."""
        return self._addressed(line, number, last=last) != self.negated

    def _addressed(self, line: bytes, number: int, *, last: bool) -> bool:
        def at(address: _Address) -> bool:
            if isinstance(address, int):
                return last if address == _LAST else number == address
            return bool(address.search(line))

        if not self.addresses:
            return True
        end = self.addresses[-1]
        if self.within:
            self.within = not at(end) and not (isinstance(end, int) and 0 <= end < number)
            return not isinstance(end, int) or end == _LAST or number <= end
        found = at(self.addresses[0])
        if len(self.addresses) > 1 and found:
            self.within = not isinstance(end, int) or (not last if end == _LAST else number < end)
        return found


class _Parser:
    def __init__(self, script: str, *, extended: bool) -> None:
        self._script = script
        self._extended = extended
        self._place = 0
        self._pattern: Any = None

    def commands(self, depth: int = 0) -> tuple[_Command, ...]:
        """Commands up to the end, or to the brace that closes them."""
        if depth > MAX_DEPTH:
            raise _ScriptError("nested too deeply")
        found: list[_Command] = []
        while True:
            self._skip(r"(?:[\s;]|#[^\n]*)*")
            if self._place == len(self._script) or self._script[self._place] == "}":
                if bool(depth) == (self._place == len(self._script)):
                    raise self._bad("no }" if depth else "unexpected }")
                self._place += bool(depth)
                return tuple(found)
            found.append(self._command(depth))

    def _command(self, depth: int) -> _Command:
        addresses = []
        if (address := self._address()) is not None:
            addresses.append(address)
            if self._skip(r"\s*,\s*"):
                if (address := self._address()) is None:
                    raise self._bad("an address is missing")
                addresses.append(address)
        self._skip(r"\s*")
        negated = bool(self._skip(r"!\s*"))
        command = _Command(self._skip(r"[acdipqsy{]"), addresses, negated)
        match command.name:
            case "":
                raise self._bad("unknown command")
            case "a" | "c" | "i":
                command.text = self._text()
                return command
            case "s":
                self._substitution(command)
            case "y":
                sign = self._sign()
                old, new = (self._until(sign).replace("\\\\", "\\") for _ in range(2))
                if len(old) != len(new):
                    raise self._bad("what y exchanges is not of one length")
                command.table = dict(zip(map(ord, reversed(old)), map(ord, reversed(new)), strict=True))
            case "{":
                command.body = self.commands(depth + 1)
        self._skip(r"[^\S\n]+")
        if self._script[self._place : self._place + 1] not in ("", ";", "\n", "}", "#"):
            raise self._bad("something after a command")
        return command

    def _substitution(self, command: _Command) -> None:
        sign = self._sign()
        expression = self._until(sign, brackets=True)
        command.replacement = self._replacement(self._until(sign))
        found = re.fullmatch(r"[gpiI]*([1-9]\d{0,8})?[gpiI]*", self._skip(r"[gpiI\d]*"))
        if found is None:
            raise self._bad("flags that s does not have")
        command.number, command.flags = int(found[1] or 1), found[0].lower()
        command.pattern = self._compiled(expression, ignore_case="i" in command.flags)
        if any(isinstance(part, int) and part > command.pattern.groups for part in command.replacement):
            raise self._bad("a group that is not in the expression")

    def _replacement(self, text: str) -> tuple[bytes | int, ...]:
        parts: list[bytes | int] = []
        for found in re.finditer(r"\\([\s\S])|(&)|[^\\&]+|\\$", text):
            if found[2] or (found[1] or "").isdigit():
                parts.append(int(found[1] or 0))
            else:
                parts.append((found[1] or found[0]).encode(errors="surrogateescape"))
        return tuple(parts)

    def _address(self) -> _Address | None:
        if self._skip(r"\$"):
            return _LAST
        if number := self._skip(r"\d{1,9}"):
            return int(number)
        if not self._skip(r"/|\\(?=[^\n])"):
            return None
        sign = self._script[self._place - 1]
        expression = self._until("/" if sign == "/" else self._sign(), brackets=True)
        return self._compiled(expression, ignore_case=bool(self._skip("I")))

    def _compiled(self, expression: str, *, ignore_case: bool) -> Any:
        """The pattern of an expression; an empty one is the one before."""
        if expression:
            self._pattern = compiled(translated(expression, extended=self._extended), ignore_case=ignore_case)
        elif self._pattern is None:
            raise self._bad("no previous regex")
        return self._pattern

    def _sign(self) -> str:
        """What stands between the parts of a command."""
        sign = self._skip(r"[^\\\n]")
        if not sign:
            raise self._bad("no delimiter")
        return sign

    def _until(self, sign: str, *, brackets: bool = False) -> str:
        """Up to the next such sign that is not in brackets: a backslash before it goes, escapes are what they mean."""
        out: list[str] = []
        while (start := self._place) < len(self._script):
            self._place += 2 if self._script[start] == "\\" else 1
            if brackets and self._script[start] == "[":
                _, self._place = bracket(self._script, start)
            piece = self._script[start : self._place]
            if piece == sign:
                return "".join(out)
            out.append(sign if piece == f"\\{sign}" else _PAIR.sub(lambda pair: _ESCAPES.get(pair[1], pair[0]), piece))
        raise self._bad(f"no closing {sign}")

    def _text(self) -> bytes:
        """The lines that ``a``, ``c`` or ``i`` has: a backslash at the end of one joins the next to it."""
        self._skip(r"[^\S\n]*(?:\\(?:[^\S\n]*\n)?)?")
        text = self._skip(r"(?:[^\\\n]|\\[\s\S])+")
        self._skip(r"\\?\n?")
        if not text:
            raise self._bad("a text is missing")
        return _PAIR.sub(lambda pair: _ESCAPES.get(pair[1], pair[1]), text).encode(errors="surrogateescape")

    def _skip(self, expression: str) -> str:
        found = re.compile(expression).match(self._script, self._place)
        if found is None:
            return ""
        self._place = found.end()
        return found[0]

    def _bad(self, why: str) -> _ScriptError:
        return _ScriptError(f"bad pattern '{self._script:.200}'@{self._place + 1}: {why}")


class _Editor:
    """Does the commands for one line after another, and writes what comes of it."""

    def __init__(self, commands: tuple[_Command, ...], output: Output, *, quiet: bool) -> None:
        self._commands = commands
        self._output = output
        self._quiet = quiet
        self._open = False
        self._number = 0
        self._line = b""
        self._end = b""
        self._after: list[bytes] = []

    async def edit(self, source: AsyncIterator[bytes]) -> None:
        """Edit all lines, or those until ``q``."""
        line = await anext(source, None)
        while line is not None:
            following = await anext(source, None)
            if not await self._edit_line(line, last=following is None):
                return
            line = following

    async def _edit_line(self, line: bytes, *, last: bool) -> bool:
        """Whether there shall be more."""
        self._number += 1
        self._line = line.removesuffix(b"\n")
        self._end = line[len(self._line) :]
        self._after = []
        ended = await self._run(self._commands, last=last)
        if ended != "d" and not self._quiet:
            await self._write(self._line, self._end)
        for text in self._after:
            await self._write(text)
        return ended != "q"

    async def _run(self, commands: tuple[_Command, ...], *, last: bool) -> str:
        """Do them; with what the line is done for: ``d`` without being written, ``q`` as the last one, or nothing."""
        for command in commands:
            await asyncio.sleep(0)
            if not command.chosen(self._line, self._number, last=last):
                continue
            match command.name:
                case "a":
                    self._after.append(command.text)
                case "c":
                    if not command.within:
                        await self._write(command.text)
                    return "d"
                case "d" | "q":
                    return command.name
                case "i":
                    await self._write(command.text)
                case "p":
                    await self._write(self._line, self._end)
                case "s":
                    if await self._substitute(command) and "p" in command.flags:
                        await self._write(self._line, self._end)
                case "y":
                    text = self._line.decode(errors="surrogateescape").translate(command.table or {})
                    self._line = text.encode(errors="surrogateescape")
                case "{":
                    if ended := await self._run(command.body, last=last):
                        return ended
        return ""

    async def _substitute(self, command: _Command) -> bool:
        """Whether anything was replaced."""
        out: list[bytes] = []
        size, place = len(self._line), 0
        for number, match in enumerate(matches(command.pattern, self._line), 1):
            if number % MATCHES_AT_ONCE == 0:
                await asyncio.sleep(0)
            if number < command.number:
                continue
            out.append(self._line[place : match.start()])
            size -= match.end() - match.start()
            for part in command.replacement:
                out.append(part if isinstance(part, bytes) else match[part] or b"")
                size += len(out[-1])
                if size > max(MAX_LINE, len(self._line)):
                    raise _ScriptError(f"line {self._number} becomes longer than {MAX_LINE} bytes")
            place = match.end()
            if "g" not in command.flags:
                break
        if out:
            self._line = b"".join([*out, self._line[place:]])
        return bool(out)

    async def _write(self, line: bytes, end: bytes = b"\n") -> None:
        """Write a line, after the newline that the one before may lack."""
        await self._output.write(b"\n" * self._open + line + end)
        self._open = not end


async def _sed(call: Call) -> int:
    options, paths = read_options(call, "nEri", "", "e")
    script = options["e"] if "e" in options else paths.pop(0) if paths else None
    if script is None:
        return await call.fail("Needs 1 argument")
    failed: list[int] = []

    def editor(output: Output) -> _Editor:
        parser = _Parser(script, extended=bool({"E", "r"} & options.keys()))
        return _Editor(parser.commands(), output, quiet="n" in options)

    async def all_lines() -> AsyncIterator[bytes]:
        async for _, source in opened(call, paths, failed):
            async for line in lines(source):
                yield line

    async def edit_in_place(path: str, source: Input) -> None:
        files, owner = call.shell.files, call.shell.owner
        place = call.shell.path(path)
        beside = f"{place}.sed"
        output = FileOutput(files, beside, owner, append=False)
        try:
            await editor(output).edit(lines(source))
        except BaseException:
            files.remove(beside, owner)
            raise
        files.move(beside, place, owner)

    try:
        if "i" not in options:
            await editor(call.output).edit(all_lines())
            return max(failed, default=0)
        async for path, source in opened(call, paths, failed):
            if path == "-":
                return await call.fail("-i on stdin")
            await edit_in_place(path, source)
    except (ExpressionError, _ScriptError) as error:
        return await call.fail(str(error))
    return max(failed, default=0)


PROGRAMS: dict[str, Program] = {"sed": _sed}
