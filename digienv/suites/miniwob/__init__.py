"""MiniWoB++: small web pages, each a family of tasks (Liu et al. 2018; https://miniwob.farama.org, MIT licence).

The pages are served from the files of the `miniwob` wheel, at their own 160 x 210 pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digienv.core.async_env import AsyncEnv

__all__ = ["make_async"]


def make_async(
    task: str | None = None,
    *,
    tasks: Sequence[str] | None = None,
    reward: Literal["raw", "time_decayed"] = "raw",
    settle: Literal["frame", "dom", "network"] = "frame",
    **options: Any,
) -> AsyncEnv:
    """An environment of one page, or of all of them.

    Args:
        task: a page's name, e.g. ``"click-test"``; by default an episode's seed picks one.
        tasks: names of several pages, of which an episode's seed picks one.
        reward: ``"raw"``: the page's own reward, from -1 to 1, at the end of an episode. ``"time_decayed"``: what the
            page makes of it by the time that passed, down to 0 after its 10 seconds; it measures the clock.
        settle: what to wait for after an action, see `digienv.web.surface.WebSurface`.
        options: of `digienv.core.async_env.AsyncEnv`: ``channels``, ``actions``, ``max_steps``, ``step_timeout``,
            ``reset_timeout``.

    Raises:
        TaskUnavailable: if there is no such page.
        MissingDependency: if the `miniwob` wheel is not installed.
    """
    from digienv.core.async_env import AsyncEnv
    from digienv.core.errors import DigienvError, TaskUnavailable
    from digienv.suites.miniwob.catalogue import HEIGHT, LEFT_OUT, PAGES, WIDTH
    from digienv.suites.miniwob.task import MiniwobTemplate
    from digienv.web.surface import WebSurface

    if reward not in ("raw", "time_decayed"):
        raise DigienvError(f"reward is 'raw' or 'time_decayed', not {reward!r}")
    if task is not None:
        tasks = [task]
    known = {page.name: page for page in PAGES}
    for name in tasks or ():
        if name not in known:
            why = LEFT_OUT.get(name, "`digienv list` shows what there is")
            raise TaskUnavailable(f"MiniWoB++ has no task {name!r} here: {why}")
    pages = [known[name] for name in tasks] if tasks else PAGES
    templates = [MiniwobTemplate(page, reward) for page in pages]
    return AsyncEnv(templates, WebSurface(width=WIDTH, height=HEIGHT, settle=settle), **options)
