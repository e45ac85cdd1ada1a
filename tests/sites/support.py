"""What the tests of sites stand on."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

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


async def post(client: httpx.AsyncClient, path: str, **data: object) -> httpx.Response:
    """Fill in the form of a page and send it."""
    page = await client.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token, page.text[:500]
    return await client.post(path, data={"csrfmiddlewaretoken": token[1], **data})


def skip_without_programs(suite: str) -> pytest.MarkDecorator:
    """Skips tests of a site that is made of programs which are not installed, unless another process serves it."""
    missing = [] if URL in os.environ or suite not in SITES else missing_programs(SITES[suite])
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")
