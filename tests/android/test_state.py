"""What a device remembers, read over adb: also what a database has written to its log only."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from digienv.android.adb import AdbDevice, AdbFailure, AdbServer
from digienv.android.phone.phone import Phone
from digienv.android.phone.templates import template
from digienv.android.state import DATABASES, StateReader, differences
from digienv.core import loop
from digienv.core.changes import Change


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    phone = Phone(template("household"), tmp_path / "root")
    phone.restore()
    loop.run(phone.daemon.start())
    yield phone
    loop.run(phone.daemon.close())


@pytest.fixture
def device(phone: Phone, adb_server: AdbServer) -> Iterator[AdbDevice]:
    found = loop.run(adb_server.connect(phone.address))
    loop.run(found.wait())
    yield found
    loop.run(adb_server.disconnect(phone.address))


def test_looking_changes_nothing(device: AdbDevice) -> None:
    reader = StateReader(device)
    before, after = loop.run(reader.read()), loop.run(reader.read())
    assert not any(differences(before, after).values())
    assert before.query("recipes", "SELECT count(*) AS count FROM recipes") == [{"count": 22}]
    assert before.files["Documents/Notes/shopping list.md"].startswith("milk")
    assert before.files["Pictures/Holiday/lighthouse.jpg"].startswith("md5:")


def test_a_row_that_is_in_the_log_only(device: AdbDevice, phone: Phone, tmp_path: Path) -> None:
    reader = StateReader(device)
    before = loop.run(reader.read())
    folder = phone.files.folder / DATABASES["expenses"].lstrip("/")
    copy = tmp_path / "expenses.db"
    shutil.copy(folder, copy)
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "INSERT INTO expenses (name, cents, category, day) VALUES ('Kite', 1999, 'Leisure', '2026-06-15')"
    )
    connection.commit()
    assert b"Kite" not in copy.read_bytes()
    for ending in ("", "-wal", "-shm"):
        shutil.copy(f"{copy}{ending}", f"{folder}{ending}")
    connection.close()
    (change,) = differences(before, loop.run(reader.read()))["expenses"]
    assert (change.kind, change.after and change.after["name"]) == ("added", "Kite")


def test_settings_and_files_are_told_apart(device: AdbDevice) -> None:
    reader = StateReader(device)
    before = loop.run(reader.read())
    loop.run(device.run("settings", "put", "global", "wifi_on", "0"))
    loop.run(device.run("settings", "put", "global", "boot_count", "7"))
    loop.run(device.push("ünï\n".encode(), "/sdcard/Download/it's; $(new).txt"))
    loop.run(device.run("mv", "/sdcard/Download/menu_green_door.txt", "/sdcard/Documents/menu.txt"))
    found = differences(before, loop.run(reader.read()))
    assert found["settings"] == [Change("global", {"name": "wifi_on", "value": "1"}, {"name": "wifi_on", "value": "0"})]
    menu = "Soup 5.50\nDumplings 9.80\n"
    assert {(change.kind, str((change.after or change.before or {})["name"])) for change in found["files"]} == {
        ("added", "Download/it's; $(new).txt"),
        ("removed", "Download/menu_green_door.txt"),
        ("added", "Documents/menu.txt"),
    }
    assert Change("files", None, {"name": "Documents/menu.txt", "content": menu}) in found["files"]


def test_databases_that_are_not_given_are_an_error(device: AdbDevice, phone: Phone) -> None:
    phone.programs.pop("su")
    with pytest.raises(AdbFailure, match="does not give its databases"):
        loop.run(StateReader(device).read())
