"""Emulators, containers and phones on a cable. Untested: nothing here has been run against a real Android device.

It is written to the documented interfaces of adb and of the emulator's console; `digienv doctor android` says how far a
device answers as expected.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from digienv.android.adb import AdbDevice, AdbFailure, AdbServer
from digienv.android.apps import APPS
from digienv.android.lease import Lease
from digienv.android.state import DATABASES
from digienv.core.errors import SurfaceFailure

__all__ = ["ConsoleClient", "RealHandset"]

ATTACH_TIMEOUT = 5.0
BOOT_TIMEOUT = 600.0
READY_TIMEOUT = 60.0
CONSOLE_TIMEOUT = 60.0
PAUSE = 0.5
SNAPSHOT = "digienv"
KEPT = "/data/local/tmp/digienv/kept"
STORES = {"ce": "/data/data", "de": "/data/user_de/0"}
"""Where apps have what they remember: encrypted by the user's credentials, and by the device alone."""
PACKAGES = sorted(
    {package for packages in APPS.values() for package in packages}
    | {PurePosixPath(path).parts[-3] for name, path in DATABASES.items() if name != "external"}
)
"""Of the apps that tasks name, and of what keeps the databases that oracles read; but not the index of media, whose
keeper serves the shared storage and makes it anew.
"""
PUT_BACK = """
cd $store &&
{ [ -d $package ] || [ ! -d $package.old ] || mv $package.old $package; } &&
[ "$(stat -c %U $package)" = "$(stat -c %U $kept)" ] ||
    { echo "the app is not the one whose data was kept; run digienv phone save again" >&2; exit 1; }
rm -rf $package.new $package.old && cp -a $kept $package.new && am force-stop $package &&
mv $package $package.old &&
{
    { mv $package.new $package && restorecon -RD $store/$package; } ||
    { rm -rf $package; mv $package.old $package; false; }
} &&
rm -rf $package.old
"""
"""Puts what an app remembered in the place of what it remembers, which is there until the new is whole."""
QUIET = (
    ("settings", "put", "global", "window_animation_scale", "0"),
    ("settings", "put", "global", "transition_animation_scale", "0"),
    ("settings", "put", "global", "animator_duration_scale", "0"),
    ("svc", "power", "stayon", "true"),
    ("input", "keyevent", "KEYCODE_WAKEUP"),
    ("wm", "dismiss-keyguard"),
)
"""What makes a device ready: no animations, awake, unlocked."""


class ConsoleClient:
    """The console of an emulator.

    Args:
        port: that it listens on.
    """

    def __init__(self, port: int) -> None:
        self.port = port

    async def run(self, command: str) -> str:
        """What a command says.

        Raises:
            SurfaceFailure: if there is no console, it does not trust us, or it refuses the command.
        """
        try:
            async with asyncio.timeout(CONSOLE_TIMEOUT):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    greeting = await self._answer(reader)
                    if found := re.search(r"'([^']+)'", greeting.partition("auth_token> in")[2]):
                        token = await asyncio.to_thread(Path(found[1]).read_text, "ascii")
                        writer.write(f"auth {token.strip()}\n".encode())
                        await self._answer(reader)
                    writer.write(f"{command}\n".encode())
                    return await self._answer(reader)
                finally:
                    writer.close()
        except (OSError, TimeoutError) as error:
            raise SurfaceFailure(f"the emulator's console on port {self.port} does not answer: {error}") from error

    @staticmethod
    async def _answer(reader: asyncio.StreamReader) -> str:
        lines: list[str] = []
        while line := await reader.readline():
            text = line.decode(errors="replace").rstrip()
            if text == "OK" or text.startswith("OK:"):
                return "\n".join(lines)
            if text.startswith("KO"):
                raise SurfaceFailure(f"the emulator's console refuses: {text.removeprefix('KO').lstrip(': ')}")
            lines.append(text)
        raise SurfaceFailure("the emulator's console ended the connection")


class RealHandset:
    """A device that adb knows. It is put back by loading a snapshot, where it is an emulator; else by copying back what
    its apps had remembered when `save` was called, as AndroidWorld does, for which it must be rooted.

    Args:
        serial: of the device.
    """

    settle = True

    def __init__(self, serial: str) -> None:
        self.serial = serial
        self._lease = Lease(serial)
        self._server = AdbServer()
        self._device = AdbDevice(self._server, serial)

    @property
    def console(self) -> ConsoleClient | None:
        """The emulator's console; None for what is no emulator."""
        found = re.fullmatch(r"emulator-(\d+)", self.serial)
        return ConsoleClient(int(found[1])) if found else None

    async def open(self) -> AdbDevice:
        """Take the device and wait until it has booted and shows something.

        Raises:
            DeviceTaken: if another process has it.
            SurfaceFailure: if adb does not see it in some seconds, may not use it, or it does not come up.
        """
        self._lease.take()
        try:
            await self._server.start()
            if ":" in self.serial:
                await self._server.connect(self.serial)
            await self._attached()
            await self._device.wait(BOOT_TIMEOUT)
            await self._booted()
            for command in QUIET:
                await self._device.shell(*command)
            await self._shows_something()
        except BaseException:
            self._lease.release()
            raise
        return self._device

    async def save(self) -> str:
        """Keep the present state, to which every reset goes back; how it was kept."""
        if self.console is not None:
            await self.console.run(f"avd snapshot save {SNAPSHOT}")
            return f"as the emulator's snapshot {SNAPSHOT!r}"
        new = f"{KEPT}.new"
        folders = " ".join(f"{new}/{name}" for name in STORES)
        await self._as_root(
            f"rm -rf {new} && mkdir -p {folders}", "keep a state, which needs root, or an emulator with snapshots"
        )
        places = {f"{store}/{package}": name for name, store in STORES.items() for package in PACKAGES}
        there = (await self._device.shell("su", "0", "ls", "-d", *places)).text.split()
        if not there:
            raise SurfaceFailure(
                f"{self.serial} has nothing to keep: no app that tasks name ({', '.join(APPS)}) has any data; "
                "install those that your tasks need and open each once"
            )
        for place in there:
            package = PurePosixPath(place).name
            await self._as_root(f"am force-stop {package} && cp -a {place} {new}/{places[place]}/", f"keep {place}")
        await self._as_root(f"rm -rf {KEPT} && mv {new} {KEPT}", "keep a state")
        return f"as copies of the data of {len({PurePosixPath(place).name for place in there})} packages in {KEPT}"

    async def reset(self, hosts: Collection[str] = ()) -> None:
        """Put it back to what `save` kept. Its browser reaches what its network reaches, whatever `hosts` are.

        Raises:
            SurfaceFailure: if nothing was kept, or it does not come back.
        """
        if self.console is not None:
            await self.console.run(f"avd snapshot load {SNAPSHOT}")
            await self._device.wait(READY_TIMEOUT)
        else:
            kept = await self._device.shell("su", "0", "sh", "-c", f"cd {KEPT} && ls -d */*")
            if kept.status:
                raise SurfaceFailure(f"{self.serial} has no state to go back to: run `digienv phone save` first")
            for path in kept.text.split():
                name, package = path.split("/")
                store = STORES[name]
                script = f"store={store} package={package} kept={KEPT}/{path}{PUT_BACK}"
                await self._as_root(script, f"put {store}/{package} back")
        await self._device.run("input", "keyevent", "KEYCODE_HOME")
        await self._shows_something()

    def discard(self) -> None:
        """Nothing is kept open."""

    async def close(self) -> None:
        """Let others have the device."""
        self._lease.release()

    async def _as_root(self, script: str, what: str) -> None:
        result = await self._device.shell("su", "0", "sh", "-c", script, timeout=READY_TIMEOUT)
        if result.status:
            said = result.errors.decode(errors="replace").strip()[:300]
            raise SurfaceFailure(f"{self.serial} cannot {what}: {said or f'status {result.status}'}")

    async def _attached(self) -> None:
        """The adb server sees it, and may use it once it has booted."""
        end = time.monotonic() + ATTACH_TIMEOUT
        while True:
            known = {device.serial: device for device in await self._server.devices()}
            device = known.get(self.serial)
            if device is not None and device.state in ("device", "offline"):
                return
            if time.monotonic() >= end:
                seen = ", ".join(known) or "none"
                why = device.obstacle if device is not None else f"adb does not see it; it sees {seen}"
                raise SurfaceFailure(f"{self.serial} cannot be played on: {why}")
            await asyncio.sleep(PAUSE)

    async def _shows_something(self) -> None:
        """A window has the focus, and it does not say that an app hangs."""
        end = time.monotonic() + READY_TIMEOUT
        while True:
            found = re.search(r"mCurrentFocus=(.*)", await self._device.run("dumpsys", "window"))
            if found and found[1].strip() != "null" and "Application Not Responding" not in found[1]:
                return
            if time.monotonic() > end:
                raise SurfaceFailure(f"{self.serial} shows nothing: {found[1] if found else 'no window has the focus'}")
            await asyncio.sleep(PAUSE)

    async def _booted(self) -> None:
        end = time.monotonic() + BOOT_TIMEOUT
        while (seen := (await self._device.run("getprop", "sys.boot_completed")).strip()) != "1":
            if time.monotonic() > end:
                raise AdbFailure(
                    f"{self.serial} has not booted in {BOOT_TIMEOUT:.0f} s: sys.boot_completed is {seen!r}"
                )
            await asyncio.sleep(PAUSE)
