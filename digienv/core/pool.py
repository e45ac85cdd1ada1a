"""Pools: many environments, each answering when it is ready, since pages differ in how long they take.

Classes:
    `LocalPool`: all in this process, on its one event loop and in its one browser.
    `ProcessPool`: spread over worker processes; one that dies is replaced, and its episodes are marked failed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import json
import queue
import socket
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from gymnasium import spaces
from typing_extensions import override

from digienv.core import loop
from digienv.core.actions import Action, ActionSpace
from digienv.core.async_env import AsyncEnv, Timings
from digienv.core.errors import DigienvError, SurfaceFailure

__all__ = ["LocalPool", "Pool", "ProcessPool", "Reply", "take_reply"]


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """What an environment of a pool answered to `Pool.reset` or `Pool.send`.

    Attributes:
        index: which environment.
        observation: as the environment's observation space says.
        reward: 0 after a reset, NaN after a failure.
        terminated: as gymnasium defines it.
        truncated: as gymnasium defines it; True with ``info["failure"]`` when the infrastructure broke.
        info: as `digienv.core.env.DigiEnv` describes it.
    """

    index: int
    observation: dict[str, Any]
    reward: float
    terminated: bool
    truncated: bool
    info: dict[str, Any]


class Pool(ABC):
    """Environments that are driven by `send` and `recv`, in any order.

    Attributes:
        num_envs: how many environments there are.
        observation_space: of each of them.
        action_space: of each of them.

    Example:
        >>> from digienv.suites.miniwob import make_async
        >>> pool = LocalPool([make_async("click-test") for _ in range(2)])
        >>> for index in range(2):
        ...     pool.reset(index, seed=index)
        >>> reply = pool.recv()
        >>> pool.send(reply.index, "click(80, 100)")
        >>> pool.close()
    """

    num_envs: int
    observation_space: spaces.Dict
    action_space: ActionSpace

    @abstractmethod
    def reset(self, index: int, *, seed: int, options: dict[str, Any] | None = None) -> None:
        """Begin an episode in environment `index`; its first observation comes by `recv`."""

    @abstractmethod
    def send(self, index: int, action: str | Action) -> None:
        """Begin a step in environment `index`; what comes of it comes by `recv`."""

    @abstractmethod
    def recv(self, timeout: float | None = None) -> Reply:
        """The first reply that is there, of whichever environment.

        Args:
            timeout: seconds to wait; forever by default.

        Raises:
            SurfaceFailure: if an episode could not be started; it names the environment and the seed.
            TimeoutError: if nothing came in time.
        """

    @abstractmethod
    def frame(self, index: int) -> np.ndarray:
        """The screen of environment `index`: uint8 array (height, width, 3), RGB."""

    @abstractmethod
    def close(self) -> None:
        """Close all environments."""


def take_reply(replies: queue.SimpleQueue[Reply | Exception], timeout: float | None) -> Reply:
    """What `Pool.recv` returns or raises, from a queue of it."""
    try:
        reply = replies.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError(f"no environment answered within {timeout} s") from None
    if isinstance(reply, Exception):
        raise reply
    return reply


class LocalPool(Pool):
    """All environments in this process.

    Args:
        envs: the environments; their spaces must be equal.
    """

    def __init__(self, envs: Sequence[AsyncEnv]) -> None:
        if not envs:
            raise DigienvError("a pool needs at least one environment")
        self.num_envs = len(envs)
        self.observation_space = envs[0].observation_space
        self.action_space = envs[0].action_space
        self._envs = list(envs)
        self._replies: queue.SimpleQueue[tuple[int, Future[Any]]] = queue.SimpleQueue()
        self._under_way: dict[int, Future[Any]] = {}

    @override
    def reset(self, index: int, *, seed: int, options: dict[str, Any] | None = None) -> None:
        self._begin(index, self._reset(index, seed, options))

    @override
    def send(self, index: int, action: str | Action) -> None:
        self._begin(index, self._envs[index].step(action))

    def _begin(self, index: int, coroutine: Any) -> None:
        future = self._under_way[index] = loop.start(coroutine)
        future.add_done_callback(lambda done: self._replies.put((index, done)))

    async def _reset(self, index: int, seed: int, options: dict[str, Any] | None) -> Any:
        try:
            observation, info = await self._envs[index].reset(seed=seed, options=options)
        except SurfaceFailure as failure:
            raise SurfaceFailure(_of(index, seed, failure)) from failure
        return observation, 0.0, False, False, info

    @override
    def recv(self, timeout: float | None = None) -> Reply:
        try:
            index, future = self._replies.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError(f"no environment answered within {timeout} s") from None
        return Reply(index, *future.result())

    @override
    def frame(self, index: int) -> np.ndarray:
        return loop.run(self._envs[index].frame())

    @override
    def close(self) -> None:
        for future in self._under_way.values():
            future.cancel()
        for future in [loop.start(env.close()) for env in self._envs]:
            future.result()


class ProcessPool(Pool):
    """Environments spread over worker processes, each with a browser of its own.

    Messages are JSON and raw pixels. A worker that dies is replaced: the replies that it owes, or the next ones of
    the environments that were in the middle of an episode, are truncated with ``info["failure"]``.

    Args:
        make: the function that makes an `AsyncEnv`, as ``"module:function"``.
        kwargs: its arguments, JSON types only.
        num_envs: how many environments.
        processes: over how many workers they are spread.
    """

    MAX_DEATHS_IN_A_ROW = 3

    def __init__(self, make: str, kwargs: dict[str, Any], *, num_envs: int, processes: int = 2) -> None:
        if num_envs < 1 or processes < 1:
            raise DigienvError("a process pool needs at least one environment and one process")
        example = load_maker(make)(**kwargs)
        self.num_envs = num_envs
        self.observation_space = example.observation_space
        self.action_space = example.action_space
        self._replies: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()
        self._frames: queue.SimpleQueue[np.ndarray | Exception] = queue.SimpleQueue()
        count = min(processes, num_envs)
        self._workers = [_Worker(self, make, kwargs, range(first, num_envs, count)) for first in range(count)]

    @override
    def reset(self, index: int, *, seed: int, options: dict[str, Any] | None = None) -> None:
        self._worker(index).request(index, "reset", seed=seed, options=options)

    @override
    def send(self, index: int, action: str | Action) -> None:
        self._worker(index).request(index, "step", action=str(action))

    @override
    def recv(self, timeout: float | None = None) -> Reply:
        return take_reply(self._replies, timeout)

    @override
    def frame(self, index: int) -> np.ndarray:
        self._worker(index).request(index, "frame")
        frame = self._frames.get()
        if isinstance(frame, Exception):
            raise frame
        return frame

    @override
    def close(self) -> None:
        for worker in self._workers:
            worker.close()

    def pids(self) -> list[int]:
        """Process ids of the workers."""
        return [worker.process.pid for worker in self._workers]

    def _worker(self, index: int) -> _Worker:
        return self._workers[index % len(self._workers)]


class _Worker:
    """The parent's side of a worker process: it replaces the process and accounts for what was lost with it."""

    EXIT_TIMEOUT = 20.0

    def __init__(self, pool: ProcessPool, make: str, kwargs: dict[str, Any], indices: range) -> None:
        self.pool, self.make, self.kwargs, self.indices = pool, make, kwargs, indices
        self.lock = threading.Lock()
        self.pending: dict[int, dict[str, Any]] = {}
        self.episodes: dict[int, Reply] = {}
        self.lost: dict[int, Reply] = {}
        self.deaths_in_a_row = 0
        self.closing = False
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "digienv.core.worker", str(theirs.fileno())]
        self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()
        self.connection = Connection(ours.detach())
        self._write({"make": self.make, "kwargs": self.kwargs, "indices": list(self.indices)})
        threading.Thread(target=self._read, args=(self.connection,), daemon=True).start()

    def request(self, index: int, operation: str, **arguments: Any) -> None:
        with self.lock:
            lost = self.lost.pop(index, None)
            if lost is not None and operation == "step":
                self.pool._replies.put(_failed(lost))
            else:
                self.pending[index] = {"index": index, "operation": operation, **arguments}
                self._write(self.pending[index])

    def _write(self, request: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # the reader sees the end of the pipe too, and answers for this request
            self.connection.send_bytes(json.dumps(request).encode())

    def _read(self, connection: Connection) -> None:
        try:
            while True:
                header = json.loads(connection.recv_bytes())
                arrays = {
                    name: np.frombuffer(bytearray(connection.recv_bytes()), np.uint8).reshape(shape)
                    for name, shape in header["arrays"].items()
                }
                self._receive(header, arrays)
        except (EOFError, OSError):
            self._replace()

    def _receive(self, header: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        index = header["index"]
        with self.lock:
            request = self.pending.pop(index, {})
            self.deaths_in_a_row = 0
            if "error" in header:
                answers = self.pool._frames if request.get("operation") == "frame" else self.pool._replies
                answers.put(SurfaceFailure(_of(index, request.get("seed"), header["error"])))
            elif "info" not in header:
                self.pool._frames.put(arrays["frame"])
            else:
                reply = _decode(header, arrays)
                if reply.terminated or reply.truncated:
                    self.episodes.pop(index, None)
                else:
                    self.episodes[index] = reply
                self.pool._replies.put(reply)

    def _replace(self) -> None:
        """Start a new process; steps under way have failed, resets are asked for again."""
        with self.lock:
            if self.closing:
                return
            self.deaths_in_a_row += 1
            pending, self.pending = self.pending, {}
            self.lost, self.episodes = self.episodes, {}
            self._reap()
            self._start()
            for index, request in pending.items():
                if request["operation"] == "step":
                    self.pool._replies.put(_failed(self.lost.pop(index)))
                elif request["operation"] == "frame":
                    self.pool._frames.put(SurfaceFailure(_of(index, None, "the worker process died")))
                elif self.deaths_in_a_row > self.pool.MAX_DEATHS_IN_A_ROW:
                    reason = "its worker process dies again and again while it resets"
                    self.pool._replies.put(SurfaceFailure(_of(index, request["seed"], reason)))
                else:
                    self.lost.pop(index, None)
                    self.pending[index] = request
                    self._write(request)

    def close(self) -> None:
        with self.lock:
            self.closing = True
            self._write({"operation": "close"})
        self._reap()
        self.connection.close()

    def _reap(self) -> None:
        try:
            self.process.wait(self.EXIT_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _of(index: int, seed: int | None, reason: object) -> str:
    return f"environment {index}{'' if seed is None else f' with seed {seed}'}: {reason}"


def _failed(last: Reply) -> Reply:
    info = last.info | {"failure": "the worker process died"}
    return dataclasses.replace(last, reward=float("nan"), terminated=False, truncated=True, info=info)


def _decode(header: dict[str, Any], arrays: dict[str, np.ndarray]) -> Reply:
    info = header["info"] | {"timings": Timings(**header["info"]["timings"])}
    observation = {name: arrays[name] if text is None else text for name, text in header["observation"].items()}
    reward = float("nan") if header["reward"] is None else header["reward"]
    return Reply(header["index"], observation, reward, header["terminated"], header["truncated"], info)


def load_maker(entry_point: str) -> Callable[..., AsyncEnv]:
    """The function that ``"module:function"`` names."""
    module, _, function = entry_point.partition(":")
    make: Callable[..., AsyncEnv] = getattr(importlib.import_module(module), function)
    return make
