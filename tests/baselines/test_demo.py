"""The demo: everything is played and reported, time and interrupts end it, and nothing is claimed that was not played."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from baselines.cli import app
from baselines.demo import AGENTS, PARTS, Demo
from digienv.core.errors import DigienvError
from digienv.leaderboard.results import Episode, Point, Results

ROOT = Path(__file__).parents[2]
SMALL = [
    "policy.tiny={width: 64, layers: 2, vision_layers: 2}",
    "policy.max_new_tokens=16",
    "env.num_envs=2",
    "bc.episodes=1",
    "bc.epochs=1",
    "ppo.turns=16",
    "ppo.turns_per_update=8",
    "ppo.minibatch=8",
    "ppo.epochs=1",
    "ppo.evaluate_every=1",
    "ppo.evaluate_episodes=2",
    "eval.episodes=3",
]


def report_data(folder: Path) -> dict[str, Any]:
    text = (folder / "report.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.+?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.slow
def test_everyone_plays_the_same_held_out_episodes_and_the_report_has_it_all(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    ran = CliRunner().invoke(app, ["demo", "--out", str(folder), "--minutes", "60", *SMALL])
    assert ran.exit_code == 0, ran.output
    results = Results.read(folder)
    assert results.stopped == ""
    assert len(results.episodes) == results.planned == len(AGENTS) * len(PARTS) * 3
    assert results.agents == AGENTS
    assert [curve.title for curve in results.curves] == list(PARTS)
    for curve in results.curves:
        assert [(point.step, point.episodes) for point in curve.points] == [(0, 3), (8, 2), (16, 3)]
        played = {
            agent: {(e.task, e.seed) for e in results.episodes if e.agent == agent and e.task in curve.tasks}
            for agent in AGENTS
        }
        assert all(episodes == played["random"] for episodes in played.values()), played
        assert {seed for _, seed in played["random"]} == {0, 1, 2}
        ceiling = [e for e in results.episodes if e.agent == "ceiling" and e.task in curve.tasks]
        assert all(episode.success for episode in ceiling), ceiling
        last = curve.points[-1]
        trained = [e.success for e in results.episodes if e.agent == "after PPO" and e.task in curve.tasks]
        assert (last.successes, last.episodes) == (sum(map(bool, trained)), len(trained))
    data = report_data(folder)
    assert [len(curve["points"]) for curve in data["curves"]] == [3, 3]
    thoughtful = set()
    for number, row in enumerate(data["episodes"]):
        script = (folder / "report" / f"{number}.js").read_text()
        frames = json.loads(script.partition(",")[2].rpartition(")")[0])["frames"]
        assert frames
        if any("thought" in frame for frame in frames):
            thoughtful.add(data["agents"][row[0]]["agent"])
    assert thoughtful == {"warm start", "after PPO"}
    for part in ("numberline", "miniwob"):
        assert f"enjoy --model {folder / part / 'ppo' / 'checkpoint'}" in ran.output
    again = CliRunner().invoke(app, ["demo", "--out", str(folder)])
    assert isinstance(again.exception, DigienvError)
    assert "holds a run already" in str(again.exception)


@pytest.mark.slow
def test_an_interrupt_leaves_a_report_that_says_what_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    run = subprocess.Popen(
        [sys.executable, "-m", "baselines", "demo", "--out", str(folder), *SMALL, "bc.epochs=1000000"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        deadline = time.monotonic() + 200
        while not (folder / "numberline" / "warm-start" / "config.yaml").exists():
            assert run.poll() is None, run.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        output, _ = run.communicate(timeout=200)
    finally:
        run.kill()
    assert run.returncode == 130, output
    assert "Traceback" not in output
    results = Results.read(folder)
    assert results.agents == ("random", "ceiling")
    assert "interrupted during" in results.stopped
    assert "on MiniWoB++ nothing was played after PPO" in results.stopped
    assert "Interrupted during" in output
    data = report_data(folder)
    assert data["curves"] == []
    assert {data["agents"][row[0]]["agent"] for row in data["episodes"]} == {"random", "ceiling"}


def make_demo(tmp_path: Path, minutes: float = 10.0) -> Demo:
    demo = Demo(tmp_path, seed=0, minutes=minutes, settings=SMALL)
    for part in demo.parts:
        part.evaluation_seconds = 20.0
    return demo


def test_the_time_is_shared_and_a_part_leaves_some_for_its_evaluation(tmp_path: Path, monkeypatch: Any) -> None:
    now = [0.0]
    monkeypatch.setattr(Demo, "seconds", property(lambda demo: now[0]))
    demo = make_demo(tmp_path)
    stop = demo._deadline(demo.parts[0], 2)
    now[0] = 200.0  # half of 600 s less 30 s for the evaluation is 270 s; an update of 200 s more would not fit
    assert stop()
    now[0] = 0.0
    stop = demo._deadline(demo.parts[0], 2)
    for now[0] in (50.0, 100.0, 150.0, 200.0):
        assert not stop()
    now[0] = 230.0
    assert stop()
    stop = demo._deadline(demo.parts[1], 1)
    for now[0] in (300.0, 400.0, 450.0):
        assert not stop()
    now[0] = 480.0
    assert stop()


def test_what_was_cut_short_is_said(tmp_path: Path) -> None:
    demo = make_demo(tmp_path)
    numberline, miniwob = demo.parts
    numberline.points += [Point(0, 1, 3), Point(8, 2, 3)]
    miniwob.points += [Point(0, 1, 3), Point(16, 2, 3)]
    numberline.episodes["after PPO"] = {0: Episode("cards.numberline", "after PPO", 0, success=True)}
    assert demo.results().stopped == "on NumberLine, after PPO means after 8 of 16 turns"
