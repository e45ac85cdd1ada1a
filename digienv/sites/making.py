"""What the suites of all sites do to make an environment."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, TaskUnavailable
from digienv.core.goals import Split
from digienv.sites.catalogue import site_tasks
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate

__all__ = ["make_site_env", "site_templates"]

SURFACE_OPTIONS = ("width", "height", "settle")


def site_templates(suite: str) -> tuple[type[SiteTemplate], ...]:
    """A suite's templates."""
    templates: tuple[type[SiteTemplate], ...] = importlib.import_module(f"digienv.suites.{suite}.templates").TEMPLATES
    return templates


def make_site_env(
    suite: str,
    task: str | None = None,
    *,
    tasks: Sequence[str] | None = None,
    split: Split | None = None,
    **options: Any,
) -> AsyncEnv:
    """An environment of one template of a suite, or of all of them.

    Args:
        suite: e.g. ``"shop"``.
        task: a template's name, e.g. ``"add-to-basket"``; by default an episode's seed picks one.
        tasks: names of several templates, of which an episode's seed picks one.
        split: ``"train"`` or ``"test"``: draw only from those instances; by default from all.
        options: of `digienv.core.async_env.AsyncEnv`, and ``width``, ``height`` and ``settle`` of the surface.

    Raises:
        TaskUnavailable: if there is no such template.
        MissingDependency: if the packages of sites are not installed.
    """
    if split not in (None, "train", "test"):
        raise DigienvError(f"split is 'train', 'test' or None, not {split!r}")
    known = {template.id.removeprefix(f"{suite}."): template for template in site_templates(suite)}
    max_steps = {info.name: info.max_steps for info in site_tasks(suite)}
    chosen = [task] if task is not None else list(tasks or known)
    if unknown := [name for name in chosen if name not in known]:
        raise TaskUnavailable(f"{suite} has no task {unknown[0]!r}; there are {', '.join(sorted(known))}")
    drawn = [known[name](max_steps[name], split) for name in chosen]
    surface = SiteSurface(**{name: options.pop(name) for name in SURFACE_OPTIONS if name in options})
    return AsyncEnv(drawn, surface, **options)
