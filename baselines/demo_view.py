"""What the demo shows on a terminal: a table that fills, and what is happening; elsewhere a line for every result."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from baselines.demo import AGENTS, Demo, Part

__all__ = ["DemoView", "results_table"]

BAR = 24
CELL_BAR = 12
STYLES = dict(zip(AGENTS, ("blue", "yellow", "bold green", "magenta"), strict=True))


class DemoView:
    """Shows a run of the demo on a console."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def announce(self, text: str) -> None:
        """Say that something was done, where there is no table to show it."""
        if not self._console.is_terminal:
            self._console.print(text, soft_wrap=True)

    @contextlib.contextmanager
    def show(self, run: Demo) -> Iterator[None]:
        """While this lasts, a terminal shows what happens."""
        if not self._console.is_terminal:
            yield
            return
        live = Live(console=self._console, get_renderable=lambda: _picture(run), refresh_per_second=4, transient=True)
        with live:
            yield


def results_table(run: Demo) -> Table:
    """Held-out success by agent and part, with 95 % Wilson intervals."""
    titles = [f"{part.title}, n = {part.config.eval.episodes}" for part in run.parts]
    table = Table("held-out success", *titles, box=box.SIMPLE_HEAD, pad_edge=False)
    for agent in AGENTS:
        table.add_row(Text(agent, STYLES[agent]), *(_cell(part, agent) for part in run.parts))
    return table


def _cell(part: Part, agent: str) -> Text:
    rate = part.rate(agent)
    if not rate.episodes:
        return Text("–", "dim")
    low, high = rate.interval
    filled = round(CELL_BAR * rate.mean)
    return Text.assemble(
        ("━" * filled, STYLES[agent]),
        ("┄" * (CELL_BAR - filled), "bright_black"),
        (f" {100 * rate.mean:5.1f} %", "bold"),
        (f"  {100 * low:.0f}–{100 * high:.0f}", "dim"),
    )


def _picture(run: Demo) -> RenderableType:
    share = run.done / run.total if run.total else 0.0
    filled = round(BAR * min(1.0, share))
    now = Text.assemble(
        ("━" * filled, "green"),
        ("┄" * (BAR - filled), "bright_black"),
        f"  {run.doing}",
        (f"  {run.done:,} of {run.total:,}" if run.total else "", "dim"),
    )
    success = run.metrics.get("success")
    left = max(0.0, 60 * run.minutes - run.seconds)
    clock = f"{_clock(run.seconds)} gone, at most {_clock(left)} left"
    training = "" if success is None else f" · {success:.0%} success in training"
    return Group(results_table(run), now, Text(f"{clock}{training} · Ctrl+C: report now", "dim"))


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02}"
