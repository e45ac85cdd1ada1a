"""Pictures of products as they are: they are drawn in the size in which they are shown."""

from __future__ import annotations

from typing import Any

from oscar.core.thumbnails import AbstractThumbnailer

__all__ = ["AsTheyAre"]


class AsTheyAre(AbstractThumbnailer):
    """No second file, and no table that looking at a page would write to."""

    def generate_thumbnail(self, source: Any, **options: Any) -> Any:
        """The picture itself, or that of a missing one."""
        if isinstance(source, str):
            from django.core.files.storage import default_storage

            return _Named(default_storage.url(source))
        return source

    def delete_thumbnails(self, source: Any) -> None:
        """There are none."""


class _Named:
    def __init__(self, url: str) -> None:
        self.url = url
