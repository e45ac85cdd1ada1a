"""Rebuilds the pictures in docs/images: photographs of the demos' reports, and a frame of each card game.

python scripts/make_images.py
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import gymnasium
import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

import digienv  # noqa: F401  (registers the ids)
from digienv.web.finding import find_browser, sandbox_obstacle

IMAGES = Path(__file__).parent.parent / "docs" / "images"


def main() -> None:
    """Make every picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--learning", type=Path, help="folder of a run of `python -m baselines demo`, not to run it again"
    )
    learning = parser.parse_args().learning
    photograph_cards()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        if learning is None:
            learning = Path(folder) / "learning"
            subprocess.run([sys.executable, "-m", "baselines", "demo", "--out", learning], check=True)
        look = Path(folder) / "look"
        subprocess.run([sys.executable, "-m", "digienv.cli", "demo", "--out", look, "--episodes", "5"], check=True)
        browser = playwright.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=sandbox_obstacle() is None
        )
        page = browser.new_page(viewport={"width": 1200, "height": 1000}, color_scheme="light")
        page.goto((learning.resolve() / "report.html").as_uri())
        page.screenshot(path=IMAGES / "report.png")
        page.set_viewport_size({"width": 1200, "height": 800})
        page.goto((look / "report.html").as_uri() + "#miniwob.login-user/scripted/1/2")
        page.screenshot(path=IMAGES / "episode.png")
        browser.close()


def photograph_cards() -> None:
    """A frame of each game side by side, in the middle of an episode that its scripted solution plays."""
    frames = []
    for game, seed, steps in (("numberline", 2, 0), ("ezpoints", 0, 3), ("points24", 90, 7), ("blackjack", 13, 1)):
        env = gymnasium.make(f"digienv/cards.{game}-v0")
        observation, _ = env.reset(seed=seed)
        for _, action in zip(range(steps), env.unwrapped.solve(), strict=False):
            observation = env.step(action)[0]
        frames.append(observation["screenshot"])
        env.close()
    gap = np.full((frames[0].shape[0], 10, 3), 255, np.uint8)
    row = [part for frame in frames for part in (frame, gap)][:-1]
    Image.fromarray(np.concatenate(row, axis=1)).save(IMAGES / "cards.png")


if __name__ == "__main__":
    main()
