"""How far an episode is: values for each of its screens, and what each of its actions did.

Classes:
    `OrderingJudge`: a model says how far screens are that it is shown out of order (Ma et al. 2024, arXiv:2411.04549).
    `SimilarityJudge`: how near a screen is to a description of the goal (Rocamonde et al. 2023, arXiv:2310.12921).
    `StepJudge`: a model says what each action did (Pan et al. 2024, arXiv:2404.06474).
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

import numpy as np
from PIL import Image

from digienv.core.errors import DigienvError
from digienv.judges.asking import ask_for, status_of, thoughts_of
from digienv.judges.judge import Trajectory
from digienv.judges.prompts import load_prompt
from digienv.models.chat import ChatModel, Message, Usage
from digienv.models.local import default_device, loading, title_of

__all__ = ["Label", "OrderingJudge", "Progress", "ProgressJudge", "SimilarityJudge", "Step", "StepJudge", "value_order"]

Label = Literal["towards", "unsure", "reached", "away"]
"""What an action did for its task."""

_FRAME = re.compile(r"^\W*frame\W+(\d+)\W+?(\d+(?:\.\d+)?)\s*%", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far each screen of an episode is.

    Attributes:
        values: in [0, 1], one for each screenshot.
        raw: all that the model said.
        usage: what it took.
        judge: its name and the version of its prompt.
        model: that judged.
    """

    values: tuple[float, ...]
    raw: str
    usage: Usage
    judge: str
    model: str


class ProgressJudge(Protocol):
    """Something that says how far the screens of an episode are."""

    async def progress(self, trajectory: Trajectory) -> Progress:
        """A value for each screenshot.

        Raises:
            ModelFailure: if its model does not reply, or not with values.
        """


def value_order(values: Sequence[float]) -> float:
    """The rank correlation of values with time, in [-1, 1] (VOC, arXiv:2411.04549 §3.3); 0 where they are all equal."""
    ranks = np.array([np.mean([other < value for other in values]) for value in values])
    ranks += np.array([np.mean([other == value for other in values]) for value in values]) / 2
    times = np.arange(len(values)) - (len(values) - 1) / 2
    ranks = ranks - ranks.mean()
    scale = float(np.sqrt((ranks**2).sum() * (times**2).sum()))
    return float((ranks * times).sum()) / scale if scale else 0.0


class OrderingJudge:
    """Shows a model the screens out of order, so that it has to look at them: in order it would just count up.

    Args:
        model: is asked, once an episode.
        screens: the most that it is shown; of a longer episode evenly spread ones, and those between are interpolated.
        seed: of the order.
    """

    prompt = load_prompt("progress")
    REMINDER = "Say how far each frame is, each on a line of its own, e.g.: Frame 2: 35 %"

    def __init__(self, model: ChatModel, *, screens: int = 16, seed: int = 0) -> None:
        if screens < 2:
            raise DigienvError(f"at least two screens have to be shown, not {screens}")
        self.model = model
        self._screens = screens
        self._seed = seed

    async def progress(self, trajectory: Trajectory) -> Progress:
        """How far each screen is; see `ProgressJudge.progress`."""
        count = len(trajectory.screenshots)
        shown = np.unique(np.linspace(0, count - 1, min(count, self._screens)).round().astype(int))
        order = [0, *np.random.default_rng(self._seed).permutation(np.arange(1, len(shown)))]
        if len(shown) == 1:
            return Progress((0.0,), "", Usage(), self.prompt.title, self.model.name)
        system, question = self.prompt.messages(goal=trajectory.goal, count=str(len(shown)))
        frames: list[str | np.ndarray] = []
        for number, place in enumerate(order, 1):
            frames += [f"Frame {number}:", trajectory.screenshots[int(shown[place])]]
        question = Message("user", (*question.content, *frames))
        reply = await ask_for(self.model, [system, question], lambda text: _read(text, len(shown)), self.REMINDER)
        values = np.zeros(len(shown))
        values[order] = reply.value
        everywhere = np.interp(np.arange(count), shown, values)
        return Progress(tuple(map(float, everywhere)), reply.raw, reply.usage, self.prompt.title, self.model.name)


def _read(text: str, count: int) -> list[float] | None:
    """Values of the frames in the order in which they were shown."""
    said = {int(number): float(percent) for number, percent in _FRAME.findall(text)}
    if not set(range(2, count + 1)) <= said.keys() or any(not 0 <= percent <= 100 for percent in said.values()):
        return None
    return [0.0, *(said[number] / 100 for number in range(2, count + 1))]


class SimilarityJudge:
    """Compares screens with descriptions of the goal and of anything else, in a space that texts and pictures share.

    With the embeddings s of the screen, g of the goal and b of the baseline, all of length 1, a screen's value is
    1 - |a (b + ((s - b)·(g - b)) (g - b) / |g - b|²) + (1 - a) s - g|² / 2: a part ``a`` of what has nothing to do with
    the way from the baseline to the goal is left out (arXiv:2310.12921, definition 1).

    Args:
        model: of the kind of CLIP or SigLIP, a folder or a name on the Hugging Face hub.
        baseline: describes any screen.
        strength: a, in [0, 1].
        device: of torch; by default a GPU if there is one.

    Raises:
        MissingDependency: if transformers or torch is not installed.
        ModelFailure: if the model cannot be loaded.
    """

    TITLE = "similarity/1"

    def __init__(
        self,
        model: str | Path = "openai/clip-vit-base-patch32",
        *,
        baseline: str = "a screenshot",
        strength: float = 0.5,
        device: str | None = None,
    ) -> None:
        if not 0 <= strength <= 1:
            raise DigienvError(f"strength is between 0 and 1, not {strength}")
        self.name = title_of(model)
        self._baseline = baseline
        self._strength = strength
        self._lock = threading.Lock()
        with loading(model):
            from transformers import AutoImageProcessor, AutoModel, AutoTokenizer

            self._tokenizer: Any = AutoTokenizer.from_pretrained(model)
            self._images: Any = AutoImageProcessor.from_pretrained(model)
            loaded: Any = AutoModel.from_pretrained(model)
            self._model = loaded.to(device or default_device()).eval()

    async def progress(self, trajectory: Trajectory) -> Progress:
        """How far each screen is; see `ProgressJudge.progress`."""
        values = await asyncio.to_thread(self._values, trajectory)
        return Progress(values, "", Usage(requests=1), self.TITLE, self.name)

    def _values(self, trajectory: Trajectory) -> tuple[float, ...]:
        with self._lock:
            goal, baseline = self._embed_texts([trajectory.goal, self._baseline])
            screens = self._embed_images(trajectory.screenshots)
        way = goal - baseline
        along = (screens - baseline) @ way / max(float(way @ way), 1e-12)
        projected = baseline + along[:, None] * way
        left = self._strength * projected + (1 - self._strength) * screens
        values = 1 - ((left - goal) ** 2).sum(1) / 2
        return tuple(float(value) for value in np.clip(values, 0, 1))

    def _embed_texts(self, texts: list[str]) -> np.ndarray:
        tokens = self._tokenizer(texts, padding=True, truncation=True, return_tensors="pt").to(self._model.device)
        return self._embeddings(lambda: self._model.get_text_features(**tokens))

    def _embed_images(self, screens: Sequence[np.ndarray]) -> np.ndarray:
        pixels = self._images([Image.fromarray(screen) for screen in screens], return_tensors="pt")
        pixels = pixels.to(self._model.device)
        return self._embeddings(lambda: self._model.get_image_features(**pixels))

    @staticmethod
    def _embeddings(compute: Any) -> np.ndarray:
        import torch

        with torch.inference_mode():
            found = compute()
        found = getattr(found, "pooler_output", found).float().cpu().numpy()
        lengths: np.ndarray = found / np.linalg.norm(found, axis=1, keepdims=True)
        return lengths


@dataclass(frozen=True, slots=True)
class Step:
    """What an action did.

    Attributes:
        label: see `Label`.
        reason: in words.
        raw: all that the model said.
        usage: what it took.
        judge: its name and the version of its prompt.
        model: that judged.
    """

    label: Label
    reason: str
    raw: str
    usage: Usage
    judge: str
    model: str


class StepJudge:
    """Asks a model of each action what it did; of all at the same time."""

    prompt = load_prompt("steps")
    REMINDER = "Reply with the two lines: Thoughts: ... and Status: towards, unsure, reached or away"

    def __init__(self, model: ChatModel) -> None:
        self.model = model

    async def label(self, trajectory: Trajectory) -> list[Step]:
        """What each action did, in their order.

        Raises:
            ModelFailure: if the model does not reply, or not with a label.
        """
        return list(await asyncio.gather(*(self._label(trajectory, at) for at in range(len(trajectory.actions)))))

    async def _label(self, trajectory: Trajectory, at: int) -> Step:
        screens = trajectory.screenshots[at : at + 2]
        messages = self.prompt.messages(*screens, goal=trajectory.goal, action=trajectory.actions[at])
        reply = await ask_for(self.model, messages, lambda text: status_of(text, get_args(Label)), self.REMINDER)
        label: Any = reply.value
        return Step(label, thoughts_of(reply.raw), reply.raw, reply.usage, self.prompt.title, self.model.name)
