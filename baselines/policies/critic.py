"""Critics: what they say of a state, and how they learn it."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from digienv.core.errors import DigienvError

__all__ = ["Critic", "HLGaussCritic", "ScalarCritic", "make_critic"]


class Critic(nn.Module):
    """A head on a hidden state, in float32.

    Args:
        width: of the hidden state.
        outputs: how many numbers the head gives.
    """

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.head = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, outputs)
        )
        last = self.head[-1]
        assert isinstance(last, nn.Linear)
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)

    def forward(self, hidden: Tensor) -> Tensor:
        """Outputs (batch, outputs) for hidden states (batch, width)."""
        outputs: Tensor = self.head(hidden.float())
        return outputs

    def value(self, outputs: Tensor) -> Tensor:
        """Values (batch,) that the outputs stand for."""
        raise NotImplementedError

    def loss(self, outputs: Tensor, returns: Tensor) -> Tensor:
        """How wrong the outputs are, (batch,)."""
        raise NotImplementedError


class ScalarCritic(Critic):
    """One number, squared error."""

    def __init__(self, width: int) -> None:
        super().__init__(width, 1)

    def value(self, outputs: Tensor) -> Tensor:
        """The number itself."""
        return outputs[:, 0]

    def loss(self, outputs: Tensor, returns: Tensor) -> Tensor:
        """Half the squared error."""
        return 0.5 * (outputs[:, 0] - returns) ** 2


class HLGaussCritic(Critic):
    """A histogram over returns, trained by cross-entropy to a Gaussian around the target (HL-Gauss).

    Farebrother et al. 2024, "Stop Regressing: Training Value Functions via Classification for Scalable Deep RL",
    arXiv 2403.03950, section 3.1. The width of the Gaussian is 0.75 bins.

    Args:
        width: of the hidden state.
        low: the least return that is expected; 5 % of the range are added on both sides, without which a target at the
            edge would be biased.
        high: the greatest.
        bins: of the histogram.
    """

    centers: Tensor
    edges: Tensor

    def __init__(self, width: int, low: float, high: float, bins: int = 51) -> None:
        super().__init__(width, bins)
        if not low < high:
            raise DigienvError(f"the least return must be less than the greatest, not {low} and {high}")
        margin = 0.05 * (high - low)
        edges = torch.linspace(low - margin, high + margin, bins + 1)
        self.register_buffer("edges", edges, persistent=False)
        self.register_buffer("centers", (edges[1:] + edges[:-1]) / 2, persistent=False)
        self.sigma = 0.75 * float(edges[1] - edges[0])

    def value(self, outputs: Tensor) -> Tensor:
        """Mean of the histogram."""
        return outputs.softmax(-1) @ self.centers

    def loss(self, outputs: Tensor, returns: Tensor) -> Tensor:
        """Cross-entropy to the smeared target."""
        return -(self.target(returns) * functional.log_softmax(outputs, -1)).sum(-1)

    def target(self, returns: Tensor) -> Tensor:
        """The histogram (batch, bins) of a Gaussian around each return, cut off at the ends."""
        inside = returns.clamp(self.centers[0], self.centers[-1])
        below: Tensor = torch.special.ndtr((self.edges - inside[:, None]) / self.sigma)
        mass = below[:, 1:] - below[:, :-1]
        return mass / mass.sum(-1, keepdim=True)


def make_critic(kind: str, width: int, *, low: float, high: float) -> Critic:
    """The critic called ``"scalar"`` or ``"hl_gauss"``."""
    match kind:
        case "scalar":
            return ScalarCritic(width)
        case "hl_gauss":
            return HLGaussCritic(width, low, high)
    raise DigienvError(f"a critic is 'scalar' or 'hl_gauss', not {kind!r}")
