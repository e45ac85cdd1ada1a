"""The museums' website: a real server, a real browser, real worlds."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from django.core.signing import Signer
from PIL import Image

from digienv.sites.cms.settings import cms_settings
from digienv.sites.hosting import open_site
from digienv.sites.worlds import World
from digienv.suites.cms.world import ADMINISTRATOR, EDITOR, HOME, MODERATOR
from tests.sites.support import assert_equal_episodes, hosts, post, run, token, visitor

PASSWORD = "worlds keep no secrets"
PLACES = (
    "/",
    "/news/?page=3",
    "/news/?tag=research",
    "/whats-on/?month=2026-04&venue=heron-mill",
    "/search/?q=mill",
    "/search/?q=",
)
ADMIN_PLACES = (
    "/admin/",
    "/admin/pages/search/?q=mill",
    "/admin/images/",
    "/admin/images/1/",
    "/admin/documents/",
    "/admin/account/",
    "/admin/reports/workflow/",
    "/admin/reports/site-history/",
)
MODERATOR_PLACES = ("/admin/redirects/", "/admin/redirects/import/", "/admin/settings/cms/contact/1/")
ADMINISTRATOR_PLACES = (
    "/admin/users/",
    "/admin/users/edit/3/",
    "/admin/groups/",
    "/admin/sites/",
    "/admin/workflows/list/",
)

ARTICLE = """
    SELECT p.id, p.title, p.slug, a.date, a.intro FROM wagtailcore_page p JOIN cms_articlepage a ON a.page_ptr_id = p.id
    WHERE NOT p.live AND p.go_live_at IS NULL
    AND p.id NOT IN (SELECT object_id FROM wagtailcore_workflowstate) ORDER BY p.id LIMIT 1
"""


def addresses(world: World, where: str) -> list[str]:
    """Of pages, as visitors see them."""
    rows = world.query(f"SELECT url_path FROM wagtailcore_page WHERE depth > 1 AND {where} ORDER BY id")
    return [str(row["url_path"]).removeprefix(HOME) for row in rows]


def places(world: World, user: str | None) -> list[str]:
    """Pages that somebody may look at: all kinds of them, and a tenth of all that are published."""
    if user is None:
        return [*PLACES, *addresses(world, "live AND (id % 10 = 0 OR depth < 4)")]
    pages = world.query("SELECT id FROM wagtailcore_page WHERE depth > 1 AND id % 23 = 0")
    parts = ("/admin/pages/{id}/", "/admin/pages/{id}/edit/", "/admin/pages/{id}/history/")
    found = [*ADMIN_PLACES, *(part.format_map(page) for page in pages for part in parts)]
    return found + [*MODERATOR_PLACES, *ADMINISTRATOR_PLACES][: {EDITOR: 0, MODERATOR: 3}.get(user)]


def test_equal_seeds_are_equal_episodes() -> None:
    run(lambda: assert_equal_episodes("cms", "move-object", "url", "state_key"))


@pytest.mark.parametrize("user", [None, EDITOR, MODERATOR, ADMINISTRATOR])
def test_looking_changes_nothing_and_leads_nowhere_else(user: str | None) -> None:
    """No page changes what is compared, none loads anything from another host, and none says where it is installed."""

    async def test() -> None:
        site = await open_site("cms")
        world = await site.new_world()
        async with visitor(world, user) as client:
            for place in places(world, user):
                page = await client.get(place, follow_redirects=True)
                assert page.status_code == 200, place
                assert not hosts(page.text), place
                assert "//localhost" not in page.text, place
        assert world.changes() == []
        world.delete()

    run(test)


def test_signing_in_again_changes_nothing() -> None:
    async def test() -> None:
        site = await open_site("cms")
        world = await site.new_world()
        async with visitor(world) as client:
            name = EDITOR.partition("@")[0]
            answer = await post(client, "/admin/login/", username=name, password=PASSWORD, next="/admin/")
            assert answer.status_code == 302
            assert "Mina" in (await client.get("/admin/")).text
        assert world.changes() == []
        world.delete()

    run(test)


def test_visitors_see_what_is_published_and_nothing_else() -> None:
    async def test() -> None:
        site = await open_site("cms")
        world = await site.new_world()
        drafts = world.query("SELECT title FROM wagtailcore_page WHERE NOT live ORDER BY id")
        assert len(drafts) >= 20
        async with visitor(world) as client:
            for place in addresses(world, "NOT live"):
                assert (await client.get(place)).status_code == 404, place
            assert (await client.get("/admin/")).headers["location"].startswith("/admin/login/")
            lists = [(await client.get(place)).text for place in ("/", "/whats-on/", "/news/", "/news/?page=2")]
            for draft in drafts:
                found = await client.get("/search/", params={"q": draft["title"]})
                assert not any(f">{draft['title']}</a>" in page for page in (*lists, found.text)), draft["title"]
            assert ">The language of looms</a>" in (await client.get("/search/?q=language+looms")).text
        world.delete()

    run(test)


@pytest.mark.parametrize(("user", "published"), [(EDITOR, 0), (MODERATOR, 1)])
def test_only_moderators_publish_news(user: str, published: int) -> None:
    async def test() -> None:
        site = await open_site("cms")
        world = await site.new_world()
        [article] = world.query(ARTICLE)
        said = {name: article[name] for name in ("title", "slug", "date", "intro")}
        async with visitor(world, user) as client:
            answer = await post(client, f"/admin/pages/{article['id']}/edit/", **said, **{"action-publish": "publish"})
            assert answer.status_code == 302, answer.text
        assert world.query("SELECT live FROM wagtailcore_page WHERE id = ?", (article["id"],)) == [{"live": published}]
        assert world.changes()
        world.delete()

    run(test)


@pytest.mark.parametrize("how", [str, lambda path: f"../../../../../..{path}"])
def test_an_import_reads_no_file_of_the_host(how: Callable[[str], str], tmp_path: Path) -> None:
    """Not even for somebody who signs its name like the server."""

    async def test() -> None:
        file = tmp_path / "old.csv"
        file.write_text("from,to\n/a-secret,https://heron.example/\n", encoding="utf-8")
        signer = Signer(key=cms_settings()["SECRET_KEY"], fallback_keys=())
        site = await open_site("cms")
        world = await site.new_world()
        async with visitor(world, MODERATOR) as client:
            start = await client.get("/admin/redirects/import/")
            named = {"import_file_name": signer.sign(how(str(file))), "input_format": signer.sign("0")}
            answer = await client.post(
                "/admin/redirects/import/process/",
                data={"from_index": "0", "to_index": "1", **named, **token(start)},
            )
            assert "a-secret" not in answer.text
        assert world.changes() == []
        world.delete()

    run(test)


def test_redirects_can_be_imported() -> None:
    async def test() -> None:
        site = await open_site("cms")
        world = await site.new_world()
        async with visitor(world, MODERATOR) as client:
            start = await client.get("/admin/redirects/import/")
            sent = token(start)
            file = ("old.csv", b"from,to\n/so-old,https://heron.example/\n", "text/csv")
            confirm = await client.post("/admin/redirects/import/", data=sent, files={"import_file": file})
            named = dict(re.findall(r'name="(import_file_name|input_format)" value="([^"]+)"', confirm.text))
            assert len(named) == 2, confirm.text
            chosen = {"from_index": "0", "to_index": "1", "permanent": "on"}
            await client.post("/admin/redirects/import/process/", data=sent | named | chosen)
            assert (await client.get("/so-old/")).headers["location"] == "https://heron.example/"
        world.delete()

    run(test)


def test_no_address_is_looked_up_for_what_is_embedded() -> None:
    code = """
        import socket
        from digienv.sites.cms.application import SiteApplication

        def refuse(host, *rest, **more):
            print("asked for", host)
            raise OSError

        SiteApplication()
        from wagtail.embeds.embeds import get_finder_for_embed
        from wagtail.embeds.exceptions import EmbedException

        socket.getaddrinfo = refuse
        try:
            get_finder_for_embed("https://www.youtube.com/watch?v=jNQXAC9IVRw")
        except EmbedException as error:
            print(type(error).__name__)
    """
    out = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert out.stdout == "EmbedUnsupportedProviderException\n"


async def deletes_a_picture(client: httpx.AsyncClient, world: World) -> None:
    [picture] = world.query("SELECT id, file FROM wagtailimages_image ORDER BY id LIMIT 1")
    await post(client, f"/admin/images/{picture['id']}/delete/")
    assert (await client.get(f"/admin/images/{picture['id']}/")).status_code == 404


async def takes_the_front_page_away(client: httpx.AsyncClient, world: World) -> None:
    await post(client, "/admin/pages/2/unpublish/")
    assert (await client.get("/")).status_code == 404


async def signs_out(client: httpx.AsyncClient, world: World) -> None:
    page = await client.get("/admin/account/")
    await client.post("/admin/logout/", data=token(page))
    assert (await client.get("/admin/")).status_code == 302


async def uploads_a_picture(client: httpx.AsyncClient, world: World) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    page = await client.get("/admin/images/add/")
    await client.post(
        "/admin/images/add/",
        data={**token(page), "title": "Lawn", "collection": "1"},
        files={"file": ("../../lawn.jpg", file.getvalue(), "image/jpeg")},
    )
    [picture] = world.query("SELECT file FROM wagtailimages_image WHERE title = 'Lawn'")
    assert str(picture["file"]).startswith("original_images/lawn")
    assert (await client.get(f"/media/{picture['file']}")).content == file.getvalue()


MISCHIEF = (deletes_a_picture, takes_the_front_page_away, signs_out, uploads_a_picture)


@pytest.mark.parametrize("mischief", MISCHIEF)
def test_whatever_an_agent_does_concerns_its_world_until_the_next_reset(
    mischief: Callable[[httpx.AsyncClient, World], Awaitable[None]],
) -> None:
    async def test() -> None:
        site = await open_site("cms")
        one, other = await site.new_world(), await site.new_world()
        [picture] = one.query("SELECT file FROM wagtailimages_image ORDER BY id LIMIT 1")
        async with visitor(one, ADMINISTRATOR) as client:
            await mischief(client, one)
        one.reset()
        for world in (one, other):
            assert world.changes() == []
            async with visitor(world, ADMINISTRATOR) as client:
                assert (await client.get("/")).status_code == 200
                assert "Ottilie" in (await client.get("/admin/")).text
                assert (await client.get(f"/media/{picture['file']}")).status_code == 200
                assert (await client.get("/media/original_images/lawn.jpg")).status_code == 404
            world.delete()

    run(test)
