"""Training a judge on episodes whose oracle is known, and what it is worth on templates that it has not seen."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np

from digienv.core.errors import DigienvError
from digienv.judges.features import features_of
from digienv.judges.judge import Trajectory

__all__ = ["Labelled", "cross_validate", "train"]

ROUNDS = 500
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 15,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.2,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
"""Few leaves, and a fifth of the features for each tree: what it learns is to hold on templates not seen."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An episode, and what the oracle said of it.

    Attributes:
        template: its task's id.
        kind: who played it.
        features: what the judge sees, see `features_of`.
        success: the oracle's word.
    """

    template: str
    kind: str
    features: np.ndarray
    success: bool

    @classmethod
    def of(cls, trajectory: Trajectory, template: str, kind: str, *, success: bool) -> Labelled:
        """An episode that was played."""
        return cls(template, kind, features_of(trajectory), success)


def train(episodes: Sequence[Labelled], *, seed: int = 0) -> lightgbm.Booster:
    """Gradient-boosted trees (Ke et al. 2017, "LightGBM") that tell successes from failures.

    The weight of a template grows with the root of the number of its episodes.

    Args:
        episodes: with successes and failures among them.
        seed: of the choice of features and episodes for each tree.

    Raises:
        DigienvError: if all episodes have the same outcome.
    """
    labels = np.array([episode.success for episode in episodes])
    if len(set(labels)) < 2:
        raise DigienvError("a judge is trained on successes and failures, and there is only one of the two")
    counts = Counter(episode.template for episode in episodes)
    weights = np.array([counts[episode.template] ** -0.5 for episode in episodes])
    features = np.stack([episode.features for episode in episodes])
    data = lightgbm.Dataset(features, labels, weight=weights / weights.mean())
    return lightgbm.train(SETTINGS | {"seed": seed}, data, ROUNDS)


def cross_validate(
    episodes: Sequence[Labelled], *, folds: int, seed: int = 0, on_fold: Callable[[], None] = lambda: None
) -> np.ndarray:
    """The probability of success of each episode, by a judge that has seen no episode of its template.

    Args:
        episodes: of at least as many templates as there are folds.
        folds: into which templates are dealt at random; each is held out once.
        seed: of the folds and of the training.
        on_fold: called after each fold.

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
        trees = train([episode for episode in episodes if fold_of[episode.template] != fold], seed=seed)
        held_out = [index for index, episode in enumerate(episodes) if fold_of[episode.template] == fold]
        found[held_out] = trees.predict(np.stack([episodes[index].features for index in held_out]))
        on_fold()
    return found
