"""Whether a device does over adb what agents, tasks and their oracles rely on: some hundred checks, for any serial.

They are put to it through our own client and, where they are installed, through three that we have not written: the
real adb program, adbutils and uiautomator2. What they change they put back.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import io
import os
import secrets
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PIL import Image

from digienv.android.adb import AdbDevice, AdbFailure, adb_path

__all__ = ["Check", "Result", "checks", "run_checks"]

TIMEOUT = 60.0
FOLDER = "/data/local/tmp/digienv-check"
STORAGE = "/sdcard/Download"


class Mismatch(Exception):
    """Raised by a check that found something else than it should."""

    def __init__(self, expected: object, seen: object) -> None:
        super().__init__(f"expected {expected!r:.200}, saw {seen!r:.200}")


def expect(expected: object, seen: object) -> None:
    """Raise `Mismatch` unless both are equal."""
    if expected != seen:
        raise Mismatch(expected, seen)


@dataclass(frozen=True, slots=True)
class Result:
    """How a check ended.

    Attributes:
        check: which.
        problem: what was wrong; empty if nothing was.
    """

    check: Check
    problem: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        group: what it is about.
        name: of the check, with its client.
        body: raises if something is wrong.
    """

    group: str
    name: str
    body: Callable[[], Awaitable[None]]


class Client(Protocol):
    """A way to a device."""

    name: str

    async def shell(self, script: str) -> tuple[str, int]:
        """What a script prints, errors after the output, and its exit status."""

    async def push(self, data: bytes, path: str) -> None:
        """Write a file."""

    async def pull(self, path: str) -> bytes:
        """Read a file."""

    async def screenshot(self) -> bytes:
        """The screen as a PNG file."""


class Ours:
    """`digienv.android.adb`."""

    name = "digienv"

    def __init__(self, device: AdbDevice) -> None:
        self._device = device

    async def shell(self, script: str) -> tuple[str, int]:
        """See `Client`."""
        result = await self._device.script(script)
        return (result.output + result.errors).decode(errors="replace"), result.status

    async def push(self, data: bytes, path: str) -> None:
        """See `Client`."""
        await self._device.push(data, path)

    async def pull(self, path: str) -> bytes:
        """See `Client`."""
        return await self._device.pull(path)

    async def screenshot(self) -> bytes:
        """See `Client`."""
        return await self._device.read("screencap", "-p")


class Binary:
    """The real adb program, one for each command."""

    name = "adb"

    def __init__(self, device: AdbDevice) -> None:
        self._command = [adb_path(), "-P", str(device.server.port), "-s", device.serial]

    async def _run(self, *arguments: str) -> tuple[bytes, int]:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            output, errors = await process.communicate()
        except asyncio.CancelledError:
            process.kill()
            raise
        return output + errors, process.returncode or 0

    async def shell(self, script: str) -> tuple[str, int]:
        """See `Client`."""
        output, status = await self._run("shell", script)
        return output.decode(errors="replace"), status

    async def push(self, data: bytes, path: str) -> None:
        """See `Client`."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "file").write_bytes(data)
            said, status = await self._run("push", str(Path(folder) / "file"), path)
        expect(0, status if status == 0 else said)

    async def pull(self, path: str) -> bytes:
        """See `Client`."""
        with tempfile.TemporaryDirectory() as folder:
            said, status = await self._run("pull", path, str(Path(folder) / "file"))
            expect(0, status if status == 0 else said)
            return (Path(folder) / "file").read_bytes()

    async def screenshot(self) -> bytes:
        """See `Client`."""
        return (await self._run("exec-out", "screencap", "-p"))[0]


class Adbutils:
    """adbutils."""

    name = "adbutils"

    def __init__(self, device: AdbDevice) -> None:
        import adbutils

        self._device = adbutils.AdbClient(port=device.server.port).device(device.serial)

    async def shell(self, script: str) -> tuple[str, int]:
        """See `Client`."""
        result = await asyncio.to_thread(self._device.shell2, script, v2=True)
        return f"{result.stdout}{result.stderr}", result.returncode

    async def push(self, data: bytes, path: str) -> None:
        """See `Client`."""
        await asyncio.to_thread(self._device.sync.push, io.BytesIO(data), path)

    async def pull(self, path: str) -> bytes:
        """See `Client`."""
        return bytes(await asyncio.to_thread(self._device.sync.read_bytes, path))

    async def screenshot(self) -> bytes:
        """See `Client`."""
        data = io.BytesIO()
        (await asyncio.to_thread(self._device.screenshot)).save(data, "PNG")
        return data.getvalue()


# -------------------------------------------------------------------- what is checked through every client

SCRIPTS: tuple[tuple[str, str, int], ...] = (
    # what is run, what it prints, its status
    ("echo hello", "hello\n", 0),
    ("printf 'a\\nb'", "a\nb", 0),
    ("true", "", 0),
    ("false", "", 1),
    ("exit 7", "", 7),
    ("exit 255", "", 255),
    ("echo one; echo two", "one\ntwo\n", 0),
    ("true && echo yes", "yes\n", 0),
    ("false && echo no", "", 1),
    ("false || echo other", "other\n", 0),
    ("false; echo $?", "1\n", 0),
    ("(exit 3); echo $?", "3\n", 0),
    ("! false; echo $?", "0\n", 0),
    ("echo 'single $HOME'", "single $HOME\n", 0),
    ('x=5; echo "double $x"', "double 5\n", 0),
    ("x=a; y=b; echo $x$y", "ab\n", 0),
    ("echo ${missing:-default}", "default\n", 0),
    ("echo $(echo inner)", "inner\n", 0),
    ("echo `echo old`", "old\n", 0),
    ("echo a\\ b", "a b\n", 0),
    ("echo \"a 'b' c\"", "a 'b' c\n", 0),
    ("echo 'a \"b\" c'", 'a "b" c\n', 0),
    ("echo a | cat", "a\n", 0),
    ("printf 'b\\na\\n' | sort", "a\nb\n", 0),
    ("printf 'b\\na\\nb\\n' | sort -u | wc -l | tr -d ' '", "2\n", 0),
    ("echo abc | tr a-z A-Z", "ABC\n", 0),
    ("printf '1\\n2\\n3\\n' | head -n 2", "1\n2\n", 0),
    ("printf '1\\n2\\n3\\n' | tail -n 1", "3\n", 0),
    ("printf 'x\\nyy\\n' | grep y", "yy\n", 0),
    ("echo x | grep -q z; echo $?", "1\n", 0),
    ("printf 'one\\ntwo\\nsix\\n' | grep -e one -e six", "one\nsix\n", 0),
    ("printf '*a\\na\\n' | grep '*a'", "*a\n", 0),
    ("printf 'a\\\\b\\nanb\\n' | grep 'a[\\n]b'", "a\\b\nanb\n", 0),
    ("echo 'a+b (c)' | grep 'a+b (c)'", "a+b (c)\n", 0),
    ("echo aab | grep -oE 'a{2}|b'", "aa\nb\n", 0),
    ("echo aba | sed 's/a/x/'", "xba\n", 0),
    ("echo abab | sed -e 's/a/x/g' -e 's/b/[&]/2'", "xbx[b]\n", 0),
    ("echo 'one two' | sed -E 's/(one) (two)/\\2 \\1/'", "two one\n", 0),
    ("echo 'one two' | sed 's/\\(one\\) /<\\1>/'", "<one>two\n", 0),
    ("printf '1\\n2\\n3\\n4\\n' | sed -n '2,3p'", "2\n3\n", 0),
    ("printf '1\\n2\\n3\\n' | sed '/2/d;$d'", "1\n", 0),
    ("printf '1\\n2\\n' | sed 1q", "1\n", 0),
    ("echo abc | sed 'y/abc/xyz/'", "xyz\n", 0),
    ("printf abc | md5sum", "900150983cd24fb0d6963f7d28e17f72  -\n", 0),
    ("printf abc | sha1sum", "a9993e364706816aba3e25717850c26c9cd0d89d  -\n", 0),
    ("printf abc | sha512sum | cut -c 1-16", "ddaf35a193617aba\n", 0),
    (
        f"cd {FOLDER} && echo x > in && tar -cf a.tar in && rm in && tar -tf a.tar && tar -xf a.tar && cat in",
        "in\nx\n",
        0,
    ),
    ("printf 'a:b:c\\n' | cut -d: -f2", "b\n", 0),
    ("if true; then echo t; else echo f; fi", "t\n", 0),
    ("if false; then echo t; elif true; then echo e; fi", "e\n", 0),
    ("for i in 1 2 3; do echo -n $i; done; echo", "123\n", 0),
    ("while false; do echo never; done; echo done", "done\n", 0),
    ("{ echo group; }", "group\n", 0),
    ("(cd /; pwd); echo x", "/\nx\n", 0),
    ("cd /data/local/tmp && pwd", "/data/local/tmp\n", 0),
    ("[ -d /sdcard ] && echo dir", "dir\n", 0),
    ("[ 3 -lt 10 ] && echo less", "less\n", 0),
    ("[ a = b ]; echo $?", "1\n", 0),
    ("test -e /nothing/here; echo $?", "1\n", 0),
    ("echo out > /dev/null; echo $?", "0\n", 0),
    ("ls /nothing/here > /dev/null 2>&1; echo $?", "1\n", 0),
    ("echo to-errors 1>&2", "to-errors\n", 0),
    ("id -u | grep -c '^[0-9]'", "1\n", 0),
    ("echo 'ünïcödé 漢字 🙂'", "ünïcödé 漢字 🙂\n", 0),
    ("echo \"$(printf 'two\\nlines')\"", "two\nlines\n", 0),
    ("echo '*'", "*\n", 0),
    ("echo '; rm -rf / & | `x` $(y)'", "; rm -rf / & | `x` $(y)\n", 0),
    ("basename /a/b/c.txt", "c.txt\n", 0),
    ("dirname /a/b/c.txt", "/a/b\n", 0),
    ("getprop sys.boot_completed", "1\n", 0),
    ("getprop no.such.property", "\n", 0),
    ("settings get system no_such_setting", "null\n", 0),
    ("echo last; exit 4", "last\n", 4),
)

OUTPUTS = (0, 1, 4095, 4096, 65_536, 300_000)
SIZES = (0, 1, 65_535, 65_536, 65_537, 1_500_000)
NAMES = ("plain.txt", "with space.txt", "ünï 漢字.txt", "semi;colon & $(x) 'q'.txt")
ROUND_TRIPS = (
    ("system", "screen_off_timeout", "30000"),
    ("system", "font_scale", "1.15"),
    ("global", "digienv_check", "value with spaces"),
    ("secure", "digienv_check", "ünï;$(x)"),
)
FORMATS = (
    # what is run, what its output must hold
    ("pm list packages", "package:com.android.settings"),
    ("pm path com.android.settings", "package:"),
    ("wm size", "Physical size: "),
    ("wm density", "Physical density: "),
    ("dumpsys window", "mCurrentFocus="),
    ("dumpsys activity activities", "ResumedActivity"),
    ("dumpsys battery", "level: "),
    ("dumpsys power", "mWakefulness="),
    ("dumpsys input_method", "mInputShown="),
    ("getprop ro.build.version.sdk", ""),
    ("ime list -s", "/"),
    ("content query --uri content://settings/system --projection name --where \"name='font_scale'\"", "font_scale"),
    ("cmd package resolve-activity --brief com.android.settings", "com.android.settings/"),
    ("ps -A", "init"),
    ("df /data", "Filesystem"),
    ("date +%Y", "20"),
    ("uname", "Linux"),
    ("which sh", "/sh"),
    ("top -b -n 1", "PID"),
    ("dumpsys connectivity", "Active default network: "),
    ("dumpsys alarm", "Next alarm clock information"),
    ("am stack list", "taskId="),
    ("pm dump com.android.settings", "com.android.settings"),
)


def _through(client: Client) -> Iterator[Check]:
    """What is checked through any client."""

    def check(group: str, name: str, body: Callable[[], Awaitable[None]]) -> Check:
        return Check(group, f"{name} [{client.name}]", body)

    for script, output, status in SCRIPTS:

        async def run(script: str = script, output: str = output, status: int = status) -> None:
            expect((output, status), await client.shell(script))

        yield check("shell", script, run)
    for size in OUTPUTS:

        async def flood(size: int = size) -> None:
            await client.push(b"x" * size, f"{FOLDER}/large")
            said, status = await client.shell(f"cat {FOLDER}/large")
            expect((size, 0, set("x") if size else set()), (len(said), status, set(said)))

        yield check("large outputs", f"{size} bytes", flood)
    for size in SIZES:

        async def both_ways(size: int = size) -> None:
            data = os.urandom(size)
            await client.push(data, f"{FOLDER}/file")
            if await client.pull(f"{FOLDER}/file") != data:
                raise Mismatch(f"{size} bytes as they were pushed", "others")

        yield check("files", f"{size} bytes there and back", both_ways)
    for name in NAMES:

        async def named(name: str = name) -> None:
            await client.push(b"named", f"{FOLDER}/{name}")
            expect(b"named", await client.pull(f"{FOLDER}/{name}"))

        yield check("files", f"a file called {name!r}", named)
    for script, part in FORMATS:

        async def says(script: str = script, part: str = part) -> None:
            said, status = await client.shell(script)
            if status or part not in said:
                raise Mismatch(f"{part!r} in it", said)

        yield check("formats", script, says)

    async def picture() -> None:
        with Image.open(io.BytesIO(await client.screenshot())) as shot:
            said, _ = await client.shell("wm size")
            sides = sorted(map(int, said.split(":")[-1].strip().split("x")))
            expect(sides, sorted(shot.size))

    yield check("screen", "a screenshot has the size of the screen", picture)

    async def missing() -> None:
        try:
            data = await client.pull("/nothing/here")
        except Exception:
            return
        raise Mismatch("an error", data)

    yield check("files", "what is not there cannot be pulled", missing)


# -------------------------------------------------------------------- what is checked once


def _once(device: AdbDevice) -> Iterator[Check]:
    """What is checked through our own client alone."""
    for space, name, value in ROUND_TRIPS:

        async def setting(space: str = space, name: str = name, value: str = value) -> None:
            before = await device.run("settings", "get", space, name)
            await device.run("settings", "put", space, name, value)
            try:
                expect(value, await device.run("settings", "get", space, name))
            finally:
                if before == "null":
                    await device.run("settings", "delete", space, name)
                else:
                    await device.run("settings", "put", space, name, before)

        yield Check("settings", f"{space}/{name} there and back [digienv]", setting)

    async def contact() -> None:
        uri = ("--uri", "content://com.android.contacts/raw_contacts")
        await device.run("content", "insert", *uri, "--bind", "account_type:s:digienv", "--bind", "account_name:s:x")
        await device.run("content", "delete", *uri, "--where", "account_type='digienv'")

    async def listed() -> None:
        await device.push(b"12345", f"{FOLDER}/listed")
        found = {file.name: file for file in await device.files(FOLDER)}
        expect((5, True), (found["listed"].size, bool(found["listed"].mode & 0o100000)))

    async def stdin() -> None:
        result = await device.script("cat", stdin=b"\x00binary\xff\r\n" * 1000)
        expect(b"\x00binary\xff\r\n" * 1000, result.output)

    async def apart() -> None:
        result = await device.script("echo out; echo err 1>&2; exit 3")
        expect((b"out\n", b"err\n", 3), (result.output, result.errors, result.status))

    async def parallel() -> None:
        words = [secrets.token_hex(8) for _ in range(16)]
        expect(words, list(await asyncio.gather(*(device.run("echo", word) for word in words))))

    async def arguments() -> None:
        strange = ["a b", "'", '"', "$x", "`x`", ";", "&", "|", "\\", "*", "~", "(", ""]
        expect("\n".join(f"<{one}>" for one in strange), await device.run("printf", "<%s>\\n", *strange))

    async def tree() -> None:
        said = (await device.read("uiautomator", "dump", "/dev/tty")).decode(errors="replace")
        root = ET.fromstring(said[said.index("<?xml") : said.rindex("</hierarchy>") + 12])  # noqa: S314
        if not list(root.iter("node")):
            raise Mismatch("some views", "none")

    async def dumped() -> None:
        await device.run("uiautomator", "dump", f"{STORAGE}/digienv-dump.xml")
        try:
            ET.fromstring(await device.pull(f"{STORAGE}/digienv-dump.xml"))  # noqa: S314
        finally:
            await device.run("rm", "-f", f"{STORAGE}/digienv-dump.xml")

    async def started() -> None:
        await device.run("am", "start", "-a", "android.settings.SETTINGS")
        for _ in range(50):
            if "com.android.settings" in await device.run("dumpsys", "activity", "activities"):
                break
        else:
            raise Mismatch("com.android.settings in front", "something else")
        await device.run("input", "keyevent", "KEYCODE_HOME")

    async def waited() -> None:
        said = await device.run("am", "start", "-W", "-a", "android.settings.SETTINGS")
        for part in ("Status: ok", "LaunchState: ", "Activity: com.android.settings", "TotalTime: ", "Complete"):
            if part not in said:
                raise Mismatch(f"{part!r} in it", said)
        await device.run("input", "keyevent", "KEYCODE_HOME")

    async def touched() -> None:
        for action in ("DOWN", "MOVE", "CANCEL"):
            expect("", await device.run("input", "motionevent", action, "1", "1"))

    async def unknown() -> None:
        result = await device.shell("am", "start", "-n", "no.such.package/.Main")
        if b"does not exist" not in result.errors + result.output:
            raise Mismatch("that it does not exist", result)

    async def removed() -> None:
        await device.push(b"x", f"{FOLDER}/gone")
        await device.run("rm", f"{FOLDER}/gone")
        expect(1, (await device.shell("ls", f"{FOLDER}/gone")).status)

    async def refused() -> None:
        try:
            await device.push(b"x", "/system/digienv")
        except AdbFailure:
            return
        raise Mismatch("a refusal to write to /system", "none")

    async def rooted() -> None:
        expect("0", (await device.run("su", "0", "id", "-u")).strip())

    async def packed() -> None:
        data = await device.read("su", "0", "sh", "-c", "cd / && tar -c -f - data/data/com.android.providers.contacts")
        if b"contacts2.db" not in data:
            raise Mismatch("the contacts' database in an archive", data[:100])

    async def digests() -> None:
        await device.push(b"abc", f"{FOLDER}/digest")
        said = await device.run("find", FOLDER, "-name", "digest", "-type", "f", "-exec", "md5sum", "{}", "+")
        expect("900150983cd24fb0d6963f7d28e17f72", said.split()[0])

    for group, name, body in (
        ("providers", "a raw contact there and back", contact),
        ("files", "a folder's listing", listed),
        ("shell", "standard input, byte for byte", stdin),
        ("shell", "output and errors apart, with a status", apart),
        ("shell", "sixteen commands at once", parallel),
        ("shell", "arguments as they are", arguments),
        ("screen", "the tree of views to standard output", tree),
        ("screen", "the tree of views to a file", dumped),
        ("screen", "single events of a finger", touched),
        ("apps", "an app comes to the front", started),
        ("apps", "an app that is waited for", waited),
        ("apps", "an app that is not there", unknown),
        ("files", "a file that is removed is gone", removed),
        ("files", "the system cannot be written to", refused),
        ("oracle", "root, for the oracle", rooted),
        ("oracle", "databases in an archive", packed),
        ("oracle", "digests of files", digests),
    ):
        yield Check(group, f"{name} [digienv]", body)


# -------------------------------------------------------------------- uiautomator2


def _uiautomator(device: AdbDevice) -> Iterator[Check]:
    """What is checked through uiautomator2, in the settings."""
    session: Any = None

    def connected() -> Any:
        nonlocal session
        if session is None:
            import adbutils
            import uiautomator2

            session = uiautomator2.connect(adbutils.AdbClient(port=device.server.port).device(device.serial))
        return session

    def settings() -> Any:
        theirs = connected()
        theirs.app_start("com.android.settings", stop=True)
        if not theirs(text="Display").wait(timeout=10) and not theirs(scrollable=True).scroll.to(text="Display"):
            raise Mismatch("Display in the settings", "nothing")
        return theirs

    def info(theirs: Any) -> None:
        expect(sorted(theirs.window_size()), sorted((theirs.info["displayWidth"], theirs.info["displayHeight"])))

    def shot(theirs: Any) -> None:
        expect(sorted(theirs.window_size()), sorted(theirs.screenshot().size))

    def package(theirs: Any) -> None:
        expect("com.android.settings", theirs.app_current()["package"])

    def text(theirs: Any) -> None:
        expect(True, bool(theirs(text="Display").exists))

    def contains(theirs: Any) -> None:
        expect(True, bool(theirs(textContains="ispla").exists))

    def starts(theirs: Any) -> None:
        expect(True, bool(theirs(textStartsWith="Disp").exists))

    def matches(theirs: Any) -> None:
        expect(True, bool(theirs(textMatches="D.spl.y").exists))

    def nothing(theirs: Any) -> None:
        expect(False, bool(theirs(text="no such text").exists))

    def counted(theirs: Any) -> None:
        if theirs(className="android.widget.TextView").count < 3:
            raise Mismatch("several texts", theirs(className="android.widget.TextView").count)

    def bounds(theirs: Any) -> None:
        found = theirs(text="Display").info["bounds"]
        expect(True, found["left"] < found["right"] and found["top"] < found["bottom"])

    def path(theirs: Any) -> None:
        expect(True, bool(theirs.xpath('//*[@text="Display"]').exists))

    def click(theirs: Any) -> None:
        theirs(text="Display").click()
        expect(True, theirs(textContains="heme").wait(timeout=5) or theirs(textContains="rightness").wait(timeout=5))

    def back(theirs: Any) -> None:
        theirs(text="Display").click()
        theirs.press("back")
        expect(True, theirs(text="Display").wait(timeout=5))

    def swiped(theirs: Any) -> None:
        theirs.swipe_ext("up")
        theirs.swipe_ext("down")
        expect("com.android.settings", theirs.app_current()["package"])

    def gone(theirs: Any) -> None:
        theirs.press("home")
        expect(True, theirs(text="Display").wait_gone(timeout=5))

    def shade(theirs: Any) -> None:
        theirs.open_notification()
        expect(True, theirs(packageName="com.android.systemui").wait(timeout=5))
        theirs.press("back")

    def watched(theirs: Any) -> None:
        theirs.watcher("digienv").when("Display").click()
        theirs.watcher.run()
        theirs.watcher.remove("digienv")
        expect(True, bool(theirs(text="Display").exists or theirs(textContains="rightness").exists))

    for body in (
        *(info, shot, package, text, contains, starts, matches, nothing, counted, bounds, path, click, back, swiped),
        *(gone, shade, watched),
    ):

        async def run(body: Callable[[Any], None] = body) -> None:
            await asyncio.to_thread(lambda: body(settings()))

        yield Check("uiautomator2", f"{body.__name__} [uiautomator2]", run)

    async def stopped() -> None:
        if session is not None:
            await asyncio.to_thread(session.stop_uiautomator)

    yield Check("uiautomator2", "its server ends [uiautomator2]", stopped)


def checks(device: AdbDevice) -> list[Check]:
    """All checks that can be made here."""
    found: list[Check] = [*_through(Ours(device)), *_through(Binary(device)), *_once(device)]
    if importlib.util.find_spec("adbutils"):
        found += _through(Adbutils(device))
    if importlib.util.find_spec("uiautomator2"):
        found += _uiautomator(device)
    return found


async def run_checks(device: AdbDevice) -> AsyncIterator[Result]:
    """Make all checks, one after the other."""
    await device.run("mkdir", "-p", FOLDER)
    try:
        for check in checks(device):
            try:
                async with asyncio.timeout(TIMEOUT):
                    await check.body()
            except TimeoutError:
                yield Result(check, f"it did not end in {TIMEOUT:.0f} s")
            except Exception as error:
                yield Result(check, str(error) or type(error).__name__)
            else:
                yield Result(check, "")
    finally:
        with contextlib.suppress(AdbFailure):
            await device.run("rm", "-rf", FOLDER)
