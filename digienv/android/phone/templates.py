"""What a reset copies, made once and kept in the user's cache."""

from __future__ import annotations

import hashlib
import importlib
import shutil
import tempfile
from pathlib import Path

from digienv.android.phone.databases import SCHEMAS
from digienv.android.phone.phone import make_template
from digienv.core.errors import DigienvError
from digienv.core.folders import cache_folder

__all__ = ["WORLDS", "template"]

WORLDS = {"new": "", "household": "digienv.android.phone.household"}
"""Modules whose ``fill`` puts into a phone what its owner has; none for a new one."""


def template(world: str) -> Path:
    """The folder of a world's files, which nobody may change.

    Raises:
        DigienvError: if there is no such world.
    """
    if world not in WORLDS:
        raise DigienvError(f"there is no phone {world!r}; there are {', '.join(WORLDS)}")
    folder = cache_folder() / "phones" / f"{world}-{_key()}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f".{world}-", dir=folder.parent))
        fill = importlib.import_module(WORLDS[world]).fill if WORLDS[world] else None
        make_template(making / "files", fill)
        try:
            (making / "files").rename(folder)
        except OSError:  # another process was faster
            if not folder.exists():
                raise
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _key() -> str:
    """Changes with whatever templates are made from."""
    digest = hashlib.sha256()
    sources = [*SCHEMAS.parent.glob("*.py"), *SCHEMAS.glob("*.sql"), *(SCHEMAS.parent / "household").glob("*.py")]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
