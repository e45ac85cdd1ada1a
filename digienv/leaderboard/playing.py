"""Episodes as they are played: scored, recorded, and played anew if the infrastructure fails.

Functions:
    `play_episode`: lets an agent play.

Classes:
    `EpisodeRecorder`: scores an episode that something else plays.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
import itertools
import logging
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from digienv import __version__
from digienv.core.actions import Action
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.core.trace import TraceWriter, read_trace
from digienv.judges.judge import Trajectory
from digienv.leaderboard.agents import Agent, Start
from digienv.leaderboard.results import Episode
from digienv.models.chat import BudgetSpent, ModelFailure, Usage

__all__ = ["ATTEMPTS", "EpisodeRecorder", "play_episode"]

_log = logging.getLogger(__name__)

ATTEMPTS = 3
"""How often an episode is begun before it counts as failed."""


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
            self._trace.reset(observation, info | {"digienv": __version__})

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

    def spend(self, usage: Usage) -> None:
        """Count what the agent's model took."""
        self._change(usage=self.episode.usage + usage)

    @contextlib.contextmanager
    def timing(self, field: str) -> Iterator[None]:
        """Add the time that passes to ``env_seconds`` or ``agent_seconds``."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._change(**{field: getattr(self.episode, field) + time.monotonic() - began})

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
    env: AsyncEnv,
    agent: Agent,
    episode: Episode,
    folder: Path,
    *,
    on_step: Callable[[], None] = lambda: None,
    time_limit: float = math.inf,
) -> Episode:
    """Let an agent play an episode, anew if the infrastructure fails.

    Args:
        env: is left between two episodes.
        agent: acts until the episode ends, or gives up.
        episode: its task, the agent's name, the seed, and where its trace is to lie, if it is to be recorded; where a
            trace lies there already, a number follows the name.
        folder: of the run.
        on_step: called after every step.
        time_limit: seconds that the agent may take for a trial; afterwards it has failed.

    Raises:
        BudgetSpent: if there is nothing left for the agent's models; the episode is no result.
    """
    for attempt in range(1, ATTEMPTS + 1):
        played = await _attempt(
            env, agent, dataclasses.replace(episode, attempts=attempt), folder, on_step=on_step, time_limit=time_limit
        )
        if played.success is not None:
            break
    return played


async def _attempt(
    env: AsyncEnv, agent: Agent, episode: Episode, folder: Path, *, on_step: Callable[[], None], time_limit: float
) -> Episode:
    lessons: tuple[str, ...] = ()
    usage = Usage()
    for trial in range(1, agent.trials + 1):
        begun = dataclasses.replace(episode, trial=trial, usage=usage, trace=_unused(folder, episode.trace))
        with contextlib.closing(EpisodeRecorder(folder, begun)) as recorder:
            try:
                await _play(env, agent, recorder, lessons, on_step, time_limit)
                played = recorder.episode
                if trial == agent.trials or not played.trace:
                    break
                reflection = await agent.reflect(Trajectory.of(read_trace(folder / played.trace)))
            except BudgetSpent:
                raise
            except (SurfaceFailure, ModelFailure) as failure:
                recorder.fail(str(failure))
                return recorder.episode
        usage = played.usage + reflection.usage
        if reflection.lesson is None:
            return dataclasses.replace(played, usage=usage)
        lessons += (reflection.lesson,)
    return played


async def _play(
    env: AsyncEnv,
    agent: Agent,
    recorder: EpisodeRecorder,
    lessons: tuple[str, ...],
    on_step: Callable[[], None],
    time_limit: float,
) -> None:
    with recorder.timing("env_seconds"):
        observation, info = await env.reset(seed=recorder.episode.seed)
    recorder.reset(observation, info)
    left = time_limit
    note = "the agent stopped before the episode ended"
    start = Start(observation, env.action_space, _agent_seed(recorder.episode), lessons)
    async with contextlib.aclosing(agent.enter(env, start)) as moves:
        answer: dict[str, Any] | None = None
        while not recorder.ended:
            began = time.monotonic()
            try:
                with recorder.timing("agent_seconds"):
                    async with asyncio.timeout(left if left < math.inf else None):
                        move = await moves.asend(answer)  # type: ignore[arg-type]
            except StopAsyncIteration:
                break
            except TimeoutError:
                note = f"the agent took more than its {time_limit:.0f} seconds"
                break
            except (SurfaceFailure, ModelFailure):
                raise
            except DigienvError as error:
                note = f"the agent gave up: {error}"
                break
            except Exception as error:
                _log.warning("the agent %s is at fault", agent.name, exc_info=True)
                raise ModelFailure(f"the agent is at fault: {type(error).__name__}: {error}") from error
            left -= time.monotonic() - began
            recorder.spend(move.usage)
            with recorder.timing("env_seconds"):
                # As a text, which cannot be a `MacroAction`: all agents play by the same limit of steps.
                answer, reward, terminated, truncated, info = await env.step(str(move.action))
            recorder.step(move.action, answer, reward, terminated, truncated, info, thought=move.thought)
            on_step()
    if not recorder.ended:
        recorder.end(success=False, note=note)


def _agent_seed(episode: Episode) -> int:
    """Equal for equal episodes, and without what tells the agent which one it is."""
    words = f"{episode.agent} {episode.task} {episode.seed} {episode.repeat}"
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4])


def _unused(folder: Path, trace: str) -> str:
    """The name, with a number behind it if there is such a trace already."""
    names = (trace if number == 1 else f"{trace}-{number}" for number in itertools.count(1))
    return next(name for name in names if not (trace and (folder / name).exists()))
