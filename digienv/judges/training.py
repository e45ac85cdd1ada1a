"""Training a judge on episodes whose oracle is known, and what it is worth on templates that it has not seen."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from digienv.core.errors import DigienvError
from digienv.judges.features import Steps, steps_of
from digienv.judges.judge import Trajectory
from digienv.judges.network import Ensemble, Shape, batch_of

__all__ = ["EPOCHS", "Labelled", "cross_validate", "train"]

EPOCHS = 20
BATCH = 64
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 1e-2


@dataclass(frozen=True, slots=True)
class Labelled:
    """An episode, and what the oracle said of it.

    Attributes:
        template: its task's id.
        kind: who played it.
        steps: what the judge sees.
        success: the oracle's word.
    """

    template: str
    kind: str
    steps: Steps
    success: bool

    @classmethod
    def of(cls, trajectory: Trajectory, template: str, kind: str, *, success: bool) -> Labelled:
        """An episode that was played."""
        return cls(template, kind, steps_of(trajectory), success)


def train(
    episodes: Sequence[Labelled], shape: Shape, *, seed: int = 0, on_epoch: Callable[[], None] = lambda: None
) -> Ensemble:
    """Networks that tell successes from failures (binary cross-entropy, AdamW with a cosine schedule).

    Templates count alike, however many episodes there are of each.

    Args:
        episodes: with successes and failures among them.
        shape: of the networks, each of which has initial weights and an order of episodes of its own.
        seed: of all of that.
        on_epoch: called after each epoch of each network.

    Raises:
        DigienvError: if all episodes have the same outcome.
    """
    if len({episode.success for episode in episodes}) < 2:
        raise DigienvError("a judge is trained on successes and failures, and there is only one of the two")
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return _train(episodes, Ensemble(shape), np.random.default_rng(seed), on_epoch)


def _train(
    episodes: Sequence[Labelled], ensemble: Ensemble, chance: np.random.Generator, on_epoch: Callable[[], None]
) -> Ensemble:
    labels = torch.tensor([float(episode.success) for episode in episodes])
    counts = Counter(episode.template for episode in episodes)
    weights = torch.tensor([1 / counts[episode.template] for episode in episodes])
    weights /= weights.mean()
    for network in ensemble.members:
        optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * math.ceil(len(episodes) / BATCH))
        for _ in range(EPOCHS):
            order = chance.permutation(len(episodes))
            for start in range(0, len(order), BATCH):
                chosen = torch.from_numpy(order[start : start + BATCH])
                logits = network(*batch_of([episodes[index].steps for index in chosen.tolist()]))
                losses = binary_cross_entropy_with_logits(logits, labels[chosen], reduction="none")
                optimizer.zero_grad()
                (losses * weights[chosen]).mean().backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
            on_epoch()
    return ensemble.eval()


def cross_validate(
    episodes: Sequence[Labelled],
    shape: Shape,
    *,
    folds: int = 5,
    seed: int = 0,
    on_epoch: Callable[[], None] = lambda: None,
) -> np.ndarray:
    """The probability of success of each episode, by networks that have seen no episode of its template.

    Args:
        episodes: of at least as many templates as there are folds.
        shape: of the networks.
        folds: into which templates are dealt at random; each is held out once.
        seed: of the folds and of the training.
        on_epoch: see `train`.

    Returns:
        float array (episodes,).
    """
    templates = sorted({episode.template for episode in episodes})
    if len(templates) < folds:
        raise DigienvError(f"{folds} folds need as many templates, and there are {len(templates)}")
    random.Random(seed).shuffle(templates)  # noqa: S311
    fold_of = {template: number % folds for number, template in enumerate(templates)}
    found = np.zeros(len(episodes))
    for fold in range(folds):
        ensemble = train([e for e in episodes if fold_of[e.template] != fold], shape, seed=seed, on_epoch=on_epoch)
        held_out = [index for index, episode in enumerate(episodes) if fold_of[episode.template] == fold]
        with torch.inference_mode():
            for start in range(0, len(held_out), BATCH):
                part = held_out[start : start + BATCH]
                found[part] = ensemble(*batch_of([episodes[index].steps for index in part])).numpy()
    return found
