"""Worlds on disk, with a snapshot that is made here: a table of notes."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.sites.snapshots import Snapshot
from digienv.sites.worlds import World, Worlds


def make_snapshot(folder: Path) -> Snapshot:
    (folder / "state" / "media").mkdir(parents=True)
    (folder / "state" / "media" / "logo.txt").write_text("seeded")
    (folder / "shared").mkdir()
    with sqlite3.connect(folder / "state" / "site.sqlite3") as connection:
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT, seen INTEGER)")
        connection.execute("CREATE TABLE visit (at TEXT)")
        connection.executemany("INSERT INTO note VALUES (?, ?, 0)", [(1, "one"), (2, "two")])
    connection.close()
    return Snapshot("shop", folder, "site.sqlite3", 0.0, {}, {"visit": ("*",), "note": ("seen",)})


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return make_snapshot(tmp_path / "snapshot")


@pytest.fixture
def worlds(tmp_path: Path, snapshot: Snapshot) -> Worlds:
    return Worlds(tmp_path / "worlds", snapshot)


def write(world: World, sql: str, *parameters: object) -> None:
    with sqlite3.connect(world.state / "site.sqlite3") as connection:
        connection.execute(sql, parameters)
    connection.close()


def texts(world: World) -> list[object]:
    return [row["text"] for row in world.query("SELECT text FROM note ORDER BY id")]


def test_a_reset_puts_everything_back(worlds: Worlds) -> None:
    world = worlds.create("w1")
    assert world.host == "w1.shop.localhost"
    write(world, "UPDATE note SET text = 'changed' WHERE id = 1")
    (world.state / "media" / "logo.txt").write_text("changed")
    (world.state / "media" / "more.txt").write_text("new")
    world.reset()
    assert texts(world) == ["one", "two"]
    assert (world.state / "media" / "logo.txt").read_text() == "seeded"
    assert [file.name for file in (world.state / "media").iterdir()] == ["logo.txt"]
    assert len([entry for entry in world.folder.iterdir() if entry.is_dir() and not entry.is_symlink()]) == 1


def test_changes_tell_all_that_differs_but_what_looking_changes(worlds: Worlds) -> None:
    world = worlds.create("w1")
    write(world, "INSERT INTO visit VALUES ('now')")
    write(world, "UPDATE note SET seen = 7")
    assert world.changes() == []
    write(world, "UPDATE note SET text = 'uno' WHERE id = 1")
    write(world, "DELETE FROM note WHERE id = 2")
    write(world, "INSERT INTO note VALUES (3, 'three', 0)")
    found = {change.kind: change for change in world.changes()}
    assert set(found) == {"added", "removed", "changed"}
    assert found["changed"].before == {"id": 1, "text": "one"}
    assert found["changed"].after == {"id": 1, "text": "uno"}
    assert found["changed"].columns == {"text"}
    assert found["added"].after == {"id": 3, "text": "three"}
    assert found["removed"].before == {"id": 2, "text": "two"}


def test_oracles_cannot_write(worlds: Worlds) -> None:
    world = worlds.create("w1")
    with pytest.raises(SurfaceFailure, match="cannot be read"):
        world.query("DELETE FROM note")
    assert texts(world) == ["one", "two"]


def test_any_moment_can_be_kept(worlds: Worlds) -> None:
    world = worlds.create("w1")
    write(world, "UPDATE note SET text = 'kept' WHERE id = 1")
    (world.state / "media" / "more.txt").write_text("kept")
    world.keep("halfway")
    write(world, "UPDATE note SET text = 'later' WHERE id = 1")
    world.reset(to="halfway")
    assert texts(world) == ["kept", "two"]
    assert (world.state / "media" / "more.txt").read_text() == "kept"
    world.reset()
    assert texts(world) == ["one", "two"]


def test_a_kept_moment_is_whole_while_another_process_writes(worlds: Worlds) -> None:
    world = worlds.create("w1")
    script = f"""
        import sqlite3
        connection = sqlite3.connect({str(world.state / "site.sqlite3")!r}, timeout=20)
        connection.execute("PRAGMA synchronous=OFF")  # as the sites have it
        print("writing", flush=True)
        for number in range(10_000):
            with connection:
                connection.execute("UPDATE note SET text = ?", (str(number),))
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for number in range(5):
            world.keep(str(number))
            if number == 4:
                world.reset(to="4")
            one, two = texts(world)
            assert one == two
        writer.kill()


@pytest.mark.parametrize("name", ["", "a/b", "..", "ä"])
def test_kept_moments_have_plain_names_and_must_be_there(worlds: Worlds, name: str) -> None:
    world = worlds.create("w1")
    with pytest.raises(DigienvError, match="letters and digits"):
        world.keep(name)
    with pytest.raises(DigienvError, match="no moment 'never'"):
        world.reset(to="never")


@pytest.mark.parametrize("name", ["", "a/b", "..", "W1", "a.b", "ä", "x" * 41])
def test_names_are_parts_of_host_names(worlds: Worlds, name: str) -> None:
    with pytest.raises(DigienvError, match="lower-case letters"):
        worlds.create(name)


def test_no_two_worlds_have_one_name(worlds: Worlds) -> None:
    worlds.create("w1")
    with pytest.raises(DigienvError, match="already"):
        worlds.create("w1")


def test_a_writer_of_the_state_before_harms_nobody(worlds: Worlds) -> None:
    """A request that outlives a reset: its transaction, journal file included, ends where nobody looks."""
    world = worlds.create("w1")
    connection = sqlite3.connect(world.state / "site.sqlite3")
    connection.execute("UPDATE note SET text = 'half done'")
    world.reset()
    try:
        connection.commit()
    except sqlite3.OperationalError:
        pass
    finally:
        connection.close()
    assert texts(world) == ["one", "two"]
    assert world.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def test_a_full_disk_is_an_error_and_changes_nothing(
    worlds: Worlds, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = worlds.create("w1")
    write(world, "UPDATE note SET text = 'kept'")

    def full(source: object, target: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", full)
        with pytest.raises(SurfaceFailure, match=r"'w1' cannot be reset: No space left"):
            world.reset()
    assert texts(world) == ["kept", "kept"]
    world.reset()
    assert texts(world) == ["one", "two"]


def test_a_file_limit_of_the_system_is_an_error(tmp_path: Path, snapshot: Snapshot) -> None:
    """The real thing: a process that may write no more."""
    script = f"""
        import resource, signal
        from pathlib import Path
        from digienv.core.errors import SurfaceFailure
        from digienv.sites.snapshots import Snapshot
        from digienv.sites.worlds import Worlds
        snapshot = Snapshot("shop", Path({str(snapshot.folder)!r}), "site.sqlite3", 0.0, {{}}, {{}})
        world = Worlds(Path({str(tmp_path / "worlds")!r}), snapshot).create("w1")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
        try:
            world.reset()
        except SurfaceFailure as error:
            print(error)
        print([row["text"] for row in world.query("SELECT text FROM note")])
    """
    out = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert "cannot be reset: File too large" in out.stdout
    assert "['one', 'two']" in out.stdout


def test_a_process_killed_while_it_resets_leaves_a_world_that_can_be_reset(tmp_path: Path, snapshot: Snapshot) -> None:
    for number in range(200):
        (snapshot.state / f"file{number}").write_bytes(b"x" * 50_000)
    script = f"""
        from pathlib import Path
        from digienv.sites.snapshots import Snapshot
        from digienv.sites.worlds import Worlds
        snapshot = Snapshot("shop", Path({str(snapshot.folder)!r}), "site.sqlite3", 0.0, {{}}, {{}})
        world = Worlds(Path({str(tmp_path / "worlds")!r}), snapshot).create("w1")
        print("resetting", flush=True)
        while True:
            world.reset()
    """
    world = World("w1", tmp_path / "worlds" / "w1", snapshot)
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        assert texts(world) == ["one", "two"]
        world.reset()
        assert sum(entry.name.isdigit() for entry in world.folder.iterdir()) == 1
        shutil.rmtree(world.folder)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["write", "add", "remove", "reset", "keep", "back"]), st.integers(0, 99)
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_world_sees_what_another_does(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple]) -> None:
    folder = tmp_path_factory.mktemp("property")
    worlds = Worlds(folder / "worlds", make_snapshot(folder / "snapshot"))
    every = [worlds.create(f"w{number}") for number in range(4)]
    model = [["one", "two"] for _ in every]
    kept: dict[int, list[str]] = {}
    for which, what, value in steps:
        world = every[which]
        actions: dict[str, Callable[[], None]] = {
            "write": lambda world=world, value=value: write(world, "UPDATE note SET text = ?", str(value)),
            "add": lambda world=world, value=value: write(world, "INSERT INTO note (text) VALUES (?)", str(value)),
            "remove": lambda world=world: write(world, "DELETE FROM note WHERE id = (SELECT max(id) FROM note)"),
        }
        if what in actions:
            actions[what]()
            match what:
                case "write":
                    model[which] = [str(value)] * len(model[which])
                case "add":
                    model[which] = [*model[which], str(value)]
                case "remove":
                    model[which] = model[which][:-1]
        elif what == "reset":
            world.reset()
            model[which] = ["one", "two"]
        elif what == "keep":
            world.keep("k")
            kept[which] = list(model[which])
        elif which in kept:
            model[which] = list(kept[which])
            world.reset(to="k")
        assert [texts(one) for one in every] == model
    shutil.rmtree(folder)
