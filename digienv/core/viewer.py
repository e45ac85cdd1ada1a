"""A local web page that shows frames as they come and, if wanted, sends back what a person does on them."""

from __future__ import annotations

import functools
import hmac
import http.server
import json
import os
import secrets
import sys
import threading
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np

from digienv.core.images import encode_png

__all__ = ["Viewer"]

PAGE = Path(__file__).parent / "viewer.html"
POLL_SECONDS = 20.0
MAX_BODY = 64 * 1024


class Viewer:
    """Serves the latest frame on a free loopback port, behind a token that is part of the address.

    The address is printed to the standard error, and opened in a browser where there is a display.

    Args:
        on_input: called, on a thread of the server, with what a person does: a dictionary as `viewer.html` makes it.
            Without it the page only shows.

    Attributes:
        url: where to look.
    """

    def __init__(self, on_input: Callable[[dict[str, Any]], None] | None = None) -> None:
        self.on_input = on_input
        self.token = secrets.token_urlsafe(16)
        self.changed = threading.Condition()
        self.number = 0
        self.png = b""
        self.state: dict[str, Any] = {}
        handler = functools.partial(_Handler, self)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/?token={self.token}"
        threading.Thread(target=self._server.serve_forever, name="digienv-viewer", daemon=True).start()
        print(f"digienv: watch at {self.url}", file=sys.stderr)
        if has_display():
            webbrowser.open(self.url)

    def show(self, pixels: np.ndarray, **state: Any) -> None:
        """Show a frame, uint8 (height, width, 3), and what goes with it (``caption``, ``log``; JSON types)."""
        png = encode_png(pixels)
        with self.changed:
            self.number += 1
            self.png = png
            self.state = {**state, "width": pixels.shape[1], "height": pixels.shape[0], "input": bool(self.on_input)}
            self.changed.notify_all()

    def close(self) -> None:
        """Stop serving; pages that are open say so."""
        with self.changed:
            self.number = -1
            self.changed.notify_all()
        self._server.shutdown()
        self._server.server_close()


def has_display() -> bool:
    """Whether a window can be opened here."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, viewer: Viewer, *args: Any) -> None:
        self.viewer = viewer
        super().__init__(*args)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = parse_qs(address.query)
        if not self._allowed(query):
            return
        if address.path == "/":
            self._reply(PAGE.read_bytes(), "text/html; charset=utf-8")
        elif address.path == "/state":
            seen = query.get("seen", ["0"])[0]
            self._reply(json.dumps(self._next_state(int(seen) if seen.isdigit() else 0)).encode(), "application/json")
        elif address.path == "/frame":
            self._reply(self.viewer.png, "image/png")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if not self._allowed(parse_qs(urlsplit(self.path).query)):
            return
        if self.viewer.on_input is None or not 0 < length <= MAX_BODY:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        try:
            event = json.loads(self.rfile.read(length))
        except ValueError:
            event = None
        if not isinstance(event, dict):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self.viewer.on_input(event)
        self._reply(b"{}", "application/json")

    def _allowed(self, query: dict[str, list[str]]) -> bool:
        """Only who has the token, and only under the address that was printed (no DNS rebinding)."""
        host = (self.headers.get("Host") or "").partition(":")[0]
        given = query.get("token", [""])[0]
        if host in ("127.0.0.1", "localhost") and hmac.compare_digest(given.encode(), self.viewer.token.encode()):
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "open the whole address that was printed, token included")
        return False

    def _next_state(self, seen: int) -> dict[str, Any]:
        viewer = self.viewer
        with viewer.changed:
            viewer.changed.wait_for(lambda: viewer.number != seen, POLL_SECONDS)
            return {"number": viewer.number, **viewer.state}

    def _reply(self, body: bytes, content_type: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the token is in every request line."""
