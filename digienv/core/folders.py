"""Folders: where things are kept from one run to the next, and copies of what episodes begin with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["cache_folder", "copy_tree"]


def cache_folder() -> Path:
    """Where digienv keeps what it has made: ``$DIGIENV_CACHE``, else ``digienv`` in the user's cache folder."""
    if own := os.environ.get("DIGIENV_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digienv"


def copy_tree(source: Path, target: Path) -> None:
    """Copy folders and files; faster than `shutil.copytree`, which copies times and permissions too."""
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                copy_tree(Path(entry.path), target / entry.name)
            else:
                shutil.copyfile(entry.path, target / entry.name)
