"""The environment ids, what is known of each, and finding one from what a person typed."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable
from fnmatch import fnmatchcase

from digienv.core.errors import TaskUnavailable
from digienv.sites.catalogue import SITE_ACTIONS, SITE_SUITES, site_tasks
from digienv.suites.android.catalogue import PHONE_ACTIONS, TASKS
from digienv.suites.cards.catalogue import GAMES
from digienv.suites.miniwob.catalogue import PAGES

__all__ = ["SPLIT_SUITES", "VERSION", "Entry", "all_entries", "find_entry", "matching", "suites"]

VERSION = "v0"
"""Of all tasks."""

SPLIT_SUITES = ("android", *SITE_SUITES)
"""The suites whose instances are split into those for training and those for testing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An environment id.

    Attributes:
        suite: e.g. ``miniwob``.
        task: e.g. ``click-test``; empty for the id that draws one of the suite's tasks an episode.
        difficulty: ``easy``, ``medium`` or ``hard``; empty for a whole suite.
        max_steps: after which an episode is truncated; 0 for a whole suite, where it differs.
        actions: names of the actions that the task calls for.
        scripted: whether there is a scripted solution.
    """

    suite: str
    task: str
    difficulty: str
    max_steps: int
    actions: tuple[str, ...]
    scripted: bool

    @property
    def id(self) -> str:
        """The id for `gymnasium.make`."""
        return f"digienv/{self.template}-{VERSION}"

    @property
    def template(self) -> str:
        """The id without its namespace and version: ``info["task"]`` of its episodes."""
        return f"{self.suite}.{self.task}" if self.task else self.suite


def all_entries() -> list[Entry]:
    """Every id, each suite's own before those of its tasks."""
    pages = [
        Entry("miniwob", page.name, page.difficulty, page.max_steps, page.actions, page.scripted) for page in PAGES
    ]
    games = [Entry("cards", game.name, game.difficulty, game.max_steps, ("type",), scripted=True) for game in GAMES]
    sites = [
        [
            Entry(suite, task.name, task.difficulty, task.max_steps, SITE_ACTIONS, scripted=True)
            for task in site_tasks(suite)
        ]
        for suite in SITE_SUITES
    ]
    phone = [
        Entry("android", task.name, task.difficulty, task.max_steps, PHONE_ACTIONS, scripted=True) for task in TASKS
    ]
    return [entry for tasks in (pages, games, phone, *sites) for entry in (_whole(tasks), *tasks)]


def _whole(tasks: list[Entry]) -> Entry:
    """The entry of the suite that has these tasks."""
    actions = dict.fromkeys(name for entry in tasks for name in entry.actions)
    return Entry(tasks[0].suite, "", "", 0, tuple(actions), any(entry.scripted for entry in tasks))


def suites() -> list[str]:
    """The suites' names."""
    return sorted({entry.suite for entry in all_entries()})


def matching(pattern: str, entries: Iterable[Entry]) -> list[Entry]:
    """Those of `entries` whose id contains `pattern`, or matches it if it has wildcards (``*``, ``?``, ``[``)."""
    wanted = pattern.lower()
    if any(char in wanted for char in "*?["):
        return [entry for entry in entries if any(fnmatchcase(name, wanted) for name in _names(entry))]
    return [entry for entry in entries if wanted in entry.id]


def find_entry(text: str) -> Entry:
    """The entry of an id, in full or short: ``digienv/miniwob.click-test-v0``, ``miniwob.click-test``, ``click-test``.

    Raises:
        TaskUnavailable: if there is none; the message names the nearest.
    """
    by_name = {name: entry for entry in all_entries() for name in _names(entry)}
    wanted = text.strip().lower()
    if wanted in by_name:
        return by_name[wanted]
    near = [by_name[name] for name in difflib.get_close_matches(wanted, by_name, n=6, cutoff=0.5)]
    names = dict.fromkeys(entry.task or entry.template for entry in near)
    hint = f"did you mean {' or '.join(list(names)[:3])}?" if names else "`digienv list` shows them all"
    raise TaskUnavailable(f"there is no environment {text!r}; {hint}")


def _names(entry: Entry) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for name in (entry.task, entry.template, f"{entry.template}-{VERSION}", entry.id) if name)
    )
