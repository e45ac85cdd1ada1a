"""Write requirements.txt: what digienv with its sites needs to be built and to run, in the versions that are installed.

The image has Debian's Python, whose patch level not every release takes, so this runs in an environment made by it:

    python3 -m venv VENV && VENV/bin/pip install '.[sites]' hatchling packaging
    VENV/bin/python envs_docker/sites/pin.py
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def main() -> None:
    """Follow the requirements from digienv on."""
    pins: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement("digienv[sites]"), Requirement("hatchling")]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        for extra in ("", *wanted.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                found = distribution(name)
            except PackageNotFoundError:
                continue  # for another platform
            pins[name] = found.version
            for line in found.requires or ():
                needed = Requirement(line)
                if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                    waiting.append(needed)
    del pins["digienv"]
    text = "".join(f"{name}=={version}\n" for name, version in sorted(pins.items()))
    Path(__file__).with_name("requirements.txt").write_text(f"# made by pin.py\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
