"""A peer: BrowserGym's MiniWoB, which drives Chromium through Playwright.

To be run by the Python of the virtual environment `browsergym` that setup_peers.sh makes. The environment is used as
it comes, with its `coord` action set and its whole observation (screenshot, DOM snapshot, accessibility tree, chat):
it cannot be told to leave anything out. By default it sleeps half a second in every step and slows Playwright down by
0.1 s a call; `--no-delays` sets both to zero through its own arguments.

Its screenshot is a 1.5-fold enlargement of a 332x214 viewport, and its coordinates are that picture's. Its seeds give
other episodes than MiniWoB's own, of the same kind.
"""

import functools
import importlib
import os
from typing import Any

import browsergym.core
import gymnasium
import measure
import numpy as np
from browsergym.core.action.highlevel import HighLevelActionSet
from playwright.sync_api import Browser, BrowserType

SCALE = 1.5  # of the picture, in browsergym.miniwob.base


def start_always(chromium: str) -> None:
    """Make Playwright start this browser, as its own download may be out of reach.

    BrowserGym has an argument for the browser of the task (`pw_chromium_kwargs`), but none for that of its chat
    window, so that Playwright's `launch` itself is replaced. Playwright adds `--no-sandbox` unless asked not to;
    it is given anyway, as root depends on it.
    """
    launch = BrowserType.launch

    @functools.wraps(launch)
    def launch_this(self: BrowserType, *, args: list[str] | None = None, **more: Any) -> Browser:
        return launch(self, executable_path=chromium, args=[*(args or ()), "--no-sandbox"], **more)

    BrowserType.launch = launch_this


def run(seconds: float, seed: int, delays: bool) -> dict[str, float]:
    """Measure one environment."""
    no_delays = {} if delays else {"pre_observation_delay": 0, "slow_mo": 0}
    env = gymnasium.make(
        f"browsergym/miniwob.{measure.TASK}",
        action_mapping=HighLevelActionSet(["coord"]).to_python_code,
        **no_delays,
    )
    try:
        trial = measure.Trial(seconds, seed=seed, warm_up=1)
        for click in trial:
            if click is None:
                observation, _ = env.reset(seed=trial.seed)
                shot = observation["screenshot"]
                assert shot.shape == (321, 498, 3) and shot.dtype == np.uint8, shot.shape
            else:
                x, y = click
                observation, _, trial.done, _, _ = env.step(f"mouse_click({x * SCALE}, {y * SCALE})")
                assert not observation["last_action_error"], observation["last_action_error"]
        return measure.figures([trial])
    finally:
        env.close()
        browsergym.core._get_global_playwright().stop()  # it leaves its driver running


def main() -> None:
    measure.leave_nothing_behind()
    parser = measure.parser(__doc__, chromium="/usr/bin/chromium-headless-shell")
    parser.add_argument("--no-delays", action="store_true", help="set its own delays to zero")
    options = parser.parse_args()
    start_always(options.chromium)
    with measure.serve_miniwob() as address:
        os.environ["MINIWOB_URL"] = f"{address}miniwob/"
        importlib.import_module("browsergym.miniwob")  # only now, as it wants the address at import

        runs = [run(options.seconds, options.seed, not options.no_delays)]
    name = "BrowserGym, no delays" if options.no_delays else "BrowserGym"
    measure.report(name, runs, chromium=options.chromium)


if __name__ == "__main__":
    main()
