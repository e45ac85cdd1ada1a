"""What a site must offer inside its server process, and which world it is serving just now."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import time_machine

from digienv.sites.snapshots import Progress

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

__all__ = ["Application", "Wsgi", "clock", "serving", "state"]

Wsgi = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]

_state: ContextVar[Path] = ContextVar("state")


def state() -> Path:
    """The folder of the state that is being served or built."""
    return _state.get()


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """While this lasts, `state` is `folder`."""
    token = _state.set(folder)
    try:
        yield
    finally:
        _state.reset(token)


class _Clock:
    """The time that the process believes it is; it stands still unless it is set."""

    def __init__(self) -> None:
        self._traveller: Any = None

    def set(self, now: float) -> None:
        """Make it `now`, in seconds since 1970 (UTC)."""
        if self._traveller is None:
            self._traveller = time_machine.travel(now, tick=False).start()
        else:
            self._traveller.move_to(now)


clock = _Clock()


class Application(ABC):
    """A site inside its server process: one thread, all worlds, `state` says whose request it is.

    Attributes:
        database: name of its SQLite file.
        start: seconds since 1970 (UTC) at which its worlds begin.
        ambient: see `digienv.sites.snapshots.Snapshot`.
    """

    database: str
    start: float
    ambient: ClassVar[Mapping[str, tuple[str, ...]]]

    @abstractmethod
    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Fill `state` and `shared` with generated content; returns for each user the cookies that sign them in."""

    @abstractmethod
    def wsgi(self, shared: Path) -> Wsgi:
        """The application itself; it sees the time only through what `clock` says."""

    def build(self, folder: Path, seed: int, progress: Progress) -> dict[str, Any]:
        """A whole snapshot, see `digienv.sites.snapshots.ensure_snapshot`."""
        clock.set(self.start)
        with serving(folder / "state"):
            logins = self.seed(folder / "shared", seed, progress)
        return {
            "database": self.database,
            "clock": self.start,
            "logins": logins,
            "ambient": {table: list(columns) for table, columns in self.ambient.items()},
        }
