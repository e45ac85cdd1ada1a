"""Standings: what the agents of one or more runs came to, and how two of them differ.

Classes:
    `Run`: results, and where they lie.
    `Standing`: an agent's row of the leaderboard.
    `Comparison`: two agents on the episodes that both played.

Functions:
    `find_runs`: the runs below some folders.
    `make_standings`: the rows, between floor and ceiling.
    `compare`: one agent with another.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import types
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from digienv.core.errors import DigienvError
from digienv.leaderboard.results import FILE_NAME, Episode, Rate, Results, rate
from digienv.leaderboard.statistics import Estimate, bootstrap_mean, mcnemar, pass_hat

__all__ = ["CEILING", "FLOOR", "Comparison", "Run", "Standing", "compare", "find_runs", "make_standings"]

FLOOR, CEILING = "random", "scripted"
"""The agents that every other one is to be read between."""

LARGEST = 2**53
"""Numbers beyond it are no results, and a page could not show them."""


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """A run.

    Attributes:
        name: of its folder; different runs have different names.
        folder: with its results and traces.
        results: of it.
    """

    name: str
    folder: Path
    results: Results


def find_runs(folders: Iterable[str | Path]) -> tuple[list[Run], list[str]]:
    """The runs in some folders, at any depth, and what is wrong with those that cannot be read.

    Raises:
        DigienvError: if there is none, or none that can be read.
    """
    found = [folder for root in folders for folder in _with_results(Path(root))]
    runs: list[Run] = []
    problems: list[str] = []
    for folder in dict.fromkeys(found):
        try:
            results = _checked(Results.read(folder))
        except (DigienvError, OSError, RecursionError) as error:
            problems.append(str(error))
        else:
            name, others = folder.name, {run.name for run in runs}
            names = (name, *(f"{name} {number}" for number in range(2, len(runs) + 2)))
            runs.append(Run(next(name for name in names if name not in others), folder, results))
    if not runs:
        raise DigienvError("; ".join(problems))
    return runs, problems


def _with_results(root: Path) -> list[Path]:
    if not (found := sorted(path.parent.resolve() for path in root.rglob(FILE_NAME))):
        raise DigienvError(f"no results in {root}; a run writes {FILE_NAME} into its folder")
    return found


def _checked(results: Results) -> Results:
    if not _fits(results, Results):
        raise DigienvError(
            f"the results of {results.title!r:.80} are damaged: a value is of a wrong kind, or too large"
        )
    played: set[tuple[str, str, int, int]] = set()
    for episode in results.episodes:
        if (key := (episode.agent, episode.task, episode.seed, episode.repeat)) in played:
            raise DigienvError(f"the results of {results.title!r:.80} are damaged: an episode is there twice: {key}")
        played.add(key)
    for point in (point for curve in results.curves for point in curve.points):
        _ = Rate(point.successes, point.episodes).interval
    return results


@functools.cache
def _fields(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(kind)]


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value is what an annotation says; what is read from a file may be anything."""
    if dataclasses.is_dataclass(kind):
        return isinstance(value, kind) and all(_fits(getattr(value, name), inner) for name, inner in _fields(kind))  # type: ignore[arg-type]
    if get_origin(kind) is tuple:
        return all(_fits(item, get_args(kind)[0]) for item in value)
    if get_origin(kind) is dict:
        return isinstance(value, dict) and all(_fits(item, get_args(kind)[1]) for item in value.values())
    if kind in (int, float):
        number = type(value) is int or (kind is float and type(value) is float and math.isfinite(value))
        return number and abs(value) <= LARGEST
    assert isinstance(kind, type | types.UnionType)
    return isinstance(value, kind)


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """An agent's row of the leaderboard.

    Attributes:
        name: of the agent, and of its run where several runs have it play the same episodes.
        agent: its name alone.
        runs: that it played in; none where it did not play.
        episodes: that it played, those that failed among them.
    """

    name: str
    agent: str
    runs: tuple[Run, ...]
    episodes: tuple[Episode, ...]

    @property
    def scored(self) -> list[Episode]:
        """Episodes that the infrastructure did not fail."""
        return [episode for episode in self.episodes if episode.success is not None]

    @property
    def rate(self) -> Rate:
        """Success over all episodes."""
        return rate(self.episodes)

    @property
    def task_mean(self) -> Estimate:
        """Mean of the tasks' success rates, each task counting the same; tasks are resampled."""
        by_task = _grouped((episode.task, bool(episode.success)) for episode in self.scored)
        return bootstrap_mean([sum(outcomes) / len(outcomes)] for outcomes in by_task.values())

    @property
    def repeats(self) -> int:
        """How often it played the task and seed that it played most often."""
        return max((len(outcomes) for outcomes in self._outcomes().values()), default=0)

    def pass_hat(self, k: int) -> Estimate:
        """Mean of pass^k over the tasks and seeds that were scored at least k times; these are resampled.

        See `digienv.leaderboard.statistics.pass_hat`.
        """
        repeated = (outcomes for outcomes in self._outcomes().values() if len(outcomes) >= k)
        return bootstrap_mean([pass_hat(sum(outcomes), len(outcomes), k)] for outcomes in repeated)

    def mean(self, what: str) -> float:
        """Of the ``steps`` or ``seconds`` of scored episodes, or of the ``tokens`` or ``dollars`` of their usage."""
        values = [getattr(e if hasattr(e, what) else e.usage, what) for e in self.scored]
        return sum(values) / len(values) if values else math.nan

    def _outcomes(self) -> dict[Any, list[bool]]:
        return _grouped(((e.task, e.version, e.split, e.seed), bool(e.success)) for e in self.scored)


def _grouped(pairs: Iterable[tuple[Any, bool]]) -> dict[Any, list[bool]]:
    groups: dict[Any, list[bool]] = defaultdict(list)
    for key, outcome in pairs:
        groups[key].append(outcome)
    return groups


def make_standings(runs: Sequence[Run]) -> list[Standing]:
    """The leaderboard: the ceiling, the agents from the best to the worst, the floor.

    An agent of several runs has one row, unless it played an episode in two of them: then each run has a row. Floor and
    ceiling have a row also where nobody played them.
    """
    rows: list[Standing] = []
    for agent in dict.fromkeys([CEILING, *(agent for run in runs for agent in run.results.agents), FLOOR]):
        parts = [
            Standing(f"{agent} ({run.name})", agent, (run,), own)
            for run in runs
            if (own := tuple(episode for episode in run.results.episodes if episode.agent == agent))
        ]
        episodes = tuple(episode for part in parts for episode in part.episodes)
        if len({_key(episode) for episode in episodes}) == len(episodes):
            rows.append(Standing(agent, agent, tuple(run for part in parts for run in part.runs), episodes))
        else:
            rows.extend(parts)
    return sorted(rows, key=_place)


def _place(row: Standing) -> tuple[int, float]:
    mean = row.rate.mean
    return {CEILING: 0, FLOOR: 2}.get(row.agent, 1), 1.0 if math.isnan(mean) else -mean


def _key(episode: Episode) -> tuple[str, str, str, int, int]:
    return episode.task, episode.version, episode.split, episode.seed, episode.repeat


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """Two agents on the episodes that both were scored on, paired by task, seed and repeat.

    Attributes:
        both: how many episodes both solved.
        first: how many only the first agent solved.
        second: how many only the second one solved.
        neither: how many none solved.
        difference: of the success rates, first minus second; tasks and seeds are resampled, their repeats together.
    """

    both: int
    first: int
    second: int
    neither: int
    difference: Estimate

    @property
    def pairs(self) -> int:
        """How many episodes were paired."""
        return self.both + self.first + self.second + self.neither

    @property
    def p(self) -> float:
        """Of McNemar's exact test, see `digienv.leaderboard.statistics.mcnemar`."""
        return mcnemar(self.first, self.second)


def compare(first: Iterable[Episode], second: Iterable[Episode]) -> Comparison:
    """Compare the episodes of one agent with those of another."""
    others = {_key(episode): episode.success for episode in second if episode.success is not None}
    pairs = {
        key: (bool(episode.success), others[key])
        for episode in first
        if episode.success is not None and (key := _key(episode)) in others
    }
    clusters: dict[Any, list[float]] = defaultdict(list)
    for (*instance, _), (one, other) in pairs.items():
        clusters[tuple(instance)].append(float(one) - float(other))
    counts = Counter(pairs.values())
    return Comparison(
        both=counts[True, True],
        first=counts[True, False],
        second=counts[False, True],
        neither=counts[False, False],
        difference=bootstrap_mean(clusters.values()),
    )
