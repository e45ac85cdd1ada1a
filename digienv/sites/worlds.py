"""Worlds on disk: copies of a site's seeded state, one for every environment.

A world is a folder with a symbolic link ``now`` to the folder of its present state. A reset makes a new folder next to
it and turns the link, so a request that is still running ends in the old one and harms nobody, journal files included.
"""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from digienv.core.changes import Change, Row, Value, compare
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.core.folders import copy_tree
from digienv.sites.snapshots import Snapshot

__all__ = [
    "World",
    "WorldGone",
    "Worlds",
    "change_from_json",
    "change_to_json",
    "row_from_json",
    "row_to_json",
    "value_from_json",
    "value_to_json",
]

NOW = "now"
BUSY_TIMEOUT = 5.0

BLOB = "base64"


class WorldGone(SurfaceFailure):
    """Raised when a world is no longer there."""


def value_to_json(value: Value) -> Any:
    """A value of a row as JSON types."""
    return {BLOB: base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def value_from_json(value: Any) -> Value:
    """What `value_to_json` was given."""
    found: Value = base64.b64decode(value[BLOB]) if isinstance(value, dict) else value
    return found


def row_to_json(row: Row) -> dict[str, Any]:
    """A row as JSON types."""
    return {name: value_to_json(value) for name, value in row.items()}


def row_from_json(row: Mapping[str, Any]) -> Row:
    """What `row_to_json` was given."""
    return {name: value_from_json(value) for name, value in row.items()}


def change_to_json(change: Change) -> dict[str, Any]:
    """A change as JSON types."""
    sides = {"before": change.before, "after": change.after}
    return {"table": change.table, **{side: row and row_to_json(row) for side, row in sides.items()}}


def change_from_json(change: Mapping[str, Any]) -> Change:
    """What `change_to_json` was given."""
    return Change(change["table"], *(change[side] and row_from_json(change[side]) for side in ("before", "after")))


class Worlds:
    """The worlds of one site below one folder.

    Args:
        folder: theirs alone.
        snapshot: the seeded state that they begin with.
    """

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        self.folder = folder
        self.snapshot = snapshot
        folder.mkdir(parents=True, exist_ok=True)

    def create(self, name: str) -> World:
        """A new world in its seeded state.

        Raises:
            DigienvError: if there is one of that name, or the name cannot be a part of a host name.
            SurfaceFailure: if the disk is full.
        """
        if not (name.isascii() and name.isalnum() and name == name.lower() and len(name) <= 40):
            raise DigienvError(f"a world is named by up to 40 lower-case letters and digits, not {name!r}")
        folder = self.folder / name
        try:
            folder.mkdir()
        except FileExistsError:
            raise DigienvError(f"there is a world {name!r} already") from None
        world = World(name, folder, self.snapshot)
        world.reset()
        return world


class World:
    """One copy of a site's state.

    Attributes:
        name: the first part of its host name.
        folder: where it lies.
        snapshot: what it is reset to.
    """

    def __init__(self, name: str, folder: Path, snapshot: Snapshot) -> None:
        self.name = name
        self.folder = folder
        self.snapshot = snapshot

    @property
    def host(self) -> str:
        """Its host name, e.g. ``w17.shop.localhost``."""
        return f"{self.name}.{self.snapshot.site}.localhost"

    @property
    def state(self) -> Path:
        """The folder of its present state; another one after every `reset`."""
        return self.folder / os.readlink(self.folder / NOW)

    def reset(self, to: str | None = None) -> None:
        """Put the seeded state back, or the moment that `keep` has kept under a name.

        Raises:
            DigienvError: if no moment was kept under that name.
            SurfaceFailure: if the disk is full; the world is then as it was.
        """
        if to is not None and not self._kept(to).is_dir():
            raise DigienvError(f"the world {self.name!r} has kept no moment {to!r}")
        number = max((int(entry.name) for entry in self.folder.iterdir() if entry.name.isdigit()), default=0) + 1
        new = self.folder / str(number)
        link = self.folder / f"{NOW}.new"
        try:
            copy_tree(self.snapshot.state if to is None else self._kept(to), new)
            link.unlink(missing_ok=True)
            link.symlink_to(str(number))
            link.replace(self.folder / NOW)
        except OSError as error:
            shutil.rmtree(new, ignore_errors=True)
            raise SurfaceFailure(f"the world {self.name!r} cannot be reset: {error.strerror or error}") from error
        for entry in self.folder.iterdir():
            if entry.name.isdigit() and int(entry.name) < number:
                shutil.rmtree(entry, ignore_errors=True)

    def keep(self, name: str) -> None:
        """Keep the present state under a name, to which `reset` can go back."""
        kept = self._kept(name)
        shutil.rmtree(kept, ignore_errors=True)
        database = self.snapshot.database
        shutil.copytree(self.state, kept, ignore=shutil.ignore_patterns(f"{database}*"))
        with (
            contextlib.closing(self._connect()) as source,
            contextlib.closing(sqlite3.connect(kept / database)) as target,
        ):
            source.backup(target)

    def _kept(self, name: str) -> Path:
        if not (name.isascii() and name.isalnum() and len(name) <= 40):
            raise DigienvError(f"a moment is named by up to 40 letters and digits, not {name!r}")
        return self.folder / f"kept-{name}"

    def delete(self) -> None:
        """Remove it from the disk."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def query(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """Rows of its database, read-only.

        Raises:
            SurfaceFailure: if the database cannot be read.
        """
        with self._reading() as connection:
            return [dict(row) for row in connection.execute(sql, parameters)]

    def changes(self) -> list[Change]:
        """All rows that differ from the seeded state, but for what changes when somebody merely looks."""
        with self._reading() as connection:
            connection.execute("ATTACH ? AS seeded", (f"file:{self.snapshot.state / self.snapshot.database}?mode=ro",))
            return compare(connection, self.snapshot.ambient)

    @contextlib.contextmanager
    def _reading(self) -> Any:
        connection = self._connect()
        try:
            yield connection
        except sqlite3.OperationalError as error:
            raise SurfaceFailure(f"the state of world {self.name!r} cannot be read: {error}") from error
        finally:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        address = f"file:{self.state / self.snapshot.database}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT)
        connection.row_factory = sqlite3.Row
        return connection
