"""Programs that read and change what apps and the system remember: ``content``, ``settings``, ``sqlite3``."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable

from digienv.android.phone.databases import PROVIDERS, Databases, SqlFailure, check_names, insert
from digienv.android.phone.media import scan
from digienv.android.phone.shell import Call, Program, UsageError

__all__ = ["programs"]

NAMESPACES = ("system", "secure", "global")
_NAME = re.compile(r"\w+")


def programs(databases: Databases, on_change: Callable[[str], Awaitable[None]]) -> dict[str, Program]:
    """The programs.

    Args:
        databases: of the phone.
        on_change: awaited with the name of the one of `DATABASES` that was changed, empty for another file.
    """

    async def content(call: Call) -> int:
        kind, *_ = call.arguments or ("",)
        options = _content_options(call)
        name, table, rows, number = _resolve(options.get("--uri", [""])[0])
        where = [rows, *options.get("--where", [])]
        if number:
            where.append(f"_id = {number}")
        condition = " AND ".join(f"({part})" for part in where)
        if name == "external":
            scan(databases, call.shell.files)
        try:
            if kind == "query":
                await _query(call, databases, name, table, condition, options)
            elif kind in ("insert", "update", "delete"):
                with databases.named(name) as connection:
                    _change(connection, kind, table, condition, options)
                await on_change(name)
            else:
                raise UsageError(f"Unsupported operation: {kind}")
        except SqlFailure as error:
            return await call.fail(f"Error while accessing provider:{name}\nandroid.database.sqlite: {error}")
        return 0

    async def settings(call: Call) -> int:
        arguments = list(call.arguments)
        if arguments[:1] == ["--user"]:
            arguments = arguments[2:]
        match arguments:
            case ["get", space, key] if space in NAMESPACES:
                with databases.named("settings", read_only=True) as connection:
                    row = connection.execute(f"SELECT value FROM {space} WHERE name = ?", (key,)).fetchone()  # noqa: S608
                await call.print(row[0] if row and row[0] is not None else "null")
            case ["put", space, key, value, *_] if space in NAMESPACES:
                with databases.named("settings") as connection:
                    connection.execute(f"INSERT INTO {space} (name, value) VALUES (?, ?)", (key, value))  # noqa: S608
                await on_change("settings")
            case ["delete", space, key] if space in NAMESPACES:
                with databases.named("settings") as connection:
                    count = connection.execute(f"DELETE FROM {space} WHERE name = ?", (key,)).rowcount  # noqa: S608
                await call.print(f"Deleted {count} rows")
                await on_change("settings")
            case ["list", space] if space in NAMESPACES:
                with databases.named("settings", read_only=True) as connection:
                    rows = connection.execute(f"SELECT name, value FROM {space} ORDER BY name").fetchall()  # noqa: S608
                for row in rows:
                    await call.print(f"{row[0]}={row[1]}")
            case _:
                await call.errors.write(
                    b"Invalid command; use get, put, delete or list with system, secure or global\n"
                )
                return 255
        return 0

    async def sqlite3_program(call: Call) -> int:
        arguments = tuple(a for a in call.arguments if a not in ("-batch", "-bail", "-readonly", "-column", "-list"))
        header = "-header" in arguments
        separator = "|"
        if "-separator" in arguments:
            place = arguments.index("-separator")
            separator = arguments[place + 1] if len(arguments) > place + 1 else separator
            arguments = arguments[:place] + arguments[place + 2 :]
        rest = [argument for argument in arguments if argument != "-header"]
        if not rest:
            return await call.fail("a database is needed")
        path = call.shell.path(rest[0])
        sql = " ".join(rest[1:]) or (await call.read_all()).decode(errors="replace")
        call.shell.files.write(path, b"", call.shell.owner, append=True)
        try:
            with databases.open(path) as connection:
                connection.row_factory = None
                for statement in _statements(sql):
                    if statement.startswith("."):
                        statement = _dot(statement)
                    cursor = connection.execute(statement)
                    if header and cursor.description:
                        await call.print(separator.join(column[0] for column in cursor.description))
                    for row in cursor:
                        await call.print(separator.join("" if value is None else _shown(value) for value in row))
        except SqlFailure as error:
            await call.errors.write(f"Error: in prepare, {error}\n".encode(errors="replace"))
            return 1
        finally:
            await on_change("")
        return 0

    return {"content": content, "settings": settings, "sqlite3": sqlite3_program}


# -------------------------------------------------------------------- content


def _content_options(call: Call) -> dict[str, list[str]]:
    arguments = list(call.arguments[1:])
    options: dict[str, list[str]] = {}
    while arguments:
        name = arguments.pop(0)
        if name not in ("--uri", "--projection", "--where", "--sort", "--bind", "--user") or not arguments:
            raise UsageError(f"Unsupported argument: {name}")
        options.setdefault(name, []).append(arguments.pop(0))
    return options


def _resolve(uri: str) -> tuple[str, str, str, str]:
    """Database, table, which of its rows, and the number of a row that a ``content://`` address ends with."""
    path = uri.removeprefix("content://").strip("/")
    number = ""
    if path not in PROVIDERS and re.search(r"/\d{1,18}$", path):
        path, _, number = path.rpartition("/")
    if not uri.startswith("content://") or path not in PROVIDERS:
        raise UsageError(f"Could not find provider: {path.partition('/')[0]}")
    return (*PROVIDERS[path], number)


async def _query(
    call: Call, databases: Databases, name: str, table: str, condition: str, options: dict[str, list[str]]
) -> None:
    columns = [column for text in options.get("--projection", []) for column in text.split(":")]
    check_names(columns)
    order = f" ORDER BY {options['--sort'][0]}" if "--sort" in options else ""
    sql = f"SELECT {', '.join(columns) or '*'} FROM {table} WHERE {condition}{order}"  # noqa: S608
    with databases.named(name, read_only=True) as connection:
        rows = connection.execute(sql).fetchall()
    for number, row in enumerate(rows):
        values = ", ".join(f"{key}={'NULL' if row[key] is None else _shown(row[key])}" for key in row.keys())  # noqa: SIM118
        await call.print(f"Row: {number} {values}")
    if not rows:
        await call.print("No result found.")


def _change(
    connection: sqlite3.Connection, kind: str, table: str, condition: str, options: dict[str, list[str]]
) -> None:
    values: dict[str, str | int | float | None] = {}
    for text in options.get("--bind", []):
        key, _, rest = text.partition(":")
        type_, _, value = rest.partition(":")
        values[key] = _bound(type_, value)
    names = list(values)
    if kind == "delete":
        connection.execute(f"DELETE FROM {table} WHERE {condition}")  # noqa: S608
    elif not names:
        raise UsageError("Bindings not specified. Did you specify --bind argument(s)?")
    elif kind == "insert":
        insert(connection, table, values)
    else:
        check_names(names)
        sets = ", ".join(f"{name} = ?" for name in names)
        connection.execute(f"UPDATE {table} SET {sets} WHERE {condition}", tuple(values.values()))  # noqa: S608


def _bound(kind: str, text: str) -> str | int | float | None:
    try:
        match kind:
            case "s":
                return text
            case "i" | "l":
                return int(text)
            case "f" | "d":
                return float(text)
            case "b":
                return int(text == "true")
            case "n":
                return None
    except ValueError:
        pass
    raise UsageError(f"Unsupported binding: {kind}:{text}")


def _shown(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


# -------------------------------------------------------------------- sqlite3


def _statements(sql: str) -> list[str]:
    """Statements one by one; a line that begins with a dot is one of the program's own."""
    found: list[str] = []
    rest = ""
    for line in sql.split("\n"):
        if not rest.strip() and line.strip().startswith("."):
            found.append(line.strip())
            continue
        for piece in re.split(r"(?<=;)", line + "\n"):
            rest += piece
            if sqlite3.complete_statement(rest):
                found.append(rest.strip())
                rest = ""
    return [*found, *([rest.strip()] if rest.strip() else [])]


def _dot(command: str) -> str:
    """The statement that does what one of the program's own commands does."""
    name, *arguments = command.split()
    if name == ".tables":
        return "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    if name == ".schema":
        only = f" AND name = '{arguments[0]}'" if arguments and _NAME.fullmatch(arguments[0]) else ""
        return f"SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL{only}"  # noqa: S608
    raise SqlFailure(f'unknown command or invalid arguments: "{name[1:]}"')
