"""What a run writes down: every metric as JSON lines and CSV, and what is happening on the terminal."""

from __future__ import annotations

import csv
import importlib.util
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from digienv.core.errors import MissingDependency

__all__ = ["WRITERS", "Listener", "RunLog", "ignore"]

WRITERS = ("tensorboard", "wandb", "trackio")

Listener = Callable[[str, int, int, Mapping[str, float]], None]
"""Is told what is being done, how many steps of how many are done, and the metrics of the last, if there are any."""

SHOWN_ROWS = 12


def ignore(doing: str, step: int, total: int, metrics: Mapping[str, float]) -> None:
    """The listener that does nothing."""


class _Writer(Protocol):
    def write(self, step: int, metrics: dict[str, float]) -> None: ...

    def close(self) -> None: ...


class _TensorBoard:
    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        from torch.utils.tensorboard.writer import SummaryWriter

        self._writer = SummaryWriter(str(folder / "tensorboard"))

    def write(self, step: int, metrics: dict[str, float]) -> None:
        for name, value in metrics.items():
            self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        self._writer.close()


class _Hosted:
    """wandb, and trackio, which has the same functions."""

    def __init__(self, module: str, folder: Path, settings: dict[str, Any]) -> None:
        self._module = importlib.import_module(module)
        self._run = self._module.init(project="digienv", name=folder.name, config=settings)

    def write(self, step: int, metrics: dict[str, float]) -> None:
        self._run.log(metrics, step=step)

    def close(self) -> None:
        self._run.finish()


def _open_writer(name: str, folder: Path, settings: dict[str, Any]) -> _Writer:
    if importlib.util.find_spec(name) is None:
        raise MissingDependency(f"{name} is not installed; install it with: pip install {name}")
    return _TensorBoard(folder, settings) if name == "tensorboard" else _Hosted(name, folder, settings)


class RunLog:
    """The log of one run; a context manager.

    Args:
        folder: of the run; ``metrics.jsonl`` and ``metrics.csv`` are appended to, line by line, so that a crash loses
            nothing.
        title: what is being done.
        total: how many steps there will be, for the time that is left.
        shown: metrics that the table on the terminal has.
        writers: of `WRITERS`.
        settings: of the run, for writers.
        console: where to show it; None shows nothing.
        listener: told of every step.
    """

    def __init__(
        self,
        folder: Path,
        title: str,
        total: int,
        shown: Sequence[str],
        *,
        writers: Sequence[str] = (),
        settings: dict[str, Any] | None = None,
        console: Console | None = None,
        listener: Listener = ignore,
    ) -> None:
        self.folder = folder
        self._title = title
        self._total = total
        self._listener = listener
        self._shown = tuple(shown)
        self._rows: list[tuple[int, dict[str, float]]] = []
        self._columns: list[str] = []
        self._writers = [_open_writer(name, folder, settings or {}) for name in writers]
        self._started = time.monotonic()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=console,
        )
        self._bar: TaskID = self._progress.add_task(title, total=total)
        self._live = Live(self._view(), console=console, refresh_per_second=4) if console is not None else None

    def __enter__(self) -> RunLog:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers:
            writer.close()
        if self._live is not None:
            self._live.update(self._view())
            self._live.stop()
            if not self._live.console.is_terminal:
                self._live.console.print()  # there the last view does not end its line

    def advance(self, step: int) -> None:
        """Say how far it is."""
        self._advance(step, {})

    def _advance(self, step: int, metrics: dict[str, float]) -> None:
        self._progress.update(self._bar, completed=step)
        self._listener(self._title, step, self._total, metrics)

    def write(self, step: int, metrics: dict[str, float]) -> None:
        """Write metrics down."""
        row = {"step": step, "seconds": round(time.monotonic() - self._started, 3), **metrics}
        with (self.folder / "metrics.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        self._write_csv(row)
        for writer in self._writers:
            writer.write(step, metrics)
        self._rows.append((step, metrics))
        self._advance(step, metrics)
        if self._live is not None:
            self._live.update(self._view())

    def _write_csv(self, row: dict[str, float]) -> None:
        """Append; where there is a new column the file is written anew from the JSON lines, which have everything."""
        path = self.folder / "metrics.csv"
        if path.exists() and not set(row) - set(self._columns):
            rows, mode = [row], "a"
        else:
            lines = (self.folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
            rows, mode = [json.loads(line) for line in lines], "w"
            self._columns = list(dict.fromkeys(name for one in rows for name in one))
        with path.open(mode, newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, self._columns)
            if mode == "w":
                table.writeheader()
            table.writerows(rows)

    def _view(self) -> Group:
        table = Table(box=None, pad_edge=False)
        table.add_column("step", justify="right")
        for name in self._shown:
            table.add_column(name.replace("_", " "), justify="right")
        for step, metrics in self._rows[-SHOWN_ROWS:]:
            table.add_row(f"{step:,}", *(f"{metrics[name]:.3g}" if name in metrics else "" for name in self._shown))
        return Group(table, self._progress)
