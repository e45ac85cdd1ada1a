"""Emulators on this machine: whether it can run them, and how one is started. Starting is untested: no machine was at
hand that can.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
from pathlib import Path

from digienv.android.real import RealHandset
from digienv.core.errors import DigienvError, MissingDependency

__all__ = ["binder_obstacle", "kvm_obstacle", "start_avd"]

KVM_GET_API_VERSION, KVM_CREATE_VM = 0xAE00, 0xAE01
API_VERSION = 12
SDKS = ("Android/Sdk", "Library/Android/sdk", "android-sdk")


def kvm_obstacle(device: Path = Path("/dev/kvm"), processor: Path = Path("/proc/cpuinfo")) -> str:
    """Why this machine cannot run an emulator at speed, with the remedy; empty if it can.

    That ``/dev/kvm`` is there says little: it must make a machine, and the processor must have what runs one.
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
        os.close(fcntl.ioctl(number, KVM_CREATE_VM, 0))
    except OSError as error:
        return f"{device} makes no machine: {error.strerror}"
    finally:
        os.close(number)
    try:
        flags = set(processor.read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        flags = set()
    if not flags & {"vmx", "svm"}:
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

    Raises:
        MissingDependency: if there is no SDK.
        DigienvError: if there is no such device, or it ends at once.
    """
    if obstacle := kvm_obstacle():
        raise DigienvError(f"an emulator cannot run here: {obstacle}")
    if port % 2 or not 5554 <= port <= 5682:
        raise DigienvError(f"a console's port is even and from 5554 to 5682, not {port}")
    process = await asyncio.create_subprocess_exec(
        *(_emulator(), "-avd", name, "-port", str(port)),
        *("-no-window", "-no-audio", "-no-boot-anim", "-no-snapshot-save"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    handset = RealHandset(f"emulator-{port}")
    booting = asyncio.ensure_future(handset.open())
    ending = asyncio.ensure_future(process.wait())
    try:
        await asyncio.wait({booting, ending}, return_when=asyncio.FIRST_COMPLETED)
        if ending.done():
            raise DigienvError(f"the emulator ended with status {process.returncode}; run it by hand to see why")
        await booting
    finally:
        booting.cancel()
        ending.cancel()
        await handset.close()
    return handset.serial


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
