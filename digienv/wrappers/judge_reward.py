"""Rewards from a judge, instead of the oracle's.

Classes:
    `JudgeReward`: for one environment.
    `JudgedPool`: for many, which are judged at the same time and do not wait for each other.
"""

from __future__ import annotations

import dataclasses
import queue
import threading
from concurrent.futures import Future
from typing import Any, Literal

import gymnasium
import numpy as np
from typing_extensions import override

from digienv.core import loop
from digienv.core.actions import Action
from digienv.core.errors import DigienvError
from digienv.core.pool import Pool, Reply, take_reply
from digienv.judges.judge import Judge
from digienv.models.chat import ModelFailure
from digienv.wrappers.judged import JudgedEpisode, check_screenshots

__all__ = ["JudgeReward", "JudgedPool", "When"]

When = Literal["end", "answer", "step"]
"""When a judge is asked: when an episode ends; when it ends with an answer, else its reward is 0; or after every step,
of which the first that is judged a success ends the episode.
"""

PATIENCE = 0.2
"""Seconds after which a pool that is closed is noticed."""


def _due(when: When, episode: JudgedEpisode, *, ended: bool) -> bool:
    """Whether the judge is to be asked now."""
    match when:
        case "end":
            return ended
        case "answer":
            return ended and episode.trajectory.answer is not None
        case "step":
            return True


async def _judged(judge: Judge, episode: JudgedEpisode, reply: Reply) -> Reply:
    """The same step with the judge's reward, or a failure."""
    try:
        verdict = await judge.judge(episode.trajectory)
    except ModelFailure as failure:
        info = {**reply.info, "failure": f"the judge gave no verdict: {failure}"}
        return dataclasses.replace(reply, reward=float("nan"), terminated=False, truncated=True, info=info)
    ended = reply.terminated or reply.truncated
    return dataclasses.replace(
        reply,
        reward=verdict.score if ended or verdict.success else 0.0,
        terminated=reply.terminated or (verdict.success and not reply.truncated),
        info={**reply.info, "verdict": dataclasses.asdict(verdict)},
    )


def _check(observation_space: gymnasium.Space[Any], when: str) -> None:
    check_screenshots(observation_space)
    if when not in ("end", "answer", "step"):
        raise DigienvError(f"when is 'end', 'answer' or 'step', not {when!r}")


class JudgeReward(gymnasium.Wrapper[Any, str, Any, str], gymnasium.utils.RecordConstructorArgs):
    """Gives the reward of a judge; ``info["oracle"]`` and ``info["success"]`` are still the oracle's.

    ``info["verdict"]`` holds the judge's, see `digienv.judges.Verdict`. Where it gives none, the step is a failure like
    any other of the infrastructure: a reward of NaN, truncated, and ``info["failure"]``.

    Args:
        env: a digienv environment with the channel ``screenshot``.
        judge: who is asked.
        when: see `When`.

    Raises:
        DigienvError: if the environment has no screenshots.
    """

    def __init__(self, env: gymnasium.Env[Any, str], judge: Judge, when: When = "end") -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self, judge=judge, when=when)
        super().__init__(env)
        _check(env.observation_space, when)
        self._judge = judge
        self._when: When = when
        self._episode: JudgedEpisode | None = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begin an episode."""
        observation, info = self.env.reset(seed=seed, options=options)
        self._episode = JudgedEpisode(observation, info)
        return observation, info

    def step(self, action: str) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Perform an action, and ask the judge if it is time to."""
        observation, reward, terminated, truncated, info = self.env.step(action)
        reply = Reply(0, observation, float(reward), terminated, truncated, info)
        if "failure" not in info:
            assert self._episode is not None
            self._episode.add(action, observation)
            reply = dataclasses.replace(reply, reward=0.0)
            if _due(self._when, self._episode, ended=terminated or truncated):
                reply = loop.run(_judged(self._judge, self._episode, reply))
        return reply.observation, reply.reward, reply.terminated, reply.truncated, reply.info


class JudgedPool(Pool):
    """A pool whose rewards are a judge's, as `JudgeReward` gives them.

    While an episode is judged the other environments go on, and as many as have ended are judged at the same time:
    ``VectorEnv(JudgedPool(make_pool(...), judge))`` is a vector environment.

    Args:
        pool: the environments, which have the channel ``screenshot``.
        judge: who is asked.
        when: see `When`.
    """

    def __init__(self, pool: Pool, judge: Judge, when: When = "end") -> None:
        _check(pool.observation_space, when)
        self.num_envs = pool.num_envs
        self.observation_space = pool.observation_space
        self.action_space = pool.action_space
        self._pool = pool
        self._judge = judge
        self._when: When = when
        self._episodes: dict[int, JudgedEpisode] = {}
        self._actions: dict[int, str | Action] = {}
        self._judging: dict[int, Future[Reply]] = {}
        self._replies: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._pump = threading.Thread(target=self._receive, name="digienv-judged", daemon=True)
        self._pump.start()

    @override
    def reset(self, index: int, *, seed: int, options: dict[str, Any] | None = None) -> None:
        self._actions.pop(index, None)
        self._pool.reset(index, seed=seed, options=options)

    @override
    def send(self, index: int, action: str | Action) -> None:
        self._actions[index] = action
        self._pool.send(index, action)

    @override
    def recv(self, timeout: float | None = None) -> Reply:
        return take_reply(self._replies, timeout)

    @override
    def frame(self, index: int) -> np.ndarray:
        return self._pool.frame(index)

    @override
    def close(self) -> None:
        self._closed.set()
        self._pump.join()
        for judged in self._judging.values():
            judged.cancel()
        self._pool.close()

    def _receive(self) -> None:
        while not self._closed.is_set():
            try:
                self._take(self._pool.recv(timeout=PATIENCE))
            except TimeoutError:
                continue
            except DigienvError as error:
                self._replies.put(error)

    def _take(self, reply: Reply) -> None:
        action = self._actions.get(reply.index)
        if action is None:
            self._episodes[reply.index] = JudgedEpisode(reply.observation, reply.info)
        elif "failure" not in reply.info:
            episode = self._episodes[reply.index]
            episode.add(action, reply.observation)
            reply = dataclasses.replace(reply, reward=0.0)
            if _due(self._when, episode, ended=reply.terminated or reply.truncated):
                judged = self._judging[reply.index] = loop.start(_judged(self._judge, episode, reply))
                judged.add_done_callback(self._put)
                return
        self._replies.put(reply)

    def _put(self, judged: Future[Reply]) -> None:
        if not judged.cancelled():
            error = judged.exception()
            self._replies.put(error if isinstance(error, Exception) else judged.result())
