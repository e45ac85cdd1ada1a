"""How fast environments run on this machine."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import time
from collections.abc import Callable

import numpy as np

from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.machine import tree_memory

__all__ = ["Measurement", "measure"]

RESETS = 10
"""Resets of each environment that are timed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Measurement:
    """What some environments in one process did together.

    Attributes:
        envs: how many there were.
        steps_per_second: of all of them.
        step_p50: median duration of a step in milliseconds, screenshot included.
        step_p90: its 90th percentile.
        reset_p50: median duration of a reset in milliseconds, after the first.
        memory: of this process and its browser in bytes (proportional set size); None where it cannot be told.
    """

    envs: int
    steps_per_second: float
    step_p50: float
    step_p90: float
    reset_p50: float
    memory: int | None


def measure(
    make: Callable[[], AsyncEnv],
    *,
    envs: int,
    seconds: float,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Measurement:
    """Drive `envs` environments at the same time with random actions.

    Args:
        make: makes an environment.
        envs: how many.
        seconds: for which they are stepped.
        on_progress: told the share that is done, in [0, 1], from another thread.
    """
    return loop.run(_measure([make() for _ in range(envs)], seconds, on_progress))


async def _measure(envs: list[AsyncEnv], seconds: float, on_progress: Callable[[float], None]) -> Measurement:
    try:
        for seed, env in enumerate(envs):
            env.action_space.seed(seed)
            await env.reset(seed=seed)
        resets = [ms for each in await asyncio.gather(*(_resets(env) for env in envs)) for ms in each]
        began = time.perf_counter()
        taken = await asyncio.gather(*(_steps(env, began, seconds, on_progress) for env in envs))
        elapsed = time.perf_counter() - began
        steps = [ms for each in taken for ms in each]
        memory = await asyncio.to_thread(tree_memory, os.getpid())
    finally:
        await asyncio.gather(*(env.close() for env in envs))
    p50, p90 = np.percentile(steps, (50, 90))
    return Measurement(len(envs), len(steps) / elapsed, float(p50), float(p90), float(np.median(resets)), memory)


async def _resets(env: AsyncEnv) -> list[float]:
    """Durations in milliseconds."""
    took = []
    for seed in range(RESETS):
        began = time.perf_counter()
        await env.reset(seed=seed)
        took.append(1000 * (time.perf_counter() - began))
    return took


async def _steps(env: AsyncEnv, began: float, seconds: float, on_progress: Callable[[float], None]) -> list[float]:
    """Durations in milliseconds; episodes that end are begun anew, which is not counted."""
    took = []
    while (now := time.perf_counter()) < began + seconds:
        _, _, terminated, truncated, _ = await env.step(env.action_space.sample())
        took.append(1000 * (time.perf_counter() - now))
        on_progress((time.perf_counter() - began) / seconds)
        if terminated or truncated:
            await env.reset(seed=len(took))
    return took
