"""The content of Slackwater, a project that works out tide tables: all that its repository is filled with, from a seed.

Plain data, free of Fossil. Times are naive, UTC, and before the project's clock.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digienv.sites.code import project_data as data

__all__ = ["START", "CheckIn", "Person", "Post", "ProjectContent", "TicketChange", "WikiEdit", "generate"]

BEGAN = datetime.datetime(2025, 1, 14, 9, 20)
START = datetime.datetime(2026, 3, 16, 9, 0)
RELEASES = ("v0.1", "v0.2", "v0.3", "v0.4", "v0.5")
CONSTITUENTS = ("M2", "S2", "N2", "K1", "O1", "M4")
DEVELOPERS = tuple(login for login, _, work in data.PEOPLE if work == "developer")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; a developer may check in."""

    login: str
    name: str
    developer: bool


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in.

    Attributes:
        time: unique.
        author: login.
        comment: unique.
        branch: it is on; a new one begins at the newest check-in of trunk.
        gains: by path the text that is written at the end of the file.
        edits: by path a text that is replaced and the one in its place.
        merged: the branch that it brings in, if any.
        release: the tag that it was given, if any.
    """

    time: datetime.datetime
    author: str
    comment: str
    branch: str
    gains: dict[str, str]
    edits: dict[str, tuple[str, str]]
    merged: str | None = None
    release: str | None = None


@dataclass(frozen=True, slots=True)
class TicketChange:
    """What was said and set on a ticket at one moment; the first one makes it.

    Attributes:
        ticket: its number in the project, from 1.
        time: unique.
        author: login.
        fields: values of the ticket's columns.
        comment: text.
    """

    ticket: int
    time: datetime.datetime
    author: str
    fields: dict[str, str]
    comment: str


@dataclass(frozen=True, slots=True)
class WikiEdit:
    """A version of a wiki page; later ones of a page replace earlier ones."""

    page: str
    time: datetime.datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    """A forum post: the first of a thread has its title, every other answers the one before."""

    thread: str
    time: datetime.datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ProjectContent:
    """Everything, each list in the order of time."""

    people: tuple[Person, ...]
    check_ins: tuple[CheckIn, ...]
    ticket_changes: tuple[TicketChange, ...]
    wiki_edits: tuple[WikiEdit, ...]
    posts: tuple[Post, ...]


def generate(seed: int) -> ProjectContent:
    """The project that a seed makes."""
    rng = random.Random(seed)  # noqa: S311
    moments = _Moments(rng)
    return ProjectContent(
        tuple(Person(login, name, work == "developer") for login, name, work in data.PEOPLE),
        tuple(_check_ins(rng, moments)),
        tuple(sorted(_ticket_changes(rng, moments), key=lambda change: change.time)),
        tuple(sorted(_wiki_edits(rng, moments), key=lambda edit: edit.time)),
        tuple(sorted(_posts(rng, moments), key=lambda post: post.time)),
    )


class _Moments:
    """Working hours between the project's beginning and its clock, none of which is given twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._given: set[datetime.datetime] = set()

    def between(self, low: datetime.datetime, high: datetime.datetime) -> datetime.datetime:
        """A moment in an interval, on any day but in the hours from 8 to 21."""
        while True:
            seconds = self._rng.randrange(max(1, int((high - low).total_seconds())))
            moment = low + datetime.timedelta(seconds=seconds)
            if 8 <= moment.hour < 21 and moment not in self._given:
                self._given.add(moment)
                return moment

    def after(self, moment: datetime.datetime, days: float) -> datetime.datetime:
        """A later moment, within so many days, before the clock."""
        latest = START - datetime.timedelta(hours=13)
        return self.between(
            min(moment, latest - datetime.timedelta(days=2)), min(moment + datetime.timedelta(days=days), latest)
        )


def _check_ins(rng: random.Random, moments: _Moments) -> list[CheckIn]:
    steps = list(_steps(rng))
    step = (START - BEGAN - datetime.timedelta(days=2)) / len(steps)
    found = []
    for number, (branch, comment, gains, edits, merged, release) in enumerate(steps):
        begin = BEGAN + number * step
        found.append(
            CheckIn(
                time=moments.between(begin, begin + step),
                author=rng.choice(DEVELOPERS),
                comment=comment,
                branch=branch,
                gains=gains,
                edits=edits,
                merged=merged,
                release=release,
            )
        )
    return found


_Step = tuple[str, str, dict[str, str], dict[str, tuple[str, str]], str | None, str | None]


def _steps(rng: random.Random) -> Iterator[_Step]:
    """What is checked in, in order: written code, after every other piece a station, and now and then a release."""
    history = list(_history())
    stations = {name: _station(rng, name, about) for name, about in data.PORTS}
    waiting = list(stations)
    every = len(history) // len(RELEASES)
    for number, (branch, comment, gains, merged) in enumerate(history, start=1):
        yield branch, comment, gains, {}, merged, None
        if number > 4 and number % 2 and waiting:
            name = waiting.pop(0)
            yield "trunk", f"Constants of {name}", {_path(name): stations[name]}, {}, None, None
        if number % 5 == 0 and number > 12:
            name = rng.choice([name for name in stations if name not in waiting])
            line = rng.choice(stations[name].splitlines()[2:])
            constituent, amplitude, phase = line.split()
            better = f"{constituent} {amplitude} {(float(phase) + rng.choice((-4.5, -2.5, 3.0, 5.5))) % 360:.1f}"
            comment = f"Correct the phase of {constituent} at {name} after {rng.randint(30, 90)} days of readings"
            stations[name] = stations[name].replace(line, better)
            yield "trunk", comment, {}, {_path(name): (line, better)}, None, None
        if number % every == 0 and number // every <= len(RELEASES):
            release = RELEASES[number // every - 1]
            yield (
                "trunk",
                f"Release {release}",
                {"CHANGES.md": f"{release}: {comment[0].lower()}{comment[1:]}\n"},
                {},
                None,
                release,
            )


def _history() -> Iterator[tuple[str, str, dict[str, str], str | None]]:
    """The check-ins of ``history.txt``: branch, comment, the text that each file gains, and the branch merged."""
    for entry in _entries("history.txt"):
        head, *files = re.split(r"^--- ", entry, flags=re.MULTILINE)
        title, _, merged = head.rstrip("\n").partition("\n<<< ")
        branch, _, comment = title.partition(": ")
        yield branch, comment, dict(_parted(file) for file in files), merged or None


def _entries(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return re.split(r"^=== ", text, flags=re.MULTILINE)[1:]


def _parted(text: str) -> tuple[str, str]:
    """The first line, and all others."""
    first, _, rest = text.partition("\n")
    return first, rest


def _path(port: str) -> str:
    return f"stations/{port.lower().replace(' ', '-')}.txt"


def _station(rng: random.Random, name: str, about: str) -> str:
    lines = [f"# {name}, {about}", f"mean {rng.uniform(1.2, 4.8):.2f}"]
    for constituent, largest in zip(CONSTITUENTS, (2.4, 0.8, 0.5, 0.3, 0.25, 0.2), strict=True):
        lines.append(f"{constituent} {rng.uniform(0.3, 1) * largest:.3f} {rng.uniform(5, 355):.1f}")
    return "\n".join(lines) + "\n"


def _ticket_changes(rng: random.Random, moments: _Moments) -> Iterator[TicketChange]:
    pairs = [(problem, port) for problem in data.PROBLEMS for port, _ in rng.sample(data.PORTS, 7)]
    rng.shuffle(pairs)
    everybody = [login for login, _, _ in data.PEOPLE]
    step = (START - BEGAN - datetime.timedelta(days=25)) / len(pairs)
    for number, ((kind, subsystem, title, description), port) in enumerate(pairs, start=1):
        n = rng.randint(2, 9) * 5
        begin = BEGAN + datetime.timedelta(days=10) + (number - 1) * step
        time = moments.between(begin, begin + max(step, datetime.timedelta(days=1)))
        reporter = rng.choice(everybody)
        fields = {
            "type": kind,
            "subsystem": subsystem,
            "title": title.format(port=port, n=n),
            "status": "Open",
            "severity": rng.choice(("Critical", "Severe", "Important", "Important", "Minor", "Minor", "Cosmetic")),
            "priority": rng.choice(("High", "Medium", "Medium", "Low")),
            "resolution": "Open",
            "foundin": RELEASES[min(len(RELEASES) - 1, number * len(RELEASES) // len(pairs))],
        }
        yield TicketChange(number, time, reporter, fields, description.format(port=port, n=n))
        for comment in rng.sample(data.COMMENTS, rng.choice((0, 1, 1, 2, 3))):
            time = moments.after(time, 9)
            yield TicketChange(number, time, rng.choice(everybody), {}, comment)
        if rng.random() < 0.45:
            resolution = rng.choice(("Fixed", "Fixed", "Fixed", *data.RESOLUTIONS))
            done = {"status": data.RESOLUTIONS[resolution], "resolution": resolution}
            time = moments.after(time, 12)
            yield TicketChange(number, time, rng.choice(DEVELOPERS), done, data.CLOSING[resolution])
        elif rng.random() < 0.4:
            status = rng.choice(("Verified", "Review", "Deferred"))
            time = moments.after(time, 12)
            remark = f"Set to {status.lower()} after our meeting."
            yield TicketChange(number, time, rng.choice(DEVELOPERS), {"status": status}, remark)


def _wiki_edits(rng: random.Random, moments: _Moments) -> Iterator[WikiEdit]:
    for page, text in map(_parted, _entries("wiki.txt")):
        time = moments.between(BEGAN + datetime.timedelta(days=5), BEGAN + datetime.timedelta(days=300))
        first, _, rest = text.rstrip("\n").partition("\n\n")
        yield WikiEdit(page, time, rng.choice(DEVELOPERS), first)
        if rest:
            time = moments.after(time, 60)
            yield WikiEdit(page, time, rng.choice(DEVELOPERS), f"{first}\n\n{rest}")


def _posts(rng: random.Random, moments: _Moments) -> Iterator[Post]:
    everybody = [login for login, _, _ in data.PEOPLE]
    for thread, texts in data.THREADS:
        time = moments.between(BEGAN + datetime.timedelta(days=20), START - datetime.timedelta(days=30))
        for text, author in zip(texts, rng.sample(everybody, len(texts)), strict=True):
            yield Post(thread, time, author, text)
            time = moments.after(time, 4)
