"""``digienv serve sites``: sites for other processes and machines, and the control interface for their worlds.

Every request names its token (``Authorization: Bearer ...``); bodies and answers are JSON.

==========================================  ===========================================================================
``GET /health``                             whether it runs; needs no token
``GET /sites``                              for each site the port that serves its worlds
``POST /sites/SITE/start``                  start it unless it runs; its clock, and the cookies that sign users in
``POST /sites/SITE/worlds``                 a new world
``POST /sites/SITE/worlds/WORLD/reset``     ``{"to": moment or null}``
``POST /sites/SITE/worlds/WORLD/keep``      ``{"name": moment}``
``POST /sites/SITE/worlds/WORLD/query``     ``{"sql": ..., "parameters": [...]}``, read-only
``GET /sites/SITE/worlds/WORLD/changes``    all rows that differ from the seeded state
``DELETE /sites/SITE/worlds/WORLD``         remove it
==========================================  ===========================================================================

A world that no request has named for a while is removed: its environment has died. Whoever used it is told 410.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import waitress

from digienv.core import loop
from digienv.core.errors import DigienvError, MissingDependency, SurfaceFailure
from digienv.sites.catalogue import SITES
from digienv.sites.hosting import Site, host_sites
from digienv.sites.programs import check_programs
from digienv.sites.remote import TOKEN
from digienv.sites.worlds import World, WorldGone, change_to_json, row_to_json, value_from_json

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

__all__ = ["Control", "build_sites", "serve"]

logger = logging.getLogger("digienv")

MAX_BODY = 2**20
SHORTEST_TOKEN = 16
THREADS = 16


class _Refused(Exception):
    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase.lower())
        self.status = status


@dataclass(slots=True)
class _Used:
    world: World
    last: float
    """When a request named it, in seconds of the monotonic clock."""


class Control:
    """The control interface as a WSGI application.

    Args:
        sites: those that it controls.
        token: what requests must name.
        idle: seconds after which a world that no request has named is removed.
    """

    def __init__(self, sites: Mapping[str, Site], token: str, idle: float) -> None:
        self._sites = sites
        self._token = token.encode()
        self._idle = idle
        self._boot = token_hex(4)
        self._worlds: dict[tuple[str, str], _Used] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        status, said = HTTPStatus.OK, {}
        try:
            said = self._answer(environ)
        except WorldGone as error:
            status, said = HTTPStatus.GONE, {"error": str(error)}
        except SurfaceFailure as error:
            status, said = HTTPStatus.INTERNAL_SERVER_ERROR, {"error": str(error)}
        except (DigienvError, TypeError, ValueError) as error:
            status, said = HTTPStatus.BAD_REQUEST, {"error": str(error)}
        except _Refused as refused:
            status, said = refused.status, {"error": str(refused)}
        start_response(f"{status.value} {status.phrase}", [("Content-Type", "application/json")])
        return [json.dumps(said).encode()]

    def _answer(self, environ: WSGIEnvironment) -> dict[str, Any]:
        method = str(environ["REQUEST_METHOD"])
        parts = str(environ.get("PATH_INFO", "")).strip("/").split("/")
        if (method, parts) == ("GET", ["health"]):
            return {"sites": list(self._sites)}
        said = str(environ.get("HTTP_AUTHORIZATION", "")).encode()
        if not hmac.compare_digest(said, b"Bearer " + self._token):
            raise _Refused(HTTPStatus.UNAUTHORIZED)
        if (method, parts) == ("GET", ["sites"]):
            return {"sites": {name: site.port for name, site in self._sites.items()}}
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        given = json.loads(body or b"{}")
        if not isinstance(given, dict):
            raise DigienvError("the body is a JSON object")
        match parts:
            case ["sites", name, *rest] if name in self._sites:
                site = self._sites[name]
                found = self._of_site(site, method, rest, given)
                return {**found, "incarnation": f"{self._boot}-{site.incarnation}"}
        raise _Refused(HTTPStatus.NOT_FOUND)

    def _of_site(self, site: Site, method: str, rest: list[str], given: Mapping[str, Any]) -> dict[str, Any]:
        match method, *rest:
            case "POST", "start":
                loop.run(site.start())
                return {"clock": site.clock, "logins": site.logins}
            case "POST", "worlds":
                self._remove_idle()
                world = loop.run(site.new_world())
                with self._lock:
                    self._worlds[site.name, world.name] = _Used(world, time.monotonic())
                return {"world": world.name}
            case _, "worlds", name, *what:
                return self._of_world(self._world(site.name, name), method, what, given)
        raise _Refused(HTTPStatus.NOT_FOUND)

    def _world(self, site: str, name: str) -> World:
        with self._lock:
            found = self._worlds.get((site, name))
            if found is None:
                raise WorldGone(f"there is no world {name!r} on the site {site}")
            found.last = time.monotonic()
            return found.world

    def _of_world(self, world: World, method: str, what: list[str], given: Mapping[str, Any]) -> dict[str, Any]:
        match method, *what:
            case "POST", "reset":
                world.reset(given.get("to"))
            case "POST", "keep":
                world.keep(str(given.get("name")))
            case "POST", "query":
                parameters = [value_from_json(value) for value in given.get("parameters", ())]
                rows = world.query(str(given.get("sql")), parameters)
                return {"rows": [row_to_json(row) for row in rows]}
            case "GET", "changes":
                return {"changes": [change_to_json(change) for change in world.changes()]}
            case ("DELETE",):
                with self._lock:
                    self._forget((world.snapshot.site, world.name))
            case _:
                raise _Refused(HTTPStatus.NOT_FOUND)
        return {}

    def _remove_idle(self) -> None:
        with self._lock:
            for key, found in list(self._worlds.items()):
                if time.monotonic() - found.last > self._idle:
                    self._forget(key)

    def _forget(self, key: tuple[str, str]) -> None:
        if (found := self._worlds.pop(key, None)) is not None:
            found.world.delete()


def serve(*, host: str, port: int, idle: float, ready: Callable[[list[str]], None]) -> None:
    """Serve all sites that are installed until interrupted.

    The control interface is on `port`, the sites are on the ports that follow.

    The environment variable ``DIGIENV_SITES_TOKEN`` holds the token that requests must name.

    Args:
        host: to listen on.
        port: of the control interface.
        idle: see `Control`.
        ready: told the names of the sites when all of them are served.

    Raises:
        DigienvError: if there is no token, or a short one.
        MissingDependency: if the packages of sites are not installed.
        SurfaceFailure: if a site does not start.
    """
    token = os.environ.get(TOKEN, "")
    if len(token) < SHORTEST_TOKEN:
        raise DigienvError(f"set {TOKEN} to a secret of at least {SHORTEST_TOKEN} characters: requests must name it")
    listener = socket.create_server((host, port), backlog=256)
    sites = _installed(host_sites(host, port + 1))
    for site in sites.values():
        loop.run(site.start())
    server = waitress.create_server(
        Control(sites, token, idle),
        sockets=[listener],
        threads=THREADS,
        ident=None,
        max_request_body_size=MAX_BODY,
    )
    ready(list(sites))
    server.run()


def _installed(sites: Mapping[str, Site]) -> dict[str, Site]:
    """Those whose programs are there; of the others the log tells what to install."""
    found: dict[str, Site] = {}
    for name, site in sites.items():
        try:
            check_programs(SITES[name])
        except MissingDependency as error:
            logger.warning("%s", error)
        else:
            found[name] = site
    return found


def build_sites() -> None:
    """Build the seeded states of all sites that the cache does not hold yet."""
    for site in _installed(host_sites()).values():
        loop.run(site.start())
        loop.run(site.stop())
