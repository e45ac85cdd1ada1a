"""What holds for every template on a phone: a simulated phone, the real adb server, oracles through adb alone.

``DIGIENV_SOLUTION_SEEDS=3`` plays three seeds of each.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator

import pytest

from digienv.android.handset import SimulatedHandset
from digienv.core import loop
from digienv.core.async_env import AsyncEnv
from digienv.suites import make_async
from digienv.suites.android.catalogue import TASKS
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTask, PhoneTemplate
from digienv.suites.android.templates import TEMPLATES
from tests.near_misses import assert_solved_by_its_solution_alone

SEEDS = range(int(os.environ.get("DIGIENV_SOLUTION_SEEDS", "1")))
MAX_STEPS = {info.name: info.max_steps for info in TASKS}


@pytest.fixture(scope="module")
def surface() -> Iterator[PhoneSurface]:
    """One phone for all of them; every episode resets it."""
    surface = PhoneSurface(SimulatedHandset())
    yield surface
    loop.run(surface.close())


def test_the_catalogue_names_every_template() -> None:
    names = [info.name for info in TASKS]
    assert sorted(template.id for template in TEMPLATES) == [f"android.{name}" for name in names]
    assert sorted(names) == names


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_solved_by_its_solution_alone(template: type[PhoneTemplate], surface: PhoneSurface) -> None:
    drawn = template(MAX_STEPS[template.id.removeprefix("android.")])
    env = AsyncEnv([drawn], surface, channels=("goal",))

    async def test(seed: int) -> None:
        await env.reset(seed=seed)
        task = env.task
        assert isinstance(task, PhoneTask)
        await assert_solved_by_its_solution_alone(env, await task.look(surface, None))

    async def bounded(seed: int) -> None:
        async with asyncio.timeout(60):
            await test(seed)

    for seed in SEEDS:
        loop.run(bounded(seed))


def test_splits_are_disjoint_and_both_there(surface: PhoneSurface) -> None:
    for kind in TEMPLATES:
        template = kind(20)
        loop.run(surface.open(template.draw(0).world))
        sides: dict[str, set[str]] = {"train": set(), "test": set()}
        for instance in loop.run(template.instances(surface)):
            sides[template.split_of(instance)].add(template.say(instance))
        assert sides["train"], template.id
        assert sides["test"], template.id
        assert not sides["train"] & sides["test"], template.id


def test_equal_seeds_give_equal_episodes() -> None:
    seen = []
    for _ in range(2):
        env = make_async("android", "create-contact", channels=("screenshot", "goal", "elements", "state_key"))

        async def play(env: AsyncEnv = env) -> list[object]:
            observation, _ = await env.reset(seed=4)
            steps: list[object] = [observation["goal"]]
            async for action in env.solve():
                observation, *_ = await env.step(action)
                steps.append(
                    (
                        str(action),
                        observation["screenshot"].tobytes(),
                        observation["elements"],
                        observation["state_key"],
                    )
                )
            return steps

        try:
            seen.append(loop.run(play()))
        finally:
            loop.run(env.close())
    assert seen[0] == seen[1]


def test_a_split_draws_from_its_side_alone(surface: PhoneSurface) -> None:
    for split in ("train", "test"):
        (template,) = (kind(20, split) for kind in TEMPLATES if kind.id == "android.send-message")
        loop.run(surface.open(template.draw(0).world))
        for seed in range(3):
            assert template.split_of(loop.run(template.choose(surface, seed))) == split
