"""Programs that work with files."""

from __future__ import annotations

import datetime
import fnmatch
import posixpath
import stat
from dataclasses import replace

from digienv.android.phone.files import reason
from digienv.android.phone.programs.options import read_options
from digienv.android.phone.shell import Call, Program

__all__ = ["PROGRAMS"]


async def _ls(call: Call) -> int:
    options, paths = read_options(call, "laA1dRthrSpFC")
    status = 0
    plain: list[str] = []
    folders: list[str] = []
    for path in paths or ["."]:
        try:
            place = call.shell.path(path)
            call.shell.files.stat(place, call.shell.owner)
        except OSError as error:
            status = await call.fail(f"{path}: {reason(error)}")
            continue
        is_folder = call.shell.files.is_folder(place, call.shell.owner) and "d" not in options
        (folders if is_folder else plain).append(path)
    await _list(call, plain, options)
    for number, folder in enumerate(folders):
        status = max(status, await _list_folder(call, folder, options, first=not number and not plain, many=paths[1:]))
    return status


async def _list_folder(call: Call, folder: str, options: dict[str, str], *, first: bool, many: list[str]) -> int:
    try:
        names = call.shell.files.names(call.shell.path(folder), call.shell.owner)
    except OSError as error:
        return await call.fail(f"{folder}: {reason(error)}")
    if many or "R" in options:
        await call.output.write(f"{'' if first else chr(10)}{folder}:\n".encode(errors="surrogateescape"))
    if "a" in options:
        names = [".", "..", *names]
    elif "A" not in options:
        names = [name for name in names if not name.startswith(".")]
    await _list(call, names, options, folder)
    status = 0
    if "R" in options:
        for name in names:
            inner = posixpath.join(folder, name)
            if name not in (".", "..") and call.shell.files.is_folder(call.shell.path(inner), call.shell.owner):
                status = max(status, await _list_folder(call, inner, options, first=False, many=[]))
    return status


async def _list(call: Call, names: list[str], options: dict[str, str], folder: str = "") -> None:
    rows = []
    for name in names:
        place = call.shell.path(posixpath.join(folder, name))
        try:
            rows.append((name, call.shell.files.stat(place, call.shell.owner)))
        except OSError as error:
            await call.fail(f"{name}: {reason(error)}")
    if "t" in options or "S" in options:
        rows.sort(key=lambda row: -(row[1].st_mtime if "t" in options else row[1].st_size))
    if "r" in options:
        rows.reverse()
    if "l" in options and folder:
        await call.print(f"total {sum(-(-row[1].st_size // 1024) for row in rows)}")
    for name, about in rows:
        shown = name + ("/" if ("p" in options or "F" in options) and stat.S_ISDIR(about.st_mode) else "")
        if "l" in options:
            when = datetime.datetime.fromtimestamp(about.st_mtime, datetime.UTC)
            rights = f"{stat.filemode(about.st_mode)} {about.st_nlink} root root"
            shown = f"{rights} {about.st_size:>9} {when:%Y-%m-%d %H:%M} {shown}"
        await call.print(shown)


async def _mkdir(call: Call) -> int:
    options, paths = read_options(call, "pv", "m")
    status = 0
    for path in paths:
        try:
            call.shell.files.make_folder(call.shell.path(path), call.shell.owner, parents="p" in options)
        except OSError as error:
            status = await call.fail(f"'{path}': {reason(error)}")
    return status if paths else await call.fail("Needs 1 argument")


async def _rm(call: Call) -> int:
    options, paths = read_options(call, "rRfv")
    tree = bool({"r", "R"} & options.keys())
    status = 0
    for path in paths:
        place = call.shell.path(path)
        try:
            if call.shell.files.is_folder(place, call.shell.owner) and not tree:
                status = await call.fail(f"{path}: Is a directory")
                continue
            call.shell.files.remove(place, call.shell.owner, tree=tree)
        except FileNotFoundError as error:
            if "f" not in options:
                status = await call.fail(f"{path}: {reason(error)}")
        except OSError as error:
            status = await call.fail(f"{path}: {reason(error)}")
    return status


async def _rmdir(call: Call) -> int:
    _, paths = read_options(call, "p")
    for path in paths:
        call.shell.files.remove(call.shell.path(path), call.shell.owner)
    return 0


async def _cp(call: Call) -> int:
    options, paths = read_options(call, "rRpafvd")
    return await _to(call, paths, tree=bool({"r", "R", "a"} & options.keys()), move=False)


async def _mv(call: Call) -> int:
    _, paths = read_options(call, "fnv")
    return await _to(call, paths, tree=True, move=True)


async def _to(call: Call, paths: list[str], *, tree: bool, move: bool) -> int:
    if len(paths) < 2:
        return await call.fail("Needs 2 arguments")
    files, owner = call.shell.files, call.shell.owner
    *sources, target = paths
    into = files.is_folder(call.shell.path(target), owner)
    if len(sources) > 1 and not into:
        return await call.fail(f"'{target}' not directory")
    status = 0
    for source in sources:
        place = call.shell.path(source)
        goal = call.shell.path(posixpath.join(target, posixpath.basename(place)) if into else target)
        try:
            if files.is_folder(place, owner) and not tree:
                status = await call.fail(f"Skipped dir '{source}': No such file or directory")
                continue
            if move:
                files.move(place, goal, owner)
            else:
                files.copy(place, goal, owner)
        except OSError as error:
            status = await call.fail(f"'{source}': {reason(error)}")
    return status


async def _touch(call: Call) -> int:
    options, paths = read_options(call, "acm", "dtr")
    when = None
    if text := options.get("d"):
        try:
            when = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC).timestamp()
        except ValueError:
            return await call.fail(f"bad '{text}'")
    for path in paths:
        if "c" not in options or call.shell.files.exists(call.shell.path(path), call.shell.owner):
            call.shell.files.touch(call.shell.path(path), call.shell.owner, when)
    return 0


async def _stat(call: Call) -> int:
    options, paths = read_options(call, "L", "c")
    status = 0
    for path in paths:
        try:
            about = call.shell.files.stat(call.shell.path(path), call.shell.owner)
        except OSError as error:
            status = await call.fail(f"'{path}': {reason(error)}")
            continue
        is_folder = stat.S_ISDIR(about.st_mode)
        values = {
            "%n": path,
            "%s": str(about.st_size),
            "%a": f"{stat.S_IMODE(about.st_mode):o}",
            "%A": stat.filemode(about.st_mode),
            "%Y": str(int(about.st_mtime)),
            "%F": "directory" if is_folder else "regular file",
            "%U": "root",
            "%G": "root",
        }
        form = options.get(
            "c", "  File: %n\n  Size: %s\t %F\nAccess: (%a/%A)\tUid: (    0/    %U)\tGid: (    0/    %G)"
        )
        for sign, value in values.items():
            form = form.replace(sign, value)
        await call.print(form)
    return status


async def _chmod(call: Call) -> int:
    _, paths = read_options(call, "RDFfv")
    for path in paths[1:]:
        call.shell.files.stat(call.shell.path(path), call.shell.owner)
    return 0


async def _find(call: Call) -> int:
    arguments = list(call.arguments)
    roots = []
    while arguments and not arguments[0].startswith("-"):
        roots.append(arguments.pop(0))
    tests: dict[str, str] = {}
    command: list[str] = []
    while arguments:
        name = arguments.pop(0)
        if name == "-exec" and arguments[-1:] == ["+"]:
            command, arguments = [part for part in arguments[:-1] if part != "{}"], []
            continue
        if name not in ("-name", "-iname", "-type", "-maxdepth", "-mindepth") or not arguments:
            if name == "-print":
                continue
            return await call.fail(f"bad arg '{name}'")
        tests[name] = arguments.pop(0)
    status = 0
    found: list[str] = []
    for root in roots or ["."]:
        place = call.shell.path(root)
        if not call.shell.files.exists(place, call.shell.owner):
            status = await call.fail(f"'{root}': No such file or directory")
            continue
        try:
            for path in call.shell.files.walk(place, call.shell.owner):
                shown = root + path[len(place) :] if place != "/" else path
                if _wanted(call, path, path[len(place) :].count("/"), tests):
                    found.append(shown)
        except PermissionError as error:
            status = await call.fail(f"{error.filename}: {reason(error)}")
    if not command:
        for path in found:
            await call.print(path)
    elif found:
        program = call.shell.programs.get(command[0])
        if program is None:
            return await call.fail(f"exec {command[0]}: No such file or directory")
        return await program(replace(call, name=command[0], arguments=(*command[1:], *found)))
    return status


def _wanted(call: Call, path: str, depth: int, tests: dict[str, str]) -> bool:
    name = posixpath.basename(path)
    kind = "d" if call.shell.files.is_folder(path, call.shell.owner) else "f"
    return (
        fnmatch.fnmatchcase(name, tests.get("-name", "*"))
        and fnmatch.fnmatchcase(name.lower(), tests.get("-iname", "*").lower())
        and kind == tests.get("-type", kind)
        and int(tests.get("-mindepth", 0)) <= depth <= int(tests.get("-maxdepth", depth))
    )


async def _name(call: Call) -> int:
    if not call.arguments:
        return await call.fail("Needs 1 argument")
    part = posixpath.basename if call.name == "basename" else posixpath.dirname
    await call.print(part(call.arguments[0].rstrip("/") or "/") or ".")
    return 0


async def _realpath(call: Call) -> int:
    for path in call.arguments:
        if not call.shell.files.exists(call.shell.path(path), call.shell.owner):
            return await call.fail(f"{path}: No such file or directory")
        await call.print(call.shell.path(path))
    return 0


async def _df(call: Call) -> int:
    await call.print("Filesystem     1K-blocks    Used Available Use% Mounted on")
    await call.print("/dev/block/dm-5  6082144 1284080   4781680  22% /data")
    return 0


async def _du(call: Call) -> int:
    _, paths = read_options(call, "shk")
    for path in paths or ["."]:
        place = call.shell.path(path)
        about = [call.shell.files.stat(one, call.shell.owner) for one in call.shell.files.walk(place, call.shell.owner)]
        await call.print(f"{sum(-(-one.st_size // 1024) for one in about)}\t{path}")
    return 0


PROGRAMS: dict[str, Program] = {
    "basename": _name,
    "chmod": _chmod,
    "chown": _chmod,
    "cp": _cp,
    "df": _df,
    "dirname": _name,
    "du": _du,
    "find": _find,
    "ls": _ls,
    "mkdir": _mkdir,
    "mv": _mv,
    "realpath": _realpath,
    "restorecon": _chmod,
    "rm": _rm,
    "rmdir": _rmdir,
    "stat": _stat,
    "touch": _touch,
}
