"""A look at a suite without a model: a random and a scripted agent play MiniWoB++ tasks in parallel pages.

Every episode is recorded; `digienv.leaderboard.report` makes a page of them.
"""

from __future__ import annotations

import asyncio
import collections
import dataclasses
import datetime
import time
from collections.abc import Sequence
from pathlib import Path

from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError
from digienv.leaderboard.playing import Agent, play_episode, random_agent, scripted_agent
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

EPISODES_AT_A_TIME = 5
"""Episodes of one task that a page plays in a row, so that a run that is cut short has seen every task."""

TIME_LIMIT = 105.0
"""Seconds after which no further episode begins."""

AGENTS: dict[str, Agent] = {"random": random_agent, "scripted": scripted_agent}


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
        episode = Episode(env.templates[0].id, agent, seed, trace=f"traces/{task}/{agent}-{seed}")
        return await play_episode(env, AGENTS[agent], episode, self.folder, on_step=self._count_step)

    def _count_step(self) -> None:
        self.steps += 1
