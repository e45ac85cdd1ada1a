"""Processors (text and images to tensors) that need no torchvision.

The processor classes of the Qwen families insist on one for videos, which needs torchvision, whose wheels must fit the
build of torch. Screens are no videos.
"""

from __future__ import annotations

from typing import Any

from transformers import AutoConfig, AutoImageProcessor, AutoProcessor, AutoTokenizer
from transformers.models.idefics3.processing_idefics3 import Idefics3Processor
from transformers.models.qwen2_5_vl.processing_qwen2_5_vl import Qwen2_5_VLProcessor
from transformers.models.qwen2_vl.processing_qwen2_vl import Qwen2VLProcessor
from transformers.models.qwen3_vl.processing_qwen3_vl import Qwen3VLProcessor

__all__ = ["load_processor", "make_processor"]


def _without_video(base: type[Any]) -> type[Any]:
    def __init__(self: Any, image_processor: Any, tokenizer: Any, chat_template: str | None = None) -> None:
        base.__init__(self, image_processor, tokenizer, None, chat_template=chat_template)

    return type(base.__name__, (base,), {"__init__": __init__})


_WITHOUT_VIDEO = {
    "qwen2_vl": _without_video(Qwen2VLProcessor),
    "qwen2_5_vl": _without_video(Qwen2_5_VLProcessor),
    "qwen3_vl": _without_video(Qwen3VLProcessor),
}


def make_processor(
    family: str, image_processor: Any, tokenizer: Any, chat_template: str | None, image_tokens: int | None = None
) -> Any:
    """The processor of a model family (its ``model_type``), of parts."""
    if family in _WITHOUT_VIDEO:
        return _WITHOUT_VIDEO[family](image_processor, tokenizer, chat_template)
    return Idefics3Processor(image_processor, tokenizer, image_seq_len=image_tokens or 169, chat_template=chat_template)


def load_processor(path: str) -> Any:
    """The processor of a model on disk or on the hub."""
    family = AutoConfig.from_pretrained(path).model_type
    if family not in _WITHOUT_VIDEO:
        return AutoProcessor.from_pretrained(path)
    tokenizer = AutoTokenizer.from_pretrained(path)
    return make_processor(family, AutoImageProcessor.from_pretrained(path), tokenizer, tokenizer.chat_template)
