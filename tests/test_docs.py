"""What the documentation shows runs as it is printed."""

import doctest
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
DOCUMENTED = [
    "digienv.core.actions",
    "digienv.core.env",
    "digienv.core.observations",
    "digienv.core.pool",
    "digienv.core.vector",
    "digienv.wrappers.discrete_actions",
]


@pytest.mark.parametrize(
    ("name", "output"), [("README.md", "-> 1.0"), ("CONTRIBUTING.md", "1.0"), ("docs/index.md", "1.0")]
)
def test_programs_in_the_documentation_run(name: str, output: str, tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert output in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", DOCUMENTED)
def test_examples_in_docstrings_run(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert result.attempted
    assert not result.failed


def test_everything_that_is_named_has_a_pin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    named = {
        canonicalize_name(Requirement(line).name): Requirement(line).specifier for group in groups for line in group
    }
    pins = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, version = line.split("==")
            pins[name] = version
    assert pins.keys() == named.keys() - {"digienv"}
    assert not {name for name, version in pins.items() if version not in named[name]}


def test_relative_links_lead_somewhere() -> None:
    broken = []
    for path in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "benchmarks/README.md",
        *(ROOT / "docs").glob("*.md"),
    ]:
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in link and not (path.parent / link).exists():
                broken.append(f"{path.name}: {link}")
    assert not broken
