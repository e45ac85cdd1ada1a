"""The tracker: a real server, a real browser, real worlds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

import digienv.sites.tracker
from digienv.sites.hosting import open_site
from digienv.sites.worlds import World
from digienv.suites.tracker.pages import ADMIN, DEVELOPER
from tests.sites.support import assert_equal_episodes, run, visitor

PASSWORD = "worlds keep no secrets"
PAGES = (
    "/",
    "/issue1",
    "/issue?@template=item",
    "/issue?@template=search",
    "/issue?@search_text=battery",
    "/msg1",
    "/keyword",
    "/keyword1",
    "/user",
    "/user3",
    "/query?@template=edit",
    "/query1",
    "/nothing",
)


async def save(client: httpx.AsyncClient, path: str, action: str = "edit", **data: object) -> httpx.Response:
    """Send the form of an item."""
    return await client.post(path, data={"@action": action, **{name.replace("at_", "@"): data[name] for name in data}})


def test_equal_seeds_are_equal_episodes() -> None:
    run(lambda: assert_equal_episodes("tracker", "create-issue", "url"))


def test_equal_states_are_equal_documents() -> None:
    async def test() -> None:
        site = await open_site("tracker")
        documents = []
        for _ in range(2):
            world = await site.new_world()
            async with visitor(world, DEVELOPER) as client:
                texts = [(await client.get(path)).text.replace(world.host, "HOST") for path in PAGES]
            assert world.changes() == [], "looking at pages changes something"
            documents.append(texts)
            world.delete()
        assert documents[0] == documents[1]

    run(test)


def test_worlds_are_apart_while_all_are_written_to() -> None:
    async def test() -> None:
        site = await open_site("tracker")
        worlds = [await site.new_world() for _ in range(8)]

        async def comment(world: World, number: int) -> None:
            async with visitor(world, DEVELOPER) as client:
                for text in ("first", "second"):
                    answer = await save(client, f"/issue{number}", at_note=f"{text} in {world.name}")
                    assert answer.headers["location"].startswith(f"http://{world.host}/issue{number}?")

        await asyncio.gather(*(comment(world, number) for number, world in enumerate(worlds, start=1)))
        for number, world in enumerate(worlds, start=1):
            changes = world.changes()
            assert [change.after["content"] for change in changes if change.table == "contents"] == [
                f"first in {world.name}",
                f"second in {world.name}",
            ]
            assert {change.after["id"] for change in changes if change.table == "_issue"} == {number}
            world.delete()

    run(test)


async def posts_a_megabyte(client: httpx.AsyncClient, world: World) -> None:
    await save(client, "/issue1", at_note="x" * 10**6)
    assert world.query("SELECT max(length(content)) AS longest FROM contents") == [{"longest": 10**6}]


async def signs_out(client: httpx.AsyncClient, world: World) -> None:
    await client.get("/?@action=logout")
    assert "Please sign in" in (await client.get("/")).text


async def changes_the_password(client: httpx.AsyncClient, world: World) -> None:
    await save(client, "/user3", **{"password": "another", "@confirm@password": "another"})
    assert [change.columns & {"_password"} for change in world.changes()] == [{"_password"}]


async def finds_the_administrators_password(client: httpx.AsyncClient, world: World) -> None:
    await client.get("/?@action=logout")
    await save(client, "/", "login", __login_name=ADMIN, __login_password=PASSWORD)
    await save(client, "/user3", "retire")
    assert world.query("SELECT __retired__ FROM _user WHERE _username = ?", (DEVELOPER,)) == [{"__retired__": 3}]


async def empties_a_class(client: httpx.AsyncClient, world: World) -> None:
    await save(client, "/", "login", __login_name=ADMIN, __login_password=PASSWORD)
    await save(client, "/status", "editCSV", rows="id,name,order\n")
    assert world.query("SELECT count(*) AS left FROM _status WHERE __retired__ = 0") == [{"left": 0}]


@pytest.mark.parametrize(
    "mischief",
    [posts_a_megabyte, signs_out, changes_the_password, finds_the_administrators_password, empties_a_class],
)
def test_whatever_an_agent_does_the_next_reset_is_clean(
    mischief: Callable[[httpx.AsyncClient, World], Awaitable[None]],
) -> None:
    async def test() -> None:
        site = await open_site("tracker")
        world = await site.new_world()
        async with visitor(world, DEVELOPER) as client:
            await mischief(client, world)
        world.reset()
        assert world.changes() == []
        async with visitor(world, DEVELOPER) as client:
            page = (await client.get("/issue1")).text
            assert "Log out" in page
            assert ">in progress<" in page
        world.delete()

    run(test)


def test_a_kept_moment_has_its_sessions() -> None:
    async def test() -> None:
        site = await open_site("tracker")
        world = await site.new_world()
        async with visitor(world) as client:
            await save(client, "/", "login", __login_name=DEVELOPER, __login_password=PASSWORD)
            cookies = dict(client.cookies)
            world.keep("signedin")
            await client.get("/?@action=logout")
            client.cookies.update(cookies)
            assert "Log out" not in (await client.get("/")).text
            client.cookies.update(cookies)
            world.reset(to="signedin")
            assert world.changes() == []
            assert "Log out" in (await client.get("/")).text
        world.delete()

    run(test)


def test_files_are_in_the_database_of_their_world() -> None:
    async def test() -> None:
        site = await open_site("tracker")
        one, two = await site.new_world(), await site.new_world()
        before = sorted(file.name for file in one.state.iterdir())
        made = []
        async with visitor(one, DEVELOPER) as client:
            for name, content in (("../../evil.png", bytes(range(256))), ("grüße.txt", "Grüße".encode())):
                files = {"@file": (name, content)}
                assert (await client.post("/issue1", data={"@action": "edit"}, files=files)).status_code == 302
                made.append(max(row["id"] for row in one.query("SELECT id FROM _file")))
                assert (await client.get(f"/file{made[-1]}/any")).content == content
        async with visitor(two, DEVELOPER) as client:
            for file in made:
                assert (await client.get(f"/file{file}/any")).status_code == 404
        assert {*(file.name for file in one.state.iterdir())} - {*before} == {"ticks"}
        one.delete()
        two.delete()

    run(test)


@pytest.mark.parametrize(
    "path",
    [
        "/@@file/../config.ini",
        "/@@file/..%2fconfig.ini",
        "/@@file/%2e%2e/schema.py",
        "/@@file/../../../../../../../../../../etc/passwd",
        "/@@file//etc/passwd",
        "/_file/..%5c..%5cconfig.ini",
        "/file1/../../ticks",
        "/issue?@template=../config.ini",
        "/home?@template=../../config",
        "/../tracker.sqlite3",
    ],
)
def test_names_in_addresses_lead_nowhere(path: str) -> None:
    async def test() -> None:
        site = await open_site("tracker")
        world = await site.new_world()
        async with visitor(world, ADMIN) as client:
            request = client.build_request("GET", "/")
            request.url = request.url.copy_with(raw_path=path.encode())
            answer = await client.send(request)
            for secret in ("secret_key", "define(db)", "root:", "SQLite format"):
                assert secret not in answer.text
        world.delete()

    run(test)


def test_mail_goes_nowhere() -> None:
    """Roundup believes that it has sent a message; no file beside the world's own says so."""
    home = Path(digienv.sites.tracker.__file__).parent

    async def test() -> None:
        site = await open_site("tracker")
        world = await site.new_world()
        files = sorted(home.rglob("*.*"))
        async with visitor(world) as client:
            answer = await save(client, "/user", "passrst", username=DEVELOPER)
            assert "Email sent to" in answer.text
        assert world.changes() == []
        assert sorted(home.rglob("*.*")) == files
        assert {file.name for file in world.state.iterdir()} == {
            "otk.sqlite3",
            "session.sqlite3",
            "tracker.sqlite3",
            "ticks",
        }
        world.delete()

    run(test)


def test_forms_of_other_sites_are_refused() -> None:
    async def test() -> None:
        site = await open_site("tracker")
        world, other = await site.new_world(), await site.new_world()
        data = {"@action": "edit", "@note": "forged"}
        async with visitor(world, DEVELOPER) as client:
            for host in (other.host, "elsewhere.example"):
                headers = {"Origin": f"http://{host}", "Sec-Fetch-Site": "cross-site"}
                answer = await client.post("/issue1", data=data, headers=headers)
                assert "Unable to authorize" in answer.text
                assert world.changes() == []
            headers = {"Origin": f"http://{world.host}", "Sec-Fetch-Site": "same-origin"}
            assert (await client.post("/issue1", data=data, headers=headers)).status_code == 302
            assert world.changes()
        world.delete()
        other.delete()

    run(test)


def test_nothing_is_loaded_from_outside() -> None:
    async def test() -> None:
        site = await open_site("tracker")
        world = await site.new_world()
        for user in (DEVELOPER, ADMIN, None):
            async with visitor(world, user) as client:
                for path in PAGES:
                    page = (await client.get(path)).text
                    for address in re.findall(r"""(?:src|href|action)=["']([^"']*)""", page):
                        assert "//" not in address.replace(f"http://{world.host}/", ""), (path, address)
        async with visitor(world) as client:
            for sheet in re.findall(r'href="(@@file/[^"]*)"', page):
                text = (await client.get(f"/{sheet}")).text
                assert all(address.startswith("data:") for address in re.findall(r"url\([\"']?([^)\"']*)", text))
        world.delete()

    run(test)


def test_words_are_found_in_titles_and_messages() -> None:
    async def test() -> None:
        site = await open_site("tracker")
        world = await site.new_world()
        async with visitor(world, DEVELOPER) as client:
            await save(client, "/issue1", at_note="the wombat sits in the basket")
            found = (await client.get("/issue", params={"@search_text": "Wombat basket"})).text
            assert re.findall(r'href="(issue\d+)"', found) == ["issue1"]
            assert "There are no such issues" in (await client.get("/issue?@search_text=unheardof")).text
        world.delete()

    run(test)
