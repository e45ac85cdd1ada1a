"""The demo: a random and a scripted agent play MiniWoB++ tasks in parallel pages.

Every episode is recorded; `digienv.leaderboard.report` makes a page of them.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import dataclasses
import datetime
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path

from digienv.core import loop
from digienv.core.actions import Action
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.core.trace import TraceWriter
from digienv.leaderboard.results import FILE_NAME, Episode, Results
from digienv.machine import browser_version, describe_machine, describe_versions, usable_cores
from digienv.suites.miniwob import make_async

__all__ = ["AGENTS", "TASKS", "Demo"]

TASKS = (
    "book-flight",
    "click-checkboxes",
    "click-color",
    "click-menu",
    "click-shape",
    "click-tab-2",
    "count-shape",
    "drag-box",
    "drag-items",
    "email-inbox-forward-nl",
    "enter-date",
    "find-greatest",
    "form-sequence",
    "grid-coordinate",
    "identify-shape",
    "login-user",
    "navigate-tree",
    "search-engine",
    "social-media",
    "use-spinner",
)
"""What is played: clicks, text, forms, dragging, menus, mail; much of it drawn rather than written."""

ATTEMPTS = 3
"""How often an episode is begun before it counts as failed."""

EPISODES_AT_A_TIME = 5
"""Episodes of one task that a page plays in a row, so that a run that is cut short has seen every task."""

TIME_LIMIT = 105.0
"""Seconds after which no further episode begins."""

Agent = Callable[[AsyncEnv, int], AsyncGenerator[str | Action, None]]


async def _random_agent(env: AsyncEnv, seed: int) -> AsyncGenerator[str | Action, None]:
    env.action_space.seed(seed)
    while True:
        yield env.action_space.sample()


async def _scripted_agent(env: AsyncEnv, seed: int) -> AsyncGenerator[str | Action, None]:
    async for action in env.solve():
        yield action


AGENTS: dict[str, Agent] = {"random": _random_agent, "scripted": _scripted_agent}


@dataclasses.dataclass(frozen=True, slots=True)
class _Job:
    """Some episodes of a task, played by each agent in the same page."""

    task: str
    seeds: range


class Demo:
    """A run of the demo.

    Args:
        folder: for traces and results; is created, and must not hold results yet.
        tasks: names of MiniWoB++ pages.
        episodes: that each agent plays of each task.
        seed: of the first episode of every task; the ones after it follow by ones.
        time_limit: seconds after which no further episode begins.

    Attributes:
        episodes: what was played so far; grows while `play` runs on another thread.
        steps: how many steps were taken so far.
        planned: how many episodes there are to be.
        pages: how many are open at a time.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        tasks: Sequence[str] = TASKS,
        episodes: int = 10,
        seed: int = 0,
        time_limit: float = TIME_LIMIT,
    ) -> None:
        self.folder = Path(folder)
        if (self.folder / FILE_NAME).exists():
            raise DigienvError(f"{self.folder} holds a run already; name another folder with --out")
        self.tasks = tuple(tasks)
        self.episodes: list[Episode] = []
        self.steps = 0
        self.planned = len(AGENTS) * len(self.tasks) * episodes
        self.seconds = 0.0
        self._seeds = range(seed, seed + episodes)
        self._time_limit = time_limit
        self._stopped = ""
        self._browser = ""
        self._started = datetime.datetime.now().astimezone()
        starts = range(seed, seed + episodes, EPISODES_AT_A_TIME)
        self._jobs = collections.deque(
            _Job(task, range(start, min(start + EPISODES_AT_A_TIME, seed + episodes)))
            for start in starts
            for task in self.tasks
        )
        self.pages = max(1, min(2 * usable_cores(), 16, len(self._jobs)))

    def play(self) -> None:
        """Play all episodes; an interrupt ends it and is raised on, what was played is kept in `episodes`."""
        self._clock = time.monotonic()
        try:
            loop.run(self._drive_pages())
        except KeyboardInterrupt:
            self._stopped = "interrupted"
            raise
        finally:
            self.seconds = time.monotonic() - self._clock

    def results(self) -> Results:
        """What was played so far."""
        return Results(
            title="Random and scripted agents on MiniWoB++",
            command=f"digienv demo --tasks {len(self.tasks)} --episodes {len(self._seeds)} --seed {self._seeds.start}",
            started=self._started.isoformat(timespec="seconds"),
            seconds=self.seconds,
            planned=self.planned,
            stopped=self._stopped,
            machine=describe_machine() | {"pages": str(self.pages)},
            versions=describe_versions() | {"browser": self._browser},
            episodes=tuple(self.episodes),
        )

    async def _drive_pages(self) -> None:
        self._browser = await browser_version()
        pages = [asyncio.create_task(self._drive_page()) for _ in range(self.pages)]
        try:
            await asyncio.gather(*pages)
        finally:
            for page in pages:
                page.cancel()
            await asyncio.gather(*pages, return_exceptions=True)

    async def _drive_page(self) -> None:
        while self._jobs:
            job = self._jobs.popleft()
            env = make_async(job.task)
            try:
                for seed in job.seeds:
                    for agent in AGENTS:
                        if time.monotonic() - self._clock > self._time_limit:
                            self._stopped = f"stopped after {self._time_limit:.0f} seconds"
                            return
                        self.episodes.append(await self._play_episode(env, job.task, agent, seed))
            finally:
                await env.close()

    async def _play_episode(self, env: AsyncEnv, task: str, agent: str, seed: int) -> Episode:
        """Play an episode, anew if the infrastructure fails."""
        for attempt in range(1, ATTEMPTS + 1):
            trace = f"traces/{task}/{agent}-{seed}" + (f"-attempt-{attempt}" if attempt > 1 else "")
            episode = await self._attempt(env, Episode(env.templates[0].id, agent, seed, trace=trace))
            if episode.success is not None:
                break
        return episode

    async def _attempt(self, env: AsyncEnv, episode: Episode) -> Episode:
        began = time.monotonic()
        with contextlib.closing(TraceWriter(self.folder / episode.trace)) as trace:
            try:
                observation, info = await env.reset(seed=episode.seed)
                trace.reset(observation, info)
                episode = await self._act(env, dataclasses.replace(episode, goal=info["goal"]), trace)
            except SurfaceFailure as error:
                episode = dataclasses.replace(episode, success=None, failure=str(error))
        return dataclasses.replace(episode, seconds=time.monotonic() - began)

    async def _act(self, env: AsyncEnv, episode: Episode, trace: TraceWriter) -> Episode:
        """Let the agent act until the episode ends."""
        steps, total = 0, 0.0
        note = "the agent stopped before the episode ended"
        try:
            async with contextlib.aclosing(AGENTS[episode.agent](env, episode.seed)) as actions:
                async for action in actions:
                    observation, reward, terminated, truncated, info = await env.step(action)
                    trace.step(action, observation, reward, terminated, truncated, info)
                    steps += 1
                    self.steps += 1
                    if "failure" in info:
                        return dataclasses.replace(episode, steps=steps, failure=info["failure"])
                    total += reward
                    if terminated or truncated:
                        return dataclasses.replace(episode, steps=steps, reward=total, success=info["success"])
        except SurfaceFailure:
            raise
        except DigienvError as error:
            note = f"the agent gave up: {error}"
        return dataclasses.replace(episode, steps=steps, reward=total, success=False, note=note)
