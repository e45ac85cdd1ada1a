"""The network of a learned judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from digienv.judges.features import BUCKETS, MAX_WORDS, SIZE, Steps

__all__ = ["Ensemble", "Shape", "batch_of"]


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a judge is.

    Attributes:
        width: of the recurrent state.
        embedding: of a word.
        members: how many networks, whose probabilities are averaged.
        dropout: while training.
    """

    width: int = 64
    embedding: int = 16
    members: int = 3
    dropout: float = 0.3


class _Member(nn.Module):
    """Embeds the words of each step, reads the steps with a GRU (Cho et al. 2014, arXiv:1406.1078), and decides by the
    last step, the state after it, and the largest states over time.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(BUCKETS, shape.embedding, mode="mean", padding_idx=0)
        self.input = nn.Sequential(
            nn.Dropout(shape.dropout / 2),
            nn.Linear(SIZE + shape.embedding, shape.width),
            nn.ReLU(),
            nn.Dropout(shape.dropout),
        )
        self.reader = nn.GRU(shape.width, shape.width, batch_first=True)
        self.output = nn.Sequential(
            nn.Linear(3 * shape.width, shape.width), nn.ReLU(), nn.Dropout(shape.dropout), nn.Linear(shape.width, 1)
        )

    def forward(self, values: Tensor, words: Tensor, lengths: Tensor) -> Tensor:
        episodes, steps, _ = values.shape
        bags = self.words(words.reshape(-1, MAX_WORDS)).reshape(episodes, steps, -1)
        seen = self.input(torch.cat([values, bags], -1))
        states, _ = self.reader(seen)
        there = torch.arange(steps)[None, :, None] < lengths[:, None, None]
        largest = states.masked_fill(~there, -1e9).amax(1)
        last = (lengths - 1)[:, None, None].expand(-1, 1, states.shape[2])
        ends = torch.cat([states.gather(1, last), seen.gather(1, last)], -1)[:, 0]
        logits: Tensor = self.output(torch.cat([ends, largest], -1))[:, 0]
        return logits


class Ensemble(nn.Module):
    """Some equal networks.

    Args:
        shape: of them.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.members = nn.ModuleList(_Member(shape) for _ in range(shape.members))

    def forward(self, values: Tensor, words: Tensor, lengths: Tensor) -> Tensor:
        """Probabilities of success.

        Args:
            values: float32 (episodes, steps, `SIZE`).
            words: int64 (episodes, steps, `MAX_WORDS`).
            lengths: int64 (episodes,): steps of each; what follows them is not looked at.

        Returns:
            float32 (episodes,).
        """
        return torch.stack([member(values, words, lengths).sigmoid() for member in self.members]).mean(0)


def batch_of(episodes: Sequence[Steps]) -> tuple[Tensor, Tensor, Tensor]:
    """Episodes of different lengths as values, words and lengths."""
    lengths = torch.tensor([len(episode.values) for episode in episodes])
    longest = int(lengths.max())
    values = np.zeros((len(episodes), longest, SIZE), np.float32)
    words = np.zeros((len(episodes), longest, MAX_WORDS), np.int64)
    for index, episode in enumerate(episodes):
        values[index, : len(episode.values)] = episode.values
        words[index, : len(episode.words)] = episode.words
    return torch.from_numpy(values), torch.from_numpy(words), lengths
