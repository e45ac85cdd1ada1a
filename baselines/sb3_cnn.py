"""The classic row of the tables: stable-baselines3's PPO with a CNN that sees the screenshot and nothing else."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gymnasium import spaces
from PIL import Image
from rich.console import Console
from safetensors.torch import load_model, save_model
from stable_baselines3 import PPO
from stable_baselines3.common.logger import KVWriter, Logger
from stable_baselines3.common.policies import ActorCriticCnnPolicy, ActorCriticPolicy
from stable_baselines3.common.vec_env import VecEnv

from baselines.config import CNNConfig, Config, EnvConfig
from baselines.environments import held_out_seeds, open_pool, training_seeds
from baselines.evaluation import RETRIES, Evaluation
from baselines.logs import RunLog
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.core.pool import Pool, Reply
from digienv.wrappers import click_grid

__all__ = ["PoolVecEnv", "action_texts", "evaluate_cnn", "is_cnn", "load_cnn", "open_pixels", "train_cnn"]

WEIGHTS = "cnn.safetensors"
SHOWN = (
    "success_rate",
    "ep_rew_mean",
    "ep_len_mean",
    "entropy_loss",
    "approx_kl",
    "explained_variance",
    "fps",
    "evaluation",
)


def train_cnn(
    config: Config, folder: Path, *, console: Console | None = None, writers: Sequence[str] = ()
) -> Evaluation:
    """Train, and evaluate on held-out episodes; `folder` then holds the weights, the settings and the metrics.

    Metrics are named as stable-baselines3 names them; ``evaluation``, in the last row, is the held-out success.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(config.to_yaml(), encoding="utf-8")
    cnn = config.cnn
    pool = open_pixels(config.env)
    try:
        envs = PoolVecEnv(pool, cnn, training_seeds(config.seed))
        model = PPO(
            "CnnPolicy",
            envs,
            n_steps=cnn.n_steps,
            batch_size=cnn.batch_size,
            n_epochs=cnn.n_epochs,
            learning_rate=cnn.learning_rate,
            gamma=cnn.gamma,
            ent_coef=cnn.ent_coef,
            seed=config.seed,
        )
        settings = config.model_dump()
        log = RunLog(folder, "CNN", cnn.timesteps, SHOWN, console=console, writers=writers, settings=settings)
        with log:
            model.set_logger(Logger(None, [_LogWriter(log)]))
            model.learn(cnn.timesteps)
            save_model(model.policy, str(folder / WEIGHTS))
            found = evaluate_cnn(model.policy, config, pool)
            model.logger.record("evaluation", found.success)
            model.logger.dump(model.num_timesteps)
    finally:
        pool.close()
    return found


def is_cnn(folder: Path) -> bool:
    """Whether `train_cnn` has written weights there."""
    return (folder / WEIGHTS).is_file()


def load_cnn(folder: Path, config: Config, pool: Pool) -> ActorCriticPolicy:
    """The policy that `train_cnn` has written to `folder`.

    Raises:
        DigienvError: if `pool` or ``config.cnn`` ask for another size of pictures or number of actions than its own.
    """
    pixels, actions = _spaces(config.cnn, action_texts(pool, config.cnn))
    policy = ActorCriticCnnPolicy(pixels, actions, lr_schedule=lambda progress: 0.0)
    try:
        load_model(policy, folder / WEIGHTS)
    except RuntimeError:
        raise DigienvError(
            f"the CNN in {folder} has another cnn.image_size or number of actions; "
            "evaluate it with the environment and the cnn settings that it was trained with"
        ) from None
    return policy


def open_pixels(config: EnvConfig) -> Pool:
    """The environments of a run, observed by screenshot alone; where the settings name the actions, it is by clicks
    that they are acted on.
    """
    options = {**config.options, "channels": ["screenshot"]}
    if "actions" in options:
        options["actions"] = ["click"]
    return open_pool(config.model_copy(update={"options": options}))


def action_texts(pool: Pool, config: CNNConfig) -> tuple[str, ...]:
    """What each number of the CNN's action does: the environment's choices, or clicks on a grid if it names none."""
    space = pool.action_space
    if space.choices:
        return space.choices
    grid = click_grid(pool, *config.grid, top=config.grid_top)
    return tuple(str(space.parse(text)) for text in grid)


def evaluate_cnn(
    policy: ActorCriticPolicy,
    config: Config,
    pool: Pool,
    *,
    episodes: int | None = None,
    watch: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Play held-out episodes, the same that `baselines.training.evaluate_policy` plays.

    Args:
        policy: acts.
        config: settings of the run.
        pool: environments, of `open_pixels`.
        episodes: in place of ``config.eval.episodes``.
        watch: called after every episode.

    Raises:
        SurfaceFailure: if an episode failed four times.
    """
    actions = action_texts(pool, config.cnn)
    seeds = deque(held_out_seeds(episodes or config.eval.episodes))
    found, invalid = Evaluation(), 0
    failures: Counter[int] = Counter()
    playing: dict[int, _Episode] = {}

    def begin(index: int) -> None:
        if seeds:
            playing[index] = _Episode(seeds.popleft())
            pool.reset(index, seed=playing[index].seed)

    for index in range(pool.num_envs):
        begin(index)
    while playing:
        reply = pool.recv()
        episode = playing[reply.index]
        if "failure" in reply.info:
            failures[episode.seed] += 1
            if failures[episode.seed] > RETRIES:
                raise SurfaceFailure(f"episode {episode.seed} failed {RETRIES + 1} times: {reply.info['failure']}")
            seeds.append(episode.seed)
        else:
            episode.reward += reply.reward
            episode.invalid += "action_error" in reply.info
            if not (reply.terminated or reply.truncated):
                seen = _picture(reply, config.cnn.image_size)
                action, _ = policy.predict(seen, deterministic=config.eval.greedy)
                pool.send(reply.index, actions[int(action)])
                continue
            found.successes.setdefault(reply.info["task"], []).append(bool(reply.info.get("success", False)))
            found.returns.append(episode.reward)
            found.turns += reply.info["steps"]
            invalid += episode.invalid
            watch()
        del playing[reply.index]
        begin(reply.index)
    found.invalid = invalid / max(1, found.turns)
    return found


class PoolVecEnv(VecEnv):
    """A pool as the vector environment that stable-baselines3 trains in.

    All pages are driven at the same time, and one whose episode has ended is reset while others still load.
    Observations are screenshots, uint8 (num_envs, 3, image_size, image_size), scaled by the mean over areas; actions
    are numbers of `action_texts`. A step that failed has a reward of 0 instead of NaN and truncates its episode, whose
    rest is thus taken from the critic.

    Args:
        pool: the environments.
        config: size of the pictures, and the click grid.
        seeds: of the episodes, one after the other; there must be enough.
    """

    render_mode: str | None = None

    def __init__(self, pool: Pool, config: CNNConfig, seeds: Iterator[int]) -> None:
        self.pool = pool
        self.actions = action_texts(pool, config)
        """The text of each action."""
        pixels, actions = _spaces(config, self.actions)
        super().__init__(pool.num_envs, pixels, actions)
        self._seeds_to_play = seeds
        self._image_size = config.image_size
        self._seen = np.zeros((pool.num_envs, *pixels.shape), np.uint8)
        self._episodes: list[_Episode] = []

    def reset(self) -> np.ndarray:
        """Begin an episode in every environment."""
        self._episodes = [self._begin(index) for index in range(self.num_envs)]
        for _ in range(self.num_envs):
            self._see(self.pool.recv())
        return self._seen.copy()

    def step_async(self, actions: np.ndarray) -> None:
        """Begin a step in every environment."""
        for index, action in enumerate(actions):
            self.pool.send(index, self.actions[int(action)])

    def step_wait(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[dict[str, Any]]]:
        """What came of it; environments whose episodes have ended show the next one."""
        rewards = np.zeros(self.num_envs, np.float32)
        dones = np.zeros(self.num_envs, np.bool_)
        infos: list[dict[str, Any]] = [{} for _ in range(self.num_envs)]
        under_way = self.num_envs
        while under_way:
            reply = self.pool.recv()
            index = reply.index
            if dones[index]:  # the reset after the step
                self._see(reply)
                under_way -= 1
                continue
            failed = "failure" in reply.info
            rewards[index] = 0.0 if failed else reply.reward
            self._episodes[index].reward += float(rewards[index])
            self._see(reply)
            if reply.terminated or reply.truncated:
                dones[index] = True
                infos[index] = {
                    "terminal_observation": self._seen[index].copy(),
                    "TimeLimit.truncated": reply.truncated and not reply.terminated,
                }
                if not failed:
                    infos[index] |= self._summary(reply)
                self._episodes[index] = self._begin(index)
            else:
                under_way -= 1
        return self._seen.copy(), rewards, dones, infos

    def close(self) -> None:
        """Close the pool."""
        self.pool.close()

    def get_attr(self, attr_name: str, indices: Any = None) -> list[Any]:
        """An attribute of this vector environment, once for each environment."""
        return [getattr(self, attr_name) for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: Any, indices: Any = None) -> None:
        """Not supported: environments of a pool are only reset and stepped."""
        raise NotImplementedError("environments of a pool are only reset and stepped")

    def env_method(self, method_name: str, *method_args: Any, indices: Any = None, **method_kwargs: Any) -> list[Any]:
        """Not supported: environments of a pool are only reset and stepped."""
        raise NotImplementedError("environments of a pool are only reset and stepped")

    def env_is_wrapped(self, wrapper_class: Any, indices: Any = None) -> list[bool]:
        """Never."""
        return [False for _ in self._get_indices(indices)]

    def _begin(self, index: int) -> _Episode:
        episode = _Episode(next(self._seeds_to_play))
        self.pool.reset(index, seed=episode.seed)
        return episode

    def _see(self, reply: Reply) -> None:
        self._seen[reply.index] = _picture(reply, self._image_size)

    def _summary(self, reply: Reply) -> dict[str, Any]:
        """What stable-baselines3's `Monitor` says of an episode."""
        episode = self._episodes[reply.index]
        return {
            "is_success": bool(reply.info.get("success", False)),
            "episode": {"r": episode.reward, "l": reply.info["steps"], "t": time.time()},
        }


@dataclass(slots=True)
class _Episode:
    seed: int
    reward: float = 0.0
    invalid: int = 0


class _LogWriter(KVWriter):
    """stable-baselines3's metrics in the log of a run, without the sections that it puts before their names."""

    def __init__(self, log: RunLog) -> None:
        self._log = log

    def write(self, key_values: dict[str, Any], key_excluded: dict[str, tuple[str, ...]], step: int = 0) -> None:
        self._log.write(step, {name.rpartition("/")[2]: float(value) for name, value in key_values.items()})

    def close(self) -> None:
        """The log is closed by who opened it."""


def _spaces(config: CNNConfig, actions: Sequence[str]) -> tuple[spaces.Box, spaces.Discrete]:
    return spaces.Box(0, 255, (3, config.image_size, config.image_size), np.uint8), spaces.Discrete(len(actions))


def _picture(reply: Reply, size: int) -> np.ndarray:
    """uint8 (3, size, size)."""
    screenshot = Image.fromarray(reply.observation["screenshot"])
    return np.array(screenshot.resize((size, size), Image.Resampling.BOX)).transpose(2, 0, 1)
