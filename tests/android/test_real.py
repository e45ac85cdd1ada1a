"""What real devices need: a lease, a console, a reset; with a simulated phone in the place of an emulator."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from digienv import cli, doctor
from digienv.android import real
from digienv.android.adb import AdbDevice, AdbFailure, AdbServer, adb_path
from digienv.android.lease import DeviceTaken, Lease
from digienv.android.phone.phone import Phone
from digienv.android.phone.shell import Call
from digienv.android.phone.templates import template
from digienv.android.phone.wire import Message, read_message
from digienv.android.real import ConsoleClient, RealHandset
from digienv.android.surface import AndroidSurface, PhoneStart
from digienv.android.virtualization import (
    API_VERSION,
    KVM_CAP_ARM_VM_IPA_SIZE,
    KVM_CHECK_EXTENSION,
    KVM_CREATE_VM,
    binder_obstacle,
    kvm_obstacle,
    start_avd,
)
from digienv.core import loop
from digienv.core.actions import OpenApp, Wait
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.suites import make_async

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


def test_a_device_that_adb_does_not_see(emulator: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(real, "ATTACH_TIMEOUT", 0.2)
    env = make_async("android", "create-note", serial="emulator-5999")
    with pytest.raises(
        SurfaceFailure, match=r"create-note could not be started: emulator-5999.*adb does not see it; it sees emulator-"
    ):
        loop.run(env.reset(seed=0))
    loop.run(env.close())


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


def test_doctor_lists_the_devices(emulator: Phone) -> None:
    loop.run(AdbDevice(AdbServer(), serial(emulator)).wait())
    found = {finding.name: finding for finding in doctor.CHECKS["Android"]()}
    finding = found[f"device {serial(emulator)}"]
    assert (finding.state, finding.detail) == ("ok", "Simulated Phone, device")


def test_doctor_says_what_to_do_about_an_unauthorized_device(emulator: Phone) -> None:
    async def distrust(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Ask for a signature whatever comes, as a phone does whose owner has not agreed yet."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await read_message(reader)
                writer.write(Message("AUTH", 1, 0, bytes(20)).encode())
        writer.close()

    async def look() -> str:
        async with await asyncio.start_server(distrust, "127.0.0.1", 0) as listening:
            address = f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"
            with pytest.raises(AdbFailure, match="authenticate"):
                await AdbServer().connect(address)
            try:
                async with asyncio.timeout(20):
                    while True:
                        findings = await asyncio.to_thread(lambda: list(doctor.CHECKS["Android"]()))
                        said = next(finding.detail for finding in findings if finding.name == f"device {address}")
                        if not said.startswith("authorizing"):
                            return said
            finally:
                await AdbServer().disconnect(address)

    assert loop.run(look()).startswith("unauthorized: unlock it and allow USB debugging")


def test_a_console_that_refuses(emulator: Phone) -> None:
    console = ConsoleClient(emulator.console.port)
    assert "simulated" in loop.run(console.run("avd name"))
    with pytest.raises(SurfaceFailure, match="does not exist"):
        loop.run(console.run("avd snapshot load never-saved"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(SurfaceFailure, match="does not answer"):
            loop.run(ConsoleClient(free.getsockname()[1]).run("ping"))


@pytest.fixture
def copied(emulator: Phone, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealHandset]:
    """It is put back by copies, as what has no snapshots."""
    monkeypatch.setattr(RealHandset, "console", None)
    handset = RealHandset(serial(emulator))
    loop.run(handset.open())
    yield handset
    loop.run(handset.close())


FORGET = {
    "/data/data/org.digienv.recipes/databases/recipes.db": "recipes",
    "/data/data/com.android.providers.contacts/databases/contacts2.db": "data",
    "/data/user_de/0/com.android.providers.telephony/databases/mmssms.db": "sms",
}
"""Tables of an app, of a provider, and of what is there before the user unlocks the device."""


def sql(handset: RealHandset, path: str, statement: str) -> str:
    device = AdbDevice(AdbServer(), handset.serial)
    return loop.run(device.run("su", "0", "sqlite3", path, statement))


def counts(handset: RealHandset) -> list[int]:
    return [int(sql(handset, path, f"SELECT count(*) FROM {table}")) for path, table in FORGET.items()]


def forget(handset: RealHandset) -> None:
    for path, table in FORGET.items():
        sql(handset, path, f"DELETE FROM {table}")


def test_apps_data_is_copied_back_where_there_are_no_snapshots(copied: RealHandset) -> None:
    with pytest.raises(SurfaceFailure, match="digienv phone save"):
        loop.run(copied.reset())
    assert "copies" in loop.run(copied.save())
    before = counts(copied)
    assert all(before)
    for _ in range(2):
        forget(copied)
        assert counts(copied) == [0, 0, 0]
        loop.run(copied.reset())
        assert counts(copied) == before
    forget(copied)
    assert "copies" in loop.run(copied.save())
    loop.run(copied.reset())
    assert counts(copied) == [0, 0, 0]


@pytest.mark.parametrize("program", ["cp", "mv", "restorecon"])
def test_no_data_is_lost_when_it_cannot_be_copied_back(copied: RealHandset, emulator: Phone, program: str) -> None:
    loop.run(copied.save())
    (recipes, table), *_ = FORGET.items()
    count = int(sql(copied, recipes, f"SELECT count(*) FROM {table}"))
    sql(copied, recipes, f"DELETE FROM {table} WHERE rowid = 1")
    works = emulator.programs[program]

    async def fails(call: Call) -> int:
        """For the app: a copy breaks off, what was copied does not get its name or its label."""
        to_fail = {"cp": "recipes.new", "mv": "recipes.new", "restorecon": "recipes"}[program]
        if not any(part.endswith(to_fail) for part in call.arguments):
            return await works(call)
        if program == "cp":
            await emulator.programs["mkdir"](replace(call, name="mkdir", arguments=call.arguments[-1:]))
        return await call.fail("No space left on device")

    emulator.programs[program] = fails
    with pytest.raises(SurfaceFailure, match="No space left"):
        loop.run(copied.reset())
    assert int(sql(copied, recipes, f"SELECT count(*) FROM {table}")) == count - 1
    emulator.programs[program] = works
    loop.run(copied.reset())
    assert int(sql(copied, recipes, f"SELECT count(*) FROM {table}")) == count
    left = loop.run(AdbDevice(AdbServer(), copied.serial).run("su", "0", "ls", "/data/data"))
    assert not {name for name in left.split() if name.endswith((".new", ".old"))}


def test_a_reset_that_was_cut_off_loses_nothing(copied: RealHandset, emulator: Phone) -> None:
    loop.run(copied.save())
    before = counts(copied)
    for path in FORGET:
        package = emulator.files.folder / "data/data" / Path(path).parts[-3]
        package.rename(package.with_name(f"{package.name}.old"))
    loop.run(copied.reset())
    assert counts(copied) == before


def test_a_state_is_kept_whole_or_the_last_one_stays(copied: RealHandset, emulator: Phone) -> None:
    loop.run(copied.save())
    before = counts(copied)
    works = emulator.programs["cp"]
    emulator.programs["cp"] = lambda call: (
        call.fail("No space left on device") if "telephony" in call.arguments[1] else works(call)
    )
    forget(copied)
    with pytest.raises(SurfaceFailure, match="No space left"):
        loop.run(copied.save())
    emulator.programs["cp"] = works
    loop.run(copied.reset())
    assert counts(copied) == before


def test_an_app_that_was_installed_anew_does_not_get_the_old_ones_data(copied: RealHandset, emulator: Phone) -> None:
    loop.run(copied.save())
    shutil.rmtree(emulator.files.folder / "data/data/org.digienv.recipes")
    with pytest.raises(SurfaceFailure, match=r"org\.digienv\.recipes.*save again"):
        loop.run(copied.reset())


def test_no_root_is_an_error(copied: RealHandset, emulator: Phone) -> None:
    emulator.programs["su"] = lambda call: call.fail("not found", 127)
    with pytest.raises(SurfaceFailure, match=r"needs root.*not found"):
        loop.run(copied.save())


def test_nothing_to_keep_is_an_error(copied: RealHandset, emulator: Phone) -> None:
    shutil.rmtree(emulator.files.folder / "data/data")
    (emulator.files.folder / "data/data").mkdir()
    loop.run(copied.close())
    result = CliRunner().invoke(cli.app, ["phone", "save", "--serial", copied.serial])
    assert isinstance(result.exception, SurfaceFailure)
    assert "nothing to keep" in str(result.exception)
    loop.run(copied.open())
    with pytest.raises(SurfaceFailure, match="digienv phone save"):
        loop.run(copied.reset())


def test_why_an_emulator_cannot_run(tmp_path: Path) -> None:
    assert "no " in kvm_obstacle(tmp_path / "kvm")
    plain = tmp_path / "plain"
    plain.write_text("")
    assert "makes no machine" in kvm_obstacle(plain) or "another version" in kvm_obstacle(plain)
    assert binder_obstacle(tmp_path / "none").startswith("the kernel has no binder") or Path("/dev/binder").exists()
    known = tmp_path / "filesystems"
    known.write_text("nodev\tbinder\n")
    assert binder_obstacle(known) == ""


X86, ARM = "processor\t: 0\nflags\t\t: fpu sse2 {}\n", "processor\t: 0\nFeatures\t: fp asimd evtstrm\n"


@pytest.mark.parametrize(
    ("cpuinfo", "obstacle"),
    [(X86.format(""), "vmx or svm"), (X86.format("vmx"), ""), (X86.format("svm lm"), ""), (ARM, "")],
)
def test_what_a_processor_has_for_virtualization(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cpuinfo: str, obstacle: str
) -> None:
    """An ARM's addresses have fewer bits than a machine has that is made without a number of them."""
    is_arm = cpuinfo == ARM

    def ioctl(device: int, request: int, argument: int = 0) -> int:
        if request == KVM_CREATE_VM and is_arm and argument != 36:
            raise OSError(errno.EINVAL, "Invalid argument")
        if request == KVM_CHECK_EXTENSION:
            return 36 if is_arm and argument == KVM_CAP_ARM_VM_IPA_SIZE else 0
        return os.open("/dev/null", os.O_RDONLY) if request == KVM_CREATE_VM else API_VERSION

    monkeypatch.setattr("fcntl.ioctl", ioctl)
    kvm, processor = tmp_path / "kvm", tmp_path / "cpuinfo"
    kvm.touch()
    processor.write_text(cpuinfo)
    assert obstacle in kvm_obstacle(kvm, processor)
    assert bool(obstacle) == bool(kvm_obstacle(kvm, processor))


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes an emulator of the Android SDK that does what a script says; where to look for it."""
    monkeypatch.setattr("digienv.android.virtualization.kvm_obstacle", lambda: "")
    monkeypatch.setenv("ANDROID_HOME", str(tmp_path))
    monkeypatch.setenv("DIGIENV_CACHE", str(tmp_path / "cache"))

    def make(script: str) -> Path:
        program = tmp_path / "emulator" / "emulator"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\ncd {tmp_path}\n{script}\n")
        program.chmod(0o755)
        return tmp_path

    return make


def free_console_port() -> int:
    """Of an emulator that nobody finds by itself."""
    for port in range(5600, 5683, 2):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("all ports of emulators are taken")


@pytest.mark.parametrize("trap", ["", "trap '' TERM"])
def test_an_emulator_that_does_not_boot_is_ended(
    sdk: Callable[[str], Path], emulator: Phone, monkeypatch: pytest.MonkeyPatch, trap: str
) -> None:
    monkeypatch.setattr("digienv.android.virtualization.BOOT_TIMEOUT", 2.0)
    monkeypatch.setattr("digienv.android.virtualization.END_TIMEOUT", 0.5)
    folder = sdk(f"{trap}\necho 'PANIC: no space' >&2; sleep 600 & echo $$ $! > pids; wait; wait")
    port = free_console_port()
    with pytest.raises(DigienvError, match=r"some has not booted in 2 s and was ended; .*PANIC: no space"):
        loop.run(start_avd("some", port))
    leader, child = map(int, (folder / "pids").read_text().split())
    with pytest.raises(ProcessLookupError):
        os.kill(leader, 0)
    end = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < end
    Lease(f"emulator-{port}").take()


def is_running(process: int) -> bool:
    """Whoever collects a child whose parent is gone may not have done so yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_an_emulator_that_ends_says_why(sdk: Callable[[str], Path], emulator: Phone) -> None:
    sdk("for n in 1 2 3 4 5 6; do echo line $n; done; exit 3")
    with pytest.raises(DigienvError, match=r"(?s)ended with status 3; [^;]*\.log ends with: line 2\n.*line 6$"):
        loop.run(start_avd("some", free_console_port()))


def test_an_emulator_that_boots_goes_on(
    sdk: Callable[[str], Path], emulator: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The simulated phone boots in the emulator's place."""
    folder = sdk("echo $$ > pid; exec sleep 600")
    with pytest.raises(DigienvError, match="listens on port"):
        loop.run(start_avd("some", emulator.console.port))
    monkeypatch.setattr("socket.socket.connect_ex", lambda *_: 1)
    assert loop.run(start_avd("some", emulator.console.port)) == serial(emulator)
    process = int((folder / "pid").read_text())
    assert is_running(process)
    os.killpg(process, signal.SIGKILL)
    Lease(serial(emulator)).take()


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
