"""Checkpoints: the policy in the layout of `transformers`, the trainer beside it; safetensors, YAML and JSON only."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from safetensors.torch import load_file, save_file

from baselines.config import Config
from baselines.policies.loading import load_policy, save_policy
from baselines.policies.vlm import VLMPolicy
from baselines.ppo import PPO
from digienv.core.errors import DigienvError

__all__ = ["load_checkpoint_policy", "read_config", "read_progress", "resume", "save_checkpoint"]


def save_checkpoint(folder: Path, policy: VLMPolicy, config: Config, ppo: PPO | None = None, **progress: Any) -> None:
    """Write a checkpoint in place of the one before, which stays until the new one is whole.

    Args:
        folder: of the checkpoint.
        policy: what was learned.
        config: settings of the run.
        ppo: the trainer, if it is to go on.
        progress: numbers that the run needs to go on, JSON types.
    """
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    save_policy(policy, new)
    (new / "digienv.yaml").write_text(config.to_yaml(), encoding="utf-8")
    (new / "progress.json").write_text(json.dumps(progress), encoding="utf-8")
    if ppo is not None:
        save_file({name: tensor.contiguous() for name, tensor in ppo.state().items()}, new / "trainer.safetensors")
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def read_progress(folder: Path) -> dict[str, Any]:
    """The numbers that the run needs to go on.

    Raises:
        DigienvError: if there is no checkpoint.
    """
    progress: dict[str, Any] = json.loads((_whole(folder) / "progress.json").read_text(encoding="utf-8"))
    return progress


def read_config(folder: Path) -> Config:
    """The settings of the run that wrote a checkpoint."""
    return Config.model_validate(yaml.safe_load((_whole(folder) / "digienv.yaml").read_text(encoding="utf-8")))


def load_checkpoint_policy(folder: Path, config: Config | None = None) -> VLMPolicy:
    """The policy of a checkpoint, with the settings of its run unless others are given."""
    config = config or read_config(folder)
    return load_policy(config.policy.model_copy(update={"model": str(_whole(folder))}), seed=config.seed)


def resume(folder: Path, ppo: PPO) -> None:
    """Give the trainer the state that it had."""
    ppo.load_state(load_file(_whole(folder) / "trainer.safetensors"))


def _whole(folder: Path) -> Path:
    """The checkpoint itself, or the one before if a crash came between the two."""
    for place in (folder, folder.with_name(folder.name + ".old")):
        if (place / "progress.json").is_file():
            return place
    raise DigienvError(f"there is no checkpoint in {folder}")
