"""Watching a policy act: its screen in a local web page, its thoughts on the terminal."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from baselines.config import Config
from baselines.environments import open_pool
from baselines.policies.vlm import VLMPolicy
from baselines.rollouts import Rollouts, Turn
from digienv.core.actions import action_points
from digienv.core.pool import Reply
from digienv.core.viewer import Viewer

__all__ = ["watch"]

SECONDS_A_TURN = 1.0
"""For which each screen can be looked at."""


def watch(policy: VLMPolicy, config: Config, *, seeds: Sequence[int], console: Console) -> None:
    """Play some episodes, slowly enough for a person."""
    viewer = Viewer()
    pool = open_pool(config.env, num_envs=1)
    total = 0.0

    def show(answer: Reply, turn: Turn | None) -> None:
        nonlocal total
        info = answer.info
        ended = answer.terminated or answer.truncated
        total = total + answer.reward if turn else 0.0
        if turn is None:
            console.print(Text(f"\n{info['task']} (seed {info['seed']}): {info['goal']}", style="bold"))
        else:
            console.print(
                Text.assemble((turn.thought or "(no thought)", "italic"), " → ", (turn.action or turn.text, "cyan"))
            )
        if ended:
            console.print(Text("success", "green") if info.get("success") else Text("no success", "red"))
        viewer.show(
            answer.observation["screenshot"],
            task=info["task"],
            goal=info["goal"],
            seed=info["seed"],
            steps=info["steps"],
            action=turn.action if turn else "",
            points=action_points(turn.action) if turn else [],
            error=info.get("action_error", ""),
            reward=answer.reward,
            total=total,
            status=("success" if info.get("success") else "failure") if ended else "playing",
            message=turn.thought if turn else "",
        )
        time.sleep(SECONDS_A_TURN)

    try:
        rollouts = Rollouts(
            pool,
            policy,
            seeds=iter(seeds),
            greedy=config.eval.greedy,
            watch=show,
        )
        for _ in rollouts.collect():
            pass
    finally:
        pool.close()
        viewer.close()
