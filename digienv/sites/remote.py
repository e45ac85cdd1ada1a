"""Sites that another machine or a container serves (``digienv serve sites``): the same worlds over HTTP.

The environment variable ``DIGIENV_SITES_URL`` says where, ``DIGIENV_SITES_TOKEN`` holds what the server demands.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from digienv.core.changes import Change, Row, Value
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.sites.worlds import WorldGone, change_from_json, row_from_json, value_to_json

__all__ = ["TOKEN", "URL", "RemoteServer", "RemoteSite", "RemoteWorld", "remote_server"]

URL = "DIGIENV_SITES_URL"
TOKEN = "DIGIENV_SITES_TOKEN"  # noqa: S105 - the name of the variable
TIMEOUT = 60.0
START_TIMEOUT = 600.0
"""Seconds for a site that has to be started, its first build included."""


class RemoteServer:
    """The control interface of a server of sites, see `digienv.sites.control`.

    Args:
        url: e.g. ``http://127.0.0.1:8700``.
        token: what it demands.
    """

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise DigienvError(f"{URL} is an address like http://127.0.0.1:8700, not {url!r}")
        self.url = url.rstrip("/")
        self.host = parts.hostname
        self._netloc = parts.netloc
        self._path = parts.path.rstrip("/")
        self._connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None, timeout: float = TIMEOUT) -> Any:
        """What the server answers, as JSON types.

        Raises:
            WorldGone: if there is no such world.
            DigienvError: if it refuses the request.
            SurfaceFailure: if it cannot be reached or fails.
        """
        connection = self._connect(self._netloc, timeout=timeout)
        try:
            connection.request(method, self._path + path, json.dumps(body or {}), self._headers)
            answer = connection.getresponse()
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise SurfaceFailure(f"the server of sites at {self.url} does not answer: {error}") from error
        finally:
            connection.close()
        if answer.status == http.HTTPStatus.OK:
            return said
        problem = str(said.get("error", answer.reason))
        if answer.status == http.HTTPStatus.GONE:
            raise WorldGone(problem)
        if answer.status == http.HTTPStatus.UNAUTHORIZED:
            raise DigienvError(f"the server of sites at {self.url} wants its token in {TOKEN}")
        if answer.status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
            raise DigienvError(problem)
        raise SurfaceFailure(f"the server of sites at {self.url}: {problem}")


class RemoteSite:
    """A site of another server; see `digienv.sites.hosting.Site`.

    Attributes:
        name: of the site.
        port: that serves its worlds.
        incarnation: another one after every start of the server.
    """

    def __init__(self, server: RemoteServer, name: str, port: int) -> None:
        self.name = name
        self.port = port
        self.incarnation = ""
        self.clock = 0.0
        self.logins: Mapping[str, Mapping[str, str]] = {}
        self._server = server

    @property
    def alive(self) -> bool:
        """Whether the server runs, as far as is known."""
        return True

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None, timeout: float = TIMEOUT) -> Any:
        """What the server answers about this site; it notes the server's incarnation."""
        said = self._server.call(method, f"/sites/{self.name}{path}", body, timeout)
        self.incarnation = said["incarnation"]
        return said

    async def start(self) -> None:
        """Have it started unless it runs.

        Raises:
            SurfaceFailure: if it does not start, or the server cannot be reached.
        """
        facts = await asyncio.to_thread(self.call, "POST", "/start", timeout=START_TIMEOUT)
        self.clock = facts["clock"]
        self.logins = facts["logins"]

    async def new_world(self) -> RemoteWorld:
        """A world in its seeded state."""
        made = await asyncio.to_thread(self.call, "POST", "/worlds")
        return RemoteWorld(self, made["world"])


class RemoteWorld:
    """A world of another server; see `digienv.sites.worlds.World`.

    Attributes:
        name: the first part of its host name.
    """

    def __init__(self, site: RemoteSite, name: str) -> None:
        self.name = name
        self._site = site

    @property
    def host(self) -> str:
        """Its host name, e.g. ``w17.shop.localhost``."""
        return f"{self.name}.{self._site.name}.localhost"

    def reset(self, to: str | None = None) -> None:
        """Put the seeded state back, or the moment that `keep` has kept under a name."""
        self._call("POST", "/reset", {"to": to})

    def keep(self, name: str) -> str:
        """Keep the present state under a name."""
        self._call("POST", "/keep", {"name": name})
        return name

    def delete(self) -> None:
        """Remove it."""
        self._call("DELETE", "")

    def query(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """Rows of its database, read-only."""
        given = {"sql": sql, "parameters": [value_to_json(value) for value in parameters]}
        said = self._call("POST", "/query", given)
        return [row_from_json(row) for row in said["rows"]]

    def changes(self) -> list[Change]:
        """All rows that differ from the seeded state."""
        return [change_from_json(change) for change in self._call("GET", "/changes")["changes"]]

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._site.call(method, f"/worlds/{self.name}{path}", body)


def remote_server() -> RemoteServer | None:
    """The server that the environment names; None if it names none."""
    url = os.environ.get(URL)
    return RemoteServer(url, os.environ.get(TOKEN, "")) if url else None
