"""The environments of a run, and the seeds of their episodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gymnasium
import numpy as np

import digienv  # noqa: F401  (registers the ids)
from baselines.config import EnvConfig
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError
from digienv.core.pool import Pool
from digienv.judges.learned import LearnedJudge
from digienv.suites import make_async, make_pool
from digienv.wrappers import JudgedPool

__all__ = ["HELD_OUT", "demonstration_seeds", "held_out_seeds", "open_envs", "open_pool", "task_ids", "training_seeds"]

HELD_OUT = range(10_000)
"""Seeds of episodes that are only for evaluation; training and demonstrations draw theirs from beyond."""


def _arguments(config: EnvConfig) -> dict[str, Any]:
    try:
        spec = gymnasium.spec(config.id)
    except gymnasium.error.Error as error:
        raise DigienvError(f"{error} `digienv list` shows all ids.") from None
    return {**spec.kwargs, **config.options}


def open_pool(config: EnvConfig, num_envs: int | None = None) -> Pool:
    """The environments of a run as a pool."""
    judge = LearnedJudge(config.judge) if config.judge else None
    pool = make_pool(
        num_envs=num_envs or config.num_envs, backend=config.backend, processes=config.processes, **_arguments(config)
    )
    return JudgedPool(pool, judge) if judge else pool


def open_envs(config: EnvConfig, num_envs: int) -> list[AsyncEnv]:
    """Some environments in this process, for demonstrations."""
    return [make_async(**_arguments(config)) for _ in range(num_envs)]


def task_ids(config: EnvConfig) -> list[str]:
    """Ids of the tasks that an episode may be."""
    return [template.id for template in make_async(**_arguments(config)).templates]


def held_out_seeds(episodes: int) -> list[int]:
    """Seeds of evaluation episodes, the same for all."""
    if episodes > len(HELD_OUT):
        raise DigienvError(f"there are {len(HELD_OUT):,} held-out seeds, not {episodes:,}")
    return list(HELD_OUT[:episodes])


def training_seeds(seed: int, *, skip: int = 0, process: int = 0) -> Iterator[int]:
    """Seeds of training episodes, without end, none of them held out.

    Args:
        seed: of the run.
        skip: leave out the first so many, which were played before.
        process: of several processes, each has its own.
    """
    random = np.random.default_rng([seed, process])
    number = 0
    while True:
        drawn = int(random.integers(HELD_OUT.stop, 2**31))
        number += 1
        if number > skip:
            yield drawn


def demonstration_seeds(tasks: list[str], episodes: int, *, seed: int) -> list[tuple[str, int]]:
    """(task id, seed) of demonstrations, so many of each task."""
    random = np.random.default_rng([seed, 2**20])
    return [(task, int(random.integers(HELD_OUT.stop, 2**31))) for task in tasks for _ in range(episodes)]
