"""The artifacts that a Fossil repository is made of: texts with a card on each line, and the contents of files."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping

from digienv.sites.code.content import CheckIn, Post, ProjectContent, TicketChange, WikiEdit

__all__ = ["Artifacts"]

WIKI, MARKDOWN = "text/x-fossil-wiki", "text/x-markdown"


class Artifacts:
    """The artifacts of a project's whole past, in order.

    Attributes:
        texts: by hash.
    """

    def __init__(self, content: ProjectContent) -> None:
        self.texts: dict[str, bytes] = {}
        self._heads: dict[str, tuple[str, dict[str, bytes]]] = {}
        self._pages: dict[str, str] = {}
        self._threads: dict[str, tuple[str, str]] = {}
        for check_in in content.check_ins:
            self._check_in(check_in)
        for change in content.ticket_changes:
            self._ticket_change(change)
        for edit in content.wiki_edits:
            self._wiki_edit(edit)
        for post in content.posts:
            self._post(post)

    def store(self, database: sqlite3.Connection) -> None:
        """Write all of them into an empty repository, which does not know yet what they mean: see `fossil rebuild`."""
        database.executemany(
            "INSERT INTO blob (rcvid, size, uuid, content) VALUES (1, ?, ?, ?)",
            [
                (len(text), name, len(text).to_bytes(4, "big") + zlib.compress(text))
                for name, text in self.texts.items()
            ],
        )

    def _add(self, text: bytes) -> str:
        name = hashlib.sha3_256(text).hexdigest()
        self.texts[name] = text
        return name

    def _control(self, cards: Iterable[str]) -> str:
        """A control artifact, its cards in order."""
        text = "".join(f"{card}\n" for card in cards).encode()
        return self._add(text + b"Z " + hashlib.md5(text, usedforsecurity=False).hexdigest().encode() + b"\n")

    def _check_in(self, one: CheckIn) -> None:
        new = one.branch not in self._heads
        parent = None if not self._heads else self._heads["trunk" if new else one.branch]
        files = dict(parent[1]) if parent else {}
        parents = [parent[0]] if parent else []
        if one.merged is not None:
            merged, theirs = self._heads[one.merged]
            parents.append(merged)
            files |= {path: text for path, text in theirs.items() if path not in files}
        for path, gain in one.gains.items():
            files[path] = files.get(path, b"") + gain.encode()
        for path, (old, better) in one.edits.items():
            files[path] = files[path].replace(old.encode(), better.encode())
        branch = [f"T *branch * {one.branch}", f"T *sym-{one.branch} *"] if new else []
        if new and parent:
            branch.append("T -sym-trunk *")
        name = self._control(
            [
                f"C {_quoted(one.comment)}",
                f"D {_date(one.time)}",
                *(f"F {_quoted(path)} {self._add(text)}" for path, text in sorted(files.items())),
                *([f"P {' '.join(parents)}"] if parents else []),
                *branch,
                f"U {one.author}",
            ]
        )
        self._heads[one.branch] = (name, files)
        if one.release is not None:
            minute = datetime.timedelta(minutes=1)
            self._control([f"D {_date(one.time + minute)}", f"T +sym-{one.release} {name}", f"U {one.author}"])

    def _ticket_change(self, one: TicketChange) -> None:
        fields: Mapping[str, str] = {**one.fields, "icomment": one.comment, "login": one.author, "mimetype": MARKDOWN}
        self._control(
            [
                f"D {_date(one.time)}",
                *(f"J {name} {_quoted(value)}" for name, value in sorted(fields.items())),
                f"K {hashlib.sha1(f'ticket {one.ticket}'.encode(), usedforsecurity=False).hexdigest()}",
                f"U {one.author}",
            ]
        )

    def _wiki_edit(self, one: WikiEdit) -> None:
        before = self._pages.get(one.page)
        self._pages[one.page] = self._control(
            [
                f"D {_date(one.time)}",
                f"L {_quoted(one.page)}",
                *([f"P {before}"] if before else []),
                f"U {one.author}",
                _content(one.text),
            ]
        )

    def _post(self, one: Post) -> None:
        first, last = self._threads.get(one.thread, (None, None))
        name = self._control(
            [
                f"D {_date(one.time)}",
                *([f"G {first}"] if first else [f"H {_quoted(one.thread)}"]),
                *([f"I {last}"] if last else []),
                f"N {MARKDOWN}",
                f"U {one.author}",
                _content(one.text),
            ]
        )
        self._threads[one.thread] = (first or name, name)


def _content(text: str) -> str:
    return f"W {len(text.encode())}\n{text}"


def _date(time: datetime.datetime) -> str:
    return time.isoformat(timespec="milliseconds")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace(" ", "\\s").replace("\n", "\\n")
