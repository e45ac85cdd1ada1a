"""What the suites of all sites do to make an environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, TaskUnavailable
from digienv.sites.catalogue import TaskInfo
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate, Split

__all__ = ["make_site_env"]

SURFACE_OPTIONS = ("width", "height", "settle")


def make_site_env(
    suite: str,
    catalogue: Sequence[TaskInfo],
    templates: Sequence[type[SiteTemplate]],
    task: str | None,
    tasks: Sequence[str] | None,
    split: Split | None,
    **options: Any,
) -> AsyncEnv:
    """The environment of some of a suite's templates; arguments as in `digienv.suites.shop.make_async`."""
    if split not in (None, "train", "test"):
        raise DigienvError(f"split is 'train', 'test' or None, not {split!r}")
    known = {template.id.removeprefix(f"{suite}."): template for template in templates}
    max_steps = {info.name: info.max_steps for info in catalogue}
    chosen = [task] if task is not None else list(tasks or known)
    if unknown := [name for name in chosen if name not in known]:
        raise TaskUnavailable(f"{suite} has no task {unknown[0]!r}; there are {', '.join(sorted(known))}")
    drawn = [known[name](max_steps[name], split) for name in chosen]
    surface = SiteSurface(**{name: options.pop(name) for name in SURFACE_OPTIONS if name in options})
    return AsyncEnv(drawn, surface, **options)
