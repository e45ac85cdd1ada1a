"""The community's wiki: MediaWiki itself, in a process of PHP that stays, in real worlds."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import os
import re
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
import time_machine

from digienv.core.errors import MissingDependency
from digienv.sites import programs
from digienv.sites.catalogue import SITES
from digienv.sites.fastcgi import FastCgi
from digienv.sites.hosting import Site, open_site
from digienv.sites.programs import check_programs
from digienv.sites.worlds import World
from tests.sites.support import assert_equal_episodes, run, skip_without_programs, visitor

needs_mediawiki = skip_without_programs("wiki")
needs_landlock = pytest.mark.skipif(not programs._landlock(), reason="the kernel does not know Landlock")

WRITER, ADMINISTRATOR = "Rowan", "Hedda"
PAGES = (
    "/wiki/Main_Page",
    "/wiki/Holmbeck",
    "/wiki/Holmbeck?uselang=de",
    "/wiki/Talk:Raisgate_railway_station",
    "/wiki/Category:Huts",
    *(
        f"/index.php?title=Holmbeck&{query}"
        for query in ("action=history", "action=edit", "action=info", "diff=cur&oldid=prev")
    ),
    *(
        f"/wiki/Special:{name}"
        for name in (
            "AllPages",
            "Contributions/Sigrid_W",
            "Log",
            "Preferences",
            "RecentChanges",
            "Search?search=weather&fulltext=1",
            "SpecialPages",
            "Statistics",
            "Version",
            "Watchlist",
            "WhatLinksHere/Holmbeck",
        )
    ),
)


async def post(client: httpx.AsyncClient, title: str, action: str, **data: str) -> httpx.Response:
    """Send the form of an action on a page."""
    form = await client.get("/index.php", params={"title": title, "action": action})
    hidden = dict(re.findall(r"<input type=\"hidden\" value=\"([^\"]*)\" name=\"(\w+)\"", form.text))
    fields = {name: value.replace("&quot;", '"') for value, name in hidden.items()}
    assert "wpEditToken" in fields, form.text[:500]
    return await client.post("/index.php", params={"title": title, "action": "submit"}, data={**fields, **data})


async def write(client: httpx.AsyncClient, title: str, text: str) -> None:
    answer = await post(client, title, "edit", wpTextbox1=text, wpSave="Save")
    assert answer.status_code == 302, answer.text[:2000]


def texts(world: World, title: str) -> list[object]:
    """All versions of a page, the newest first."""
    rows = world.query(
        """
        SELECT t.old_text FROM revision r JOIN page p ON p.page_id = r.rev_page
        JOIN slots o ON o.slot_revision_id = r.rev_id JOIN content k ON k.content_id = o.slot_content_id
        JOIN text t ON k.content_address = 'tt:' || t.old_id WHERE p.page_title = ? ORDER BY r.rev_id DESC
        """,
        (title,),
    )
    return [row["old_text"] for row in rows]


def children(process: int) -> list[int]:
    """Processes that a process has started."""
    return [
        int(child)
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


async def interpreter() -> int:
    """The process of PHP, which a request has started."""
    site = await open_site("wiki")
    assert isinstance(site, Site)
    (process,) = children(site.process_id)
    return process


@needs_mediawiki
def test_looking_changes_nothing_and_loads_from_no_other_host() -> None:
    async def test() -> None:
        world = await (await open_site("wiki")).new_world()
        for user in (None, WRITER, ADMINISTRATOR):
            async with visitor(world, user) as client:
                for path in PAGES:
                    page = await client.get(path)
                    assert page.status_code == 200 or user is None, path
                    hosts = re.findall(r"(?:src|action)=['\"](?:https?:)?//([^/'\"]+)", page.text)
                    hosts += re.findall(
                        r"<link[^>]+rel=\"stylesheet\"[^>]+href=['\"](?:https?:)?//([^/'\"]+)", page.text
                    )
                    assert set(hosts) <= {world.host}, path
        assert world.changes() == []
        world.delete()

    run(test)


TIMES = ("log_timestamp", "rev_timestamp", "page_random")


@needs_mediawiki
@needs_landlock
def test_equal_seeds_are_equal_episodes() -> None:
    """But for seconds: a browser asks for suggestions of what to search more or less often as it is slow or quick."""

    run(lambda: assert_equal_episodes("wiki", "create-article", but=TIMES))


@needs_mediawiki
def test_worlds_are_apart_while_all_are_written_to() -> None:
    async def test() -> None:
        site = await open_site("wiki")
        worlds = [await site.new_world() for _ in range(3)]

        async def say(world: World, number: int) -> None:
            async with visitor(world, WRITER) as client:
                await write(client, "Holmbeck", f"text {number}")

        await asyncio.gather(*map(say, worlds, range(3)))
        for number, world in enumerate(worlds):
            assert texts(world, "Holmbeck")[0] == f"text {number}"
            async with visitor(world, WRITER) as client:
                page = await client.get("/wiki/Holmbeck")
            assert f"text {number}" in page.text
            assert not any(f"text {other}" in page.text for other in range(3) if other != number)
            world.delete()

    run(test)


async def signs_out(client: httpx.AsyncClient, world: World) -> None:
    tokens = await client.get("/api.php?action=query&meta=tokens&format=json")
    token = tokens.json()["query"]["tokens"]["csrftoken"]
    answer = await client.post("/api.php", data={"action": "logout", "format": "json", "token": token})
    assert answer.json() == {}


async def writes_a_megabyte(client: httpx.AsyncClient, world: World) -> None:
    await write(client, "Holmbeck", "x " * 2**19)


async def leaves_a_file_behind(client: httpx.AsyncClient, world: World) -> None:
    (world.state / "litter").write_text("x")
    await write(client, "Holmbeck", "x")


@needs_mediawiki
@pytest.mark.parametrize("mischief", [signs_out, writes_a_megabyte, leaves_a_file_behind])
def test_whatever_an_agent_does_the_next_reset_is_clean(
    mischief: Callable[[httpx.AsyncClient, World], Awaitable[None]],
) -> None:
    async def test() -> None:
        world = await (await open_site("wiki")).new_world()
        async with visitor(world, WRITER) as client:
            await mischief(client, world)
        world.reset()
        assert world.changes() == []
        async with visitor(world, WRITER) as client:
            page = await client.get("/wiki/Holmbeck")
        assert "Log out" in page.text
        assert "is a village" in page.text
        assert not (world.state / "litter").exists()
        world.delete()

    run(test)


@needs_mediawiki
def test_what_is_too_long_is_refused() -> None:
    async def test() -> None:
        world = await (await open_site("wiki")).new_world()
        async with visitor(world, WRITER) as client:
            refused = await post(client, "Holmbeck", "edit", wpTextbox1="x" * (3 * 2**20), wpSave="Save")
            assert "longer than the maximum" in refused.text
            with contextlib.suppress(httpx.TransportError):  # cut off, or told so
                answer = await client.post("/index.php", params={"title": "Holmbeck"}, content=b"x" * (9 * 2**20))
                assert answer.status_code == 413
        async with visitor(world, WRITER) as client:
            assert (await client.get("/wiki/Holmbeck")).status_code == 200
        assert world.changes() == []
        world.delete()

    run(test)


@needs_mediawiki
def test_a_killed_interpreter_is_an_error_and_the_next_request_has_another() -> None:
    async def test() -> None:
        world = await (await open_site("wiki")).new_world()
        async with visitor(world, WRITER) as client:
            await client.get("/wiki/Holmbeck")
            first = await interpreter()
            os.kill(first, signal.SIGSTOP)
            writing = asyncio.create_task(client.get("/wiki/Ravenscar_Hut"))
            done, _ = await asyncio.wait([writing], timeout=0.5)
            assert not done
            os.kill(first, signal.SIGKILL)
            assert (await writing).status_code == 500
            assert world.changes() == []
            await write(client, "Holmbeck", "alive")
            assert await interpreter() != first
        assert texts(world, "Holmbeck")[0] == "alive"
        world.delete()

    run(test)


@needs_mediawiki
def test_the_interpreter_ends_with_its_server() -> None:
    async def test() -> None:
        site = await open_site("wiki")
        world = await site.new_world()
        async with visitor(world) as client:
            await client.get("/")
        process = await interpreter()
        assert isinstance(site, Site)
        await site.stop()
        async with asyncio.timeout(10):
            while (
                Path(f"/proc/{process}").exists() and "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
            ):
                await asyncio.sleep(0)
        await site.start()
        world.delete()

    run(test)


PROBE = """<?php
echo json_encode( [
    date( 'Y-m-d H:i' ),
    @file_get_contents( $_GET['secret'] ),
    @file_put_contents( $_GET['secret'], 'spoilt' ),
    @fsockopen( '127.0.0.1', 9, $number ),
    $number,
    file_put_contents( 'own', 'x' ),
] );
"""


@needs_mediawiki
@needs_landlock
def test_an_interpreter_is_shut_in_its_folder(tmp_path: Path) -> None:
    folder, secret = tmp_path / "worlds", tmp_path / "secret"
    folder.mkdir()
    secret.write_text("secret")
    (folder / "probe.php").write_text(PROBE)
    interpreter = FastCgi(["php-cgi"], folder, readable=[], variables={"PHP_INI_SCAN_DIR": ""})
    variables = {
        "QUERY_STRING": f"secret={secret}",
        "REDIRECT_STATUS": "200",
        "REQUEST_METHOD": "GET",
        "SCRIPT_FILENAME": str(folder / "probe.php"),
    }
    for moment in ("2026-03-16 09:00", "2026-03-16 09:05"):
        with time_machine.travel(f"{moment}+00:00", tick=False):
            said = interpreter.answer(variables, b"")
        assert json.loads(said.partition(b"\r\n\r\n")[2]) == [moment, False, False, False, errno.EACCES, 1]
    assert secret.read_text() == "secret"


@needs_mediawiki
def test_nothing_leads_out_of_the_wiki() -> None:
    """No file of the machine is served, and none comes in: uploads, addresses, pictures of others, raw HTML."""

    async def test() -> None:
        world = await (await open_site("wiki")).new_world()
        async with visitor(world, ADMINISTRATOR) as client:
            for path in (
                "/../../etc/passwd",
                "/resources/../../../../etc/passwd",
                "/resources/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/LocalSettings.php",
                "/maintenance/eval.php",
                "/includes/Defines.php",
                "/img_auth.php",
                "/rest.php",
            ):
                answer = await client.get(path)
                assert answer.status_code == 404, path
                assert "root:" not in answer.text, path
            for page in ("Upload", "Import", "UserRights", "ChangePassword", "CreateAccount", "Interwiki"):
                answer = await client.get(f"/wiki/Special:{page}")
                assert 'type="file"' not in answer.text, page
                assert 'type="password"' not in answer.text, page
            for action in ("upload", "import", "userrights", "changeauthenticationdata"):
                answer = await client.post("/api.php", data={"action": action, "format": "json", "token": "x"})
                assert "error" in answer.json(), action
            await write(
                client,
                "Holmbeck",
                "http://elsewhere.example/a.png <html><img src=http://elsewhere.example/b.png></html> "
                "<img src=http://elsewhere.example/c.png> [[File:http://elsewhere.example/d.png]] {{http://elsewhere.example/e}} "
                "<div style='background: url(http://elsewhere.example/f.png)'>x</div><script>alert(1)</script>",
            )
            page = (await client.get("/wiki/Holmbeck")).text
            assert not re.search(r"<(?:img|script)[^>]+elsewhere|url\(\s*http|<script>alert", page)
            for title in ("MediaWiki:Common.js", "MediaWiki:Common.css", "User:Hedda/common.js"):
                form = await client.get("/index.php", params={"title": title, "action": "edit"})
                assert "wpSave" not in form.text, title
        world.delete()

    run(test)


def test_a_program_that_is_absent_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find_program", lambda name: None if name.endswith("intl.so") else Path("/usr"))
    with pytest.raises(MissingDependency, match=r"apt-get install --no-install-recommends php-intl$"):
        check_programs(SITES["wiki"])
