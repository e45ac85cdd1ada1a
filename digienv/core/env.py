"""The gymnasium environment: a thin synchronous face of `AsyncEnv`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import gymnasium
import numpy as np

from digienv.core import loop
from digienv.core.actions import Action, action_points
from digienv.core.async_env import AsyncEnv, next_seed
from digienv.core.errors import DigienvError
from digienv.core.viewer import Viewer

__all__ = ["DigiEnv"]


class DigiEnv(gymnasium.Env[dict[str, Any], str]):
    """A task, or a whole suite of tasks, as a `gymnasium.Env`.

    Observations are a dictionary of the chosen channels (`digienv.core.observations.CHANNELS`), actions are texts
    (`digienv.core.actions`). The reward is the oracle's.

    ``info`` holds ``task``, ``goal``, ``seed``, ``steps``, ``timings``; after a step also ``success`` and
    ``oracle`` (``score`` in [0, 1], ``done``, ``reason``); where it applies ``state`` (what the screen shows, as data),
    ``action_error`` (the action was bad and did nothing) and ``failure`` (the infrastructure broke: the episode is
    truncated, its reward is NaN, and it should be dropped or run again).

    Args:
        env: what runs the episodes.
        render_mode: ``"rgb_array"``: `render` returns the screen as uint8 (height, width, 3). ``"human"``: a local
            web page shows every frame; its address is printed, and opened where there is a display.

    Example:
        >>> import gymnasium
        >>> env = gymnasium.make("digienv/miniwob.click-test-v0")
        >>> observation, info = env.reset(seed=7)
        >>> info["goal"]
        'Click the button.'
        >>> env.close()
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": ["rgb_array", "human"], "render_fps": 4}  # type: ignore[misc]

    def __init__(self, env: AsyncEnv, render_mode: str | None = None) -> None:
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise DigienvError(f"render_mode is None, 'rgb_array' or 'human', not {render_mode!r}")
        self.env = env
        self.render_mode = render_mode
        self.observation_space = env.observation_space
        self.action_space = env.action_space
        self._total_reward = 0.0
        self._viewer = Viewer() if render_mode == "human" else None

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Start an episode; see `AsyncEnv.reset`. With a `seed` it is that seed's episode, else the next one."""
        super().reset(seed=seed)
        episode_seed = next_seed(self.np_random) if seed is None else seed
        observation, info = loop.run(self.env.reset(seed=episode_seed, options=options))
        self._total_reward = 0.0
        self._show(info, status="playing")
        return observation, info

    def step(self, action: str | Action) -> tuple[dict[str, Any], float, bool, bool, dict[str, Any]]:
        """Perform one action; see `AsyncEnv.step`."""
        observation, reward, terminated, truncated, info = loop.run(self.env.step(action))
        if "failure" not in info:
            self._total_reward += reward
            ended = "success" if info["success"] else "failure" if terminated or truncated else "playing"
            self._show(info, status=ended, action=str(action), points=action_points(action), reward=reward)
        return observation, reward, terminated, truncated, info

    def render(self) -> np.ndarray | None:
        """The screen, with ``render_mode="rgb_array"``; else None."""
        if self.render_mode is None:
            gymnasium.logger.warn(
                'render() does nothing without a render_mode, e.g. make(..., render_mode="rgb_array")'
            )
        return loop.run(self.env.frame()) if self.render_mode == "rgb_array" else None

    def solve(self) -> Iterator[Action]:
        """The scripted solution of the current episode: step each action before asking for the next.

        Example:
            >>> env = gymnasium.make("digienv/miniwob.click-test-v0")
            >>> _ = env.reset(seed=7)
            >>> for action in env.unwrapped.solve():
            ...     observation, reward, terminated, truncated, info = env.step(str(action))
            >>> reward
            1.0
        """
        actions = self.env.solve()
        while True:
            try:
                yield loop.run(anext(actions))  # type: ignore[arg-type]
            except StopAsyncIteration:
                return

    def close(self) -> None:
        """Close the surface (the page, the device)."""
        loop.run(self.env.close())
        if self._viewer is not None:
            self._viewer.close()

    def _show(self, info: dict[str, Any], **state: Any) -> None:
        if self._viewer is not None:
            state |= {name: info[name] for name in ("task", "goal", "seed", "steps")}
            state |= {"total": self._total_reward, "error": info.get("action_error", "")}
            self._viewer.show(loop.run(self.env.frame()), **state)
