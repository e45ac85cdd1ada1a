"""Recording of every episode to disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium

from digienv.core.trace import TraceWriter

__all__ = ["RecordTrace"]


class RecordTrace(gymnasium.Wrapper[Any, Any, Any, Any], gymnasium.utils.RecordConstructorArgs):
    """Writes each episode as a trace (`digienv.core.trace`) into a folder of its own.

    Args:
        env: a digienv environment.
        folder: gets the folders ``000000``, ``000001`` ...; one that holds such folders already gets further ones.
    """

    def __init__(self, env: gymnasium.Env[Any, Any], folder: str | Path) -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self, folder=folder)
        super().__init__(env)
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name) for path in self.folder.iterdir() if path.name.isdigit()]
        self._next = max(numbers, default=-1) + 1
        self._writer: TraceWriter | None = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Start an episode and a trace."""
        observation, info = self.env.reset(seed=seed, options=options)
        self._finish()
        self._writer = TraceWriter(self.folder / f"{self._next:06}")
        self._next += 1
        self._writer.reset(observation, info)
        return observation, info

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Perform an action and record it."""
        result = self.env.step(action)
        if self._writer is not None:
            self._writer.step(action, *result)  # type: ignore[arg-type]
        return result

    def close(self) -> None:
        """Finish the trace and close the environment."""
        self._finish()
        super().close()

    def _finish(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
