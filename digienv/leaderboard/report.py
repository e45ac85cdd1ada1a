"""The report of one or more runs: a static site with a leaderboard, comparisons and every recorded episode; tables.

``report.html`` holds all numbers; what an episode looked like is in ``report/<number>.js``, loaded when it is opened,
and in the screenshots of its trace. Nothing is asked of another host, and it works from a folder as well as from a
server.
"""

from __future__ import annotations

import contextlib
import csv
import html
import itertools
import json
import math
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image

from digienv.core.actions import action_points
from digienv.core.errors import DigienvError
from digienv.core.trace import Trace, TraceStep, read_trace
from digienv.leaderboard.agreement import Case, read_cases
from digienv.leaderboard.results import Curve, Episode, Rate, rate
from digienv.leaderboard.standings import CEILING, FLOOR, Comparison, Run, Standing, compare, find_runs, make_standings
from digienv.leaderboard.statistics import Estimate

__all__ = ["write_report", "write_site"]

FILE_NAME = "report.html"
EPISODES = "report"
TEMPLATE = Path(__file__).parent / "report.html"
MOST_REPEATS = 8
"""pass^k is told up to this k."""
_IMAGE_NAME = re.compile(r"[\w-]{1,64}\.png", re.ASCII)


def write_report(*folders: str | Path, out: str | Path | None = None) -> Path:
    """Write ``report.html``, ``leaderboard.md``, ``leaderboard.csv``, ``episodes.csv``; returns the first one's path.

    Goals, thoughts, actions and reasons come from pages and models that nobody vouches for: they reach the report as
    data, never as markup.

    Args:
        folders: with runs, at any depth.
        out: where to write; by default into the folder of the run, of which there must be one alone then. Elsewhere,
            screenshots are linked or copied there, so that the folder can be published as it is.

    Raises:
        DigienvError: if there are no results.
    """
    runs, problems = find_runs(folders)
    return write_site(runs, make_standings(runs), problems, out)


def write_site(
    runs: Sequence[Run], standings: Sequence[Standing], problems: Sequence[str], out: str | Path | None
) -> Path:
    """Write the report of runs that were read, and their standings; see `write_report`."""
    if out is None:
        if len(runs) > 1:
            raise DigienvError("a report of several runs needs a folder of its own; name it with --out")
        out = runs[0].folder
    place = Path(out)
    place.mkdir(parents=True, exist_ok=True)
    run_of = {id(episode): run for run in runs for episode in run.results.episodes}
    episodes = [
        (run_of[id(episode)], row, episode)
        for row in standings
        for episode in sorted(row.episodes, key=lambda episode: (episode.task, episode.seed, episode.repeat))
    ]
    shutil.rmtree(place / EPISODES, ignore_errors=True)
    (place / EPISODES).mkdir()
    cases = {run.name: _cases(run) for run in runs}
    rows = [
        _write_episode(place, number, run, episode, cases[run.name].get(episode.trace, []))
        for number, (run, _, episode) in enumerate(episodes)
    ]
    data = _data(runs, standings, problems) | {
        "episodes": [
            [standings.index(row), runs.index(run), *columns]
            for (run, row, _), columns in zip(episodes, rows, strict=True)
        ],
        "failures": {
            number: episode.failure[:300] for number, (_, _, episode) in enumerate(episodes) if episode.success is None
        },
    }
    parts = {"title": html.escape(data["title"]), "data": _as_script(data)}
    page = re.sub(r"\{\{(title|data)\}\}", lambda found: parts[found[1]], TEMPLATE.read_text(encoding="utf-8"))
    (place / FILE_NAME).write_text(page, encoding="utf-8")
    _write_tables(place, standings, episodes)
    return place / FILE_NAME


def _as_script(data: dict[str, Any]) -> str:
    """JSON in which nothing can end the script element that holds it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


# -------------------------------------------------------------------- numbers


def _data(runs: Sequence[Run], standings: Sequence[Standing], problems: Sequence[str]) -> dict[str, Any]:
    first = runs[0].results
    curves = [(run, curve) for run in runs for curve in run.results.curves]
    everything = [episode for row in standings for episode in row.episodes]
    tasks = sorted({episode.task for episode in everything})
    return {
        "title": first.title if len(runs) == 1 else f"{len(runs)} runs",
        "started": min(run.results.started for run in runs),
        "seconds": sum(run.results.seconds for run in runs),
        "steps": sum(run.results.steps for run in runs),
        "planned": sum(run.results.planned for run in runs),
        "stopped": "; ".join(run.results.stopped for run in runs if run.results.stopped),
        "problems": list(problems),
        "runs": [
            {
                "name": run.name,
                "command": run.results.command,
                "machine": run.results.machine,
                "versions": run.results.versions,
                "seeds": _ranges({episode.seed for episode in run.results.episodes}),
                "setups": run.results.setups,
            }
            for run in runs
        ],
        "agents": [_standing(row) for row in standings],
        "pairs": [
            {"first": i, "second": j, **_comparison(compare(standings[i].episodes, standings[j].episodes))}
            for i, j in itertools.combinations(range(len(standings)), 2)
            if standings[i].episodes and standings[j].episodes
        ],
        "tasks": _rates("task", tasks, standings),
        "suites": _rates("suite", sorted({episode.suite for episode in everything}), standings),
        "difficulties": _rates(
            "difficulty",
            [d for d in ("easy", "medium", "hard") if any(e.difficulty == d for e in everything)],
            standings,
        ),
        "curves": [_curve(curve, run, standings) for run, curve in curves],
    }


def _ranges(seeds: Iterable[int]) -> str:
    """Whole numbers as ranges, e.g. ``0 to 4, 7``."""
    parts: list[list[int]] = []
    for seed in sorted(seeds):
        if parts and seed == parts[-1][1] + 1:
            parts[-1][1] = seed
        else:
            parts.append([seed, seed])
    return ", ".join(str(low) if low == high else f"{low} to {high}" for low, high in parts[:20])


def _standing(row: Standing) -> dict[str, Any]:
    return {
        "agent": row.name,
        "rate": _rate(row.rate),
        "tasks": _estimate(row.task_mean),
        "passes": [_estimate(row.pass_hat(k)) for k in range(1, min(row.repeats, MOST_REPEATS) + 1)],
        **{what: _number(row.mean(what)) for what in ("steps", "seconds", "tokens", "dollars")},
        "floor": row.agent == FLOOR,
        "ceiling": row.agent == CEILING,
    }


def _rates(field: str, values: Sequence[str], standings: Sequence[Standing]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, int], list[Episode]] = {}
    for index, row in enumerate(standings):
        for episode in row.episodes:
            groups.setdefault((getattr(episode, field), index), []).append(episode)
    return [
        {"name": value, "rates": [_rate(rate(groups.get((value, index), []))) for index in range(len(standings))]}
        for value in values
    ]


def _curve(curve: Curve, run: Run, standings: Sequence[Standing]) -> dict[str, Any]:
    def of(agent: str) -> dict[str, Any]:
        played = (e for e in run.results.episodes if e.agent == agent and e.task in curve.tasks)
        row = next((row.name for row in standings if row.agent == agent and run in row.runs), agent)
        return {"agent": row, "rate": _rate(rate(played))}

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
        "mean": round(rate.mean, 4) if rate.episodes else None,
        "low": round(low, 4),
        "high": round(high, 4),
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    told = {name: _number(getattr(estimate, name)) for name in ("mean", "low", "high")}
    return told | {"n": estimate.clusters}


def _comparison(comparison: Comparison) -> dict[str, Any]:
    counts = {
        "both": comparison.both,
        "onlyFirst": comparison.first,
        "onlySecond": comparison.second,
        "neither": comparison.neither,
    }
    return counts | {"difference": _estimate(comparison.difference), "p": comparison.p if comparison.pairs else None}


def _number(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None


# -------------------------------------------------------------------- episodes


def _write_episode(place: Path, number: int, run: Run, episode: Episode, cases: Sequence[Case]) -> list[Any]:
    """Write what the viewer loads of an episode; returns its row for the page."""
    trace = None
    if episode.trace:
        with contextlib.suppress(DigienvError):
            trace = read_trace(episode.trace_in(run.folder))
    verdicts = _verdicts(cases, trace)
    base = quote(episode.trace)
    if trace is not None and place.resolve() != run.folder.resolve():
        base = quote(f"traces/{run.name}/{episode.trace}")
        _link_images(trace, place / "traces" / run.name / episode.trace)
    frames = [] if trace is None else _frames(trace)
    loaded = {
        "goal": episode.goal,
        "note": episode.failure or episode.note,
        "size": (1, 1) if trace is None else _size(trace),
        "frames": frames,
        "oracle": {} if trace is None else trace.steps[-1].info.get("oracle") or {},
        "verdicts": verdicts,
    }
    if episode.trace:
        script = f"loaded({number},{json.dumps(loaded, default=str)})\n"
        (place / EPISODES / f"{number}.js").write_text(script, encoding="ascii")
    images = [frame["image"] for frame in frames if "image" in frame]
    agrees = all(verdict["success"] == episode.success for verdict in verdicts) if verdicts else None
    return [
        episode.task,
        episode.seed,
        episode.repeat,
        episode.success,
        episode.steps,
        round(episode.seconds, 2),
        round(episode.reward, 3),
        base if episode.trace else "",
        images[-1] if images else "",
        agrees,
    ]


def _link_images(trace: Trace, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in filter(None, map(_image, trace.steps)):
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            try:
                os.link(trace.folder / name, target / name)
            except FileExistsError:
                raise
            except OSError:
                shutil.copyfile(trace.folder / name, target / name)


def _cases(run: Run) -> dict[str, list[Case]]:
    """What `digienv judge measure` wrote below the folder of a run, by the traces of its episodes."""
    traces = {episode.trace for episode in run.results.episodes if episode.trace}
    found: dict[str, list[Case]] = {}
    for file in sorted(run.folder.rglob("verdicts*.jsonl")):
        with contextlib.suppress(DigienvError):
            for case in read_cases(file):
                ends = ("/".join(Path(case.trace).parts[-length:]) for length in range(1, 8))
                found.setdefault(next((end for end in ends if end in traces), ""), []).append(case)
    return found


def _verdicts(cases: Sequence[Case], trace: Trace | None) -> list[dict[str, Any]]:
    """What judges said of an episode, afterwards and while it was played."""
    names = ("judge", "model", "success", "score", "reason")
    said = [{name: getattr(case.verdict, name) for name in names} for case in cases if case.verdict is not None]
    own = trace.steps[-1].info.get("verdict") if trace else None
    return [*said, {name: own.get(name) for name in names}] if isinstance(own, dict) else said


def _frames(trace: Trace) -> list[dict[str, Any]]:
    """Each screenshot with the action that was taken on it and the reward of that; none on the last."""
    frames = []
    for step, following in zip(trace.steps, (*trace.steps[1:], None), strict=True):
        frame: dict[str, Any] = {}
        if (image := _image(step)) is not None:
            frame["image"] = image
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


# -------------------------------------------------------------------- tables


def _write_tables(
    place: Path, standings: Sequence[Standing], episodes: Sequence[tuple[Run, Standing, Episode]]
) -> None:
    header = ["agent", "success", "95 % low", "95 % high", "episodes", "failed", "mean of tasks", "steps", "seconds"]
    header += ["tokens", "dollars"]
    rows = [_table_row(row) for row in standings if row.episodes]
    with (place / "leaderboard.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    (place / "leaderboard.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    fields = ["task", "version", "split", "seed", "repeat", "difficulty", "success", "reward", "steps", "seconds"]
    fields += ["attempts", "trial", "failure", "note", "trace", "sha256"]
    with (place / "episodes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["run", "agent", *fields, "tokens", "dollars"])
        for run, _, episode in episodes:
            told = [_plain(getattr(episode, field)) for field in fields]
            writer.writerow(
                [run.name, _plain(episode.agent), *told, episode.usage.tokens, round(episode.usage.dollars, 6)]
            )


def _table_row(row: Standing) -> list[Any]:
    low, high = row.rate.interval
    numbers = [row.rate.mean, low, high]
    means = [row.task_mean.mean, *(row.mean(what) for what in ("steps", "seconds", "tokens", "dollars"))]
    return [
        _plain(row.name),
        *(round(number, 4) for number in numbers),
        row.rate.episodes,
        row.rate.failures,
        *("" if math.isnan(mean) else round(mean, 4) for mean in means),
    ]


def _plain(value: Any) -> Any:
    """A value as a cell; a text that a spreadsheet would compute is quoted."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _cell(value: Any) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
