"""What this machine is: what reports and benchmarks print beside their numbers."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["browser_version", "describe_machine", "describe_versions", "tree_memory", "usable_cores"]

PACKAGES = ("digienv", "gymnasium", "numpy", "pillow", "playwright", "miniwob")


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def describe_machine() -> dict[str, str]:
    """Processor, cores, memory and operating system, for people."""
    described = {"processor": _processor(), "cores": str(usable_cores())}
    if memory := _memory_bytes():
        described["memory"] = f"{memory / 2**30:.0f} GiB"
    return described | {"system": _system()}


def describe_versions() -> dict[str, str]:
    """Versions of Python and of the packages that matter, those that are installed."""
    versions = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


async def browser_version() -> str:
    """Name and version of the browser that pages run in, launched if it is not running; await it on digienv's loop."""
    from digienv.web.engine import get_engine

    answer = await (await get_engine(())).connection.root.send("Browser.getVersion")
    return str(answer["product"]).replace("/", " ")


def tree_memory(pid: int) -> int | None:
    """Memory of a process and all its descendants in bytes: the proportional set size; None where it is not known."""
    parents: dict[int, list[int]] = {}
    try:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and (parent := _parent(entry)) is not None:
                parents.setdefault(parent, []).append(int(entry.name))
        return _memory(pid, parents)
    except OSError:
        return None


def _parent(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _memory(pid: int, parents: dict[int, list[int]]) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    total = own
    for child in parents.get(pid, []):
        try:
            total += _memory(child, parents)
        except OSError:
            continue
    return total


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _memory_bytes() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _system() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {platform.system()} {platform.release()}"
    except (OSError, KeyError):
        return platform.platform()
