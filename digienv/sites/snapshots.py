"""Seeded states: built once by a site, kept in the user's cache, verified before they are used."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from digienv.core.folders import cache_folder
from digienv.sites.catalogue import SITES
from digienv.sites.programs import find_program

__all__ = ["Progress", "Snapshot", "ensure_snapshot", "load_snapshot", "snapshot_key"]

MANIFEST = "manifest.json"
KEY_LENGTH = 16

Progress = Callable[[float, str], None]
"""Told how much is done, in [0, 1], and what is being done."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The seeded state of a site.

    Attributes:
        site: its name.
        folder: ``state/`` is what every world has a copy of, ``shared/`` what all of them read.
        database: name of the SQLite file in ``state/``.
        clock: seconds since 1970 (UTC) at which every world begins.
        logins: for each user the cookies that sign them in.
        ambient: by table the columns that change when somebody merely looks; ``*`` for all of them.
    """

    site: str
    folder: Path
    database: str
    clock: float
    logins: Mapping[str, Mapping[str, str]]
    ambient: Mapping[str, tuple[str, ...]]

    @property
    def state(self) -> Path:
        """What every world has a copy of."""
        return self.folder / "state"

    @property
    def shared(self) -> Path:
        """What all worlds read and none changes."""
        return self.folder / "shared"


def snapshot_key(site: str, seed: int) -> str:
    """What a snapshot is made of, as a hash: versions of packages, our own sources, the seed."""
    digest = hashlib.sha256(f"{site} {seed}".encode())
    for package in SITES[site].packages:
        digest.update(f"{package}=={version(package)}\n".encode())
    for name, _ in SITES[site].programs:
        if (program := find_program(name)) is not None:
            digest.update(f"{name} {hashlib.sha256(program.read_bytes()).hexdigest()}\n".encode())
    here = Path(__file__).parent
    for source in sorted([*here.glob("*.py"), *(here / "django_base").rglob("*"), *(here / site).rglob("*")]):
        if source.is_file() and source.suffix != ".pyc":
            digest.update(f"{source.relative_to(here)} {hashlib.sha256(source.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:KEY_LENGTH]


def ensure_snapshot(
    site: str, seed: int, build: Callable[[Path, Progress], Mapping[str, Any]], progress: Progress
) -> Snapshot:
    """The snapshot of a site, built if there is none in the cache or the one there is damaged.

    Only one process builds; others that want the same wait for it.

    Args:
        site: its name.
        seed: of its content.
        build: fills a folder and returns the fields of `Snapshot` beside its place.
        progress: see `Progress`.
    """
    kept = cache_folder() / "sites"
    folder = kept / f"{site}-{snapshot_key(site, seed)}"
    if (found := load_snapshot(folder)) is not None:
        return found  # without a lock: the cache may be read-only
    kept.mkdir(parents=True, exist_ok=True)
    with _locked(folder.with_suffix(".lock")):
        if (found := load_snapshot(folder)) is not None:
            return found
        new = folder.with_name(f".{folder.name}")  # what a killed process may have left half done
        for stale in (folder, new):
            shutil.rmtree(stale, ignore_errors=True)
        try:
            (new / "state").mkdir(parents=True)
            (new / "shared").mkdir()
            facts = {"site": site, **build(new, progress), "files": _hashes(new)}
            (new / MANIFEST).write_text(json.dumps(facts, indent=1), encoding="utf-8")
            new.rename(folder)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        built = load_snapshot(folder)
        assert built is not None
        return built


def load_snapshot(folder: Path) -> Snapshot | None:
    """The snapshot in a folder; None if there is none, or it is not what was once built."""
    try:
        facts = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if facts.pop("files") != _hashes(folder):
            return None
        facts["ambient"] = {table: tuple(columns) for table, columns in facts["ambient"].items()}
        return Snapshot(folder=folder, **facts)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != MANIFEST
    }


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
