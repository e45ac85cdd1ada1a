"""Programs that need a screen: how they say what it is like, and what they do to it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from digienv.android.phone.phone import Phone
from digienv.android.phone.templates import template
from digienv.core import loop
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
