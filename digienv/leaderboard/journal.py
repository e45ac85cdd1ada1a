"""Journals: files of JSON, a line a record, to which a process that may be killed at any moment only adds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digienv.core.errors import DigienvError

__all__ = ["Journal", "read_journal"]


class Journal:
    """A file that records are added to; a last line that a crash cut short is removed when it is opened.

    Args:
        path: of the file, which is made if there is none.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as lines:
            lines.seek(0)
            lines.truncate(lines.read().rfind(b"\n") + 1)

    def add(self, record: dict[str, Any]) -> None:
        """Append a record; it is with the operating system when this returns."""
        with self.path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return read_journal(self.path)


def read_journal(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a journal, in their order; a last line that is not whole is left out.

    Raises:
        DigienvError: if another line is damaged.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 1):
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("it is no object")
        except ValueError as error:
            raise DigienvError(f"line {number} of {path} is damaged: {error}") from error
        yield record
