"""What the screen asks the phone for: rows of its databases, and its files."""

from __future__ import annotations

import base64
import mimetypes
import posixpath
import stat
from collections.abc import Callable
from typing import Any

from digienv.android.phone.databases import Databases, check_names, insert
from digienv.android.phone.files import ROOT, Files
from digienv.android.phone.media import scan
from digienv.android.phone.screen import Handler, Screen

__all__ = ["handler"]

NAMESPACES = ("system", "secure", "global")


def handler(databases: Databases, files: Files, screen: Callable[[], Screen]) -> Handler:
    """Answers the screen's questions.

    Args:
        databases: of the phone.
        files: of the phone.
        screen: gives the screen that asks.
    """

    async def handle(method: str, arguments: list[Any]) -> Any:
        match method, arguments:
            case "settings", []:
                with databases.named("settings", read_only=True) as connection:
                    return {
                        space: dict(connection.execute(f"SELECT name, value FROM {space}").fetchall())  # noqa: S608
                        for space in NAMESPACES
                    }
            case "sql", [str(name), str(statement), list(values)]:
                with databases.named(name) as connection:
                    return [dict(row) for row in connection.execute(statement, values)]
            case "insert", [str(name), str(table), dict(row)]:
                check_names((table,))
                with databases.named(name) as connection:
                    return insert(connection, table, row)
            case "rotate", [int(quarters)]:
                return await screen().rotate(quarters)
            case "browse", [str(url), list(box)]:
                return await screen().browse(url, box)
            case "browser_back", []:
                return await screen().browse_back()
            case "sites", []:
                return [{"name": host.split(".")[-2], "url": f"http://{host}/"} for host in sorted(screen().hosts)]
            case "scan", []:
                return scan(databases, files)
            case "list", [str(folder)]:
                return [_about(files, posixpath.join(folder, name)) for name in files.names(folder, ROOT)]
            case "exists", [str(path)]:
                return files.exists(path, ROOT)
            case "read", [str(path)]:
                return files.read(path, ROOT).decode(errors="replace")
            case "url", [str(path)]:
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                return f"data:{kind};base64,{base64.b64encode(files.read(path, ROOT)).decode()}"
            case "write", [str(path), str(text)]:
                return files.write(path, text.encode(), ROOT)
            case "write_url", [str(path), str(url)]:
                return files.write(path, base64.b64decode(url.partition(",")[2]), ROOT)
            case "remove", [str(path)]:
                return files.remove(path, ROOT, tree=True)
            case "move", [str(path), str(target)]:
                return files.move(path, target, ROOT)
            case "copy", [str(path), str(target)]:
                return files.copy(path, target, ROOT)
            case "make_folder", [str(path)]:
                return files.make_folder(path, ROOT)
        raise ValueError(f"the screen asks for {method!r}")

    return handle


def _about(files: Files, path: str) -> dict[str, Any]:
    about = files.stat(path, ROOT)
    return {
        "name": posixpath.basename(path),
        "path": path,
        "folder": stat.S_ISDIR(about.st_mode),
        "size": about.st_size,
        "modified": int(about.st_mtime * 1000),
    }
