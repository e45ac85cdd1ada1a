"""What a device remembers: its databases, settings and files, read over adb and compared with what they were.

Databases are pulled with their write-ahead logs, as root; settings are asked for by ``settings list``; of the files in
the shared storage the digests are, and of short texts the texts.
"""

from __future__ import annotations

import contextlib
import io
import re
import sqlite3
import tarfile
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from digienv.android.adb import AdbDevice, AdbFailure
from digienv.core.changes import Change, Row, Value, compare
from digienv.core.folders import RunFolder

__all__ = ["DATABASES", "DeviceState", "StateReader", "differences"]

DATABASES = {
    "alarms": "/data/user_de/0/com.android.deskclock/databases/alarms.db",
    "calendar": "/data/data/com.android.providers.calendar/databases/calendar.db",
    "calllog": "/data/data/com.android.providers.contacts/databases/calllog.db",
    "chrome": "/data/data/com.android.chrome/databases/chrome.db",
    "contacts2": "/data/data/com.android.providers.contacts/databases/contacts2.db",
    "expenses": "/data/data/org.digienv.expenses/databases/expenses.db",
    "external": "/data/data/com.android.providers.media.module/databases/external.db",
    "maps": "/data/data/org.digienv.maps/databases/maps.db",
    "mmssms": "/data/user_de/0/com.android.providers.telephony/databases/mmssms.db",
    "music": "/data/data/org.digienv.music/databases/music.db",
    "recipes": "/data/data/org.digienv.recipes/databases/recipes.db",
}
"""Where databases are, by name: providers' as on Android, and those of apps of our own."""

COUNTED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "calendar": {"Events": ("dirty", "lastDate"), "Reminders": ()},
    "calllog": {"calls": ("new", "is_read", "last_modified")},
    "contacts2": {
        "contacts": ("times_contacted", "last_time_contacted", "contact_last_updated_timestamp"),
        "data": ("data_version",),
        "raw_contacts": ("version", "dirty"),
    },
    "chrome": {"bookmarks": ()},
    "external": {},
    "mmssms": {"sms": ("read", "seen", "thread_id")},
}
"""Of databases that Android keeps for itself too: the tables that count, each with the columns that do not."""

SETTINGS = {
    "system": (
        "accelerometer_rotation", "font_scale", "screen_brightness", "screen_brightness_mode", "screen_off_timeout",
        "time_12_24", "user_rotation", "vibrate_when_ringing", "volume_alarm", "volume_music", "volume_notification",
        "volume_ring",
    ),
    "secure": ("location_mode", "ui_night_mode", "night_display_activated"),
    "global": (
        "airplane_mode_on", "auto_time", "auto_time_zone", "bluetooth_on", "device_name", "low_power", "mobile_data",
        "wifi_on", "zen_mode",
    ),
}  # fmt: skip
"""The settings that count."""

STORAGE = "/sdcard"
TEXTS = (".csv", ".html", ".ics", ".json", ".md", ".txt", ".vcf")
_DIGEST = re.compile(r"([0-9a-f]{32})  (.*)")


class DeviceState:
    """What a device remembered at a moment.

    Args:
        databases: the files of the databases, by name: the database itself first.
        settings: by space and name.
        files: contents by path below the shared storage: a text, or ``md5:`` and the digest.
    """

    def __init__(
        self,
        databases: Mapping[str, Mapping[str, bytes]],
        settings: Mapping[str, Mapping[str, str]],
        files: Mapping[str, str],
    ) -> None:
        self.databases = databases
        self.settings = settings
        self.files = files
        self._folder: RunFolder | None = None

    def path(self, database: str) -> Path:
        """Where a copy of a database lies."""
        if self._folder is None:
            self._folder = RunFolder()
            weakref.finalize(self, self._folder.remove)
        folder = self._folder.path / database
        if not folder.exists():
            folder.mkdir()
            for name, data in self.databases.get(database, {}).items():
                (folder / name).write_bytes(data)
        return folder / PurePosixPath(DATABASES[database]).name

    @contextlib.contextmanager
    def _reading(self, database: str) -> Any:
        try:
            with contextlib.closing(sqlite3.connect(self.path(database))) as connection:
                connection.row_factory = sqlite3.Row
                yield connection
        except sqlite3.Error as error:
            raise AdbFailure(f"the device's database {database} cannot be read: {error}") from error

    def query(self, database: str, sql: str, *parameters: Value) -> list[Row]:
        """Rows of a database.

        Raises:
            AdbFailure: if it is not there, or cannot be read.
        """
        with self._reading(database) as connection:
            return [dict(row) for row in connection.execute(sql, parameters)]

    def changes(self, database: str, before: DeviceState) -> list[Change]:
        """The rows of a database that differ from what they were."""
        if self.databases.get(database) == before.databases.get(database):
            return []
        with self._reading(database) as connection:
            connection.execute("ATTACH ? AS seeded", (str(before.path(database)),))
            tables = [
                name for (name,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
            ]
            counted = COUNTED.get(database)
            ambient = {} if counted is None else {table: counted.get(table, ("*",)) for table in tables}
            return compare(connection, ambient)


def differences(before: DeviceState, after: DeviceState) -> dict[str, list[Change]]:
    """All that has changed: by database, and under ``settings`` and ``files``."""
    found = {name: after.changes(name, before) for name in DATABASES}
    found["settings"] = [
        change
        for space, names in SETTINGS.items()
        for change in _compare_values(space, before.settings[space], after.settings[space], "value", names)
    ]
    found["files"] = _compare_values("files", before.files, after.files, "content", None)
    return found


def _compare_values(
    table: str, before: Mapping[str, str], after: Mapping[str, str], column: str, counted: Sequence[str] | None
) -> list[Change]:
    def row(values: Mapping[str, str], key: str) -> Row | None:
        return {"name": key, column: values[key]} if key in values else None

    keys = dict.fromkeys([*before, *after])
    changed = [key for key in keys if before.get(key) != after.get(key) and (counted is None or key in counted)]
    return [Change(table, row(before, key), row(after, key)) for key in changed]


class StateReader:
    """Reads what a device remembers.

    Args:
        device: rooted, as emulators are.
    """

    def __init__(self, device: AdbDevice) -> None:
        self._device = device
        self._texts: dict[str, str] = {}

    async def read(self) -> DeviceState:
        """Read it all.

        Raises:
            AdbFailure: if the device does not answer, or does not let its databases be read.
        """
        return DeviceState(await self._databases(), await self._settings(), await self._files())

    async def _databases(self) -> dict[str, dict[str, bytes]]:
        patterns = " ".join(f"{path.lstrip('/')}*" for path in DATABASES.values())
        packed = await self._device.read("su", "0", "sh", "-c", f"cd / && tar -c -f - {patterns} 2>/dev/null")
        found: dict[str, dict[str, bytes]] = {name: {} for name in DATABASES}
        try:
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                for member in archive:
                    path = f"/{member.name.lstrip('/')}"
                    name = next((name for name, place in DATABASES.items() if path.startswith(place)), None)
                    data = archive.extractfile(member)
                    if name is not None and data is not None:
                        found[name][PurePosixPath(path).name] = data.read()
        except tarfile.TarError as error:
            said = packed[:200].decode(errors="replace").strip()
            raise AdbFailure(f"{self._device.serial} does not give its databases ({error}): {said}") from error
        return found

    async def _settings(self) -> dict[str, dict[str, str]]:
        script = "; echo; ".join(f"settings list {space}" for space in SETTINGS)
        parts = (await self._device.script(script)).text.split("\n\n")
        return {
            space: dict(line.partition("=")[::2] for line in part.splitlines() if "=" in line)
            for space, part in zip(SETTINGS, parts, strict=False)
        }

    async def _files(self) -> dict[str, str]:
        listed = (await self._device.script(f"find {STORAGE}/ -type f -exec md5sum {{}} +")).output
        found: dict[str, str] = {}
        for line in listed.decode(errors="surrogateescape").splitlines():
            if match := _DIGEST.fullmatch(line):
                digest, path = match.groups()
                name = path.removeprefix(f"{STORAGE}/").lstrip("/")
                found[name] = await self._content(path, digest) if path.endswith(TEXTS) else f"md5:{digest}"
        return found

    async def _content(self, path: str, digest: str) -> str:
        if digest not in self._texts:
            self._texts[digest] = (await self._device.pull(path)).decode(errors="replace")
        return self._texts[digest]
