"""The other end of a `ProcessPool`: ``python -m digienv.core.worker FD`` serves environments on a socket.

The first message says what to make; every further one is a request of the parent's.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import sys
import threading
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from digienv.core import loop
from digienv.core.async_env import AsyncEnv, Step
from digienv.core.pool import load_maker

__all__ = ["main"]


class _Worker:
    def __init__(self, connection: Connection) -> None:
        order = json.loads(connection.recv_bytes())
        make = load_maker(order["make"])
        self.envs: dict[int, AsyncEnv] = {index: make(**order["kwargs"]) for index in order["indices"]}
        self.connection = connection
        self.lock = threading.Lock()

    def serve(self) -> None:
        """Answer requests until the parent says so or is gone."""
        with contextlib.suppress(EOFError, OSError):
            while (request := json.loads(self.connection.recv_bytes()))["operation"] != "close":
                loop.start(self.answer(**request))
        for future in [loop.start(env.close()) for env in self.envs.values()]:
            future.result()

    async def answer(self, index: int, operation: str, **arguments: Any) -> None:
        env = self.envs[index]
        try:
            match operation:
                case "reset":
                    observation, info = await env.reset(**arguments)
                    self.reply(index, (observation, 0.0, False, False, info))
                case "step":
                    self.reply(index, await env.step(**arguments))
                case "frame":
                    self.write({"index": index}, {"frame": await env.frame()})
        except Exception as error:
            self.write({"index": index, "error": f"{type(error).__name__}: {error}"}, {})

    def reply(self, index: int, step: Step) -> None:
        observation, reward, terminated, truncated, info = step
        arrays = {name: value for name, value in observation.items() if isinstance(value, np.ndarray)}
        header = {
            "index": index,
            "observation": {name: None if name in arrays else value for name, value in observation.items()},
            "reward": None if math.isnan(reward) else float(reward),
            "terminated": terminated,
            "truncated": truncated,
            "info": info | {"timings": dataclasses.asdict(info["timings"])},
        }
        self.write(header, arrays)

    def write(self, header: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        shapes = {name: array.shape for name, array in arrays.items()}
        with self.lock, contextlib.suppress(OSError):  # without a parent there is nobody to tell
            self.connection.send_bytes(json.dumps(header | {"arrays": shapes}).encode())
            for array in arrays.values():
                self.connection.send_bytes(np.ascontiguousarray(array).tobytes())


def main() -> None:
    """Serve the socket whose descriptor is the argument."""
    _Worker(Connection(int(sys.argv[1]))).serve()


if __name__ == "__main__":
    main()
