"""Advantages and returns of turns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["gae"]


def gae(
    rewards: Sequence[float], values: Sequence[float], last_value: float, *, gamma: float, lam: float
) -> tuple[np.ndarray, np.ndarray]:
    """Generalised advantage estimation over the turns of one trajectory.

    Schulman et al. 2016, arXiv 1506.02438, equations 11, 12 and 16: delta_t = r_t + gamma V_{t+1} - V_t, and
    A_t = delta_t + gamma lambda A_{t+1}.

    Args:
        rewards: of the turns.
        values: of the states before the turns.
        last_value: of the state after the last turn: 0 if the episode terminated there, else what the critic says,
            since a truncated episode would have gone on.
        gamma: discount of a turn, in [0, 1].
        lam: lambda, in [0, 1].

    Returns:
        Advantages and returns (advantage + value), float64, an entry for each turn.
    """
    following = np.append(np.asarray(values, float)[1:], last_value)
    deltas = np.asarray(rewards, float) + gamma * following - values
    advantages = np.zeros(len(deltas))
    running = 0.0
    for turn in reversed(range(len(deltas))):
        running = deltas[turn] + gamma * lam * running
        advantages[turn] = running
    return advantages, advantages + values
