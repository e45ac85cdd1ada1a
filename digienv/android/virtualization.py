"""Emulators on this machine: whether it can run them, and how one is started. Starting is untested: no machine was at
hand that can.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import re
import shutil
import signal
import socket
from pathlib import Path

from digienv.android.adb import AdbDevice, AdbServer
from digienv.android.real import BOOT_TIMEOUT, RealHandset
from digienv.core.errors import DigienvError, MissingDependency
from digienv.core.folders import cache_folder

__all__ = ["binder_obstacle", "kvm_obstacle", "start_avd"]

KVM_GET_API_VERSION, KVM_CREATE_VM, KVM_CHECK_EXTENSION = 0xAE00, 0xAE01, 0xAE03
API_VERSION = 12
KVM_CAP_ARM_VM_IPA_SIZE = 165
"""Asks for the bits of a machine's addresses, which ARM's must be made with; 0 elsewhere."""
END_TIMEOUT = 10.0
TAIL = 5
"""Lines of an emulator's output that an error quotes."""
SDKS = ("Android/Sdk", "Library/Android/sdk", "android-sdk")


def kvm_obstacle(device: Path = Path("/dev/kvm"), processor: Path = Path("/proc/cpuinfo")) -> str:
    """Why this machine cannot run an emulator at speed, with the remedy; empty if it can.

    That ``/dev/kvm`` is there says little: it must make a machine, and a processor of Intel's or AMD's must show what
    runs one; ARM's have no flags for that.
    """
    if not device.exists():
        return f"there is no {device}; turn virtualization on in the firmware, and load the module kvm"
    try:
        number = os.open(device, os.O_RDWR | os.O_CLOEXEC)
    except PermissionError:
        return f"{device} may not be opened; add yourself to the group kvm"
    except OSError as error:
        return f"{device} cannot be opened: {error.strerror}"
    try:
        if fcntl.ioctl(number, KVM_GET_API_VERSION) != API_VERSION:
            return f"{device} speaks another version of KVM than {API_VERSION}"
        address_bits = fcntl.ioctl(number, KVM_CHECK_EXTENSION, KVM_CAP_ARM_VM_IPA_SIZE)
        os.close(fcntl.ioctl(number, KVM_CREATE_VM, address_bits))
    except OSError as error:
        return f"{device} makes no machine: {error.strerror}"
    finally:
        os.close(number)
    flags = re.search(r"^flags\s*:(.*)", processor.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    if flags and not {"vmx", "svm"} & set(flags[1].split()):
        return "the processor does not show vmx or svm; in a virtual machine, have nested virtualization turned on"
    return ""


def binder_obstacle(filesystems: Path = Path("/proc/filesystems")) -> str:
    """Why this machine cannot run Android in a container, with the remedy; empty if it can."""
    try:
        known = filesystems.read_text(encoding="utf-8").split()
    except OSError:
        known = []
    if "binder" in known or Path("/dev/binder").exists():
        return ""
    return "the kernel has no binder; load it with: modprobe binder_linux devices=binder,hwbinder,vndbinder"


async def start_avd(name: str, port: int = 5554) -> str:
    """Start an emulator of the Android SDK and wait until it has booted; its serial.

    Its output goes to ``emulators/SERIAL.log`` in the cache folder.

    Raises:
        MissingDependency: if there is no SDK.
        DigienvError: if there is no such device, its port is taken, or it ends at once; or if it does not boot in time,
            after it has been ended.
    """
    if obstacle := kvm_obstacle():
        raise DigienvError(f"an emulator cannot run here: {obstacle}")
    if port % 2 or not 5554 <= port <= 5682:
        raise DigienvError(f"a console's port is even and from 5554 to 5682, not {port}")
    with socket.socket() as probe:
        if not probe.connect_ex(("127.0.0.1", port)):
            raise DigienvError(f"something listens on port {port}, perhaps an emulator; name another with --port")
    program = _emulator()
    handset = RealHandset(f"emulator-{port}")
    log = cache_folder() / "emulators" / f"{handset.serial}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(program, "-avd", name, "-port", str(port)),
            *("-no-window", "-no-audio", "-no-boot-anim", "-no-snapshot-save"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    booting = asyncio.ensure_future(_boot(handset))
    ending = asyncio.ensure_future(process.wait())
    try:
        await asyncio.wait({booting, ending}, timeout=BOOT_TIMEOUT, return_when=asyncio.FIRST_COMPLETED)
        if ending.done():
            raise DigienvError(f"the emulator ended with status {process.returncode}{_tail(log)}")
        if not booting.done():
            raise DigienvError(f"{name} has not booted in {BOOT_TIMEOUT:.0f} s and was ended{_tail(log)}")
        if error := booting.exception():
            raise DigienvError(f"{name} did not come up and was ended: {error}{_tail(log)}") from error
    except BaseException:
        await _end(process)
        raise
    finally:
        booting.cancel()
        ending.cancel()
        await asyncio.gather(booting, ending, return_exceptions=True)
        await handset.close()
    return handset.serial


async def _boot(handset: RealHandset) -> None:
    """Wait until an emulator is there, which adb may see late, and can be played on."""
    server = AdbServer()
    await server.start()
    await AdbDevice(server, handset.serial).wait(BOOT_TIMEOUT)
    await handset.open()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Have a program and all that it started end."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), END_TIMEOUT)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    said = "\n".join([line for line in lines if line.strip()][-TAIL:])
    return f"; {log} ends with: {said}" if said else "; it said nothing"


def _emulator() -> str:
    """The program of the SDK."""
    roots = [os.environ.get(name) for name in ("ANDROID_HOME", "ANDROID_SDK_ROOT")]
    folders = [Path(root) for root in roots if root] + [Path.home() / name for name in SDKS]
    for folder in folders:
        if (program := folder / "emulator" / "emulator").exists():
            return str(program)
    if found := shutil.which("emulator"):
        return found
    raise MissingDependency("there is no Android SDK with an emulator; set ANDROID_HOME to where it is")
