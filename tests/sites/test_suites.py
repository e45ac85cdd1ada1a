"""What holds for every template on every site: a real server, a real browser, real worlds.

``DIGIENV_SOLUTION_SEEDS=3`` plays three seeds of each.
"""

from __future__ import annotations

import os

import pytest

from digienv.core.async_env import AsyncEnv
from digienv.core.goals import End
from digienv.sites.catalogue import SITE_SUITES, site_tasks
from digienv.sites.making import site_templates
from digienv.sites.surface import Entry, SiteStart, SiteSurface
from digienv.sites.task import SiteTask
from digienv.suites import make_async
from tests.near_misses import assert_solved_by_its_solution_alone
from tests.sites.support import environment, run, skip_without_programs

PLAYED = [pytest.param(suite, marks=skip_without_programs(suite)) for suite in SITE_SUITES]
TASKS = [
    pytest.param(suite, info.name, id=f"{suite}.{info.name}", marks=skip_without_programs(suite))
    for suite in SITE_SUITES
    for info in site_tasks(suite)
]
SEEDS = range(int(os.environ.get("DIGIENV_SOLUTION_SEEDS", "1")))


@pytest.mark.parametrize("suite", SITE_SUITES)
def test_the_catalogue_names_every_template(suite: str) -> None:
    names = [info.name for info in site_tasks(suite)]
    assert sorted(template.id for template in site_templates(suite)) == [f"{suite}.{name}" for name in names]
    assert sorted(names) == names


async def begin(env: AsyncEnv, seed: int) -> tuple[SiteTask, SiteSurface]:
    await env.reset(seed=seed)
    assert isinstance(env.task, SiteTask)
    assert isinstance(env.surface, SiteSurface)
    return env.task, env.surface


@pytest.mark.parametrize(("suite", "name"), TASKS)
def test_solved_by_its_solution_alone(suite: str, name: str) -> None:
    async def test() -> None:
        async with environment(suite, name) as env:
            for seed in SEEDS:
                task, surface = await begin(env, seed)
                sites = [site for site, _ in task.template.sites]
                start = End(None, surface.url, {site: await surface.changes(site) for site in sites})
                await assert_solved_by_its_solution_alone(env, start)

    run(test)


@pytest.mark.parametrize("suite", PLAYED)
def test_splits_are_disjoint_and_both_there(suite: str) -> None:
    async def test() -> None:
        templates = [template(max_steps=20) for template in site_templates(suite)]
        sites = tuple(dict.fromkeys(site for template in templates for site, _ in template.sites))

        async def enter(surface: SiteSurface) -> Entry:
            return Entry()

        surface = SiteSurface()
        try:
            await surface.open(SiteStart(sites, enter))
            for template in templates:
                sides: dict[str, list[str]] = {"train": [], "test": []}
                for instance in await template.instances(surface):
                    sides[template.split_of(instance)].append(template.say(instance, {site: site for site in sites}))
                assert sides["train"], template.id
                assert sides["test"], template.id
                assert not set(sides["train"]) & set(sides["test"]), template.id
        finally:
            await surface.close()

    run(test)


def test_a_split_draws_from_its_side_alone() -> None:
    async def test() -> None:
        for split in ("train", "test"):
            env = make_async("shop", "open-category", split=split)
            try:
                for seed in range(3):
                    task, _ = await begin(env, seed)
                    assert task.template.split_of(task.instance) == split
            finally:
                await env.close()

    run(test)
