"""The software project: Fossil itself, a process for every request, in real worlds."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from digienv.core.errors import MissingDependency
from digienv.doctor import _check_sites
from digienv.sites import programs
from digienv.sites.catalogue import SITES
from digienv.sites.code.content import BEGAN, START, generate
from digienv.sites.hosting import Site, open_site
from digienv.sites.programs import check_programs, missing_programs, run_program
from digienv.sites.worlds import World
from digienv.suites.code.pages import DEVELOPER
from tests.sites.support import assert_equal_episodes, run, skip_without_programs, visitor

needs_fossil = skip_without_programs("code")
needs_landlock = pytest.mark.skipif(not programs._landlock(), reason="the kernel does not know Landlock")

PAGES = (
    "/home",
    "/timeline",
    "/dir?ci=tip",
    "/brlist",
    "/taglist",
    "/forum",
    "/ticket",
    "/tktnew",
    "/rptview/2",
    "/wcontent",
    "/wikiedit?name=Roadmap",
    "/info/tip",
)


async def post(client: httpx.AsyncClient, path: str, **data: object) -> httpx.Response:
    """Send the form of a page."""
    page = await client.get(path)
    hidden = re.findall(r"<input type=[\"']hidden[\"'] name=[\"'](\w+)[\"'] value=[\"']([^\"']*)", page.text)
    referer = {"Referer": f"http://{client.headers['host']}{path}"}
    return await client.post(path.partition("?")[0], headers=referer, data={**dict(hidden), **data})


async def files_a_ticket(client: httpx.AsyncClient, world: World, title: str = "It leaks") -> None:
    fields = {"title": title, "type": "Incident", "severity": "Minor", "icomment": "x", "mutype": "Plain Text"}
    assert (await post(client, "/tktnew", **fields, submit="Submit")).status_code == 302
    assert world.query("SELECT title FROM ticket ORDER BY tkt_ctime DESC LIMIT 1") == [{"title": title}]


def test_there_is_enough_content() -> None:
    content = generate(0)
    assert content == generate(0)
    assert content != generate(1)
    assert len(content.check_ins) >= 60
    assert len({one.author for one in content.check_ins}) >= 6
    assert len({one.branch for one in content.check_ins}) >= 4
    assert sum(one.release is not None for one in content.check_ins) == 5
    assert max(change.ticket for change in content.ticket_changes) >= 60
    assert len({edit.page for edit in content.wiki_edits}) >= 12
    assert len({post.thread for post in content.posts}) == 12
    for events in (content.check_ins, content.ticket_changes, content.wiki_edits, content.posts):
        times = [one.time for one in events]
        assert times == sorted(set(times))
        assert times[0] >= BEGAN
        assert times[-1] < START
    assert max(Counter(one.comment for one in content.check_ins).values()) == 1
    titles = [change.fields["title"] for change in content.ticket_changes if "title" in change.fields]
    assert len(set(titles)) == len(titles)


@needs_fossil
def test_fossil_understands_the_whole_past() -> None:
    async def test() -> None:
        world = await (await open_site("code")).new_world()
        content = generate(0)
        rows = world.query("SELECT type, count(*) AS count FROM event GROUP BY type")
        found = {str(row["type"]): row["count"] for row in rows}
        assert found == {
            "ci": len(content.check_ins),
            "t": len(content.ticket_changes),
            "w": len(content.wiki_edits),
            "f": len(content.posts),
            "g": 5,
        }
        assert not world.query("SELECT * FROM phantom UNION SELECT rid FROM orphan")
        check = run_program(["fossil", "test-integrity", "code.fossil"], world.state)
        assert b"0 errors" in check, check
        world.delete()

    run(test)


@needs_fossil
def test_looking_changes_nothing_and_refers_to_no_other_host() -> None:
    async def test() -> None:
        world = await (await open_site("code")).new_world()
        async with visitor(world, DEVELOPER) as client:
            for path in PAGES:
                page = await client.get(path)
                assert page.status_code == 200, path
                assert DEVELOPER in page.text
                hosts = set(re.findall(r"(?:src|href|action)=['\"]?https?://([^/'\" >]+)", page.text))
                assert hosts <= {world.host}, path
        assert world.changes() == []
        world.delete()

    run(test)


@needs_fossil
@needs_landlock
def test_equal_seeds_are_equal_episodes() -> None:
    """Down to the hash that a new ticket is given."""
    run(lambda: assert_equal_episodes("code", "file-ticket"))


@needs_fossil
def test_worlds_are_apart_while_all_are_written_to() -> None:
    async def test() -> None:
        site = await open_site("code")
        worlds = [await site.new_world() for _ in range(4)]

        async def write(world: World, number: int) -> None:
            async with visitor(world, DEVELOPER) as client:
                await files_a_ticket(client, world, f"ticket {number}")

        await asyncio.gather(*map(write, worlds, range(4)))
        for number, world in enumerate(worlds):
            rows = world.query("SELECT title FROM ticket WHERE title GLOB 'ticket *'")
            assert rows == [{"title": f"ticket {number}"}]
            world.delete()

    run(test)


async def signs_out(client: httpx.AsyncClient, world: World) -> None:
    await post(client, "/login", out="Logout")
    assert not world.query("SELECT 1 FROM user WHERE login = ? AND cookie IS NOT NULL", (DEVELOPER,))


async def posts_a_megabyte(client: httpx.AsyncClient, world: World) -> None:
    await files_a_ticket(client, world, "x" * 10**6)


async def leaves_a_file_behind(client: httpx.AsyncClient, world: World) -> None:
    (world.state / "litter").write_text("x")
    await files_a_ticket(client, world)


@needs_fossil
@pytest.mark.parametrize("mischief", [signs_out, posts_a_megabyte, leaves_a_file_behind])
def test_whatever_an_agent_does_the_next_reset_is_clean(
    mischief: Callable[[httpx.AsyncClient, World], Awaitable[None]],
) -> None:
    async def test() -> None:
        world = await (await open_site("code")).new_world()
        async with visitor(world, DEVELOPER) as client:
            await mischief(client, world)
        world.reset()
        assert world.changes() == []
        async with visitor(world, DEVELOPER) as client:
            assert "Logout" in (await client.get("/timeline")).text
        assert {file.name for file in world.state.iterdir()} <= {"code.fossil", "ticks"}
        world.delete()

    run(test)


@needs_fossil
def test_nobody_is_an_administrator_and_names_lead_nowhere() -> None:
    async def test() -> None:
        world = await (await open_site("code")).new_world()
        assert not world.query("SELECT login FROM user WHERE cap GLOB '*[as]*'")
        async with visitor(world, DEVELOPER) as client:
            for path in ("/admin_sql", "/setup", "/tktsetup_tab", "/admin_th1"):
                answer = await client.get(path)
                assert answer.status_code == 302, path
                assert "/login" in answer.headers["location"]
            for path in (
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/doc/tip/../../../etc/passwd",
                "/uv/../ticks",
            ):
                assert "root:" not in (await client.get(path)).text, path
        world.delete()

    run(test)


@needs_landlock
@pytest.mark.skipif(bool(missing_programs(SITES["code"])), reason="faketime is not installed")
@pytest.mark.parametrize(
    "script",
    [
        "cat $SECRET",
        "echo x > $SECRET",
        "echo x > ../elsewhere",
        "head -c 1 /dev/urandom",
        "bash -c ': > /dev/tcp/127.0.0.1/9' 2>&1 | grep refused",
    ],
)
def test_a_program_is_shut_in_its_folder(script: str, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    secret = tmp_path / "secret"
    secret.write_text("secret")
    assert run_program(["sh", "-c", "echo in > own; cat own"], folder) == b"in\n"
    with pytest.raises(subprocess.CalledProcessError):
        run_program(["sh", "-c", script], folder, variables={"SECRET": str(secret)})
    assert secret.read_text() == "secret"
    assert not (tmp_path / "elsewhere").exists()


def test_a_program_that_is_absent_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    with pytest.raises(MissingDependency, match="apt-get install --no-install-recommends fossil faketime"):
        check_programs(SITES["code"])
    finding = next(one for one in _check_sites() if one.name == "site code")
    assert finding.state == "missing"
    assert finding.remedy.endswith("apt-get install -y fossil faketime")

    async def test() -> None:
        site = await open_site("code")
        assert isinstance(site, Site)
        await site.stop()
        with pytest.raises(MissingDependency, match="fossil"):
            await site.start()

    run(test)
