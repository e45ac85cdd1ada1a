"""A phone without a screen, and an adb server of its own to reach it."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from digienv.android.adb import AdbDevice, AdbServer, adb_path
from digienv.android.phone.phone import Phone
from digienv.android.phone.templates import template
from digienv.core import loop


def without_screen(folder: Path) -> Phone:
    """A new phone that nobody has turned on: it has a shell and files, and nothing else."""
    phone = Phone(template("new"), folder)
    phone.restore()
    return phone


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Phone]:
    device = without_screen(tmp_path / "root")
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
def device(bare: Phone, adb_server: AdbServer) -> Iterator[AdbDevice]:
    found = loop.run(adb_server.connect(bare.address))
    loop.run(found.wait())
    yield found
    loop.run(adb_server.disconnect(bare.address))
