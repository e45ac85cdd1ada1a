"""Programs about the apps and the services of the system: ``pm``, ``svc``, ``cmd``, ``ime`` and so on."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from digienv.android.phone.databases import OWNERS, Databases
from digienv.android.phone.programs.dumpsys import WIFI_NETWORK
from digienv.android.phone.screen import Screen
from digienv.android.phone.shell import Call, Program, UsageError

__all__ = ["programs"]

IME = "com.android.inputmethod.latin/.LatinIME"
SWITCHES = {"wifi": "wifi_on", "data": "mobile_data", "bluetooth": "bluetooth_on", "nfc": "nfc_on"}
PREINSTALLED = "org.digienv."
"""Packages that begin otherwise are parts of the system."""


def programs(
    screen: Screen,
    databases: Databases,
    clear: Callable[[str], Awaitable[None]],
    on_change: Callable[[str], Awaitable[None]],
) -> dict[str, Program]:
    """The programs.

    Args:
        screen: of the phone.
        databases: of the phone.
        clear: forgets what a package has remembered.
        on_change: awaited with the name of a database that was changed.
    """

    async def apps() -> dict[str, str]:
        """Names by package."""
        found: dict[str, str] = await screen.run(
            "Object.fromEntries([...apps.values()].map((one) => [one.id, one.name]))"
        )
        return found

    async def known(package: str) -> str:
        if package not in {*await apps(), *OWNERS}:
            raise UsageError(f"Failure [package not found: {package}]")
        return package

    async def pm(call: Call) -> int:
        match list(call.arguments):
            case ["list", "packages", *rest]:
                return await list_packages(call, rest)
            case ["list", "features"]:
                await call.print("feature:android.hardware.camera\nfeature:android.hardware.touchscreen")
            case ["path", package]:
                await call.print(f"package:/data/app/{await known(package)}/base.apk")
            case ["dump", package]:
                return await other(call, "dumpsys", ["package", package])
            case ["clear", package]:
                await clear(await known(package))
                await call.print("Success")
            case ["grant" | "revoke" as verb, package, permission, *_]:
                with databases.named("packages") as connection:
                    row = (await known(package), permission, int(verb == "grant"))
                    connection.execute("INSERT OR REPLACE INTO permissions VALUES (?, ?, ?)", row)
                await on_change("packages")
            case ["reset-permissions", *_]:
                with databases.named("packages") as connection:
                    connection.execute("DELETE FROM permissions")
                await on_change("packages")
            case ["install" | "uninstall" as verb, *_]:
                await call.errors.write(f"Failure [a simulated phone cannot {verb} packages]\n".encode())
                return 1
            case _:
                raise UsageError("use list packages, path, dump, clear, grant, revoke or reset-permissions")
        return 0

    async def list_packages(call: Call, rest: list[str]) -> int:
        flags = {argument for argument in rest if argument.startswith("-")}
        pattern = next((argument for argument in rest if not argument.startswith("-")), "")
        for package in sorted({*await apps(), *OWNERS, "com.android.launcher3", "com.android.systemui", "android"}):
            own = package.startswith(PREINSTALLED)
            if pattern in package and not ("-3" in flags and not own) and not ("-s" in flags and own):
                path = f"/data/app/{package}/base.apk=" if "-f" in flags else ""
                await call.print(f"package:{path}{package}")
        return 0

    async def svc(call: Call) -> int:
        match list(call.arguments):
            case [("wifi" | "data" | "bluetooth" | "nfc") as what, ("enable" | "disable") as verb]:
                await put("global", SWITCHES[what], str(int(verb == "enable")))
            case ["power", "stayon", value]:
                await put("global", "stay_on_while_plugged_in", "0" if value == "false" else "7")
            case _:
                raise UsageError("use wifi, data, bluetooth or nfc with enable or disable, or power stayon")
        return 0

    async def put(space: str, name: str, value: str) -> None:
        with databases.named("settings") as connection:
            connection.execute(f"INSERT INTO {space} (name, value) VALUES (?, ?)", (name, value))  # noqa: S608
        await on_change("settings")

    async def cmd(call: Call) -> int:
        match list(call.arguments):
            case ["package", *rest]:
                return await package_service(call, rest)
            case ["settings", *rest]:
                return await other(call, "settings", rest)
            case ["activity", *rest]:
                return await other(call, "am", rest)
            case ["statusbar", "expand-notifications" | "expand-settings"]:
                await screen.run("system.overlay === 'shade' || system.show('shade')")
            case ["statusbar", "collapse"]:
                await screen.run("system.overlay === 'shade' && system.show('shade')")
            case ["uimode", "night", *state]:
                if state:
                    await put("secure", "ui_night_mode", "2" if state[0] == "yes" else "1")
                night = await screen.run("phone.setting('secure', 'ui_night_mode')") == "2"
                await call.print(f"Night mode: {'yes' if night else 'no'}")
            case ["wifi", "set-wifi-enabled", ("enabled" | "disabled") as state]:
                await put("global", "wifi_on", str(int(state == "enabled")))
            case ["wifi", "status"]:
                enabled = await screen.run("phone.setting('global', 'wifi_on')") == "1"
                await call.print(f"Wifi is {'enabled' if enabled else 'disabled'}")
                await call.print("Wifi scanning is only available when wifi is enabled")
                if enabled:
                    await call.print("==== Primary ClientModeManager instance ====")
                    await call.print(f'Wifi is connected to "{WIFI_NETWORK}"')
            case ["window", *rest]:
                return await other(call, "wm", rest)
            case ["bluetooth_manager", ("enable" | "disable") as verb]:
                await put("global", "bluetooth_on", str(int(verb == "enable")))
            case ["notification", "post", *rest]:
                return await post(call, rest)
            case ["notification", "list"]:
                for title in await screen.run("system.notifications.map((one) => one.title)"):
                    await call.print(str(title))
            case _:
                raise UsageError(f"Can't find service: {call.arguments[0] if call.arguments else ''}")
        return 0

    async def post(call: Call, rest: list[str]) -> int:
        title = "Shell"
        words: list[str] = []
        while rest:
            argument = rest.pop(0)
            if argument in ("-t", "--title") and rest:
                title = rest.pop(0)
            elif argument in ("-S", "--style", "-i", "--icon") and rest:
                rest.pop(0)
            else:
                words.append(argument)
        if len(words) < 2:
            raise UsageError("use notification post [-t title] <tag> <text>")
        notification = {"tag": words[0], "title": title, "text": " ".join(words[1:]), "app": "com.android.settings"}
        await screen.run(f"system.notify({json.dumps(notification)})")
        await call.print("posting:\n  " + notification["text"])
        return 0

    async def package_service(call: Call, rest: list[str]) -> int:
        match rest:
            case ["resolve-activity", *options]:
                package = options[-1] if options else ""
                main = await screen.run(f"apps.get({json.dumps(await known(package))}).main")
                if "--brief" in options:
                    await call.print("priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true")
                await call.print(f"{package}/{main}")
            case ["query-activities", *_]:
                for line in await screen.run("[...apps.values()].map((one) => one.id + '/' + one.main)"):
                    await call.print(str(line))
            case _:
                return await other(call, "pm", rest)
        return 0

    async def other(call: Call, name: str, arguments: list[str]) -> int:
        return await call.shell.programs[name](replace(call, name=name, arguments=tuple(arguments)))

    async def ime(call: Call) -> int:
        match list(call.arguments):
            case ["list", *_]:
                await call.print(IME)
            case ["enable" | "set" | "disable" | "reset", *_]:
                await call.print(f"Input method {call.arguments[-1]} {call.arguments[0]} for user #0")
            case _:
                raise UsageError("use list, enable, set, disable or reset")
        return 0

    async def toybox(call: Call) -> int:
        name, *rest = call.arguments or ("",)
        if name not in call.shell.programs:
            raise UsageError(f"Unknown command {name}")
        return await other(call, name, rest)

    async def nothing(call: Call) -> int:
        return 0

    async def encode(call: Call) -> int:
        arguments = [argument for argument in call.arguments if not argument.startswith("-")]
        path = call.shell.path(arguments[0]) if arguments else ""
        data = call.shell.files.read(path, call.shell.owner) if path else await call.read_all()
        if "-d" in call.arguments:
            try:
                await call.output.write(base64.b64decode(re.sub(rb"\s", b"", data), validate=True))
            except ValueError:
                return await call.fail("bad input")
        else:
            text = base64.b64encode(data).decode()
            for start in range(0, len(text), 76):
                await call.print(text[start : start + 76])
        return 0

    found: dict[str, Any] = {"pm": pm, "svc": svc, "cmd": cmd, "ime": ime, "toybox": toybox}
    return {**found, "base64": encode, "logcat": nothing}
