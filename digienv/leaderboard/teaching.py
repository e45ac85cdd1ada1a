"""Runs as lessons for a judge, and what a judge that was taught by them is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from digienv.core.errors import DigienvError
from digienv.core.trace import read_trace
from digienv.judges.judge import Trajectory, Verdict
from digienv.judges.training import Labelled
from digienv.leaderboard.agreement import Agreement, Case, by
from digienv.leaderboard.results import Results
from digienv.models.chat import Usage

__all__ = ["agreements", "lessons", "majority"]


def lessons(folders: Iterable[str | Path]) -> list[Labelled]:
    """The scored episodes of some runs whose traces are whole.

    Raises:
        DigienvError: if there are none, or a trace does not have the channels that a learned judge looks at.
    """
    found = []
    for folder in map(Path, folders):
        for episode in Results.read(folder).episodes:
            if episode.success is None or not episode.trace:
                continue
            trace = read_trace(folder / episode.trace)
            if not trace.complete:
                continue
            if "elements" not in trace.steps[0].observation:
                raise DigienvError(
                    f"{folder} was recorded without the channel elements, which a learned judge looks at; record it "
                    "with: digienv evaluate --channel elements --channel axtree --channel url ..."
                )
            found.append(Labelled.of(Trajectory.of(trace), episode.task, episode.agent, success=episode.success))
    if not found:
        raise DigienvError("there is no whole trace in these runs")
    return found


def agreements(episodes: Sequence[Labelled], scores: np.ndarray) -> dict[str, Agreement]:
    """Agreement of some probabilities of success with the oracle: of all, by suite, and by suite and who played."""
    cases = [
        Case("", episode.template, episode.kind, episode.success, _verdict(float(score)))
        for episode, score in zip(episodes, scores, strict=True)
    ]
    return {
        "all": Agreement(cases),
        **by(cases, lambda case: case.suite),
        **by(cases, lambda case: f"{case.suite}, {case.ending}"),
    }


def majority(agreement: Agreement) -> float:
    """The accuracy of who always says what is more frequent."""
    right, wrong, missed, rejected = agreement.counts
    return max(right + missed, wrong + rejected) / agreement.judged


def _verdict(score: float) -> Verdict:
    return Verdict(score >= 0.5, score, "", "", Usage(), "learned", "")
