"""Stacks of phones, with an image in the place of Android's that only says that it has booted.

What compose makes of the files needs compose; containers need a Docker daemon too, which `.ci/run` sets up.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from digienv import cli, stacks
from digienv.core.errors import DigienvError, MissingDependency
from tests.sites.test_containers import BASE, no_docker

PORTS = {"android": 5600, "redroid": 5640}
IMAGES = {"android": "DIGIENV_EMULATOR_IMAGE", "redroid": "DIGIENV_REDROID_IMAGE"}
DOCKERFILE = f"""
FROM {BASE}
RUN for program in adb getprop; do printf '#!/bin/sh\\necho 1\\n' > /usr/bin/$program && chmod +x /usr/bin/$program; done
ENTRYPOINT ["sh", "-c", "exec sleep 600"]
"""


def digienv(*arguments: str) -> str:
    result = CliRunner().invoke(cli.app, [*arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("stack", PORTS)
def test_compose_takes_the_files(stack: str) -> None:
    try:
        compose = stacks._compose_command()
    except MissingDependency as error:
        pytest.skip(str(error))
    file = stacks.FOLDER / stack / "compose.yaml"
    said = subprocess.run([*compose, "-f", str(file), "config"], capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    last = PORTS[stack] + stacks.MAX_DEVICES - 1
    assert f"{PORTS[stack]}-{last}" in said.stdout
    assert "sys.boot_completed" in said.stdout
    assert ("/dev/kvm" if stack == "android" else "privileged: true") in said.stdout


@pytest.mark.parametrize("devices", ["0", "-1", "33"])
@pytest.mark.parametrize("stack", PORTS)
def test_as_many_devices_as_there_are_ports(stack: str, devices: str) -> None:
    with pytest.raises(DigienvError, match=f"{stack} can have 1 to 32 devices, not {devices}"):
        digienv("up", stack, "--devices", devices)


def test_only_phones_are_devices() -> None:
    with pytest.raises(DigienvError, match="only android and redroid have devices, not sites"):
        digienv("up", "sites", "--devices", "2")


@pytest.mark.parametrize("stack", PORTS)
def test_a_machine_that_cannot_run_them_says_so(stack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(stacks.OBSTACLES, stack, lambda: "it lacks something")
    with pytest.raises(DigienvError, match=f"{stack} cannot run here: it lacks something"):
        digienv("up", stack)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if reason := no_docker():
        pytest.skip(reason)
    name = f"digienv-test-phone-{os.getpid()}"
    folder = tmp_path_factory.mktemp("image")
    (folder / "Dockerfile").write_text(DOCKERFILE)
    subprocess.run(["docker", "build", "--quiet", "--tag", name, str(folder)], check=True, capture_output=True)
    yield name
    subprocess.run(["docker", "image", "rm", name], capture_output=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("stack", PORTS)
def test_as_many_containers_as_devices(stack: str, image: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stack's own file, less the rights that Android needs and its stand-in does not."""
    for name in PORTS:
        text = (stacks.FOLDER / name / "compose.yaml").read_text()
        (tmp_path / name).mkdir()
        (tmp_path / name / "compose.yaml").write_text(
            text.replace("privileged: true", "privileged: false").replace("/dev/kvm", "/dev/null")
        )
    monkeypatch.setattr(stacks, "FOLDER", tmp_path)
    monkeypatch.setitem(stacks.OBSTACLES, stack, lambda: "")
    monkeypatch.setenv(IMAGES[stack], image)
    try:
        said = digienv("up", stack, "--devices", "3")
        rows = [row for row in stacks.status() if row.stack == stack]
        assert [row.state for row in rows] == ["healthy"] * 3
        addresses = {row.ports for row in rows}
        assert len(addresses) == 3
        assert addresses < {f"127.0.0.1:{PORTS[stack] + number}" for number in range(stacks.MAX_DEVICES)}
        assert set(re.findall(r"adb connect (\S+) && digienv phone save --serial \1", said)) == addresses
        assert set(re.findall(r"ANDROID_SERIAL=(\S+)", said)) == addresses
        digienv("up", stack, "--devices", "1")
        assert len([row for row in stacks.status() if row.stack == stack]) == 1
    finally:
        digienv("down", stack)
    assert not [row for row in stacks.status() if row.stack == stack]
