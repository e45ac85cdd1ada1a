"""What columns are compared with where a value alone would not do."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Beginning", "HashOf", "JsonOf", "LinesOf", "New", "OneLineMore"]


@dataclass(frozen=True, eq=False)
class New:
    """Equals the number of a row that was not there at the beginning, when the highest was `last`."""

    last: int

    def __eq__(self, other: object) -> bool:
        if isinstance(other, New):
            return self.last == other.last
        return isinstance(other, int) and other > self.last


@dataclass(frozen=True, eq=False)
class Beginning:
    """Equals a text that begins so and goes on: the path of a category below another, a time within an hour."""

    text: str

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Beginning):
            return self.text == other.text
        return isinstance(other, str) and other.startswith(self.text) and other != self.text


@dataclass(frozen=True, eq=False)
class HashOf:
    """Equals what a site made with Django keeps of a password."""

    password: str

    def __eq__(self, other: object) -> bool:
        if isinstance(other, HashOf):
            return self.password == other.password
        method, _, rest = str(other).partition("$")
        salt, _, digest = rest.partition("$")
        return method == "md5" and hashlib.md5((salt + self.password).encode()).hexdigest() == digest  # noqa: S324


@dataclass(frozen=True, eq=False)
class JsonOf:
    """Equals every JSON text of a value."""

    value: Any

    def __eq__(self, other: object) -> bool:
        if isinstance(other, JsonOf):
            return bool(self.value == other.value)
        try:
            return bool(json.loads(str(other)) == self.value)
        except ValueError:
            return False


@dataclass(frozen=True, eq=False)
class LinesOf:
    """Equals a text with the same lines, whatever empty ones are between and after them."""

    text: str

    def __eq__(self, other: object) -> bool:
        text = other.text if isinstance(other, LinesOf) else other
        return isinstance(text, str) and self._lines(text) == self._lines(self.text)

    @staticmethod
    def _lines(text: str) -> list[str]:
        return [line for line in text.split("\n") if line.strip()]


@dataclass(frozen=True, eq=False)
class OneLineMore:
    """Equals a text with a line more at its end, whether or not line breaks end it."""

    text: str
    line: str

    def __eq__(self, other: object) -> bool:
        whole = f"{self.text.rstrip()}\n{self.line}"
        if isinstance(other, OneLineMore):
            return whole == f"{other.text.rstrip()}\n{other.line}"
        return isinstance(other, str) and other.rstrip("\n") == whole
