"""Runs: what they write down, that they can be interrupted, and that they go on where they were."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
import torch
import yaml
from safetensors.torch import load_file
from typer.testing import CliRunner

from baselines.cli import app
from baselines.config import Config, load_config
from baselines.environments import open_pool
from baselines.evaluation import Evaluation
from baselines.logs import RunLog
from baselines.policies.vlm import VLMPolicy
from baselines.ppo import PPO
from baselines.training import CHECKPOINT, train_bc, train_ppo
from digienv.core.errors import DigienvError, MissingDependency
from digienv.core.pool import Pool
from digienv.judges.features import NAMES
from digienv.judges.learned import save
from digienv.judges.training import Labelled, train

ENV = "digienv/cards.numberline-v0"
SMALL = [
    "policy.tiny={width: 64, layers: 2, vision_layers: 2}",
    "policy.max_new_tokens=24",
    "policy.lora=0",
    "env.num_envs=4",
    "bc.episodes=10",
    "bc.epochs=2",
    "ppo.turns_per_update=24",
    "ppo.minibatch=12",
    "ppo.epochs=1",
    "ppo.lockstep=true",
    "ppo.checkpoint_every=1",
    "eval.episodes=4",
]


def small(*overrides: str) -> Config:
    return load_config(None, env=ENV, overrides=[*SMALL, *overrides])


def weights(folder: Path) -> dict[str, torch.Tensor]:
    files = [file for file in (folder / CHECKPOINT).glob("*.safetensors") if file.name != "trainer.safetensors"]
    return {name: tensor for file in files for name, tensor in load_file(file).items()}


@pytest.mark.slow
@pytest.mark.parametrize("lora", [0, 4])
def test_the_next_update_after_a_resume_is_equal_to_the_bit(tmp_path: Path, lora: int) -> None:
    warm, straight, stopped = tmp_path / "warm", tmp_path / "straight", tmp_path / "stopped"
    train_bc(small(), warm)
    settings = [f"policy.model={warm / CHECKPOINT}", f"policy.lora={lora}", "ppo.anneal=false", "ppo.kl=0.1"]
    train_ppo(small(*settings, "ppo.turns=48"), straight)
    train_ppo(small(*settings, "ppo.turns=24"), stopped)
    middle = weights(stopped)
    train_ppo(small(*settings, "ppo.turns=48"), stopped, going_on=True)
    ours, theirs = weights(stopped), weights(straight)
    assert ours.keys() == theirs.keys()
    for name, tensor in ours.items():
        assert torch.equal(tensor, theirs[name]), name
    assert any(not torch.equal(tensor, middle[name]) for name, tensor in ours.items())
    rows = [json.loads(line) for line in (stopped / "metrics.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == [24, 48]
    for name in (
        "success",
        "return",
        "invalid",
        "entropy",
        "approx_kl",
        "clip_fraction",
        "explained_variance",
        "grad_norm",
    ):
        assert name in rows[0]
    assert rows[0]["ratio_first_minibatch"] < 1e-4
    assert "evaluation" in rows[-1]


def test_every_task_has_its_own_figure(tmp_path: Path) -> None:
    settings = [*SMALL, "ppo.turns=120", "ppo.checkpoint_every=100"]
    train_ppo(load_config(None, env="digienv/cards-v0", overrides=settings), tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    named = {name for row in rows for name in row if name.startswith("success.")}
    games = ("blackjack", "ezpoints", "numberline", "points24")
    assert named == {f"success.cards.{game}" for game in games}


@pytest.mark.slow
def test_an_interrupt_saves(tmp_path: Path) -> None:
    command = ["-m", "baselines", "train", "ppo", "--env", ENV, "--out", str(tmp_path / "run"), *SMALL]
    run = subprocess.Popen(
        [sys.executable, *command, "ppo.turns=1000000", "ppo.checkpoint_every=1000"],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    metrics = tmp_path / "run" / "metrics.jsonl"
    deadline = time.monotonic() + 120
    while not (metrics.exists() and metrics.read_text().count("\n") >= 2):
        assert run.poll() is None, run.stdout.read() if run.stdout else ""
        assert time.monotonic() < deadline
        time.sleep(0.2)
    run.send_signal(signal.SIGINT)
    output, _ = run.communicate(timeout=120)
    assert run.returncode == 0, output
    assert "checkpoint:" in output
    steps = len(metrics.read_text().splitlines())
    progress = json.loads((tmp_path / "run" / CHECKPOINT / "progress.json").read_text())
    assert progress["turns"] == 24 * steps
    assert not os.path.exists(tmp_path / "run" / (CHECKPOINT + ".new"))


def test_a_run_that_fails_closes_its_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*arguments: Any) -> None:
        raise RuntimeError("broken")

    pool = open_pool(small().env)
    closing = Mock(wraps=pool.close)
    monkeypatch.setattr(pool, "close", closing)
    monkeypatch.setattr("baselines.training.open_pool", lambda config: pool)
    monkeypatch.setattr(PPO, "update", breaks)
    with pytest.raises(RuntimeError, match="broken"):
        train_ppo(small(), tmp_path)
    closing.assert_called_once()


@pytest.mark.slow
def test_a_run_that_is_told_to_stop_ends_with_an_evaluation_and_a_checkpoint(tmp_path: Path) -> None:
    evaluated, heard = [], []

    def evaluate(turns: int, policy: VLMPolicy, pool: Pool, episodes: int) -> Evaluation:
        evaluated.append((turns, episodes))
        return Evaluation({"task": [True]}, [1.0])

    train_ppo(
        small("ppo.turns=1000000", "ppo.evaluate_every=1", "ppo.evaluate_episodes=2"),
        tmp_path,
        stop=lambda: len(evaluated) == 1,
        evaluate=evaluate,
        listener=lambda doing, step, total, metrics: heard.append((doing, step, total, metrics["evaluation"])),
    )
    assert evaluated == [(24, 2), (48, 4)]
    assert heard == [("PPO", 24, 1000000, 1.0), ("PPO", 48, 1000000, 1.0)]
    assert json.loads((tmp_path / CHECKPOINT / "progress.json").read_text())["turns"] == 48


def test_settings(tmp_path: Path) -> None:
    config = load_config(None, env=ENV, overrides=["ppo.epochs=7", "policy.tiny.width=96"])
    assert (config.env.id, config.ppo.epochs, config.policy.tiny["width"]) == (ENV, 7, 96)
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump({"env": {"id": ENV}, "ppo": {"clip": 0.3}}))
    assert load_config(str(file)).ppo.clip == 0.3
    bad: list[tuple[str, str]] = [
        ("ppo.epoch=7", "ppo.epoch: Extra inputs"),
        ("ppo.epochs=0", "greater than or equal to 1"),
        ("ppo.epochs", "no setting"),
        ("ppo.clip.low=1", "clip"),
        ("ppo={ratio: turn, thought_weight: 0.5}", "thought_weight applies"),
    ]
    for override, message in bad:
        with pytest.raises(DigienvError, match=message):
            load_config(str(file), overrides=[override])
    with pytest.raises(DigienvError, match="no configuration"):
        load_config("nothing")


def test_metrics_survive_new_columns(tmp_path: Path) -> None:
    with RunLog(tmp_path, "test", 3, ("a",)) as log:
        log.write(1, {"a": 0.5})
        log.write(2, {"a": 0.25, "b": 1.0})
        log.write(3, {"a": 0.125})
    with (tmp_path / "metrics.csv").open() as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    assert [row["a"] for row in rows] == ["0.5", "0.25", "0.125"]
    assert [row["b"] for row in rows] == ["", "1.0", ""]
    with pytest.raises(MissingDependency, match="pip install trackio"):
        RunLog(tmp_path, "test", 3, (), writers=["trackio"])


def test_the_command_line_explains_itself(tmp_path: Path) -> None:
    runner = CliRunner()
    assert "train" in runner.invoke(app, ["--help"]).output
    for arguments, message in (
        (["train", "ppo"], "which environment"),
        (["eval"], "which policy"),
        (["eval", "--model", str(tmp_path)], "no checkpoint"),
        (["train", "ppo", "--env", ENV, "--resume"], "--out"),
        (["train", "bc", "--env", "digienv/nothing-v0", "--out", str(tmp_path / "run")], "digienv list"),
        (["train", "bc", "--env", ENV, "--log", "paper"], "tensorboard"),
    ):
        result = runner.invoke(app, arguments)
        assert isinstance(result.exception, DigienvError), (arguments, result.output)
        assert message in str(result.exception)


@pytest.mark.slow
def test_train_evaluate_and_enjoy_from_the_command_line(tmp_path: Path) -> None:
    runner = CliRunner()
    result = runner.invoke(app, ["train", "bc", "--env", ENV, "--out", str(tmp_path / "run"), *SMALL])
    assert result.exit_code == 0, result.output
    model = str(tmp_path / "run" / CHECKPOINT)
    result = runner.invoke(app, ["eval", "--model", model, "--episodes", "8"])
    assert result.exit_code == 0, result.output
    assert "cards.numberline" in result.output
    result = runner.invoke(app, ["enjoy", "--model", model, "--episodes", "1"])
    assert result.exit_code == 0, result.output
    assert "→" in result.output
    assert "success" in result.output


@pytest.mark.slow
def test_a_learned_judge_gives_the_reward_and_the_oracle_stands_beside_it(tmp_path: Path) -> None:
    values = np.random.default_rng(0).random((200, len(NAMES)), dtype=np.float32)
    episodes = [Labelled("x", "somebody", value, n % 2 == 0) for n, value in enumerate(values)]
    save(tmp_path / "judge", train(episodes), ["x"])
    config = load_config(
        None,
        env="digienv/miniwob.click-test-v0",
        overrides=[
            *SMALL,
            "env.options={channels: [screenshot, goal, elements, axtree, url], actions: [click_mark]}",
            f"env.judge={tmp_path / 'judge'}",
            "ppo.turns=48",
        ],
    )
    train_ppo(config, tmp_path / "run")
    with (tmp_path / "run" / "metrics.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2
    for row in rows:
        assert 0.0 <= float(row["judge_agreement"]) <= 1.0
        assert float(row["return"]) % 1  # the judge's probabilities, where the oracle gives whole numbers
    with pytest.raises(DigienvError, match="no judge in"):
        open_pool(config.env.model_copy(update={"judge": str(tmp_path)}))
