"""The demo: a tiny model that knows nothing learns two things on two processor cores, within ten minutes.

On each of the `PARTS` it is warm-started from a few scripted demonstrations and then trained with PPO. Before and
after it plays the same held-out episodes, which a random agent and the scripted solution play too: floor and ceiling.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import shlex
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from baselines.config import Config, load_config
from baselines.demonstrations import by_mark
from baselines.environments import held_out_seeds, open_envs, open_pool, task_ids
from baselines.evaluation import Evaluation
from baselines.policies.vlm import VLMPolicy
from baselines.recording import PolicyRecorder
from baselines.training import CHECKPOINT, evaluate_policy, train_bc, train_ppo
from digienv.core import loop
from digienv.core.actions import Action
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError
from digienv.core.observations import element_at, parse_elements
from digienv.core.pool import Pool
from digienv.leaderboard.agents import Agent, RandomAgent, ScriptedAgent
from digienv.leaderboard.playing import play_episode
from digienv.leaderboard.results import FILE_NAME, Curve, Episode, Point, Rate, Results, rate
from digienv.machine import browser_version, describe_machine, describe_versions

__all__ = ["AGENTS", "PARTS", "Demo", "Part"]

PARTS = {"NumberLine": "demo.numberline", "MiniWoB++": "demo.miniwob"}
"""What is learned, and the settings of it."""

RECORDED = 24
"""Of how many held-out episodes of each agent the report has a film strip."""

SCRIPTED_ENVS = 8
RESERVE = 1.5
"""The last evaluation may take so many times as long as the first, which the warm start played."""

RANDOM, WARM_START, TRAINED, CEILING = AGENTS = ("random", "warm start", "after PPO", "ceiling")


class _Ceiling(ScriptedAgent):
    """The scripted solution, with the actions that the policy has."""

    async def solve(self, env: AsyncEnv) -> AsyncIterator[Action]:
        async for action in env.solve():
            if "click_mark" in env.action_space.actions:
                seen = await env.surface.observe(["elements"])
                yield by_mark(action, element_at(action, parse_elements(seen["elements"])))
            else:
                yield action


SCRIPTED: dict[str, Agent] = {RANDOM: RandomAgent(), CEILING: _Ceiling()}


@dataclass(slots=True)
class Part:
    """One of the things that are learned.

    Attributes:
        title: of it.
        config: settings.
        folder: of its runs.
        episodes: by agent, of the last evaluation of each.
        points: held-out success by turns of PPO.
        turns: of PPO, so far.
        evaluation_seconds: how long the warm start's evaluation took.
    """

    title: str
    config: Config
    folder: Path
    episodes: dict[str, dict[int, Episode]] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    turns: int = 0
    evaluation_seconds: float = 0.0

    @property
    def checkpoint(self) -> Path:
        """Of the policy after PPO; there once it has been saved."""
        return self.folder / "ppo" / CHECKPOINT

    def rate(self, agent: str) -> Rate:
        """Held-out success of an agent."""
        return rate(list(self.episodes.get(agent, {}).values()))


class Demo:
    """A run of the demo.

    Args:
        folder: for checkpoints, traces and results; is created, and must not hold results yet.
        seed: of models and training.
        minutes: after which it is to be over; what gives way is PPO.
        settings: over those of both parts, e.g. ``"ppo.turns=512"``.
        announce: told, in a sentence, when something was done.

    Attributes:
        parts: what is learned, with what came out so far; grows while `play` runs.
        doing: what is happening now.
        done: how much of it, of `total`.
        total: 0 where that is not known.
        metrics: of the last update of PPO.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        seed: int,
        minutes: float,
        settings: Sequence[str] = (),
        announce: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.folder = Path(folder)
        if (self.folder / FILE_NAME).exists():
            raise DigienvError(f"{self.folder} holds a run already; name another folder with --out")
        self.parts = [
            Part(title, load_config(name, overrides=[f"seed={seed}", *settings]), self.folder / name.split(".")[1])
            for title, name in PARTS.items()
        ]
        self.doing, self.done, self.total = "starting the browser", 0, 0
        self.metrics: Mapping[str, float] = {}
        self.minutes = minutes
        self._seed = seed
        self._settings = settings
        self._announce = announce
        self._browser = ""
        self._stopped = ""
        self._began = datetime.datetime.now().astimezone()
        self._clock = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the demo began."""
        return time.monotonic() - self._clock

    @property
    def planned(self) -> int:
        """How many held-out episodes all agents together are to play."""
        return len(AGENTS) * sum(part.config.eval.episodes for part in self.parts)

    def play(self) -> None:
        """Do everything; an interrupt ends it and is raised on, what was played is kept."""
        try:
            self._browser = loop.run(browser_version())
            for part in self.parts:
                self._play_scripted(part)
                self._warm_start(part)
            for number, part in enumerate(self.parts):
                self._train(part, len(self.parts) - number)
        except KeyboardInterrupt:
            self._stopped = f"interrupted during {self.doing}"
            raise

    def results(self) -> Results:
        """What was played so far."""
        return Results(
            title="A tiny model learns with PPO",
            command=shlex.join(["python", "-m", "baselines", "demo", "--seed", str(self._seed), *self._settings]),
            started=self._began.isoformat(timespec="seconds"),
            seconds=self.seconds,
            planned=self.planned,
            stopped="; ".join(filter(None, [self._stopped, *map(self._cut_short, self.parts)])),
            machine=describe_machine(),
            versions=describe_versions()
            | {name: version(name) for name in ("torch", "transformers")}
            | {"browser": self._browser},
            episodes=tuple(
                episode
                for agent in AGENTS
                for part in self.parts
                for _, episode in sorted(part.episodes.get(agent, {}).items())
            ),
            curves=tuple(
                Curve(
                    part.title,
                    tasks=tuple(task_ids(part.config.env)),
                    unit="turns of PPO",
                    before=WARM_START,
                    after=TRAINED,
                    references=(RANDOM, CEILING),
                    points=tuple(part.points),
                )
                for part in self.parts
                if part.points
            ),
        )

    # ---------------------------------------------------------------- what is played and learned

    def _play_scripted(self, part: Part) -> None:
        seeds = held_out_seeds(part.config.eval.episodes)
        waiting = [(agent, seed) for agent in SCRIPTED for seed in seeds]
        self._begin(f"episodes of the random agent and the ceiling on {part.title}", len(waiting))
        waiting.reverse()
        envs = open_envs(part.config.env, min(SCRIPTED_ENVS, len(seeds)))

        async def work(env: AsyncEnv) -> None:
            while waiting:
                agent, seed = waiting.pop()
                trace = self._traces(part, agent) + f"/{seed}" if seed in seeds[:RECORDED] else ""
                episode = Episode(part.title, agent, seed, trace=trace)
                played = await play_episode(env, SCRIPTED[agent], episode, self.folder)
                part.episodes.setdefault(agent, {})[seed] = played
                self._advance()

        async def work_all() -> None:
            try:
                await asyncio.gather(*map(work, envs))
            finally:
                await asyncio.gather(*(env.close() for env in envs))

        loop.run(work_all())
        for agent in SCRIPTED:
            self._announce(f"{part.title}, {agent}: {_say(part.rate(agent))}")

    def _warm_start(self, part: Part) -> None:
        policy = train_bc(part.config, part.folder / "warm-start", listener=self._listener(part))
        with contextlib.closing(open_pool(part.config.env)) as pool:
            began = time.monotonic()
            self._evaluate(part, WARM_START, policy, pool, part.config.eval.episodes)
        part.evaluation_seconds = time.monotonic() - began

    def _train(self, part: Part, parts_left: int) -> None:
        model = str(part.folder / "warm-start" / CHECKPOINT)
        config = part.config.model_copy(update={"policy": part.config.policy.model_copy(update={"model": model})})
        self._begin(f"PPO on {part.title}", config.ppo.turns)

        def evaluate(turns: int, policy: VLMPolicy, pool: Pool, episodes: int) -> Evaluation:
            part.turns = turns
            found = self._evaluate(part, TRAINED, policy, pool, episodes)
            self._begin(f"PPO on {part.title}", config.ppo.turns, turns)
            return found

        train_ppo(
            config,
            part.folder / "ppo",
            listener=self._listener(part),
            stop=self._deadline(part, parts_left),
            evaluate=evaluate,
        )

    def _evaluate(self, part: Part, agent: str, policy: VLMPolicy, pool: Pool, episodes: int) -> Evaluation:
        self._begin(f"evaluation ({agent}) on {part.title}", episodes)
        seeds = held_out_seeds(episodes)
        traces = self._traces(part, agent) + (f"-{part.turns}" if agent == TRAINED else "")
        recorder = PolicyRecorder(self.folder, agent, traces=traces, traced=seeds[:RECORDED])
        with contextlib.closing(recorder):
            found = evaluate_policy(
                policy,
                part.config,
                pool,
                episodes=episodes,
                watch=lambda _: self._advance(),
                watch_turns=recorder.watch,
            )
        part.episodes[agent] = recorder.episodes
        played = part.rate(agent)
        part.points.append(Point(part.turns, played.successes, played.episodes))
        after = f" {part.turns:,} turns of" if agent == TRAINED else ""
        self._announce(f"{part.title}, {agent.replace('after', 'after' + after, 1)}: {_say(played)}")
        return found

    # ---------------------------------------------------------------- time

    def _deadline(self, part: Part, parts_left: int) -> Callable[[], bool]:
        """Whether PPO must stop now, so that the last evaluation and the parts after it have their time."""
        began = before = self.seconds
        end = began + (60 * self.minutes - began) / parts_left - RESERVE * part.evaluation_seconds
        longest = 0.0

        def stop() -> bool:
            nonlocal before, longest
            longest, before = max(longest, self.seconds - before), self.seconds
            return self.seconds + longest > end

        return stop

    def _cut_short(self, part: Part) -> str:
        """What the row of the trained policy is short of."""
        turns = part.points[-1].step if part.points else 0
        if turns >= part.config.ppo.turns:
            return ""
        if not turns:
            return f"on {part.title} nothing was played after PPO"
        return f"on {part.title}, {TRAINED} means after {turns:,} of {part.config.ppo.turns:,} turns"

    # ---------------------------------------------------------------- saying what happens

    def _begin(self, doing: str, total: int, done: int = 0) -> None:
        self.doing, self.total, self.done = doing, total, done

    def _advance(self) -> None:
        self.done += 1

    def _listener(self, part: Part) -> Callable[[str, int, int, Mapping[str, float]], None]:
        def listen(doing: str, step: int, total: int, metrics: Mapping[str, float]) -> None:
            self._begin(f"{doing} on {part.title}", total, step)
            self.metrics = metrics if doing == "PPO" else {}
            if doing == "PPO":
                part.turns = step

        return listen

    def _traces(self, part: Part, agent: str) -> str:
        return f"traces/{part.folder.name}/{agent.replace(' ', '-')}"


def _say(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.mean:.1%} of {rate.episodes} held-out episodes solved, 95 % interval {low:.0%} to {high:.0%}"
