"""What breaks in mid-episode is a failure of that episode alone; what is strange is taken as it is."""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digienv.android.adb import AdbServer, adb_path
from digienv.android.handset import SimulatedHandset
from digienv.android.input import type_text
from digienv.android.phone.adbd import Stream
from digienv.android.phone.grammar import ShellSyntaxError, parse
from digienv.android.phone.shell import Call
from digienv.android.phone.wire import WireError, read_message
from digienv.core import loop
from digienv.core.actions import Click, OpenApp, Type
from digienv.core.async_env import AsyncEnv
from digienv.suites import make_async
from tests.chromium import browsers


@pytest.fixture
def env(adb_server: AdbServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[AsyncEnv]:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server.port))
    env = make_async("android", "create-note", step_timeout=5.0)
    loop.run(env.reset(seed=0))
    yield env
    loop.run(env.close())


@pytest.fixture
def mortal(monkeypatch: pytest.MonkeyPatch) -> Iterator[AsyncEnv]:
    """An environment with an adb server of its own, which tests may kill."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(port))
    env = make_async("android", "create-note", step_timeout=5.0)
    loop.run(env.reset(seed=0))
    yield env
    loop.run(env.close())
    subprocess.run([adb_path(), "-P", str(port), "kill-server"], capture_output=True, timeout=20, check=False)


def handset(env: AsyncEnv) -> SimulatedHandset:
    found = env.surface.handset  # type: ignore[attr-defined]
    assert isinstance(found, SimulatedHandset)
    return found


def failure(env: AsyncEnv, action: str = "click(540, 1200)") -> str:
    """Why a step failed; its reward is none."""
    _, reward, terminated, truncated, info = loop.run(env.step(action))
    assert reward != reward
    assert (terminated, truncated) == (False, True)
    return str(info["failure"])


def assert_goes_on(env: AsyncEnv) -> None:
    """The next episode is as any other."""
    loop.run(env.reset(seed=1))

    async def play() -> bool:
        info: dict = {}
        async for action in env.solve():
            *_, info = await env.step(action)
        return bool(info["success"])

    assert loop.run(play())


def test_an_adb_server_that_is_killed_and_started_by_another_program(mortal: AsyncEnv) -> None:
    adb = [adb_path(), "-P", str(AdbServer().port)]
    subprocess.run([*adb, "kill-server"], capture_output=True, timeout=20, check=True)
    assert "adb" in failure(mortal)
    assert_goes_on(mortal)
    loop.run(mortal.reset(seed=2))
    subprocess.run([*adb, "kill-server"], capture_output=True, timeout=20, check=True)
    subprocess.run([*adb, "start-server"], capture_output=True, timeout=20, check=True)
    assert "not found" in failure(mortal)
    assert_goes_on(mortal)


def test_a_device_that_goes_offline_in_mid_step(env: AsyncEnv) -> None:
    phone = handset(env).phone
    assert phone is not None

    leaving = []

    async def leave(call: Call) -> int:
        leaving.append(asyncio.ensure_future(phone.daemon.close()))
        await asyncio.Event().wait()
        return 0

    phone.programs["input"] = leave
    assert failure(env)
    assert_goes_on(env)


def test_a_daemon_that_does_not_answer(env: AsyncEnv) -> None:
    phone = handset(env).phone
    assert phone is not None

    async def never(call: Call) -> int:
        await asyncio.Event().wait()
        return 0

    phone.programs["screencap"] = never
    assert "took longer than 5 s" in failure(env)
    assert_goes_on(env)


def test_half_a_picture(env: AsyncEnv) -> None:
    phone = handset(env).phone
    assert phone is not None
    whole = loop.run(phone.screen.png())

    async def half(call: Call) -> int:
        await call.output.write(whole[: len(whole) // 2])
        return 0

    phone.programs["screencap"] = half
    assert "no screenshot" in failure(env)
    assert_goes_on(env)


def test_a_browser_that_is_killed(env: AsyncEnv) -> None:
    for process in browsers():
        process.kill()
    assert failure(env)
    assert_goes_on(env)


def test_a_phone_whose_browser_was_killed_leaves_nothing(
    adb_server: AdbServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server.port))
    monkeypatch.setenv("DIGIENV_CACHE", str(tmp_path))
    phone = SimulatedHandset("new")
    loop.run(phone.open())
    for process in browsers():
        process.kill()
    loop.run(phone.close())
    assert not list((tmp_path / "run").iterdir())


def test_a_screen_that_never_settles(env: AsyncEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SimulatedHandset, "settle", True)
    phone = handset(env).phone
    assert phone is not None
    original = phone.programs["screencap"]
    count = 0

    async def flicker(call: Call) -> int:
        nonlocal count
        count += 1
        await phone.screen.run(f"document.body.style.opacity = {1 - (count % 7) / 100}")
        return await original(call)

    phone.programs["screencap"] = flicker
    *_, info = loop.run(env.step("click(540, 1200)"))
    assert "failure" not in info
    assert count > 2


def test_a_hundred_thousand_characters_are_typed(env: AsyncEnv) -> None:
    surface = env.surface
    text = "".join(random.Random(0).choices("abc %s $(x) `y` ; & | > < ' \" \\ ~ * ? ! # ", k=100_000))

    async def write() -> str:
        await surface.device.push(b"", "/sdcard/Documents/Notes/long.md")  # type: ignore[attr-defined]
        path = "file:/storage/emulated/0/Documents/Notes/long.md"
        await surface.device.run("am", "start", "-n", "org.digienv.notes/.Editor", "-d", path)  # type: ignore[attr-defined]
        await surface.act(Click(540, 700))
        await type_text(surface.device, text)  # type: ignore[attr-defined]
        data: bytes = await surface.device.pull("/sdcard/Documents/Notes/long.md")  # type: ignore[attr-defined]
        return data.decode()

    assert loop.run(write()) == text


@pytest.mark.parametrize(
    "text", ["$(reboot); rm -rf /sdcard #", "ünïcödé 漢字 🙂", "100%s sure", "two\nlines\tand a tab", "a\\b'c\"d"]
)
def test_strange_texts_are_typed_as_they_are(env: AsyncEnv, text: str) -> None:
    async def write() -> str:
        device = env.surface.device  # type: ignore[attr-defined]
        await device.push(b"", "/sdcard/Documents/Notes/it's; $(x).md")
        path = "file:/storage/emulated/0/Documents/Notes/it's; $(x).md"
        await device.run("am", "start", "-n", "org.digienv.notes/.Editor", "-d", path)
        await env.surface.act(Click(540, 700))
        await env.surface.act(Type(text))
        data: bytes = await device.pull("/sdcard/Documents/Notes/it's; $(x).md")
        return data.decode()

    assert loop.run(write()) == text.replace("\t", "")


def test_an_app_that_is_not_there_is_an_error_of_the_agent(env: AsyncEnv) -> None:
    *_, info = loop.run(env.step(OpenApp("Doom; reboot")))
    assert "there is no app" in info["action_error"]


# ---------------------------------------------------------------- fuzzing


def bounded_memory(run: object, rounds: int = 3) -> None:
    """Running something again and again takes no more memory each time."""
    assert callable(run)
    run()
    tracemalloc.start()
    sizes = []
    for _ in range(rounds):
        run()
        sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert sizes[-1] - sizes[0] < 500_000, sizes


def test_no_memory_is_kept_of_what_cannot_be_read() -> None:
    chance = random.Random(0)
    pieces = [
        "$(",
        ")",
        "`",
        "'",
        '"',
        "|",
        "&&",
        ";",
        "if",
        "then",
        "fi",
        "for",
        "in",
        "do",
        "done",
        "{",
        "}",
        "a",
        "\\",
        "$x",
    ]
    texts = [" ".join(chance.choices(pieces, k=chance.randint(1, 30))) for _ in range(3000)]

    def shells() -> None:
        for text in texts:
            try:
                parse(text)
            except ShellSyntaxError:
                continue

    frames = [chance.randbytes(chance.randint(0, 200)) for _ in range(3000)]

    async def read(data: bytes) -> None:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        try:
            await asyncio.wait_for(read_message(reader), 5)
        except (WireError, asyncio.IncompleteReadError):
            return

    def wires() -> None:
        for data in frames:
            loop.run(read(data))

    bounded_memory(shells)
    bounded_memory(wires)


class FakeStream(Stream):
    """Gives some bytes, and keeps what is written."""

    def __init__(self, data: bytes) -> None:
        self.given = [data[start : start + 7] for start in range(0, len(data), 7)]
        self.written = b""

    async def read(self) -> bytes:
        return self.given.pop(0) if self.given else b""

    async def read_exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = await self.read()
            if not part:
                raise ConnectionError("it ended")
            data += part
        return data[:count]

    async def write(self, data: bytes) -> None:
        self.written += data


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    from digienv.android.phone.phone import Phone
    from digienv.android.phone.templates import template

    phone = Phone(template("new"), tmp_path_factory.mktemp("fuzzed") / "files")
    loop.run(phone.start())
    yield phone
    loop.run(phone.close())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
METHODS = st.sampled_from(
    ["objInfo", "count", "getText", "exist", "swipe", "pressKey", "setOrientation", "no", "takeScreenshot"]
)


@settings(deadline=None, max_examples=60)
@given(
    body=st.binary()
    | st.fixed_dictionaries({"method": METHODS, "params": JSON, "id": JSON}).map(lambda x: json.dumps(x).encode())
)
def test_whatever_is_asked_of_uiautomator(phone: object, body: bytes) -> None:
    head = f"POST /jsonrpc/0 HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    stream = FakeStream(head + body)
    loop.run(asyncio.wait_for(phone._uiautomator.serve(stream), 20))  # type: ignore[attr-defined]
    answer = json.loads(stream.written.partition(b"\r\n\r\n")[2])
    assert "result" in answer or answer["error"]["message"]


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=300))
def test_whatever_is_said_to_uiautomator(phone: object, data: bytes) -> None:
    stream = FakeStream(data + b"\r\n\r\n")
    try:
        loop.run(asyncio.wait_for(phone._uiautomator.serve(stream), 20))  # type: ignore[attr-defined]
    except ConnectionError:
        return
    assert stream.written.startswith((b"HTTP/1.1 4", b"HTTP/1.1 2"))


@settings(deadline=None, max_examples=60)
@given(
    line=st.text(st.characters(exclude_characters="\n\r"), max_size=200)
    | st.sampled_from(["sms send", "gsm call x", "avd snapshot save ../x", "geo fix nan inf", "power capacity 999"])
)
def test_whatever_is_said_to_the_console(phone: object, line: str) -> None:
    async def answer() -> str:
        console = phone.console  # type: ignore[attr-defined]
        word, *arguments = line.split() or [""]
        if word == "kill":
            return "OK"
        return await console._run(word, arguments)

    assert loop.run(asyncio.wait_for(answer(), 20)).endswith("OK") or loop.run(
        asyncio.wait_for(answer(), 20)
    ).startswith("KO")


FORGETFUL = """
import gymnasium, digienv
env = gymnasium.make("digienv/android.create-note-v0")
env.reset(seed=0)
env.step("home()")
"""


def test_a_program_that_forgets_to_close_leaves_nothing(tmp_path: Path, adb_server: AdbServer) -> None:
    more = {"DIGIENV_CACHE": str(tmp_path), "ANDROID_ADB_SERVER_PORT": str(adb_server.port)}
    done = subprocess.run(
        [sys.executable, "-c", FORGETFUL], env={**os.environ, **more}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "destroyed" not in done.stderr
    assert not list((tmp_path / "run").iterdir())
