"""The site servers of this process, and the worlds that its environments play in."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from digienv.core import loop
from digienv.core.errors import DigienvError, MissingDependency, SurfaceFailure
from digienv.core.folders import RunFolder
from digienv.sites.catalogue import SITES
from digienv.sites.programs import check_programs
from digienv.sites.remote import URL, RemoteServer, RemoteSite, remote_server
from digienv.sites.snapshots import Snapshot, load_snapshot
from digienv.sites.worlds import World, Worlds
from digienv.web.static import route

__all__ = ["Site", "host_sites", "open_site"]

logger = logging.getLogger("digienv")

CONTENT_SEED = 0
START_TIMEOUT = 600.0
"""Seconds within which a site must be up, its first build included."""


class Site:
    """A site of this process: its server, which is started again if it ends, and its worlds.

    The listening socket is this process's own, so a page that is asked for while the server starts again waits.

    Attributes:
        name: of the site.
    """

    def __init__(self, name: str, listener: socket.socket, folder: Path) -> None:
        self.name = name
        self._starts = 0
        self._listener = listener
        self._folder = folder / name
        self._process: asyncio.subprocess.Process | None = None
        self._worlds: Worlds | None = None
        self._created = 0
        self._lock = asyncio.Lock()

    async def new_world(self) -> World:
        """A world in its seeded state."""
        await self.start()
        assert self._worlds is not None
        self._created += 1
        return await asyncio.to_thread(self._worlds.create, f"w{self._created}")

    @property
    def port(self) -> int:
        """The loopback port that serves its worlds."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def process_id(self) -> int:
        """The server's."""
        assert self._process is not None
        return self._process.pid

    @property
    def snapshot(self) -> Snapshot:
        """What its worlds begin with."""
        assert self._worlds is not None
        return self._worlds.snapshot

    @property
    def clock(self) -> float:
        """Seconds since 1970 (UTC) at which its worlds begin."""
        return self.snapshot.clock

    @property
    def logins(self) -> Mapping[str, Mapping[str, str]]:
        """For each user the cookies that sign them in."""
        return self.snapshot.logins

    @property
    def incarnation(self) -> str:
        """Another one after every start of the server, which tells that requests may have been lost."""
        return str(self._starts)

    @property
    def alive(self) -> bool:
        """Whether the server runs."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the server unless it runs; the first time ever this builds the site's snapshot.

        Raises:
            MissingDependency: if the site's packages or programs are not installed.
            SurfaceFailure: if it does not start.
        """
        async with self._lock:
            if not self.alive:
                check_programs(SITES[self.name])
                self._worlds = Worlds(self._folder, await self._start())
                self._starts += 1

    async def _start(self) -> Snapshot:
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor = self._listener.fileno()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "digienv.sites.server", self.name),
            *("--seed", str(CONTENT_SEED), "--worlds", str(self._folder), "--fd", str(descriptor)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=[descriptor],
            limit=2**20,
        )
        self._errors = asyncio.create_task(_last_lines(self._process.stderr))
        try:
            async with asyncio.timeout(START_TIMEOUT):
                ready = await self._until_ready(self._process)
        except BaseException as error:  # a reset that is given up ends here, too
            self._process.kill()
            await self._process.wait()
            if isinstance(error, TimeoutError):
                raise SurfaceFailure(f"the site {self.name} is not up after {START_TIMEOUT:.0f} s") from None
            raise
        if ready is None:
            await self._process.wait()
            said = next(reversed(await self._errors), "it says nothing")
            raise SurfaceFailure(f"the site {self.name} does not start: {said}")
        snapshot = load_snapshot(ready)
        assert snapshot is not None
        return snapshot

    async def _until_ready(self, process: asyncio.subprocess.Process) -> Path | None:
        """Show how far a first build is; returns the snapshot's folder when the server is ready, None if it ends."""
        assert process.stdout is not None
        with _progress(f"building the site {self.name}, which happens once") as show:
            async for line in process.stdout:
                message = json.loads(line)
                if "ready" in message:
                    return Path(message["ready"])
                show(message["done"], message["doing"])
        return None

    async def stop(self) -> None:
        """End the server; the worlds stay."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


async def _last_lines(stream: asyncio.StreamReader | None) -> list[str]:
    """Read a server's standard error to its end; the last lines say why it ended."""
    assert stream is not None
    lines: list[str] = []
    async for line in stream:
        lines = [*lines[-19:], line.decode(errors="replace").rstrip()]
    return lines


@contextlib.contextmanager
def _progress(title: str) -> Iterator[Callable[[float, str], None]]:
    from rich.console import Console
    from rich.progress import Progress

    with contextlib.ExitStack() as stack:
        bar: Progress | None = None
        task = None

        def show(done: float, doing: str) -> None:
            nonlocal bar, task
            if bar is None:
                bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
                task = bar.add_task(title, total=1.0)
            assert task is not None
            bar.update(task, completed=done, description=f"{title}: {doing}")

        yield show


_sites: dict[str, Site | RemoteSite] = {}
_folder: RunFolder | None = None


async def open_site(name: str) -> Site | RemoteSite:
    """A site, its server not yet started: that of this process, or of the server that the environment names.

    Raises:
        MissingDependency: if the packages of sites are not installed.
        SurfaceFailure: if the server that the environment names does not answer.
    """
    if name not in _sites:
        if (server := remote_server()) is not None:
            _sites.update(await asyncio.to_thread(_remote_sites, server))
        else:
            _sites.update(host_sites())
    if name not in _sites:
        raise DigienvError(f"{os.environ[URL]} serves no site {name!r}; there are {', '.join(_sites)}")
    return _sites[name]


def _remote_sites(server: RemoteServer) -> dict[str, Site | RemoteSite]:
    ports = server.call("GET", "/sites")["sites"]
    for name, port in ports.items():
        route(f"{name}.localhost", port, server.host)
    return {name: RemoteSite(server, name, port) for name, port in ports.items()}


def host_sites(host: str = "127.0.0.1", first_port: int = 0) -> dict[str, Site]:
    """All sites of this process, with a listening socket each; their servers are not yet started.

    Args:
        host: to listen on.
        first_port: of the first site, the others follow; 0: ports that are free.

    Raises:
        MissingDependency: if the packages of sites are not installed.
    """
    global _folder
    for module in ("django", "waitress", "time_machine"):
        if find_spec(module) is None:
            raise MissingDependency("the sites' packages are not installed; install them: pip install 'digienv[sites]'")
    if _folder is None:
        _folder = RunFolder()
        loop.on_shutdown(_close_all)
    made: dict[str, Site] = {}
    for number, name in enumerate(SITES):
        listener = socket.create_server((host, first_port and first_port + number), backlog=256)
        route(f"{name}.localhost", listener.getsockname()[1])  # the browser reads the addresses when it is launched
        made[name] = Site(name, listener, _folder.path)
    _sites.update(made)
    return made


async def _close_all() -> None:
    await asyncio.gather(*(site.stop() for site in _sites.values() if isinstance(site, Site)))
    if _folder is not None:
        _folder.remove()


def _forget_in_child() -> None:
    """A forked child has worlds and servers of its own."""
    global _folder
    _folder = None
    _sites.clear()


os.register_at_fork(after_in_child=_forget_in_child)
