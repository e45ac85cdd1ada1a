"""Seeded states: built in two processes, they are the same."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from digienv.sites import programs
from digienv.sites.catalogue import SITES
from digienv.sites.hosting import open_site
from digienv.sites.snapshots import Snapshot
from tests.sites.support import run, skip_without_programs

BUILD = """
import importlib, json, sys
from pathlib import Path
name, folder = sys.argv[1:]
application = importlib.import_module(f"digienv.sites.{name}.application").SiteApplication()
print(json.dumps(application.build(Path(folder), 0, lambda done, doing: None)["logins"]))
"""


def contents(state: Path) -> dict[str, list[str]]:
    """What the databases of a seeded state hold. Of what a wiki has cached the names alone: its parser notes there how
    long it took.
    """
    found: dict[str, list[str]] = {}
    for file in sorted(file for file in state.rglob("*") if file.is_file()):
        with sqlite3.connect(file) as database:
            found[str(file.relative_to(state))] = (
                [name for (name,) in database.execute("SELECT keyname FROM objectcache ORDER BY keyname")]
                if file.name == "cache.sqlite"
                else sorted(database.iterdump())
            )
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(name, marks=skip_without_programs(name)) for name in SITES])
def test_equal_seeds_are_equal_states(name: str, tmp_path: Path) -> None:
    """Whatever order Python's sets come in: servers hash at random."""
    if name == "code" and not programs._landlock():
        pytest.skip("the kernel does not know Landlock, without which Fossil's clock is not its own")
    snapshots: list[Snapshot] = []

    async def take() -> None:
        site = await open_site(name)
        await site.start()
        snapshots.append(site.snapshot)

    run(take)
    for part in ("state", "shared"):
        (tmp_path / part).mkdir()
    built = subprocess.run(
        [sys.executable, "-c", BUILD, name, tmp_path],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(built.stdout) == snapshots[0].logins
    assert contents(tmp_path / "state") == contents(snapshots[0].state)
