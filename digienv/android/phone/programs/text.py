"""Programs that read and write text."""

from __future__ import annotations

import asyncio
import posixpath
import re
from dataclasses import replace

import re2

from digienv.android.phone.programs.expressions import ExpressionError, compiled, matches, translated
from digienv.android.phone.programs.options import read_options
from digienv.android.phone.programs.sources import contents, lines, opened
from digienv.android.phone.shell import Call, Program, UsageError

__all__ = ["PROGRAMS"]

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "a": "\a", "b": "\b", "e": "\x1b", "0": "\0"}


async def _echo(call: Call) -> int:
    arguments = list(call.arguments)
    newline, escapes = True, False
    while arguments and re.fullmatch("-[neE]+", arguments[0]):
        option = arguments.pop(0)
        newline = newline and "n" not in option
        escapes = "e" in option or (escapes and "E" not in option)
    text = " ".join(arguments)
    if escapes:
        text = _unescape(text)
    await call.output.write((text + "\n" * newline).encode(errors="surrogateescape"))
    return 0


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text)


async def _printf(call: Call) -> int:
    if not call.arguments:
        return await call.fail("Needs 1 argument")
    form, *values = call.arguments
    form = _unescape(form)
    out = ""
    while True:
        left = len(values)

        def fill(found: re.Match[str]) -> str:
            if found[2] == "%":
                return "%"
            value = values.pop(0) if values else ""
            if found[2] in "dixX":
                number = int(value) if re.fullmatch(r"-?\d{1,18}", value) else 0
                return f"%{found[1]}{found[2]}" % number
            return f"%{found[1]}s" % value

        out += re.sub(r"%(-?0?\d{0,3})([%sdixXb])", fill, form)
        if not values or len(values) == left:
            break
    await call.output.write(out.encode(errors="surrogateescape"))
    return 0


async def _cat(call: Call) -> int:
    _, paths = read_options(call, "u")
    if not paths:
        while part := await call.input.read():
            await call.output.write(part)
        return 0
    failed: list[int] = []
    async for _, data in contents(call, paths, failed):
        await call.output.write(data)
    return max(failed, default=0)


async def _grep(call: Call) -> int:
    options, rest = read_options(call, "ivclqnsoEFwxHhr", "m", "e")
    wanted = options.get("e") if "e" in options else next(iter(rest), None)
    if wanted is None:
        return await call.fail("no PATTERN", 2)
    extended = "E" in options or call.name == "egrep"
    fixed = "F" in options or call.name == "fgrep"
    try:
        alternatives = [re2.escape(one) if fixed else translated(one, extended=extended) for one in wanted.split("\n")]
        text = "|".join(f"(?:{one})" for one in alternatives)
        text = rf"\b(?:{text})\b" if "w" in options else f"^(?:{text})$" if "x" in options else text
        pattern = compiled(text, ignore_case="i" in options)
    except ExpressionError as error:
        return await call.fail(f"bad regex '{wanted}': {error}", 2)
    paths = rest if "e" in options else rest[1:]
    named = (len(paths) > 1 or "r" in options or "H" in options) and "h" not in options
    if "r" in options:
        paths = _files_below(call, paths or ["."])
    failed: list[int] = []
    found = False
    async for name, source in opened(call, paths, failed):
        hits = number = 0
        async for ended in lines(source):
            number += 1
            line = ended.removesuffix(b"\n")
            if bool(pattern.search(line)) == ("v" in options):
                continue
            hits += 1
            if "q" in options:
                return 0
            if not ({"c", "l"} & options.keys()):
                before = f"{name}:" if named else ""
                before += f"{number}:" if "n" in options else ""
                shown = (match[0] for match in matches(pattern, line) if match[0]) if "o" in options else [line]
                for part in shown:
                    await call.output.write(before.encode(errors="surrogateescape") + part + b"\n")
            if hits == int(options.get("m", "0") or 0):
                break
        found = found or bool(hits)
        if "c" in options:
            await call.print(f"{name}:{hits}" if named else str(hits))
        elif "l" in options and hits:
            await call.print(name)
    return 2 if failed else int(not found)


def _files_below(call: Call, paths: list[str]) -> list[str]:
    """Folders replaced by the files in them, as they are written."""
    files, owner = call.shell.files, call.shell.owner
    found = []
    for path in paths:
        place = call.shell.path(path)
        if files.is_folder(place, owner):
            below = (one for one in files.walk(place, owner) if not files.is_folder(one, owner))
            found += [posixpath.join(path, posixpath.relpath(one, place)) for one in below]
        else:
            found.append(path)
    return found


def _count(call: Call) -> tuple[dict[str, str], list[str], int]:
    """The options of head and tail, their files, and how many lines or bytes are wanted."""
    arguments = tuple(f"-n{a[1:]}" if re.fullmatch(r"-\d+", a) else a for a in call.arguments)
    options, paths = read_options(replace(call, arguments=arguments), "fq", "nc")
    number = (options.get("c") or options.get("n", "10")).lstrip("+-")
    if not re.fullmatch(r"\d{1,9}", number):
        raise UsageError(f"bad number '{number}'")
    return options, paths, int(number)


async def _head(call: Call) -> int:
    options, paths, count = _count(call)
    mark = b"" if "c" in options else b"\n"
    failed: list[int] = []
    if paths:
        async for _, data in contents(call, paths, failed):
            await call.output.write(_first(data, mark, count))
        return max(failed, default=0)
    data = b""
    while (len(data) if "c" in options else data.count(mark)) < count and (part := await call.input.read()):
        data += part
    await call.output.write(_first(data, mark, count))
    return 0


def _first(data: bytes, mark: bytes, count: int) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:count]) if mark else data[:count]


async def _tail(call: Call) -> int:
    options, paths, count = _count(call)
    failed: list[int] = []
    async for _, data in contents(call, paths, failed):
        if "c" in options:
            await call.output.write(data[-count:] if count else b"")
        else:
            await call.output.write(b"".join(data.splitlines(keepends=True)[-count:] if count else []))
    return max(failed, default=0)


async def _wc(call: Call) -> int:
    options, paths = read_options(call, "lwcm")
    failed: list[int] = []
    async for name, data in contents(call, paths, failed):
        counts = {
            "l": data.count(b"\n"),
            "w": len(data.split()),
            "c": len(data),
            "m": len(data.decode(errors="replace")),
        }
        wanted = [letter for letter in "lwcm" if letter in options] or ["l", "w", "c"]
        numbers = " ".join(str(counts[letter]) for letter in wanted)
        await call.print(numbers if name == "-" else f"{numbers} {name}")
    return max(failed, default=0)


async def _sort(call: Call) -> int:
    options, paths = read_options(call, "rnuf")
    failed: list[int] = []
    lines: list[str] = []
    async for _, data in contents(call, paths, failed):
        lines += data.decode(errors="surrogateescape").splitlines()

    def key(line: str) -> tuple[float, str]:
        number = re.match(r"\s*(-?\d+(?:\.\d+)?)", line) if "n" in options else None
        return float(number[1]) if number else 0.0, line.lower() if "f" in options else line

    found = sorted(dict.fromkeys(lines) if "u" in options else lines, key=key, reverse="r" in options)
    await call.output.write("".join(f"{line}\n" for line in found).encode(errors="surrogateescape"))
    return max(failed, default=0)


async def _uniq(call: Call) -> int:
    options, paths = read_options(call, "cdu")
    failed: list[int] = []
    async for _, data in contents(call, paths, failed):
        groups: list[list[str]] = []
        for line in data.decode(errors="surrogateescape").splitlines():
            if groups and groups[-1][0] == line:
                groups[-1].append(line)
            else:
                groups.append([line])
        for group in groups:
            if ("d" in options and len(group) < 2) or ("u" in options and len(group) > 1):
                continue
            await call.print(f"{len(group):7} {group[0]}" if "c" in options else group[0])
    return max(failed, default=0)


async def _cut(call: Call) -> int:
    options, paths = read_options(call, "s", "dfc")
    wanted = options.get("f") or options.get("c", "")
    if not re.fullmatch(r"\d*-?\d*(,\d*-?\d*)*", wanted) or not wanted:
        return await call.fail("bad -f or -c")
    failed: list[int] = []
    async for _, data in contents(call, paths, failed):
        for line in data.decode(errors="surrogateescape").splitlines():
            sign = options.get("d", "\t")
            fields = line.split(sign) if "f" in options else list(line)
            if "f" in options and len(fields) == 1:
                await call.print(line)
                continue
            chosen: list[str] = []
            for span in wanted.split(","):
                first, dash, last = span.partition("-")
                start = int(first or 1)
                chosen += fields[start - 1 : (int(last) if last else None) if dash else start]
            await call.print((sign if "f" in options else "").join(chosen))
    return max(failed, default=0)


async def _tr(call: Call) -> int:
    options, rest = read_options(call, "ds")
    sets = [_characters(_unescape(text)) for text in rest]
    if not sets or (len(sets) < 2 and not options):
        return await call.fail("Needs 2 arguments")
    text = (await call.read_all()).decode(errors="surrogateescape")
    if "d" in options:
        text = "".join(char for char in text if char not in sets[0])
    elif len(sets) > 1:
        others = sets[1].ljust(len(sets[0]), sets[1][-1:])
        text = text.translate(str.maketrans(sets[0], others[: len(sets[0])]))
    if "s" in options:
        text = re.sub(f"([{re.escape(sets[-1])}])\\1+", r"\1", text)
    await call.output.write(text.encode(errors="surrogateescape"))
    return 0


def _characters(text: str) -> str:
    """The characters of a set such as ``a-z``."""
    return re.sub(r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), text)


async def _xargs(call: Call) -> int:
    options, command = read_options(call, "r0", "nI")
    words = (await call.read_all()).decode(errors="surrogateescape").split("\0" if "0" in options else None)
    words = [word for word in words if word]
    program = call.shell.programs.get((command or ["echo"])[0])
    if program is None:
        return await call.fail(f"{command[0]}: No such file or directory", 127)
    size = 1 if "I" in options else int(options["n"]) if options.get("n", "").isdigit() else len(words) or 1
    status = 0
    for start in range(0, len(words), max(1, size)) if words or "r" in options else [0]:
        chosen = words[start : start + size]
        name, *given = command or ["echo"]
        if mark := options.get("I"):
            given = [argument.replace(mark, chosen[0]) for argument in given]
        else:
            given = [*given, *chosen]
        inner = Call(name, tuple(given), call.input, call.output, call.errors, call.shell)
        status = await program(inner) or status
    return 123 if status else 0


async def _tee(call: Call) -> int:
    options, paths = read_options(call, "a")
    data = await call.read_all()
    for path in paths:
        call.shell.files.write(call.shell.path(path), data, call.shell.owner, append="a" in options)
    await call.output.write(data)
    return 0


async def _yes(call: Call) -> int:
    line = f"{' '.join(call.arguments) or 'y'}\n".encode(errors="surrogateescape")
    while True:
        await call.output.write(line * 100)
        await asyncio.sleep(0)


PROGRAMS: dict[str, Program] = {
    "cat": _cat,
    "cut": _cut,
    "echo": _echo,
    "egrep": _grep,
    "fgrep": _grep,
    "grep": _grep,
    "head": _head,
    "printf": _printf,
    "sort": _sort,
    "tail": _tail,
    "tee": _tee,
    "tr": _tr,
    "uniq": _uniq,
    "wc": _wc,
    "xargs": _xargs,
    "yes": _yes,
}
