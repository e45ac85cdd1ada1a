"""The sites in containers: a real daemon, a real image, the same episodes. Needs Docker; `.ci/run` sets it up."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from digienv.sites.catalogue import SITE_SUITES, site_tasks
from digienv.sites.remote import TOKEN, URL

REPOSITORY = Path(__file__).parents[2]
BASE = "debian:bookworm-slim"
SECRET = "a secret of the tests"


def run(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, TOKEN: SECRET, **more}
    return subprocess.run(command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, timeout=900)


def digienv(*arguments: str, **more: str) -> str:
    done = run(sys.executable, "-m", "digienv.cli", *arguments, **more)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def no_docker() -> str | None:
    """What tests of containers lack, if anything."""
    if not shutil.which("docker") or run("docker", "info").returncode:
        return "no Docker daemon answers"
    if run("docker", "image", "inspect", BASE).returncode and run("docker", "pull", BASE).returncode:
        return f"{BASE} cannot be pulled; scripts/base-image makes it"
    return None


def missing() -> str | None:
    """What the tests of the sites lack, if anything."""
    if reason := no_docker():
        return reason
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 8700)) == 0:
            return "something listens on port 8700 already"
    return None


@pytest.fixture(scope="module")
def stack() -> Iterator[dict[str, str]]:
    if reason := missing():
        pytest.skip(reason)
    wheels = any((REPOSITORY / "envs_docker" / "sites" / "wheels").glob("*.whl"))
    try:
        said = digienv("up", "sites", **({"PIP_NO_INDEX": "1"} if wheels else {}))
        assert SECRET not in said
        yield {URL: "http://127.0.0.1:8700", TOKEN: SECRET}
    finally:
        digienv("down", "sites")
    assert "digienv-sites" not in digienv("status")


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_one_task_of_every_suite_on_the_containers(stack: dict[str, str]) -> None:
    """All tasks pass there too: ``DIGIENV_SITES_URL=... pytest tests/sites/test_suites.py``; here one of each suite."""
    chosen = [f"{suite}.{site_tasks(suite)[0].name}" for suite in SITE_SUITES]
    tests = [f"tests/sites/test_suites.py::test_solved_by_its_solution_alone[{name}]" for name in chosen]
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *tests, **stack)
    assert f"{len(tests)} passed" in done.stdout, done.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_container_is_shut_in(stack: dict[str, str]) -> None:
    inspected = run("docker", "ps", "--quiet", "--filter", "label=com.docker.compose.project=digienv-sites")
    container = inspected.stdout.strip()
    assert "healthy" in digienv("status")

    def inside(script: str) -> subprocess.CompletedProcess[str]:
        return run("docker", "exec", container, "sh", "-c", script)

    assert inside("id -un").stdout.strip() == "digienv"
    assert "Read-only" in inside("touch /opt/digienv/x").stderr
    assert inside("grep CapEff /proc/1/status").stdout.split()[1].strip("0") == ""
    published = run("docker", "port", container).stdout.splitlines()
    assert published
    assert all("-> 127.0.0.1:" in line for line in published)
    assert httpx.get("http://127.0.0.1:8700/sites").status_code == 401
