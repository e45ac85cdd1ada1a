"""The media provider's index of what lies in the shared storage."""

from __future__ import annotations

import contextlib
import mimetypes
import os
import posixpath
import wave
from pathlib import Path
from typing import Any

from PIL import Image

from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import ROOT, Files

__all__ = ["scan"]

STORAGE = "/storage/emulated/0"
KINDS = {"image": 1, "audio": 2, "video": 3}


def scan(databases: Databases, files: Files) -> None:
    """Bring the index up to date: look into files that are new or have changed, leave out those that are gone."""
    present = {path: files.stat(path, ROOT) for path in files.walk(STORAGE, ROOT) if not files.is_folder(path, ROOT)}
    with databases.named("external") as connection:
        known = {row["_data"]: row for row in connection.execute("SELECT _id, _data, _size, date_modified FROM files")}
        for path, row in known.items():
            if path not in present:
                connection.execute("DELETE FROM files WHERE _id = ?", (row["_id"],))
        for path, about in present.items():
            row = known.get(path)
            if row is None:
                insert(connection, "files", _described(files, path, about))
            elif (row["_size"], row["date_modified"]) != (about.st_size, int(about.st_mtime)):
                described = _described(files, path, about)
                del described["date_added"]
                sets = ", ".join(f"{name} = ?" for name in described)
                connection.execute(f"UPDATE files SET {sets} WHERE _id = ?", (*described.values(), row["_id"]))  # noqa: S608


def _described(files: Files, path: str, about: os.stat_result) -> dict[str, Any]:
    """The row of a file."""
    mime = mimetypes.guess_type(path)[0] or "application/octet-stream"
    folder, name = posixpath.split(path)
    changed = int(about.st_mtime)
    found: dict[str, Any] = {
        "_data": path,
        "_size": about.st_size,
        "_display_name": name,
        "media_type": KINDS.get(mime.partition("/")[0], 0),
        "mime_type": mime,
        "title": posixpath.splitext(name)[0],
        "date_added": changed,
        "date_modified": changed,
        "bucket_display_name": posixpath.basename(folder),
        "relative_path": folder.removeprefix(STORAGE).lstrip("/") + "/",
    }
    host = files.folder / path.lstrip("/")
    if found["media_type"] == KINDS["image"]:
        found |= {"datetaken": changed * 1000, **_size(host)}
    elif mime in ("audio/x-wav", "audio/wav"):
        found |= {"is_music": int("/Music/" in path), **_sound(host)}
    return found


def _size(host: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, Image.DecompressionBombError), Image.open(host) as picture:
        return {"width": picture.width, "height": picture.height, "orientation": 0}
    return {}


def _sound(host: Path) -> dict[str, Any]:
    """How long it is, and what its file name says: ``Artist - Album - 01 Title.wav``."""
    found: dict[str, Any] = {}
    with contextlib.suppress(OSError, wave.Error, EOFError), wave.open(str(host)) as sound:
        found["duration"] = 1000 * sound.getnframes() // max(1, sound.getframerate())
    parts = host.stem.split(" - ")
    if len(parts) == 3:
        artist, album, rest = parts
        track, _, title = rest.partition(" ")
        if track.isdigit():
            found |= {"artist": artist, "album": album, "track": int(track), "title": title}
    return found
