"""What the browser tests stand on: pages, a loopback server, a task that opens any page, a driver of an environment."""

from __future__ import annotations

import atexit
import contextlib
import http.server
import itertools
import json
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from websockets.sync.server import ServerConnection, serve

from digienv.core import loop
from digienv.core.actions import ACTIONS, Action, Answer, Stop
from digienv.core.async_env import AsyncEnv, Step
from digienv.core.observations import Element, parse_elements
from digienv.core.task import Outcome, Task, Template
from digienv.web.static import mount
from digienv.web.surface import WebSurface, WebWorld

WIDTH, HEIGHT = 400, 300
ALL_ACTIONS = tuple(name for name in ACTIONS if name != "open_app")


class PageTask(Task[WebSurface]):
    """Opens a page and never ends; its oracle reports the JSON value of a JavaScript expression as the reason."""

    max_steps = 1_000_000

    def __init__(self, world: WebWorld, probe: str) -> None:
        self.id = "test.page"
        self.world = world
        self.probe = probe

    async def setup(self, surface: WebSurface) -> str:
        return "try it out"

    async def evaluate(self, surface: WebSurface, final: Answer | Stop | None) -> Outcome:
        reason = json.dumps(await surface.evaluate(self.probe)) if self.probe else ""
        return Outcome(score=0.0, done=False, reward=0.0, reason=reason)

    async def solve(self, surface: WebSurface) -> AsyncIterator[Action]:
        return
        yield


class PageTemplate(Template):
    """Draws the same `PageTask` for every seed."""

    id = "test.page"
    actions = ALL_ACTIONS

    def __init__(self, world: WebWorld, probe: str = "") -> None:
        self.world = world
        self.probe = probe

    def draw(self, seed: int) -> PageTask:
        return PageTask(self.world, self.probe)


class Driver:
    """One environment on a page, driven synchronously.

    Attributes:
        last: what the last step (or reset) returned.
    """

    def __init__(
        self,
        url: str,
        hosts: tuple[str, ...],
        *,
        probe: str = "",
        channels: tuple[str, ...] = ("screenshot", "last_error", "url"),
        fresh: bool = True,
        width: int = WIDTH,
        height: int = HEIGHT,
        step_timeout: float = 30.0,
        reset: bool = True,
        **surface: Any,
    ) -> None:
        self.surface = WebSurface(width=width, height=height, **surface)
        self.env = AsyncEnv(
            [PageTemplate(WebWorld(url, hosts, fresh=fresh), probe)],
            self.surface,
            channels=channels,
            step_timeout=step_timeout,
        )
        self.observation: dict[str, Any] = {}
        self.info: dict[str, Any] = {}
        if reset:
            self.reset()

    def reset(self, seed: int = 0) -> dict[str, Any]:
        self.observation, self.info = loop.run(self.env.reset(seed=seed))
        return self.observation

    def step(self, action: Any) -> Step:
        result = loop.run(self.env.step(action))
        self.observation, self.info = result[0], result[4]
        return result

    def do(self, *actions: Any) -> dict[str, Any]:
        """Step actions that must work; the last observation."""
        for action in actions:
            self.step(action)
            assert "action_error" not in self.info, self.info["action_error"]
            assert "failure" not in self.info, self.info["failure"]
        return self.observation

    @property
    def probed(self) -> Any:
        """The probe's value in the last step."""
        return json.loads(self.info["oracle"]["reason"])

    @property
    def elements(self) -> list[Element]:
        return parse_elements(self.observation["elements"])

    def mark(self, name: str) -> int:
        """The number of the one element with that name in the last observation."""
        (mark,) = [element.mark for element in self.elements if element.name == name]
        return mark

    def js(self, expression: str) -> Any:
        return loop.run(self.surface.evaluate(expression))

    def until(self, expression: str, seconds: float = 10.0) -> Any:
        """Wait until a JavaScript expression is true."""
        return self.js(
            f"""new Promise((resolve, reject) => {{
              const end = performance.now() + {1000 * seconds};
              const check = () => {{
                const value = {expression};
                if (value) resolve(value);
                else if (performance.now() > end) resolve(null);
                else setTimeout(check, 5);
              }};
              check();
            }})"""
        )

    def close(self) -> None:
        loop.run(self.env.close())


_names = itertools.count()
_sites = Path(tempfile.mkdtemp(prefix="digienv-test-sites-"))


@atexit.register
def _remove_sites(owner: int = os.getpid()) -> None:
    """Pages are served until the process ends; one that was forked from it leaves them alone."""
    if os.getpid() == owner:
        shutil.rmtree(_sites)


def site(pages: dict[str, str]) -> str:
    """Serve pages (name to HTML) out of a folder as a site of its own; returns its host name."""
    name = f"test{next(_names)}"
    folder = _sites / name
    folder.mkdir()
    for file, html in pages.items():
        (folder / file).write_text(html, encoding="utf-8")
    return mount(name, folder)


def page(body: str, head: str = "") -> str:
    """An HTML page without margins."""
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>page</title>"
        f"<style>body {{ margin: 0; font: 16px sans-serif }}</style>{head}</head><body>{body}</body></html>"
    )


@contextlib.contextmanager
def open_page(body: str, *, head: str = "", **options: Any) -> Iterator[Driver]:
    """An environment on a page of its own."""
    host = site({"index.html": page(body, head)})
    driver = Driver(f"http://{host}/index.html", (host, *options.pop("hosts", ())), **options)
    try:
        yield driver
    finally:
        driver.close()


@contextlib.contextmanager
def driving(server: Server, path: str, **options: Any) -> Iterator[Driver]:
    """An environment on a page of a server."""
    driver = Driver(server.url(path), (server.host, *options.pop("hosts", ())), **options)
    try:
        yield driver
    finally:
        driver.close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def handle_any(self) -> None:
        path = self.path.partition("?")[0]
        self.server.seen.append(f"{self.command} {self.path}")
        length = int(self.headers.get("Content-Length") or 0)
        if length:
            self.rfile.read(length)
        route = self.server.routes.get(path)
        if callable(route):
            route(self)
        elif route is None:
            self.reply("nothing here", status=404)
        else:
            self.reply(route)

    do_GET = do_POST = do_PUT = do_HEAD = do_OPTIONS = handle_any

    def reply(self, body: str, *, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """A loopback web server; `routes` maps paths to HTML or to functions of the request, `seen` says what was asked."""

    daemon_threads = True

    def __init__(self, routes: dict[str, str | Callable[[Handler], None]] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes = routes or {}
        self.seen: list[str] = []
        self.connections = 0
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.server_close()


class WebSocketServer:
    """A loopback WebSocket server that answers each message with itself in capitals."""

    def __init__(self) -> None:
        self.connections = 0
        self._server = serve(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.socket.getsockname()[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _serve(self, connection: ServerConnection) -> None:
        self.connections += 1
        for message in connection:
            connection.send(str(message).upper())

    def __enter__(self) -> WebSocketServer:
        return self

    def __exit__(self, *args: object) -> None:
        self._server.shutdown()


@contextlib.contextmanager
def udp_listener() -> Iterator[socket.socket]:
    """A UDP socket on a free loopback port, without blocking reads."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.setblocking(False)
        yield listener


def colour_at(pixels: np.ndarray, x: int, y: int) -> tuple[int, int, int]:
    red, green, blue = (int(value) for value in pixels[y, x])
    return red, green, blue


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for a condition with a bound."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.05)
