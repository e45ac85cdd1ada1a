"""The surface: something with pixels that takes input. A browser page is one, an Android device another."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from digienv.core.actions import Action

__all__ = ["Surface"]


class Surface(Protocol):
    """What a task is performed on; nothing above it knows which kind it is.

    Every method raises `SurfaceFailure` when the infrastructure broke; the caller then calls `discard`, and after
    that only `open` or `close`.

    Attributes:
        width: of the screen in pixels.
        height: of the screen in pixels.
        channels: the observation channels that it has.
        actions: names of the actions that it can perform.
    """

    width: int
    height: int
    channels: tuple[str, ...]
    actions: tuple[str, ...]

    async def open(self, world: Any) -> None:
        """Go to the start of an episode in `world`."""

    async def act(self, action: Action) -> None:
        """Perform an action and wait until its effect can be seen.

        Raises:
            ActionError: if it cannot be performed here and now; nothing has happened then.
        """

    async def observe(self, channels: Collection[str]) -> dict[str, Any]:
        """The values of some of `channels`, as `digienv.core.observations.CHANNELS` describes them."""

    def discard(self) -> None:
        """Give up what is open, it is broken or hangs: the next `open` starts from nothing."""

    async def close(self) -> None:
        """Let go of everything."""
