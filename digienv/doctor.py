"""What works on this machine, and what to type where it does not."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import gymnasium

from digienv.android.adb import AdbFailure, AdbServer, adb_path
from digienv.android.virtualization import kvm_obstacle
from digienv.core import loop
from digienv.core.errors import DigienvError, MissingDependency
from digienv.core.viewer import has_display
from digienv.machine import browser_version
from digienv.sites.catalogue import SITES
from digienv.sites.programs import missing_programs
from digienv.web.engine import get_engine
from digienv.web.finding import INSTALL_BROWSER, find_browser, sandbox_obstacle
from digienv.web.surface import WebSurface, WebWorld

__all__ = ["CHECKS", "Finding", "examine"]

State = Literal["ok", "missing", "note"]

COMMAND_TIMEOUT = 15.0
DEVICES_TIMEOUT = 5.0

NAMESPACE_SWITCHES = {"kernel.apparmor_restrict_unprivileged_userns": "0", "kernel.unprivileged_userns_clone": "1"}
"""Kernel settings that keep Chromium from its sandbox, and the values that do not."""

FONT_SCRIPTS = {
    "Latin": ("A", "g", "fonts-liberation"),
    "CJK": ("漢", "語", "fonts-noto-cjk"),
    "Arabic": ("ش", "ع", "fonts-dejavu"),
    "emoji": ("🚗", "🍎", "fonts-noto-color-emoji"),
}
"""Two characters of each script, which only look alike where both are drawn as the missing glyph; and a package."""

DRAWN_DIFFERENTLY = """(([one, other]) => {
  const draw = text => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 48;
    const pen = canvas.getContext("2d");
    pen.font = "32px sans-serif";
    pen.fillText(text, 4, 36);
    return canvas.toDataURL();
  };
  return draw(one) !== draw(other);
})"""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        name: what was looked at.
        state: ``"ok"``; ``"missing"``; or ``"note"``: it works, with something to know.
        detail: which one it is, or what is wrong, in a few words.
        remedy: the one command to type; empty if there is none.
        needed: whether digienv's web environments run without it.
    """

    name: str
    state: State
    detail: str
    remedy: str = ""
    needed: bool = False


def examine() -> Iterator[Finding]:
    """Run every check in order."""
    for check in CHECKS.values():
        yield from check()


def _check_browser() -> Iterator[Finding]:
    try:
        path = find_browser()
    except MissingDependency as error:
        yield Finding("browser", "missing", str(error).partition(";")[0], INSTALL_BROWSER, needed=True)
        return
    try:
        version = loop.run(browser_version())
    except DigienvError as error:
        yield Finding("browser", "missing", str(error), INSTALL_BROWSER, needed=True)
        return
    yield Finding("browser", "ok", f"{version}, {path}", needed=True)


async def _is_sandboxed() -> bool:
    root = (await get_engine(())).connection.root
    return "--no-sandbox" not in (await root.send("SystemInfo.getInfo"))["commandLine"]


def _check_sandbox() -> Iterator[Finding]:
    try:
        is_on = loop.run(_is_sandboxed())
    except DigienvError:
        yield Finding("sandbox", "missing", "cannot be told without a browser", INSTALL_BROWSER)
        return
    if is_on:
        yield Finding("sandbox", "ok", "on")
        return
    reason, _, remedy = (sandbox_obstacle() or "the kernel does not let Chromium build one").partition(": ")
    yield Finding("sandbox", "note", f"off: {reason}", remedy or _allow_namespaces())


def _allow_namespaces() -> str:
    """The command after which Chromium may build its sandbox, where a kernel setting forbids it."""
    for switch, wanted in NAMESPACE_SWITCHES.items():
        setting = Path("/proc/sys", *switch.split("."))
        if setting.exists() and setting.read_text().strip() != wanted:
            return _sudo(f"sysctl -w {switch}={wanted}")
    return ""


def _check_fonts() -> Iterator[Finding]:
    try:
        drawn = loop.run(_fonts_drawn())
    except DigienvError:
        yield Finding("fonts", "missing", "cannot be told without a browser", INSTALL_BROWSER)
        return
    for script, (_, _, package) in FONT_SCRIPTS.items():
        if drawn[script]:
            yield Finding(f"fonts: {script}", "ok", "drawn")
        else:
            yield Finding(f"fonts: {script}", "missing", "drawn as empty boxes", _apt(package))


async def _fonts_drawn() -> dict[str, bool]:
    surface = WebSurface(width=100, height=100)
    try:
        await surface.open(WebWorld("about:blank", ()))
        return {
            script: await surface.evaluate(f"{DRAWN_DIFFERENTLY}(['{one}', '{other}'])")
            for script, (one, other, _) in FONT_SCRIPTS.items()
        }
    finally:
        await surface.close()


def _check_miniwob() -> Iterator[Finding]:
    began = time.monotonic()
    try:
        env = gymnasium.make("digienv/miniwob.click-test-v0", disable_env_checker=True)
        try:
            env.reset(seed=0)
        finally:
            env.close()
    except MissingDependency as error:
        remedy = "pip install 'digienv[miniwob]'"
        yield Finding("MiniWoB++", "missing", str(error).partition(";")[0], remedy, needed=True)
    except DigienvError as error:
        yield Finding("MiniWoB++", "missing", str(error), needed=True)
    else:
        yield Finding("MiniWoB++", "ok", f"click-test opened in {time.monotonic() - began:.1f} s", needed=True)


def _check_sites() -> Iterator[Finding]:
    for site in SITES.values():
        name = f"site {site.name}"
        try:
            parts = [f"{package} {version(package)}" for package in site.packages]
        except PackageNotFoundError:
            yield Finding(name, "missing", "only tasks on self-hosted sites need it", "pip install 'digienv[sites]'")
            continue
        if missing := missing_programs(site):
            yield Finding(name, "missing", "only tasks on this site need its programs", _apt(" ".join(missing)))
        else:
            yield Finding(name, "ok", ", ".join([*parts, *(package for _, package in site.programs)]))


def _check_android() -> Iterator[Finding]:
    try:
        answer = _output(adb_path(), "version")
    except MissingDependency:
        answer = None
    if answer is None or find_spec("re2") is None:
        yield Finding("adb", "missing", "only the Android environments need it", "pip install 'digienv[android]'")
    else:
        yield Finding("adb", "ok", answer.splitlines()[0])
        yield from _devices()
    obstacle = kvm_obstacle()
    if obstacle:
        yield Finding("emulators", "note", f"no: {obstacle}; simulated phones need none of that")
    else:
        yield Finding("emulators", "ok", "KVM works")


def _devices() -> Iterator[Finding]:
    """What the adb server knows, if one runs: none is started for that."""
    try:
        known = loop.run(asyncio.wait_for(AdbServer().devices(), DEVICES_TIMEOUT))
    except TimeoutError:
        why = f"the adb server has not answered in {DEVICES_TIMEOUT:.0f} s"
        yield Finding("devices", "note", why, f"{adb_path()} kill-server")
    except AdbFailure as error:
        yield Finding("devices", "note", f"not looked for: {error}", f"{adb_path()} start-server")
    else:
        if not known:
            yield Finding("devices", "note", "adb sees none; simulated phones need none")
        for device in known:
            model = device.about.get("model", "a device").replace("_", " ")
            state: State = "note" if device.obstacle else "ok"
            yield Finding(f"device {device.serial}", state, device.obstacle or f"{model}, {device.state}")


def _check_docker() -> Iterator[Finding]:
    if shutil.which("docker") is None:
        yield Finding("docker", "missing", "only the container stacks need it", _apt("docker.io"))
        return
    server = _output("docker", "version", "--format", "{{.Server.Version}}")
    if server:
        yield Finding("docker", "ok", f"daemon {server}")
    else:
        yield Finding(
            "docker", "missing", "the program is here, its daemon does not answer", _sudo("service docker start")
        )
    if plugin := _output("docker", "compose", "version", "--short"):
        yield Finding("docker compose", "ok", f"docker compose {plugin}")
    elif old := _output("docker-compose", "version", "--short"):
        yield Finding("docker compose", "ok", f"docker-compose {old}")
    else:
        yield Finding("docker compose", "missing", "neither the plug-in nor docker-compose", _apt("docker-compose"))


def _check_gpu() -> Iterator[Finding]:
    cards = _output("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader")
    if cards:
        yield Finding("GPU", "ok", "; ".join(cards.splitlines()))
    else:
        yield Finding("GPU", "note", "no NVIDIA GPU; environments need none, training is slower")
    if find_spec("torch") is None:
        yield Finding("torch", "missing", "only training needs it", "pip install 'digienv[train]'")
    else:
        import torch

        sees = "sees the GPU" if torch.cuda.is_available() else "runs on the CPU"
        yield Finding("torch", "ok", f"{torch.__version__}, {sees}")


def _check_display() -> Iterator[Finding]:
    if has_display():
        yield Finding("display", "ok", os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or sys.platform)
    else:
        yield Finding("display", "note", "none: play and render_mode='human' print an address to open")


CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "browser": _check_browser,
    "sandbox": _check_sandbox,
    "fonts": _check_fonts,
    "MiniWoB++": _check_miniwob,
    "sites": _check_sites,
    "Android": _check_android,
    "docker": _check_docker,
    "GPU": _check_gpu,
    "display": _check_display,
}
"""The checks by what they look at."""


def _output(*command: str) -> str | None:
    """What a command prints; None if it is not there, fails or does not answer."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=COMMAND_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 and done.stdout.strip() else None


def _sudo(command: str) -> str:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return command if is_root else f"sudo {command}"


def _apt(package: str) -> str:
    return _sudo(f"apt-get install -y {package}")
