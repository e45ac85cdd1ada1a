"""One process a device: a lock that the kernel lets go of when its holder ends, however it ends.

A child does not hold it: the file is closed on exec, and a forked child closes its copy.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import time
import weakref
from typing import IO

from digienv.core.errors import DigienvError
from digienv.core.folders import cache_folder

__all__ = ["DeviceTaken", "Lease"]


class DeviceTaken(DigienvError):
    """Raised when another process plays on a device."""


class Lease:
    """The right to play on a device.

    Args:
        serial: of the device.
    """

    def __init__(self, serial: str) -> None:
        self.serial = serial
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take it; nothing happens if it is held already.

        Raises:
            DeviceTaken: if another process has it.
        """
        if self._file is not None:
            return
        folder = cache_folder() / "leases"
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / re.sub(r"[^\w.-]", "_", self.serial)).open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = _holder(file.read())
            file.close()
            raise DeviceTaken(
                f"{self.serial} is played on by {holder}; end it, or name another device with serial= or ANDROID_SERIAL"
            ) from None
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "since": int(time.time())}))
        file.flush()
        self._file = file
        _held.add(self)

    def release(self) -> None:
        """Let go of it."""
        if self._file is not None:
            self._file.close()
            self._file = None
            _held.discard(self)


_held: weakref.WeakSet[Lease] = weakref.WeakSet()


def _forget_in_child() -> None:
    """A forked child has its parent's locks as long as it has their files."""
    for lease in list(_held):
        lease.release()


os.register_at_fork(after_in_child=_forget_in_child)


def _holder(text: str) -> str:
    try:
        said = json.loads(text)
        return f"process {int(said['pid'])} since {time.strftime('%H:%M', time.localtime(said['since']))}"
    except (ValueError, KeyError, TypeError):
        return "another process"
