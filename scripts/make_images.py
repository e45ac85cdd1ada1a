"""Rebuilds the pictures in docs/images: runs the demo and photographs its report.

python scripts/make_images.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from digienv.web.finding import find_browser, sandbox_obstacle

IMAGES = Path(__file__).parent.parent / "docs" / "images"


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([sys.executable, "-m", "digienv.cli", "demo", "--out", folder, "--episodes", "5"], check=True)
        browser = playwright.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=sandbox_obstacle() is None
        )
        page = browser.new_page(viewport={"width": 1200, "height": 800}, color_scheme="light")
        page.goto((Path(folder) / "report.html").as_uri())
        page.screenshot(path=IMAGES / "report.png")
        page.goto((Path(folder) / "report.html").as_uri() + "#miniwob.login-user/scripted/1/2")
        page.screenshot(path=IMAGES / "episode.png")
        browser.close()


if __name__ == "__main__":
    main()
