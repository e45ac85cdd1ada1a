"""Fingers and keys on a device, by way of its ``input`` program."""

from __future__ import annotations

import base64
import re

from digienv.android.adb import AdbDevice, AdbFailure
from digienv.core.errors import ActionError

__all__ = ["press", "swipe", "tap", "type_text"]

KEYS = {
    "Enter": "ENTER", "Return": "ENTER", "Tab": "TAB", "Backspace": "DEL", "Delete": "FORWARD_DEL", "Escape": "ESCAPE",
    "Esc": "ESCAPE", "Space": "SPACE", " ": "SPACE", "ArrowUp": "DPAD_UP", "ArrowDown": "DPAD_DOWN",
    "ArrowLeft": "DPAD_LEFT", "ArrowRight": "DPAD_RIGHT", "PageUp": "PAGE_UP", "PageDown": "PAGE_DOWN",
    "Home": "MOVE_HOME", "End": "MOVE_END", "Control": "CTRL_LEFT", "Ctrl": "CTRL_LEFT", "Shift": "SHIFT_LEFT",
    "Alt": "ALT_LEFT", "VolumeUp": "VOLUME_UP", "VolumeDown": "VOLUME_DOWN", "Power": "POWER",
    "AppSwitch": "APP_SWITCH", "Back": "BACK", "Menu": "MENU",
}  # fmt: skip
"""Names of keys in `digienv.core.actions`, and what Android calls them."""

PIECE = 500
"""Characters that are typed at a time: a command line of a device is not as long as a text may be."""
_PIECES = re.compile(rf"[ -~]{{1,{PIECE}}}|\n|\t|[^ -~\n\t]{{1,{PIECE}}}")
_BLANK = "%s"


async def tap(device: AdbDevice, x: int, y: int, *, times: int = 1) -> None:
    """Touch the screen, twice for a double tap."""
    await _input(device, " && ".join([f"input tap {x} {y}"] * times))


async def swipe(device: AdbDevice, x: int, y: int, to_x: int, to_y: int, milliseconds: int) -> None:
    """Touch the screen, move there in so many milliseconds, and let go; without a way to go, a long press."""
    await _input(device, f"input swipe {x} {y} {to_x} {to_y} {milliseconds}")


async def press(device: AdbDevice, keys: str) -> None:
    """Press a key or a combination, e.g. ``Enter`` or ``Control+a``.

    Raises:
        ActionError: if there is no such key.
    """
    codes = [_code(name) for name in keys.split("+")] if keys != "+" else [_code(keys)]
    command = "keyevent" if len(codes) == 1 else "keycombination"
    await _input(device, f"input {command} {' '.join(codes)}")


def _code(name: str) -> str:
    code = KEYS.get(name) or (name.upper() if re.fullmatch(r"[A-Za-z0-9]", name) else None)
    if code is None:
        raise ActionError(f"no key is called {name!r:.40}; use a letter, a digit or one of {', '.join(KEYS)}")
    return f"KEYCODE_{code}"


async def type_text(device: AdbDevice, text: str) -> None:
    """Type into what has the focus.

    What ``input text`` cannot type (anything but ASCII) goes through ADBKeyboard, the usual keyboard for that, which
    must be installed on a real device.

    Raises:
        AdbFailure: if the device does not take it.
    """
    for piece in _PIECES.findall(text):
        if piece == "\n":
            await device.run("input", "keyevent", "KEYCODE_ENTER")
        elif piece == "\t":
            await device.run("input", "keyevent", "KEYCODE_TAB")
        elif piece.isascii():
            for part in re.split("(?<=%)(?=s)", piece):
                await device.run("input", "text", part.replace(" ", _BLANK))
        else:
            told = base64.b64encode(piece.encode()).decode()
            said = await device.run("am", "broadcast", "-a", "ADB_INPUT_B64", "--es", "msg", told)
            if "result=0" not in said:
                raise AdbFailure(f"{device.serial} cannot type {piece[:20]!r}: install ADBKeyboard on it")


async def _input(device: AdbDevice, script: str) -> None:
    result = await device.script(script)
    if result.status:
        raise AdbFailure(f"{device.serial} refuses {script!r:.80}: {result.errors.decode(errors='replace')[:200]}")
