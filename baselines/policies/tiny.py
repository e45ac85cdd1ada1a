"""A real vision-language model of a few million parameters, made from a configuration, with tokenizer and processor.

Nothing is downloaded. It has the classes of its big relatives (Qwen2.5-VL, Qwen3-VL, Idefics3/SmolVLM), so what runs on
it runs on them; it knows nothing before it is trained.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoModelForImageTextToText, PreTrainedTokenizerFast

from baselines.policies.prompts import FOLDER, PromptTemplate
from digienv.core.actions import ACTIONS
from digienv.core.errors import DigienvError
from digienv.models.processors import make_processor

__all__ = ["FAMILIES", "make_tiny"]

FAMILIES = ("qwen2_5_vl", "qwen3_vl", "idefics3")

SPECIAL = {
    "pad_token": "<|pad|>",
    "eos_token": "<|end|>",
    "start_token": "<|start|>",
    "vision_start_token": "<|vision_start|>",
    "vision_end_token": "<|vision_end|>",
    "image_token": "<|image_pad|>",
    "video_token": "<|video_pad|>",
}
_IDEFICS3_SPECIAL = {
    "image_token": "<image>",
    "fake_image_token": "<fake_token_around_image>",
    "global_image_tag": "<global-img>",
    "end_of_utterance_token": "<end_of_utterance>",
}
BRIGHTNESS = {"image_mean": [0.9] * 3, "image_std": [0.2] * 3}
"""Pages are mostly white: about that, small differences are plain, and what is seen is learned sooner."""

_CHAT = (
    "{% for message in messages %}<|start|>{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}IMAGE{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}{% endfor %}{% if add_generation_prompt %}<|start|>{% endif %}"
)

WORDS = """
and are at be box button by card cards check checkbox choose click current day dealer dialog do drag email enter field
find first for from goal hand hit icon image in input is it item last link list menu move name next now number of on
option or page password player point press radio read right search second see select selected shape size so stand start
stop submit tab target text that the then there this to total type up username wait with word you already large small
left top bottom red green blue yellow circle square triangle rectangle Submit Ok OK Cancel Login element label row
column reach less greater equal than more one two three four five six seven eight nine ten
"""


def make_tiny(
    family: str = "idefics3",
    *,
    texts: Iterable[str] = (),
    seed: int = 0,
    width: int = 96,
    layers: int = 2,
    vision_layers: int = 2,
    pixels: int = 112 * 112,
    vocabulary: int = 1024,
) -> tuple[Any, Any]:
    """A model with random weights and its processor.

    Args:
        family: one of `FAMILIES`.
        texts: what the tokenizer is trained on beside the prompt templates, the names of the actions and a few words,
            e.g. demonstrations; all text can be written with any tokenizer, but in more tokens.
        seed: of the weights.
        width: of the hidden state, a multiple of 32.
        layers: of the language model.
        vision_layers: of the image encoder.
        pixels: to which images are scaled, at most; for Idefics3 the square of an edge.
        vocabulary: at most so many tokens.

    Returns:
        Model (`torch.nn.Module`, float32) and processor.
    """
    if family not in FAMILIES:
        raise DigienvError(f"a tiny model is of the family {', '.join(FAMILIES)}, not {family!r}")
    special = SPECIAL | (_IDEFICS3_SPECIAL if family == "idefics3" else {})
    tokenizer = _make_tokenizer(list(texts), special, vocabulary)
    text: dict[str, Any] = {
        "vocab_size": len(tokenizer),
        "hidden_size": width,
        "intermediate_size": 3 * width,
        "num_hidden_layers": layers,
        "num_attention_heads": width // 32,
        "num_key_value_heads": width // 32,
        "max_position_embeddings": 8192,
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": None,
        "eos_token_id": tokenizer.eos_token_id,
        "tie_word_embeddings": True,
        "initializer_range": width**-0.5,
    }
    vision = {
        "depth": vision_layers,
        "hidden_size": 96,
        "num_heads": 3,
        "intermediate_size": 288,
        "out_hidden_size": width,
        "initializer_range": 96**-0.5,
    }
    ids = {f"{name}_id": tokenizer.convert_tokens_to_ids(special[name]) for name in special}
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        match family:
            case "qwen2_5_vl" | "qwen3_vl":
                model, processor = _make_qwen(family, text, vision, ids, tokenizer, pixels)
            case "idefics3":
                model, processor = _make_idefics3(text, vision, ids, tokenizer, round(pixels**0.5))
    return model, processor


def _make_tokenizer(texts: list[str], special: dict[str, str], vocabulary: int) -> PreTrainedTokenizerFast:
    """A byte-level BPE; digits and punctuation stand alone, so that numbers and actions are read character by
    character.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(special.values()),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    templates = [PromptTemplate(file.stem) for file in sorted(FOLDER.glob("*.txt"))]
    own = [template.write("x", f'{name}("x")') for template in templates for name in ACTIONS]
    tokenizer.train_from_iterator([*own, *(f" {word}" for word in WORDS.split()), *texts], trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        padding_side="right",
        pad_token=special["pad_token"],
        eos_token=special["eos_token"],
        extra_special_tokens={name: token for name, token in special.items() if name not in ("pad_token", "eos_token")},
    )


def _make_qwen(
    family: str, text: dict[str, Any], vision: dict[str, Any], ids: dict[str, int], tokenizer: Any, pixels: int
) -> tuple[Any, Any]:
    from transformers import Qwen2_5_VLConfig, Qwen3VLConfig
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

    patch = {"patch_size": 14, "spatial_merge_size": 2, "temporal_patch_size": 2}
    rope = {"rope_type": "default", "rope_theta": 10_000.0, "mrope_section": [6, 5, 5]}
    tokens = {name: ids[name] for name in ("image_token_id", "video_token_id")}
    tokens |= {name: ids[name] for name in ("vision_start_token_id", "vision_end_token_id")}
    if family == "qwen3_vl":
        rope["mrope_interleaved"] = True
        config: Any = Qwen3VLConfig(
            text_config=text | {"rope_parameters": rope, "head_dim": 32},
            vision_config=vision | patch | {"num_position_embeddings": 256, "deepstack_visual_indexes": [0]},
            tie_word_embeddings=True,
            **tokens,
        )
    else:
        config = Qwen2_5_VLConfig(
            text_config=text | {"rope_parameters": rope},
            vision_config=vision | patch | {"window_size": 112, "fullatt_block_indexes": [vision["depth"] - 1]},
            tie_word_embeddings=True,
            **tokens,
        )
    images = Qwen2VLImageProcessorPil(
        patch_size=patch["patch_size"],
        merge_size=patch["spatial_merge_size"],
        temporal_patch_size=patch["temporal_patch_size"],
        size={"shortest_edge": 28 * 28, "longest_edge": pixels + 28},
        **BRIGHTNESS,
    )
    chat = _CHAT.replace(
        "IMAGE", "".join(SPECIAL[name] for name in ("vision_start_token", "image_token", "vision_end_token"))
    )
    return AutoModelForImageTextToText.from_config(config), make_processor(family, images, tokenizer, chat)


def _make_idefics3(
    text: dict[str, Any], vision: dict[str, Any], ids: dict[str, int], tokenizer: Any, edge: int
) -> tuple[Any, Any]:
    from transformers import Idefics3Config
    from transformers.models.idefics3.image_processing_pil_idefics3 import Idefics3ImageProcessorPil

    config = Idefics3Config(
        text_config=text | {"model_type": "llama"},
        vision_config={
            "hidden_size": vision["hidden_size"],
            "intermediate_size": vision["intermediate_size"],
            "num_hidden_layers": vision["depth"],
            "num_attention_heads": vision["num_heads"],
            "initializer_range": vision["initializer_range"],
            "image_size": edge,
            "patch_size": 14,
        },
        image_token_id=ids["image_token_id"],
        scale_factor=2,
        pad_token_id=text["pad_token_id"],
        tie_word_embeddings=True,
    )
    images = Idefics3ImageProcessorPil(
        do_image_splitting=False, size={"longest_edge": edge}, max_image_size={"longest_edge": edge}, **BRIGHTNESS
    )
    model = AutoModelForImageTextToText.from_config(config)
    chat = _CHAT.replace("IMAGE", "<image>")
    return model, make_processor("idefics3", images, tokenizer, chat, image_tokens=(edge // 28) ** 2)
