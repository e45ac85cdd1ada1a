"""Tiny policies, made once a process."""

import baselines  # isort: skip  (before torch, see there)

from functools import cache

import numpy as np
import pytest
import torch

from baselines.policies.critic import ScalarCritic
from baselines.policies.prompts import Context, PromptTemplate
from baselines.policies.tiny import FAMILIES, make_tiny
from baselines.policies.vlm import VLMPolicy

assert baselines
torch.set_num_threads(1)  # the suite runs in two processes on two cores

WIDTH = 64


def make_policy(
    family: str = "qwen3_vl", *, seed: int = 0, template: str = "brief", max_new_tokens: int = 8
) -> VLMPolicy:
    """A policy of its own, to be changed."""
    model, processor = make_tiny(family, seed=seed, width=WIDTH, layers=2, vision_layers=2)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        critic = ScalarCritic(WIDTH)
    return VLMPolicy(model, processor, PromptTemplate(template), critic, max_new_tokens=max_new_tokens).eval()


_shared = cache(make_policy)


@pytest.fixture(params=FAMILIES)
def policy(request: pytest.FixtureRequest) -> VLMPolicy:
    """A policy of each family, not to be changed."""
    return _shared(request.param)


@pytest.fixture
def contexts() -> list[Context]:
    """Turns with different pictures and prompts of different lengths."""
    random = np.random.default_rng(0)
    return [
        Context(
            (random.integers(0, 256, (120, 90, 3), dtype=np.uint8),),
            "Reach the goal. " * (1 + number % 3),
            "type(text)",
        )
        for number in range(5)
    ]
