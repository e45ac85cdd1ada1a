"""Programs that need a screen: how they say what it is like, and what they do to it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from digienv.android.phone.emulator import commands
from digienv.android.phone.phone import Phone
from digienv.android.phone.templates import template
from digienv.core import loop
from digienv.core.errors import DigienvError
from tests.android.test_shell import run_on


@pytest.fixture(scope="module")
def turned_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    device = Phone(template("household"), tmp_path_factory.mktemp("phone") / "root")
    loop.run(device.start())
    yield device
    loop.run(device.close())


@pytest.fixture
def phone(turned_on: Phone) -> Phone:
    loop.run(turned_on.reset())
    return turned_on


def said(phone: Phone, script: str) -> str:
    """What a script prints, which must not fail."""
    status, output, errors = run_on(phone, script)
    assert (status, errors) == (0, b"")
    return output.decode()


def test_top_has_the_processes_of_ps(phone: Phone) -> None:
    said(phone, "am start com.android.contacts")
    rows = said(phone, "top -b -n 1").splitlines()
    assert rows[0].startswith("Tasks: 3 total,   1 running,   2 sleeping")
    assert [row.split()[-1] for row in rows[5:]] == ["init", "system_server", "com.android.contacts"]
    numbers = [row.split()[1] for row in said(phone, "ps -A").splitlines()[1:]]
    assert [row.split()[0] for row in rows[5:]] == numbers
    assert said(phone, "pidof com.android.contacts") == f"{numbers[-1]}\n"
    assert len(said(phone, "top -b -n 1 -m 1").splitlines()) == 6
    assert said(phone, "top -bn 2 -d 0.1").count("Tasks:") == 2
    assert said(phone, "top -b -d 0.1 | head -n 13").count("Tasks:") == 2
    assert run_on(phone, "top -n x")[0] == 1


def texts(phone: Phone) -> list[str]:
    """The texts on the screen."""
    root = ET.fromstring(said(phone, "uiautomator dump /dev/tty").partition("UI hierchary")[0])
    return [node.get("text", "") for node in root.iter("node")]


def component(phone: Phone) -> str:
    """The activity in front."""
    return str(loop.run(phone.screen.run("system.component")))


def scrolled(phone: Phone) -> float:
    """How far the page in front is scrolled."""
    return float(loop.run(phone.screen.run("document.querySelector('.screen .scrolling').scrollTop")))


def test_a_finger_goes_down_moves_and_leaves(phone: Phone) -> None:
    said(phone, "am start com.android.settings")
    said(phone, "input motionevent DOWN 540 500; input motionevent UP 540 500")
    opened = component(phone)
    assert opened != "com.android.settings/.Settings"
    said(phone, "input keyevent BACK; input motionevent DOWN 540 500; input motionevent CANCEL 540 500")
    said(phone, "input motionevent UP 540 500; input motionevent MOVE 540 900; input motionevent CANCEL 0 0")
    assert component(phone) == "com.android.settings/.Settings"
    said(phone, "am start com.android.contacts")
    said(phone, "input motionevent DOWN 540 1800; input motionevent MOVE 540 1500")
    half = scrolled(phone)
    assert half > 0
    said(phone, "input motionevent MOVE 540 1200; input motionevent UP 540 1200")
    assert scrolled(phone) > half
    assert component(phone).startswith("com.android.contacts/")
    assert run_on(phone, "input motionevent PUSH 1 1")[0] == 1
    assert run_on(phone, "input motionevent DOWN x 1")[0] == 1


def test_keys_that_are_held_and_tapped_twice(phone: Phone) -> None:
    volume = "settings get system volume_music"
    before = int(said(phone, volume))
    said(phone, "input keyevent --longpress VOLUME_DOWN")
    assert int(said(phone, volume)) == before - 2
    said(phone, "input keyevent --doubletap VOLUME_UP; input keyevent VOLUME_DOWN")
    assert int(said(phone, volume)) == before - 1
    said(phone, "am start com.android.settings; input keyevent --longpress HOME POWER")
    assert component(phone) == "com.android.settings/.Settings"
    assert not loop.run(phone.screen.run("system.asleep"))
    said(phone, "input keyevent --longpress BACK")
    assert component(phone).startswith("com.android.launcher3/")


def test_trackball_and_combinations(phone: Phone) -> None:
    said(phone, "am start -a android.intent.action.INSERT -t vnd.android.cursor.dir/contact")
    field = "document.querySelector('input')"
    loop.run(phone.screen.run(f"{field}.focus()"))
    said(phone, "input text abc; input trackball roll -2 1; input text X")
    assert loop.run(phone.screen.run(f"{field}.value")) == "aXbc"
    said(phone, "input roll 1 0; input text Y; input keycombination -t 100 CTRL_LEFT A; input text Z")
    assert loop.run(phone.screen.run(f"{field}.value")) == "Z"
    said(phone, "am start com.android.settings")
    loop.run(phone.screen.run("window.entered = 0; addEventListener('keydown', (e) => (entered += e.key === 'Enter'))"))
    said(phone, "input press")
    assert loop.run(phone.screen.run("entered")) == 1


def test_what_was_started_is_said(phone: Phone) -> None:
    cold = said(phone, "am start -W -n com.android.settings/.Settings").splitlines()
    assert cold[1:4] == ["Status: ok", "LaunchState: COLD", "Activity: com.android.settings/.Settings"]
    assert [line.partition(":")[0] for line in cold[4:]] == ["TotalTime", "WaitTime", "Complete"]
    said(phone, "input keyevent HOME")
    assert "LaunchState: HOT" in said(phone, "am start-activity -W com.android.settings")
    assert "Activity: com.android.dialer/" in said(phone, "am start -W -a android.intent.action.DIAL -d tel:1")
    assert "Complete" not in said(phone, "am start com.android.settings")
    assert run_on(phone, "am start -W no.such.package/.Main")[:2] == (1, b"")


def test_tasks_are_listed_the_one_in_front_first(phone: Phone) -> None:
    launcher = "  taskId=1: com.android.launcher3/com.android.launcher3.Launcher bounds=[0,0][1080,2400] userId=0"
    assert f"{launcher} visible=true" in said(phone, "am stack list")
    said(phone, "am start com.android.settings; am start com.android.contacts")
    rows = [row for row in said(phone, "cmd activity stack list").splitlines() if "taskId" in row]
    assert [row.split()[1].partition("/")[0] for row in rows] == [
        "com.android.contacts", "com.android.settings", "com.android.launcher3",
    ]  # fmt: skip
    assert [row.split("visible=")[1].split()[0] for row in rows] == ["true", "false", "false"]


def test_a_package_is_dumped(phone: Phone) -> None:
    said(phone, "pm grant com.android.camera2 android.permission.CAMERA")
    assert said(phone, "pm dump com.android.camera2") == said(phone, "dumpsys package com.android.camera2")
    assert "android.permission.CAMERA: granted=true" in said(phone, "pm dump com.android.camera2")
    assert said(phone, "pm dump no.such") == "Unable to find package: no.such\n"


def test_networks_are_what_the_settings_say(phone: Phone) -> None:
    assert said(phone, "cmd wifi status").endswith('\nWifi is connected to "AndroidWifi"\n')
    both = said(phone, "dumpsys connectivity")
    assert "Active default network: 100" in both
    assert "ni{WIFI CONNECTED" in both
    assert "Transports: CELLULAR" in both
    said(phone, "cmd wifi set-wifi-enabled disabled")
    assert said(phone, "cmd wifi status") == (
        "Wifi is disabled\nWifi scanning is only available when wifi is enabled\n"
    )
    assert said(phone, "dumpsys wifi") == "Wi-Fi is disabled\n"
    assert "Active default network: 101" in said(phone, "dumpsys connectivity")
    said(phone, "settings put global airplane_mode_on 1")
    assert said(phone, "dumpsys connectivity").splitlines()[0] == "Active default network: none"
    assert run_on(phone, "cmd wifi set-wifi-enabled maybe")[0] == 1


def test_the_screen_is_turned_and_held(phone: Phone) -> None:
    said(phone, "wm user-rotation lock 1")
    assert phone.screen.size == (2400, 1080)
    assert said(phone, "wm user-rotation") == "lock 1\n"
    said(phone, "cmd window user-rotation -d 0 lock 0")
    assert phone.screen.size == (1080, 2400)
    said(phone, "wm user-rotation free")
    assert said(phone, "cmd window user-rotation") == "free\n"
    assert said(phone, "settings get system accelerometer_rotation") == "1\n"
    said(phone, "wm user-rotation lock")
    assert said(phone, "wm user-rotation") == "lock 0\n"
    assert run_on(phone, "wm user-rotation lock 4")[0] == 1


def test_alarms_are_those_of_the_clock(phone: Phone) -> None:
    said(phone, "su 0 sqlite3 /data/data/com.android.deskclock/databases/alarms.db 'DELETE FROM alarm_templates'")
    assert "0 pending alarms:" in said(phone, "dumpsys alarm")
    for values in ("7, 5, 0, 1", "10, 0, 2, 1", "9, 45, 0, 0"):  # at 7:05, on Tuesdays at 10, and one that is off
        said(
            phone,
            "su 0 sqlite3 /data/data/com.android.deskclock/databases/alarms.db "
            f"'INSERT INTO alarm_templates (hour, minutes, daysofweek, enabled) VALUES ({values})'",
        )
    dumped = said(phone, "dumpsys alarm")
    assert dumped.startswith("Current Alarm Manager state:\n  nowRTC=1781515800000=2026-06-15 09:30:00.000\n")
    assert "    user:0 pendingSend:false time:1781593500000 = 2026-06-16 07:05:00 = +21h35m0s0ms\n" in dumped
    assert "2 pending alarms:" in dumped
    assert "origWhen 1781604000000 com.android.deskclock}" in dumped


def test_memory_is_that_of_the_processes(phone: Phone) -> None:
    said(phone, "am start com.android.settings")
    assert "5,000K: com.android.settings (pid 3)" in said(phone, "dumpsys meminfo")
    assert "** MEMINFO in pid 3 [com.android.settings] **" in said(phone, "dumpsys meminfo com.android.settings")
    assert said(phone, "dumpsys meminfo com.android.contacts") == "No process found for: com.android.contacts\n"
    assert run_on(phone, "dumpsys nothing")[0] == 1


def test_calls_are_taken_and_ended_from_the_console(phone: Phone) -> None:
    gsm = commands(phone)["gsm"]
    state = "dumpsys telephony.registry"
    assert loop.run(gsm(["list"])) == ""
    loop.run(gsm(["call", "+15550199"]))
    assert loop.run(gsm(["list"])) == "inbound from +15550199  : incoming"
    assert said(phone, state) == "  mCallState=1\n"
    loop.run(gsm(["accept", "+15550199"]))
    assert loop.run(gsm(["list"])) == "inbound from +15550199  : active"
    assert said(phone, state) == "  mCallState=2\n"
    loop.run(phone.screen.pass_time(30))
    for wrong in (["accept", "+15550199"], ["accept", "1"], ["cancel", "1"], ["accept"]):
        with pytest.raises(DigienvError):
            loop.run(gsm(wrong))
    loop.run(gsm(["cancel", "+15550199"]))
    assert loop.run(gsm(["list"])) == ""
    assert said(phone, state) == "  mCallState=0\n"
    last = said(
        phone, "content query --uri content://call_log/calls --projection number:type:duration --sort '_id DESC'"
    )
    assert last.splitlines()[0] == "Row: 0 number=+15550199, type=1, duration=30"
    said(phone, "am start -a android.intent.action.CALL -d tel:5551234")
    assert loop.run(gsm(["list"])) == "outbound to  5551234    : active"
