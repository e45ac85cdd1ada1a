"""Episodes as they are played: scored, recorded, and played anew if the infrastructure fails.

Functions:
    `play_episode`: lets an agent play.
    `random_agent`, `scripted_agent`: the floor and the ceiling for every other agent.

Classes:
    `EpisodeRecorder`: scores an episode that something else plays.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

from digienv.core.actions import Action
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.core.trace import TraceWriter
from digienv.leaderboard.results import Episode

__all__ = ["ATTEMPTS", "Agent", "EpisodeRecorder", "play_episode", "random_agent", "scripted_agent"]

ATTEMPTS = 3
"""How often an episode is begun before it counts as failed."""

Agent = Callable[[AsyncEnv, int], AsyncGenerator[str | Action, None]]
"""Yields the actions of an episode, of which it is given the environment and the seed."""


async def random_agent(env: AsyncEnv, seed: int) -> AsyncGenerator[str | Action, None]:
    """Samples the action space."""
    env.action_space.seed(seed)
    while True:
        yield env.action_space.sample()


async def scripted_agent(env: AsyncEnv, seed: int) -> AsyncGenerator[str | Action, None]:
    """Plays the task's scripted solution."""
    async for action in env.solve():
        yield action


class EpisodeRecorder:
    """Scores one episode, and writes its trace unless `episode` names none.

    Args:
        folder: of the run.
        episode: what is known beforehand.

    Attributes:
        episode: what came of it so far.
        ended: whether it is over.
    """

    def __init__(self, folder: Path, episode: Episode) -> None:
        self.episode = episode
        self.ended = False
        self._trace = TraceWriter(folder / episode.trace) if episode.trace else None
        self._began = time.monotonic()

    def reset(self, observation: dict[str, Any], info: dict[str, Any]) -> None:
        """Take in what `reset` returned."""
        self._change(task=info["task"], goal=info["goal"])
        if self._trace:
            self._trace.reset(observation, info)

    def step(
        self,
        action: str | Action,
        observation: dict[str, Any],
        reward: float,
        terminated: bool,
        truncated: bool,
        info: dict[str, Any],
        *,
        thought: str = "",
    ) -> None:
        """Take in an action, the thought that led to it, and what `step` returned."""
        if self._trace:
            self._trace.step(action, observation, reward, terminated, truncated, info, thought=thought)
        self._change(steps=self.episode.steps + 1)
        if "failure" in info:
            self.fail(info["failure"])
        else:
            self._change(reward=self.episode.reward + reward)
            if terminated or truncated:
                self.end(info["success"])

    def end(self, success: bool, note: str = "") -> None:
        """The episode is over; `note` says why if the agent gave up."""
        self._finish(success=success, note=note)

    def fail(self, failure: str) -> None:
        """The infrastructure broke: the episode is no result."""
        self._finish(success=None, reward=0.0, failure=failure)

    def close(self) -> None:
        """Close the trace, also that of an episode which was not played to its end."""
        if self._trace:
            self._trace.close()

    def _change(self, **changes: Any) -> None:
        self.episode = dataclasses.replace(self.episode, **changes)

    def _finish(self, **changes: Any) -> None:
        sha256 = self._trace.sha256 if self._trace else ""
        self._change(seconds=time.monotonic() - self._began, sha256=sha256, **changes)
        self.ended = True
        self.close()


async def play_episode(
    env: AsyncEnv, agent: Agent, episode: Episode, folder: Path, *, on_step: Callable[[], None] = lambda: None
) -> Episode:
    """Let an agent play an episode, anew if the infrastructure fails.

    Args:
        env: is left between two episodes.
        agent: acts until the episode ends, or gives up.
        episode: its task, the agent's name, the seed, and where its trace is to lie, if it is to be recorded; a further
            attempt has a trace of its own.
        folder: of the run.
        on_step: called after every step.
    """
    for attempt in range(1, ATTEMPTS + 1):
        again = f"-attempt-{attempt}" if episode.trace and attempt > 1 else ""
        with contextlib.closing(
            EpisodeRecorder(folder, dataclasses.replace(episode, trace=episode.trace + again))
        ) as recorder:
            try:
                recorder.reset(*await env.reset(seed=episode.seed))
                await _act(env, agent, recorder, on_step)
            except SurfaceFailure as error:
                recorder.fail(str(error))
        if recorder.episode.success is not None:
            break
    return recorder.episode


async def _act(env: AsyncEnv, agent: Agent, recorder: EpisodeRecorder, on_step: Callable[[], None]) -> None:
    note = "the agent stopped before the episode ended"
    try:
        async with contextlib.aclosing(agent(env, recorder.episode.seed)) as actions:
            async for action in actions:
                recorder.step(action, *await env.step(action))
                on_step()
                if recorder.ended:
                    return
    except SurfaceFailure:
        raise
    except DigienvError as error:
        note = f"the agent gave up: {error}"
    recorder.end(success=False, note=note)
