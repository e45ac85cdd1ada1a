"""The CNN baseline: what it sees, what its numbers do, that failures teach nothing, and that it learns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from typer.testing import CliRunner

from baselines import sb3_cnn
from baselines.cli import app
from baselines.config import CNNConfig, Config, EnvConfig, load_config
from baselines.environments import HELD_OUT, held_out_seeds
from baselines.sb3_cnn import PoolVecEnv, action_texts, evaluate_cnn, open_pixels, train_cnn
from digienv.core.actions import Action, Answer, Click, Stop
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import ActionError, DigienvError, SurfaceFailure
from digienv.core.pool import LocalPool
from digienv.core.task import Outcome
from tests.core.fakes import CountTask, CountTemplate, FakeSurface

ENV = "digienv/cards.numberline-v0"
SMALL = ["env.num_envs=4", "cnn.timesteps=64", "cnn.n_steps=8", "cnn.batch_size=16", "cnn.image_size=36"]
COUNT, BREAK, WAIT = range(3)


class NumberedTemplate(CountTemplate):
    """Counts to 1, 2 or 3, by the seed; the count is the colour of the screen."""

    choices: tuple[str, ...] = ("click(1, 1)", "click(13, 1)", 'type("nothing")')


class Scripted:
    """Stands for a policy: the action is the one that the colour of the picture asks for."""

    def __init__(self, *actions: int) -> None:
        self.actions = actions
        self.seen: list[np.ndarray] = []

    def predict(self, picture: np.ndarray, deterministic: bool) -> tuple[int, None]:
        self.seen.append(picture)
        return self.actions[int(picture[0, 0, 0])], None


def counting(num_envs: int = 1, **options: Any) -> LocalPool:
    return LocalPool([AsyncEnv([NumberedTemplate()], FakeSurface(), **options) for _ in range(num_envs)])


def noting(pool: LocalPool, played: list[int]) -> LocalPool:
    """The pool, which from now on notes the seeds that it plays."""
    reset = pool.reset
    pool.reset = lambda index, *, seed, options=None: (played.append(seed), reset(index, seed=seed))[1]  # type: ignore[method-assign]
    return pool


def test_the_settings_of_the_policy_that_clicks_by_number_serve_the_cnn_too() -> None:
    settings = load_config("miniwob", overrides=["env.options.tasks=[click-test]", "env.num_envs=1"])
    assert settings.env.options["actions"] == ["click_mark"]
    pool = open_pixels(settings.env)
    clicks = action_texts(pool, settings.cnn)
    assert len(clicks) == len(set(clicks)) == 64
    pool.reset(0, seed=0)
    pool.recv()
    pool.send(0, clicks[0])
    assert "action_error" not in pool.recv().info
    pool.close()


def test_numbers_are_the_choices_or_clicks_on_a_grid() -> None:
    cards = open_pixels(EnvConfig(id=ENV, num_envs=1))
    assert action_texts(cards, CNNConfig()) == ('type("+")', 'type("-")')
    assert list(cards.observation_space) == ["screenshot"]
    page = open_pixels(EnvConfig(id="digienv/miniwob.click-test-v0", num_envs=1))
    grid = CNNConfig(grid=(2, 2), grid_top=50)
    assert action_texts(page, grid) == ("click(40, 90)", "click(120, 90)", "click(40, 170)", "click(120, 170)")
    with pytest.raises(ActionError, match="click is not among"):
        action_texts(LocalPool([AsyncEnv([CountTemplate()], FakeSurface(), actions=["type"])]), CNNConfig())


def test_every_environment_gets_its_own_action_and_the_next_episode_begins_in_the_same_step() -> None:
    envs = PoolVecEnv(counting(2), CNNConfig(image_size=36), iter((2, 0, 1, 1)))
    first = envs.reset()
    assert first.shape == (2, 3, 36, 36)
    assert first.dtype == np.uint8
    second, rewards, dones, infos = envs.step(np.array([COUNT, WAIT]))
    assert (second[:, 0, 0, 0] == (1, 0)).all()
    assert (first == 0).all()
    assert not dones.any()
    third, rewards, dones, infos = envs.step(np.array([COUNT, COUNT]))
    assert (third[:, 0, 0, 0] == (2, 0)).all()
    assert rewards.tolist() == [0, 1]
    assert dones.tolist() == [False, True]
    assert (infos[1]["terminal_observation"] == 1).all()
    assert infos[1]["is_success"]
    assert not infos[1]["TimeLimit.truncated"]
    assert (infos[1]["episode"]["r"], infos[1]["episode"]["l"]) == (1, 2)
    dones = envs.step(np.array([COUNT, COUNT]))[2]
    assert dones.tolist() == [True, False]
    envs.close()


def test_failures_and_the_limit_of_steps_are_bootstrapped() -> None:
    envs = PoolVecEnv(counting(2, max_steps=2), CNNConfig(image_size=36), iter(range(2, 100)))
    envs.reset()
    _, rewards, dones, infos = envs.step(np.array([BREAK, WAIT]))
    assert rewards.tolist() == [0, 0]
    assert dones.tolist() == [True, False]
    assert infos[0]["TimeLimit.truncated"]
    assert "is_success" not in infos[0]
    _, _, dones, infos = envs.step(np.array([WAIT, WAIT]))
    assert dones.tolist() == [False, True]
    assert infos[1]["TimeLimit.truncated"]
    assert infos[1]["is_success"] is False
    envs.close()


def test_evaluation_plays_the_held_out_seeds_and_what_failed_again() -> None:
    played: list[int] = []
    pool = noting(counting(3, max_steps=2), played)
    config = Config(env=EnvConfig(id=ENV), cnn=CNNConfig(image_size=36))
    watched: list[None] = []
    found = evaluate_cnn(Scripted(COUNT, COUNT), config, pool, episodes=9, watch=lambda: watched.append(None))  # type: ignore[arg-type]
    assert sorted(played) == held_out_seeds(9)
    assert sorted(found.successes["fake.count"]) == [False] * 3 + [True] * 6
    assert sorted(found.returns) == [0.0] * 3 + [1.0] * 6
    assert (found.turns, found.invalid, len(watched)) == (3 * (1 + 2 + 2), 0, 9)
    with pytest.raises(SurfaceFailure, match="failed 4 times"):
        evaluate_cnn(Scripted(BREAK), config, pool, episodes=9)  # type: ignore[arg-type]
    played.clear()
    breaks = iter([BREAK])
    once = Scripted(COUNT, COUNT)
    once.predict = lambda picture, deterministic: (next(breaks, COUNT), None)  # type: ignore[method-assign,assignment]
    found = evaluate_cnn(once, config, noting(counting(3), played), episodes=9)  # type: ignore[arg-type]
    assert len(played) == 10
    assert len(found.returns) == 9
    assert found.success == 1


def test_train_and_evaluate_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained: list[int] = []
    seeds = sb3_cnn.training_seeds

    def noted(seed: int) -> Iterator[int]:
        for one in seeds(seed):
            trained.append(one)
            yield one

    monkeypatch.setattr(sb3_cnn, "training_seeds", noted)
    runner = CliRunner()
    for name in ("run", "again"):
        arguments = ["train", "cnn", "--env", ENV, "--out", str(tmp_path / name), *SMALL, "eval.episodes=12"]
        result = runner.invoke(app, arguments)
        assert result.exit_code == 0, result.output
    assert len(trained) > 8
    assert not set(trained) & set(HELD_OUT)
    ours, theirs = (load_file(tmp_path / name / "cnn.safetensors") for name in ("run", "again"))
    assert all(torch.equal(tensor, theirs[name]) for name, tensor in ours.items())
    assert load_config(str(tmp_path / "run" / "config.yaml")).cnn.timesteps == 64
    rows = (tmp_path / "run" / "metrics.csv").read_text().splitlines()
    assert len(rows) == 1 + 2 + 1
    assert {"success_rate", "ep_rew_mean", "approx_kl", "fps", "evaluation"} <= set(rows[0].split(","))
    row = next(line for line in result.output.splitlines() if line.startswith("cards.numberline"))
    assert row.split()[1] == "12"

    run = str(tmp_path / "run")
    result = runner.invoke(app, ["eval", "--model", run])
    assert result.exit_code == 0, result.output
    assert row in result.output
    result = runner.invoke(app, ["eval", "--model", run, "--env", "digienv/cards.ezpoints-v0"])
    assert isinstance(result.exception, DigienvError)
    assert "number of actions" in str(result.exception)


def test_pages_are_clicked(tmp_path: Path) -> None:
    config = load_config(
        None,
        env="digienv/miniwob.click-test-v0",
        overrides=[*SMALL, "env.num_envs=2", "cnn.timesteps=16", "cnn.grid=[1, 1]", "cnn.grid_top=50"],
    )
    found = train_cnn(config.model_copy(update={"eval": config.eval.model_copy(update={"episodes": 3})}), tmp_path)
    assert list(found.successes) == ["miniwob.click-test"]
    assert len(found.returns) == 3
    assert found.invalid == 0


# -------------------------------------------------------------------- learning


class Lamp(FakeSurface):
    """White or black, by the seed of the episode that opens it."""

    channels = ("screenshot",)
    clicked = 0

    async def open(self, world: Any) -> None:
        self.white = bool(world)

    async def act(self, action: Action) -> None:
        assert isinstance(action, Click)
        self.clicked = action.x

    async def observe(self, channels: Any) -> dict[str, Any]:
        return {"screenshot": np.full((self.height, self.width, 3), 255 * self.white, np.uint8)}


class LampTask(CountTask):
    """Click x = 1 if it is white, x = 0 if it is black; there is one click."""

    max_steps = 1

    async def evaluate(self, surface: Any, final: Answer | Stop | None) -> Outcome:
        right = surface.clicked == surface.white
        return Outcome(float(right), True, float(right), "")


class LampTemplate(CountTemplate):
    choices: tuple[str, ...] = ("click(0, 0)", "click(1, 0)")

    def draw(self, seed: int) -> CountTask:
        task = LampTask(self.id, 1, False)
        task.world = seed % 2  # type: ignore[assignment]
        return task


@pytest.mark.parametrize("learning_rate", [1e-3, 0.0])
def test_it_learns_from_what_it_sees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, learning_rate: float) -> None:
    """The control, with a learning rate of 0, must not learn."""
    monkeypatch.setattr(
        sb3_cnn, "open_pool", lambda config: LocalPool([AsyncEnv([LampTemplate()], Lamp()) for _ in range(8)])
    )
    config = Config(
        env=EnvConfig(id=ENV),
        cnn=CNNConfig(timesteps=1536, n_steps=16, batch_size=64, learning_rate=learning_rate, image_size=36),
    )
    found = train_cnn(config, tmp_path)
    assert found.success == 1 if learning_rate else found.success == 0.5
