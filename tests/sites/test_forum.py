"""The forum: a real server, a real browser, real worlds."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Awaitable, Callable

import httpx
import pytest
from PIL import Image

from digienv.sites.hosting import open_site
from digienv.sites.worlds import World
from digienv.suites.forum.world import ADMINISTRATOR, MEMBER, MODERATOR
from tests.sites.support import assert_equal_episodes, hosts, post, run, token, visitor

PASSWORD = "worlds keep no secrets"
PLACES = (
    "/",
    "/?page=3",
    "/search/",
    "/search/?q=slugs",
    "/topic/notification/",
    "/topic/notification/unread/",
    "/topic/unread/",
    "/topic/private/",
    "/topic/publish/",
    "/topic/private/publish/",
    "/user/",
    "/user/menu/",
    "/user/1/hazel_thicket/",
    "/user/topics/1/hazel_thicket/",
    "/user/likes/1/hazel_thicket/",
    "/category/2/vegetables/",
)
ADMIN_PLACES = (
    "/st/admin/",
    "/st/admin/config/",
    "/st/admin/category/",
    "/st/admin/category/create/",
    "/st/admin/category/update/3/",
    "/st/admin/topic/",
    "/st/admin/user/",
    "/st/admin/user/edit/3/",
    "/st/admin/comment/flag/",
)


async def places(world: World, user: str) -> list[str]:
    """Pages that somebody may look at: all kinds of them, and some topics."""
    topics = world.query(
        "SELECT t.id, t.slug, t.category_id = 1 AS private FROM spirit_topic_topic t "
        "LEFT JOIN spirit_topic_private_topicprivate p ON p.topic_id = t.id "
        "LEFT JOIN auth_user u ON u.id = p.user_id "
        "WHERE (t.category_id > 1 AND t.id % 11 = 0) OR u.username = ? ORDER BY t.id LIMIT 40",
        (user,),
    )
    kinds = {0: "/topic/{id}/{slug}/", 1: "/topic/private/{id}/{slug}/"}
    found = [*PLACES, *(kinds[int(str(topic["private"]))].format_map(topic) for topic in topics)]
    return [*found, *ADMIN_PLACES] if user == ADMINISTRATOR else found


def test_equal_seeds_are_equal_episodes() -> None:
    run(lambda: assert_equal_episodes("forum", "start-topic", "url", "state_key"))


@pytest.mark.parametrize("user", [MEMBER, MODERATOR, ADMINISTRATOR])
def test_looking_changes_nothing_and_leads_nowhere_else(user: str) -> None:
    """No page changes what is compared, and none loads anything from another host."""

    async def test() -> None:
        site = await open_site("forum")
        world = await site.new_world()
        async with visitor(world, user) as client:
            for place in await places(world, user):
                page = await client.get(place)
                assert page.status_code == 200, place
                assert not hosts(page.text), place
        assert world.changes() == []
        world.delete()

    run(test)


def test_signing_in_again_changes_nothing() -> None:
    async def test() -> None:
        site = await open_site("forum")
        world = await site.new_world()
        async with visitor(world) as client:
            answer = await post(client, "/user/login/", username=MEMBER, password=PASSWORD)
            assert answer.status_code == 302
            assert MEMBER in (await client.get("/")).text
        assert world.changes() == []
        world.delete()

    run(test)


def test_worlds_are_apart_while_all_are_written_to() -> None:
    async def test() -> None:
        site = await open_site("forum")
        worlds = [await site.new_world() for _ in range(6)]
        topics = worlds[0].query(
            "SELECT id, slug FROM spirit_topic_topic WHERE NOT is_closed AND category_id > 1 LIMIT 6"
        )

        async def say(world: World, number: int) -> None:
            path = "/topic/{id}/{slug}/".format_map(topics[number])
            async with visitor(world, MEMBER) as client:
                page = await client.get(path)
                data = {**token(page), "comment": f"This is world {number}."}
                answer = await client.post(f"/comment/{topics[number]['id']}/publish/", data=data)
                assert answer.status_code == 302

        await asyncio.gather(*(say(world, number) for number, world in enumerate(worlds)))
        for number, world in enumerate(worlds):
            added = [change.after for change in world.changes() if change.table == "spirit_comment_comment"]
            assert [row and row["comment"] for row in added] == [f"This is world {number}."]
            world.delete()

    run(test)


def test_options_of_one_world_are_not_those_of_another() -> None:
    """Also where they were changed at the same time, which tells Spirit that they are the same."""

    async def test() -> None:
        site = await open_site("forum")
        worlds = [await site.new_world() for _ in range(2)]
        options = {"topics_per_page": 20, "comments_per_page": 20}
        for world, name in zip(worlds, ("Herbage", "Fernery"), strict=True):
            async with visitor(world, ADMINISTRATOR) as client:
                await post(client, "/st/admin/config/", site_name=name, **options)
        for world, name in zip(worlds, ("Herbage", "Fernery"), strict=True):
            async with visitor(world) as client:
                assert f"- {name}</title>" in (await client.get("/")).text
        worlds[0].reset()
        async with visitor(worlds[0]) as client:
            assert "- Hedgerow</title>" in (await client.get("/")).text
        for world in worlds:
            world.delete()

    run(test)


async def posts_as_much_as_it_may(client: httpx.AsyncClient, world: World) -> None:
    for number in range(5):
        await post(client, "/topic/publish/", title=f"Topic {number}", category=8, comment="x" * 3000)
    assert world.query("SELECT count(*) AS count FROM spirit_topic_topic WHERE title LIKE 'Topic _'") == [{"count": 5}]


async def signs_out(client: httpx.AsyncClient, world: World) -> None:
    await post(client, "/user/logout/")
    assert "Log in" in (await client.get("/")).text


async def changes_its_password(client: httpx.AsyncClient, world: World) -> None:
    new = {"new_password1": "another", "new_password2": "another"}
    answer = await post(client, "/user/password-change/", old_password=PASSWORD, **new)
    assert answer.status_code == 302


async def finds_the_administrators_password(client: httpx.AsyncClient, world: World) -> None:
    await post(client, "/user/logout/")
    await post(client, "/user/login/", username=ADMINISTRATOR, password=PASSWORD)
    await post(client, "/st/admin/category/update/2/", title="Gone", is_removed="on")
    assert "Vegetables" not in (await client.get("/")).text


MISCHIEF = (posts_as_much_as_it_may, signs_out, changes_its_password, finds_the_administrators_password)


@pytest.mark.parametrize("mischief", MISCHIEF)
def test_whatever_an_agent_does_the_next_reset_is_clean(
    mischief: Callable[[httpx.AsyncClient, World], Awaitable[None]],
) -> None:
    async def test() -> None:
        site = await open_site("forum")
        world = await site.new_world()
        async with visitor(world, MEMBER) as client:
            await mischief(client, world)
        world.reset()
        assert world.changes() == []
        async with visitor(world, MEMBER) as client:
            page = (await client.get("/")).text
            assert MEMBER in page
            assert "Vegetables" in page
        world.delete()

    run(test)


def test_uploads_stay_in_their_world_under_a_name_that_follows_from_them() -> None:
    async def test() -> None:
        site = await open_site("forum")
        one, two = await site.new_world(), await site.new_world()
        file = io.BytesIO()
        Image.new("RGB", (40, 30), "green").save(file, "JPEG")
        names = []
        async with visitor(one, MEMBER) as client:
            page = await client.get("/topic/publish/")
            for _ in range(2):
                answer = await client.post(
                    "/comment/upload/",
                    data=token(page),
                    files={"image": ("../../lawn.jpg", file.getvalue(), "image/jpeg")},
                    headers={"X-Requested-With": "XMLHttpRequest"},
                )
                names.append(answer.json()["url"])
            assert names[0] == names[1]
            assert names[0].startswith("/media/spirit/images/")
            assert (await client.get(names[0])).content == file.getvalue()
        async with visitor(two) as client:
            assert (await client.get(names[0])).status_code == 404
        one.reset()
        async with visitor(one) as client:
            assert (await client.get(names[0])).status_code == 404
        one.delete()
        two.delete()

    run(test)


def test_search_finds_what_was_said_and_no_private_conversation() -> None:
    async def test() -> None:
        site = await open_site("forum")
        world = await site.new_world()

        async def found(client: httpx.AsyncClient, words: str, **narrowed: object) -> list[str]:
            page = await client.get("/search/", params={"q": words, **narrowed})
            return re.findall(r'href="/topic/(?:\d+)/([^/"]+)/"', page.text)

        async with visitor(world, MEMBER) as client:
            assert "slugs-eat-the-hostas-overnight" in await found(client, "hostas")
            assert "slugs-eat-the-hostas-overnight" in await found(client, "GROUNDS coffee overnight")
            [category] = world.query("SELECT id FROM spirit_category_category WHERE title = 'Ponds'")
            everywhere, ponds = await found(client, "water"), await found(client, "water", category=category["id"])
            assert len(everywhere) == 20
            assert 0 < len(ponds) < 20
            assert await found(client, "sack barrow lemon seed-free nonsense") == []
            assert await found(client, "borrow your long ladder clean") == []
        world.delete()

    run(test)
