"""Sites of another process over HTTP: the same worlds, behind a token."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import httpx
import pytest

from digienv.core import loop
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.sites.control import Control
from digienv.sites.hosting import Site, open_site
from digienv.sites.remote import TOKEN, URL, RemoteServer, RemoteSite, RemoteWorld
from digienv.sites.worlds import WorldGone, row_from_json, row_to_json

SECRET = "a secret of the tests"


def start_server(port: int, *options: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "digienv.cli", "serve", "sites", "--port", str(port), *options],
        env={**os.environ, TOKEN: SECRET},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    if "shop" not in said:
        process.kill()
        pytest.fail(f"the server says {said!r}")
    return process


def free_port() -> int:
    """Of a row of ports that nobody listens on just now."""
    for port in range(10_000 + 100 * (os.getpid() % 200), 60_000, 20):  # test processes side by side begin apart
        try:
            for number in range(20):
                socket.create_server(("127.0.0.1", port + number)).close()
        except OSError:
            continue
        return port
    raise AssertionError("no ports are free")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    port = free_port()
    with start_server(port) as process:
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


@pytest.fixture
def site(url: str) -> RemoteSite:
    server = RemoteServer(url, SECRET)
    site = RemoteSite(server, "shop", server.call("GET", "/sites")["sites"]["shop"])
    loop.run(site.start())
    return site


def new_world(site: RemoteSite) -> RemoteWorld:
    return loop.run(site.new_world())


def visit(site: RemoteSite, world: RemoteWorld, user: str) -> httpx.Response:
    return httpx.get(
        f"http://127.0.0.1:{site.port}/catalogue/", headers={"Host": world.host}, cookies=dict(site.logins[user])
    )


def test_worlds_are_made_read_compared_kept_reset_and_deleted(site: RemoteSite) -> None:
    world = new_world(site)
    user = "rosalind.hollis@example.com"
    assert "Logout" in visit(site, world, user).text
    assert world.query("SELECT id FROM auth_user WHERE email = ?", [user])
    assert world.changes() == []
    world.keep("start")
    with httpx.Client(
        base_url=f"http://127.0.0.1:{site.port}", headers={"Host": world.host}, cookies=dict(site.logins[user])
    ) as client:
        page = client.get("/catalogue/")
        token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        [product] = world.query("SELECT product_id AS id FROM partner_stockrecord WHERE num_in_stock > 5 LIMIT 1")
        client.post(f"/basket/add/{product['id']}/", data={"csrfmiddlewaretoken": token, "quantity": 1})
    assert "basket_line" in {change.table for change in world.changes()}
    for moment in ("start", None):
        world.reset(to=moment)
        assert world.changes() == []
    with pytest.raises(DigienvError, match="no moment"):
        world.reset(to="never")
    with pytest.raises(SurfaceFailure, match="readonly"):
        world.query("DELETE FROM basket_line")
    world.delete()
    with pytest.raises(WorldGone):
        world.reset()
    assert visit(site, world, user).status_code == 404


def test_rows_survive_the_way() -> None:
    row = {"a": None, "b": 1, "c": 0.5, "d": "text", "e": b"\x00\xff"}
    assert row_from_json(row_to_json(row)) == row


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/sites"), ("POST", "/sites/shop/worlds"), ("GET", "/sites/shop/worlds/w1/changes")]
)
@pytest.mark.parametrize("token", ["none", "wrong", SECRET[:-1], "ä"])
def test_nothing_without_the_token(url: str, method: str, path: str, token: str) -> None:
    answer = httpx.request(method, url + path, headers={b"Authorization": f"Bearer {token}".encode()})
    assert answer.status_code == 401
    assert SECRET not in answer.text


def test_a_wrong_token_is_told_in_one_sentence(url: str) -> None:
    with pytest.raises(DigienvError, match=f"wants its token in {TOKEN}"):
        RemoteServer(url, "wrong").call("GET", "/sites")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/", b"", 404),
        ("GET", "/sites/none/start", b"", 404),
        ("GET", "/sites/shop/start", b"", 404),
        ("POST", "/sites/shop/worlds", b"{", 400),
        ("POST", "/sites/shop/worlds", b"[]", 400),
        ("POST", "/sites/shop/worlds/..%2f..%2fx/reset", b"", 410),
        ("POST", "/sites/shop/worlds/w9999/reset", b"", 410),
    ],
)
def test_what_makes_no_sense_is_refused(url: str, method: str, path: str, body: bytes, status: int) -> None:
    answer = httpx.request(method, url + path, content=body, headers={"Authorization": f"Bearer {SECRET}"})
    assert answer.status_code == status
    assert answer.json()["error"]


def test_it_is_healthy_without_a_token(url: str) -> None:
    assert "shop" in httpx.get(f"{url}/health").json()["sites"]


def test_no_server_without_a_token_worth_the_name() -> None:
    for token in ("", "short"):
        process = subprocess.run(
            [sys.executable, "-m", "digienv.cli", "serve", "sites", "--port", str(free_port())],
            env={**os.environ, TOKEN: token},
            capture_output=True,
            text=True,
        )
        assert process.returncode == 1
        assert f"set {TOKEN}" in process.stderr


def test_unused_worlds_are_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL, raising=False)
    site = loop.run(open_site("shop"))
    assert isinstance(site, Site)
    control = Control({"shop": site}, SECRET, idle=0.2)

    def ask(method: str, path: str) -> dict[str, Any]:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_AUTHORIZATION": f"Bearer {SECRET}"}
        setup_testing_defaults(environ)
        return json.loads(b"".join(control(environ, lambda *_: None)))

    old = ask("POST", "/sites/shop/worlds")["world"]
    time.sleep(0.3)
    new = ask("POST", "/sites/shop/worlds")["world"]
    assert "no world" in ask("GET", f"/sites/shop/worlds/{old}/changes")["error"]
    assert ask("GET", f"/sites/shop/worlds/{new}/changes")["changes"] == []
    ask("DELETE", f"/sites/shop/worlds/{new}")


@pytest.mark.parametrize("address", ["127.0.0.1:8700", "ftp://127.0.0.1", ""])
def test_addresses_are_checked(address: str) -> None:
    with pytest.raises(DigienvError, match=URL):
        RemoteServer(address, SECRET)


def test_a_server_that_is_away_is_a_failure() -> None:
    with pytest.raises(SurfaceFailure, match="does not answer"):
        RemoteServer(f"http://127.0.0.1:{free_port()}", SECRET).call("GET", "/sites")


SCRIPT = """
import os, signal, sys
from digienv.core import loop
from digienv.suites import make_async

async def play():
    env = make_async("shop", "add-to-basket")
    await env.reset(seed=0)
    assert (await env.surface.query("shop", "SELECT count(*) AS n FROM catalogue_product"))[0]["n"] > 400
    async for action in env.solve():
        *_, info = await env.step(action)
    print(info["success"], info["oracle"]["reason"])
    if len(sys.argv) > 1:
        await env.reset(seed=1)
        os.kill(int(sys.argv[1]), signal.SIGKILL)
        *_, info = await env.step("stop()")
        print(info["failure"])
    await env.close()

loop.run(play())
"""


def play(url: str, *arguments: str, token: str = SECRET) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, URL: url, TOKEN: token}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], env=environment, capture_output=True, text=True, timeout=120
    )


def test_an_episode_on_a_remote_site(url: str) -> None:
    assert play(url).stdout.strip() == "True"


def test_a_remote_server_that_is_killed_is_a_failure() -> None:
    port = free_port()
    with start_server(port) as process:
        found = play(f"http://127.0.0.1:{port}", str(process.pid))
        assert found.returncode == 0, found.stderr
        success, failure = found.stdout.splitlines()
        assert success.strip() == "True"
        assert "does not answer" in failure
