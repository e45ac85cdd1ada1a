"""Agents that almost solve a task: what judges are trained and measured on beside successes and random play."""

from __future__ import annotations

import dataclasses
import logging
import random
from abc import abstractmethod
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from digienv.core.actions import ACTIONS, Action, Answer, Stop, Type, action_points
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import SurfaceFailure
from digienv.core.observations import Element, element_at, parse_elements
from digienv.leaderboard.agents import Move, ScriptedAgent, Start

__all__ = ["HastyAgent", "MistakenAgent"]

_log = logging.getLogger(__name__)


class _FaultyAgent(ScriptedAgent):
    actions = tuple(name for name in ACTIONS if name != "open_app")

    async def enter(self, env: AsyncEnv, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """Play the solution with a fault, and stop where it does not go on."""
        chance = random.Random(start.seed)  # noqa: S311
        faulty = False
        try:
            async for action in self.solve(env):
                fault = None if faulty else await self._fault(env, action, chance)
                faulty = faulty or fault is not None
                yield Move(fault or action)
                if isinstance(fault, Stop):
                    return
        except SurfaceFailure:
            raise
        except Exception:  # of a solution that does not find what it expects, since something else was done before
            _log.debug("the solution of %s does not go on", env.task.id, exc_info=True)
        yield Move(Stop())

    @abstractmethod
    async def _fault(self, env: AsyncEnv, action: Action, chance: random.Random) -> Action | None:
        """What to do instead of an action; None for the action itself."""


class HastyAgent(_FaultyAgent):
    """Stops before the solution is at its end."""

    name = "hasty"
    SHARE = 0.35
    """How probable it is before each action."""

    async def _fault(self, env: AsyncEnv, action: Action, chance: random.Random) -> Action | None:
        if chance.random() < self.SHARE or isinstance(action, Answer | Stop):
            return Stop()
        return None


class MistakenAgent(_FaultyAgent):
    """Does one thing of the solution wrong: the next button, another word, a wrong answer."""

    name = "mistaken"
    SHARE = 0.5
    """How probable it is for each action, until it has happened."""

    async def _fault(self, env: AsyncEnv, action: Action, chance: random.Random) -> Action | None:
        if chance.random() > self.SHARE:
            return None
        elements = parse_elements((await env.surface.observe(["elements"]))["elements"])
        if isinstance(action, Type | Answer):
            text = _another_text(action.text, [element.name for element in elements if element.name], chance)
            return dataclasses.replace(action, text=text)
        return _elsewhere(action, elements, chance) if action_points(action) else None


def _another_text(text: str, seen: Sequence[str], chance: random.Random) -> str:
    """A number with another digit, or another text from the screen."""
    digits = [place for place, char in enumerate(text) if char.isdigit()]
    if digits:
        place = chance.choice(digits)
        return text[:place] + str((int(text[place]) + chance.randint(1, 9)) % 10) + text[place + 1 :]
    others = [other for other in seen if other.strip().lower() != text.strip().lower()]
    return chance.choice(others) if others else f"{text} {text}"


def _elsewhere(action: Action, elements: Sequence[Element], chance: random.Random) -> Action | None:
    """The same action on another element, of the same role if there is one."""
    hit = element_at(action, elements)
    others = [element for element in elements if element is not hit and element.name != (hit.name if hit else "")]
    alike = [element for element in others if hit is not None and element.role == hit.role]
    if not (alike or others):
        return None
    other = chance.choice(alike or others)
    return dataclasses.replace(action, x=other.x + other.width // 2, y=other.y + other.height // 2)  # type: ignore[call-arg]
