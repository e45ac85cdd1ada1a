"""Programs that pack files, and that tell whether two are the same."""

from __future__ import annotations

import hashlib
import io
import tarfile

from digienv.android.phone.programs.options import read_options
from digienv.android.phone.shell import Call, Program, UsageError

__all__ = ["PROGRAMS"]

DIGESTS = {"md5sum": "md5", "sha1sum": "sha1", "sha256sum": "sha256"}


async def _tar(call: Call) -> int:
    """``tar -c``: without ``-f``, to standard output."""
    options, paths = read_options(call, "c", "fC")
    if "c" not in options or not paths:
        raise UsageError("use -c with what is to be packed")
    files, owner = call.shell.files, call.shell.owner
    folder = call.shell.path(options.get("C", "."))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in paths:
            root = files.resolve(path, folder)
            for place in files.walk(root, owner):
                about = files.stat(place, owner)
                entry = tarfile.TarInfo((path.rstrip("/") + place[len(root) :]).lstrip("/"))
                entry.mtime = int(about.st_mtime)
                if files.is_folder(place, owner):
                    entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                    archive.addfile(entry)
                else:
                    data = files.read(place, owner)
                    entry.size = len(data)
                    archive.addfile(entry, io.BytesIO(data))
    target = options.get("f", "-")
    if target == "-":
        await call.output.write(packed.getvalue())
    else:
        files.write(call.shell.path(target), packed.getvalue(), owner)
    return 0


async def _digest(call: Call) -> int:
    status = 0
    method = DIGESTS[call.name]
    for path in call.arguments or ("-",):
        if path == "-":
            data = await call.read_all()
        else:
            place = call.shell.path(path)
            if not call.shell.files.exists(place, call.shell.owner):
                status = await call.fail(f"{path}: No such file or directory")
                continue
            data = call.shell.files.read(place, call.shell.owner)
        await call.print(f"{hashlib.new(method, data, usedforsecurity=False).hexdigest()}  {path}")
    return status


PROGRAMS: dict[str, Program] = {"tar": _tar, **dict.fromkeys(DIGESTS, _digest)}
