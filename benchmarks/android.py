"""Simulated phones: from nothing to the home screen, resets, steps through the real adb server, sixteen at once.

    python benchmarks/android.py

A step is a tap at a place that is drawn at random and a screenshot as an array, 1080 x 2400. The first phone includes
the browser; the world's files are in the cache already, and the adb server runs.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time

import numpy as np
from cpu import CpuTimes

from digienv.android.adb import AdbServer
from digienv.android.handset import SimulatedHandset
from digienv.android.phone.templates import template
from digienv.android.surface import AndroidSurface, PhoneStart
from digienv.core import loop
from digienv.core.actions import Click
from digienv.machine import tree_memory
from digienv.suites import make_async

FURTHER = 15
RESETS = 100
STEPS = 200
SECONDS = 30.0


def show(what: str, times: list[float]) -> None:
    """Print the median and the 95th percentile of some seconds, in milliseconds."""
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{what}: p50 {1000 * p50:.0f} ms, p95 {1000 * p95:.0f} ms ({len(times)} times)", flush=True)


async def measure() -> None:
    """Print all figures."""
    await asyncio.to_thread(template, "household")
    await AdbServer().start()
    surfaces = []
    times = []
    for _ in range(1 + FURTHER):
        surface = AndroidSurface(SimulatedHandset())
        began = time.perf_counter()
        await surface.handset.open()
        times.append(time.perf_counter() - began)
        surfaces.append(surface)
    print(f"first phone to its home screen: {1000 * times[0]:.0f} ms")
    show("further phones", times[1:])

    first = surfaces[0]
    times = []
    for _ in range(RESETS):
        began = time.perf_counter()
        await first.handset.reset()
        times.append(time.perf_counter() - began)
    show("reset to the seeded state", times)
    for surface in surfaces:
        await surface.open(PhoneStart())
    times = []
    for _ in range(RESETS):
        began = time.perf_counter()
        await first.open(PhoneStart())
        times.append(time.perf_counter() - began)
    show("the same with all that the oracle reads of it", times)

    chance = np.random.default_rng(0)
    await first.open(PhoneStart())
    times = []
    for _ in range(STEPS):
        x, y = int(chance.integers(1080)), int(chance.integers(2400))
        began = time.perf_counter()
        await first.act(Click(x, y))
        await first.observe(("screenshot",))
        times.append(time.perf_counter() - began)
    show("tap and screenshot", times)

    steps = 0
    cpu = CpuTimes()
    looking = asyncio.create_task(cpu.keep_looking())
    began = time.perf_counter()

    async def wander(surface: AndroidSurface, seed: int) -> None:
        nonlocal steps
        own = np.random.default_rng(seed)
        await surface.open(PhoneStart())
        while time.perf_counter() - began < SECONDS:
            await surface.act(Click(int(own.integers(1080)), int(own.integers(2400))))
            await surface.observe(("screenshot",))
            steps += 1

    await asyncio.gather(*(wander(surface, seed) for seed, surface in enumerate(surfaces)))
    seconds = time.perf_counter() - began
    looking.cancel()
    used = cpu.of_a_step(steps)
    memory = tree_memory(os.getpid())
    assert memory is not None
    print(f"{len(surfaces)} phones: {steps / seconds:.1f} steps/s together, {memory / 1e6:.0f} MB (PSS, all processes)")
    print(used)
    for surface in surfaces:
        await surface.close()

    env = make_async("android")
    times = []
    for seed in range(40):
        began = time.perf_counter()
        await env.reset(seed=seed)
        times.append(time.perf_counter() - began)
    show("an environment's reset", times[5:])
    await env.close()


if __name__ == "__main__":
    loop.run(measure())
