"""Behaviour cloning: supervised learning of demonstrated replies, thought and action."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from baselines.config import BCConfig
from baselines.demonstrations import Demonstration
from baselines.policies.vlm import Prompt, VLMPolicy

__all__ = ["clone"]


def clone(
    policy: VLMPolicy,
    demonstrations: Sequence[Demonstration],
    config: BCConfig,
    *,
    seed: int = 0,
    progress: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> float:
    """Raise the likelihood of the demonstrated replies, at temperature 1; the critic stays as it is.

    Args:
        policy: is changed in place.
        demonstrations: see `baselines.demonstrations.record`.
        config: settings.
        seed: of the order.
        progress: called after every step with its number, how many there are, and its loss in nats a token.

    Returns:
        The mean loss of the last epoch, nats a token.
    """
    examples: list[tuple[Prompt, Tensor]] = [
        (policy.encode(demo.context), policy.encode_reply(policy.template.write(demo.thought, demo.action)))
        for demo in demonstrations
    ]
    optimizer = torch.optim.AdamW(
        policy.trained,
        lr=config.learning_rate,
        betas=(0.9, 0.95),
        weight_decay=config.weight_decay,
    )
    random = torch.Generator().manual_seed(seed)
    steps = config.epochs * math.ceil(len(examples) / config.batch_size)
    warmup = max(1, steps // 20)
    step = 0
    losses: list[float] = []
    temperature, policy.temperature = policy.temperature, 1.0
    try:
        for _ in range(config.epochs):
            losses.clear()
            for batch in torch.randperm(len(examples), generator=random).split(config.batch_size):
                rate = min((step + 1) / warmup, 0.5 + 0.5 * math.cos(math.pi * step / steps))
                for group in optimizer.param_groups:
                    group["lr"] = config.learning_rate * rate
                chosen = [examples[i] for i in batch.tolist()]
                scores = policy([prompt for prompt, _ in chosen], [reply for _, reply in chosen])
                loss = -scores.log_probs[scores.mask].mean()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(policy.model.parameters(), config.max_grad_norm)
                optimizer.step()
                optimizer.zero_grad()
                step += 1
                losses.append(loss.item())
                progress(step, steps, losses[-1])
    finally:
        policy.temperature = temperature
    return sum(losses) / len(losses)
