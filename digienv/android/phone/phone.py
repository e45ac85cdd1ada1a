"""The simulated phone: its files, its programs, its screen, and the daemon by which adb reaches it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

from digienv.android.phone.adbd import Daemon
from digienv.android.phone.calls import handler
from digienv.android.phone.clock import Clock
from digienv.android.phone.databases import Databases, make_databases
from digienv.android.phone.files import Files, Owner
from digienv.android.phone.programs import archive, data, file, screen, system, text
from digienv.android.phone.screen import Screen
from digienv.android.phone.services import Root, opener
from digienv.android.phone.shell import Program, Shell
from digienv.core.folders import restore_tree

__all__ = ["Phone", "make_template"]

FOLDERS = (
    *("system/bin", "system/etc", "proc", "data/local/tmp", "data/data", "data/system"),
    *(f"storage/emulated/0/{name}" for name in ("Alarms", "Android", "DCIM/Camera", "Documents", "Download", "Movies")),
    *(f"storage/emulated/0/{name}" for name in ("Music", "Pictures", "Recordings")),
)
BANNER = ("ro.product.name", "ro.product.model", "ro.product.device")


def make_template(folder: Path, fill: Callable[[Databases, Files], None] | None = None) -> None:
    """Write the files of a phone, which every reset copies.

    Args:
        folder: for them.
        fill: puts into it what its owner has; by default it is new and empty.
    """
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    files = Files(folder)
    make_databases(files)
    if fill is not None:
        fill(Databases(files), files)


class Phone:
    """See the module.

    Args:
        template: that `make_template` wrote.
        folder: for its own files.
        port: that its daemon listens on; 0 for any.
    """

    def __init__(self, template: Path, folder: Path, *, port: int = 0) -> None:
        self._template = template
        self.files = Files(folder)
        self.databases = Databases(self.files)
        self.properties = dict(system.PROPERTIES)
        self.clock = Clock()
        self.screen = Screen(handler(self.databases, self.files, lambda: self.screen), self.clock)
        self._root = Root()
        self._restarting: asyncio.Task[None] | None = None
        self.programs: dict[str, Program] = {
            **text.PROGRAMS,
            **file.PROGRAMS,
            **archive.PROGRAMS,
            **system.programs(self.properties, lambda: self.clock.now),
            **data.programs(self.databases, self._changed),
            **screen.programs(self.screen),
        }
        self.daemon = Daemon(
            opener(self._shell, self.files, self._root, self._restart),
            {name: system.PROPERTIES[name] for name in BANNER},
            port=port,
        )

    @property
    def address(self) -> str:
        """Where adb finds it."""
        return f"127.0.0.1:{self.daemon.port}"

    async def start(self) -> None:
        """Turn it on: the home screen of a new phone, and a daemon that listens."""
        await self.reset()
        await self.daemon.start()

    async def reset(self, hosts: Collection[str] = ()) -> None:
        """As its template is, with the home screen.

        Args:
            hosts: that its browser may reach.
        """
        if not self.screen.alive:
            await self.screen.close()
            await asyncio.gather(self.screen.open(), asyncio.to_thread(self._restore))
        else:
            await self.screen.close_browser()
            self._restore()
        self.screen.hosts = tuple(hosts)
        self.properties.clear()
        self.properties.update(system.PROPERTIES)
        self.clock.reset()
        await self.screen.run(f"system.reset({self.clock.milliseconds})")
        await self.screen.settle()

    def _restore(self) -> None:
        restore_tree(self._template, self.files.folder)

    async def close(self) -> None:
        """Turn it off."""
        await self.daemon.close()
        await self.screen.close()

    def _shell(self) -> Shell:
        return Shell(self.programs, self.files, Owner(root=self._root.on))

    def _restart(self) -> None:
        self._restarting = asyncio.ensure_future(self.daemon.disconnect())

    async def _changed(self, name: str) -> None:
        await self.screen.run("system.changed()")
        await self.screen.settle()
