"""A look at a suite without a model: a random and a scripted agent play MiniWoB++ tasks in parallel pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digienv.leaderboard.agents import RandomAgent, ScriptedAgent
from digienv.leaderboard.evaluation import EvaluatedTask, Evaluation, Limits
from digienv.suites.miniwob.catalogue import PAGES

__all__ = ["TASKS", "make_demo"]

TASKS = (
    "book-flight",
    "click-checkboxes",
    "click-color",
    "click-menu",
    "click-shape",
    "click-tab-2",
    "count-shape",
    "drag-box",
    "drag-items",
    "email-inbox-forward-nl",
    "enter-date",
    "find-greatest",
    "form-sequence",
    "grid-coordinate",
    "identify-shape",
    "login-user",
    "navigate-tree",
    "search-engine",
    "social-media",
    "use-spinner",
)
"""What is played: clicks, text, forms, dragging, menus, mail; much of it drawn rather than written."""

TIME_LIMIT = 105.0
"""Seconds after which no further episode begins."""


def make_demo(
    folder: str | Path,
    *,
    tasks: Sequence[str] = TASKS,
    episodes: int = 10,
    seed: int = 0,
    time_limit: float = TIME_LIMIT,
) -> Evaluation:
    """The demo's run.

    Args:
        folder: of the run.
        tasks: names of MiniWoB++ pages.
        episodes: that each agent plays of each task.
        seed: of the first episode of every task; the ones after it follow by ones.
        time_limit: seconds after which no further episode begins.
    """
    difficulties = {page.name: page.difficulty for page in PAGES}
    return Evaluation(
        folder,
        title="Random and scripted agents on MiniWoB++",
        command=f"digienv demo --tasks {len(tasks)} --episodes {episodes} --seed {seed}",
        agents=(RandomAgent(), ScriptedAgent()),
        tasks=[EvaluatedTask("miniwob", task, difficulties[task]) for task in tasks],
        seeds=range(seed, seed + episodes),
        limits=Limits(seconds=time_limit),
    )
