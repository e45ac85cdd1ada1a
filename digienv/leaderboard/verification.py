"""Verification: whether results follow from the traces beside them, are whole, and can be compared.

What it cannot see is a run whose traces were made up as a whole, hashes included: `replay` plays recorded actions anew
and asks the oracle itself.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError
from digienv.core.trace import Trace, read_trace, trace_digest
from digienv.leaderboard.agents import Agent, Move, Start
from digienv.leaderboard.playing import play_episode
from digienv.leaderboard.results import Episode, Results
from digienv.suites import make_async

__all__ = ["Problem", "replay", "verify"]

WITHOUT_INFLUENCE = ("python", "gymnasium", "pillow", "playwright")
"""Software whose version does not change what an episode is."""


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """Why results are refused.

    Attributes:
        where: the run, and where it is of one episode alone, that.
        what: is wrong, in a sentence.
    """

    where: str
    what: str


def verify(folders: Iterable[str | Path]) -> tuple[int, list[Problem]]:
    """Re-score runs from their traces.

    Refused is what does not follow from the traces (another outcome, number of steps, sum of rewards, goal, seed or
    task; a trace that was changed, is missing, or is told twice), what is incomplete (episodes that were planned and
    not played, or failed; an agent that played others than the rest), and what mixes versions.

    Returns:
        How many episodes were looked at, and what is wrong.

    Raises:
        DigienvError: if there are no results in a folder, or they are damaged.
    """
    runs = {str(folder): Results.read(folder) for folder in folders}
    problems = [problem for name, results in runs.items() for problem in _verify_run(name, results)]
    problems += _mixed({name: results.versions for name, results in runs.items()})
    return sum(len(results.episodes) for results in runs.values()), problems


def _verify_run(name: str, results: Results) -> list[Problem]:
    problems = [Problem(name, what) for what in (*_incomplete(results), *_uneven(results))]
    traces = Counter(episode.trace for episode in results.episodes)
    for episode in results.episodes:
        found = list(_verify_episode(Path(name), episode, results.versions.get("digienv", "")))
        if episode.trace and traces[episode.trace] > 1:
            found.append("another episode names the same trace")
        problems += [Problem(f"{name}: {_title(episode)}", what) for what in found]
    return problems


def _title(episode: Episode) -> str:
    return f"{episode.agent}, {episode.task}, seed {episode.seed}, repeat {episode.repeat}"


def _incomplete(results: Results) -> Iterable[str]:
    if results.stopped:
        yield f"it ended early: {results.stopped}"
    if len(results.episodes) != results.planned:
        yield f"{len(results.episodes)} episodes are there, {results.planned} were planned"
    if failed := results.rate().failures:
        yield f"{failed} episodes failed and have no result; the same command plays them again"


def _uneven(results: Results) -> Iterable[str]:
    """Every agent plays the same, each once."""
    played = {
        agent: Counter((e.task, e.seed, e.repeat) for e in results.episodes if e.agent == agent)
        for agent in results.agents
    }
    every = set().union(*played.values())
    for agent, episodes in played.items():
        if twice := [key for key, count in episodes.items() if count > 1]:
            yield f"{agent} has {len(twice)} episodes more than once, e.g. {twice[0]}"
        if missing := sorted(every - set(episodes)):
            yield f"{agent} has not played {len(missing)} episodes that others have, e.g. {missing[0]}"
    seeds = {task: {(seed, repeat) for other, seed, repeat in every if other == task} for task in results.tasks}
    if len(set(map(frozenset, seeds.values()))) > 1:
        yield "not every task was played with the same seeds"


def _verify_episode(folder: Path, episode: Episode, version: str) -> Iterable[str]:
    if episode.success is None:
        return
    if not episode.trace:
        yield "it was not recorded"
        return
    try:
        place = episode.trace_in(folder)
    except DigienvError as error:
        yield str(error)
        return
    try:
        digest, trace = trace_digest(place), read_trace(place)
        told = _score(trace, episode)
    except (DigienvError, KeyError) as error:
        yield f"its trace cannot be read: {error}"
        return
    if digest != episode.sha256:
        yield "its trace was changed: the hash is another one"
    for field, value in told.items():
        if value != getattr(episode, field):
            yield f"{field} is {getattr(episode, field)!r:.80}, and {value!r:.80} by its trace"
    if (recorded := trace.steps[0].info.get("digienv")) != version:
        yield f"it was played with digienv {recorded}, the run with {version}"


def _score(trace: Trace, episode: Episode) -> dict[str, Any]:
    """What a trace says of its episode."""
    first, last = trace.steps[0].info, trace.steps[-1]
    told = {
        "task": first["task"],
        "goal": first["goal"],
        "seed": first["seed"],
        "steps": len(trace.steps) - 1,
        "success": bool(trace.complete and last.info["success"]),
    }
    reward = sum(step.reward for step in trace.steps)
    told["reward"] = episode.reward if abs(reward - episode.reward) < 1e-6 else reward
    if not trace.complete and not episode.note:
        told["note"] = "the trace does not come to an end"
    return told


def _mixed(versions: dict[str, dict[str, str]]) -> Iterable[Problem]:
    for name in sorted({name for named in versions.values() for name in named} - set(WITHOUT_INFLUENCE)):
        there = {run: named[name] for run, named in versions.items() if name in named}
        if len(set(there.values())) > 1:
            said = ", ".join(f"{version} in {run}" for run, version in there.items())
            yield Problem("all runs", f"versions of {name} are mixed: {said}")


class _Replay(Agent):
    """Does what was recorded."""

    name = "replay"

    def __init__(self, actions: Sequence[str]) -> None:
        self._actions = actions

    async def play(self, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        for action in self._actions:
            yield Move(action)


def replay(
    folder: str | Path, count: int, *, make: Callable[..., AsyncEnv] = make_async, on_episode: Callable[[], None]
) -> list[Problem]:
    """Play the recorded actions of some scored episodes anew, and compare what the oracle says.

    Args:
        folder: of a run.
        count: how many episodes, drawn at random; all of them if there are fewer.
        make: opens the environment of a task.
        on_episode: called after every episode.

    Raises:
        DigienvError: if there are no results in the folder, or a trace is damaged.
    """
    folder = Path(folder)
    results = Results.read(folder)
    scored = [episode for episode in results.episodes if episode.success is not None and episode.trace]
    problems = []
    for episode in secrets.SystemRandom().sample(scored, min(count, len(scored))):
        actions = results.setups.get(episode.agent, {}).get("actions")
        again = loop.run(_play_again(episode, folder, make, actions.split(", ") if actions else None))
        for field in ("success", "steps", "reward", "goal"):
            said, value = getattr(episode, field), getattr(again, field)
            if said != value and not (field == "reward" and abs(said - value) < 1e-6):
                what = f"{field} is {said!r:.80}, and {value!r:.80} when its actions are played again"
                problems.append(Problem(f"{folder}: {_title(episode)}", f"{what} {again.failure}".strip()))
        on_episode()
    return problems


async def _play_again(
    episode: Episode, folder: Path, make: Callable[..., AsyncEnv], actions: list[str] | None
) -> Episode:
    suite, _, task = episode.task.partition(".")
    options: dict[str, Any] = {"split": episode.split} if episode.split else {}
    if actions:
        options["actions"] = actions
    recorded = [step.action or "" for step in read_trace(episode.trace_in(folder)).steps[1:]]
    env = make(suite, task, max_steps=len(recorded) + 1, **options)
    try:
        return await play_episode(env, _Replay(recorded), Episode(episode.task, "replay", episode.seed), folder)
    finally:
        await env.close()
