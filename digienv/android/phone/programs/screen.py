"""Programs about the screen and what is on it: ``input``, ``screencap``, ``uiautomator``, ``am``, ``wm`` and so on."""

from __future__ import annotations

import base64
import json
import re
import struct
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np

from digienv.android.phone.programs.options import read_options
from digienv.android.phone.screen import HEIGHT, TOUCH_SECONDS, WIDTH, Screen
from digienv.android.phone.shell import Call, Program, UsageError
from digienv.core.errors import SurfaceFailure
from digienv.core.images import decode_png

__all__ = ["press_key", "programs", "rgba", "xml_of"]

KEYS = {
    **{29 + place: letter for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")},
    **{7 + digit: str(digit) for digit in range(10)},
    19: "ArrowUp", 20: "ArrowDown", 21: "ArrowLeft", 22: "ArrowRight", 23: "Enter", 61: "Tab", 62: "Space", 66: "Enter",
    59: "Shift", 67: "Backspace", 92: "PageUp", 93: "PageDown", 111: "Escape", 112: "Delete",
    113: "Control", 122: "Home", 123: "End", 160: "Enter",
}  # fmt: skip
KEY_NAMES = {
    "HOME": 3, "BACK": 4, "CALL": 5, "ENDCALL": 6, "DPAD_UP": 19, "DPAD_DOWN": 20, "DPAD_LEFT": 21, "DPAD_RIGHT": 22,
    "DPAD_CENTER": 23,
    **{letter: 29 + place for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")},
    **{str(digit): 7 + digit for digit in range(10)},
    "CTRL_LEFT": 113, "SHIFT_LEFT": 59, "VOLUME_UP": 24, "VOLUME_DOWN": 25, "POWER": 26, "TAB": 61, "SPACE": 62,
    "ENTER": 66, "DEL": 67, "MENU": 82,
    "NOTIFICATION": 83, "PAGE_UP": 92, "PAGE_DOWN": 93, "ESCAPE": 111, "FORWARD_DEL": 112, "MOVE_HOME": 122,
    "MOVE_END": 123, "NUMPAD_ENTER": 160, "APP_SWITCH": 187, "SLEEP": 223, "WAKEUP": 224,
}  # fmt: skip
HOME, VOLUME, POWER = 3, (24, 25), 26
SYSTEM = {
    HOME: "system.home()",
    4: "system.back()",
    24: "system.volume(1)",
    25: "system.volume(-1)",
    POWER: "system.power()",
    83: "system.show('shade')",
    187: "system.show('recents')",
    223: "system.power(true)",
    224: "system.power(false)",
}
LAUNCHER = "com.android.launcher3/com.android.launcher3.Launcher"
SWIPE_SECONDS, LONGEST = 0.3, 20.0
LONGEST_ROLL = 20
SOURCES = (
    *("dpad", "gamepad", "joystick", "keyboard", "mouse", "rotaryencoder", "stylus", "touchnavigation", "touchpad"),
    *("touchscreen", "trackball"),
)


def programs(screen: Screen) -> dict[str, Program]:
    """The programs.

    Args:
        screen: of the phone.
    """

    async def input_(call: Call) -> int:
        arguments = list(call.arguments)
        if arguments and arguments[0] in SOURCES:
            arguments.pop(0)
        match arguments:
            case ["tap", x, y]:
                place_x, place_y = _numbers(x, y)
                await screen.swipe(place_x, place_y, place_x, place_y)
            case ["swipe" | "draganddrop", x, y, to_x, to_y, *rest]:
                seconds = min(LONGEST, _numbers(rest[0])[0] / 1000) if rest else SWIPE_SECONDS
                start_x, start_y, end_x, end_y = _numbers(x, y, to_x, to_y)
                await screen.swipe(start_x, start_y, end_x, end_y, seconds)
            case ["motionevent", ("DOWN" | "MOVE" | "UP" | "CANCEL") as action, x, y]:
                place_x, place_y = _numbers(x, y)
                await screen.move_finger(action, place_x, place_y)
            case ["press"]:
                await press_key(screen, "DPAD_CENTER")
            case ["roll", dx, dy]:
                await roll(*_numbers(dx, dy))
            case ["text", text]:
                await screen.type(text.replace("%s", " "))
            case ["keyevent", ("--longpress" | "--doubletap") as how, *keys] if keys:
                for key in keys:
                    for _ in range(_presses(how, _code(key))):
                        await press_key(screen, key)
            case ["keyevent", *keys] if keys:
                for key in keys:
                    await press_key(screen, key)
            case ["keycombination", "-t", _, *keys] | ["keycombination", *keys] if keys:
                await screen.press("+".join(_key_name(key) for key in keys))
            case _:
                raise UsageError(
                    "use tap, swipe, draganddrop, motionevent, press, roll, text, keyevent or keycombination"
                )
        return 0

    async def roll(dx: float, dy: float) -> None:
        """The trackball, whose way is keys: a key each step of the larger of both."""
        if abs(dx) > abs(dy):
            key, steps = "DPAD_RIGHT" if dx > 0 else "DPAD_LEFT", abs(dx)
        else:
            key, steps = "DPAD_DOWN" if dy > 0 else "DPAD_UP", abs(dy)
        for _ in range(min(round(steps), LONGEST_ROLL)):
            await press_key(screen, key)

    async def screencap(call: Call) -> int:
        options, paths = read_options(call, "p", "d")
        picture = await screen.png()
        if not options and not (paths and paths[0].endswith(".png")):
            picture = raw(picture)
        if paths:
            call.shell.files.write(call.shell.path(paths[0]), picture, call.shell.owner)
        else:
            await call.output.write(picture)
        return 0

    async def uiautomator(call: Call) -> int:
        arguments = [argument for argument in call.arguments if argument != "--compressed"]
        if arguments[:1] != ["dump"]:
            raise UsageError("use dump")
        path = arguments[1] if len(arguments) > 1 else "/sdcard/window_dump.xml"
        text = xml_of(await screen.elements(), await screen.run("system.rotation"))
        if path == "/dev/tty":
            await call.output.write(text.encode())
        else:
            call.shell.files.write(call.shell.path(path), text.encode(), call.shell.owner)
        await call.print(f"UI hierchary dumped to: {path}")
        return 0

    async def am(call: Call) -> int:
        match list(call.arguments):
            case ["start" | "start-activity", *rest]:
                return await _start(call, screen, rest)
            case ["stack", "list"]:
                await list_tasks(call)
            case ["force-stop", package, *_] | ["kill", package, *_]:
                await screen.run(f"system.stop({json.dumps(package)})")
            case ["broadcast", "-a", "ADB_INPUT_B64", "--es", "msg", text]:
                await screen.type(base64.b64decode(text).decode(errors="replace"))
                await call.print("Broadcast completed: result=0")
            case ["broadcast", "-a", "ADB_INPUT_TEXT", "--es", "msg", text]:
                await screen.type(text)
                await call.print("Broadcast completed: result=0")
            case ["broadcast", *_]:
                await call.print("Broadcast completed: result=0")
            case ["get-current-user"]:
                await call.print("0")
            case ["kill-all"]:
                pass
            case _:
                raise UsageError("use start, stack list, force-stop, kill or broadcast")
        return 0

    async def list_tasks(call: Call) -> None:
        """Those of apps, the one in front first, and the home screen's."""
        last = "[...system.tasks].map(({ app, pages }) => `${app.id}/${app.id}${pages.at(-1).activity}`)"
        front = await screen.run("system.front ? system.tasks.indexOf(system.front) + 2 : 1")
        components = enumerate([LAUNCHER, *await screen.run(last)], start=1)
        width, height = screen.size
        bounds = f"bounds=[0,0][{width},{height}]"
        for number, component in sorted(components, key=lambda one: (one[0] != front, -one[0])):
            visible = "true" if number == front else "false"
            await call.print(f"RootTask id={number} {bounds} displayId=0 userId=0")
            await call.print(
                f"  taskId={number}: {component} {bounds} userId=0 visible={visible} "
                f"topActivity=ComponentInfo{{{component}}}\n"
            )

    async def wm(call: Call) -> int:
        match list(call.arguments):
            case ["size"]:
                await call.print(f"Physical size: {WIDTH}x{HEIGHT}")
            case ["density"]:
                await call.print("Physical density: 420")
            case ["user-rotation", "-d", "0", *rest] | ["user-rotation", *rest]:
                return await user_rotation(call, rest)
            case ["size" | "density" as what, *_]:
                return await call.fail(f"the {what} of a simulated phone cannot be changed")
            case _:
                raise UsageError("use size, density or user-rotation")
        return 0

    async def user_rotation(call: Call, arguments: list[str]) -> int:
        match arguments:
            case []:
                rotation = await screen.run("system.rotation")
                free = await screen.run("phone.setting('system', 'accelerometer_rotation')") == "1"
                await call.print("free" if free else f"lock {rotation}")
                return 0
            case ["free"]:
                changes = {"accelerometer_rotation": 1}
            case ["lock", ("0" | "1" | "2" | "3") as quarters]:
                changes = {"user_rotation": int(quarters), "accelerometer_rotation": 0}
            case ["lock"]:
                changes = {"user_rotation": await screen.run("system.rotation"), "accelerometer_rotation": 0}
            case _:
                raise UsageError("argument needs to be either -d, free or lock with 0 to 3")
        for name, value in changes.items():
            await screen.run(f"phone.set('system', {json.dumps(name)}, {value})")
        await screen.run("system.draw()")
        await screen.settle()
        return 0

    async def monkey(call: Call) -> int:
        options, _ = read_options(call, "v", "pcs")
        if package := options.get("p"):
            return await _start(call, screen, [package])
        raise UsageError("use -p with a package")

    return {
        "am": am,
        "input": input_,
        "monkey": monkey,
        "screencap": screencap,
        "uiautomator": uiautomator,
        "wm": wm,
    }


def raw(png: bytes) -> bytes:
    """A picture as ``screencap`` gives it without ``-p``: width, height, format and colour space, then RGBA."""
    pixels = decode_png(png)
    height, width, _ = pixels.shape
    return struct.pack("<IIII", width, height, 1, 1) + rgba(pixels)


def rgba(pixels: np.ndarray) -> bytes:
    """Pixels with an opacity each."""
    return np.dstack((pixels, np.full(pixels.shape[:2], 255, np.uint8))).tobytes()


def _numbers(*texts: str) -> list[float]:
    if not all(re.fullmatch(r"-?\d{1,6}(\.\d+)?", text) for text in texts):
        raise UsageError(f"no numbers: {' '.join(texts)}")
    return [float(text) for text in texts]


def _code(key: str) -> int:
    code = int(key) if key.isdigit() else KEY_NAMES.get(key.upper().removeprefix("KEYCODE_"))
    if code is None:
        raise UsageError(f"Unknown keycode: {key}")
    return code


def _presses(how: str, code: int) -> int:
    """How often a key works: a long press repeats letters and volume; home and power do something else then."""
    if how == "--doubletap" or code in KEYS or code in VOLUME:
        return 2
    return int(code not in (HOME, POWER))


def _key_name(key: str) -> str:
    """The name in `digienv.core.actions` of a key of a combination."""
    code = _code(key)
    if code not in KEYS:
        raise UsageError(f"{key} is no part of a combination")
    return KEYS[code]


async def press_key(screen: Screen, key: str) -> None:
    """Press a key by its number or its name, e.g. ``KEYCODE_BACK``."""
    code = _code(key)
    if code in SYSTEM:
        await screen.pass_time(TOUCH_SECONDS)
        await screen.run(SYSTEM[code])
    elif code in KEYS:
        await screen.press(KEYS[code])


async def _start(call: Call, screen: Screen, arguments: list[str]) -> int:
    """Start an activity by component or package, or whatever takes an action with its data and type.

    What is given by ``--es``, ``--ei`` and so on are its extras.
    """
    component, extras, intent = "", {}, {}
    waits = "-W" in arguments
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "-n" and rest:
            component = rest.pop(0)
        elif argument in ("-a", "-d", "-t") and rest:
            intent[{"-a": "action", "-d": "data", "-t": "type"}[argument]] = rest.pop(0)
        elif argument in ("--es", "-e", "--ei", "--el", "--ez") and len(rest) > 1:
            name, value = rest.pop(0), rest.pop(0)
            extras[name] = json.loads(value) if argument not in ("--es", "-e") and _is_json(value) else value
        elif argument in ("-c", "-f", "--user", "--display") and rest:
            rest.pop(0)
        elif not argument.startswith("-"):
            component = argument
    if "action" in intent and not component:
        return await _send(call, screen, {**intent, "extras": extras}, waits=waits)
    package, _, activity = component.partition("/")
    if not await screen.run(f"apps.has({json.dumps(package)})"):
        await call.errors.write(f"Error type 3\nError: Activity class {{{component}}} does not exist.\n".encode())
        return 1
    short = "." + activity.rpartition(".")[2] if activity else ""
    await call.print(f"Starting: Intent {{ cmp={component} }}")
    known = f"Object.hasOwn(apps.get({json.dumps(package)}).activities, {json.dumps(short)})"
    told = f"{json.dumps(short)}, {json.dumps({**intent, **extras})}" if short and await screen.run(known) else ""
    return await _launch(call, screen, f"system.start({json.dumps(package)}{', ' if told else ''}{told})", waits=waits)


async def _launch(call: Call, screen: Screen, expression: str, *, waits: bool) -> int:
    """Have something start; with `waits`, say what has: no time of the phone passes meanwhile."""
    before = await screen.run("system.tasks.map((task) => task.app.id)")
    try:
        await screen.run(expression)
    except SurfaceFailure as error:
        return await call.fail(str(error))
    await screen.settle()
    if waits:
        component = await screen.run("system.component")
        state = "HOT" if component.partition("/")[0] in before else "COLD"
        await call.print(
            f"Status: ok\nLaunchState: {state}\nActivity: {component}\nTotalTime: 0\nWaitTime: 0\nComplete"
        )
    return 0


async def _send(call: Call, screen: Screen, intent: dict[str, Any], *, waits: bool) -> int:
    told = json.dumps(intent)
    await call.print(f"Starting: Intent {{ act={intent['action']} dat={intent.get('data', '')} }}")
    if not await screen.run(f"system.handlers({told}).length"):
        await call.errors.write(b"Error: Activity not started, unable to resolve Intent\n")
        return 1
    return await _launch(call, screen, f"system.send({told})", waits=waits)


def _is_json(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,18}|true|false", text))


def xml_of(elements: list[dict[str, Any]], rotation: int) -> str:
    """A tree of elements as ``uiautomator dump`` writes it; the screen is turned by so many quarters."""
    parts = [f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"{rotation}\">"]
    for index, element in enumerate(elements):
        _write(parts, index, element)
    return "".join([*parts, "</hierarchy>"])


def _write(parts: list[str], index: int, element: dict[str, Any]) -> None:
    left, top, right, bottom = element["bounds"]
    flags = {
        "checkable": element["checkable"],
        "checked": element["checked"],
        "clickable": element["clickable"],
        "enabled": element["enabled"],
        "focusable": element["focusable"],
        "focused": element["focused"],
        "scrollable": element["scrollable"],
        "long-clickable": element["longClickable"],
        "password": element["password"],
        "selected": element["selected"],
    }
    values = {
        "index": str(index),
        "text": element["text"],
        "resource-id": element["id"],
        "class": element["class"],
        "package": element["package"],
        "content-desc": element["description"],
        **{name: str(bool(value)).lower() for name, value in flags.items()},
        "bounds": f"[{left},{top}][{right},{bottom}]",
    }
    parts.append("<node " + " ".join(f"{name}={quoteattr(value)}" for name, value in values.items()) + ">")
    for place, child in enumerate(element["children"]):
        _write(parts, place, child)
    parts.append("</node>")
