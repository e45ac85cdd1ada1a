"""What a task asks for: templates whose instances are drawn from the seeded state, and what must hold at the end."""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

import numpy as np

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Expected
from digienv.core.changes import Change
from digienv.core.errors import DigienvError
from digienv.core.surface import Surface
from digienv.core.task import Outcome, Task, Template

__all__ = [
    "ANY",
    "Differs",
    "End",
    "Expectation",
    "Instance",
    "InstanceTask",
    "InstanceTemplate",
    "Requirement",
    "Says",
    "Split",
    "added",
    "changed",
    "removed",
]

S = TypeVar("S", bound=Surface)

Split = Literal["train", "test"]
Instance = Mapping[str, Any]
"""What a template's goal is filled in with, and what its check and its solution need to know. JSON types."""

TEST_SHARE = 4
"""One of so many instances is for testing."""


class _Anything:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "ANY"


ANY: Any = _Anything()
"""Equals every value: for columns that may change in any way, like the time of the change."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A change that a task asks for.

    Attributes:
        kind: ``"added"``, ``"removed"`` or ``"changed"``.
        table: where.
        values: columns as they are to be afterwards (as they were, for a removed row).
        key: for changed rows: columns that tell which one.
        optional: it may also be missing.
    """

    kind: str
    table: str
    values: Mapping[str, Any]
    key: Mapping[str, Any] = field(default_factory=dict)
    optional: bool = False

    def fits(self, change: Change) -> bool:
        """Whether `change` is this one."""
        row = change.before if self.kind == "removed" else change.after
        if change.kind != self.kind or change.table != self.table or row is None:
            return False
        if self.kind == "changed" and not change.columns <= self.values.keys():
            return False
        return all(row.get(name) == wanted for name, wanted in {**self.key, **self.values}.items())


def added(table: str, *, optional: bool = False, **values: Any) -> Expectation:
    """A new row."""
    return Expectation("added", table, values, optional=optional)


def removed(table: str, *, optional: bool = False, **values: Any) -> Expectation:
    """A row that is gone."""
    return Expectation("removed", table, values, optional=optional)


def changed(table: str, key: Mapping[str, Any], *, optional: bool = False, **values: Any) -> Expectation:
    """A row in which these columns, and no others, are different."""
    return Expectation("changed", table, values, key, optional)


@dataclass(frozen=True, slots=True)
class End:
    """How an episode ended.

    Attributes:
        answer: what the agent said, None if it stopped without a word.
        url: of the page in front; package and activity on a phone.
        changes: by site, or by database of a phone, all that differs from the seeded state.
    """

    answer: str | None
    url: str
    changes: Mapping[str, Sequence[Change]]


class Requirement(Protocol):
    """What must hold at the end of an episode."""

    def wrong(self, end: End) -> Iterator[str]:
        """What does not hold, in words for people."""


@dataclass(frozen=True, slots=True)
class Says:
    """The answer must mean something."""

    expected: Expected

    def wrong(self, end: End) -> Iterator[str]:
        """Why it does not."""
        if end.answer is None:
            yield "no answer was given"
        elif not self.expected.matches(end.answer):
            yield f"the answer {end.answer!r:.100} is not what was asked for"


class Differs:
    """These changes must have been made in one place, and there nothing else.

    Args:
        expectations: the changes.
        where: the site, or the database of a phone; by default the first one that the task is about.
    """

    def __init__(self, *expectations: Expectation, where: str | None = None) -> None:
        self.expectations = expectations
        self.where = where

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Differs) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def wrong(self, end: End) -> Iterator[str]:
        """What is missing, and what is too much."""
        left = list(end.changes[self.where] if self.where else next(iter(end.changes.values())))
        for expectation in self.expectations:
            match = next((change for change in left if expectation.fits(change)), None)
            if match is not None:
                left.remove(match)
            elif not expectation.optional:
                wanted = {**expectation.key, **expectation.values}
                yield f"{expectation.table}: nothing was {expectation.kind} like {wanted!r:.200}"
        for change in left[:3]:
            yield f"{change.table}: a row was {change.kind} ({', '.join(sorted(change.columns)[:5])})"


class InstanceTemplate(Template, Generic[S]):
    """A family of tasks, each of them about something that is there when an episode begins.

    Attributes:
        goal: what is to be done, with the names of an instance's values in braces.

    Args:
        max_steps: the episode is truncated after so many steps.
        split: draw only from instances for training, or only from those for testing; None: from all.
    """

    goal: str

    def __init__(self, max_steps: int, split: Split | None = None) -> None:
        self.max_steps = max_steps
        self.split = split

    @abstractmethod
    async def instances(self, surface: S) -> Sequence[Instance]:
        """All that it may be about, read from the seeded state, in a fixed order."""

    @abstractmethod
    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        """What must hold at the end. Where no changes are asked for, none may have been made there."""

    @abstractmethod
    def solve(self, surface: S, instance: Instance) -> AsyncIterator[Action]:
        """A scripted solution."""

    def wrong(self, end: End, instance: Instance) -> list[str]:
        """Why an episode that ended so is no success; nothing if it is."""
        required = list(self.requires(instance))
        asked = {one.where or next(iter(end.changes)) for one in required if isinstance(one, Differs)}
        required += [Differs(where=where) for where in end.changes if where not in asked]
        return [problem for one in required for problem in one.wrong(end)]

    def split_of(self, instance: Instance) -> Split:
        """Whether an instance is for training or for testing; no two forms of it are in both."""
        text = f"{self.id} {json.dumps(instance, sort_keys=True)}"
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
        return "test" if number % TEST_SHARE == 0 else "train"

    async def choose(self, surface: S, seed: int) -> Instance:
        """The instance that a seed picks of the template's split.

        Raises:
            DigienvError: if there is none.
        """
        every = await self.instances(surface)
        allowed = [one for one in every if self.split in (None, self.split_of(one))]
        if not allowed:
            raise DigienvError(f"{self.id} has no instance in the split {self.split!r}")
        return allowed[np.random.default_rng(seed).integers(len(allowed))]


T = TypeVar("T", bound="InstanceTemplate[Any]")


class InstanceTask(Task[S], Generic[S, T]):
    """One instance of a template, chosen when the episode begins.

    Attributes:
        template: its template.
        instance: the one that was chosen, once the episode has begun.
        end: what was judged, once it has ended.
    """

    def __init__(self, template: T, seed: int) -> None:
        self.id = template.id
        self.max_steps = template.max_steps
        self.template = template
        self.seed = seed
        self.instance: Instance = {}
        self.end: End | None = None

    @abstractmethod
    async def look(self, surface: S, answer: str | None) -> End:
        """How the episode has ended."""

    async def evaluate(self, surface: S, final: Answer | Stop | None) -> Outcome:
        """Judged when the agent answers or stops; until then nothing is decided."""
        if final is None:
            return Outcome(score=0.0, done=False, reward=0.0)
        self.end = await self.look(surface, final.text if isinstance(final, Answer) else None)
        wrong = self.template.wrong(self.end, self.instance)
        score = 0.0 if wrong else 1.0
        return Outcome(score=score, done=True, reward=score, reason="; ".join(wrong))

    def solve(self, surface: S) -> AsyncIterator[Action]:
        """The template's scripted solution."""
        return self.template.solve(surface, self.instance)
