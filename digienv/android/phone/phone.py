"""The simulated phone: its files, its programs, its screen, and the daemon by which adb reaches it."""

from __future__ import annotations

import asyncio
import json
import os
import struct
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from digienv.android.phone.adbd import Daemon, Service, Stream
from digienv.android.phone.calls import handler
from digienv.android.phone.clock import Clock
from digienv.android.phone.console import Console
from digienv.android.phone.databases import Databases, make_databases
from digienv.android.phone.emulator import commands
from digienv.android.phone.files import MILLISECOND, ROOT, Files, Owner
from digienv.android.phone.programs import (
    archive,
    data,
    devices,
    dumpsys,
    file,
    packages,
    processes,
    screen,
    sed,
    system,
    text,
)
from digienv.android.phone.programs.screen import rgba
from digienv.android.phone.screen import Screen
from digienv.android.phone.services import Root, opener
from digienv.android.phone.shell import Call, Program, Shell
from digienv.android.phone.uiautomator import PORT, Uiautomator
from digienv.core.folders import restore_tree
from digienv.core.images import decode_png

__all__ = ["Phone", "make_template"]

FOLDERS = (
    *("system/bin", "system/etc", "proc", "data/local/tmp", "data/data", "data/system"),
    *(f"storage/emulated/0/{name}" for name in ("Alarms", "Android", "DCIM/Camera", "Documents", "Download", "Movies")),
    *(f"storage/emulated/0/{name}" for name in ("Music", "Pictures", "Recordings")),
)
BATTERY = {"AC powered": "false", "status": "3", "health": "2", "present": "true", "level": "85", "scale": "100"}
ENVIRONMENT = {
    "PATH": "/system/bin",
    "ANDROID_ROOT": "/system",
    "ANDROID_DATA": "/data",
    "EXTERNAL_STORAGE": "/sdcard",
    "HOME": "/",
    "SHELL": "/system/bin/sh",
    "TMPDIR": "/data/local/tmp",
}
BANNER = ("ro.product.name", "ro.product.model", "ro.product.device")


def make_template(folder: Path, fill: Callable[[Databases, Files], None] | None = None) -> None:
    """Write the files of a phone, which every reset copies.

    Args:
        folder: for them.
        fill: puts into it what its owner has; by default it is new and empty.
    """
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    files = Files(folder, Clock())
    make_databases(files)
    if fill is not None:
        fill(Databases(files), files)
    for place in (folder, *folder.rglob("*")):
        changed = min(place.stat().st_mtime_ns, files.clock.nanoseconds)  # not the time of the machine that makes it
        changed -= changed % MILLISECOND
        os.utime(place, ns=(changed, changed))


class Phone:
    """See the module.

    Args:
        template: that `make_template` wrote.
        folder: for its own files.
        port: that its daemon listens on, the console on the one below: with an odd port from 5555 to 5585 an adb server
            that starts later finds it by itself, as ``emulator-5554`` and so on. 0 for any ports.
    """

    def __init__(self, template: Path, folder: Path, *, port: int = 0) -> None:
        self._template = template
        self.clock = Clock()
        self.files = Files(folder, self.clock)
        self.databases = Databases(self.files)
        self.properties = dict(system.PROPERTIES)
        self.screen = Screen(handler(self.databases, self.files, lambda: self.screen), self.clock)
        self._uiautomator = Uiautomator(self.screen)
        self.battery = dict(BATTERY)
        self._root = Root()
        self._restarting: asyncio.Task[None] | None = None
        self.programs: dict[str, Program] = {
            **text.PROGRAMS,
            **file.PROGRAMS,
            **archive.PROGRAMS,
            **devices.PROGRAMS,
            **sed.PROGRAMS,
            **system.programs(self.properties, lambda: self.clock.now),
            **data.programs(self.databases, self._changed),
            **dumpsys.programs(self.screen, self.battery),
            **processes.programs(self.screen),
            **screen.programs(self.screen),
            **packages.programs(self.screen, self.databases, self.clear, self._changed),
            "app_process": self._uiautomator.app_process,
            "reboot": self._reboot,
        }
        self.daemon = Daemon(
            opener(self.shell, self.files, self._root, self._restart, self._turn_on, self._find_service),
            {name: system.PROPERTIES[name] for name in BANNER},
            port=port,
        )
        token_file = folder.parent / f"{folder.name}.console_token"
        self.console = Console(commands(self), token_file, port=port - 1 if port else 0)
        self._ending: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Where adb finds it."""
        return f"127.0.0.1:{self.daemon.port}"

    async def start(self) -> None:
        """Turn it on: the home screen of a new phone, and a daemon that listens."""
        await self.reset()
        await self.console.start()
        await self.daemon.start()

    async def reset(self, hosts: Collection[str] = ()) -> None:
        """As its template is, with the home screen.

        Args:
            hosts: that its browser may reach.
        """
        if not self.screen.alive:
            await self.screen.close()
            await asyncio.gather(self.screen.open(), asyncio.to_thread(self.restore))
        else:
            await self.screen.close_browser()
            self.restore()
        self.screen.hosts = tuple(hosts)
        if self._root.on:
            self._root.on = False
            await self.daemon.disconnect()
        self.battery.update(BATTERY)
        self.clock.reset()
        await self._begin(system.PROPERTIES)

    async def load(self, folder: Path, properties: dict[str, str], milliseconds: int) -> None:
        """As a snapshot has it: its files, properties and time, with the home screen."""
        await self.screen.close_browser()
        restore_tree(folder, self.files.folder)
        self.clock.set(milliseconds)
        await self._begin(properties)

    async def _begin(self, properties: Mapping[str, str]) -> None:
        """Show the home screen of what has been put into its files."""
        self.properties.clear()
        self.properties.update(properties)
        await self.screen.run(f"system.reset({self.clock.milliseconds})")
        await self.screen.settle()

    async def clear(self, package: str) -> None:
        """Forget what a package has remembered and was permitted."""
        place = f"/data/data/{package}"
        if self.files.exists(place, ROOT):
            self.files.remove(place, ROOT, tree=True)
        make_databases(self.files, package)
        with self.databases.named("packages") as connection:
            connection.execute("DELETE FROM permissions WHERE package = ?", (package,))
        await self.screen.run(f"system.stop({json.dumps(package)})")
        await self._changed(package)

    def end(self) -> None:
        """Have it turned off as soon as who asks for it has been answered."""
        self._ending = asyncio.ensure_future(self.close())

    def _find_service(self, name: str) -> Service | None:
        if name == "framebuffer:":
            return self._framebuffer
        if name == f"tcp:{PORT}" and self._uiautomator.running:
            return self._uiautomator.serve
        return None

    async def _framebuffer(self, stream: Stream) -> None:
        """A picture of the screen as adb's oldest way has it: a header of version 1, then RGBA."""
        pixels = decode_png(await self.screen.png())
        height, width, _ = pixels.shape
        channels = (0, 8, 8, 8, 16, 8, 24, 8)
        await stream.write(struct.pack("<13I", 1, 32, 4 * width * height, width, height, *channels))
        await stream.write(rgba(pixels))

    def restore(self) -> None:
        """Put its files back."""
        restore_tree(self._template, self.files.folder)

    async def close(self) -> None:
        """Turn it off."""
        await self.console.close()
        await self.daemon.close()
        await self.screen.close()

    def shell(self) -> Shell:
        """A new one."""
        return Shell(self.programs, self.files, Owner(root=self._root.on), dict(ENVIRONMENT))

    def _restart(self) -> None:
        self._restarting = asyncio.ensure_future(self.daemon.disconnect())

    async def _turn_on(self) -> None:
        await self.screen.close_browser()
        await self._begin(dict(self.properties))

    async def _reboot(self, call: Call) -> int:
        await self._turn_on()
        asyncio.get_running_loop().call_soon(self._restart)
        return 0

    async def _changed(self, name: str) -> None:
        if not self.screen.alive:
            return
        await self.screen.run("system.changed()")
        await self.screen.settle()
