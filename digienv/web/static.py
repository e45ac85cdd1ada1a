"""Folders of files as web sites: one loopback server a process, told apart by host name.

The browser is launched with a rule that sends every ``*.localhost`` name at port 80 here, so a mounted folder has the
same address in every process, e.g. ``http://miniwob.localhost/miniwob/click-test.html``.
"""

from __future__ import annotations

import functools
import http.server
import os
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

__all__ = ["StaticServer", "mount", "static_port"]


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


def static_port() -> int:
    """The port of this process's server."""
    return _get().port


def _forget_in_child() -> None:
    """A forked child has no server thread; it keeps what was mounted on a server of its own."""
    global _server, _lock
    parent, _server, _lock = _server, None, threading.Lock()
    if parent is not None:
        _get().folders.update(parent.folders)


os.register_at_fork(after_in_child=_forget_in_child)
