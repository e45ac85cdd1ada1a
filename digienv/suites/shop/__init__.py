"""Tasks in the shop (django-oscar): as a customer and as its merchant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digienv.core.async_env import AsyncEnv
    from digienv.sites.task import Split

__all__ = ["make_async"]


def make_async(
    task: str | None = None, *, tasks: Sequence[str] | None = None, split: Split | None = None, **options: Any
) -> AsyncEnv:
    """An environment of one template, or of all of them.

    Args:
        task: a template's name, e.g. ``"add-to-basket"``; by default an episode's seed picks one.
        tasks: names of several templates, of which an episode's seed picks one.
        split: ``"train"`` or ``"test"``: draw only from those instances; by default from all.
        options: of `digienv.core.async_env.AsyncEnv`, and ``width``, ``height`` and ``settle`` of the surface.

    Raises:
        TaskUnavailable: if there is no such template.
        MissingDependency: if the packages of sites are not installed.
    """
    from digienv.sites.making import make_site_env
    from digienv.suites.shop.catalogue import TASKS
    from digienv.suites.shop.customer import TEMPLATES as CUSTOMER
    from digienv.suites.shop.merchant import TEMPLATES as MERCHANT

    return make_site_env("shop", TASKS, [*CUSTOMER, *MERCHANT], task, tasks, split, **options)
