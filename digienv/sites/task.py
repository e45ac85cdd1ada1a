"""Tasks on sites: drawn from what the world holds, judged by what has become of it."""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar
from urllib.parse import unquote, urlsplit

import numpy as np

from digienv.core.actions import Action, Answer, Stop
from digienv.core.errors import DigienvError
from digienv.core.task import Outcome, Task, Template
from digienv.sites.answers import Expected
from digienv.sites.surface import Entry, SiteStart, SiteSurface
from digienv.sites.worlds import Change, Row

__all__ = ["End", "Expectation", "Instance", "SiteTask", "SiteTemplate", "Split", "added", "changed", "removed"]

Split = Literal["train", "test"]
Instance = Mapping[str, Any]
"""What a template's goal is filled in with, and what its check and its solution need to know. JSON types."""

ACTIONS = ("click", "double_click", "hover", "type", "press", "scroll", "goto", "back", "forward", "answer", "stop")
TEST_SHARE = 4
"""One of so many instances is for testing."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A change that a task asks for.

    Attributes:
        kind: ``"added"``, ``"removed"`` or ``"changed"``.
        table: where.
        values: columns as they are to be afterwards (before, for a removed row); a function is asked whether it agrees.
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
        return all(_agrees(wanted, row.get(name)) for name, wanted in {**self.key, **self.values}.items())


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
    """How an episode ended. The methods yield what is wrong; nothing wrong is success.

    Attributes:
        answer: what the agent said, None if it stopped without a word.
        url: of the page in front.
        changes: by site all that differs from the seeded state.
    """

    answer: str | None
    url: str
    changes: Mapping[str, Sequence[Change]]

    def says(self, expected: Expected) -> Iterator[str]:
        """The answer must mean `expected`."""
        if self.answer is None:
            yield "no answer was given"
        elif not expected.matches(self.answer):
            yield f"the answer {self.answer!r:.100} is not what was asked for"

    def is_at(self, path: str, **query: str) -> Iterator[str]:
        """The page must have this path, and these values in its query."""
        here = urlsplit(self.url)
        if unquote(here.path).rstrip("/") != path.rstrip("/"):
            yield f"the page is {here.path}, not {path}"
        for name, value in query.items():
            if f"{name}={value}" not in unquote(here.query.replace("+", " ")).split("&"):
                yield f"the page's address does not say {name}={value}"

    def differs(self, *expectations: Expectation, site: str | None = None) -> Iterator[str]:
        """These changes must have been made, and on all sites nothing else."""
        site = site or next(iter(self.changes))
        left = list(self.changes[site])
        for expectation in expectations:
            match = next((change for change in left if expectation.fits(change)), None)
            if match is not None:
                left.remove(match)
            elif not expectation.optional:
                yield f"nothing like this was {expectation.kind} in {expectation.table}: {dict(expectation.values)!r:.200}"
        others = [change for other, changes in self.changes.items() if other != site for change in changes]
        for change in [*left, *others][:3]:
            yield f"{change.table}: a row was {change.kind} ({', '.join(sorted(change.columns)[:5])})"

    def differs_nowhere(self) -> Iterator[str]:
        """Nothing may have been changed on any site."""
        return self.differs()


class SiteTemplate(Template):
    """A family of tasks on sites.

    Attributes:
        kind: ``"find"``: find out and answer; ``"reach"``: get to a place; ``"change"``: change something.
        difficulty: ``"easy"``, ``"medium"`` or ``"hard"``.
        goal: what is to be done, with the names of an instance's values in braces.
        sites: for every site that it needs the user who is signed in there, None for nobody.
        path: of the page on the first site at which it begins.
        max_steps: the episode is truncated after so many steps.
    """

    kind: Literal["find", "reach", "change"]
    difficulty: Literal["easy", "medium", "hard"]
    goal: str
    sites: Mapping[str, str | None]
    path: str = "/"
    max_steps: int = 20
    actions = ACTIONS

    split: Split | None = None
    """Draw only from instances for training, or only from those for testing; None: from all."""

    @abstractmethod
    async def instances(self, surface: SiteSurface) -> list[Instance]:
        """All that it may be about, read from the seeded state, in a fixed order."""

    @abstractmethod
    def check(self, end: End, instance: Instance) -> Iterator[str]:
        """What is wrong with how an episode ended."""

    @abstractmethod
    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        """A scripted solution."""

    def draw(self, seed: int) -> SiteTask:
        """The task that a seed makes of it."""
        return SiteTask(self, seed)

    def split_of(self, instance: Instance) -> Split:
        """Whether an instance is for training or for testing; no two forms of it are in both."""
        text = f"{self.id} {json.dumps(instance, sort_keys=True)}"
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
        return "test" if number % TEST_SHARE == 0 else "train"


class SiteTask(Task[SiteSurface]):
    """One instance of a template, chosen when the worlds stand."""

    def __init__(self, template: SiteTemplate, seed: int) -> None:
        self.id = template.id
        self.max_steps = template.max_steps
        self.template = template
        self.seed = seed
        self.world = SiteStart(tuple(template.sites), self._enter)
        self.instance: Instance = {}

    async def _enter(self, surface: SiteSurface) -> Entry:
        template = self.template
        every = await template.instances(surface)
        allowed = [one for one in every if template.split in (None, template.split_of(one))]
        if not allowed:
            raise DigienvError(f"{self.id} has no instance in the split {template.split!r}")
        self.instance = allowed[np.random.default_rng(self.seed).integers(len(allowed))]
        return Entry({site: user for site, user in template.sites.items() if user}, template.path)

    async def setup(self, surface: SiteSurface) -> str:
        """The goal."""
        return self.template.goal.format_map(self.instance)

    async def evaluate(self, surface: SiteSurface, final: Answer | Stop | None) -> Outcome:
        """Judged when the agent answers or stops; until then nothing is decided."""
        if final is None:
            return Outcome(score=0.0, done=False, reward=0.0)
        answer = final.text if isinstance(final, Answer) else None
        changes = {site: await surface.changes(site) for site in self.template.sites}
        wrong = list(self.template.check(End(answer, surface.url, changes), self.instance))
        score = 0.0 if wrong else 1.0
        return Outcome(score=score, done=True, reward=score, reason="; ".join(wrong))

    def solve(self, surface: SiteSurface) -> AsyncIterator[Action]:
        """The template's scripted solution."""
        return self.template.solve(surface, self.instance)


def _agrees(wanted: Any, value: Any) -> bool:
    return bool(wanted(value)) if callable(wanted) else bool(wanted == value)
