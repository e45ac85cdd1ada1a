"""One browser a process: threads, forks, and finding a browser to launch."""

from __future__ import annotations

import logging
import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import gymnasium
import pytest

from digienv.core.env import DigiEnv
from digienv.core.errors import MissingDependency
from digienv.web import engine, finding
from tests.web.support import Driver, open_page, page, site

REPOSITORY = Path(__file__).parents[2]
COUNTER = "<button style='width:100px;height:40px' onclick=\"this.textContent = ++n\">0</button><script>n = 0</script>"
GO = "click(20, 20)"


def test_all_environments_of_a_process_share_one_browser() -> None:
    with open_page("a") as one, open_page("b") as two:
        assert one.surface._engine is two.surface._engine


def test_threads_drive_environments_at_the_same_time() -> None:
    host = site({"index.html": page(COUNTER)})
    counted: dict[int, Any] = {}

    def play(number: int) -> None:
        driver = Driver(f"http://{host}/index.html", (host,), probe="n")
        driver.do(*[GO] * 20)
        counted[number] = driver.probed
        driver.close()

    threads = [threading.Thread(target=play, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert counted == dict.fromkeys(range(4), 20)


def make(host: str) -> DigiEnv:
    return DigiEnv(Driver(f"http://{host}/index.html", (host,), probe="n", reset=False).env)


def _play_in_child(host: str, connection: Any) -> None:
    env = make(host)
    env.reset(seed=0)
    for _ in range(5):
        *_, info = env.step(GO)
    connection.send(info["oracle"]["reason"])
    env.close()


def test_forked_children_have_a_browser_of_their_own_and_leave_the_parents_alone() -> None:
    """The browser of the parent runs while it forks, and goes on after the children have ended."""
    host = site({"index.html": page(COUNTER)})
    parent = Driver(f"http://{host}/index.html", (host,), probe="n")
    try:
        parent.do(GO)
        own = parent.surface._engine
        context = multiprocessing.get_context("fork")
        for _ in range(2):
            mine, theirs = context.Pipe()
            child = context.Process(target=_play_in_child, args=(host, theirs))
            child.start()
            assert mine.poll(60)
            assert mine.recv() == "5"
            parent.do(GO)
            child.join(30)
            assert child.exitcode == 0
        parent.do(GO)
        assert parent.probed == 4
        parent.reset()
        assert parent.surface._engine is own
    finally:
        parent.close()


FORK = """
import gc, os, sys
from tests.web.support import Driver, page, site
host = site({"index.html": page("hello")})
driver = Driver(f"http://{host}/index.html", (host,))
child = os.fork()
if child == 0:
    gc.collect()
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
driver.do("hover(1, 1)")
driver.reset()
driver.close()
"""


def test_a_forked_child_that_ends_normally_touches_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", FORK],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    # That something took long on a busy machine, asyncio's debug mode says, too.
    said = [line for line in done.stderr.splitlines() if "sandbox" not in line and " took " not in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.slow
def test_gymnasiums_own_vector_environments() -> None:
    host = site({"index.html": page(COUNTER)})
    for kind in (gymnasium.vector.SyncVectorEnv, gymnasium.vector.AsyncVectorEnv):
        envs = kind([lambda: make(host)] * 2)
        envs.reset(seed=0)
        for _ in range(3):
            *_, infos = envs.step((GO, GO))
        assert list(infos["oracle"]["reason"]) == ["3", "3"]
        envs.close()


def test_the_sandbox_is_said_to_be_off_once(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_said", set())
    with caplog.at_level(logging.WARNING, logger="digienv"):
        for _ in range(2):
            engine._say_once("Chromium runs without its sandbox: because")
    assert len(caplog.records) == 1
    if os.geteuid() == 0:
        assert "root" in str(finding.sandbox_obstacle())
    else:
        assert finding.sandbox_obstacle() is None


# ---------------------------------------------------------------- finding


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser: an empty cache of Playwright's and an empty ``PATH``."""
    monkeypatch.delenv("DIGIENV_CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def installed(root: Path, folder: str, path: str) -> Path:
    """A browser as Playwright's installer leaves it."""
    found = program(root / "cache" / folder / path)
    (root / "cache" / folder / "INSTALLATION_COMPLETE").touch()
    return found


def test_no_browser_is_explained_with_the_one_command(nowhere: Path) -> None:
    with pytest.raises(MissingDependency, match="playwright install --with-deps chromium-headless-shell"):
        finding.find_browser()


def test_the_systems_browsers_in_their_order(nowhere: Path) -> None:
    for name in ("google-chrome", "chromium", "chromium-headless-shell"):
        expected = program(nowhere / "bin" / name)
        assert finding.find_browser() == expected


def test_playwrights_own_browser_comes_before_the_systems(nowhere: Path) -> None:
    program(nowhere / "bin" / "chromium")
    full = installed(nowhere, "chromium-1255", "chrome-linux64/chrome")
    assert finding.find_browser() == full
    old = installed(nowhere, "chromium_headless_shell-999", "chrome-linux/headless_shell")
    assert finding.find_browser() == old
    new = installed(nowhere, "chromium_headless_shell-1255", "chrome-headless-shell-linux64/chrome-headless-shell")
    (new.parent / "chrome-headless-shell.pak").write_text("no program")
    assert finding.find_browser() == new


def test_a_browser_that_was_downloaded_in_part_is_passed_over(nowhere: Path) -> None:
    program(
        nowhere / "cache" / "chromium_headless_shell-1255" / "chrome-headless-shell-linux64" / "chrome-headless-shell"
    )
    with pytest.raises(MissingDependency):
        finding.find_browser()


def test_the_browser_that_is_named_comes_first(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(nowhere, "chromium-1255", "chrome-linux64/chrome")
    chosen = program(nowhere / "mine" / "browser")
    monkeypatch.setenv("DIGIENV_CHROMIUM", str(chosen))
    assert finding.find_browser() == chosen
    monkeypatch.setenv("DIGIENV_CHROMIUM", str(nowhere / "mine" / "other"))
    with pytest.raises(MissingDependency, match="DIGIENV_CHROMIUM names"):
        finding.find_browser()


def test_a_browser_that_does_not_start_is_a_failure_with_its_name(nowhere: Path) -> None:
    script = f"""
import os
os.environ["DIGIENV_CHROMIUM"] = {str(program(nowhere / "bin" / "broken"))!r}
from digienv.core.errors import SurfaceFailure
from tests.web.support import Driver
try:
    Driver("http://x.localhost/", ("x.localhost",))
except SurfaceFailure as failure:
    print(failure)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, timeout=100,
        env={**os.environ, "PATH": os.defpath},
    )  # fmt: skip
    assert "broken does not start" in done.stdout
    assert "Traceback" not in done.stderr
