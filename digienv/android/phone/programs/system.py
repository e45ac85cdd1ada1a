"""Programs about the system itself: its properties, time, users and processes."""

from __future__ import annotations

import asyncio
import datetime
import re
from collections.abc import Callable
from dataclasses import replace

from digienv.android.phone.clock import NOW
from digienv.android.phone.files import Owner
from digienv.android.phone.programs.options import read_options
from digienv.android.phone.shell import Call, Program

__all__ = ["PROPERTIES", "programs"]

PROPERTIES = {
    "ro.build.version.release": "16",
    "ro.build.version.sdk": "36",
    "ro.build.version.codename": "REL",
    "ro.build.display.id": "SIM.1",
    "ro.build.type": "userdebug",
    "ro.build.characteristics": "emulator",
    "ro.build.fingerprint": "digienv/phone/phone:16/SIM/1:userdebug/dev-keys",
    "ro.debuggable": "1",
    "ro.product.brand": "digienv",
    "ro.product.cpu.abi": "x86_64",
    "ro.product.cpu.abilist": "x86_64",
    "ro.product.device": "phone",
    "ro.product.locale": "en-US",
    "ro.product.manufacturer": "digienv",
    "ro.product.model": "Simulated Phone",
    "ro.product.name": "phone",
    "ro.serialno": "SIMULATED",
    "ro.sf.lcd_density": "420",
    "sys.boot_completed": "1",
    "dev.bootcomplete": "1",
    "init.svc.bootanim": "stopped",
    "persist.sys.timezone": "UTC",
    "service.adb.root": "0",
}
"""Of a freshly started phone."""
UP_BEFORE = datetime.timedelta(hours=1)
"""How long it has been on when it is reset."""


def programs(properties: dict[str, str], now: Callable[[], datetime.datetime]) -> dict[str, Program]:
    """The programs.

    Args:
        properties: of the phone; ``setprop`` changes them.
        now: the phone's time.
    """

    async def getprop(call: Call) -> int:
        if not call.arguments:
            for name in sorted(properties):
                await call.print(f"[{name}]: [{properties[name]}]")
            return 0
        default = call.arguments[1] if len(call.arguments) > 1 else ""
        await call.print(properties.get(call.arguments[0], default))
        return 0

    async def setprop(call: Call) -> int:
        if len(call.arguments) != 2:
            return await call.fail("need 2 arguments")
        name, value = call.arguments
        if name.startswith("ro.") and name in properties:
            return await call.fail(f"failed to set property '{name}' to '{value}'")
        properties[name] = value
        return 0

    async def date(call: Call) -> int:
        options, rest = read_options(call, "u", "d")
        when = now()
        if text := options.get("d"):
            if not re.fullmatch(r"@\d{1,11}", text):
                return await call.fail(f"bad date '{text}'")
            when = datetime.datetime.fromtimestamp(int(text[1:]), datetime.UTC)
        form = next((argument[1:] for argument in rest if argument.startswith("+")), "%a %b %e %H:%M:%S %Z %Y")
        await call.print(re.sub(r"%s", str(int(when.timestamp())), when.strftime(form.replace("%s", "%%s"))))
        return 0

    async def uptime(call: Call) -> int:
        minutes = int((now() - NOW + UP_BEFORE).total_seconds()) // 60
        up = f"{minutes // 60:2}:{minutes % 60:02}"
        await call.print(f" {now():%H:%M:%S} up {up},  0 users,  load average: 0.00, 0.00, 0.00")
        return 0

    return {**_PROGRAMS, "date": date, "getprop": getprop, "setprop": setprop, "uptime": uptime}


async def _true(call: Call) -> int:
    return 0


async def _false(call: Call) -> int:
    return 1


async def _sleep(call: Call) -> int:
    text = call.arguments[0] if call.arguments else ""
    found = re.fullmatch(r"(\d{1,9}(?:\.\d+)?)([smh]?)", text)
    if not found:
        return await call.fail(f"bad time '{text}'")
    await asyncio.sleep(float(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[found[2]])
    return 0


async def _id(call: Call) -> int:
    options, _ = read_options(call, "ugnZ")
    name, number = ("root", 0) if call.shell.owner.root else ("shell", 2000)
    if {"u", "g"} & options.keys():
        await call.print(name if "n" in options else str(number))
    else:
        await call.print(f"uid={number}({name}) gid={number}({name}) groups={number}({name})")
    return 0


async def _whoami(call: Call) -> int:
    await call.print("root" if call.shell.owner.root else "shell")
    return 0


async def _su(call: Call) -> int:
    arguments = list(call.arguments)
    if arguments[:1] in (["0"], ["root"]):
        arguments.pop(0)
    if arguments[:1] == ["-c"]:
        return await _as_root(call, " ".join(arguments[1:2]))
    if not arguments:
        return await _as_root(call, (await call.read_all()).decode(errors="surrogateescape"))
    program = call.shell.programs.get(arguments[0])
    if program is None:
        return await call.fail(f"failed to exec {arguments[0]}: No such file or directory", 127)
    shell = replace(call.shell, owner=Owner(root=True))
    return await program(replace(call, name=arguments[0], arguments=tuple(arguments[1:]), shell=shell))


async def _as_root(call: Call, text: str) -> int:
    shell = replace(call.shell, owner=Owner(root=True), variables=dict(call.shell.variables))
    return await shell.run(text, call.input, call.output, call.errors)


async def _sh(call: Call) -> int:
    options, rest = read_options(call, "ex", "c")
    shell = replace(call.shell, variables=dict(call.shell.variables))
    if "c" in options:
        text = options["c"]
    elif rest:
        text = shell.files.read(shell.path(rest[0]), shell.owner).decode(errors="surrogateescape")
    else:
        text = (await call.read_all()).decode(errors="surrogateescape")
    return await shell.run(text, call.input, call.output, call.errors)


async def _test(call: Call) -> int:
    arguments = list(call.arguments)
    if call.name == "[":
        if arguments[-1:] != ["]"]:
            return await call.fail("missing ]", 2)
        arguments.pop()
    wanted = True
    while arguments[:1] == ["!"]:
        wanted = not wanted
        arguments.pop(0)
    found = _tested(call, arguments)
    return 2 if found is None else int(found != wanted)


def _tested(call: Call, arguments: list[str]) -> bool | None:
    files, owner = call.shell.files, call.shell.owner
    match arguments:
        case []:
            return False
        case [text]:
            return bool(text)
        case ["-n", text]:
            return bool(text)
        case ["-z", text]:
            return not text
        case ["-e" | "-r" | "-w", path]:
            return files.exists(call.shell.path(path), owner)
        case ["-d", path]:
            return files.is_folder(call.shell.path(path), owner)
        case ["-f", path]:
            place = call.shell.path(path)
            return files.exists(place, owner) and not files.is_folder(place, owner)
        case ["-s", path]:
            place = call.shell.path(path)
            return files.exists(place, owner) and files.stat(place, owner).st_size > 0
        case [first, "=" | "==", second]:
            return first == second
        case [first, "!=", second]:
            return first != second
        case [first, sign, second] if all(re.fullmatch(r"-?\d{1,18}", text) for text in (first, second)):
            one, two = int(first), int(second)
            return {
                "-eq": one == two,
                "-ne": one != two,
                "-lt": one < two,
                "-le": one <= two,
                "-gt": one > two,
                "-ge": one >= two,
            }.get(sign)
    return None


async def _env(call: Call) -> int:
    for name, value in sorted(call.shell.variables.items()):
        await call.print(f"{name}={value}")
    return 0


async def _which(call: Call) -> int:
    status = 0
    for name in call.arguments:
        if name in call.shell.programs:
            await call.print(f"/system/bin/{name}")
        else:
            status = 1
    return status


async def _uname(call: Call) -> int:
    options, _ = read_options(call, "asrmno")
    parts = {"s": "Linux", "n": "localhost", "r": "6.6.0-simulated", "m": "x86_64", "o": "Android"}
    wanted = "snrmo" if "a" in options else "".join(letter for letter in "snrmo" if letter in options) or "s"
    await call.print(" ".join(parts[letter] for letter in wanted))
    return 0


async def _ignored(call: Call) -> int:
    return 0


_PROGRAMS: dict[str, Program] = {
    ":": _true,
    "[": _test,
    "env": _env,
    "false": _false,
    "id": _id,
    "printenv": _env,
    "sh": _sh,
    "sleep": _sleep,
    "su": _su,
    "sync": _ignored,
    "test": _test,
    "true": _true,
    "uname": _uname,
    "which": _which,
    "whoami": _whoami,
}
