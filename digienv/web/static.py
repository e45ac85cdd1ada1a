"""Web sites on this machine, told apart by host name: folders of files, and servers that others run.

The browser is launched with rules that send ``*.localhost`` names at port 80 to where they are served, so a site has
the same address in every process, e.g. ``http://miniwob.localhost/miniwob/click-test.html``: folders that are mounted
here by one loopback server a process, other names by the ports that `route` was told.
"""

from __future__ import annotations

import functools
import http.server
import os
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

__all__ = ["StaticServer", "is_routed", "mount", "resolver_rules", "route"]


class StaticServer:
    """Serves mounted folders on a free loopback port, until the process ends."""

    def __init__(self) -> None:
        self.folders: dict[str, Path] = {}
        handler = functools.partial(_Handler, self.folders)
        self._server = _Server(("127.0.0.1", 0), handler)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, name="digienv-static", daemon=True).start()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a page that goes away in the middle of a file is no error."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folders: dict[str, Path], *args: Any, **kwargs: Any) -> None:
        self.folders = folders
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        self._serve(super().do_GET)

    def do_HEAD(self) -> None:
        self._serve(super().do_HEAD)

    def _serve(self, method: Any) -> None:
        folder = self.folders.get((self.headers.get("Host") or "").partition(":")[0])
        if folder is None:
            self.send_error(HTTPStatus.NOT_FOUND, "no such site")
        else:
            self.directory = str(folder)
            method()

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the standard error belongs to the user's program."""


_server: StaticServer | None = None
_routes: dict[str, str] = {}
_lock = threading.Lock()


def _get() -> StaticServer:
    global _server
    with _lock:
        if _server is None:
            _server = StaticServer()
        return _server


def mount(name: str, folder: Path) -> str:
    """Serve `folder` as ``http://<name>.localhost/`` and return that host name."""
    host = f"{name}.localhost"
    _get().folders[host] = folder
    return host


def route(suffix: str, port: int, host: str = "127.0.0.1") -> None:
    """Have all names below `suffix` (e.g. ``shop.localhost``) served by a port of another server.

    A browser that is running already does not know; `digienv.web.engine.get_engine` launches one that does.
    """
    _routes[suffix] = f"{host}:{port}"


def is_routed(name: str) -> bool:
    """Whether `route` was told where a name is served."""
    return any(name.endswith(f".{suffix}") for suffix in _routes)


def resolver_rules() -> list[str]:
    """Chromium's host resolver rules for all names on this machine."""
    routed = [f"MAP *.{suffix}:80 {address}" for suffix, address in _routes.items()]
    return [*routed, f"MAP *.localhost:80 127.0.0.1:{_get().port}", "MAP *.localhost 127.0.0.1"]


def _forget_in_child() -> None:
    """A forked child has no server thread; it keeps what was mounted on a server of its own."""
    global _server, _lock
    parent, _server, _lock = _server, None, threading.Lock()
    _routes.clear()
    if parent is not None:
        _get().folders.update(parent.folders)


os.register_at_fork(after_in_child=_forget_in_child)
