"""Demonstrations: scripted episodes, turn by turn, with a rationale for each."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from baselines.config import BCConfig
from baselines.conversation import Conversation
from baselines.policies.prompts import Context
from digienv.core import loop
from digienv.core.actions import Action, Click, ClickMark
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError
from digienv.core.observations import Element, element_at, parse_elements

__all__ = ["Demonstration", "by_mark", "record"]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One turn of a demonstrated episode.

    Attributes:
        context: what the policy would be shown.
        thought: the rationale, from the episode's true state.
        action: what was done.
    """

    context: Context
    thought: str
    action: str


def record(
    envs: Sequence[AsyncEnv],
    seeds: Sequence[tuple[str, int]],
    config: BCConfig,
    *,
    images: int = 1,
    history: int = 8,
    progress: Callable[[], None] = lambda: None,
) -> list[Demonstration]:
    """Play the scripted solutions of episodes and write down their turns.

    Episodes that do not end well are left out, unless that is the demonstrator's intent (``bc.epsilon``); so are those
    whose script needs an action that the environment does not allow.

    Args:
        envs: play in parallel.
        seeds: (task id, seed) of the episodes.
        config: settings.
        images: see `baselines.conversation.Conversation`.
        history: likewise.
        progress: called after every episode.

    Raises:
        DigienvError: if a rationale names what is not known, or if all the episodes of a task are left out.
    """
    waiting = list(reversed(seeds))
    episodes: dict[tuple[str, int], list[Demonstration]] = {}

    async def work(env: AsyncEnv) -> None:
        while waiting:
            task, seed = waiting.pop()
            episodes[task, seed] = await _play(env, task, seed, config, images, history)
            progress()

    async def work_all() -> None:
        await asyncio.gather(*map(work, envs))

    loop.run(work_all())
    demonstrated = {task for (task, _), turns in episodes.items() if turns}
    if missing := sorted({task for task, _ in seeds} - demonstrated):
        actions = ", ".join(envs[0].action_space.actions)
        raise DigienvError(
            f"no demonstration of {', '.join(missing)} ended well with the actions {actions}: "
            "allow more actions (env.options.actions), record more episodes (bc.episodes), or leave the task out"
        )
    return [turn for key in seeds for turn in episodes[key]]


async def _play(
    env: AsyncEnv, task: str, seed: int, config: BCConfig, images: int, history: int
) -> list[Demonstration]:
    observation, info = await env.reset(seed=seed, options={"task": task})
    conversation = Conversation(env.action_space, images=images, history=history)
    turns = []
    chance = random.Random(seed)  # noqa: S311
    env.action_space.seed(seed)
    async for scripted in env.solve():
        conversation.see(observation)
        element = element_at(scripted, parse_elements(observation.get("elements", "")))
        action: str | Action = by_mark(scripted, element) if "click_mark" in env.action_space.actions else scripted
        if str(action) not in env.action_space:
            return []
        if chance.random() < config.epsilon:
            action = env.action_space.sample()
        thought = _think(config.rationale, info, str(action), element)
        turns.append(Demonstration(conversation.context, thought, str(action)))
        observation, _, terminated, truncated, info = await env.step(action)
        conversation.did(str(action), info.get("action_error", ""))
        if terminated or truncated:
            if not info.get("success") and not config.epsilon:
                return []
            kept = min(config.turns_per_episode or len(turns), len(turns))
            return [turns[i] for i in sorted(chance.sample(range(len(turns)), kept))]
    return []


def _think(rationale: str, info: dict[str, Any], action: str, element: Element | None) -> str:
    named = f'{element.role} "{element.name}"' if element else ""
    state = info.get("state", {}).items()
    spelled = {name: " ".join(map(str, value)) if isinstance(value, list) else value for name, value in state}
    known = {"goal": info["goal"], "action": action, "element": named, **spelled}
    try:
        return rationale.format_map(known)
    except KeyError as missing:
        raise DigienvError(f"a rationale may name {', '.join(known)}, not {missing}") from None


def by_mark(action: Action, element: Element | None) -> Action:
    """A click as one on the numbered element that it hits; any other action as it is."""
    if isinstance(action, Click) and element is not None:
        return ClickMark(element.mark)
    return action
