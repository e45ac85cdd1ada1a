"""Regular expressions of POSIX, basic and extended, matched in linear time by RE2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import re2

__all__ = ["ExpressionError", "bracket", "compiled", "matches", "translated"]

_CLASS = re.compile(r"\[:\w{1,16}:\]|\[([.=])(.)\1\]", re.DOTALL)
_INTERVAL = {True: re.compile(r"(\d+(?:,\d*)?)\}"), False: re.compile(r"(\d+(?:,\d*)?)\\\}")}
_ASSERTIONS = {r"\<": r"\b", r"\>": r"\b", r"\b": r"\b", r"\B": r"\B"}
_KINDS = (r"\w", r"\W", r"\s", r"\S")


class ExpressionError(ValueError):
    """Raised for what is no regular expression, or none that can be matched in linear time."""


def translated(pattern: str, *, extended: bool) -> str:
    r"""A regular expression as RE2 writes it, with the same groups.

    Where GNU's basic expressions know more than POSIX's (``\|``, ``\+``, ``\?``, ``\<``, ``\w``), so do these.

    Raises:
        ExpressionError: if it is none.
    """
    out: list[str] = []
    place = 0
    before = "start"  # or "anchor", "atom", "repetition": what the next sign follows
    while place < len(pattern):
        if pattern[place] == "[":
            text, place = bracket(pattern, place)
            out.append(text)
            before = "atom"
            continue
        symbol = pattern[place : place + 2] if pattern[place] == "\\" else pattern[place]
        place += len(symbol)
        sign = _operator(symbol, pattern, place, before, extended=extended)
        if sign in ("*", "+", "?", "{"):
            if before != "atom":
                raise ExpressionError("repetition-operator operand invalid")
            before = "repetition"
            if sign == "{":
                interval = _INTERVAL[extended].match(pattern, place)
                if interval is None:
                    raise ExpressionError("invalid repetition count(s)")
                sign, place = f"{{{interval[1]}}}", interval.end()
            out.append(sign)
        elif sign:
            out.append(sign)
            before = {"(": "start", "|": "start", "^": "anchor", "$": "anchor"}.get(sign, "atom")
        elif symbol in _ASSERTIONS:
            out.append(_ASSERTIONS[symbol])
            before = "anchor"
        else:
            out.append(symbol if symbol in _KINDS else _literal(symbol))
            before = "atom"
    return "".join(out)


def _operator(symbol: str, pattern: str, end: int, before: str, *, extended: bool) -> str:
    """What a symbol that ends there stands for, without the backslash that it may have; empty if for itself."""
    if symbol == ".":
        return symbol
    if extended:
        return symbol if symbol in tuple("()|+?*^$") or (symbol == "{" and pattern[end : end + 1].isdigit()) else ""
    if symbol in ("*", r"\+", r"\?"):
        return "" if before in ("start", "anchor") else symbol[-1]
    if symbol == "^" and before == "start":
        return symbol
    if symbol == "$" and (end == len(pattern) or pattern.startswith((r"\)", r"\|"), end)):
        return symbol
    return symbol[1:] if symbol[1:] in tuple("()|{") else ""


def _literal(symbol: str) -> str:
    if symbol == "\\":
        raise ExpressionError("trailing backslash (\\)")
    if symbol[0] == "\\" and symbol[1] in "123456789":
        raise ExpressionError(f"back-references such as {symbol} are not known here")
    return str(re2.escape(symbol[-1]))


def bracket(pattern: str, start: int) -> tuple[str, int]:
    """Brackets as RE2 writes them, in which a backslash is one character as others are; and where they end.

    Raises:
        ExpressionError: if they do not end.
    """
    negation = "^" if pattern.startswith("^", start + 1) else ""
    place = first = start + 1 + len(negation)
    out = ["[", negation]
    while place < len(pattern):
        if pattern[place] == "]" and place > first:
            return "".join([*out, "]"]), place + 1
        if named := _CLASS.match(pattern, place):
            out.append(f"\\{named[2]}" if named[2] in tuple("\\]^[-") else named[2] or named[0])
            place = named.end()
        else:
            out.append(f"\\{pattern[place]}" if pattern[place] in "\\]^[" else pattern[place])
            place += 1
    raise ExpressionError("brackets ([ ]) not balanced")


def compiled(text: str, *, ignore_case: bool = False) -> Any:
    """A pattern of RE2 for bytes, that finds the longest of the first matches.

    Args:
        text: as `translated` gives it.
        ignore_case: whether upper case and lower case are the same.

    Raises:
        ExpressionError: if it cannot be read, or would take too much memory.
    """
    how = re2.Options()
    how.case_sensitive, how.longest_match, how.dot_nl, how.log_errors = not ignore_case, True, True, False
    try:
        return re2.compile(text.encode(errors="replace"), how)
    except re2.error as error:
        said = error.args[0] if error.args else error
        raise ExpressionError(said.decode(errors="replace") if isinstance(said, bytes) else str(said)) from None


def matches(pattern: Any, line: bytes) -> Iterator[Any]:
    """The matches in a line one after another; an empty one only where none has just ended."""
    end = -1
    for match in pattern.finditer(line):
        if match.end() > match.start() or match.start() != end:
            yield match
        end = match.end()
