"""The report of a run: one HTML page that needs nothing but the traces beside it."""

from __future__ import annotations

import contextlib
import html
import json
import math
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image

from digienv.core.actions import action_points
from digienv.core.errors import DigienvError
from digienv.core.trace import Trace, TraceStep, read_trace
from digienv.leaderboard.results import Curve, Episode, Rate, Results, rate

__all__ = ["write_report"]

FILE_NAME = "report.html"
TEMPLATE = Path(__file__).parent / "report.html"
_IMAGE_NAME = re.compile(r"[\w-]{1,64}\.png", re.ASCII)


def write_report(folder: str | Path) -> Path:
    """Write `report.html` beside the `results.json` in `folder` and return its path.

    Goals, thoughts, actions and reasons come from pages and models that nobody vouches for: they reach the report as
    data, never as markup.

    Raises:
        DigienvError: if there are no results in `folder`.
    """
    folder = Path(folder)
    results = Results.read(folder)
    parts = {"title": html.escape(results.title), "data": _as_script(_data(results, folder))}
    page = re.sub(r"\{\{(title|data)\}\}", lambda place: parts[place[1]], TEMPLATE.read_text(encoding="utf-8"))
    path = folder / FILE_NAME
    path.write_text(page, encoding="utf-8")
    return path


def _as_script(data: dict[str, Any]) -> str:
    """JSON in which nothing can end the script element that holds it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _data(results: Results, folder: Path) -> dict[str, Any]:
    agents = list(results.agents)
    if not results.curves:
        agents.sort(key=lambda agent: -results.rate(agent=agent).successes)
    return {
        "title": results.title,
        "command": results.command,
        "started": results.started,
        "seconds": results.seconds,
        "steps": results.steps,
        "planned": results.planned,
        "stopped": results.stopped,
        "machine": results.machine,
        "versions": results.versions,
        "agents": [{"agent": agent, "rate": _rate(results.rate(agent=agent))} for agent in agents],
        "tasks": [
            {"task": task, "rates": [_rate(results.rate(task=task, agent=agent)) for agent in agents]}
            for task in results.tasks
        ],
        "curves": [_curve(curve, results) for curve in results.curves],
        "episodes": [
            _episode(episode, folder)
            for episode in sorted(results.episodes, key=lambda e: (e.task, agents.index(e.agent), e.seed))
        ],
    }


def _curve(curve: Curve, results: Results) -> dict[str, Any]:
    def of(agent: str) -> dict[str, Any]:
        played = (e for e in results.episodes if e.agent == agent and e.task in curve.tasks)
        return {"agent": agent, "rate": _rate(rate(played))}

    return {
        "title": curve.title,
        "unit": curve.unit,
        "tasks": curve.tasks,
        "before": of(curve.before),
        "after": of(curve.after),
        "references": [of(agent) for agent in curve.references],
        "points": [{"step": point.step, **_rate(Rate(point.successes, point.episodes))} for point in curve.points],
    }


def _rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {
        "successes": rate.successes,
        "episodes": rate.episodes,
        "failures": rate.failures,
        "mean": rate.mean if rate.episodes else None,
        "low": low,
        "high": high,
    }


def _episode(episode: Episode, folder: Path) -> dict[str, Any]:
    frames: list[dict[str, Any]] = []
    size = (1, 1)
    if episode.trace:
        with contextlib.suppress(DigienvError):
            trace = read_trace(folder / episode.trace)
            frames, size = _frames(trace, episode.trace), _size(trace)
    return {
        "task": episode.task,
        "agent": episode.agent,
        "seed": episode.seed,
        "goal": episode.goal,
        "success": episode.success,
        "failure": episode.failure,
        "note": episode.note,
        "steps": episode.steps,
        "seconds": episode.seconds,
        "reward": episode.reward,
        "recorded": bool(episode.trace),
        "size": size,
        "frames": frames,
    }


def _frames(trace: Trace, folder: str) -> list[dict[str, Any]]:
    """Each screenshot with the action that was taken on it and the reward of that; none on the last."""
    frames = []
    for step, following in zip(trace.steps, (*trace.steps[1:], None), strict=True):
        frame: dict[str, Any] = {}
        if (image := _image(step)) is not None:
            frame["image"] = quote(f"{folder}/{image}")
        if following is not None:
            frame["action"] = following.action or ""
            frame["points"] = action_points(frame["action"])
            frame["reward"] = None if math.isnan(following.reward) else following.reward
            if following.thought:
                frame["thought"] = following.thought
            if error := following.info.get("action_error"):
                frame["error"] = error
        frames.append(frame)
    return frames


def _image(step: TraceStep) -> str | None:
    name = step.observation.get("screenshot", "")
    return name if _IMAGE_NAME.fullmatch(name) else None


def _size(trace: Trace) -> tuple[int, int]:
    name = _image(trace.steps[0])
    if name is None:
        return 1, 1
    try:
        with Image.open(trace.folder / name) as image:
            return image.width, image.height
    except OSError:
        return 1, 1
