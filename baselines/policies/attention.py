"""Attention of vision towers that read several images, or windows of one, in one sequence (Qwen2.5-VL, Qwen3-VL)."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention
from transformers import AttentionInterface

__all__ = ["attend_to_parts_together"]

# transformers tells only implementations with "flash" in their name where the parts are.
NAME = "flash_by_length"


def attend_to_parts_together(model: Any) -> None:
    """Let a model's vision tower attend to all parts of equal length in one call.

    By default, without the package flash-attn, transformers calls the attention once for each part; a screen of 640 x
    480 pixels has 30 windows in each layer.

    Args:
        model: of `transformers`; of families whose vision tower has no parts it stays as it is.
    """
    if model.config.model_type.startswith("qwen"):
        model.config.vision_config._attn_implementation = NAME


def _attend(
    module: torch.nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: None,
    *,
    scaling: float,
    cu_seq_lens_q: Tensor,
    **kwargs: Any,
) -> tuple[Tensor, None]:
    """Attention within parts of a sequence, (1, length, heads, width), of states (1, heads, length, width)."""
    starts, lengths = cu_seq_lens_q[:-1], cu_seq_lens_q.diff()
    output = torch.empty_like(query)
    for length in lengths.unique().tolist():
        at = starts[lengths == length, None] + torch.arange(length, device=query.device)
        q, k, v = (states[0, :, at].transpose(0, 1) for states in (query, key, value))
        output[0, :, at] = scaled_dot_product_attention(q, k, v, scale=scaling).transpose(0, 1)
    return output.transpose(1, 2), None


AttentionInterface.register(NAME, _attend)
