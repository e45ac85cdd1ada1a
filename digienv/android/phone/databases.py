"""The phone's databases: real SQLite files where Android has them, so that they can be pulled and read as there."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from digienv.android.phone.files import Files
from digienv.android.state import DATABASES as PULLED

__all__ = ["DATABASES", "OWNERS", "PROVIDERS", "Databases", "SqlFailure", "check_names", "insert", "make_databases"]

SCHEMAS = Path(__file__).parent / "schemas"
DATABASES = {
    **PULLED,
    "packages": "/data/system/packages.db",
    "settings": "/data/data/com.android.providers.settings/databases/settings.db",
}
"""Where each of them is; the names are those of the schemas."""

PROVIDERS = {
    "call_log/calls": ("calllog", "calls", "1"),
    "com.android.calendar/calendars": ("calendar", "Calendars", "1"),
    "com.android.calendar/events": ("calendar", "Events", "deleted = 0"),
    "com.android.calendar/reminders": ("calendar", "Reminders", "1"),
    "com.android.contacts/contacts": ("contacts2", "view_contacts", "1"),
    "com.android.contacts/data": ("contacts2", "view_data", "1"),
    "com.android.contacts/data/phones": ("contacts2", "view_phones", "1"),
    "com.android.contacts/raw_contacts": ("contacts2", "raw_contacts", "deleted = 0"),
    "contacts/phones": ("contacts2", "view_phones", "1"),
    "media/external/audio/media": ("external", "files", "media_type = 2"),
    "media/external/file": ("external", "files", "1"),
    "media/external/images/media": ("external", "files", "media_type = 1"),
    "media/external/video/media": ("external", "files", "media_type = 3"),
    "settings/global": ("settings", "global", "1"),
    "settings/secure": ("settings", "secure", "1"),
    "settings/system": ("settings", "system", "1"),
    "sms": ("mmssms", "sms", "1"),
    "sms/draft": ("mmssms", "sms", "type = 3"),
    "sms/inbox": ("mmssms", "sms", "type = 1"),
    "sms/sent": ("mmssms", "sms", "type = 2"),
}
"""What ``content://`` addresses stand for: database, table, and which of its rows."""

MAX_STEPS = 20_000_000
"""Of SQLite's machine, after which a statement is given up: seconds."""
_STEPS = 100_000
_NAME = re.compile(r"\w+")


def _package(path: str) -> str:
    return PurePosixPath(path).parts[-3]


OWNERS = sorted({_package(path) for name, path in DATABASES.items() if name != "packages"})
"""The packages whose databases these are."""


class SqlFailure(Exception):
    """Raised for a statement that is refused, is wrong, or takes too long; in SQLite's words."""


def make_databases(files: Files, package: str = "") -> None:
    """Write all databases, or those of one package, as they are on a new phone."""
    for name, path in DATABASES.items():
        if package and package != _package(path):
            continue
        place = files.folder / files.resolve(path).lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(place)) as connection:
            connection.executescript((SCHEMAS / f"{name}.sql").read_text(encoding="utf-8"))


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int | None:
    """Insert a row, by column; its number.

    Raises:
        SqlFailure: if a column is no name.
    """
    check_names(row)
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608
    return connection.execute(sql, tuple(row.values())).lastrowid


def check_names(names: Iterable[str]) -> None:
    """Raise `SqlFailure` for what can be no column's name."""
    for name in names:
        if not _NAME.fullmatch(name):
            raise SqlFailure(f"no such column: {name}")


class Databases:
    """Access to them.

    Args:
        files: of the phone.
    """

    def __init__(self, files: Files) -> None:
        self._files = files

    @contextlib.contextmanager
    def open(self, path: str, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection to the database at a path of the phone; what is done is committed at the end.

        Statements reach this file alone, and are given up when they take too long.

        Raises:
            SqlFailure: if one fails, or the file is no database.
        """
        place = self._files.folder / self._files.resolve(path).lstrip("/")
        steps = 0

        def count() -> bool:
            nonlocal steps
            steps += _STEPS
            return steps > MAX_STEPS

        try:
            with contextlib.closing(sqlite3.connect(place, timeout=5)) as connection, connection:
                connection.row_factory = sqlite3.Row
                connection.set_authorizer(_refuse_writing if read_only else _refuse)
                connection.set_progress_handler(count, _STEPS)
                yield connection
        except (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError) as error:
            raise SqlFailure(str(error)) from error

    def named(self, name: str, *, read_only: bool = False) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """One of `DATABASES`; see `open`."""
        return self.open(DATABASES[name], read_only=read_only)


def _refuse(action: int, *details: str | None) -> int:
    return sqlite3.SQLITE_DENY if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH) else sqlite3.SQLITE_OK


_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)


def _refuse_writing(action: int, *details: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
