"""Traces: an episode on disk, as `trace.jsonl` and one PNG file a screenshot.

The first line of `trace.jsonl` is the reset, every further one a step. Each line is on disk before the next action, and
names only files that are: what was recorded before a crash can be read after it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from digienv.core.actions import Action
from digienv.core.async_env import Timings
from digienv.core.errors import DigienvError
from digienv.core.images import decode_png, encode_png
from digienv.core.observations import CHANNELS

__all__ = ["FILE_NAME", "Trace", "TraceStep", "TraceWriter", "read_trace", "trace_digest"]

FILE_NAME = "trace.jsonl"


class TraceWriter:
    """Writes one episode.

    Args:
        folder: is created; it must not hold a trace yet.

    Raises:
        DigienvError: if it does.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._file = (self.folder / FILE_NAME).open("x", encoding="utf-8")
        except FileExistsError:
            raise DigienvError(f"{self.folder} holds a trace already") from None
        self._count = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of what was written so far, see `trace_digest`."""
        return self._digest.hexdigest()

    def reset(self, observation: dict[str, Any], info: dict[str, Any]) -> None:
        """Record what `reset` returned."""
        self._write(observation, {"info": info})

    def step(
        self,
        action: str | Action,
        observation: dict[str, Any],
        reward: float,
        terminated: bool,
        truncated: bool,
        info: dict[str, Any],
        *,
        thought: str = "",
    ) -> None:
        """Record an action, the thought that led to it, if there was one, and what `step` returned."""
        outcome: dict[str, Any] = {"action": str(action), "reward": None if math.isnan(reward) else float(reward)}
        if thought:
            outcome["thought"] = thought
        self._write(observation, outcome | {"terminated": terminated, "truncated": truncated, "info": info})

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, observation: dict[str, Any], record: dict[str, Any]) -> None:
        seen = {}
        for name, value in observation.items():
            if isinstance(value, np.ndarray):
                seen[name] = f"{self._count:04}.png"
                png = encode_png(value)
                (self.folder / seen[name]).write_bytes(png)
                self._digest.update(png)
            else:
                seen[name] = value
        line = json.dumps({"observation": seen, **record}, default=_plain) + "\n"
        self._digest.update(line.encode())
        self._file.write(line)
        self._file.flush()
        self._count += 1


def _plain(value: object) -> Any:
    if isinstance(value, Timings):
        return dataclasses.asdict(value)
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be written to a trace")


@dataclasses.dataclass(frozen=True, slots=True)
class TraceStep:
    """One line of a trace; `action` is None and `reward` 0 for the reset, `reward` is NaN for a failure.

    `thought` is what the agent said before it acted, empty if it said nothing.
    """

    observation: dict[str, Any]
    action: str | None
    reward: float
    terminated: bool
    truncated: bool
    info: dict[str, Any]
    thought: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Trace:
    """A recorded episode.

    Attributes:
        folder: where it lies.
        steps: the reset and then every step; screenshots are file names, see `image`.
        complete: whether the episode was recorded to its end.
    """

    folder: Path
    steps: tuple[TraceStep, ...]
    complete: bool

    def image(self, index: int, channel: str = "screenshot") -> np.ndarray:
        """The image of a step: uint8 array (height, width, 3).

        Raises:
            DigienvError: if the trace names a file outside its folder.
        """
        name = self.steps[index].observation[channel]
        if Path(name).name != name:
            raise DigienvError(f"the trace in {self.folder} names {name!r:.80}, a file outside its folder")
        return decode_png((self.folder / name).read_bytes())

    def image_names(self, index: int) -> list[str]:
        """The files of a step's images."""
        named = self.steps[index].observation.items()
        return [value for name, value in named if CHANNELS.get(name) == 0 and Path(value).name == value]


def read_trace(folder: str | Path) -> Trace:
    """Read a trace, also one that a crash cut short: a half-written last line is left out.

    Raises:
        DigienvError: if there is none in `folder`, or a line that is not the last is damaged.
    """
    path = Path(folder) / FILE_NAME
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        raise DigienvError(f"no trace in {folder}") from None
    if not lines[:-1]:
        raise DigienvError(f"the trace in {folder} is empty")
    steps = []
    for number, line in enumerate(lines[:-1], start=1):
        try:
            steps.append(_read_step(json.loads(line)))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise DigienvError(f"line {number} of {path} is damaged: {error}") from error
    last = steps[-1]
    return Trace(Path(folder), tuple(steps), complete=last.terminated or last.truncated)


def trace_digest(folder: str | Path) -> str:
    """SHA-256 of a trace as hex digits: of each line's images in their order, then of the line.

    Raises:
        DigienvError: if there is no trace, it is damaged, or an image is missing.
    """
    trace = read_trace(folder)
    digest = hashlib.sha256()
    with (trace.folder / FILE_NAME).open("rb") as lines:
        for index, line in enumerate(lines):
            if index < len(trace.steps):
                for name in trace.image_names(index):
                    try:
                        digest.update((trace.folder / name).read_bytes())
                    except OSError as error:
                        raise DigienvError(f"{trace.folder / name} cannot be read: {error.strerror}") from error
            digest.update(line)
    return digest.hexdigest()


def _read_step(record: dict[str, Any]) -> TraceStep:
    for name in record["observation"].values():
        if not isinstance(name, str):
            raise TypeError("an observation is a text or a file name")
    return TraceStep(
        observation=record["observation"],
        action=record.get("action"),
        reward=math.nan if record.get("reward", 0.0) is None else record.get("reward", 0.0),
        terminated=record.get("terminated", False),
        truncated=record.get("truncated", False),
        info=record["info"],
        thought=record.get("thought", ""),
    )
