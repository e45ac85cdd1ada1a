"""The phone's time: it stands still while nobody does anything, so that equal episodes are equal."""

from __future__ import annotations

import datetime

__all__ = ["NOW", "Clock"]

NOW = datetime.datetime(2026, 6, 15, 9, 30, tzinfo=datetime.UTC)
"""What time it is on a phone that was just reset: a Monday."""


class Clock:
    """See the module."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Back to `NOW`."""
        self.now = NOW

    def set(self, milliseconds: int) -> None:
        """To a time since 1970."""
        self.now = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += datetime.timedelta(seconds=seconds)

    @property
    def milliseconds(self) -> int:
        """Since 1970, as Android's databases have them."""
        return int(self.now.timestamp() * 1000)

    @property
    def nanoseconds(self) -> int:
        """Since 1970, whole milliseconds of them, as file systems have them."""
        return 1_000_000 * self.milliseconds
