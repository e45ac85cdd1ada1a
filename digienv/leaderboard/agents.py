"""Agents: what plays episodes.

Classes:
    `Agent`: base class of all of them; it sees what the channels show, and nothing of the oracle.
    `Start`, `Move`, `Reflection`: what an agent is told, does, and learns from a trial.
    `RandomAgent`, `ScriptedAgent`: the floor and the ceiling for every other agent.
    `HTTPAgent`: one in another process and any language.

Functions:
    `load_agent`: an agent by its name on the command line.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import numpy as np

from digienv.core.actions import Action, ActionSpace
from digienv.core.async_env import DEFAULT_CHANNELS, AsyncEnv
from digienv.core.errors import DigienvError, MissingDependency
from digienv.core.images import png_url
from digienv.judges.judge import Trajectory
from digienv.models.chat import ModelFailure, Usage

__all__ = ["Agent", "HTTPAgent", "Move", "RandomAgent", "Reflection", "ScriptedAgent", "Start", "load_agent"]

AGENTS = {
    "hasty": "digienv.leaderboard.faulty:HastyAgent",
    "mistaken": "digienv.leaderboard.faulty:MistakenAgent",
    "prompted": "baselines.agents:PromptedAgent",
    "rci": "baselines.agents:RCIAgent",
    "reflexion": "baselines.agents:ReflexionAgent",
    "exemplars": "baselines.agents:ExemplarAgent",
}
"""Short names of agents that are loaded when they are asked for; those of `baselines` come with a checkout."""

KEY = "DIGIENV_AGENT_KEY"
"""Environment variable with the key for an agent behind a URL, where it wants one."""


@dataclass(frozen=True, slots=True)
class Start:
    """How an episode begins, from the agent's side.

    Attributes:
        observation: what `reset` returned, the channels by name.
        space: what may be done.
        seed: for the agent's own randomness; it says nothing of the episode.
        lessons: what `Agent.reflect` said after the trials before this one.
    """

    observation: dict[str, Any]
    space: ActionSpace
    seed: int
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """What an agent does.

    Attributes:
        action: text of the grammar, or the action itself.
        thought: what the agent thought before, for people; empty if it did not.
        usage: what its model took for this.
    """

    action: str | Action
    thought: str = ""
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True)
class Reflection:
    """What an agent makes of a trial.

    Attributes:
        lesson: for the next trial; None if the agent is content with this one.
        usage: what its models took for this.
    """

    lesson: str | None
    usage: Usage = field(default_factory=Usage)


class Agent(ABC):
    """Plays episodes, many of them at the same time on one event loop: what computes for long goes to a thread.

    Attributes:
        name: in results; it is to tell apart what plays differently.
        channels: the observation channels that it wants.
        actions: that it wants to be allowed; None for those that the task allows by default.
        trials: how often it may play an episode; the last trial is what counts.
        settings: what else results should say of it, names to values, e.g. its model.

    Example:
        >>> class Patient(Agent):
        ...     name = "patient"
        ...
        ...     async def play(self, start):
        ...         while True:
        ...             observation = yield Move("wait(100)")
    """

    name: str
    channels: tuple[str, ...] = DEFAULT_CHANNELS
    actions: tuple[str, ...] | None = None
    trials: int = 1
    settings: Mapping[str, str] = MappingProxyType({})

    @abstractmethod
    def play(self, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """Play one trial: yield moves, each of which is answered with the next observation, until there is none.

        Raises:
            ModelFailure: if what it asks is gone; the episode is no result then, and is played anew.
            DigienvError: if it gives up; the episode is a failure of the agent.
        """

    async def reflect(self, trajectory: Trajectory) -> Reflection:
        """Look back at a trial after which another one is allowed."""
        return Reflection(None)

    async def close(self) -> None:
        """Give back what the agent holds; the evaluation is over."""

    def enter(self, env: AsyncEnv, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """Play in an environment, of which agents see no more than observations."""
        return self.play(start)


class RandomAgent(Agent):
    """Samples the action space."""

    name = "random"

    async def play(self, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """Never stop."""
        start.space.seed(start.seed)
        while True:
            yield Move(start.space.sample())


class ScriptedAgent(Agent):
    """Plays the tasks' scripted solutions, which know the answers."""

    name = "scripted"

    def play(self, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """It cannot do without an environment."""
        raise DigienvError("scripted solutions are played in an environment of digienv alone")

    def solve(self, env: AsyncEnv) -> AsyncIterator[Action]:
        """The solution, action by action."""
        return env.solve()

    async def enter(self, env: AsyncEnv, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """Play the solution."""
        async for action in self.solve(env):
            yield Move(action)


class HTTPAgent(Agent):
    """An agent behind a URL, to which every observation is posted as JSON.

    The request is ``{"episode", "step", "observation", "actions", "seed"}``: an id of the episode, the number of the
    step from 0, the channels by name with images as ``data:image/png`` URLs, the names of the allowed actions, and a
    seed. The answer is ``{"action"}``, and if you like ``"thought"`` and ``"usage"`` with ``"prompt_tokens"``,
    ``"reply_tokens"`` and ``"dollars"``. A key in the environment variable ``DIGIENV_AGENT_KEY`` is sent as a bearer
    token.

    Args:
        url: that takes the requests.
        channels: the observation channels that it is sent.
        timeout: seconds in which an answer must have come.

    Raises:
        MissingDependency: if httpx is not installed.
    """

    MAX_ANSWER = 2**20

    def __init__(
        self, url: str, *, channels: tuple[str, ...] = (*DEFAULT_CHANNELS, "last_error"), timeout: float = 120.0
    ) -> None:
        try:
            import httpx
        except ModuleNotFoundError:
            raise MissingDependency(
                "agents behind a URL need httpx; install it with: pip install 'digienv[server]'"
            ) from None
        self.name = url
        self.channels = channels
        self._key = os.environ.get(KEY, "")
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._client = httpx.AsyncClient(timeout=timeout, headers=headers, limits=httpx.Limits(max_connections=256))

    async def play(self, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """Post every observation."""
        observation, step = start.observation, 0
        fixed = {"episode": uuid4().hex, "actions": list(start.space.actions), "seed": start.seed}
        while True:
            request = {**fixed, "step": step, "observation": await asyncio.to_thread(_as_json, observation)}
            observation = yield await self._post(request)
            step += 1

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _post(self, request: dict[str, Any]) -> Move:
        import httpx

        try:
            async with self._client.stream("POST", self.name, json=request) as response:
                response.raise_for_status()
                answer = bytearray()
                async for chunk in response.aiter_bytes():
                    answer += chunk
                    if len(answer) > self.MAX_ANSWER:
                        raise ModelFailure(f"the agent at {self.name} answers without end")
        except httpx.HTTPStatusError as error:
            raise ModelFailure(f"the agent at {self.name} answers with status {error.response.status_code}") from None
        except httpx.HTTPError as error:
            raise ModelFailure(f"the agent at {self.name} does not answer ({type(error).__name__})") from None
        return _read_move(bytes(answer), self.name)


def _as_json(observation: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: png_url(value) if isinstance(value, np.ndarray) else str(value) for name, value in observation.items()
    }


def _read_move(answer: bytes, where: str) -> Move:
    try:
        said = json.loads(answer)
        usage = said.get("usage") or {}
        counts = {name: int(usage.get(name) or 0) for name in ("prompt_tokens", "reply_tokens")}
        spent = Usage(requests=1, dollars=float(usage.get("dollars") or 0.0), **counts)
        action, thought = said["action"], said.get("thought") or ""
        if not (isinstance(action, str) and isinstance(thought, str)):
            raise TypeError("action and thought are texts")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelFailure(f"what the agent at {where} answers is no move: {error!r:.200}") from None
    return Move(action, thought, spent)


def load_agent(name: str, offered: Mapping[str, Any]) -> Agent:
    """An agent by its name.

    Args:
        name: ``random``, ``scripted``, a name of `AGENTS`, ``module:Class``, or the URL of an agent.
        offered: what its constructor may take, by the names of parameters, e.g. ``model``; None for what there is not.

    Raises:
        DigienvError: if there is no such agent, or it needs what is not offered.
    """
    if name.startswith(("http://", "https://")):
        return HTTPAgent(name)
    kind = {"random": RandomAgent, "scripted": ScriptedAgent}.get(name) or _find(AGENTS.get(name, name))
    parameters = inspect.signature(kind).parameters
    given = {key: value for key, value in offered.items() if key in parameters and value is not None}
    for parameter in parameters.values():
        if parameter.default is parameter.empty and parameter.name not in given:
            option = f"; name it with --{parameter.name}" if parameter.name in offered else ""
            raise DigienvError(f"the agent {name} needs a {parameter.name}{option}")
    agent: Agent = kind(**given)
    return agent


def _find(path: str) -> type[Agent]:
    module, _, attribute = path.partition(":")
    if not attribute:
        raise DigienvError(
            f"there is no agent {path!r}; there are random, scripted, {', '.join(AGENTS)}, module:Class, "
            "and the URL of an agent"
        )
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError as error:
        hint = "; it comes with a checkout of the repository" if module.startswith("baselines") else ""
        raise DigienvError(f"the agent {path} cannot be loaded: {error}{hint}") from error
    except AttributeError:
        raise DigienvError(f"the module {module} has no {attribute}") from None
    if not (isinstance(found, type) and issubclass(found, Agent)):
        raise DigienvError(f"{path} is no subclass of digienv.leaderboard.agents.Agent")
    return found
