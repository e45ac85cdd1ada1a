"""Every environment id, registered with gymnasium.

This runs on `import digienv`, so it imports nothing but names; the rest loads when an id is made.
"""

from __future__ import annotations

from gymnasium.envs.registration import register

from digienv.suites.miniwob.catalogue import PAGES

__all__ = ["register_all"]


def register_all() -> None:
    """Register ``digienv/<suite>.<task>-v0`` for every task and ``digienv/<suite>-v0`` for every suite."""
    _register("miniwob", None)
    for page in PAGES:
        _register("miniwob", page.name)


def _register(suite: str, task: str | None) -> None:
    register(
        id=f"digienv/{suite}.{task}-v0" if task else f"digienv/{suite}-v0",
        entry_point=f"digienv.suites.{suite}:make",
        vector_entry_point=f"digienv.suites.{suite}:make_vec",
        kwargs={"task": task} if task else {},
    )
