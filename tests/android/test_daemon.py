"""The phone's daemon through the real adb server and the real adb program, and with bytes that are no adb."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digienv.android.adb import AdbDevice, AdbFailure, AdbServer, adb_path
from digienv.android.phone.adbd import Daemon
from digienv.android.phone.phone import Phone
from digienv.android.phone.wire import MAX_PAYLOAD, Message, WireError, read_message
from digienv.core import loop
from digienv.core.errors import DigienvError

CONNECT = Message("CNXN", 0x01000001, MAX_PAYLOAD, b"host::features=shell_v2\0")


class Program:
    """The adb program."""

    def __init__(self, server: AdbServer, serial: str) -> None:
        self._command = [adb_path(), "-P", str(server.port), "-s", serial]

    def __call__(self, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run it."""
        given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
        return subprocess.run([*self._command, *arguments], check=False, capture_output=True, timeout=30, **given)


@pytest.fixture
def adb(device: AdbDevice) -> Program:
    return Program(device.server, device.serial)


# -------------------------------------------------------------------- the adb program


def test_shell(adb: Program) -> None:
    done = adb("shell", "echo hi; echo no >&2; exit 3")
    assert (done.stdout, done.stderr, done.returncode) == (b"hi\n", b"no\n", 3)
    assert adb("shell", "cat | wc -c", stdin=b"x" * 300_000).stdout == b"300000\n"
    assert adb("shell", "-x", "echo a; echo b >&2").stdout in (b"a\nb\n", b"b\na\n")
    assert adb("shell", "-T", "true").returncode == 0
    assert adb("exec-out", "printf 'a\\r\\n\\0b'").stdout == b"a\r\n\0b"


def test_input_of_a_program_that_is_gone(adb: Program) -> None:
    for number in range(10):
        assert adb("exec-in", f"cat > /sdcard/given{number}", stdin=b"abc" * 50_000).returncode == 0
        deadline = time.monotonic() + 10
        while adb("shell", f"wc -c < /sdcard/given{number}").stdout != b"150000\n":
            assert time.monotonic() < deadline


def test_an_interactive_shell(adb: Program) -> None:
    assert b"hello\n" in adb("shell", stdin=b"echo hello\nexit\n").stdout


def test_files(adb: Program, tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    (tmp_path / "given").write_bytes(data)
    name = "/sdcard/Download/with space; $(x) ü"
    assert adb("push", str(tmp_path / "given"), name).returncode == 0
    assert adb("pull", name, str(tmp_path / "got")).returncode == 0
    assert (tmp_path / "got").read_bytes() == data
    assert b"with space; $(x)" in adb("ls", "/sdcard/Download").stdout
    missing = adb("pull", "/sdcard/missing", str(tmp_path / "no"))
    assert missing.returncode
    assert b"No such file" in missing.stdout + missing.stderr
    refused = adb("push", str(tmp_path / "given"), "/system/x")
    assert refused.returncode
    assert b"Read-only file system" in refused.stdout + refused.stderr


def test_folders(adb: Program, tmp_path: Path) -> None:
    (tmp_path / "tree" / "a").mkdir(parents=True)
    (tmp_path / "tree" / "a" / "one").write_text("1")
    (tmp_path / "tree" / "two").write_text("2")
    assert adb("push", str(tmp_path / "tree"), "/sdcard/").returncode == 0
    assert adb("shell", "cat /sdcard/tree/a/one /sdcard/tree/two").stdout == b"12"
    assert adb("pull", "/sdcard/tree", str(tmp_path / "back")).returncode == 0
    assert (tmp_path / "back" / "a" / "one").read_text() == "1"


def test_root(adb: Program) -> None:
    assert adb("shell", "ls /data/data").returncode == 1
    assert b"restarting adbd as root" in adb("root").stdout
    assert adb("wait-for-device").returncode == 0
    assert adb("shell", "whoami; ls -d /data/data/org.digienv.music").stdout == b"root\n/data/data/org.digienv.music\n"
    assert b"already running as root" in adb("root").stdout
    adb("unroot")
    adb("wait-for-device")
    assert adb("shell", "whoami").stdout == b"shell\n"


def test_ports_of_the_host_are_refused_in_words(adb: Program) -> None:
    for arguments in (("tcp:1", "tcp:1"), ("--no-rebind", "tcp:1", "tcp:1"), ("--remove", "tcp:1")):
        done = adb("reverse", *arguments)
        assert done.returncode == 1
        assert done.stderr.strip().endswith(b"the simulated phone has no adb reverse")
    for option in ("--list", "--remove-all"):
        done = adb("reverse", option)
        assert (done.returncode, done.stdout.strip(), done.stderr) == (0, b"", b"")


def test_a_port_of_the_phone_where_nothing_listens_is_closed(adb: Program) -> None:
    port = int(adb("forward", "tcp:0", "tcp:7").stdout)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            assert connection.recv(1) == b""
    finally:
        adb("forward", "--remove", f"tcp:{port}")


def test_what_it_is(adb: Program) -> None:
    assert adb("get-state").stdout == b"device\n"
    assert b"shell_v2" in adb("features").stdout
    assert adb("shell", "getprop", "ro.product.model").stdout == b"Simulated Phone\n"


# -------------------------------------------------------------------- our own client


def test_arguments_arrive_as_they_are(device: AdbDevice) -> None:
    text = "a b; $HOME `x` '\"\\ \n* ü 漢 | > /sdcard/x"
    assert loop.run(device.shell("printf", "%s", text)).output.decode() == text
    assert loop.run(device.shell("ls", "/sdcard/x")).status == 1


def test_the_client_has_files(device: AdbDevice) -> None:
    data = os.urandom(500_000)
    loop.run(device.push(data, "/sdcard/Download/a;b 'c"))
    assert loop.run(device.pull("/sdcard/Download/a;b 'c")) == data
    (found,) = loop.run(device.files("/sdcard/Download"))
    assert (found.name, found.size) == ("a;b 'c", 500_000)
    assert loop.run(device.files("/sdcard/nothing")) == []
    with pytest.raises(AdbFailure, match="No such file"):
        loop.run(device.pull("/sdcard/nothing"))
    with pytest.raises(AdbFailure, match="Read-only"):
        loop.run(device.push(b"x", "/system/x"))


def test_the_client_says_what_failed(device: AdbDevice) -> None:
    with pytest.raises(AdbFailure, match=r"ls failed on .*No such file"):
        loop.run(device.run("ls", "/nothing"))
    with pytest.raises(AdbFailure, match="in 0 s"):
        loop.run(device.shell("sleep", "60", timeout=0.3))
    with pytest.raises(AdbFailure, match="not found"):
        loop.run(AdbDevice(device.server, "127.0.0.1:1").run("true"))
    with pytest.raises(AdbFailure, match="no adb server listens"):
        loop.run(AdbDevice(AdbServer(1), device.serial).run("true"))


@pytest.mark.parametrize("command", [("sleep", "600"), ("getevent",)])
def test_a_command_that_nobody_waits_for_ends(device: AdbDevice, bare: Phone, command: tuple[str, ...]) -> None:
    with pytest.raises(AdbFailure):
        loop.run(device.shell(*command, timeout=0.3))
    deadline = time.monotonic() + 10
    while bare.daemon.services:
        assert time.monotonic() < deadline
        loop.run(asyncio.sleep(0.05))


def test_a_device_comes_back(device: AdbDevice, bare: Phone) -> None:
    for _ in range(3):
        loop.run(bare.daemon.disconnect())
        loop.run(device.wait())
        assert loop.run(device.run("whoami")) == "shell"


def test_many_at_once(device: AdbDevice) -> None:
    async def all_of_them() -> list[str]:
        return await asyncio.gather(*(device.run("echo", str(n)) for n in range(100)))

    assert loop.run(all_of_them()) == [str(n) for n in range(100)]


# -------------------------------------------------------------------- the wire


def test_only_loopback_unless_told() -> None:
    for host in ("0.0.0.0", "192.168.1.2", "::"):
        with pytest.raises(DigienvError, match="set expose"):
            Daemon(lambda name: None, {}, host=host)
    Daemon(lambda name: None, {}, host="0.0.0.0", expose=True)


async def talk(port: int, *sent: bytes) -> list[Message]:
    """What the daemon says to some bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in sent:
            writer.write(part)
        await writer.drain()
        writer.write_eof()
        found = []
        while True:
            try:
                found.append(await asyncio.wait_for(read_message(reader), 10))
            except (asyncio.IncompleteReadError, ConnectionError):
                return found
    finally:
        writer.close()


def test_messages_as_bytes() -> None:
    message = Message("OPEN", 7, 0, b"shell:ls\0")
    raw = message.encode()
    assert raw[:4] == b"OPEN"
    assert int.from_bytes(raw[20:24], "little") == int.from_bytes(b"OPEN", "little") ^ 0xFFFFFFFF

    async def read(data: bytes) -> Message:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        return await read_message(reader)

    assert loop.run(read(raw)) == message
    with pytest.raises(WireError, match="no message"):
        loop.run(read(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
    with pytest.raises(WireError, match="larger"):
        loop.run(read(raw[:12] + (MAX_PAYLOAD + 1).to_bytes(4, "little") + raw[16:]))
    with pytest.raises(asyncio.IncompleteReadError):
        loop.run(read(raw[:-1]))


def test_a_service_that_is_not_there_is_closed(bare: Phone) -> None:
    found = loop.run(talk(bare.daemon.port, CONNECT.encode(), Message("OPEN", 5, 0, b"nothing:\0").encode()))
    assert [message.command for message in found] == ["CNXN", "CLSE"]
    assert found[1].second == 5


def test_who_sends_without_waiting_is_cut_off(bare: Phone) -> None:
    opened = Message("OPEN", 5, 0, b"shell:sleep 30\0").encode()
    sent = [Message("WRTE", 5, 1, bytes(MAX_PAYLOAD)).encode()] * 9
    found = loop.run(talk(bare.daemon.port, CONNECT.encode(), opened, *sent))
    assert [message.command for message in found] == ["CNXN", "OKAY"]


MESSAGES = st.builds(
    Message,
    st.sampled_from(["CNXN", "OPEN", "OKAY", "WRTE", "CLSE", "AUTH", "STLS", "SYNC"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([b"", b"\0", b"sync:\0", b"shell:\0", b"shell,v2,raw:cat\0", b"exec:echo a\0", b"STAT\x01\0\0\0/"])
    | st.binary(max_size=60),
).map(Message.encode)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(MESSAGES | st.binary(max_size=80), max_size=12))
def test_no_bytes_bring_it_down(bare: Phone, sent: list[bytes], caplog: pytest.LogCaptureFixture) -> None:
    loop.run(asyncio.wait_for(talk(bare.daemon.port, CONNECT.encode(), *sent), 20))
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    found = loop.run(talk(bare.daemon.port, CONNECT.encode()))
    assert found[0].command == "CNXN"
