"""A device without a screen, and an adb server of its own to reach it."""

from __future__ import annotations

import asyncio
import datetime
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from digienv.android.adb import AdbDevice, AdbServer, adb_path
from digienv.android.phone.adbd import Daemon
from digienv.android.phone.databases import Databases, make_databases
from digienv.android.phone.files import Files, Owner
from digienv.android.phone.programs import data, file, system, text
from digienv.android.phone.services import Root, opener
from digienv.android.phone.shell import Program, Shell
from digienv.core import loop

NOW = datetime.datetime(2026, 5, 4, 9, 30, tzinfo=datetime.UTC)
FOLDERS = ("system/bin", "data/local/tmp", "data/data/com.example.notes", "storage/emulated/0/Download")


class Bare:
    """A device that has a shell and files, and nothing else."""

    def __init__(self, folder: Path) -> None:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
        self.files = Files(folder)
        make_databases(self.files)
        self.changed: list[str] = []
        self.root = Root()
        self.properties = dict(system.PROPERTIES)
        self.programs: dict[str, Program] = {
            **text.PROGRAMS,
            **file.PROGRAMS,
            **data.programs(Databases(self.files), self.note),
            **system.programs(self.properties, lambda: NOW),
        }
        self.daemon = Daemon(
            opener(self.shell, self.files, self.root, self.restart),
            {"ro.product.name": "phone", "ro.product.model": "Simulated Phone", "ro.product.device": "phone"},
        )

    def shell(self) -> Shell:
        """A new one."""
        return Shell(self.programs, self.files, Owner(root=self.root.on))

    async def note(self, name: str) -> None:
        """A database was changed."""
        self.changed.append(name)

    def restart(self) -> None:
        """End all connections, soon."""
        self.restarting = asyncio.ensure_future(self.daemon.disconnect())

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.daemon.port}"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Bare]:
    device = Bare(tmp_path / "root")
    loop.run(device.daemon.start())
    yield device
    loop.run(device.daemon.close())


@pytest.fixture(scope="session")
def adb_server() -> Iterator[AdbServer]:
    """A real adb server, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = AdbServer(port)
    loop.run(server.start())
    yield server
    subprocess.run([adb_path(), "-P", str(port), "kill-server"], check=False, capture_output=True, timeout=20)


@pytest.fixture
def device(bare: Bare, adb_server: AdbServer) -> Iterator[AdbDevice]:
    found = loop.run(adb_server.connect(bare.address))
    loop.run(found.wait())
    yield found
    loop.run(adb_server.disconnect(bare.address))
