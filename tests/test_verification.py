"""Verification refuses what was tampered with, is incomplete, or mixes versions."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

import pytest

from digienv import cli
from digienv.core.errors import DigienvError
from digienv.core.trace import trace_digest
from digienv.leaderboard.agents import Agent, Move, Start
from digienv.leaderboard.verification import replay, verify
from tests.test_evaluation import Playing

Record = dict[str, Any]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("played") / "run"
    Playing()(folder, tasks=("a", "b"), episodes=3, repeats=2).play()
    return folder


@pytest.fixture
def run(played: Path, tmp_path: Path) -> Path:
    """A run of 24 episodes, to be tampered with."""
    return Path(shutil.copytree(played, tmp_path / "run"))


def change(run: Path, how: Callable[[Record], Any]) -> None:
    record = json.loads((run / "results.json").read_text())
    how(record)
    (run / "results.json").write_text(json.dumps(record))


def change_trace(run: Path, trace: str, old: str, new: str) -> None:
    file = run / trace / "trace.jsonl"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def first(record: Record) -> Record:
    """A failure of the random agent."""
    return next(e for e in record["episodes"] if e["agent"] == "random" and not e["success"])


def trace_of(run: Path) -> str:
    return str(first(json.loads((run / "results.json").read_text()))["trace"])


def refused(run: Path, *others: Path) -> str:
    _, problems = verify([run, *others])
    return "\n".join(f"{problem.where}: {problem.what}" for problem in problems)


def test_what_was_played_is_verified(run: Path) -> None:
    assert verify([run]) == (24, [])


def test_an_agent_that_stopped_early_is_verified(tmp_path: Path) -> None:
    class Early(Agent):
        name = "early"

        async def play(self, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
            yield Move("click(9, 9)")

    Playing()(tmp_path, agents=(Early(),)).play()
    assert verify([tmp_path]) == (1, [])
    change(tmp_path, lambda r: r["episodes"][0].update(note=""))
    assert "does not come to an end" in refused(tmp_path)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (lambda r: first(r).update(success=True), r"random, fake\.\w, seed \d, repeat \d: success is True, and False"),
        (lambda r: first(r).update(reward=1.0), "reward is 1.0, and 0.0 by its trace"),
        (lambda r: first(r).update(steps=1), "steps is 1, and 4"),
        (lambda r: first(r).update(goal="Be kind."), "goal is"),
        (lambda r: first(r).update(seed=99), "seed is 99"),
        (lambda r: first(r).update(task="fake.c"), "task is"),
        (lambda r: first(r).update(trace=""), "was not recorded"),
        (lambda r: first(r).update(trace="traces/nowhere"), "cannot be read"),
        (lambda r: first(r).update(trace="../run/" + first(r)["trace"]), "outside the run"),
        (lambda r: first(r).update(trace="/etc"), "outside the run"),
        (lambda r: first(r).update(trace=r["episodes"][-1]["trace"]), "names the same trace"),
        (lambda r: first(r).update(sha256="0" * 64), "hash is another one"),
        (lambda r: first(r).update(success=None, failure="it crashed"), "1 episodes failed and have no result"),
        (lambda r: r["episodes"].remove(first(r)), "23 episodes are there, 24 were planned"),
        (lambda r: (r["episodes"].remove(first(r)), r.update(planned=23)), "random has not played 1 episodes"),
        (lambda r: r["episodes"].append(first(r)), "random has 1 episodes more than once"),
        (
            lambda r: r.update(
                episodes=[e for e in r["episodes"] if (e["task"], e["seed"]) != ("fake.a", 0)], planned=20
            ),
            "not every task was played with the same seeds",
        ),
        (lambda r: r.update(stopped="interrupted"), "ended early: interrupted"),
        (lambda r: r["versions"].update(digienv="9.9"), r"played with digienv 0\.1\.0, the run with 9\.9"),
    ],
)
def test_changed_results_are_refused(run: Path, how: Callable[[Record], Any], why: str) -> None:
    change(run, how)
    assert re.search(why, refused(run))


def test_changed_traces_are_refused(run: Path) -> None:
    trace = trace_of(run)
    change_trace(run, trace, '"success": false', '"success": true')
    assert "hash is another one" in refused(run)
    assert "success is False, and True" in refused(run)


def test_a_changed_or_missing_screenshot_is_refused(run: Path) -> None:
    picture = run / trace_of(run) / "0001.png"
    content = picture.read_bytes()
    picture.write_bytes(content[:-1] + b"x")
    assert "hash is another one" in refused(run)
    picture.unlink()
    assert "0001.png cannot be read" in refused(run)


def test_a_trace_that_was_cut_short_is_refused_even_with_its_new_hash(run: Path) -> None:
    trace = trace_of(run)
    file = run / trace / "trace.jsonl"
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    change(run, lambda r: first(r).update(sha256=trace_digest(run / trace), steps=3))
    assert "does not come to an end" in refused(run)


def test_mixed_versions_are_refused(run: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(run, tmp_path / "other"))
    assert refused(run, other) == ""
    change(other, lambda r: r["versions"].update(python="2.7"))
    assert refused(run, other) == ""
    change(other, lambda r: r["versions"].update(numpy="1.0"))
    assert "versions of numpy are mixed" in refused(run, other)


def test_a_forged_run_is_found_by_playing_it_again(run: Path) -> None:
    trace = trace_of(run)
    change_trace(run, trace, '"success": false', '"success": true')
    change(run, lambda r: first(r).update(sha256=trace_digest(run / trace), success=True))
    assert verify([run]) == (24, [])
    played: list[int] = []
    problems = replay(run, 99, make=Playing().make, on_episode=lambda: played.append(1))
    assert len(played) == 24
    (problem,) = problems
    assert problem.what == "success is True, and False when its actions are played again"


def test_on_the_command_line(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.verify([run], 0)
    assert "24 episodes follow from their traces" in capsys.readouterr().out
    change(run, lambda r: first(r).update(success=True))
    with pytest.raises(DigienvError, match="refused: 1 problems"):
        cli.verify([run], 0)
    with pytest.raises(DigienvError, match="no results"):
        cli.verify([run / "traces"], 0)
