"""How quick and how large a report of many episodes is, in a real headless browser.

    python benchmarks/report.py --episodes 5000

Episodes are made up: two agents beside floor and ceiling, 50 tasks, goals of a hundred characters, a screenshot of
160 x 210 noisy pixels each. Paint is what the browser reports for a page opened from disk, in a new profile.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from digienv.core.trace import TraceWriter
from digienv.leaderboard.report import write_report
from digienv.leaderboard.results import Episode, Results
from digienv.web.finding import find_browser, sandbox_obstacle

AGENTS = ("scripted", "prompted some-model json", "reflexion some-model json", "random")
TASKS = 50


def make_run(folder: Path, count: int) -> None:
    """Write results and traces."""
    chance = np.random.default_rng(0)
    picture = chance.integers(0, 256, (210, 160, 3), np.uint8)
    episodes = []
    for number in range(count):
        agent, task, seed = AGENTS[number % 4], f"suite.task-{number // 4 % TASKS}", number // 4 // TASKS
        success = bool(chance.random() < 0.3 * (4 - number % 4))
        trace = f"traces/{number % 4}/{task}/{seed}"
        writer = TraceWriter(folder / trace)
        goal = f"Do what task {task} of seed {seed} asks for, ".ljust(100, "x")
        writer.reset({"screenshot": picture}, {"goal": goal})
        writer.step("click(80, 100)", {"screenshot": picture}, float(success), True, False, {"success": success})
        writer.close()
        episodes.append(
            Episode(task, agent, seed, goal=goal, steps=1, seconds=1.0, success=success, trace=trace, difficulty="easy")
        )
    Results("Many", "", "2026-01-01T00:00:00+00:00", 1.0, count, "", {"cores": "2"}, {}, tuple(episodes)).write(folder)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_run(Path(folder), options.episodes)
        began = time.monotonic()
        page = write_report(folder)
        print(f"report of {options.episodes} episodes written in {time.monotonic() - began:.1f} s")
        print(f"page weight before traces: {page.stat().st_size / 1e6:.2f} MB (limit 1 MB)")
        paints, complete = [], []
        with sync_playwright() as playwright:
            sandbox = sandbox_obstacle() is None
            browser = playwright.chromium.launch(executable_path=find_browser(), chromium_sandbox=sandbox)
            for _ in range(options.rounds):
                tab = browser.new_context().new_page()
                tab.goto(page.as_uri())
                entry = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
                tab.wait_for_function(entry)
                paints.append(float(tab.evaluate(entry)))
                complete.append(float(tab.evaluate("performance.getEntriesByType('navigation')[0].domComplete")))
                tab.context.close()
            browser.close()
        for what, times in {"first contentful paint": paints, "all tables and pictures there": complete}.items():
            spread = f"{min(times):.0f} to {max(times):.0f}"
            print(
                f"{what}: median {statistics.median(times):.0f} ms, {spread} ms in {options.rounds} rounds (limit 1 s)"
            )


if __name__ == "__main__":
    main()
