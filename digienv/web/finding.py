"""Finding a browser, and saying what to type where there is none."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from digienv.core.errors import MissingDependency

__all__ = ["INSTALL_BROWSER", "find_browser", "sandbox_obstacle"]

INSTALL_BROWSER = "playwright install --with-deps chromium-headless-shell"
"""The command that installs a browser."""

SYSTEM_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# As Playwright's registry lays them out, older releases included.
PLAYWRIGHT_PROGRAMS = {
    "chromium_headless_shell": (
        "chrome-headless-shell-*/chrome-headless-shell",
        "chrome-headless-shell-*/chrome-headless-shell.exe",
        "chrome-*/headless_shell",
        "chrome-*/headless_shell.exe",
    ),
    "chromium": (
        "chrome-linux*/chrome",
        "chrome-mac*/*.app/Contents/MacOS/*",
        "chrome-win*/chrome.exe",
    ),
}


def find_browser() -> Path:
    """The browser to launch: ``DIGIENV_CHROMIUM``, Playwright's own, then the system's.

    Raises:
        MissingDependency: if there is none.
    """
    if chosen := os.environ.get("DIGIENV_CHROMIUM"):
        found = shutil.which(chosen)
        if found is None:
            raise MissingDependency(f"DIGIENV_CHROMIUM names {chosen!r}, which is no program; correct it or unset it")
        return Path(found)
    for path in _playwright_browsers():
        return path
    for name in SYSTEM_BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    raise MissingDependency(f"no Chromium was found; install one with: {INSTALL_BROWSER}")


def _playwright_browsers() -> list[Path]:
    """Playwright's own browsers, the headless shell before the full one, new before old."""
    root = _browsers_path()
    found = []
    for browser, programs in PLAYWRIGHT_PROGRAMS.items():
        folders = [folder for folder in root.glob(f"{browser}-*") if (folder / "INSTALLATION_COMPLETE").exists()]
        for folder in sorted(folders, key=_revision, reverse=True):
            found += [path for program in programs for path in folder.glob(program) if os.access(path, os.X_OK)]
    return found


def _revision(folder: Path) -> int:
    number = folder.name.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def _browsers_path() -> Path:
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":  # inside the package itself
        spec = importlib.util.find_spec("playwright")
        assert spec is not None
        assert spec.origin is not None
        return Path(spec.origin).parent / "driver" / "package" / ".local-browsers"
    return Path(chosen) if chosen else _default_browsers_path()


def _default_browsers_path() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "ms-playwright"
    if (caches := Path.home() / "Library" / "Caches").is_dir():
        return caches / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))) / "ms-playwright"


def sandbox_obstacle() -> str | None:
    """Why Chromium's sandbox cannot run here; None if nothing is known to stand in its way."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return "Chromium refuses to sandbox as root: run as an ordinary user to have the sandbox"
    return None
