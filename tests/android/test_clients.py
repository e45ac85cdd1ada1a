"""Clients that nobody here wrote: uiautomator2, adbutils, the real adb, and the emulator's console."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import Iterator
from pathlib import Path

import adbutils
import numpy as np
import pytest
import uiautomator2
from PIL import Image

from digienv.android.adb import AdbDevice, AdbServer
from digienv.android.phone.phone import Phone
from digienv.android.phone.templates import template
from digienv.core import loop


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    phone = Phone(template("household"), tmp_path_factory.mktemp("phone") / "files")
    loop.run(phone.start())
    yield phone
    loop.run(phone.close())


@pytest.fixture(scope="module")
def connected(phone: Phone, adb_server: AdbServer) -> AdbDevice:
    found = loop.run(adb_server.connect(phone.address))
    loop.run(found.wait())
    return found


@pytest.fixture
def device(phone: Phone, connected: AdbDevice) -> AdbDevice:
    loop.run(phone.reset())
    return connected


@pytest.fixture(scope="module")
def their_session(connected: AdbDevice, adb_server: AdbServer) -> Iterator[uiautomator2.Device]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server.port))
        patch.setattr(adbutils.adb, "_BaseClient__port", adb_server.port, raising=False)
        found = uiautomator2.connect(adbutils.AdbClient(port=adb_server.port).device(connected.serial))
        found.implicitly_wait(2)
        yield found
        found.stop_uiautomator()


@pytest.fixture
def theirs(device: AdbDevice, their_session: uiautomator2.Device) -> uiautomator2.Device:
    return their_session


def test_uiautomator2_knows_the_device(theirs: uiautomator2.Device) -> None:
    assert theirs.info["displayWidth"] == 1080
    assert theirs.window_size() == (1080, 2400)
    assert theirs.screenshot().size == (1080, 2400)
    assert theirs.app_current()["package"] == "com.android.launcher3"


def test_uiautomator2_selectors(theirs: uiautomator2.Device) -> None:
    theirs(description="Contacts").click()
    assert theirs(text="Ada Lindqvist").exists
    assert not theirs(text="Nobody").exists
    assert theirs(textContains="lindq").info["text"] == "Ada Lindqvist"
    assert theirs(textStartsWith="Amir").info["className"] == "android.widget.TextView"
    assert theirs(textMatches="Chi.* Ok.*").info["text"] == "Chidi Okafor"
    rows = theirs(className="android.widget.LinearLayout", clickable=True)
    assert rows.count >= 8
    assert rows[1].child(className="android.widget.TextView").get_text() == "Amir Haddad"
    theirs(className="android.widget.ScrollView").scroll.to(text="Zoe Marchetti")
    theirs(text="Zoe Marchetti").click()
    assert theirs(text="+15550139").wait(timeout=2)
    theirs.press("back")
    assert theirs(text="+15550139").wait_gone(timeout=2)


def test_uiautomator2_types(theirs: uiautomator2.Device) -> None:
    theirs.app_start("com.android.contacts", ".EditorActivity")
    theirs(resourceId="com.android.contacts:id/first").set_text("Zoë 漢字; $(x)")
    assert theirs(resourceId="com.android.contacts:id/first").get_text() == "Zoë 漢字; $(x)"
    theirs(resourceId="com.android.contacts:id/first").clear_text()
    assert theirs(resourceId="com.android.contacts:id/first").get_text() == "First name"


def test_uiautomator2_xpath_and_gestures(theirs: uiautomator2.Device) -> None:
    theirs.xpath('//*[@content-desc="Settings"]').click()
    theirs.xpath('//android.widget.TextView[@text="Display"]').click()
    assert theirs.xpath('//*[@text="Font size"]').exists
    theirs.swipe(540, 10, 540, 1400)
    assert theirs(description="Flashlight").exists
    theirs.press("home")
    theirs.open_notification()
    assert theirs(text="No notifications").exists
    theirs.press("back")
    theirs(description="Notes").click()
    theirs(text="gift ideas.md").long_click()
    assert theirs(text="Rename").exists


def test_uiautomator2_watchers(theirs: uiautomator2.Device) -> None:
    theirs.watcher("camera").when("While using the app").click()
    theirs.app_start("com.android.camera2")
    theirs.watcher.run()
    assert theirs(description="Take photo").wait(timeout=2)
    theirs.watcher.remove("camera")


def test_uiautomator2_turns_it(theirs: uiautomator2.Device) -> None:
    theirs.set_orientation("left")
    assert theirs.screenshot().size == (2400, 1080)
    assert theirs.info["displayRotation"] == 1
    theirs.set_orientation("natural")
    assert theirs.screenshot().size == (1080, 2400)


def test_what_uiautomator2_does_not_find(theirs: uiautomator2.Device) -> None:
    theirs.implicitly_wait(0.1)
    with pytest.raises(uiautomator2.UiObjectNotFoundError):
        theirs(text="Nothing of the kind").click(timeout=0.2)
    theirs.implicitly_wait(2)


def test_its_server_must_be_started(phone: Phone, device: AdbDevice) -> None:
    fresh = Phone(template("new"), phone.files.folder.parent / "fresh")
    assert fresh._find_service("tcp:9008") is None


def test_a_framebuffer(device: AdbDevice, adb_server: AdbServer) -> None:
    picture = adbutils.AdbClient(port=adb_server.port).device(device.serial).framebuffer()
    shot = Image.open(io.BytesIO(loop.run(device.read("screencap", "-p")))).convert("RGB")
    assert np.array_equal(np.asarray(picture.convert("RGB")), np.asarray(shot))


def test_a_raw_screenshot(device: AdbDevice) -> None:
    raw = loop.run(device.read("screencap"))
    assert np.frombuffer(raw, "<u4", 2).tolist() == [1080, 2400]
    assert len(raw) == 16 + 4 * 1080 * 2400


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("pm list packages -3", "package:org.digienv.notes"),
        ("pm path com.android.settings", "package:/data/app/com.android.settings/base.apk"),
        ("cmd package resolve-activity --brief com.android.settings", "com.android.settings/.Settings"),
        ("ime list -s", "com.android.inputmethod.latin/.LatinIME"),
        ("svc wifi disable; settings get global wifi_on", "0"),
        ("cmd uimode night yes", "Night mode: yes"),
        ("dumpsys battery", "level: 85"),
        ("dumpsys power", "mWakefulness=Awake"),
        ("pm grant com.android.camera2 android.permission.CAMERA; dumpsys package com.android.camera2", "granted=true"),
        ("toybox md5sum /sdcard/Download/house_rules.txt", "/sdcard/Download/house_rules.txt"),
        ("echo hello | base64 | base64 -d", "hello"),
        ("cmd statusbar expand-notifications; uiautomator dump /dev/tty", "Flashlight"),
        ("am start -a android.settings.WIFI_SETTINGS; dumpsys activity", "com.android.settings/.Network"),
        ("cmd notification post -t Greeting t1 hello there; dumpsys notification", "android.text=String (hello there)"),
    ],
)
def test_commands(device: AdbDevice, command: str, said: str) -> None:
    assert said in loop.run(device.script(command)).text


@pytest.mark.parametrize(
    ("package", "database", "table"),
    [
        ("org.digienv.recipes", "/data/data/org.digienv.recipes/databases/recipes.db", "recipes"),
        (
            "com.android.providers.telephony",
            "/data/user_de/0/com.android.providers.telephony/databases/mmssms.db",
            "sms",
        ),
        ("com.android.providers.contacts", "/data/data/com.android.providers.contacts/databases/contacts2.db", "data"),
    ],
)
def test_what_a_package_remembers_is_cleared(device: AdbDevice, package: str, database: str, table: str) -> None:
    count = ("su", "0", "sqlite3", database, f"SELECT count(*) FROM {table}")
    permissions = ("dumpsys", "package", "org.digienv.recipes")
    loop.run(device.run("pm", "grant", "org.digienv.recipes", "android.permission.CAMERA"))
    loop.run(device.run("su", "0", "touch", f"{database}-other"))
    assert int(loop.run(device.run(*count))) > 0
    assert loop.run(device.run("pm", "clear", package)) == "Success"
    assert loop.run(device.run(*count)) == "0"
    assert loop.run(device.shell("su", "0", "ls", f"{database}-other")).status == 1
    assert ("CAMERA" in loop.run(device.run(*permissions))) == (package != "org.digienv.recipes")
    assert package in loop.run(device.run("pm", "list", "packages"))


# ---------------------------------------------------------------- the console


def talk(phone: Phone, *lines: str, token: str | None = None) -> list[str]:
    """What the console answers to each line."""

    async def converse() -> list[str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", phone.console.port)

        async def answer() -> str:
            said = []
            while not (said and said[-1].startswith(("OK", "KO"))):
                line = await asyncio.wait_for(reader.readline(), 10)
                if not line:
                    break
                said.append(line.decode().rstrip())
            return "\n".join(said)

        greeting = await answer()
        file = greeting.split("'")[3]
        found = []
        secret = Path(file).read_text() if token is None else token
        for line in (f"auth {secret}", *lines):
            writer.write(f"{line}\n".encode())
            found.append(await answer())
        writer.close()
        return found[1:]

    return loop.run(converse())


def test_the_console_wants_its_token(phone: Phone, device: AdbDevice) -> None:
    assert talk(phone, "sms send 5551 hi", token="wrong")[0].startswith("KO")
    assert "No result" in loop.run(
        device.run("content", "query", "--uri", "content://sms", "--where", "address='5551'")
    )


def test_a_snapshot_is_saved_and_loaded(phone: Phone, device: AdbDevice) -> None:
    assert talk(phone, "avd snapshot save one") == ["OK"]
    loop.run(device.run("settings", "put", "global", "wifi_on", "0"))
    loop.run(device.push(b"x", "/sdcard/Download/new.txt"))
    assert talk(phone, "avd snapshot load one", "avd snapshot load none")[0] == "OK"
    assert loop.run(device.run("settings", "get", "global", "wifi_on")) == "1"
    assert loop.run(device.shell("ls", "/sdcard/Download/new.txt")).status == 1
    said = talk(phone, "avd snapshot load none", "avd snapshot list", "avd snapshot del one", "avd name", "nonsense")
    assert said[0].startswith("KO: snapshot 'none' does not exist")
    assert "one" in said[1]
    assert said[2:] == ["OK", "simulated\nOK", "KO: unknown command, try 'help'"]


def test_a_message_and_a_call_arrive(phone: Phone, device: AdbDevice) -> None:
    assert talk(phone, "sms send +15550101 On my way; $(x)", "gsm call +15550122") == ["OK", "OK"]
    said = loop.run(device.run("content", "query", "--uri", "content://sms/inbox", "--sort", "_id DESC"))
    assert "body=On my way; $(x)" in said.splitlines()[0]
    assert ".InCall" in loop.run(device.run("dumpsys", "activity"))
    assert "mCallState=1" in loop.run(device.run("dumpsys", "telephony.registry"))
    assert talk(phone, "gsm cancel +15550122", "gsm call nobody")[1].startswith("KO: bad phone number")
    assert "launcher" in loop.run(device.run("dumpsys", "activity"))


def test_power_place_and_rotation(phone: Phone, device: AdbDevice) -> None:
    loop.run(device.run("settings", "put", "system", "accelerometer_rotation", "1"))
    said = talk(phone, "power capacity 41", "geo fix 6.95 50.94", "geo fix here there", "rotate")
    assert said == ["OK", "OK", "KO: longitude and latitude are numbers", "OK"]
    assert "level: 41" in loop.run(device.run("dumpsys", "battery"))
    assert "50.94" in loop.run(device.run("dumpsys", "location"))
    assert 'rotation="1"' in loop.run(device.run("uiautomator", "dump", "/dev/tty"))


def test_a_phone_that_is_told_to_end_is_off(tmp_path: Path) -> None:
    phone = Phone(template("new"), tmp_path / "files")
    loop.run(phone.start())
    ports = (phone.console.port, phone.daemon.port)
    assert talk(phone, "kill")[0].startswith("OK")

    async def until_off() -> None:
        async with asyncio.timeout(20):
            while phone.screen.alive:
                await asyncio.sleep(0.05)

    loop.run(until_off())
    for port in ports:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port))
