"""The cache of seeded states, with a build that takes a moment."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from digienv.sites import snapshots
from digienv.sites.snapshots import Snapshot, ensure_snapshot, load_snapshot, snapshot_key

BUILD = """
    import sys, time
    from pathlib import Path
    from digienv.sites.snapshots import ensure_snapshot

    def build(folder, progress):
        print("building", flush=True)
        (folder / "state" / "site.sqlite3").write_text("content")
        time.sleep(float(sys.argv[1]))
        return {"database": "site.sqlite3", "clock": 0.0, "logins": {}, "ambient": {"visit": ["*"]}}

    print(ensure_snapshot("shop", 0, build, lambda done, doing: None).folder, flush=True)
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGIENV_CACHE", str(tmp_path))
    return tmp_path


def builder(seconds: float) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", textwrap.dedent(BUILD), str(seconds)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def build(said: list[str]) -> Snapshot:
    def fill(folder: Path, progress: snapshots.Progress) -> dict[str, object]:
        said.append("built")
        (folder / "state" / "site.sqlite3").write_text("content")
        (folder / "shared" / "picture").write_text("shared")
        return {"database": "site.sqlite3", "clock": 0.0, "logins": {}, "ambient": {}}

    return ensure_snapshot("shop", 0, fill, lambda done, doing: None)


def test_built_once(cache: Path) -> None:
    said: list[str] = []
    first, second = build(said), build(said)
    assert said == ["built"]
    assert first == second
    assert (first.state / "site.sqlite3").read_text() == "content"


def test_two_processes_build_once(cache: Path) -> None:
    processes = [builder(1.0), builder(1.0)]
    outputs = [process.communicate(timeout=30)[0].splitlines() for process in processes]
    assert sum(lines.count("building") for lines in outputs) == 1
    assert outputs[0][-1] == outputs[1][-1]


@pytest.mark.parametrize("damage", ["changed", "missing", "more", "manifest", "not JSON"])
def test_a_damaged_entry_is_built_again(cache: Path, damage: str) -> None:
    said: list[str] = []
    snapshot = build(said)
    match damage:
        case "changed":
            (snapshot.state / "site.sqlite3").write_text("contenT")
        case "missing":
            (snapshot.shared / "picture").unlink()
        case "more":
            (snapshot.state / "more").write_text("")
        case "manifest":
            (snapshot.folder / "manifest.json").unlink()
        case "not JSON":
            (snapshot.folder / "manifest.json").write_text("{")
    assert load_snapshot(snapshot.folder) is None
    again = build(said)
    assert said == ["built", "built"]
    assert (again.state / "site.sqlite3").read_text() == "content"
    assert not (again.state / "more").exists()


def test_a_killed_build_is_begun_again(cache: Path) -> None:
    process = builder(60.0)
    assert process.stdout is not None
    assert process.stdout.readline() == "building\n"
    process.kill()
    process.wait()
    said: list[str] = []
    started = time.monotonic()
    build(said)
    assert said == ["built"]
    assert time.monotonic() - started < 30
    assert len([entry for entry in (cache / "sites").iterdir() if entry.is_dir()]) == 1


def test_a_build_that_fails_leaves_nothing(cache: Path) -> None:
    def fail(folder: Path, progress: snapshots.Progress) -> dict[str, object]:
        (folder / "state" / "half").write_text("")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        ensure_snapshot("shop", 0, fail, lambda done, doing: None)
    assert not [entry for entry in (cache / "sites").iterdir() if entry.is_dir()]


def test_the_key_depends_on_all_that_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert snapshot_key("shop", 0) != snapshot_key("shop", 1)
    before = snapshot_key("shop", 0)
    monkeypatch.setattr(snapshots, "version", lambda package: "0")
    assert snapshot_key("shop", 0) != before
