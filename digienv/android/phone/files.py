"""The phone's files: a folder of the host that stands for ``/``.

Paths of the phone are resolved here alone, as texts, so that none leads out of the folder. There are no links in it;
what Android has as links are other names (`ALIASES`).
"""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digienv.android.phone.clock import Clock

__all__ = ["MILLISECOND", "ROOT", "Files", "Owner", "reason"]

ALIASES = {
    "/sdcard": "/storage/emulated/0",
    "/mnt/sdcard": "/storage/emulated/0",
    "/storage/self/primary": "/storage/emulated/0",
    "/data/user/0": "/data/data",
    "/data/user_de/0": "/data/data",
    "/bin": "/system/bin",
    "/etc": "/system/etc",
}
READ_ONLY = ("/system", "/proc", "/vendor", "/apex")
MILLISECOND = 1_000_000
"""In nanoseconds."""
ROOT_ONLY = ("/data/data", "/data/system", "/data/app", "/data/misc", "/data/property")
WRITABLE = ("/data/local/tmp", "/storage/emulated/0")
"""Where a shell without root may write."""

_REASONS = {
    errno.ENOENT: "No such file or directory",
    errno.EACCES: "Permission denied",
    errno.EROFS: "Read-only file system",
    errno.EISDIR: "Is a directory",
    errno.ENOTDIR: "Not a directory",
    errno.EEXIST: "File exists",
    errno.ENOTEMPTY: "Directory not empty",
    errno.ENAMETOOLONG: "File name too long",
    errno.EINVAL: "Invalid argument",
    errno.EBADF: "Bad file descriptor",
}


def reason(error: OSError) -> str:
    """What went wrong with a file, in the words that Android's programs have for it."""
    return _REASONS.get(error.errno or 0, "I/O error")


def _error(number: int, path: str) -> OSError:
    return OSError(number, os.strerror(number), path)


def _below(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who works with files.

    Attributes:
        root: may do everything.
    """

    root: bool = False


ROOT = Owner(root=True)


class Files:
    """See the module.

    Args:
        folder: of the host, that stands for ``/``.
        clock: of the phone, whose time has what is changed.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self._changes = 0

    def resolve(self, path: str, folder: str = "/") -> str:
        """A path of the phone without dots, double slashes and other names."""
        if "\0" in path:
            raise _error(errno.EINVAL, path)
        found = posixpath.normpath(posixpath.join("/", folder, path))
        found = "/" + found.lstrip("/")
        for alias, real in ALIASES.items():
            if _below(found, (alias,)):
                return real + found[len(alias) :]
        return found

    def _host(self, path: str) -> Path:
        return self.folder / path.lstrip("/")

    def _allow(self, path: str, owner: Owner, *, write: bool) -> None:
        if write and _below(path, READ_ONLY):
            raise _error(errno.EROFS, path)
        if not owner.root and (_below(path, ROOT_ONLY) or (write and not _below(path, WRITABLE))):
            raise _error(errno.EACCES, path)

    def stat(self, path: str, owner: Owner) -> os.stat_result:
        """About a file.

        Raises:
            OSError: if there is none, or it may not be seen; so do all methods.
        """
        path = self.resolve(path)
        if path not in ROOT_ONLY:
            self._allow(path, owner, write=False)
        return self._host(path).lstat()

    def exists(self, path: str, owner: Owner) -> bool:
        """Whether there is something that may be seen."""
        try:
            self.stat(path, owner)
        except OSError:
            return False
        return True

    def is_folder(self, path: str, owner: Owner) -> bool:
        """Whether that is a folder."""
        return self.exists(path, owner) and stat.S_ISDIR(self.stat(path, owner).st_mode)

    def names(self, path: str, owner: Owner) -> list[str]:
        """What is in a folder, sorted."""
        path = self.resolve(path)
        self._allow(path, owner, write=False)
        return sorted(os.listdir(self._host(path)))

    def read(self, path: str, owner: Owner, start: int = 0, count: int = -1) -> bytes:
        """A file, or so many bytes of it."""
        path = self.resolve(path)
        self._allow(path, owner, write=False)
        with self._host(path).open("rb") as file:
            file.seek(start)
            return file.read(count)

    def write(self, path: str, data: bytes, owner: Owner, *, append: bool = False) -> None:
        """Make a file or write it anew, or write on at its end."""
        path = self.resolve(path)
        self._allow(path, owner, write=True)
        host = self._host(path)
        new = not host.exists()
        with host.open("ab" if append else "wb") as file:
            file.write(data)
        self._date(host, *([host.parent] if new else []))

    def make_folder(self, path: str, owner: Owner, *, parents: bool = False) -> None:
        """Make a folder, with `parents` all that it lies in, too."""
        path = self.resolve(path)
        self._allow(path, owner, write=True)
        host = self._host(path)
        new = [place for place in (host, *host.parents) if not place.exists()]
        host.mkdir(parents=parents, exist_ok=parents)
        self._date(*new, *(place.parent for place in new[-1:]))

    def remove(self, path: str, owner: Owner, *, tree: bool = False) -> None:
        """Remove a file or an empty folder, with `tree` all that is in it, too."""
        path = self.resolve(path)
        self._allow(path, owner, write=True)
        host = self._host(path)
        if not stat.S_ISDIR(host.lstat().st_mode):
            host.unlink()
        elif tree:
            shutil.rmtree(host)
        else:
            host.rmdir()
        self._date(host.parent)

    def move(self, path: str, target: str, owner: Owner) -> None:
        """Give something another name."""
        path, target = self.resolve(path), self.resolve(target)
        self._allow(path, owner, write=True)
        self._allow(target, owner, write=True)
        self._host(path).rename(self._host(target))
        self._date(self._host(path).parent, self._host(target).parent)

    def copy(self, path: str, target: str, owner: Owner) -> None:
        """Copy a file or all that is in a folder."""
        path, target = self.resolve(path), self.resolve(target)
        self._allow(path, owner, write=False)
        self._allow(target, owner, write=True)
        source, goal = self._host(path), self._host(target)
        if stat.S_ISDIR(source.lstat().st_mode):
            if _below(target, (path,)):
                raise _error(errno.EINVAL, path)
            shutil.copytree(source, goal, dirs_exist_ok=True, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(source, goal)
        self._date(*goal.rglob("*"), goal, goal.parent)

    def touch(self, path: str, owner: Owner, when: float | None = None) -> None:
        """Make an empty file, or set when one was changed, in seconds since 1970."""
        path = self.resolve(path)
        self._allow(path, owner, write=True)
        host = self._host(path)
        new = not host.exists()
        host.touch()
        self._date(host, when=None if when is None else int(1000 * when) * MILLISECOND)
        if new:
            self._date(host.parent)

    def _date(self, *hosts: Path, when: int | None = None) -> None:
        """Say of files and folders that they were changed now, or at so many nanoseconds since 1970.

        No two changes have the same time, nor that of a template, which is in whole milliseconds: so a reset, or the
        loading of a snapshot, sees what has changed.
        """
        self._changes = self._changes % (MILLISECOND - 1) + 1
        changed = (self.clock.nanoseconds if when is None else when) + self._changes
        for host in hosts:
            os.utime(host, ns=(changed, changed))

    def walk(self, path: str, owner: Owner) -> Iterator[str]:
        """A path and all that is below it."""
        yield path
        if self.is_folder(path, owner):
            for name in self.names(path, owner):
                yield from self.walk(posixpath.join(path, name), owner)
