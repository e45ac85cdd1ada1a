"""Keys as DevTools `Input.dispatchKeyEvent` parameters, for a US keyboard.

Names are those of the DOM's `KeyboardEvent.key` (https://www.w3.org/TR/uievents-key/).
"""

from __future__ import annotations

from typing import Any

from digienv.core.errors import ActionError

__all__ = ["Event", "press_events", "type_events"]

MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}

_NAMED: dict[str, tuple[str, int]] = {
    "Backspace": ("Backspace", 8),
    "Tab": ("Tab", 9),
    "Enter": ("Enter", 13),
    "Shift": ("ShiftLeft", 16),
    "Control": ("ControlLeft", 17),
    "Alt": ("AltLeft", 18),
    "Escape": ("Escape", 27),
    "PageUp": ("PageUp", 33),
    "PageDown": ("PageDown", 34),
    "End": ("End", 35),
    "Home": ("Home", 36),
    "ArrowLeft": ("ArrowLeft", 37),
    "ArrowUp": ("ArrowUp", 38),
    "ArrowRight": ("ArrowRight", 39),
    "ArrowDown": ("ArrowDown", 40),
    "Insert": ("Insert", 45),
    "Delete": ("Delete", 46),
    "Meta": ("MetaLeft", 91),
    **{f"F{number}": (f"F{number}", 111 + number) for number in range(1, 13)},
}
_ALIASES = {"Ctrl": "Control", "Cmd": "Meta", "Command": "Meta", "Esc": "Escape", "Return": "Enter", "Space": " "}

_PUNCTUATION: dict[str, tuple[str, int]] = {
    ";:": ("Semicolon", 186),
    "=+": ("Equal", 187),
    ",<": ("Comma", 188),
    "-_": ("Minus", 189),
    ".>": ("Period", 190),
    "/?": ("Slash", 191),
    "`~": ("Backquote", 192),
    "[{": ("BracketLeft", 219),
    "\\|": ("Backslash", 220),
    "]}": ("BracketRight", 221),
    "'\"": ("Quote", 222),
}
_TYPED: dict[str, tuple[str, int]] = {
    " ": ("Space", 32),
    **{letter: (f"Key{letter.upper()}", ord(letter.upper())) for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{letter: (f"Key{letter}", ord(letter)) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **{digit: (f"Digit{digit}", ord(digit)) for digit in "0123456789"},
    **{char: (f"Digit{digit}", ord(str(digit))) for digit, char in enumerate(")!@#$%^&*(")},
    **{char: key for pair, key in _PUNCTUATION.items() for char in pair},
}
_SHIFTED = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZ)!@#$%^&*(:+<_>?~{|}"')

# Key combinations edit text only when Chromium is told which editing command they stand for.
_COMMANDS = {"a": "selectAll", "c": "copy", "v": "paste", "x": "cut", "z": "undo", "y": "redo"}

Event = dict[str, Any]
"""Parameters of ``Input.dispatchKeyEvent``."""


def press_events(combination: str) -> list[Event]:
    """The events of pressing a key or a combination such as ``Control+a`` and letting go.

    Raises:
        ActionError: if a part of it is no key.
    """
    *held, key = _split(combination)
    if unknown := [name for name in held if name not in MODIFIERS]:
        raise ActionError(f"{unknown[0]!r} cannot be held down; there are {', '.join(MODIFIERS)}")
    events: list[Event] = []
    modifiers = 0
    for name in held:
        modifiers |= MODIFIERS[name]
        events.append(_event("rawKeyDown", name, modifiers))
    events += _stroke(key, modifiers)
    for name in reversed(held):
        modifiers &= ~MODIFIERS[name]
        events.append(_event("keyUp", name, modifiers))
    return events


def type_events(char: str) -> list[Event] | None:
    """The events of typing one character; None if no key has it, so that it must be inserted as text."""
    if char == "\n":
        return _stroke("Enter", 0)
    if char == "\t":
        return _stroke("Tab", 0)
    return _stroke(char, MODIFIERS["Shift"] if char in _SHIFTED else 0) if char in _TYPED else None


def _split(combination: str) -> list[str]:
    """``Control+Shift++`` holds two modifiers and the plus key."""
    parts = combination.split("+")
    if combination == "+" or combination.endswith("++"):
        parts[-2:] = ["+"]
    parts = [_ALIASES.get(part, part) for part in parts]
    if unknown := [part for part in parts if part not in _NAMED and part not in _TYPED]:
        raise ActionError(
            f"no key is called {unknown[0]!r:.40}; use one character or one of {', '.join([*_NAMED])}, "
            "with modifiers as in Control+a"
        )
    return parts


def _stroke(key: str, modifiers: int) -> list[Event]:
    down = _event("rawKeyDown", key, modifiers)
    plain = not modifiers & ~MODIFIERS["Shift"]
    text = "\r" if key == "Enter" else key if key in _TYPED else ""
    if text and plain:
        down |= {"type": "keyDown", "text": text, "unmodifiedText": text}
    elif modifiers & (MODIFIERS["Control"] | MODIFIERS["Meta"]) and key.lower() in _COMMANDS:
        down["commands"] = [_COMMANDS[key.lower()]]
    return [down, _event("keyUp", key, modifiers)]


def _event(kind: str, key: str, modifiers: int) -> Event:
    code, number = _NAMED.get(key) or _TYPED[key]
    return {"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
