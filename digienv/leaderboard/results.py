"""Results: what every episode of a run came to, kept as `results.json` beside the traces.

Classes:
    `Episode`: one episode of one agent on one task.
    `Rate`: a success rate with its 95 % Wilson interval.
    `Curve`: how an agent got better, a `Point` an evaluation.
    `Results`: a whole run, read and written as JSON.

Example:
    >>> Rate(successes=9, episodes=10).interval
    (0.5958..., 0.9821...)
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from digienv.core.errors import DigienvError
from digienv.models.chat import Usage

__all__ = ["FILE_NAME", "Curve", "Episode", "Point", "Rate", "Results", "rate", "wilson_interval"]

FILE_NAME = "results.json"
FORMAT = 2
Z_95 = 1.959963984540054


@dataclasses.dataclass(frozen=True, slots=True)
class Episode:
    """One episode of one agent on one task.

    Attributes:
        task: the template's id, e.g. ``miniwob.click-test``.
        agent: who acted.
        seed: of the episode; equal seeds give equal episodes.
        repeat: which of several episodes of that seed this is, from 0.
        version: of the task, e.g. ``v0``.
        split: of the task's instances, which the episode was drawn from: ``train`` or ``test``; empty for all of them.
        difficulty: of the task: ``easy``, ``medium`` or ``hard``; empty where nobody said.
        goal: what was to be done.
        steps: how many actions were taken.
        seconds: from the reset to the end.
        env_seconds: of these, how long the environment took.
        agent_seconds: of these, how long the agent took.
        attempts: how often it was begun until the infrastructure held.
        trial: which of the agent's trials this is, e.g. after reflection; the last one is what counts.
        usage: what the agent's model took, over all trials.
        reward: the sum of its rewards; 0 where it failed.
        success: whether the goal was reached; None if the infrastructure failed, which is no result.
        failure: how the infrastructure failed; empty if it did not.
        note: why the agent itself gave up, if it did.
        trace: folder of the trace, relative to the results; empty if it was not recorded.
        sha256: of the trace, see `digienv.core.trace.trace_digest`; empty if it was not recorded.
    """

    task: str
    agent: str
    seed: int
    _: dataclasses.KW_ONLY
    repeat: int = 0
    version: str = "v0"
    split: str = ""
    difficulty: str = ""
    goal: str = ""
    steps: int = 0
    seconds: float = 0.0
    env_seconds: float = 0.0
    agent_seconds: float = 0.0
    attempts: int = 1
    trial: int = 1
    usage: Usage = dataclasses.field(default_factory=Usage)
    reward: float = 0.0
    success: bool | None = None
    failure: str = ""
    note: str = ""
    trace: str = ""
    sha256: str = ""

    @property
    def suite(self) -> str:
        """Of its task."""
        return self.task.partition(".")[0]

    def trace_in(self, folder: Path) -> Path:
        """Where its trace lies, in the folder of its run.

        Raises:
            DigienvError: if that is not inside; what a file says may be anything.
        """
        named = PurePosixPath(self.trace)
        place = folder / named
        if named.is_absolute() or ".." in named.parts or not place.resolve().is_relative_to(folder.resolve()):
            raise DigienvError("its trace lies outside the run")
        return place

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Episode:
        """What `dataclasses.asdict` made of one; raises TypeError or ValueError if it did not make this."""
        return cls(**{**record, "usage": Usage(**record["usage"])})


def wilson_interval(successes: int, episodes: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of a proportion; (0, 1) where there are no episodes.

    Reference: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    if not 0 <= successes <= episodes:
        raise DigienvError(f"{successes} successes of {episodes} episodes cannot be")
    if episodes == 0:
        return 0.0, 1.0
    share = successes / episodes
    scale = 1 + z**2 / episodes
    centre = (share + z**2 / (2 * episodes)) / scale
    reach = z / scale * math.sqrt(share * (1 - share) / episodes + z**2 / (4 * episodes**2))
    return max(0.0, centre - reach), min(1.0, centre + reach)


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """A success rate.

    Attributes:
        successes: how many episodes reached the goal.
        episodes: how many were scored; failures of the infrastructure are not.
        failures: how many could not be scored.
    """

    successes: int
    episodes: int
    failures: int = 0

    @property
    def mean(self) -> float:
        """Share of successes in [0, 1]; NaN where nothing was scored."""
        return self.successes / self.episodes if self.episodes else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of `mean`."""
        return wilson_interval(self.successes, self.episodes)


def rate(episodes: Iterable[Episode]) -> Rate:
    """The success rate over some episodes."""
    outcomes = [episode.success for episode in episodes]
    return Rate(outcomes.count(True), outcomes.count(True) + outcomes.count(False), outcomes.count(None))


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """An evaluation on the way: after `step` steps of training, `successes` of `episodes` reached the goal."""

    step: int
    successes: int
    episodes: int


@dataclasses.dataclass(frozen=True, slots=True)
class Curve:
    """Success on held-out episodes while an agent learned.

    Attributes:
        title: what was learned.
        tasks: what it was evaluated on.
        unit: what a step of training is, in the plural, e.g. ``"turns of PPO"``.
        before: the agent as it was before.
        after: the agent as it was afterwards.
        references: agents that did not learn, to be compared with.
        points: in the order of their steps.
    """

    title: str
    tasks: tuple[str, ...]
    unit: str
    before: str
    after: str
    references: tuple[str, ...]
    points: tuple[Point, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """A run: its episodes and the circumstances in which they were played.

    Attributes:
        title: what the run was.
        command: the command that makes it again.
        started: date and time, ISO 8601 with the offset to UTC.
        seconds: that playing took.
        planned: how many episodes there were to be.
        stopped: why it ended before all were played; empty if it did not.
        machine: what it ran on, names to values.
        versions: of the software, names to values.
        episodes: what was played.
        curves: of the agents that learned.
        setups: what is known of the agents beside their names, by name: names to values.
    """

    title: str
    command: str
    started: str
    seconds: float
    planned: int
    stopped: str
    machine: dict[str, str]
    versions: dict[str, str]
    episodes: tuple[Episode, ...]
    curves: tuple[Curve, ...] = ()
    setups: dict[str, dict[str, str]] = dataclasses.field(default_factory=dict)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks, by name."""
        return tuple(sorted({episode.task for episode in self.episodes}))

    @property
    def agents(self) -> tuple[str, ...]:
        """The agents, in the order of their first episodes."""
        return tuple(dict.fromkeys(episode.agent for episode in self.episodes))

    @property
    def steps(self) -> int:
        """All steps of all episodes."""
        return sum(episode.steps for episode in self.episodes)

    def rate(self, *, task: str | None = None, agent: str | None = None) -> Rate:
        """The success rate of an agent on a task; over all of those that are left out."""
        return rate(
            episode
            for episode in self.episodes
            if (task is None or episode.task == task) and (agent is None or episode.agent == agent)
        )

    def write(self, folder: str | Path) -> Path:
        """Write `results.json` into `folder` in one piece and return its path."""
        path = Path(folder) / FILE_NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".tmp")
        record = {"format": FORMAT, **dataclasses.asdict(self)}
        unfinished.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(path)
        return path

    @classmethod
    def read(cls, folder: str | Path) -> Results:
        """Read what `write` wrote.

        Raises:
            DigienvError: if there is none in `folder`, or it is damaged.
        """
        path = Path(folder) / FILE_NAME
        try:
            record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            version = record.pop("format")
            if version != FORMAT:
                raise DigienvError(f"{path} has format {version}, this digienv reads format {FORMAT}")
            episodes = tuple(Episode.from_record(episode) for episode in record.pop("episodes"))
            curves = tuple(_read_curve(curve) for curve in record.pop("curves", ()))
            return cls(**record, episodes=episodes, curves=curves)
        except FileNotFoundError:
            raise DigienvError(f"no results in {folder}; a run writes {FILE_NAME} into its folder") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DigienvError(f"{path} is damaged: {error}") from error


def _read_curve(record: dict[str, Any]) -> Curve:
    tasks, references = tuple(record.pop("tasks")), tuple(record.pop("references"))
    points = tuple(Point(**point) for point in record.pop("points"))
    return Curve(**record, tasks=tasks, references=references, points=points)
