"""Stacks of containers: ``digienv up``, ``down`` and ``status`` drive the compose files below ``envs_docker/``."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from digienv.android.virtualization import binder_obstacle, kvm_obstacle
from digienv.core.errors import DigienvError, MissingDependency
from digienv.core.folders import cache_folder
from digienv.sites.remote import TOKEN, URL

__all__ = ["Row", "down", "status", "up"]

FOLDER = Path(__file__).parents[1] / "envs_docker"
PROJECT = "digienv-{}"
LABEL = "com.docker.compose.project"
READY_TIMEOUT = 900
ENDED = ("exited", "dead", "unhealthy")
OBSTACLES: dict[str, Callable[[], str]] = {"android": kvm_obstacle, "redroid": binder_obstacle}
"""The stacks of phones, and what says why this machine cannot run them."""
MAX_DEVICES = 32
"""Ports that a stack of phones publishes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A container of a stack, in words."""

    stack: str
    container: str
    state: str
    ports: str


def up(stack: str, devices: int = 1) -> Iterator[str]:
    """Build and start a stack and wait until it is healthy; what to tell the user.

    Args:
        stack: its folder's name.
        devices: how many phones, from 1 to `MAX_DEVICES`, where it is one of phones; those that run beyond that are
            removed.

    Raises:
        DigienvError: if there is no such stack, it cannot have so many devices, or it does not start.
        MissingDependency: if compose is not installed.
    """
    if stack in OBSTACLES:
        if not 1 <= devices <= MAX_DEVICES:
            raise DigienvError(f"{stack} can have 1 to {MAX_DEVICES} devices, not {devices}")
        if obstacle := OBSTACLES[stack]():
            raise DigienvError(f"{stack} cannot run here: {obstacle}")
    elif devices != 1:
        raise DigienvError(f"only {' and '.join(OBSTACLES)} have devices, not {stack}; leave --devices out")
    status()  # what is missing shows before minutes of building
    _compose(stack, "build")
    _compose(stack, "up", "-d", *(("--scale", f"device={devices}") if stack in OBSTACLES else ()))
    _wait_until_healthy(stack)
    if stack in OBSTACLES:
        yield f"{stack} is up. Keep the state that episodes begin in once, then environments use a device after:"
        for row in status():
            if row.stack == stack:
                yield f"  adb connect {row.ports} && digienv phone save --serial {row.ports}"
                yield f"  export ANDROID_SERIAL={row.ports}"
        return
    yield f"{stack} is up. Environments use it after:"
    yield f"  export {URL}=http://127.0.0.1:8700"
    if TOKEN not in os.environ:
        yield f"  export {TOKEN}=$(cat {_token_file()})"


def down(stack: str | None) -> None:
    """Stop and remove a stack, or all of them."""
    for name in [stack] if stack else _stacks():
        _compose(name, "down", "--timeout", "2")


def status() -> list[Row]:
    """The containers of all stacks.

    Raises:
        MissingDependency: if the docker package is not installed.
        DigienvError: if the daemon does not answer.
    """
    try:
        import docker
    except ModuleNotFoundError:
        raise MissingDependency(
            "the docker package is not installed; install it: pip install 'digienv[docker]'"
        ) from None
    try:
        client = docker.from_env()
        found = {
            name: client.containers.list(all=True, filters={"label": f"{LABEL}={PROJECT.format(name)}"})
            for name in _stacks()
        }
    except docker.errors.DockerException as error:
        raise DigienvError(f"the Docker daemon does not answer: {error}") from error
    return [
        Row(name, str(container.name), _state(container.attrs["State"]), _ports(container.ports))
        for name, containers in found.items()
        for container in containers
    ]


def _state(state: dict[str, object]) -> str:
    health = state.get("Health")
    return str(health["Status"] if isinstance(health, dict) else state["Status"])


def _ports(ports: dict[str, list[dict[str, str]] | None]) -> str:
    published = [(one["HostIp"], int(one["HostPort"])) for each in ports.values() for one in each or ()]
    rows: list[tuple[str, int, int]] = []
    for host, port in sorted(published):
        if rows and rows[-1][0] == host and rows[-1][2] == port - 1:
            rows[-1] = (host, rows[-1][1], port)
        else:
            rows.append((host, port, port))
    return ", ".join(f"{host}:{first}" if first == last else f"{host}:{first}-{last}" for host, first, last in rows)


def _stacks() -> list[str]:
    return sorted(file.parent.name for file in FOLDER.glob("*/compose.yaml"))


def _compose(stack: str, *arguments: str) -> None:
    if stack not in _stacks():
        there = ", ".join(_stacks()) or "none: stacks are part of digienv's repository, clone it to use them"
        raise DigienvError(f"there is no stack {stack!r}; there are {there}")
    file = FOLDER / stack / "compose.yaml"
    command = [*_compose_command(), "-f", str(file), "-p", PROJECT.format(stack), *arguments]
    if subprocess.run(command, env={**os.environ, TOKEN: _token()}).returncode:
        raise DigienvError(f"{' '.join(command)} failed; what it printed says why")


def _compose_command() -> list[str]:
    if shutil.which("docker") and not subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        return ["docker", "compose"]
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    raise MissingDependency("Docker's compose is not installed: install docker-compose-plugin, or docker-compose")


def _token_file() -> Path:
    return cache_folder() / "sites.token"


def _token() -> str:
    """The user's own token, else one that is made once and kept where only the user can read it."""
    if own := os.environ.get(TOKEN):
        return own
    file = _token_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_hex(16))
    except FileExistsError:
        pass
    return file.read_text(encoding="utf-8").strip()


def _wait_until_healthy(stack: str) -> None:
    deadline = time.monotonic() + READY_TIMEOUT
    while True:
        rows = [row for row in status() if row.stack == stack]
        if rows and all(row.state == "healthy" for row in rows):
            return
        if any(row.state in ENDED for row in rows) or time.monotonic() > deadline:
            states = ", ".join(f"{row.container} is {row.state}" for row in rows) or "no container runs"
            raise DigienvError(f"the stack {stack} does not come up: {states}; see docker logs")
        time.sleep(0.2)
