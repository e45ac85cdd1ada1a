"""What real devices need: a lease, a console, a reset; with a simulated phone in the place of an emulator."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from digienv.android.adb import AdbServer, adb_path
from digienv.android.lease import DeviceTaken, Lease
from digienv.android.phone.phone import Phone
from digienv.android.phone.templates import template
from digienv.android.real import ConsoleClient, RealHandset
from digienv.android.surface import AndroidSurface, PhoneStart
from digienv.android.virtualization import binder_obstacle, kvm_obstacle, start_avd
from digienv.core import loop
from digienv.core.actions import OpenApp, Wait
from digienv.core.errors import DigienvError, SurfaceFailure

HOLD = """
import sys, time
from digienv.android.lease import Lease
lease = Lease("phone-1")
lease.take()
print("taken", flush=True)
time.sleep(60)
"""


def test_one_process_a_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGIENV_CACHE", str(tmp_path))
    other = subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "taken\n"
    lease = Lease("phone-1")
    with pytest.raises(DeviceTaken, match=f"process {other.pid} since"):
        lease.take()
    Lease("phone-2").take()
    other.kill()
    other.wait()
    lease.take()
    with pytest.raises(DeviceTaken):
        Lease("phone-1").take()
    lease.release()
    Lease("phone-1").take()


def test_a_forked_child_does_not_hold_its_parents_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGIENV_CACHE", str(tmp_path))
    lease = Lease("phone-1")
    lease.take()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            lease.take()
        except DeviceTaken as error:
            os.write(writing, str(error).encode())
        else:
            os.write(writing, b"taken")
        finally:
            signal.pause()
    try:
        assert f"process {os.getpid()} since" in os.read(reading, 1000).decode()
        with pytest.raises(DeviceTaken):
            Lease("phone-1").take()
        lease.release()
        Lease("phone-1").take()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)


def test_a_device_that_does_not_come_up_is_let_go(emulator: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digienv.android.real.BOOT_TIMEOUT", 0.2)
    emulator.properties["sys.boot_completed"] = "0"
    handset = RealHandset(serial(emulator))
    with pytest.raises(SurfaceFailure, match="has not booted"):
        loop.run(handset.open())
    Lease(serial(emulator)).take()


@pytest.fixture
def emulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Phone]:
    """A simulated phone that an adb server of its own takes for an emulator."""
    monkeypatch.setenv("DIGIENV_CACHE", str(tmp_path / "cache"))
    phone = start_on_a_free_port(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(port))
    loop.run(AdbServer().start())
    yield phone
    subprocess.run([adb_path(), "-P", str(port), "kill-server"], capture_output=True, timeout=20, check=False)
    loop.run(phone.close())


def start_on_a_free_port(folder: Path) -> Phone:
    """On one of the ports where adb servers look for emulators; another worker may have the first."""
    for port in range(5585, 5555, -2):
        phone = Phone(template("household"), folder / "files", port=port)
        try:
            loop.run(phone.start())
        except OSError:
            loop.run(phone.close())
        else:
            return phone
    raise AssertionError("all ports of emulators are taken")


def serial(phone: Phone) -> str:
    return f"emulator-{phone.console.port}"


def test_an_emulator_is_saved_and_put_back(emulator: Phone) -> None:
    handset = RealHandset(serial(emulator))
    loop.run(handset.open())
    assert "snapshot" in loop.run(handset.save())
    surface = AndroidSurface(handset)
    try:
        loop.run(surface.open(PhoneStart()))
        before = surface.before
        loop.run(surface.device.run("settings", "put", "global", "wifi_on", "0"))
        loop.run(surface.act(OpenApp("Clock")))
        loop.run(surface.act(Wait(10)))
        assert "deskclock" in loop.run(surface.component())
        assert loop.run(surface.changes())["settings"]
        loop.run(surface.open(PhoneStart()))
        assert "launcher" in loop.run(surface.component())
        assert before.settings == surface.before.settings
        with pytest.raises(DeviceTaken):
            loop.run(RealHandset(serial(emulator)).open())
    finally:
        loop.run(surface.close())


def test_a_console_that_refuses(emulator: Phone) -> None:
    console = ConsoleClient(emulator.console.port)
    assert "simulated" in loop.run(console.run("avd name"))
    with pytest.raises(SurfaceFailure, match="does not exist"):
        loop.run(console.run("avd snapshot load never-saved"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(SurfaceFailure, match="does not answer"):
            loop.run(ConsoleClient(free.getsockname()[1]).run("ping"))


def test_apps_data_is_copied_back_where_there_are_no_snapshots(
    emulator: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RealHandset, "console", None)
    handset = RealHandset(serial(emulator))
    try:
        device = loop.run(handset.open())
        with pytest.raises(SurfaceFailure, match="digienv phone save"):
            loop.run(handset.reset())
        assert "copies" in loop.run(handset.save())
        count = (
            "su",
            "0",
            "sqlite3",
            "/data/data/org.digienv.recipes/databases/recipes.db",
            "SELECT count(*) FROM recipes",
        )
        before = loop.run(device.run(*count))
        loop.run(device.run(*count[:-1], "DELETE FROM recipes"))
        loop.run(handset.reset())
        assert loop.run(device.run(*count)) == before
    finally:
        loop.run(handset.close())


def test_why_an_emulator_cannot_run(tmp_path: Path) -> None:
    assert "no " in kvm_obstacle(tmp_path / "kvm")
    plain = tmp_path / "plain"
    plain.write_text("")
    assert "makes no machine" in kvm_obstacle(plain) or "another version" in kvm_obstacle(plain)
    assert binder_obstacle(tmp_path / "none").startswith("the kernel has no binder") or Path("/dev/binder").exists()
    known = tmp_path / "filesystems"
    known.write_text("nodev\tbinder\n")
    assert binder_obstacle(known) == ""


def test_a_processor_without_virtualization(tmp_path: Path) -> None:
    if not Path("/dev/kvm").exists():
        assert kvm_obstacle()
        return
    processor = tmp_path / "cpuinfo"
    processor.write_text("flags : fpu sse2\n")
    assert kvm_obstacle(processor=processor)


def test_no_emulator_without_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digienv.android.virtualization.kvm_obstacle", lambda: "")
    monkeypatch.setenv("ANDROID_HOME", "/nowhere")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DigienvError, match="ANDROID_HOME"):
        loop.run(start_avd("some", 5554))
    with pytest.raises(DigienvError, match="even"):
        loop.run(start_avd("some", 5555))
    monkeypatch.setattr("digienv.android.virtualization.kvm_obstacle", lambda: "no KVM")
    with pytest.raises(DigienvError, match="no KVM"):
        loop.run(start_avd("some"))
