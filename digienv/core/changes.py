"""What differs between two states of a database."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Change", "Row", "Value", "compare"]

Value = str | int | float | bytes | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that differs from the seeded state.

    Attributes:
        table: its table.
        before: its seeded columns; None if it is new.
        after: its columns now; None if it is gone.
    """

    table: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """``"added"``, ``"removed"`` or ``"changed"``."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def columns(self) -> set[str]:
        """The columns that differ."""
        before, after = self.before or {}, self.after or {}
        return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def compare(connection: sqlite3.Connection, ambient: Mapping[str, Sequence[str]]) -> list[Change]:
    """The rows that differ between two states of a database.

    Args:
        connection: to the state that is judged, with `sqlite3.Row` rows; the seeded one is attached as ``seeded``.
        ambient: by table the columns that do not count; ``*`` for the whole table.
    """
    found: list[Change] = []
    for row in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
        table = row["name"]
        ignored = ambient.get(table, ())
        if "*" not in ignored and not table.startswith("sqlite_"):
            found += _compare_table(connection, table, ignored)
    return found


def _compare_table(connection: sqlite3.Connection, table: str, ambient: Sequence[str]) -> list[Change]:
    described = connection.execute(f"PRAGMA main.table_info({_quoted(table)})").fetchall()
    names = [column["name"] for column in described if column["name"] not in ambient]
    key = [column["name"] for column in described if column["pk"] and column["name"] in names] or names
    columns = ", ".join(map(_quoted, names))
    sides = []
    for here, there in (("seeded", "main"), ("main", "seeded")):
        one, other = (f"SELECT {columns} FROM {side}.{_quoted(table)}" for side in (here, there))  # noqa: S608
        sql = f"{one} EXCEPT {other}"
        rows = [dict(row) for row in connection.execute(sql)]
        sides.append({tuple(row[name] for name in key): row for row in rows})
    before, after = sides
    return [Change(table, before.get(row), after.get(row)) for row in dict.fromkeys([*before, *after])]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
