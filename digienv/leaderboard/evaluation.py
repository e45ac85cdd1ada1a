"""Evaluation: agents play every seed of some tasks, in parallel, so that a crash at any moment loses nothing.

A run's folder holds ``plan.json`` (what is to be played), ``episodes.jsonl`` (a line an episode, on disk as soon as it
is over), ``traces/``, and at the end ``results.json``. The same run begun again in its folder plays what is missing.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import dataclasses
import datetime
import fcntl
import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from digienv.core import loop
from digienv.core.async_env import DEFAULT_CHANNELS, AsyncEnv
from digienv.core.errors import DigienvError
from digienv.leaderboard.agents import Agent
from digienv.leaderboard.journal import Journal
from digienv.leaderboard.playing import play_episode
from digienv.leaderboard.results import FILE_NAME, Episode, Results
from digienv.machine import browser_version, describe_machine, describe_versions, usable_cores
from digienv.models.chat import BudgetSpent
from digienv.suites import make_async

__all__ = ["EvaluatedTask", "Evaluation", "Limits"]

PLAN = "plan.json"
EPISODES = "episodes.jsonl"
LOCK = ".lock"
FREE = ("command", "started", "title")
"""What a run that goes on may say otherwise."""
BROWSER = "browser"

EPISODES_AT_A_TIME = 5
"""Episodes of one task that a page plays in a row, so that a run that is cut short has seen every task."""

FAILURES_IN_A_ROW = 10
"""Episodes that the infrastructure failed, one after the other, after which a run stops."""


@dataclasses.dataclass(frozen=True, slots=True)
class EvaluatedTask:
    """A task that is played.

    Attributes:
        suite: e.g. ``miniwob``.
        name: e.g. ``click-test``.
        difficulty, split, version: see `digienv.leaderboard.results.Episode`.
    """

    suite: str
    name: str
    difficulty: str = ""
    split: str = ""
    version: str = "v0"

    @property
    def id(self) -> str:
        """As `Episode.task` has it."""
        return f"{self.suite}.{self.name}"


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What an evaluation may take.

    Attributes:
        steps: of an episode, beyond which it is truncated; None for as many as its task allows.
        agent_seconds: that an agent may take for a trial, beyond which it has failed.
        seconds: of the run, beyond which no further episode begins.
    """

    steps: int | None = None
    agent_seconds: float = math.inf
    seconds: float = math.inf


@dataclasses.dataclass(frozen=True, slots=True)
class _Job:
    """Some episodes of a task, which a page plays one after the other."""

    task: EvaluatedTask
    seeds: range
    repeat: int


class Evaluation:
    """A run.

    Args:
        folder: for all that comes of it; holds an earlier part of the same run, or no run.
        title: of the run, for people.
        command: that makes the run, for people.
        agents: all play the same episodes.
        tasks: that they play.
        seeds: of the episodes of each task.
        repeats: how often each agent plays each of them.
        channels: that traces hold beside those that agents ask for, e.g. for a judge.
        limits: see `Limits`.
        pages: how many episodes are played at a time; by default what suits this machine.
        make: opens the environment of a task; by default `digienv.suites.make_async`.

    Attributes:
        episodes: what was played so far, also in an earlier part; grows while `play` runs on another thread.
        steps: how many steps this part has taken.
        planned: how many episodes there are to be.
        pages: how many are played at a time.

    Raises:
        DigienvError: if the folder holds another run, or this run is being played by somebody else.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        title: str,
        command: str,
        agents: Sequence[Agent],
        tasks: Sequence[EvaluatedTask],
        seeds: range,
        repeats: int = 1,
        channels: Sequence[str] = (),
        limits: Limits | None = None,
        pages: int | None = None,
        make: Callable[..., AsyncEnv] = make_async,
    ) -> None:
        if len({agent.name for agent in agents}) < len(agents):
            raise DigienvError("two agents have the same name, so that their episodes could not be told apart")
        if not (agents and tasks and seeds and repeats > 0):
            raise DigienvError("an evaluation needs an agent, a task, a seed and a repeat")
        self.folder = Path(folder)
        self.steps = 0
        self.planned = len(agents) * len(tasks) * len(seeds) * repeats
        self.pages = pages or max(1, min(2 * usable_cores(), 16, math.ceil(self.planned / len(agents))))
        self._agents = tuple(agents)
        self._tasks = tuple(tasks)
        self._seeds = seeds
        self._repeats = repeats
        self._channels = tuple(channels)
        self._limits = limits or Limits()
        self._make = make
        self._stopped = ""
        self._in_a_row = 0
        self._browser_is_checked = False
        plan = {
            "title": title,
            "command": command,
            "started": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
            "agents": {agent.name: _setup(agent) for agent in agents},
            "tasks": [dataclasses.asdict(task) for task in tasks],
            "seeds": [seeds.start, seeds.stop],
            "repeats": repeats,
            "channels": list(channels),
            "steps": self._limits.steps,
            "versions": describe_versions(),
        }
        self._plan = self._agree(plan)
        self._journal = Journal(self.folder / EPISODES)
        records = list(self._journal)
        self._session = 1 + max((record["session"] for record in records), default=0)
        self._before: float = sum({record["session"]: record["elapsed"] for record in records}.values())
        self._played = {_key(episode): episode for episode in (Episode.from_record(r["episode"]) for r in records)}
        self._elapsed = 0.0

    @property
    def agents(self) -> list[str]:
        """Their names."""
        return [agent.name for agent in self._agents]

    @property
    def episodes(self) -> list[Episode]:
        """What was played so far."""
        return list(self._played.values())

    @property
    def seconds(self) -> float:
        """That playing took, all parts of the run together."""
        return self._before + self._elapsed

    def play(self) -> Results:
        """Play what is missing; ``results.json`` is written also when it ends early, or is interrupted.

        Raises:
            KeyboardInterrupt: on an interrupt, after the results are written.
        """
        with self._alone():
            self._clock = time.monotonic()
            try:
                loop.run(self._drive_pages())
            except KeyboardInterrupt:
                self._stopped = "interrupted"
                raise
            finally:
                self._elapsed = time.monotonic() - self._clock
                if self._played or self._stopped:
                    self.results().write(self.folder)
        return self.results()

    def results(self) -> Results:
        """What was played so far."""
        return Results(
            title=self._plan["title"],
            command=self._plan["command"],
            started=self._plan["started"],
            seconds=self.seconds,
            planned=self.planned,
            stopped=self._stopped,
            machine=describe_machine() | {"pages": str(self.pages)},
            versions=self._plan["versions"],
            episodes=tuple(sorted(self._played.values(), key=self._place)),
            setups=self._plan["agents"],
        )

    def _place(self, episode: Episode) -> tuple[int, str, int, int]:
        return self.agents.index(episode.agent), episode.task, episode.seed, episode.repeat

    # -------------------------------------------------------------------- the folder

    def _agree(self, plan: dict[str, Any]) -> dict[str, Any]:
        """The plan of the run in the folder, which is written if there is none."""
        file = self.folder / PLAN
        if (self.folder / FILE_NAME).exists() and not file.exists():
            raise DigienvError(f"{self.folder} holds a run already; name another folder with --out")
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            there: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._write_plan(plan)
            return plan
        except ValueError as error:
            raise DigienvError(f"{file} is damaged: {error}") from error
        browser = {name: version for name, version in there["versions"].items() if name == BROWSER}
        wanted = {**plan, "versions": plan["versions"] | browser}
        if differing := sorted(name for name in plan if name not in FREE and wanted[name] != there.get(name)):
            raise DigienvError(
                f"{self.folder} holds another run: {', '.join(differing)} differ; name another folder with --out"
            )
        return there

    def _write_plan(self, plan: dict[str, Any]) -> None:
        unfinished = (self.folder / PLAN).with_suffix(".tmp")
        unfinished.write_text(json.dumps(plan, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(self.folder / PLAN)

    async def _check_browser(self) -> None:
        """The browser is the one that the run began with."""
        version = await browser_version()
        if (planned := self._plan["versions"].setdefault(BROWSER, version)) != version:
            raise DigienvError(f"the run in {self.folder} was begun with {planned}, and this is {version}")
        self._write_plan(self._plan)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / LOCK).open("w") as lock:
            _lock(lock, self.folder)
            yield

    # -------------------------------------------------------------------- the pages

    async def _drive_pages(self) -> None:
        jobs = self._jobs()
        if not jobs:
            return
        pages = [asyncio.create_task(self._drive_page(jobs)) for _ in range(self.pages)]
        try:
            await asyncio.gather(*pages)
        finally:
            for page in pages:
                page.cancel()
            await asyncio.gather(*pages, return_exceptions=True)
            for agent in self._agents:
                await agent.close()

    def _jobs(self) -> collections.deque[_Job]:
        start, stop = self._seeds.start, self._seeds.stop
        jobs = (
            _Job(task, range(first, min(first + EPISODES_AT_A_TIME, stop)), repeat)
            for repeat in range(self._repeats)
            for first in range(start, stop, EPISODES_AT_A_TIME)
            for task in self._tasks
        )
        return collections.deque(job for job in jobs if any(self._missing(agent, job) for agent in self._agents))

    def _missing(self, agent: Agent, job: _Job) -> list[Episode]:
        """The episodes of a job that an agent has still to play; those that failed are played again."""
        episodes = (
            Episode(
                job.task.id,
                agent.name,
                seed,
                repeat=job.repeat,
                version=job.task.version,
                split=job.task.split,
                difficulty=job.task.difficulty,
                trace=f"traces/{_file_name(agent.name)}/{job.task.id}/{seed}-{job.repeat}",
            )
            for seed in job.seeds
        )
        return [e for e in episodes if (played := self._played.get(_key(e))) is None or played.success is None]

    async def _drive_page(self, jobs: collections.deque[_Job]) -> None:
        while jobs and not self._stopped:
            job = jobs.popleft()
            for agent in self._agents:
                if missing := self._missing(agent, job):
                    await self._play_job(agent, job.task, missing)

    async def _play_job(self, agent: Agent, task: EvaluatedTask, episodes: list[Episode]) -> None:
        wanted: dict[str, Any] = {} if agent.actions is None else {"actions": agent.actions}
        if task.split:
            wanted["split"] = task.split
        channels = tuple(dict.fromkeys((*DEFAULT_CHANNELS, *agent.channels, *self._channels)))
        from digienv.web.surface import WebSurface

        env = self._make(task.suite, task.name, channels=channels, max_steps=self._limits.steps, **wanted)
        try:
            if isinstance(env.surface, WebSurface) and not self._browser_is_checked:
                self._browser_is_checked = True
                await self._check_browser()
            for episode in episodes:
                if time.monotonic() - self._clock > self._limits.seconds:
                    self._stop(f"stopped after {self._limits.seconds:.0f} seconds")
                if self._stopped:
                    return
                try:
                    self._keep(await self._play(env, agent, episode))
                except BudgetSpent as spent:
                    self._stop(str(spent))
        finally:
            await env.close()

    async def _play(self, env: AsyncEnv, agent: Agent, episode: Episode) -> Episode:
        return await play_episode(
            env, agent, episode, self.folder, on_step=self._count_step, time_limit=self._limits.agent_seconds
        )

    def _keep(self, episode: Episode) -> None:
        elapsed = time.monotonic() - self._clock
        self._journal.add(
            {"session": self._session, "elapsed": round(elapsed, 3), "episode": dataclasses.asdict(episode)}
        )
        self._played[_key(episode)] = episode
        self._in_a_row = self._in_a_row + 1 if episode.success is None else 0
        if self._in_a_row >= FAILURES_IN_A_ROW:
            self._stop(f"{self._in_a_row} episodes in a row failed, the last one: {episode.failure}")

    def _stop(self, why: str) -> None:
        self._stopped = self._stopped or why

    def _count_step(self) -> None:
        self.steps += 1


def _key(episode: Episode) -> tuple[str, str, int, int]:
    return episode.agent, episode.task, episode.seed, episode.repeat


def _setup(agent: Agent) -> dict[str, str]:
    """What is worth knowing of an agent beside its name."""
    described: dict[str, str] = {"channels": ", ".join(agent.channels)}
    if agent.actions is not None:
        described["actions"] = ", ".join(agent.actions)
    if agent.trials > 1:
        described["trials"] = str(agent.trials)
    return {**described, **agent.settings}


def _file_name(name: str) -> str:
    """A name of an agent as part of a path; different names differ."""
    kept = "".join(char if (char.isalnum() and char.isascii()) or char in "-_" else "_" for char in name)[:60]
    return kept if kept == name else f"{kept}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _lock(file: IO[str], folder: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise DigienvError(f"the run in {folder} is being played by another process") from None
