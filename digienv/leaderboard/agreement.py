"""How far a judge agrees with the oracle, on episodes that were recorded with it.

Classes:
    `Case`: one episode, and what the oracle and the judge said of it.
    `Agreement`: many of them, as numbers.

Functions:
    `judge_traces`: has recorded episodes judged, several at once; each verdict is on disk at once.
"""

from __future__ import annotations

import asyncio
import dataclasses
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from digienv.core.actions import Answer, Stop, parse_action
from digienv.core.errors import ActionError, DigienvError
from digienv.core.trace import FILE_NAME, Trace, read_trace
from digienv.judges.judge import Judge, Trajectory, Verdict
from digienv.leaderboard.journal import Journal, read_journal
from digienv.leaderboard.results import wilson_interval
from digienv.models.chat import BudgetSpent, ModelFailure, Usage

__all__ = ["Agreement", "Case", "by", "find_traces", "judge_traces", "read_cases"]

RESAMPLES = 2000
"""Of the bootstrap."""


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """An episode that was judged.

    Attributes:
        trace: its folder.
        task: e.g. ``shop.checkout``.
        ending: ``answered``, ``stopped``, ``out of steps``, or ``ended`` by the task itself.
        oracle: whether it succeeded.
        verdict: the judge's; None if it gave none.
        failure: why it gave none.
    """

    trace: str
    task: str
    ending: str
    oracle: bool
    verdict: Verdict | None = None
    failure: str = ""

    @property
    def suite(self) -> str:
        """Of its task."""
        return self.task.partition(".")[0]

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Case:
        """What `dataclasses.asdict` made of one; raises KeyError, TypeError or ValueError if it did not make this."""
        verdict = record["verdict"]
        if verdict is not None:
            verdict = Verdict(**{**verdict, "usage": Usage(**verdict["usage"])})
        return cls(**{**record, "verdict": verdict})


class Agreement:
    """Verdicts beside oracles. Positive is what the judge holds to be a success. Intervals are of 95 %.

    Args:
        cases: those without a verdict count as `failures` alone.

    Attributes:
        counts: (true positives, false positives, false negatives, true negatives).
        failures: how many got no verdict.
        usage: what the verdicts took.
    """

    def __init__(self, cases: Iterable[Case]) -> None:
        every = list(cases)
        judged = [(case.oracle, case.verdict) for case in every if case.verdict is not None]
        pairs = [(oracle, verdict.success) for oracle, verdict in judged]
        self.counts = tuple(pairs.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False)))
        self.failures = len(every) - len(judged)
        self.usage = sum((verdict.usage for _, verdict in judged), Usage())

    @property
    def judged(self) -> int:
        """How many got a verdict."""
        return sum(self.counts)

    @property
    def accuracy(self) -> tuple[float, float, float]:
        """Share of right verdicts, with Wilson's interval."""
        return _share(self.counts[0] + self.counts[3], self.judged)

    @property
    def precision(self) -> tuple[float, float, float]:
        """Share of those judged a success that are one, with Wilson's interval."""
        return _share(self.counts[0], self.counts[0] + self.counts[1])

    @property
    def recall(self) -> tuple[float, float, float]:
        """Share of the successes that are judged one, with Wilson's interval."""
        return _share(self.counts[0], self.counts[0] + self.counts[2])

    @property
    def f1(self) -> tuple[float, float, float]:
        """Harmonic mean of precision and recall, with a bootstrapped interval."""
        return self._bootstrapped(_f1)

    @property
    def kappa(self) -> tuple[float, float, float]:
        """Cohen's kappa: agreement beyond chance (Cohen 1960), with a bootstrapped interval."""
        return self._bootstrapped(_kappa)

    @property
    def dollars_per_1000(self) -> float:
        """What a thousand verdicts cost at the prices that were told; NaN without verdicts."""
        return 1000 * self.usage.dollars / self.judged if self.judged else math.nan

    def _bootstrapped(self, statistic: Callable[[np.ndarray], np.ndarray]) -> tuple[float, float, float]:
        if not self.judged:
            return math.nan, math.nan, math.nan
        counts = np.array([self.counts], float)
        drawn = np.random.default_rng(0).multinomial(self.judged, counts[0] / self.judged, RESAMPLES).astype(float)
        low, high = np.nanquantile(statistic(drawn), [0.025, 0.975])
        return float(statistic(counts)[0]), float(low), float(high)


def _share(part: int, whole: int) -> tuple[float, float, float]:
    return (part / whole if whole else math.nan, *wilson_interval(part, whole))


def _f1(counts: np.ndarray) -> np.ndarray:
    right, wrong, missed, _ = counts.T
    whole = 2 * right + wrong + missed
    return np.where(whole > 0, 2 * right / np.maximum(whole, 1), 1.0)


def _kappa(counts: np.ndarray) -> np.ndarray:
    right, wrong, missed, rejected = counts.T
    whole = counts.sum(1)
    observed = (right + rejected) / whole
    chance = ((right + wrong) * (right + missed) + (missed + rejected) * (wrong + rejected)) / whole**2
    return np.where(chance < 1, (observed - chance) / np.maximum(1 - chance, 1e-12), 1.0)


def by(cases: Iterable[Case], key: Callable[[Case], str]) -> Mapping[str, Agreement]:
    """Agreement in groups, by name."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return {name: Agreement(groups[name]) for name in sorted(groups)}


def find_traces(folder: str | Path) -> tuple[list[Trace], list[str]]:
    """Recorded episodes below a folder that can be judged, and why others cannot.

    Raises:
        DigienvError: if there are none at all.
    """
    good, left = [], []
    files = sorted(Path(folder).rglob(FILE_NAME))
    if not files:
        raise DigienvError(f"no traces in {folder}; record some, e.g. with: digienv demo")
    for file in files:
        try:
            trace = read_trace(file.parent)
            if not trace.complete or "failure" in trace.steps[-1].info:
                raise DigienvError("it did not come to an end")
            Trajectory.of(trace)
        except DigienvError as error:
            left.append(f"{file.parent}: {error}")
        else:
            good.append(trace)
    return good, left


async def judge_traces(
    judge: Judge,
    traces: Iterable[Trace],
    file: Path,
    *,
    concurrency: int = 8,
    on_case: Callable[[Case], None] = lambda case: None,
) -> list[Case]:
    """Have episodes judged that are not yet in a file of cases, and add them to it.

    What a spent budget leaves unjudged is not written, so that a further run takes it up; other failures are written,
    and judged anew by a further run.

    Args:
        judge: is asked.
        traces: the episodes.
        file: JSON lines, one `Case` each; is made if it does not exist.
        concurrency: how many are judged at the same time.
        on_case: is told of each.

    Returns:
        All cases of `traces`, in their order, without those that the budget left.
    """
    journal = Journal(file)
    kept = {case.trace: case for case in _latest(journal, file) if case.verdict is not None}
    slots = asyncio.Semaphore(concurrency)
    spent = asyncio.Event()

    async def one(trace: Trace) -> Case | None:
        if (case := kept.get(str(trace.folder))) is None:
            async with slots:
                if spent.is_set():
                    return None
                case = _case(trace)
                try:
                    case = dataclasses.replace(case, verdict=await judge.judge(Trajectory.of(trace)))
                except BudgetSpent:
                    spent.set()
                    return None
                except ModelFailure as failure:
                    case = dataclasses.replace(case, failure=str(failure))
                journal.add(dataclasses.asdict(case))
        on_case(case)
        return case

    return [case for case in await asyncio.gather(*map(one, traces)) if case is not None]


def read_cases(file: Path) -> list[Case]:
    """Cases of a file, the latest of each trace; a last line that a crash cut short is left out.

    Raises:
        DigienvError: if another line is damaged.
    """
    return _latest(read_journal(file), file)


def _latest(records: Iterable[dict[str, Any]], file: Path) -> list[Case]:
    cases: dict[str, Case] = {}
    for number, record in enumerate(records, 1):
        try:
            case = Case.from_record(record)
        except (ValueError, KeyError, TypeError) as error:
            raise DigienvError(f"line {number} of {file} is damaged: {error}") from error
        cases[case.trace] = case
    return list(cases.values())


def _case(trace: Trace) -> Case:
    last = trace.steps[-1]
    try:
        final = parse_action(last.action or "")
    except ActionError:
        final = None
    ending = (
        "answered"
        if isinstance(final, Answer)
        else "stopped"
        if isinstance(final, Stop)
        else "out of steps"
        if last.truncated
        else "ended"
    )
    return Case(str(trace.folder), str(last.info["task"]), ending, bool(last.info["success"]))
