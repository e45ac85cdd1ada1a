"""The simulated phone: its files, its programs, its screen, and the daemon by which adb reaches it."""

from __future__ import annotations

import asyncio
import datetime
import shutil
from pathlib import Path
from typing import Any

from digienv.android.phone.adbd import Daemon
from digienv.android.phone.databases import Databases, check_names, insert, make_databases
from digienv.android.phone.files import Files, Owner
from digienv.android.phone.programs import data, file, screen, system, text
from digienv.android.phone.screen import Screen
from digienv.android.phone.services import Root, opener
from digienv.android.phone.shell import Program, Shell

__all__ = ["Phone", "make_template"]

FOLDERS = (
    *("system/bin", "system/etc", "proc", "data/local/tmp", "data/data", "data/system"),
    *(f"storage/emulated/0/{name}" for name in ("Alarms", "Android", "DCIM/Camera", "Documents", "Download", "Movies")),
    *(f"storage/emulated/0/{name}" for name in ("Music", "Pictures", "Recordings")),
)
NOW = datetime.datetime(2026, 6, 15, 9, 30, tzinfo=datetime.UTC)
"""What time it is on a phone that was just reset."""
BANNER = ("ro.product.name", "ro.product.model", "ro.product.device")


def make_template(folder: Path) -> None:
    """Write the files of a new phone, which every reset copies."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    make_databases(Files(folder))


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
        self.screen = Screen(self._handle)
        self._root = Root()
        self._restarting: asyncio.Task[None] | None = None
        self.programs: dict[str, Program] = {
            **text.PROGRAMS,
            **file.PROGRAMS,
            **system.programs(self.properties, lambda: NOW),
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
        await self.screen.open()
        await self.reset()
        await self.daemon.start()

    async def reset(self) -> None:
        """As it was when it was new."""
        shutil.rmtree(self.files.folder, ignore_errors=True)
        shutil.copytree(self._template, self.files.folder)
        self.properties.clear()
        self.properties.update(system.PROPERTIES)
        await self.screen.run(f"system.reset({int(NOW.timestamp() * 1000)})")
        await self.screen.settle()

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

    async def _handle(self, method: str, arguments: list[Any]) -> Any:
        """What the screen asks for."""
        match method, arguments:
            case "sql", [str(name), str(statement), list(values)]:
                with self.databases.named(name) as connection:
                    return [dict(row) for row in connection.execute(statement, values)]
            case "insert", [str(name), str(table), dict(row)]:
                check_names((table,))
                with self.databases.named(name) as connection:
                    return insert(connection, table, row)
        raise ValueError(f"the screen asks for {method!r}")
