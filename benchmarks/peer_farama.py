"""A peer: Farama's MiniWoB++, which drives Chromium through Selenium and chromedriver.

To be run by the Python of the virtual environment `farama` that setup_peers.sh makes. The environment is used as it
comes: `gymnasium.make("miniwob/click-test-v1")`, clicks by its CLICK_COORDS action, its own observation (the
screenshot, but also the DOM elements). Its step that ends an episode skips the observation and gives a black image,
so that is work it does not do; its median step hardly notices, its steps per second profit a little.
"""

import os
import shutil

import gymnasium
import measure
import miniwob  # imported for the ids it registers
import numpy as np


def run(seconds: float, seed: int) -> dict[str, float]:
    """Measure one environment."""
    env = gymnasium.make(f"miniwob/{measure.TASK}-v1")
    try:
        trial = measure.Trial(seconds, seed=seed)
        action = env.unwrapped.create_action("CLICK_COORDS")
        for click in trial:
            if click is None:
                observation, _ = env.reset(seed=trial.seed)
                shot = observation["screenshot"]
                assert shot.shape == (measure.HEIGHT, measure.WIDTH, 3) and shot.dtype == np.uint8, shot.shape
            else:
                _, _, trial.done, _, _ = env.step(action | {"coords": np.array(click, np.float32)})
        return measure.figures([trial])
    finally:
        env.close()


def main() -> None:
    measure.leave_nothing_behind()
    options = measure.parser(__doc__, chromium="/usr/bin/chromium").parse_args()
    os.environ["MINIWOB_CHROME_BINARY"] = options.chromium
    os.environ["MINIWOB_CHROMEDRIVER"] = shutil.which("chromedriver") or "/usr/bin/chromedriver"
    gymnasium.register_envs(miniwob)
    measure.report("Farama MiniWoB++", [run(options.seconds, options.seed)], chromium=options.chromium)


if __name__ == "__main__":
    main()
