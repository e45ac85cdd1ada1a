"""What a judge is shown of an episode that is being played."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

from digienv.core.actions import Action
from digienv.core.errors import DigienvError
from digienv.judges.judge import Trajectory, text_channels

__all__ = ["JudgedEpisode", "check_screenshots"]


def check_screenshots(observation_space: gymnasium.Space[Any]) -> None:
    """Raise `DigienvError` if there is nothing to look at."""
    if not isinstance(observation_space, spaces.Dict) or "screenshot" not in observation_space.spaces:
        raise DigienvError("a judge looks at screenshots: make the environment with the channel 'screenshot'")


class JudgedEpisode:
    """An episode so far.

    Args:
        observation: what `reset` returned.
        info: what `reset` returned.
    """

    def __init__(self, observation: dict[str, Any], info: dict[str, Any]) -> None:
        self._goal = str(info["goal"])
        self._screenshots: list[np.ndarray] = [observation["screenshot"]]
        self._actions: list[str] = []
        self._texts = [text_channels(observation)]

    def add(self, action: str | Action, observation: dict[str, Any]) -> None:
        """Take in a step."""
        self._actions.append(str(action))
        self._screenshots.append(observation["screenshot"])
        self._texts.append(text_channels(observation))

    @property
    def trajectory(self) -> Trajectory:
        """All of it."""
        return Trajectory(self._goal, list(self._screenshots), tuple(self._actions), tuple(self._texts))
