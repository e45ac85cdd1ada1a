"""What `digienv evaluate` costs beside what it plays, and that a killed run counts every episode once.

    python benchmarks/evaluation.py overhead --suite miniwob --rounds 5
    python benchmarks/evaluation.py killed --episodes 1000

`overhead` plays the same episodes by the same agent in the same pages, bare (an environment and an agent, nothing
recorded) and as an evaluation (traces, hashes, journal, results), in turns: with an agent that takes no time, the
hardest case, and with one that thinks for a while, as a model does. `killed` ends an evaluation by SIGKILL when half of
its episodes are there, begins it again, and counts.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from digienv import listing
from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.core.trace import trace_digest
from digienv.leaderboard.agents import Move, ScriptedAgent, Start
from digienv.leaderboard.evaluation import EvaluatedTask, Evaluation
from digienv.leaderboard.results import Results
from digienv.suites import make_async

PAGES = 4


class Thinking(ScriptedAgent):
    """The scripted solution, after some thought."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def enter(self, env: AsyncEnv, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        async for action in self.solve(env):
            await asyncio.sleep(self.seconds)
            yield Move(action)


def chosen(suite: str, count: int) -> list[EvaluatedTask]:
    """Every so many tasks of a suite."""
    entries = [entry for entry in listing.all_entries() if entry.suite == suite and entry.task and entry.scripted]
    return [EvaluatedTask(suite, entry.task) for entry in entries[:: max(1, len(entries) // count)][:count]]


def evaluation(folder: Path, agent: ScriptedAgent, tasks: list[EvaluatedTask], episodes: int) -> Evaluation:
    """The run in question."""
    return Evaluation(folder, title="", command="", agents=(agent,), tasks=tasks, seeds=range(episodes), pages=PAGES)


async def play_bare(agent: ScriptedAgent, tasks: list[EvaluatedTask], episodes: int) -> None:
    """The same episodes, with nothing around them."""
    waiting = collections.deque(tasks)

    async def page() -> None:
        while waiting:
            task = waiting.popleft()
            env = make_async(task.suite, task.name)
            for seed in range(episodes):
                observation, _ = await env.reset(seed=seed)
                async for move in agent.enter(env, Start(observation, env.action_space, seed)):
                    *_, terminated, truncated, _ = await env.step(move.action)
                    if terminated or truncated:
                        break
            await env.close()

    await asyncio.gather(*(page() for _ in range(PAGES)))


def overhead(suite: str, count: int, episodes: int, rounds: int, thought: float) -> None:
    """Print the table."""
    tasks = chosen(suite, count)
    table = Table("agent", "bare, s", "evaluate, s", "more, %", "spread over rounds", box=None, pad_edge=False)
    for name, agent in {"takes no time": Thinking(0.0), f"thinks {thought} s a step": Thinking(thought)}.items():
        loop.run(play_bare(Thinking(0.0), tasks, episodes))
        walls: list[tuple[float, float]] = []
        for _ in range(rounds):
            began = time.monotonic()
            loop.run(play_bare(agent, tasks, episodes))
            between = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                evaluation(Path(folder), agent, tasks, episodes).play()
                walls.append((between - began, time.monotonic() - between))
        bare, evaluated = (statistics.median(column) for column in zip(*walls, strict=True))
        more = sorted(100 * (other / one - 1) for one, other in walls)
        spread = f"{more[0]:.1f} to {more[-1]:.1f}"
        table.add_row(name, f"{bare:.2f}", f"{evaluated:.2f}", f"{statistics.median(more):.1f}", spread)
    table.title = f"{suite}: {len(tasks)} tasks x {episodes} episodes, {PAGES} pages, {rounds} rounds"
    Console().print(table)


def killed(episodes: int) -> None:
    """Kill a run in the middle, let it go on, and count."""
    tasks = 20
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "digienv.cli", "evaluate", "--agent", "random", "--agent", "scripted"]
        command += [f"--task={task.name}" for task in chosen("miniwob", tasks)]
        command += ["--episodes", str(episodes // tasks // 2), "--out", folder]
        journal = Path(folder) / "episodes.jsonl"
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not journal.exists() or journal.read_bytes().count(b"\n") < episodes // 2:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = journal.read_bytes().count(b"\n")
        print(f"killed with {before} episodes on disk; results written: {(Path(folder) / 'results.json').exists()}")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        results = Results.read(folder)
        keys = collections.Counter((e.agent, e.task, e.seed, e.repeat) for e in results.episodes)
        scripted = [e for e in results.episodes if e.agent == "scripted"]
        print(
            f"results: {len(results.episodes)} of {results.planned}, counted twice: {sum(n > 1 for n in keys.values())}"
        )
        print(f"without a result, listed as failed: {results.rate().failures}")
        wrong = sum(trace_digest(Path(folder) / e.trace) != e.sha256 for e in results.episodes if e.success is not None)
        print(f"traces whose hash is not that of the result: {wrong}")
        unscored = sum(not e.success for e in scripted)
        print(f"scripted solutions scored 0: {unscored} of {len(scripted)}")


def main() -> None:
    """Measure one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("overhead", "killed"))
    parser.add_argument("--suite", default="miniwob")
    parser.add_argument("--tasks", type=int, default=20)
    parser.add_argument("--episodes", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--thought", type=float, default=0.25, help="seconds a step of the agent that thinks")
    options = parser.parse_args()
    if options.what == "killed":
        killed(options.episodes or 1000)
    else:
        overhead(options.suite, options.tasks, options.episodes or 5, options.rounds, options.thought)


if __name__ == "__main__":
    main()
