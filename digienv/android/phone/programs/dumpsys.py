"""``dumpsys``: what the services of the system say of themselves, each in a few lines."""

from __future__ import annotations

import datetime
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from digienv.android.phone.programs.processes import RESIDENT, processes
from digienv.android.phone.screen import Screen
from digienv.android.phone.shell import Call, Program

__all__ = ["WIFI_NETWORK", "programs"]

WIFI_NETWORK = "AndroidWifi"
"""That the phone is in while Wi-Fi is on, as an emulator is."""
CLOCK = "com.android.deskclock"

Service = Callable[[str], Awaitable[list[str]]]
"""The lines that a service says, with the argument that it is given, which may be empty."""


def programs(screen: Screen, battery: Mapping[str, str]) -> dict[str, Program]:
    """The program.

    Args:
        screen: of the phone.
        battery: what is known of it.
    """

    async def setting(name: str) -> bool:
        return bool(await screen.run(f"phone.setting('global', {json.dumps(name)})") == "1")

    async def rows(database: str, sql: str, *values: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await screen.run(f"phone.sql(...{json.dumps([database, sql, *values])})")
        return found

    async def activity(argument: str) -> list[str]:
        package, _, name = (await screen.run("system.component")).partition("/")
        return [
            f"  mResumedActivity: ActivityRecord{{1 u0 {package}/{name} t1}}",
            f"  topResumedActivity=ActivityRecord{{1 u0 {package}/{name} t1}}",
            f"  mCurrentFocus=Window{{1 u0 {package}/{package}{name}}}",
            f"  mFocusedApp=ActivityRecord{{1 u0 {package}/{name} t1}}",
        ]

    async def alarm(argument: str) -> list[str]:
        now = _time(await screen.run("system.now"))
        alarms = await rows("alarms", "SELECT * FROM alarm_templates WHERE enabled = 1")
        due = sorted((_next_time(one, now), one["_id"]) for one in alarms)
        said = [f"Current Alarm Manager state:\n  nowRTC={_milliseconds(now)}={now:%Y-%m-%d %H:%M:%S}.000"]
        said.append("  Next alarm clock information: ")
        if due:
            first = due[0][0]
            time = f"time:{_milliseconds(first)} = {first:%Y-%m-%d %H:%M:%S}"
            said.append(f"    user:0 pendingSend:false {time} = +{_duration(first - now)}")
        said.append(f"  {len(due)} pending alarms:")
        for when, number in due:
            about = f"Alarm{{{number:x} type 0 origWhen {_milliseconds(when)} {CLOCK}}}"
            said.append(f"    RTC_WAKEUP #{number}: {about}")
        return said

    async def battery_service(argument: str) -> list[str]:
        return ["Current Battery Service state:", *(f"  {name}: {value}" for name, value in battery.items())]

    async def connectivity(argument: str) -> list[str]:
        networks = {}
        if await setting("wifi_on"):
            networks[100] = ("WIFI", "WIFI")
        if await setting("mobile_data") and not await setting("airplane_mode_on"):
            networks[101] = ("MOBILE[LTE]", "CELLULAR")
        said = [f"Active default network: {next(iter(networks), 'none')}", "", "Current Networks:"]
        for number, (kind, transport) in networks.items():
            capabilities = "INTERNET&NOT_RESTRICTED&TRUSTED&NOT_VPN&VALIDATED"
            about = f"nc{{[ Transports: {transport} Capabilities: {capabilities} ]}}"
            said.append(f"  NetworkAgentInfo{{network{{{number}}}  ni{{{kind} CONNECTED extra: }} {about}}}")
        return said

    async def display(argument: str) -> list[str]:
        turned = await screen.run("system.rotation")
        width, height = screen.size
        return [f"  DisplayViewport{{valid=true, orientation={turned}, deviceWidth={width}, deviceHeight={height}}}"]

    async def input_(argument: str) -> list[str]:
        return [f"  SurfaceOrientation: {await screen.run('system.rotation')}"]

    async def input_method(argument: str) -> list[str]:
        return [f"  mInputShown={json.dumps(await screen.run('system.keyboard'))}"]

    async def location(argument: str) -> list[str]:
        return [f"  last location={json.dumps(await screen.run('system.location'))}"]

    async def meminfo(argument: str) -> list[str]:
        found = await processes(screen)
        if argument:
            numbers = [number for number, name in found.items() if name == argument]
            if not numbers:
                return [f"No process found for: {argument}"]
            return [f"** MEMINFO in pid {numbers[0]} [{argument}] **", f"           TOTAL PSS: {RESIDENT:8}"]
        total = RESIDENT * len(found)
        return [
            "Applications Memory Usage (in Kilobytes):",
            "Total PSS by process:",
            *(f"{RESIDENT:11,}K: {name} (pid {number})" for number, name in found.items()),
            "",
            f"Total RAM: 2,036,816K (status normal)\n Used RAM: {total:9,}K",
        ]

    async def notification(argument: str) -> list[str]:
        shown = await screen.run("system.notifications.map(({ app, title, text }) => ({ app, title, text }))")
        return [
            f"    NotificationRecord(pkg={one['app']})\n"
            f"      android.title=String ({one['title']})\n"
            f"      android.text=String ({one['text']})"
            for one in shown
        ]

    async def package(argument: str) -> list[str]:
        if not await screen.run(f"apps.has({json.dumps(argument)})"):
            return [f"Unable to find package: {argument}"]
        permissions = await rows("packages", "SELECT name, granted FROM permissions WHERE package = ?", argument)
        return [
            f"Packages:\n  Package [{argument}]:\n    versionCode=1 minSdk=36 targetSdk=36",
            "    versionName=1.0\n    runtime permissions:",
            *(f"      {one['name']}: granted={'true' if one['granted'] else 'false'}" for one in permissions),
        ]

    async def power(argument: str) -> list[str]:
        return [f"  mWakefulness={'Asleep' if await screen.run('system.asleep') else 'Awake'}"]

    async def telephony(argument: str) -> list[str]:
        """No call, one that rings, or one that has been taken."""
        calls = await screen.run("currentCalls()")
        state = max((2 if call["active"] else 1 for call in calls), default=0)
        return [f"  mCallState={state}"]

    async def wifi(argument: str) -> list[str]:
        return [f"Wi-Fi is {'enabled' if await setting('wifi_on') else 'disabled'}"]

    services: dict[str, Service] = {
        "activity": activity,
        "alarm": alarm,
        "battery": battery_service,
        "connectivity": connectivity,
        "display": display,
        "input": input_,
        "input_method": input_method,
        "location": location,
        "meminfo": meminfo,
        "notification": notification,
        "package": package,
        "power": power,
        "telephony.registry": telephony,
        "wifi": wifi,
        "window": activity,
    }

    async def dumpsys(call: Call) -> int:
        name, argument, *_ = *call.arguments, "", ""
        if name not in services:
            return await call.fail(f"Can't find service: {name}")
        for line in await services[name](argument):
            await call.print(line)
        return 0

    return {"dumpsys": dumpsys}


def _next_time(alarm: Mapping[str, Any], now: datetime.datetime) -> datetime.datetime:
    """When an alarm rings next; the first bit of its days stands for Monday, none for once."""
    today = now.replace(hour=alarm["hour"], minute=alarm["minutes"], second=0, microsecond=0)
    week = (today + datetime.timedelta(days=day) for day in range(8))
    days = alarm["daysofweek"] or 127
    return next(when for when in week if when > now and days >> when.weekday() & 1)


def _time(milliseconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC)


def _milliseconds(time: datetime.datetime) -> int:
    return int(time.timestamp() * 1000)


def _duration(span: datetime.timedelta) -> str:
    """As Android writes it, e.g. ``1d2h0m30s0ms``."""
    seconds = int(span.total_seconds())
    parts = {"d": seconds // 86400, "h": seconds // 3600 % 24, "m": seconds // 60 % 60, "s": seconds % 60}
    shown = "".join(
        f"{value}{unit}" for unit, value in parts.items() if seconds >= {"d": 86400, "h": 3600}.get(unit, 0)
    )
    return f"{shown}0ms"
