"""A judge that was trained on episodes whose oracle is known; it needs no other model."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from digienv.core.errors import DigienvError, MissingDependency
from digienv.judges.features import VERSION, steps_of
from digienv.judges.judge import Trajectory, Verdict
from digienv.models.chat import Usage

if TYPE_CHECKING:
    from digienv.judges.network import Ensemble, Shape

__all__ = ["LearnedJudge", "require_torch", "save"]

WEIGHTS, ABOUT = "judge.safetensors", "judge.json"


def require_torch() -> None:
    """Raise `MissingDependency` where torch or safetensors is not installed."""
    try:
        import safetensors  # noqa: F401
        import torch  # noqa: F401
    except ModuleNotFoundError:
        raise MissingDependency("a learned judge needs torch; install it with: pip install 'digienv[train]'") from None


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
        require_torch()
        from safetensors.torch import load

        from digienv.judges.network import Ensemble, Shape

        try:
            about = json.loads((Path(folder) / ABOUT).read_text(encoding="utf-8"))
            weights = (Path(folder) / WEIGHTS).read_bytes()
            if about["version"] != VERSION:
                raise DigienvError(
                    f"the judge in {folder} is of version {about['version']}, this digienv has {VERSION}; train it anew"
                )
            self._network = Ensemble(Shape(**about["shape"])).eval()
            self._network.load_state_dict(load(weights))
            self.templates = tuple(map(str, about["templates"]))
        except FileNotFoundError:
            raise DigienvError(f"no judge in {folder}; train one with: digienv judge train") from None
        except DigienvError:
            raise
        except Exception as error:  # of json, safetensors and torch, each of which has its own
            raise DigienvError(f"the judge in {folder} is damaged: {error}") from error
        self.name = f"{Path(folder).resolve().name}-{hashlib.sha256(weights).hexdigest()[:8]}"

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
        import torch

        from digienv.judges.network import batch_of

        with torch.inference_mode():
            return float(self._network(*batch_of([steps_of(trajectory)])))


def save(folder: str | Path, shape: Shape, network: Ensemble, templates: Sequence[str]) -> None:
    """Write a judge, and the templates that it was trained on."""
    from safetensors.torch import save_file

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(network.state_dict(), folder / WEIGHTS)
    about = {"version": VERSION, "shape": asdict(shape), "templates": sorted(templates)}
    (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
