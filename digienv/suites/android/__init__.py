"""Tasks on a phone: its settings and its apps, one module each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, TaskUnavailable
from digienv.core.goals import Split

__all__ = ["make_async"]

SURFACE_OPTIONS = ("width", "height")


def make_async(
    task: str | None = None,
    *,
    tasks: Sequence[str] | None = None,
    split: Split | None = None,
    serial: str | None = None,
    **options: Any,
) -> AsyncEnv:
    """An environment of one template, or of all of them.

    Args:
        task: a template's name, e.g. ``"create-contact"``; by default an episode's seed picks one.
        tasks: names of several templates, of which an episode's seed picks one.
        split: ``"train"`` or ``"test"``: draw only from those instances; by default from all.
        serial: of a real device; by default what ``ANDROID_SERIAL`` says, else a simulated phone.
        options: of `digienv.core.async_env.AsyncEnv`, and ``width`` and ``height`` of the screenshot.

    Raises:
        TaskUnavailable: if there is no such template.
        MissingDependency: if there is no adb.
    """
    from digienv.android.adb import adb_path
    from digienv.android.handset import SimulatedHandset
    from digienv.android.real import RealHandset
    from digienv.suites.android.catalogue import TASKS
    from digienv.suites.android.surface import PhoneSurface
    from digienv.suites.android.templates import TEMPLATES

    if split not in (None, "train", "test"):
        raise DigienvError(f"split is 'train', 'test' or None, not {split!r}")
    adb_path()
    known = {template.id.removeprefix("android."): template for template in TEMPLATES}
    max_steps = {info.name: info.max_steps for info in TASKS}
    chosen = [task] if task is not None else list(tasks or known)
    if unknown := [name for name in chosen if name not in known]:
        raise TaskUnavailable(f"android has no task {unknown[0]!r}; there are {', '.join(sorted(known))}")
    named = serial or os.environ.get("ANDROID_SERIAL")
    handset = RealHandset(named) if named else SimulatedHandset()
    surface = PhoneSurface(handset, **{name: options.pop(name) for name in SURFACE_OPTIONS if name in options})
    return AsyncEnv([known[name](max_steps[name], split) for name in chosen], surface, **options)
