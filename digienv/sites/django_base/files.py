"""Files of a world: its own uploads, over what all worlds of the site share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404, HttpRequest

from digienv.sites.application import state

__all__ = ["WorldStorage", "serve_media", "set_shared"]

_shared: list[FileSystemStorage] = []


def set_shared(folder: Path) -> None:
    """Where the files are that all worlds share."""
    _shared[:] = [FileSystemStorage(folder)]


class WorldStorage(FileSystemStorage):
    """Reads a world's own files and the shared ones, writes and deletes only its own."""

    @property
    def base_location(self) -> str:
        """The world's own folder."""
        return str(state() / "media")

    @property
    def location(self) -> str:
        """The world's own folder."""
        return str(state() / "media")

    def path(self, name: str) -> str:
        """Where the file is, or would be written."""
        own = super().path(name)
        if not Path(own).exists() and _shared:
            there = str(_shared[0].path(name))
            if Path(there).exists():
                return there
        return own

    def delete(self, name: str) -> None:
        """Delete a file of the world's own."""
        if Path(self.path(name)).is_relative_to(self.location):
            super().delete(name)


def serve_media(request: HttpRequest, path: str) -> Any:
    """The view of ``/media/``."""
    storage = WorldStorage()
    if not storage.exists(path) or not Path(storage.path(path)).is_file():
        raise Http404(path)
    return FileResponse(storage.open(path))
