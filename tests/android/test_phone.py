"""The whole phone, through the real adb server: what is on its screen, and what its apps remember."""

from __future__ import annotations

import io
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import adbutils
import numpy as np
import pytest
from PIL import Image

from digienv.android.adb import AdbDevice, AdbServer, adb_path
from digienv.android.phone.phone import Phone, make_template
from digienv.core import loop
from tests.web.support import Server


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    folder = tmp_path_factory.mktemp("phone")
    make_template(folder / "template")
    phone = Phone(folder / "template", folder / "files")
    loop.run(phone.start())
    yield phone
    loop.run(phone.close())


@pytest.fixture
def device(phone: Phone, adb_server: AdbServer) -> AdbDevice:
    loop.run(phone.reset())
    found = loop.run(adb_server.connect(phone.address))
    loop.run(found.wait())
    return found


def nodes(device: AdbDevice) -> list[ET.Element]:
    """What is on the screen."""
    loop.run(device.run("uiautomator", "dump", "/sdcard/window_dump.xml"))
    return list(ET.fromstring(loop.run(device.pull("/sdcard/window_dump.xml"))).iter("node"))


def texts(device: AdbDevice) -> list[str]:
    """The texts on the screen, without empty ones."""
    return [text for node in nodes(device) for text in (node.get("text") or node.get("content-desc"),) if text]


def tap(device: AdbDevice, label: str) -> None:
    """Touch what has a text or a description."""
    found = [node for node in nodes(device) if label in (node.get("text"), node.get("content-desc"))]
    assert found, f"{label!r} is not on the screen"
    corners = found[-1].get("bounds", "").replace("][", ",").strip("[]").split(",")
    left, top, right, bottom = map(int, corners)
    loop.run(device.run("input", "tap", str((left + right) // 2), str((top + bottom) // 2)))


def query(device: AdbDevice, uri: str, *columns: str) -> list[str]:
    """Rows as ``content query`` prints them."""
    text = loop.run(device.run("content", "query", "--uri", f"content://{uri}", "--projection", ":".join(columns)))
    return [line.partition(" ")[2].partition(" ")[2] for line in text.splitlines() if line.startswith("Row")]


def picture(device: AdbDevice) -> np.ndarray:
    """The screen."""
    return np.asarray(Image.open(io.BytesIO(loop.run(device.read("screencap", "-p")))).convert("RGB"))


def test_home_screen(device: AdbDevice) -> None:
    assert picture(device).shape == (2400, 1080, 3)
    assert {"9:30", "Monday, June 15", "Settings", "Contacts", "Messages"} <= set(texts(device))
    assert "launcher" in loop.run(device.run("dumpsys", "window"))


def test_a_tap_is_on_the_next_picture(device: AdbDevice) -> None:
    before = picture(device)
    tap(device, "Settings")
    assert not np.array_equal(before, picture(device))
    assert "com.android.settings/.Settings" in loop.run(device.run("dumpsys", "activity"))
    loop.run(device.run("input", "keyevent", "KEYCODE_HOME"))
    assert np.array_equal(before, picture(device))


def test_settings_change_and_are_changed(device: AdbDevice) -> None:
    tap(device, "Settings")
    tap(device, "Display")
    light = picture(device).mean()
    tap(device, "Dark theme")
    assert loop.run(device.run("settings", "get", "secure", "ui_night_mode")) == "2"
    assert picture(device).mean() < light / 3
    loop.run(device.run("settings", "put", "secure", "ui_night_mode", "1"))
    assert picture(device).mean() == pytest.approx(light, abs=1)
    switches = [node for node in nodes(device) if node.get("content-desc") == "Dark theme"]
    assert [node.get("checked") for node in switches] == ["false"]


@pytest.mark.parametrize("name", ["Ada Reed", "Zoë Ólafsdóttir 漢字", "a; rm -rf / $(x) `y` \"q\" 'z' | & %d"])
def test_a_contact(device: AdbDevice, name: str) -> None:
    tap(device, "Contacts")
    assert "No contacts yet" in texts(device)
    tap(device, "Create new contact")
    tap(device, "First name")
    loop.run(device.run("input", "text", name.replace(" ", "%s")))
    tap(device, "Phone")
    loop.run(device.run("input", "text", "+15550123"))
    tap(device, "Save")
    assert name in texts(device)
    assert query(device, "contacts/phones/", "display_name", "number") == [f"display_name={name}, number=+15550123"]
    tap(device, name)
    tap(device, "Delete")
    assert "Delete contact?" in texts(device)
    tap(device, "Cancel")
    assert name in texts(device)
    tap(device, "Delete")
    tap(device, "Delete")
    assert query(device, "com.android.contacts/contacts", "display_name") == []


def test_a_message(device: AdbDevice) -> None:
    loop.run(device.run("am", "start", "-n", "com.android.messaging/.Conversation", "--es", "address", "+15550177"))
    tap(device, "Text message")
    loop.run(device.run("input", "text", "On%smy%sway."))
    tap(device, "Send SMS")
    assert query(device, "sms/sent", "address", "body") == ["address=+15550177, body=On my way."]
    assert "On my way." in texts(device)
    assert "Text message" in texts(device)


def test_the_keyboard_of_the_screen(device: AdbDevice) -> None:
    tap(device, "Contacts")
    tap(device, "Search contacts")
    for letter in "hi":
        tap(device, letter)
    tap(device, "space")
    tap(device, "7")
    assert "hi 7" in texts(device)
    tap(device, "⌫")
    assert "hi " in [node.get("text") for node in nodes(device)]
    loop.run(device.run("input", "keyevent", "BACK"))
    assert "space" not in texts(device)
    assert "Contacts" in texts(device)


def test_back_stack_and_recents(device: AdbDevice) -> None:
    tap(device, "Settings")
    tap(device, "Battery")
    loop.run(device.run("am", "start", "com.android.contacts"))
    loop.run(device.run("input", "keyevent", "187"))
    assert [text for text in texts(device) if text in ("Contacts", "Settings")][::2] == ["Contacts", "Settings"]
    tap(device, "Settings")
    assert "Battery Saver" in texts(device)
    tap(device, "Navigate up")
    assert "About phone" in texts(device)
    loop.run(device.run("input", "keyevent", "4"))
    assert "Monday, June 15" in texts(device)


def test_a_question_stays_with_its_app(device: AdbDevice) -> None:
    question = "While using the app"
    tap(device, "Camera")
    assert question in texts(device)
    loop.run(device.run("cmd", "statusbar", "expand-notifications"))
    assert question not in texts(device)
    loop.run(device.run("input", "keyevent", "KEYCODE_BACK"))
    assert question in texts(device)
    loop.run(device.run("am", "start", "-n", "com.android.settings/.Settings"))
    assert question not in texts(device)
    loop.run(device.run("input", "keyevent", "KEYCODE_HOME"))
    tap(device, "Camera")
    tap(device, question)
    assert "Take photo" in texts(device)
    assert question not in texts(device)


def test_the_notification_shade(device: AdbDevice) -> None:
    loop.run(device.run("input", "swipe", "500", "20", "500", "1600", "100"))
    tap(device, "Airplane mode")
    assert loop.run(device.run("settings", "get", "global", "airplane_mode_on")) == "1"
    loop.run(device.run("input", "keyevent", "4"))
    assert "Airplane mode" not in texts(device)


def test_a_reset_leaves_nothing(phone: Phone, device: AdbDevice) -> None:
    before = picture(device)
    loop.run(device.run("settings", "put", "secure", "ui_night_mode", "2"))
    loop.run(device.run("content", "insert", "--uri", "content://sms", "--bind", "body:s:x"))
    loop.run(device.push(b"x", "/sdcard/Download/x"))
    loop.run(device.run("setprop", "persist.x", "1"))
    tap(device, "Settings")
    loop.run(phone.reset())
    assert np.array_equal(before, picture(device))
    assert query(device, "sms", "body") == []
    assert loop.run(device.files("/sdcard/Download")) == []
    assert loop.run(device.run("getprop", "persist.x")) == ""


def test_it_is_turned_off_and_on(device: AdbDevice) -> None:
    tap(device, "Settings")
    loop.run(device.push(b"kept", "/sdcard/Download/kept.txt"))
    adb = [adb_path(), "-P", str(device.server.port), "-s", device.serial]
    assert subprocess.run([*adb, "reboot"], capture_output=True, timeout=20).returncode == 0
    loop.run(device.wait())
    assert "launcher" in loop.run(device.run("dumpsys", "activity"))
    assert loop.run(device.pull("/sdcard/Download/kept.txt")) == b"kept"


def test_what_its_apps_write_has_its_time(device: AdbDevice) -> None:
    tap(device, "Camera")
    if "Allow" in " ".join(texts(device)):
        tap(device, "While using the app")
    tap(device, "Take photo")
    (taken,) = query(device, "media/external/images/media", "date_modified")
    now = int(loop.run(device.run("date", "+%s")))
    assert now - 10 < int(taken.partition("=")[2]) <= now


def test_what_cannot_be_started(device: AdbDevice) -> None:
    result = loop.run(device.shell("am", "start", "-n", "com.nothing/.Main"))
    assert (result.status, b"does not exist" in result.errors) == (1, True)
    for command in (("input", "tap", "1"), ("input", "tap", "one", "2"), ("input", "keyevent", "NOTHING"), ("wm",)):
        assert loop.run(device.shell(*command)).status == 1
    assert "Settings" in texts(device)


def test_through_adbutils(device: AdbDevice) -> None:
    theirs = adbutils.AdbClient(port=device.server.port).device(device.serial)
    assert tuple(theirs.window_size()) == (1080, 2400)
    assert theirs.screenshot().size == (1080, 2400)
    theirs.app_start("com.android.settings")
    assert theirs.app_current().package == "com.android.settings"
    assert 'text="About phone"' in theirs.dump_hierarchy()
    theirs.keyevent("HOME")
    assert "launcher" in theirs.app_current().package
    theirs.sync.push(b"abc", "/sdcard/x")
    assert theirs.sync.read_bytes("/sdcard/x") == b"abc"
    assert theirs.rotation() == 0
    assert theirs.shell2("ls /nothing").returncode == 1


PAGE = """<!doctype html><title>Halves</title><style>body { margin: 0 } b { display: block; height: 90px; width: 50vw; background: #f00 }</style>
<b></b><button onclick="this.textContent = innerWidth + ' x ' + innerHeight" style="width: 100vw; height: 90px">size</button>"""


def test_a_web_page_turns_with_the_phone(phone: Phone, device: AdbDevice) -> None:
    with Server({"/": PAGE}) as server:
        loop.run(phone.reset(hosts=(server.host,)))
        loop.run(device.run("am", "start", "-a", "android.intent.action.VIEW", "-d", server.url()))
        tap(device, "size")
        assert "412 x" in " ".join(texts(device))
        for width, columns in (("412", 1080), ("916", 2400), ("412", 1080)):
            shown = picture(device)
            assert shown.shape[1] == columns
            red = np.flatnonzero((shown == (255, 0, 0)).all(axis=2).any(axis=0))
            assert (red.min(), red.max()) == (0, pytest.approx(columns / 2 - 1, abs=2))
            (button,) = (text for text in texts(device) if " x " in text or text == "size")
            tap(device, button)
            (button,) = (text for text in texts(device) if " x " in text)
            assert button.startswith(f"{width} x ")
            loop.run(device.run("settings", "put", "system", "user_rotation", "1" if columns == 1080 else "0"))


def test_the_page_reaches_nothing_else(phone: Phone) -> None:
    said = loop.run(phone.screen.run("fetch('http://localhost/').then(() => 'reached', () => 'closed')"))
    assert said == "closed"


def test_files_of_the_host_are_not_there(device: AdbDevice, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("host")
    assert b"host" not in loop.run(device.shell("su", "0", "cat", str(tmp_path / "secret"))).output
