"""Phones to play on: how one is got, put back to its seeded state, and let go."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import weakref
from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

from digienv.android.adb import AdbDevice, AdbServer
from digienv.core import loop
from digienv.core.errors import MissingDependency, SurfaceFailure
from digienv.core.folders import RunFolder

if TYPE_CHECKING:
    from digienv.android.phone.phone import Phone

__all__ = ["Handset", "SimulatedHandset"]


class Handset(Protocol):
    """See the module. Methods raise `SurfaceFailure` when the device is gone or broken.

    Attributes:
        settle: whether its screen must be watched until it stands still after an action; a simulated phone says so.
    """

    settle: bool

    async def open(self) -> AdbDevice:
        """Start or lease it; it can be used then."""

    async def reset(self, hosts: Collection[str] = ()) -> None:
        """Put it back to its seeded state and to the home screen.

        Args:
            hosts: that its browser may reach, where that can be said.
        """

    def discard(self) -> None:
        """It is broken or hangs: the next `open` starts from nothing."""

    async def close(self) -> None:
        """Let go of it."""


class SimulatedHandset:
    """A simulated phone of this process, reached through the adb server like any other.

    Args:
        world: what its owner has on it: ``"household"``, or ``"new"`` for nothing.
    """

    settle = False

    def __init__(self, world: str = "household") -> None:
        self.phone: Phone | None = None
        self._world = world
        self._folder: RunFolder | None = None
        self._server = AdbServer()
        self._serial = ""
        self._broken = False

    async def open(self) -> AdbDevice:
        """Start a phone, and the adb server if none runs.

        Raises:
            MissingDependency: if the packages for it are not installed.
        """
        if importlib.util.find_spec("re2") is None:
            raise MissingDependency("a simulated phone needs google-re2; install: pip install 'digienv[android]'")
        from digienv.android.phone.phone import Phone
        from digienv.android.phone.templates import template

        await self.close()
        if not _open:
            loop.on_shutdown(_close_all)
        _open.add(self)
        self._broken = False
        source, _ = await asyncio.gather(asyncio.to_thread(template, self._world), self._server.start())
        self._folder = RunFolder()
        self.phone = Phone(source, self._folder.path / "files")
        await self.phone.daemon.start()
        await self.phone.console.start()
        self._serial = self.phone.address
        _, device = await asyncio.gather(self.phone.reset(), self._server.connect(self._serial))
        await device.wait()
        return device

    async def reset(self, hosts: Collection[str] = ()) -> None:
        """Put its files and its screen back."""
        if self.phone is None or self._broken:
            raise SurfaceFailure("the phone is off")
        await self.phone.reset(hosts)

    def discard(self) -> None:
        """Forget it."""
        self._broken = True

    async def close(self) -> None:
        """Turn it off and remove its files."""
        _open.discard(self)
        phone, self.phone = self.phone, None
        try:
            if phone is not None:
                with contextlib.suppress(SurfaceFailure):
                    await self._server.disconnect(self._serial)
                await phone.close()
        finally:
            if self._folder is not None:
                self._folder.remove()
                self._folder = None


_open: weakref.WeakSet[SimulatedHandset] = weakref.WeakSet()


async def _close_all() -> None:
    """Turn off what nobody has: the process ends."""
    await asyncio.gather(*(handset.close() for handset in list(_open)))
