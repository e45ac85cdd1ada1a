"""Roundup's backend for worlds: SQLite files in the folder of the present state, contents of messages and files too.

Sessions and one-time keys have a file of their own each, since Roundup commits them by themselves.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from roundup.backends import back_sqlite
from roundup.backends.back_sqlite import Class, IssueClass

from digienv.sites.application import state

__all__ = ["DATABASE", "Class", "Database", "FileClass", "IssueClass"]

NAME = "tracker"
DATABASE = f"{NAME}.sqlite3"
BUSY_TIMEOUT = 30.0


class FileClass(back_sqlite.FileClass):
    """Messages or files."""

    def get(self, nodeid: str, propname: str, *args: Any, **options: Any) -> Any:
        """A property; the content of a file is bytes, as it is sent."""
        is_file = propname == "content" and self.classname == "file"
        return super().get(nodeid, "binary_content" if is_file else propname, *args, **options)


class Database(back_sqlite.Database):
    """The database of the present state."""

    def sql_open_connection(self, dbname: str | None = None) -> tuple[sqlite3.Connection, sqlite3.Cursor]:
        """Open the main file, or the one of sessions or of one-time keys."""
        connection = sqlite3.connect(state() / f"{dbname or NAME}.sqlite3", timeout=BUSY_TIMEOUT)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous=OFF")
        return connection, connection.cursor()

    def create_version_2_tables(self) -> None:
        """What every new database has beside its classes."""
        super().create_version_2_tables()
        self.sql("CREATE TABLE contents (classname VARCHAR, id INTEGER, content, PRIMARY KEY (classname, id))")

    def storefile(self, classname: str, nodeid: str, property_: str | None, content: bytes) -> None:
        """Store the content of an item: as text, if it is that."""
        try:
            kept: str | bytes = content.decode()
        except UnicodeDecodeError:
            kept = content
        self.sql("INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", (classname, int(nodeid), kept))

    def getfile(self, classname: str, nodeid: str, property_: str | None) -> bytes:
        """The content of an item."""
        self.sql("SELECT content FROM contents WHERE classname = ? AND id = ?", (classname, int(nodeid)))
        row = self.cursor.fetchone()
        if row is None:
            raise OSError(f"{classname}{nodeid} has no content")
        return row["content"].encode() if isinstance(row["content"], str) else row["content"]

    def filename(self, *_: Any, **__: Any) -> str:
        """There are no files of contents; this is how Roundup wants to be told."""
        raise AttributeError("contents are in the database")
