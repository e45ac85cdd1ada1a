"""A policy whose replies end by chance: with random weights, too, their lengths are as spread as a trained model's."""

import numpy as np

import baselines  # isort: skip  (before torch, see there)

import torch
from torch import Tensor

from baselines.policies.vlm import VLMPolicy

__all__ = ["MEAN_LENGTH", "Ending", "with_ends"]

assert baselines
MEAN_LENGTH = 32


class Ending(VLMPolicy):
    """A policy that ends its reply with each token by a chance of 1 / `MEAN_LENGTH`."""

    def log_probs(self, hidden: Tensor) -> Tensor:
        """Of all tokens; the end's is fixed."""
        return with_ends(super().log_probs(hidden), self.eos_ids)


def with_ends(log_probs: Tensor, eos_ids: list[int]) -> Tensor:
    """The distribution (..., vocabulary) in which the end has its fixed chance."""
    ends = torch.zeros_like(log_probs, dtype=torch.bool)
    ends[..., eos_ids] = True
    others = log_probs.masked_fill(ends, -torch.inf).log_softmax(-1) + np.log(1 - 1 / MEAN_LENGTH)
    others[..., eos_ids[0]] = -np.log(MEAN_LENGTH)
    return others
