"""Tasks on sites: drawn from what the world holds, judged by what has become of it."""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np

from digienv.core.actions import Action, Answer, Stop
from digienv.core.errors import DigienvError
from digienv.core.task import Outcome, Task, Template
from digienv.sites.answers import Expected
from digienv.sites.catalogue import SITE_ACTIONS
from digienv.sites.surface import Entry, SiteStart, SiteSurface
from digienv.sites.worlds import Change, Value

__all__ = [
    "ANY",
    "At",
    "Differs",
    "End",
    "Expectation",
    "Instance",
    "Requirement",
    "Says",
    "SiteTask",
    "SiteTemplate",
    "Split",
    "added",
    "changed",
    "removed",
]

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
        url: of the page in front.
        changes: by site all that differs from the seeded state.
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


@dataclass(frozen=True, slots=True)
class At:
    """The page in front must be the one with this path, and with these values in its query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, end: End) -> Iterator[str]:
        """Why it is not."""
        here = urlsplit(end.url)
        if unquote(here.path).rstrip("/") != self.path.rstrip("/"):
            yield f"the page is {here.path}, not {self.path}"
        said = parse_qs(here.query)
        for name, value in self.query.items():
            if said.get(name) != [value]:
                yield f"the page's address does not say {name}={value}"


class Differs:
    """These changes must have been made on a site, and there nothing else.

    Args:
        expectations: the changes.
        site: where; by default on the only one.
    """

    def __init__(self, *expectations: Expectation, site: str | None = None) -> None:
        self.expectations = expectations
        self.site = site

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Differs) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def wrong(self, end: End) -> Iterator[str]:
        """What is missing, and what is too much."""
        left = list(end.changes[self.site] if self.site else next(iter(end.changes.values())))
        for expectation in self.expectations:
            match = next((change for change in left if expectation.fits(change)), None)
            if match is not None:
                left.remove(match)
            elif not expectation.optional:
                wanted = {**expectation.key, **expectation.values}
                yield f"{expectation.table}: nothing was {expectation.kind} like {wanted!r:.200}"
        for change in left[:3]:
            yield f"{change.table}: a row was {change.kind} ({', '.join(sorted(change.columns)[:5])})"


class SiteTemplate(Template):
    """A family of tasks on sites.

    Attributes:
        goal: what is to be done, with the names of an instance's values in braces, or of a site for its address.
        sites: those that it needs, each with the user who is signed in there, None for nobody.
        path: of the page on the first site at which it begins.

    Args:
        max_steps: the episode is truncated after so many steps.
        split: draw only from instances for training, or only from those for testing; None: from all.
    """

    goal: str
    sites: tuple[tuple[str, str | None], ...]
    path: str = "/"
    actions = SITE_ACTIONS

    def __init__(self, max_steps: int, split: Split | None = None) -> None:
        self.max_steps = max_steps
        self.split = split

    @abstractmethod
    async def instances(self, surface: SiteSurface) -> list[Instance]:
        """All that it may be about, read from the seeded state, in a fixed order."""

    @abstractmethod
    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        """What must hold at the end. Where no changes are asked for on a site, none may have been made there."""

    @abstractmethod
    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        """A scripted solution."""

    def say(self, instance: Instance, addresses: Mapping[str, str]) -> str:
        """The goal in words.

        Args:
            instance: what it is about.
            addresses: of the sites, by name.
        """
        return self.goal.format_map({**addresses, **instance})

    async def rows(self, surface: SiteSurface, sql: str, *parameters: Value) -> list[Instance]:
        """Rows of the first site's database as instances."""
        found: list[Instance] = [dict(row) for row in await surface.query(self.sites[0][0], sql, *parameters)]
        return found

    def wrong(self, end: End, instance: Instance) -> list[str]:
        """Why an episode that ended so is no success; nothing if it is."""
        required = list(self.requires(instance))
        asked = {one.site or self.sites[0][0] for one in required if isinstance(one, Differs)}
        required += [Differs(site=site) for site, _ in self.sites if site not in asked]
        return [problem for one in required for problem in one.wrong(end)]

    def draw(self, seed: int) -> SiteTask:
        """The task that a seed makes of it."""
        return SiteTask(self, seed)

    def split_of(self, instance: Instance) -> Split:
        """Whether an instance is for training or for testing; no two forms of it are in both."""
        text = f"{self.id} {json.dumps(instance, sort_keys=True)}"
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
        return "test" if number % TEST_SHARE == 0 else "train"


class SiteTask(Task[SiteSurface]):
    """One instance of a template, chosen when the worlds stand.

    Attributes:
        template: its template.
        instance: the one that was chosen, once the episode has begun.
        end: what was judged, once it has ended.
    """

    def __init__(self, template: SiteTemplate, seed: int) -> None:
        self.id = template.id
        self.max_steps = template.max_steps
        self.template = template
        self.seed = seed
        self.world = SiteStart(tuple(site for site, _ in template.sites), self._enter)
        self.instance: Instance = {}
        self.end: End | None = None

    async def _enter(self, surface: SiteSurface) -> Entry:
        template = self.template
        every = await template.instances(surface)
        allowed = [one for one in every if template.split in (None, template.split_of(one))]
        if not allowed:
            raise DigienvError(f"{self.id} has no instance in the split {template.split!r}")
        self.instance = allowed[np.random.default_rng(self.seed).integers(len(allowed))]
        return Entry({site: user for site, user in template.sites if user}, template.path)

    async def setup(self, surface: SiteSurface) -> str:
        """The goal."""
        return self.template.say(self.instance, {site: surface.address(site) for site, _ in self.template.sites})

    async def evaluate(self, surface: SiteSurface, final: Answer | Stop | None) -> Outcome:
        """Judged when the agent answers or stops; until then nothing is decided."""
        if final is None:
            return Outcome(score=0.0, done=False, reward=0.0)
        answer = final.text if isinstance(final, Answer) else None
        changes = {site: await surface.changes(site) for site, _ in self.template.sites}
        self.end = End(answer, surface.url, changes)
        wrong = self.template.wrong(self.end, self.instance)
        score = 0.0 if wrong else 1.0
        return Outcome(score=score, done=True, reward=score, reason="; ".join(wrong))

    def solve(self, surface: SiteSurface) -> AsyncIterator[Action]:
        """The template's scripted solution."""
        return self.template.solve(surface, self.instance)
