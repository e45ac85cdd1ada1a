"""Tasks: what is to be done, how an episode of it starts, and the oracle that says whether it was done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from digienv.core.actions import Action, Answer, Stop
from digienv.core.surface import Surface

__all__ = ["Outcome", "Task", "Template"]

S = TypeVar("S", bound=Surface)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The oracle's word on the state after a step.

    Attributes:
        score: how far the goal is reached, in [0, 1]; 1 is success.
        done: whether the task itself has come to an end, well or badly.
        reward: the reward of this step; by convention the score of a finished task, else 0.
        reason: the oracle's explanation, for people.
    """

    score: float
    done: bool
    reward: float
    reason: str = ""


class Task(ABC, Generic[S]):
    """One drawn task: a goal with its parameters filled in. It lives for one episode.

    Attributes:
        id: the template's id, e.g. ``miniwob.click-test``.
        world: what the surface must open before `setup`; what it is depends on the surface.
        max_steps: the episode is truncated after so many steps.
    """

    id: str
    world: Any
    max_steps: int

    @abstractmethod
    async def setup(self, surface: S) -> str:
        """Bring the opened surface to the start of the episode and return the goal."""

    @abstractmethod
    async def evaluate(self, surface: S, final: Answer | Stop | None) -> Outcome:
        """Judge the state.

        Args:
            surface: read, never changed.
            final: the action with which the agent ended the episode; None while it goes on.
        """

    @abstractmethod
    def solve(self, surface: S) -> AsyncIterator[Action]:
        """A scripted solution: yields the actions one by one, each after the one before was performed."""

    async def state(self, surface: S) -> dict[str, Any] | None:
        """The true state of what is shown, for programs that write about it; ``info["state"]`` where it is not None.

        JSON types, made anew by each call. Asked for after `setup` and after every `evaluate`.
        """
        return None

    async def tear_down(self) -> None:
        """Put back what the episode has changed outside of the surface.

        Awaited once after `setup` was begun: when the episode has ended and been observed for the last time, or else
        before the next begins or the environment is closed. The surface may be broken by then.

        Raises:
            SurfaceFailure: if it cannot.
        """


class Template(ABC):
    """Where tasks come from.

    Attributes:
        id: e.g. ``miniwob.click-test``.
        actions: names of the actions that the task needs; the default action space.
        choices: texts of all actions that make sense in its tasks, where they are few: the default action space then
            holds only those.
    """

    id: str
    actions: tuple[str, ...]
    choices: tuple[str, ...] = ()

    @abstractmethod
    def draw(self, seed: int) -> Task[Any]:
        """The task of an episode: equal seeds give equal tasks."""
