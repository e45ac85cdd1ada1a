"""Programs that need a screen: how they say what it is like, and what they do to it."""

from __future__ import annotations

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
