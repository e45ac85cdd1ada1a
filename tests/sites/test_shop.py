"""The shop: a real server, a real browser, real worlds."""

from __future__ import annotations

import asyncio
import html
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from digienv.core.actions import Goto
from digienv.sites.hosting import open_site
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTask
from digienv.sites.worlds import World
from digienv.suites.shop.people import CUSTOMER, MERCHANT, PASSWORD
from tests.sites.support import assert_equal_episodes, environment, post, run, token, visitor


def test_what_the_shop_does_by_itself_is_no_fault() -> None:
    """When there is enough of a product again, the shop takes its warning back."""

    async def test() -> None:
        async with environment("shop", "set-stock") as env:
            await env.reset(seed=0)
            assert isinstance(env.surface, SiteSurface)
            assert isinstance(env.task, SiteTask)
            task = env.task
            task.instance = next(one for one in await task.template.instances(env.surface) if one["stock_alert"])
            async for action in env.solve():
                *_, info = await env.step(action)
            assert info["success"], info["oracle"]["reason"]
            changes = await env.surface.changes("shop")
            assert [change.columns for change in changes if change.table == "partner_stockalert"] == [
                {"status", "date_closed"}
            ]

    run(test)


def test_facets_count_what_they_lead_to() -> None:
    async def test() -> None:
        site = await open_site("shop")
        world = await site.new_world()
        async with visitor(world, CUSTOMER) as client:
            page = (await client.get("/catalogue/category/kitchen/mugs_2/")).text
            facets = re.findall(r'<a href="([^"]+)">[^<]+</a>\s*\((\d+)\)', page)
            assert len(facets) >= 10
            for path, count in facets:
                narrowed = (await client.get(html.unescape(path))).text
                assert f"<strong>{count}</strong> result" in narrowed, path
        world.delete()

    run(test)


def test_all_reviews_that_wait_for_the_merchant_are_on_one_page() -> None:
    """Else two of them could not be ticked together, which a task asks for."""

    async def test() -> None:
        site = await open_site("shop")
        world = await site.new_world()
        async with visitor(world, MERCHANT) as client:
            page = (await client.get("/dashboard/reviews/?status=0")).text
        waiting = world.query("SELECT id FROM reviews_productreview WHERE status = 0")
        assert waiting
        assert all(f'value="{row["id"]}"' in page for row in waiting)
        world.delete()

    run(test)


async def order(client: httpx.AsyncClient, world: World, product: object) -> None:
    """Buy a product and have it sent to the first known address."""
    address = world.query("SELECT id FROM address_useraddress ORDER BY id LIMIT 1")[0]["id"]
    page = await client.get(f"/catalogue/x_{product}/", follow_redirects=True)
    for path, data in (
        (f"/basket/add/{product}/", {"quantity": 1}),
        ("/checkout/shipping-address/", {"action": "ship_to", "address_id": address}),
        ("/checkout/preview/", {"action": "place_order"}),
    ):
        answer = await client.post(path, data={**token(page), **data}, follow_redirects=True)
        assert answer.status_code == 200, answer.text
    assert answer.url.path == "/checkout/thank-you/"


def test_later_orders_have_higher_numbers() -> None:
    async def test() -> None:
        site = await open_site("shop")
        world = await site.new_world()
        async with visitor(world, CUSTOMER) as client:
            for product in world.query("SELECT product_id FROM partner_stockrecord WHERE num_in_stock > 3 LIMIT 2"):
                await order(client, world, product["product_id"])
        numbers = [int(str(row["number"])) for row in world.query("SELECT number FROM order_order ORDER BY id")]
        assert len(numbers) == 182
        assert numbers == sorted(set(numbers))
        world.delete()

    run(test)


@pytest.mark.parametrize(
    ("user", "path"),
    [
        (None, "/"),
        (CUSTOMER, "/catalogue/"),
        (CUSTOMER, "/catalogue/x_1/"),
        (CUSTOMER, "/basket/"),
        (CUSTOMER, "/accounts/addresses/"),
        (MERCHANT, "/dashboard/"),
        (MERCHANT, "/dashboard/catalogue/products/1/"),
        (MERCHANT, "/dashboard/vouchers/create/"),
    ],
)
def test_nothing_comes_from_elsewhere(user: str | None, path: str) -> None:
    async def test() -> None:
        site = await open_site("shop")
        world = await site.new_world()
        async with visitor(world, user) as client:
            page = (await client.get(path, follow_redirects=True)).text
        loaded = re.findall(r'<(?:script|img|iframe)\b[^>]*?\bsrc="([^"]*)"|<link\b[^>]*?\bhref="([^"]*)"', page)
        assert loaded
        assert all(
            (source or sheet).startswith("/") and not (source or sheet).startswith("//") for source, sheet in loaded
        )
        world.delete()

    run(test)


def test_equal_seeds_are_equal_episodes() -> None:
    run(lambda: assert_equal_episodes("shop", "write-review", "url", "state_key"))


def test_worlds_are_apart_while_all_are_written_to() -> None:
    async def test() -> None:
        site = await open_site("shop")
        worlds = [await site.new_world() for _ in range(8)]
        on_sale = """
            SELECT p.id FROM catalogue_product p JOIN partner_stockrecord s ON s.product_id = p.id
            WHERE p.is_public AND s.num_in_stock > 0 AND p.id NOT IN (SELECT product_id FROM basket_line)
            ORDER BY p.id LIMIT 8
        """
        products = [row["id"] for row in worlds[0].query(on_sale)]

        async def buy(world: World, product: object) -> None:
            async with visitor(world, CUSTOMER) as client:
                page = await client.get(f"/catalogue/x_{product}/", follow_redirects=True)
                data = {**token(page), "quantity": 1}
                assert (await client.post(f"/basket/add/{product}/", data=data)).status_code == 302

        await asyncio.gather(*map(buy, worlds, products))
        for world, product in zip(worlds, products, strict=True):
            lines = [change for change in world.changes() if change.table == "basket_line"]
            assert [(change.kind, change.after and change.after["product_id"]) for change in lines] == [
                ("added", product)
            ]
            world.delete()

    run(test)


async def posts_a_megabyte(client: httpx.AsyncClient, world: World) -> None:
    unseen = "SELECT * FROM catalogue_product WHERE id NOT IN (SELECT product_id FROM reviews_productreview)"
    review = "/catalogue/{slug}_{id}/reviews/add/".format_map(world.query(unseen)[0])
    await post(client, review, title="long", score=3, body="x" * 10**6)
    assert world.query("SELECT max(length(body)) AS longest FROM reviews_productreview") == [{"longest": 10**6}]


async def signs_out(client: httpx.AsyncClient, world: World) -> None:
    await client.get("/accounts/logout/")
    assert "Logout" not in (await client.get("/catalogue/")).text


async def deletes_the_account(client: httpx.AsyncClient, world: World) -> None:
    await post(client, "/accounts/profile/delete/", password=PASSWORD)
    assert not world.query("SELECT id FROM auth_user WHERE email = ?", (CUSTOMER,))


async def finds_the_merchants_password(client: httpx.AsyncClient, world: World) -> None:
    await client.get("/accounts/logout/")
    await post(client, "/dashboard/login/", username=MERCHANT, password=PASSWORD)
    name = "/dashboard/catalogue/product-type/create/"
    assert (await client.get(name)).status_code == 200


@pytest.mark.parametrize("mischief", [posts_a_megabyte, signs_out, deletes_the_account, finds_the_merchants_password])
def test_whatever_an_agent_does_the_next_reset_is_clean(
    mischief: Callable[[httpx.AsyncClient, World], Awaitable[None]],
) -> None:
    async def test() -> None:
        site = await open_site("shop")
        world = await site.new_world()
        async with visitor(world, CUSTOMER) as client:
            await mischief(client, world)
        world.reset()
        assert world.changes() == []
        async with visitor(world, CUSTOMER) as client:
            assert "Logout" in (await client.get("/catalogue/")).text
        world.delete()

    run(test)


def test_files_of_a_world_are_its_own_and_names_lead_nowhere(tmp_path: Path) -> None:
    async def test() -> None:
        site = await open_site("shop")
        one, two = await site.new_world(), await site.new_world()
        async with visitor(one, MERCHANT) as client:
            category = one.query("SELECT min(id) AS id FROM catalogue_category WHERE depth = 1")[0]["id"]
            path = f"/dashboard/catalogue/categories/{category}/update/"
            page = await client.get(path)
            picture = next((site.snapshot.shared / "media" / "images" / "products").iterdir()).read_bytes()
            data = {**token(page), "name": "Kitchen", "slug": "kitchen", "is_public": "on"}
            data |= {"treebeard_position": "first-child", "treebeard_ref_node": ""}
            answer = await client.post(path, data=data, files={"image": ("../../../evil.jpg", picture, "image/jpeg")})
            assert answer.status_code == 302, answer.text
            stored = str(one.query("SELECT image FROM catalogue_category WHERE id = ?", (category,))[0]["image"])
            assert stored.endswith("evil.jpg")
            assert ".." not in stored
            assert (await client.get(f"/media/{stored}")).content == picture
        async with visitor(two) as client:
            assert (await client.get(f"/media/{stored}")).status_code == 404
            for path in (
                "../site.sqlite3",
                "..%2fsite.sqlite3",
                "%2e%2e/site.sqlite3",
                "/etc/passwd",
                "..%5c..%5cticks",
            ):
                assert (await client.get(f"/media/{path}")).status_code in (400, 404), path
        one.delete()
        two.delete()

    run(test)


@pytest.mark.parametrize(
    "host", ["w9999.shop.localhost", "shop.localhost", "..shop.localhost", "a/b.shop.localhost", ""]
)
def test_other_hosts_are_no_worlds(host: str) -> None:
    async def test() -> None:
        site = await open_site("shop")
        world = await site.new_world()
        async with visitor(world) as client:
            assert (await client.get("/catalogue/", headers={"Host": host})).status_code in (400, 404)
        world.delete()

    run(test)


def test_no_page_reaches_another_world() -> None:
    async def test() -> None:
        site = await open_site("shop")
        other = await site.new_world()
        async with environment("shop", "open-product") as env:
            await env.reset(seed=0)
            there = f"http://{other.host}/catalogue/"
            reached = await env.surface.evaluate(f"fetch('{there}', {{mode: 'no-cors'}}).then(() => true, () => false)")
            assert reached is False
            *_, info = await env.step(Goto(there))
            assert "failure" not in info
            assert env.surface.url != there
            loaded = "performance.getEntriesByType('resource').map(e => new URL(e.name).host)"
            await env.reset(seed=0)
            assert set(await env.surface.evaluate(loaded)) == {env.surface.world("shop").host}
        other.delete()

    run(test)


def test_a_server_that_is_killed_is_a_failure_and_comes_back() -> None:
    async def test() -> None:
        site = await open_site("shop")
        async with environment("shop", "open-product") as env:
            await env.reset(seed=0)
            os.kill(site.process_id, signal.SIGKILL)
            _, reward, terminated, truncated, info = await env.step("press('F5')")
            while not truncated:
                _, reward, terminated, truncated, info = await env.step("wait(100)")
            assert "ended" in info["failure"]
            assert not terminated
            assert reward != reward  # NaN
            await env.reset(seed=0)
            async for action in env.solve():
                *_, info = await env.step(action)
            assert info["success"]

    run(test)


def test_a_start_that_is_given_up_can_be_made_again() -> None:
    async def test() -> None:
        site = await open_site("shop")
        await site.stop()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await site.start()
        world = await site.new_world()
        assert world.query("SELECT count(*) AS number FROM catalogue_category") != [{"number": 0}]
        world.delete()

    run(test)


def test_a_killed_process_leaves_nothing_that_the_next_does_not_remove() -> None:
    script = """
        import signal
        from digienv.core import loop
        from digienv.sites.hosting import open_site

        async def work():
            site = await open_site("shop")
            world = await site.new_world()
            print(site.process_id, world.folder, flush=True)

        loop.run(work())
        signal.pause()
    """
    runs = []
    for _ in range(2):
        process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        server, folder = process.stdout.readline().split()
        runs.append((process, int(server), Path(folder)))
        process.kill()
        process.wait()
    assert not runs[0][2].exists()
    for _, server, _ in runs:
        ended(server)


def ended(process: int) -> None:
    """Wait until a process is gone."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail(f"process {process} still runs")


def test_sites_make_no_connections() -> None:
    code = """
        import socket, sys
        from digienv.sites.server import _refuse_connections
        listener = socket.create_server(("127.0.0.1", 0))
        sys.addaudithook(_refuse_connections)
        try:
            socket.create_connection(listener.getsockname())
        except PermissionError as error:
            print(error)
    """
    out = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert out.stdout == "sites make no connections\n"
