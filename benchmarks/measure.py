"""What the speed scripts share: the protocol and its clock, the pages, the memory, the printed line.

Only the standard library is needed, so that a peer's own virtual environment can import this file.

The protocol is the same for everyone. The task is MiniWoB's `click-test`: one button somewhere in a 160x160
area. The actions are clicks at random coordinates of that area, drawn from the same seeded stream for every
contender; the observation is a screenshot as a uint8 array, with the reward read from the page. When the
button is hit (about one click in five) the episode is reset with the next seed. `Trial` deals out these
resets and clicks and holds the stop-watch.
"""

import argparse
import atexit
import contextlib
import ctypes
import functools
import importlib.util
import itertools
import json
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TASK = "click-test"
WIDTH, HEIGHT = 160, 210
AREA_TOP = 50  # above it lies the task's text
MISS = (1, AREA_TOP + 1)  # in the area's padding, where no button ever is

Click = tuple[int, int]


class Trial:
    """Deals out resets and clicks for a while, and times how long each of them takes its user.

    Iterating yields `None` for "reset with `trial.seed`" and `(x, y)` for "click there"; the time until the
    next iteration is the time it took. The loop's body says when an episode is over, so one loop serves
    synchronous and asynchronous environments alike:

        for click in trial:
            if click is None:
                env.reset(seed=trial.seed)
            else:
                trial.done = env.step(click)

    It ends after `seconds` of wall-clock time, but never before `least` steps are done. Before the clock starts
    come one untimed reset and `warm_up` untimed clicks that miss.
    """

    def __init__(self, seconds: float, *, seed: int = 0, warm_up: int = 3, least: int = 5) -> None:
        self.seconds = seconds
        self.seed = seed
        self.warm_up = warm_up
        self.least = least
        self.done = False
        self.steps: list[float] = []
        self.resets: list[float] = []

    def __iter__(self) -> Iterator[Click | None]:
        dice = random.Random(self.seed)
        yield None
        yield from itertools.repeat(MISS, self.warm_up)
        self.done = True
        deadline = time.perf_counter() + self.seconds
        while time.perf_counter() < deadline or len(self.steps) < self.least:
            click = None if self.done else (dice.randrange(WIDTH), dice.randrange(AREA_TOP, HEIGHT))
            if click is None:
                self.seed += 1
                self.done = False
            start = time.perf_counter()
            yield click
            (self.resets if click is None else self.steps).append(time.perf_counter() - start)


def figures(trials: Sequence[Trial]) -> dict[str, float]:
    """The figures of environments that ran at the same time, one trial each; call it while they are still open.

    `steps_per_s` counts the time inside steps only, `steps_per_s_with_resets` all of it; both are of all
    environments together. `pss_mb` is the memory of this process and everything under it.
    """
    steps = [duration for trial in trials for duration in trial.steps]
    resets = [duration for trial in trials for duration in trial.resets]
    return {
        "envs": len(trials),
        "steps_per_s": round(len(trials) * len(steps) / sum(steps), 2),
        "steps_per_s_with_resets": round(len(trials) * len(steps) / (sum(steps) + sum(resets)), 2),
        "step_p50_ms": milliseconds(steps, 50),
        "step_p95_ms": milliseconds(steps, 95),
        "reset_p50_ms": milliseconds(resets, 50),
        "pss_mb": round(tree_pss() / 2**20),
        "steps": len(steps),
        "resets": len(resets),
    }


def milliseconds(durations: Sequence[float], percentile: int) -> float:
    """A percentile of durations that are given in seconds."""
    if len(durations) == 1:
        return round(durations[0] * 1000, 2)
    return round(statistics.quantiles(durations, n=100, method="inclusive")[percentile - 1] * 1000, 2)


def tree_pss() -> int:
    """Bytes of memory of this process and all its descendants, shared pages counted once (PSS)."""
    total = 0
    for pid in (os.getpid(), *descendants()):
        with contextlib.suppress(OSError):  # it ended just now
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def descendants() -> list[int]:
    """The processes under this one, parents before children."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found = [os.getpid()]
    for pid in found:  # which grows meanwhile
        found += children.get(pid, ())
    return found[1:]


def leave_nothing_behind() -> None:
    """See to it that the processes and files of whatever is started here go with it, though a peer may forget them.

    Orphans are handed to this process instead of to init, so that they can be found (and their memory counted):
    chromedriver kills only the shell script that Debian puts around its headless shell, not the browser.
    """
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)
    scratch = os.environ["TMPDIR"] = tempfile.tempdir = tempfile.mkdtemp(prefix="bench-")

    def clean_up() -> None:
        for pid in descendants():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
        shutil.rmtree(scratch, ignore_errors=True)

    def terminate(number: int, _: object) -> None:
        clean_up()
        os._exit(128 + number)  # and not SystemExit, on which Playwright's event loop spins for ever

    atexit.register(clean_up)
    signal.signal(signal.SIGTERM, terminate)


def miniwob_html() -> Path:
    """The folder of MiniWoB's pages inside the installed `miniwob` wheel (which is not imported)."""
    spec = importlib.util.find_spec("miniwob")
    if spec is None or spec.origin is None:
        sys.exit("The miniwob wheel is not installed: pip install miniwob (--no-deps will do)")
    return Path(spec.origin).parent / "html"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing about it."""

    def log_message(self, *args: object) -> None:
        pass


class PageServer(ThreadingHTTPServer):
    """A file server that many pages may ask at once."""

    request_queue_size = 256


@contextlib.contextmanager
def serve_miniwob() -> Iterator[str]:
    """Serve MiniWoB's pages on a free loopback port; gives the address, with a slash at its end."""
    handler = functools.partial(QuietHandler, directory=str(miniwob_html()))
    with PageServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def parser(description: str | None, chromium: str) -> argparse.ArgumentParser:
    """The arguments that every script has."""
    result = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("--seconds", type=float, default=5, help="length of each measurement (default: %(default)s)")
    result.add_argument("--seed", type=int, default=0, help="of the clicks and the episodes (default: %(default)s)")
    result.add_argument("--chromium", default=chromium, help="the browser to start (default: %(default)s)")
    return result


def say(*words: object) -> None:
    """Tell a watching person something, on stderr."""
    print(*words, file=sys.stderr, flush=True)


def report(name: str, runs: Sequence[dict[str, Any]], **more: object) -> None:
    """Print the result: the only line on stdout."""
    print(json.dumps({"name": name, **more, "runs": runs}), flush=True)
