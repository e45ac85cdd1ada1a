"""The process that serves all worlds of a site: ``python -m digienv.sites.server SITE ...``.

It tells its parent on standard output, a JSON line each, how far a first build is and when it is ready, and it ends
when its standard input does. One thread runs the application: a world's requests come one after the other, and each of
them moves the world's clock on by a second, so equal actions give equal states.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import socket
import sys
import threading
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import waitress

from digienv.sites.application import Application, Wsgi, clock, serving
from digienv.sites.snapshots import ensure_snapshot
from digienv.sites.worlds import NOW

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

TICKS = "ticks"
SECONDS_A_REQUEST = 1.0
MAX_BODY = 8 * 2**20
_WORLD = re.compile(r"([a-z0-9]+)\.[a-z]+\.localhost\Z")


class Gate:
    """Lets a request into the world that its host name tells, at the time that it is there.

    Args:
        application: the site.
        shared: what its worlds share.
        worlds: the folder of its worlds.
    """

    def __init__(self, application: Application, shared: Path, worlds: Path) -> None:
        self._start = application.start
        self._app: Wsgi = application.wsgi(shared)
        self._worlds = worlds
        self._ticks: dict[Path, int] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        state = self._state(str(environ.get("HTTP_HOST", "")))
        if state is None:
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"no such world\n"]
        self._tick(state, keep=environ["REQUEST_METHOD"] not in ("GET", "HEAD"))
        with serving(state):
            body = self._app(environ, start_response)
            try:
                return list(body)
            finally:
                if (close := getattr(body, "close", None)) is not None:
                    close()

    def _state(self, host: str) -> Path | None:
        match = _WORLD.fullmatch(host.partition(":")[0])
        if match is None:
            return None
        world = self._worlds / match[1]
        try:
            return world / os.readlink(world / NOW)
        except OSError:
            return None

    def _tick(self, state: Path, *, keep: bool) -> None:
        """Set the clock to the world's own time; what a request may have written is never newer than what is kept."""
        ticks = self._ticks.pop(state, None)
        if ticks is None:
            file = state / TICKS
            ticks = int(file.read_text()) if file.is_file() else 0
            while len(self._ticks) > 1000:
                del self._ticks[next(iter(self._ticks))]
        self._ticks[state] = ticks + 1
        if keep:
            (state / TICKS).write_text(str(ticks + 1))
        clock.set(self._start + SECONDS_A_REQUEST * ticks)


def main() -> None:
    """Build the site's snapshot if there is none, then serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--seed", type=int, required=True, help="of the site's content")
    parser.add_argument("--worlds", type=Path, required=True, help="folder of the worlds")
    parser.add_argument("--fd", type=int, required=True, help="a listening socket that was handed down")
    options = parser.parse_args()
    threading.Thread(target=_end_with_parent, daemon=True).start()

    module = importlib.import_module(f"digienv.sites.{options.site}.application")
    application: Application = module.SiteApplication()
    build = partial(application.build, seed=options.seed)
    snapshot = ensure_snapshot(
        options.site,
        options.seed,
        lambda folder, progress: build(folder, progress=progress),
        lambda done, doing: _tell(done=done, doing=doing),
    )
    gate = Gate(application, snapshot.shared, options.worlds)
    listener = socket.socket(fileno=options.fd)
    server = waitress.create_server(
        gate,
        sockets=[listener],
        threads=1,
        backlog=256,
        channel_timeout=10**9,  # the clock jumps from world to world
        max_request_body_size=MAX_BODY,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    sys.addaudithook(_refuse_connections)
    _tell(ready=str(snapshot.folder))
    server.run()


def _tell(**message: Any) -> None:
    print(json.dumps(message), flush=True)


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


def _refuse_connections(event: str, arguments: tuple[Any, ...]) -> None:
    """Sites reach nothing: what a page makes its server fetch (embeds, avatars, feeds) is refused."""
    if event == "socket.connect" and arguments[0].family != socket.AF_UNIX:
        raise PermissionError("sites make no connections")


if __name__ == "__main__":
    main()
