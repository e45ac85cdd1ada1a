"""A judge that was trained on episodes whose oracle is known; it needs no other model."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from digienv.core.errors import DigienvError, MissingDependency
from digienv.judges.features import VERSION, features_of
from digienv.judges.judge import Trajectory, Verdict
from digienv.models.chat import Usage

if TYPE_CHECKING:
    import lightgbm

__all__ = ["LearnedJudge", "require_lightgbm", "save"]

TREES, ABOUT = "judge.txt", "judge.json"


def require_lightgbm() -> None:
    """Raise `MissingDependency` where LightGBM is not installed."""
    try:
        import lightgbm  # noqa: F401
    except ModuleNotFoundError:
        raise MissingDependency(
            "a learned judge needs LightGBM; install it with: pip install 'digienv[judge]'"
        ) from None


class LearnedJudge:
    """Judges by how words of the goal match actions, elements and screens; in milliseconds, on a CPU.

    It looks at the channels ``elements``, ``axtree`` and ``url``, which the environment or the trace must have, and not
    at pictures.

    Args:
        folder: that `save` wrote.

    Attributes:
        templates: that it was trained on.

    Raises:
        DigienvError: if there is no judge in it, or one of another version.
    """

    def __init__(self, folder: str | Path) -> None:
        require_lightgbm()
        import lightgbm

        try:
            about = json.loads((Path(folder) / ABOUT).read_text(encoding="utf-8"))
            trees = (Path(folder) / TREES).read_bytes()
            if about["version"] != VERSION:
                raise DigienvError(
                    f"the judge in {folder} is of version {about['version']}, this digienv has {VERSION}; train it anew"
                )
            self.templates = tuple(map(str, about["templates"]))
            self._trees = lightgbm.Booster(model_str=trees.decode())
        except FileNotFoundError:
            raise DigienvError(f"no judge in {folder}; train one with: digienv judge train") from None
        except (ValueError, KeyError, TypeError, lightgbm.basic.LightGBMError) as error:
            raise DigienvError(f"the judge in {folder} is damaged: {error}") from error
        self.name = f"{Path(folder).resolve().name}-{hashlib.sha256(trees).hexdigest()[:8]}"

    async def judge(self, trajectory: Trajectory) -> Verdict:
        """Whether the goal was reached; see `digienv.judges.Judge.judge`.

        Raises:
            DigienvError: if the elements of the screens were not observed.
        """
        if not (trajectory.texts and "elements" in trajectory.texts[0]):
            raise DigienvError(
                "a learned judge looks at elements: make the environment with the channels elements, axtree and url"
            )
        score = await asyncio.to_thread(self._score, trajectory)
        reason = f"success has a probability of {score:.2f}"
        return Verdict(score >= 0.5, score, reason, "", Usage(), f"learned/{VERSION}", self.name)

    def _score(self, trajectory: Trajectory) -> float:
        return float(np.asarray(self._trees.predict(features_of(trajectory)[None], num_threads=1))[0])


def save(folder: str | Path, trees: lightgbm.Booster, templates: Iterable[str]) -> None:
    """Write a judge, and the templates that it was trained on."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TREES).write_text(trees.model_to_string(), encoding="utf-8")
    about = {"version": VERSION, "templates": sorted(templates)}
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
