"""Folders: where things are kept from one run to the next, and copies of what episodes begin with."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import secrets
import shutil
from pathlib import Path

__all__ = ["RunFolder", "cache_folder", "copy_tree", "restore_tree"]


def cache_folder() -> Path:
    """Where digienv keeps what it has made: ``$DIGIENV_CACHE``, else ``digienv`` in the user's cache folder."""
    if own := os.environ.get("DIGIENV_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digienv"


class RunFolder:
    """A folder for what lives as long as this process at most; those that dead processes left are removed.

    Attributes:
        path: where it is.
    """

    def __init__(self) -> None:
        runs = cache_folder() / "run"
        runs.mkdir(parents=True, exist_ok=True)
        _remove_left(runs)
        name = f"{os.getpid()}-{secrets.token_hex(4)}"
        making = runs / f".{name}"  # others look only at what is locked
        making.mkdir()
        self._lock = (making / "lock").open("a")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.path = making.rename(runs / name)

    def remove(self) -> None:
        """Remove it and all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()


@functools.cache
def _remove_left(runs: Path) -> None:
    """Once a process, remove the folders of dead ones."""
    for left in runs.glob("[!.]*"):
        with contextlib.suppress(OSError), (left / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)


def copy_tree(source: Path, target: Path) -> None:
    """Copy folders and files; faster than `shutil.copytree`, which copies times and permissions too."""
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                copy_tree(Path(entry.path), target / entry.name)
            else:
                shutil.copyfile(entry.path, target / entry.name)


def restore_tree(source: Path, target: Path) -> None:
    """Make a folder equal to another, times included, by touching only what differs in size or time."""
    target.mkdir(parents=True, exist_ok=True)
    wanted = {entry.name: entry for entry in os.scandir(source)}
    present = {entry.name: entry for entry in os.scandir(target)}
    for name, entry in list(present.items()):
        if name not in wanted or wanted[name].is_dir() != entry.is_dir(follow_symlinks=False):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)
            del present[name]
    for name, entry in wanted.items():
        if entry.is_dir():
            restore_tree(Path(entry.path), target / name)
        elif name not in present or _differ(entry, present[name]):
            shutil.copyfile(entry.path, target / name)
            _date(target / name, entry.stat())
    about = source.stat()
    if target.stat().st_mtime_ns != about.st_mtime_ns:
        _date(target, about)


def _date(path: Path, about: os.stat_result) -> None:
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def _differ(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    first, second = one.stat(), other.stat()
    return (first.st_size, first.st_mtime_ns) != (second.st_size, second.st_mtime_ns)
