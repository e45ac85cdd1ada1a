"""Every environment id, registered with gymnasium.

This runs on `import digienv`, so it imports nothing but names; the rest loads when an id is made.
"""

from __future__ import annotations

from gymnasium.envs.registration import register

from digienv.sites.catalogue import SITE_SUITES, site_tasks
from digienv.suites.android.catalogue import TASKS
from digienv.suites.cards.catalogue import GAMES
from digienv.suites.miniwob.catalogue import PAGES

__all__ = ["register_all"]


def register_all() -> None:
    """Register ``digienv/<suite>-v0`` for every suite and ``digienv/<suite>.<task>-v0`` for every task."""
    _register("miniwob", None, real_time=True)
    for page in PAGES:
        _register("miniwob", page.name, real_time=page.real_time)
    _register("cards", None)
    for game in GAMES:
        _register("cards", game.name)
    _register("android", None)
    for task in TASKS:
        _register("android", task.name)
    _register("androidworld", None, real_time=True)
    for suite in SITE_SUITES:
        _register(suite, None)
        for task in site_tasks(suite):
            _register(suite, task.name)


def _register(suite: str, task: str | None, *, real_time: bool = False) -> None:
    register(
        id=f"digienv/{suite}.{task}-v0" if task else f"digienv/{suite}-v0",
        entry_point="digienv.suites:make_env",
        vector_entry_point="digienv.suites:make_vec",
        nondeterministic=real_time,
        kwargs={"suite": suite, "task": task},
    )
