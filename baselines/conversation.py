"""What a policy is shown: the episode under way as the context of its next turn."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np

from baselines.policies.prompts import Context, describe_actions
from digienv.core.actions import ActionSpace
from digienv.core.observations import parse_elements

__all__ = ["Conversation"]


class Conversation:
    """One episode, from the policy's side.

    Args:
        space: what the policy may do.
        images: how many screenshots it is shown, the present one included.
        history: how many of its own actions it is told.
    """

    def __init__(self, space: ActionSpace, *, images: int = 1, history: int = 8) -> None:
        self.actions = describe_actions(space)
        self.by_marks = all(name.endswith("_mark") for name in space.actions if name not in ("type", "press"))
        self._images: deque[np.ndarray] = deque(maxlen=images)
        self._done: deque[str] = deque(maxlen=history)
        self._observation: dict[str, Any] = {}

    def see(self, observation: dict[str, Any]) -> None:
        """Take an observation in."""
        self._observation = observation
        self._images.append(observation["screenshot"])

    def did(self, action: str, error: str = "") -> None:
        """Take in what the policy did, and what was wrong with it."""
        self._done.append(f"{action} ({error})" if error else action)

    @property
    def context(self) -> Context:
        """What the next turn is about."""
        return Context(
            images=tuple(self._images),
            goal=self._observation["goal"],
            actions=self.actions,
            history=" ".join(self._done),
            elements=self._elements(self._observation.get("elements", "")),
        )

    def _elements(self, text: str) -> str:
        """Where an element is does not matter to who names it by its number."""
        if not (text and self.by_marks):
            return text
        return "\n".join(str(element).rpartition(" @")[0] for element in parse_elements(text))
