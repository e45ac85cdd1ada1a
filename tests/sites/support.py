"""What the tests of sites stand on."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.sites.catalogue import SITES
from digienv.sites.hosting import open_site
from digienv.sites.programs import missing_programs
from digienv.sites.remote import URL
from digienv.sites.worlds import World
from digienv.suites import make_async


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run a coroutine function on digienv's loop, with a bound."""

    async def bounded() -> None:
        async with asyncio.timeout(240):
            await test()

    loop.run(bounded())


@asynccontextmanager
async def environment(suite: str, task: str) -> AsyncIterator[AsyncEnv]:
    """An environment of one template."""
    env = make_async(suite, task)
    try:
        yield env
    finally:
        await env.close()


async def assert_equal_episodes(suite: str, task: str, *channels: str, but: tuple[str, ...] = ()) -> None:
    """Two episodes of one seed show the same after every action, and end with the same changes, but for some columns."""
    seen = []
    for _ in range(2):
        async with environment(suite, task) as env:
            env.channels = ("screenshot", "goal", *channels)
            observation, info = await env.reset(seed=5)
            steps = [(info["goal"], observation["screenshot"].tobytes())]
            async for action in env.solve():
                observation, *_, info = await env.step(action)
                steps.append((str(action), observation["screenshot"].tobytes()))
            changes = await env.surface.changes(suite)
            rows = [
                change.after and {name: value for name, value in change.after.items() if name not in but}
                for change in changes
            ]
            seen.append((steps, rows))
    (steps, changes), (other_steps, other_changes) = seen
    assert [action for action, _ in steps] == [action for action, _ in other_steps]
    different = [step for step, other in zip(steps, other_steps, strict=True) if step != other]
    assert [action for action, _ in different] == []
    assert changes == other_changes


def hosts(page: str) -> set[str]:
    """The hosts from which an HTML document loads anything, beside its own."""
    loaded = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=\"([^\"]+)", page)
    loaded += re.findall(r"url\(['\"]?([^'\")]+)", page)
    return {urlsplit(address).netloc for address in loaded} - {""}


@asynccontextmanager
async def visitor(world: World, user: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with a plain HTTP client."""
    site = await open_site(world.snapshot.site)
    await site.start()
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{site.port}",
        headers={"Host": world.host},
        cookies=dict(site.logins[user]) if user else None,
        timeout=60,
    ) as client:
        yield client


def token(page: httpx.Response) -> dict[str, str]:
    """What a page of Django wants to have back with its form, against forged requests."""
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert found, page.text[:500]
    return {"csrfmiddlewaretoken": found[1]}


async def post(client: httpx.AsyncClient, path: str, **data: object) -> httpx.Response:
    """Fill in the form of a page and send it."""
    page = await client.get(path)
    return await client.post(path, data={**token(page), **data})


def skip_without_programs(suite: str) -> pytest.MarkDecorator:
    """Skips tests of a site that is made of programs which are not installed, unless another process serves it."""
    missing = [] if URL in os.environ or suite not in SITES else missing_programs(SITES[suite])
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")
