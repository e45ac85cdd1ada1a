"""The environment itself, asynchronous: one surface, one episode after another."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

import numpy as np

from digienv.core.actions import Action, ActionSpace, Answer, MacroAction, Stop
from digienv.core.errors import ActionError, DigienvError, SurfaceFailure, TaskUnavailable
from digienv.core.observations import Unicode, observation_space
from digienv.core.surface import Surface
from digienv.core.task import Outcome, Task, Template

__all__ = ["DEFAULT_CHANNELS", "AsyncEnv", "Step", "Timings", "next_seed"]

DEFAULT_CHANNELS = ("screenshot", "goal")

Step = tuple[dict[str, Any], float, bool, bool, dict[str, Any]]
"""What `step` returns: observation, reward, terminated, truncated, info."""

RESET_ATTEMPTS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Timings:
    """How long the parts of a step took, in milliseconds.

    All timings are equal to each other: they measure the machine and are no part of an episode's state.
    """

    act: float = dataclasses.field(default=0.0, compare=False)
    observe: float = dataclasses.field(default=0.0, compare=False)


def next_seed(random: np.random.Generator) -> int:
    """The seed of the next episode where none was given."""
    return int(random.integers(2**31))


@dataclasses.dataclass(slots=True)
class _Episode:
    task: Task[Any]
    seed: int
    goal: str
    observation: dict[str, Any]
    steps: int = 0


class AsyncEnv:
    """Episodes of some task templates on one surface; `DigiEnv`, `VectorEnv` and the pools are faces of it.

    Args:
        templates: where tasks are drawn from; of several, an episode's seed picks one.
        surface: what the tasks are performed on; opened at the first `reset`.
        channels: names of the observation channels, keys of `digienv.core.observations.CHANNELS`.
        actions: names of the actions that the agent may use; by default those that the templates need. Where every
            template names its `choices`, only those may be used.
        max_steps: truncate episodes after so many steps, instead of after as many as their task says.
        step_timeout: seconds after which a step that has not ended is a failure.
        reset_timeout: seconds that one attempt at a reset may take.

    Raises:
        DigienvError: for a channel or an action that the surface does not have.
    """

    def __init__(
        self,
        templates: Sequence[Template],
        surface: Surface,
        *,
        channels: Sequence[str] = DEFAULT_CHANNELS,
        actions: Sequence[str] | None = None,
        max_steps: int | None = None,
        step_timeout: float = 20.0,
        reset_timeout: float = 60.0,
    ) -> None:
        if max_steps is not None and max_steps < 1:
            raise DigienvError(f"max_steps must be at least 1, not {max_steps}")
        if not templates:
            raise TaskUnavailable("an environment needs at least one task")
        self.templates = tuple(templates)
        self.surface = surface
        self.channels = tuple(channels)
        self.max_steps = max_steps
        self.step_timeout = step_timeout
        self.reset_timeout = reset_timeout
        self.observation_space = observation_space(channels, width=surface.width, height=surface.height)
        if missing := [name for name in channels if name not in (*surface.channels, "goal")]:
            raise DigienvError(
                f"this surface has no channel {', '.join(missing)}; it has {', '.join(surface.channels)}"
            )
        if actions is None:
            needed = {name for template in templates for name in template.actions}
            actions = [name for name in surface.actions if name in needed]
        elif missing := [name for name in actions if name not in surface.actions]:
            raise ActionError(f"this surface has no action {', '.join(missing)}; it has {', '.join(surface.actions)}")
        finite = all(template.choices for template in templates)
        choices = [text for template in templates for text in template.choices] if finite else []
        self.action_space = ActionSpace(actions, width=surface.width, height=surface.height, choices=choices)
        self._episode: _Episode | None = None
        self._begun: Task[Any] | None = None

    @property
    def task(self) -> Task[Any]:
        """The task of the episode under way."""
        return self._require_episode().task

    async def reset(self, *, seed: int, options: dict[str, Any] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
        """Start the episode of `seed`.

        Args:
            seed: equal seeds give equal episodes.
            options: ``{"task": id}`` picks one of several templates.

        Raises:
            SurfaceFailure: if the surface could not be opened in three attempts.
        """
        template = self._pick(seed, (options or {}).get("task"))
        self._episode = None
        for attempt in range(1, RESET_ATTEMPTS + 1):
            try:
                task = template.draw(seed)
                async with asyncio.timeout(self.reset_timeout):
                    await self._tear_down()
                    await self.surface.open(task.world)
                    self._begun = task
                    goal = await task.setup(self.surface)
                    observation = await self._observe(goal)
                    state = await task.state(self.surface)
                break
            except (SurfaceFailure, TimeoutError) as failure:
                self.surface.discard()
                if attempt == RESET_ATTEMPTS:
                    why = _describe(failure, "the reset", self.reset_timeout)
                    raise SurfaceFailure(f"{template.id} could not be started: {why}") from failure
        self._episode = _Episode(task, seed, goal, observation)
        return observation, self._info(self._episode, Timings(), state=state)

    async def step(self, action: str | Action) -> Step:
        """Perform one action.

        A bad action does nothing and is explained in ``info["action_error"]`` and in the channel ``last_error``. When
        the infrastructure broke, the step returns the last observation again, a reward of NaN, ``truncated`` and
        ``info["failure"]``.

        Args:
            action: text of the grammar, or the action itself.
        """
        episode = self._require_episode()
        episode.steps += 1
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self.step_timeout):
                final, action_error = await self._act(action)
                acted = time.perf_counter()
                observation, outcome = await asyncio.gather(
                    self._observe(episode.goal, action_error), episode.task.evaluate(self.surface, final)
                )
                state = await episode.task.state(self.surface)
                terminated = outcome.done or final is not None
                truncated = not terminated and episode.steps >= (self.max_steps or episode.task.max_steps)
                if terminated or truncated:
                    await self._tear_down()
        except (DigienvError, TimeoutError) as failure:
            return self._fail(episode, _describe(failure, "the step", self.step_timeout))
        now = time.perf_counter()
        episode.observation = observation
        info = self._info(episode, Timings(1000 * (acted - started), 1000 * (now - acted)), outcome, state)
        if action_error:
            info["action_error"] = action_error
        if terminated or truncated:
            self._episode = None
        return observation, float(outcome.reward), terminated, truncated, info

    async def solve(self) -> AsyncIterator[Action]:
        """The actions of the task's scripted solution; perform each with `step` before asking for the next."""
        async for action in self.task.solve(self.surface):
            yield action

    async def frame(self) -> np.ndarray:
        """The screen now: uint8 array (height, width, 3), RGB."""
        if self._episode is not None and "screenshot" in self._episode.observation:
            screenshot: np.ndarray = self._episode.observation["screenshot"]
        else:
            screenshot = (await self.surface.observe(("screenshot",)))["screenshot"]
        return screenshot.copy()

    async def close(self) -> None:
        """Close the surface; the environment cannot be used afterwards."""
        self._episode = None
        try:
            async with asyncio.timeout(self.reset_timeout):
                await self._tear_down()
        finally:
            await self.surface.close()

    def _pick(self, seed: int, wanted: str | None) -> Template:
        if wanted is None:
            return self.templates[np.random.default_rng(seed).integers(len(self.templates))]
        for template in self.templates:
            if template.id == wanted:
                return template
        raise TaskUnavailable(f"no task {wanted!r} here; there are {', '.join(t.id for t in self.templates):.400}")

    async def _tear_down(self) -> None:
        task, self._begun = self._begun, None
        if task is not None:
            await task.tear_down()

    def _require_episode(self) -> _Episode:
        if self._episode is None:
            raise DigienvError("no episode is under way: call reset() first")
        return self._episode

    async def _act(self, action: str | Action) -> tuple[Answer | Stop | None, str]:
        """Perform `action`; returns it if it is final, and what was wrong with it."""
        try:
            parsed = self.action_space.check(action) if isinstance(action, Action) else self.action_space.parse(action)
            for part in parsed.actions if isinstance(parsed, MacroAction) else (parsed,):
                if isinstance(part, Answer | Stop):
                    return part, ""
                await self.surface.act(part)
        except ActionError as error:
            return None, str(error)
        return None, ""

    async def _observe(self, goal: str, action_error: str = "") -> dict[str, Any]:
        seen = await self.surface.observe([name for name in self.channels if name != "goal"])
        seen["goal"] = goal
        if action_error:
            seen["last_error"] = action_error
        observation = {}
        for name, space in self.observation_space.items():
            observation[name] = space.clip(seen[name]) if isinstance(space, Unicode) else seen[name]
        return observation

    def _fail(self, episode: _Episode, failure: str) -> Step:
        self._episode = None
        self.surface.discard()
        info = self._info(episode, Timings()) | {"failure": failure}
        return dict(episode.observation), float("nan"), False, True, info

    def _info(
        self,
        episode: _Episode,
        timings: Timings,
        outcome: Outcome | None = None,
        state: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        info: dict[str, Any] = {
            "task": episode.task.id,
            "goal": episode.goal,
            "seed": episode.seed,
            "steps": episode.steps,
            "timings": timings,
        }
        if outcome is not None:
            info["success"] = outcome.done and outcome.score >= 1.0
            info["oracle"] = {"score": float(outcome.score), "done": outcome.done, "reason": outcome.reason}
        if state is not None:
            info["state"] = state
        return info


def _describe(failure: Exception, what: str, timeout: float) -> str:
    return str(failure) or f"{what} took longer than {timeout:g} s"
