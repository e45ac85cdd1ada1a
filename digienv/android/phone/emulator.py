"""What the console of a simulated phone can do."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

from digienv.android.phone.console import Command, number_of
from digienv.core.errors import DigienvError
from digienv.core.folders import restore_tree

if TYPE_CHECKING:
    from digienv.android.phone.phone import Phone

__all__ = ["commands"]

_NAME = re.compile(r"[\w.-]{1,60}")


def commands(phone: Phone) -> dict[str, Command]:
    """The commands of a phone's console, by their first word."""
    snapshots = phone.files.folder.parent / f"{phone.files.folder.name}.snapshots"

    async def avd(arguments: list[str]) -> str:
        match arguments:
            case ["name"]:
                return "simulated"
            case ["status"]:
                return "virtual device is running"
            case ["snapshot", "list"]:
                names = sorted(folder.name for folder in snapshots.glob("*"))
                return "\r\n".join(["List of snapshots present on all disks:", *names])
            case ["snapshot", "save", name] if _NAME.fullmatch(name):
                restore_tree(phone.files.folder, snapshots / name / "files")
                (snapshots / name / "state.json").write_text(json.dumps([phone.properties, phone.clock.milliseconds]))
            case ["snapshot", "load", name] if _NAME.fullmatch(name):
                if not (snapshots / name).is_dir():
                    raise DigienvError(f"snapshot {name!r} does not exist")
                properties, now = json.loads((snapshots / name / "state.json").read_text())
                await phone.load(snapshots / name / "files", properties, now)
            case ["snapshot", "del" | "delete", name] if _NAME.fullmatch(name):
                shutil.rmtree(snapshots / name, ignore_errors=True)
            case _:
                raise DigienvError("use avd name, status, or snapshot list, save, load, del")
        return ""

    async def geo(arguments: list[str]) -> str:
        match arguments:
            case ["fix", longitude, latitude, *_]:
                try:
                    place = [float(longitude), float(latitude)]
                except ValueError:
                    raise DigienvError("longitude and latitude are numbers") from None
                await phone.screen.run(f"system.location = {json.dumps(place)}; system.draw()")
            case _:
                raise DigienvError("use geo fix <longitude> <latitude>")
        return ""

    async def sms(arguments: list[str]) -> str:
        match arguments:
            case ["send", number, *words] if words:
                told = f"{json.dumps(number_of(number))}, {json.dumps(' '.join(words))}"
                await phone.screen.run(f"receiveMessage({told})")
            case _:
                raise DigienvError("use sms send <number> <text>")
        return ""

    async def gsm(arguments: list[str]) -> str:
        calls = await phone.screen.run("currentCalls()")
        match arguments:
            case ["call", number]:
                await phone.screen.run(f"receiveCall({json.dumps(number_of(number))})")
            case ["accept", number]:
                if not any(call["number"] == number and not call["active"] for call in calls):
                    raise DigienvError(f"there is no incoming call from {number}")
                await phone.screen.run(f"answerCall({json.dumps(number)})")
            case ["cancel", number]:
                if not any(call["number"] == number for call in calls):
                    raise DigienvError(f"there is no call with {number}")
                await phone.screen.run(f"endCall({json.dumps(number)})")
            case ["list"]:
                return "\r\n".join(
                    f"{'inbound from' if call['incoming'] else 'outbound to '} {call['number']:10} : "
                    f"{'active' if call['active'] else 'incoming'}"
                    for call in calls
                )
            case _:
                raise DigienvError("use gsm call, accept, cancel or list")
        return ""

    async def power(arguments: list[str]) -> str:
        match arguments:
            case ["display"]:
                return "\r\n".join(f"{name}: {value}" for name, value in phone.battery.items())
            case ["capacity", text] if text.isdigit() and int(text) <= 100:
                phone.battery["level"] = text
            case ["ac", "on" | "off" as state]:
                phone.battery["AC powered"] = "true" if state == "on" else "false"
            case _:
                raise DigienvError("use power display, capacity <0 to 100> or ac <on|off>")
        return ""

    async def rotate(arguments: list[str]) -> str:
        await phone.screen.run("system.turn((system.sensor + 1) % 4)")
        return ""

    async def kill(arguments: list[str]) -> str:
        phone.end()
        return "OK: killing emulator, bye bye"

    return {"avd": avd, "geo": geo, "sms": sms, "gsm": gsm, "power": power, "rotate": rotate, "kill": kill}
