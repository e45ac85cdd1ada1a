"""Options of programs, as toybox reads them."""

from __future__ import annotations

from digienv.android.phone.shell import Call, UsageError

__all__ = ["read_options"]


def read_options(call: Call, flags: str, valued: str = "", listed: str = "") -> tuple[dict[str, str], list[str]]:
    """The options of a call, and what is left of its arguments.

    Args:
        call: of a program.
        flags: letters of options without a value.
        valued: letters of those with one, of which the last counts.
        listed: letters of those with one, of which all count, one a line.

    Returns:
        By letter the value, for flags their letter.

    Raises:
        UsageError: for an option that the program does not have, or a value that is missing.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    arguments = list(call.arguments)
    while arguments:
        argument = arguments.pop(0)
        if argument == "--":
            return found, rest + arguments
        if len(argument) < 2 or argument[0] != "-":
            rest.append(argument)
            continue
        for place, letter in enumerate(argument[1:], 1):
            if letter in flags:
                found[letter] = letter
            elif letter in valued + listed:
                value = argument[place + 1 :]
                if not value and not arguments:
                    raise UsageError(f"Missing argument to -{letter}")
                value = value or arguments.pop(0)
                found[letter] = f"{found[letter]}\n{value}" if letter in listed and letter in found else value
                break
            else:
                raise UsageError(f"Unknown option '{argument[place:]}' (see \"{call.name} --help\")")
    return found, rest
