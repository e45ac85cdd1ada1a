"""Task suites, one package each, and how their environments are made.

A suite's package offers ``make_async(task, **options) -> AsyncEnv``; what gymnasium calls follows from that. Suites on
sites offer their templates instead, see `digienv.sites.making`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Literal

from digienv.sites.catalogue import SITE_SUITES

if TYPE_CHECKING:
    from digienv.core.async_env import AsyncEnv
    from digienv.core.env import DigiEnv
    from digienv.core.pool import Pool
    from digienv.core.vector import VectorEnv

__all__ = ["make_async", "make_env", "make_pool", "make_vec"]


def make_async(suite: str, task: str | None = None, **options: Any) -> AsyncEnv:
    """The asynchronous environment of a suite, or of one of its tasks."""
    if suite in SITE_SUITES:
        from digienv.sites.making import make_site_env

        return make_site_env(suite, task, **options)
    env: AsyncEnv = importlib.import_module(f"digienv.suites.{suite}").make_async(task, **options)
    return env


def make_env(suite: str, task: str | None = None, *, render_mode: str | None = None, **options: Any) -> DigiEnv:
    """What `gymnasium.make` calls."""
    from digienv.core.env import DigiEnv

    return DigiEnv(make_async(suite, task, **options), render_mode=render_mode)


def make_pool(
    suite: str,
    task: str | None = None,
    *,
    num_envs: int,
    backend: Literal["local", "processes"] = "local",
    processes: int = 2,
    **options: Any,
) -> Pool:
    """Environments that are driven by `send` and `recv`.

    Args:
        suite: e.g. ``"miniwob"``.
        task: one of its tasks; all of them by default.
        num_envs: how many environments.
        backend: ``"local"``: all in this process and in one browser. ``"processes"``: spread over worker processes.
        processes: how many workers the ``"processes"`` backend starts.
        options: as for a single environment.
    """
    from digienv.core.errors import DigienvError
    from digienv.core.pool import LocalPool, ProcessPool

    if backend == "local":
        return LocalPool([make_async(suite, task, **options) for _ in range(num_envs)])
    if backend == "processes":
        arguments = {"suite": suite, "task": task, **options}
        return ProcessPool("digienv.suites:make_async", arguments, num_envs=num_envs, processes=processes)
    raise DigienvError(f"backend is 'local' or 'processes', not {backend!r}")


def make_vec(
    suite: str,
    task: str | None = None,
    *,
    num_envs: int,
    autoreset_mode: Any = "NextStep",
    render_mode: str | None = None,
    **options: Any,
) -> VectorEnv:
    """What `gymnasium.make_vec` calls.

    Args:
        suite: e.g. ``"miniwob"``.
        task: one of its tasks; all of them by default.
        num_envs: how many environments.
        autoreset_mode: see `digienv.core.vector.VectorEnv`.
        render_mode: None or ``"rgb_array"``.
        options: of `make_pool`.
    """
    from digienv.core.vector import VectorEnv

    pool = make_pool(suite, task, num_envs=num_envs, **options)
    return VectorEnv(pool, autoreset_mode=autoreset_mode, render_mode=render_mode)
