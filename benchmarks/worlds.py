"""Sites: first builds and starts of all that can run here. Worlds of the shop: resets while others are in use, disk,
memory, and steps of scripted tasks with the CPU time that they take.

    python benchmarks/worlds.py

Resets are timed while 31 other worlds are visited by an HTTP client without a pause; steps are those of the scripted
solutions in 16 environments of one process. First builds are made in an empty cache, one after the other; then all
sites start together from that cache.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from cpu import CpuTimes

from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.machine import tree_memory
from digienv.sites.catalogue import SITES
from digienv.sites.hosting import Site, open_site
from digienv.sites.programs import missing_programs
from digienv.sites.worlds import World
from digienv.suites import make_async

WORLDS = 32
RESETS = 200
ENVS = 16
SECONDS = 60.0


async def visit(site: Site, worlds: list[World], stop: asyncio.Event) -> int:
    """Load pages of many worlds, a request at a time each, until told to stop; returns how many."""
    pages = 0

    async def wander(world: World) -> None:
        nonlocal pages
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{site.port}", timeout=120) as client:
            while not stop.is_set():
                answer = await client.get("/catalogue/", headers={"Host": world.host})
                assert answer.status_code == 200
                pages += 1

    await asyncio.gather(*map(wander, worlds))
    return pages


async def measure_starts() -> None:
    """First builds, and starts from a warm cache."""
    built = {}
    for info in SITES.values():
        if missing_programs(info):
            continue
        began = time.perf_counter()
        site = await open_site(info.name)
        await site.start()
        built[site] = time.perf_counter() - began
        await site.stop()
    each = ", ".join(f"{site.name} {seconds:.1f}" for site, seconds in built.items())
    print(f"first builds and starts: {sum(built.values()):.1f} s ({each})")
    pip_only = [site for site in built if not SITES[site.name].programs]
    for sites in (pip_only, list(built)):
        began = time.perf_counter()
        await asyncio.gather(*map(first_page, sites))
        names = ", ".join(site.name for site in sites)
        print(f"start from a warm cache to the first page of each of {names}: {time.perf_counter() - began:.1f} s")
        for site in sites:
            await site.stop()


async def first_page(site: Site) -> None:
    """Start a site, and load the first page of a new world."""
    world = await site.new_world()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{site.port}", timeout=60) as client:
        answer = await client.get("/", headers={"Host": world.host})
        while answer.is_redirect:
            path = urlsplit(answer.headers["Location"]).path
            answer = await client.get(path, headers={"Host": world.host})
        assert answer.status_code == 200
    world.delete()


async def measure_worlds() -> None:
    """What a world of the shop costs."""
    site = await open_site("shop")
    world = await site.new_world()
    times = []
    worlds = [world]
    while len(worlds) < WORLDS:
        began = time.perf_counter()
        worlds.append(await site.new_world())
        times.append(1000 * (time.perf_counter() - began))
    size = sum(file.stat().st_size for file in world.state.rglob("*") if file.is_file())
    print(f"new world: {statistics.median(times):.1f} ms (p50 of {len(times)}), {size / 2**20:.1f} MiB")

    stop = asyncio.Event()
    visitors = asyncio.create_task(visit(site, worlds[1:], stop))
    times = []
    for _ in range(RESETS):
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        await asyncio.to_thread(world.reset)
        times.append(1000 * (time.perf_counter() - began))
    stop.set()
    pages = await visitors
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"reset while {WORLDS - 1} others load {pages} pages: p50 {p50:.1f} ms, p95 {p95:.1f} ms ({RESETS} resets)")
    memory = tree_memory(site.process_id)
    assert memory is not None
    print(f"memory of the server with {WORLDS} worlds in use: {memory / 1e6:.0f} MB (PSS)")
    for one in worlds:
        one.delete()


async def measure_steps() -> None:
    """Steps together of environments that play scripted tasks, and who uses the processor for them."""
    envs = [make_async("shop") for _ in range(ENVS)]
    steps = episodes = solved = 0
    await asyncio.gather(*(env.reset(seed=number) for number, env in enumerate(envs)))
    times = CpuTimes()
    looking = asyncio.create_task(times.keep_looking())
    began = time.perf_counter()

    async def play(number: int, env: AsyncEnv) -> None:
        nonlocal steps, episodes, solved
        seed = 1000 * number
        while time.perf_counter() - began < SECONDS:
            await env.reset(seed=seed)
            seed += 1
            info: dict = {}
            async for action in env.solve():
                *_, info = await env.step(action)
                steps += 1
                if time.perf_counter() - began >= SECONDS:
                    return
            episodes += 1
            solved += info["success"]

    await asyncio.gather(*(play(number, env) for number, env in enumerate(envs)))
    seconds = time.perf_counter() - began
    looking.cancel()
    used = times.of_a_step(steps)
    print(
        f"{ENVS} environments: {steps / seconds:.1f} steps/s together, resets included; {solved} of {episodes} solved"
    )
    print(used)
    await asyncio.gather(*(env.close() for env in envs))


def main() -> None:
    """Measure and print."""
    cache = Path(tempfile.mkdtemp(prefix="digienv-worlds-"))
    os.environ["DIGIENV_CACHE"] = str(cache)
    try:
        loop.run(measure_starts())
        loop.run(measure_worlds())
        loop.run(measure_steps())
    finally:
        shutil.rmtree(cache, ignore_errors=True)


if __name__ == "__main__":
    main()
