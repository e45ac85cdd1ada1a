"""Making a policy of its settings, and putting it on disk: safetensors and JSON, as `transformers` lays them out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForImageTextToText
from transformers.utils import logging

from baselines.config import PolicyConfig
from baselines.policies.critic import make_critic
from baselines.policies.prompts import PromptTemplate
from baselines.policies.tiny import make_tiny
from baselines.policies.vlm import VLMPolicy
from digienv.models.processors import load_processor

__all__ = ["adapt", "load_policy", "save_policy"]

logging.disable_progress_bar()

ADAPTED = r".*(language_model|text_model).*\.(q|k|v|o|gate|up|down)_proj"
CRITIC_FILE = "critic.safetensors"


def load_policy(config: PolicyConfig, *, seed: int = 0, texts: tuple[str, ...] = ()) -> VLMPolicy:
    """The policy of some settings, on the CPU, in evaluation mode.

    Args:
        config: its ``model`` may be a folder that `save_policy` wrote.
        seed: of weights that are new.
        texts: for the tokenizer of a tiny model, see `baselines.policies.tiny.make_tiny`.
    """
    dtype = getattr(torch, config.dtype)
    folder = Path(config.model)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        if config.model == "tiny":
            model, processor = make_tiny(seed=seed, texts=texts, **config.tiny)
            model = model.to(dtype)
        elif (folder / "adapter_config.json").is_file():
            model, processor = _load_adapted(folder, dtype)
        else:
            name = str(folder.resolve()) if folder.is_dir() else config.model
            model = AutoModelForImageTextToText.from_pretrained(name, dtype=dtype)
            processor = load_processor(name)
            if config.lora:
                model = adapt(model, config.lora)
        width = model.config.get_text_config().hidden_size
        critic = make_critic(config.critic, width, low=config.returns[0], high=config.returns[1])
    if (folder / CRITIC_FILE).is_file():
        critic.load_state_dict(load_file(folder / CRITIC_FILE))
    policy = VLMPolicy(
        model,
        processor,
        PromptTemplate(config.template),
        critic,
        temperature=config.temperature,
        images=config.images,
        history=config.history,
        max_new_tokens=config.max_new_tokens,
    )
    return policy.eval()


def save_policy(policy: VLMPolicy, folder: Path) -> None:
    """Write model (or adapters), critic and processor."""
    policy.model.save_pretrained(folder)
    policy.processor.save_pretrained(folder)
    save_file(policy.critic.state_dict(), folder / CRITIC_FILE)


def adapt(model: Any, rank: int) -> Any:
    """Put adapters of some rank on all linear layers of the language model; nothing else is trained."""
    from peft import LoraConfig, get_peft_model

    config = LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, target_modules=ADAPTED)
    return get_peft_model(model, config)


def _load_adapted(folder: Path, dtype: torch.dtype) -> tuple[Any, Any]:
    from peft import PeftConfig, PeftModel

    base = PeftConfig.from_pretrained(folder).base_model_name_or_path
    model = AutoModelForImageTextToText.from_pretrained(base, dtype=dtype)
    return PeftModel.from_pretrained(model, folder, is_trainable=True), load_processor(base)
