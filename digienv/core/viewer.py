"""A local web page that shows frames as they come and, if wanted, sends back what a person does on them."""

from __future__ import annotations

import functools
import hmac
import http.server
import json
import os
import secrets
import socket
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

__all__ = ["Viewer", "has_display"]

PAGE = Path(__file__).parent / "viewer.html"
POLL_SECONDS = 20.0
MAX_BODY = 64 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
}


class Viewer:
    """Serves the latest frame on a free loopback port, behind a token that is part of the address.

    The address is printed to the standard error, and opened in a browser where there is a display.

    Args:
        on_input: called, on a thread of the server, with what a person does: ``{"kind": "act", "action": text}`` with
            a text of the action grammar, or ``{"kind": "new" | "give_up" | "solve"}`` for the buttons. Nothing in it
            was checked. Without `on_input` the page only shows.

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
        self._server = _Server(("127.0.0.1", 0), functools.partial(_Handler, self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/?token={self.token}"
        threading.Thread(target=self._server.serve_forever, name="digienv-viewer", daemon=True).start()
        print(f"digienv: {'play' if on_input else 'watch'} at {self.url}", file=sys.stderr, flush=True)
        if has_display():
            webbrowser.open(self.url)

    def show(self, pixels: np.ndarray, **state: Any) -> None:
        """Show a frame and what goes with it; the page leaves out what is not given.

        Args:
            pixels: uint8 array (height, width, 3), RGB.
            state: JSON types. Of the episode: ``task``, ``goal``, ``seed``, ``steps``, ``max_steps``, ``action`` (the
                last one), ``points`` (that it named), ``error`` (what was wrong with it), ``reward`` (of the last
                step), ``total`` (reward so far), ``status`` (``"playing"``, ``"success"``, ``"failure"`` or
                ``"over"``), ``message``. Of the session: ``episode``, ``finished``, ``successes``, ``solvable``,
                ``hovers`` (there is a pointer), ``busy`` (input is not taken now).
        """
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


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that went away in the middle of a reply is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, viewer: Viewer, request: socket.socket, address: Any, server: Any) -> None:
        self.viewer = viewer
        super().__init__(request, address, server)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = parse_qs(address.query)
        if not self._allowed(query):
            return
        if address.path == "/":
            self._reply(PAGE.read_bytes(), "text/html; charset=utf-8")
        elif address.path == "/state":
            seen = query.get("seen", ["0"])[0]
            self._reply(json.dumps(self._next_state(int(seen) if seen.isdecimal() else 0)).encode(), "application/json")
        elif address.path == "/frame":
            self._reply(self.viewer.png, "image/png")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        self.close_connection = True
        if not self._allowed(parse_qs(address.query)):
            return
        event = self._read_event()
        if address.path != "/input" or self.viewer.on_input is None or not isinstance(event, dict):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self.close_connection = False
        self.viewer.on_input(event)
        self._reply(b"{}", "application/json")

    def _read_event(self) -> Any:
        length = self.headers.get("Content-Length") or ""
        if not (length.isdecimal() and 0 < int(length) <= MAX_BODY):
            return None
        try:
            return json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            return None

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
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the token is in every request line."""
