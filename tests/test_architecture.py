"""The house stands as docs/architecture.md draws it: imports run downwards, and importing stays light."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent / "digienv"
LAYERS = [
    {"core"},
    {"web", "android", "models"},
    {"sites", "judges", "machine"},
    {"suites", "wrappers"},
    {"registration", "leaderboard"},
]
HEAVY = {"playwright", "torch", "stable_baselines3", "docker", "ray", "django", "typer", "rich"}


def layer(package: str) -> int:
    return next((number for number, names in enumerate(LAYERS) if package in names), len(LAYERS))


def imported(path: Path) -> set[str]:
    """The digienv modules that a file imports, wherever in it."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module)
    return {module for module in modules if module.split(".")[0] in ("digienv", "baselines")}


def test_imports_run_downwards() -> None:
    upwards = []
    for path in ROOT.rglob("*.py"):
        package = path.relative_to(ROOT).parts[0].removesuffix(".py")
        for module in imported(path):
            target = module.split(".")[1] if "." in module else package
            if module.startswith("baselines") or layer(target) > layer(package):
                upwards.append(f"{path.relative_to(ROOT)} imports {module}")
    assert not upwards


def test_importing_is_light() -> None:
    code = "import sys, gymnasium, digienv; print(*{name.split('.')[0] for name in sys.modules})"
    names = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not names & HEAVY
