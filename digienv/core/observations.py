"""Observation channels: what an agent may see, each one chosen by name and free when it was not.

Classes:
    `Unicode`: the space of texts over all of Unicode.
    `Element`: one numbered element of the screen, and its one-line text form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector.utils import read_from_shared_memory

from digienv.core.actions import Action, action_points
from digienv.core.errors import DigienvError

__all__ = ["CHANNELS", "Element", "Unicode", "element_at", "format_elements", "observation_space", "parse_elements"]

CHANNELS: dict[str, int] = {
    "screenshot": 0,
    "goal": 4096,
    "url": 2048,
    "elements": 65_536,
    "axtree": 65_536,
    "tabs": 8192,
    "last_error": 1024,
    "state_key": 64,
}
"""The channels, and for those that are text the longest text in characters.

- ``screenshot``: uint8 array (height, width, 3), RGB, of what is on the screen after the action.
- ``goal``: what is to be done.
- ``url``: address of the page (package and activity on a phone).
- ``elements``: the numbered elements on the screen, one line each (see `Element`).
- ``axtree``: the accessibility tree, one indented line a node.
- ``tabs``: one line a tab, ``*`` before the one in front.
- ``last_error``: why the last action had no effect, what was refused; empty if there is nothing to say.
- ``state_key``: hash of address and document (or UI tree): equal for states that look alike to a program.
"""

_MAX_CODE_POINT = 0x110000


class _UnicodeCharacters:
    """All code points as the character set and list that `gymnasium.spaces.Text` asks for."""

    def __len__(self) -> int:
        return _MAX_CODE_POINT

    def __contains__(self, char: object) -> bool:
        return isinstance(char, str) and len(char) == 1

    def __getitem__(self, index: int) -> str:
        return chr(index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _UnicodeCharacters)

    def __hash__(self) -> int:
        return _MAX_CODE_POINT


class Unicode(spaces.Text):
    """Texts of up to `max_length` characters out of all of Unicode.

    Samples are printable ASCII. Works in gymnasium's vector environments, shared memory included.

    Example:
        >>> "größer → 大きい" in Unicode(20)
        True
    """

    _ALL = _UnicodeCharacters()

    def __init__(self, max_length: int, seed: int | np.random.Generator | None = None) -> None:
        super().__init__(max_length, min_length=0, charset="".join(map(chr, range(32, 127))), seed=seed)

    @property
    def character_set(self) -> Any:
        """All code points."""
        return self._ALL

    @property
    def character_list(self) -> Any:
        """All code points, by their number."""
        return self._ALL

    def character_index(self, char: str) -> np.int32:
        """The code point of `char`."""
        return np.int32(ord(char))

    def sample(self, mask: Any = None, probability: Any = None) -> str:
        """A random printable ASCII text; `mask` and `probability` are not supported."""
        if mask is not None or probability is not None:
            raise DigienvError("a Unicode space samples without mask and probability")
        length = self.np_random.integers(self.max_length + 1)
        return "".join(map(chr, self.np_random.integers(32, 127, size=length)))

    def contains(self, x: Any) -> bool:
        """Whether `x` is a text of at most `max_length` characters."""
        return isinstance(x, str) and len(x) <= self.max_length

    def clip(self, text: str) -> str:
        """`text` without halves of surrogate pairs, cut to `max_length` with an ellipsis at the end if it is longer."""
        if not text.isascii():
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text if len(text) <= self.max_length else text[: self.max_length - 1] + "…"

    def __repr__(self) -> str:
        return f"Unicode({self.max_length})"


class _SharedTexts(Sequence[str]):
    """The texts that lie in shared memory now; a copy is a tuple of strings.

    gymnasium's ``AsyncVectorEnv`` reads its shared memory once, when it is made, and from then on copies what it got:
    a view, for arrays. Texts need a view as well, or they would stay as they were.
    """

    def __init__(self, memory: Any, count: int, length: int) -> None:
        self._points = np.frombuffer(memory.get_obj(), dtype=np.int32).reshape(count, length)

    def __len__(self) -> int:
        return len(self._points)

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index] if isinstance(index, slice) else self._text(self._points[index])

    def __deepcopy__(self, memo: dict[int, Any]) -> tuple[str, ...]:
        return tuple(self)

    @staticmethod
    def _text(points: np.ndarray) -> str:
        return "".join(map(chr, points[points < _MAX_CODE_POINT]))


@read_from_shared_memory.register(Unicode)
def _read_texts(space: Unicode, shared_memory: Any, n: int = 1) -> _SharedTexts:
    return _SharedTexts(shared_memory, n, space.max_length)


def observation_space(channels: Iterable[str], *, width: int, height: int) -> spaces.Dict:
    """The `gymnasium.spaces.Dict` of some channels on a screen of `width` x `height` pixels.

    Raises:
        DigienvError: for a channel that does not exist.
    """
    names = tuple(channels)
    if unknown := [name for name in names if name not in CHANNELS]:
        raise DigienvError(f"no observation channel is called {', '.join(unknown)}; there are {', '.join(CHANNELS)}")
    return spaces.Dict(
        {
            name: spaces.Box(0, 255, (height, width, 3), np.uint8) if name == "screenshot" else Unicode(CHANNELS[name])
            for name in names
        }
    )


@dataclass(frozen=True, slots=True)
class Element:
    """A numbered element on the screen.

    Its text form is one line, e.g. ``[3] checkbox "Express delivery" value="on" checked @12,40 16x16``.

    Attributes:
        mark: its number, from 1, the argument of the ``*_mark`` actions.
        role: its ARIA role (``button``, ``link``, ``textbox`` ...).
        name: its accessible name, at most 80 characters.
        value: what it holds, for fields; else empty.
        states: any of ``checked``, ``selected``, ``expanded``, ``disabled``, ``focused``, ``scrollable``.
        x: left edge in pixels of the screenshot.
        y: top edge.
        width: width in pixels.
        height: height in pixels.
    """

    mark: int
    role: str
    name: str
    value: str
    states: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int

    def __str__(self) -> str:
        value = f" value={json.dumps(self.value, ensure_ascii=False)}" if self.value else ""
        states = "".join(f" {state}" for state in self.states)
        name = json.dumps(self.name, ensure_ascii=False)
        return f"[{self.mark}] {self.role} {name}{value}{states} @{self.x},{self.y} {self.width}x{self.height}"


_STRING = r'"(?:[^"\\]|\\.)*"'
_ELEMENT = re.compile(
    rf"\[(?P<mark>\d+)\] (?P<role>\S+) (?P<name>{_STRING})(?: value=(?P<value>{_STRING}))?"
    r"(?P<states>(?: [a-z]+)*) @(?P<x>-?\d+),(?P<y>-?\d+) (?P<width>\d+)x(?P<height>\d+)\Z"
)


def format_elements(elements: Sequence[Element]) -> str:
    """The ``elements`` channel: one line an element."""
    return "\n".join(map(str, elements))


def parse_elements(text: str) -> list[Element]:
    """Read the ``elements`` channel back; lines that are no element (a cut last line) are left out."""
    return [
        Element(
            mark=int(match["mark"]),
            role=match["role"],
            name=json.loads(match["name"]),
            value=json.loads(match["value"] or '""'),
            states=tuple(match["states"].split()),
            x=int(match["x"]),
            y=int(match["y"]),
            width=int(match["width"]),
            height=int(match["height"]),
        )
        for line in text.split("\n")
        if (match := _ELEMENT.match(line))
    ]


def element_at(action: str | Action, elements: Sequence[Element]) -> Element | None:
    """The innermost element under an action's point; None if there is none, or the action has no point."""
    for x, y in action_points(action)[:1]:
        hit = [e for e in elements if e.x <= x < e.x + e.width and e.y <= y < e.y + e.height]
        return min(hit, key=lambda element: element.width * element.height, default=None)
    return None
