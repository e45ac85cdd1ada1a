"""A person plays a task in a local web page: the same screenshots, actions and rewards that an agent gets."""

from __future__ import annotations

import contextlib
import queue
from typing import Any

import numpy as np

from digienv.core.actions import Action, ActionSpace, action_points
from digienv.core.env import DigiEnv
from digienv.core.errors import DigienvError
from digienv.core.viewer import Viewer
from digienv.listing import find_entry

__all__ = ["Game"]

WAKE_UP_SECONDS = 1.0

SOLUTION_PAUSE = 0.9
"""Seconds for which each step of a shown solution can be looked at."""


class Game:
    """Episodes that a person plays, one after another.

    Every action of the surface may be used, not only those that the task calls for.

    Args:
        env: the environment; it is played on, not closed.
        seed: of the first episode; the ones after it follow by ones.

    Attributes:
        viewer: the page; its `url` is where to play.
        finished: how many episodes were played to their end or given up.
        successes: how many of them were solved.
    """

    def __init__(self, env: DigiEnv, *, seed: int) -> None:
        self.env = env
        self.env.env.action_space = ActionSpace(
            env.env.surface.actions, width=env.env.surface.width, height=env.env.surface.height
        )
        self.finished = 0
        self.successes = 0
        self._episode = 0
        self._next_seed = seed
        self._state: dict[str, Any] = {}
        self._screen = np.zeros((env.env.surface.height, env.env.surface.width, 3), np.uint8)
        self._inputs: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.viewer = Viewer(self._inputs.put)

    def play(self) -> None:
        """Play until `close` is called, or an interrupt."""
        self._new_episode()
        while (event := self._next_input()) is not None:
            self._handle(event)

    def close(self) -> None:
        """Close the page and end `play`."""
        self._inputs.put(None)
        self.viewer.close()

    @property
    def _playing(self) -> bool:
        return bool(self._state.get("status") == "playing")

    def _next_input(self) -> dict[str, Any] | None:
        """Wait for an event, and wake up now and then: an interrupt just before an endless wait would go unnoticed."""
        while True:
            with contextlib.suppress(queue.Empty):
                return self._inputs.get(timeout=WAKE_UP_SECONDS)

    def _handle(self, event: dict[str, Any]) -> None:
        match event:
            case {"kind": "act", "action": str(action)} if self._playing:
                self._step(action)
            case {"kind": "give_up"} if self._playing:
                self.finished += 1
                self._show(status="failure", message="Given up")
            case {"kind": "new"}:
                self._new_episode()
            case {"kind": "solve"} if self._state["solvable"]:
                self._show_solution()

    def _new_episode(self) -> None:
        if self._playing and self._state["steps"]:
            self.finished += 1
        self._episode += 1
        self._reset(self._next_seed, status="playing")
        self._next_seed += 1

    def _reset(self, seed: int, **changes: Any) -> None:
        observation, info = self.env.reset(seed=seed)
        self._screen = observation["screenshot"]
        self._state = {
            "task": info["task"],
            "goal": info["goal"],
            "seed": seed,
            "steps": 0,
            "max_steps": self.env.env.task.max_steps,
            "total": 0.0,
            "solvable": find_entry(info["task"]).scripted,
            "hovers": "hover" in self.env.env.surface.actions,
        }
        self._show(**changes)

    def _step(self, action: str | Action, **changes: Any) -> bool:
        """Perform an action, show what came of it, and return whether the episode goes on."""
        observation, reward, terminated, truncated, info = self.env.step(action)
        if "failure" in info:
            self._show(status="over", busy=False, message=f"{info['failure']}; this episode does not count")
            return False
        self._screen = observation["screenshot"]
        self._show(
            action=str(action),
            points=action_points(action),
            error=info.get("action_error", ""),
            reward=reward,
            total=self._state["total"] + reward,
            steps=info["steps"],
            **changes,
        )
        if terminated or truncated:
            self._end(success=info["success"], out_of_steps=truncated)
        return not (terminated or truncated)

    def _end(self, *, success: bool, out_of_steps: bool) -> None:
        if self._state.get("busy"):
            word = "This is how it is done" if success else "The solution did not reach the goal"
            self._show(status="over", busy=False, message=word)
            return
        self.finished += 1
        self.successes += success
        message = "Solved" if success else "Out of steps" if out_of_steps else "Not solved"
        self._show(status="success" if success else "failure", message=message)

    def _show_solution(self) -> None:
        """Start the episode again and perform its scripted solution; a button that is pressed ends the show."""
        if self._playing:
            self.finished += 1
        self._reset(self._state["seed"], status="playing", busy=True, message="Showing the solution …")
        try:
            for action in self.env.solve():
                if self._interrupted_within(SOLUTION_PAUSE):
                    self._show(status="over", busy=False, message="The show was stopped")
                    return
                if not self._step(action):
                    return
        except DigienvError as error:
            self._show(status="over", busy=False, message=f"The solution gave up: {error}")

    def _interrupted_within(self, seconds: float) -> bool:
        """Whether something was pressed in that time; it is handled afterwards."""
        try:
            self._inputs.put(self._inputs.get(timeout=seconds))
        except queue.Empty:
            return False
        return True

    def _show(self, **changes: Any) -> None:
        self._state = {"message": "", **self._state, "episode": self._episode} | changes
        self._state |= {"finished": self.finished, "successes": self.successes}
        self.viewer.show(self._screen, **self._state)
