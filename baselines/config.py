"""The settings of a run: one YAML file, and ``section.key=value`` on the command line over it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from digienv.core.errors import DigienvError

__all__ = [
    "BCConfig",
    "CNNConfig",
    "Config",
    "EnvConfig",
    "EvalConfig",
    "PPOConfig",
    "PolicyConfig",
    "load_config",
    "with_overrides",
]

CONFIGS = Path(__file__).parent / "configs"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_default=True)


class EnvConfig(_Section):
    """Which environments.

    Attributes:
        id: e.g. ``digienv/cards.numberline-v0``.
        options: of the id, e.g. ``{"tasks": ["click-test", "focus-text"]}``.
        num_envs: how many play at a time. In training each keeps to one task where they share the tasks equally (a
            multiple of their number): going on to another page takes long.
        backend: ``"local"`` (all in this process) or ``"processes"``.
        processes: how many workers the backend ``"processes"`` has.
        judge: folder of a learned judge, whose reward takes the place of the oracle's; success stays the oracle's word.
            The channels ``elements``, ``axtree`` and ``url`` must be among the options.
    """

    id: str
    options: dict[str, Any] = {}
    num_envs: int = Field(16, ge=1)
    backend: Literal["local", "processes"] = "local"
    processes: int = Field(2, ge=1)
    judge: str = ""


class PolicyConfig(_Section):
    """Which policy.

    Attributes:
        model: ``"tiny"``, a folder, or the id of a model on the Hugging Face hub.
        tiny: arguments of `baselines.policies.tiny.make_tiny`.
        template: how turns are put to the model, see `baselines.policies.prompts`.
        lora: rank of the adapters; 0 trains all weights, as does a new tiny model, whose weights are worth nothing yet.
        dtype: of the weights.
        critic: ``"scalar"`` or ``"hl_gauss"``.
        returns: the least and the greatest return that the critic may expect (for ``"hl_gauss"``).
        images: how many screenshots a turn shows.
        history: how many of its own actions a turn tells.
        max_new_tokens: longest reply.
        temperature: of the distribution over tokens, in PPO as in sampling; cloning is at 1.
    """

    model: str = "tiny"
    tiny: dict[str, Any] = {}
    template: str = "brief"
    lora: int = Field(0, ge=0)
    dtype: Literal["float32", "bfloat16"] = "float32"
    critic: Literal["scalar", "hl_gauss"] = "scalar"
    returns: tuple[float, float] = (-1.0, 1.0)
    images: int = Field(1, ge=1)
    history: int = Field(8, ge=0)
    max_new_tokens: int = Field(48, ge=1)
    temperature: float = Field(1.0, gt=0)


class BCConfig(_Section):
    """Supervised warm start.

    Attributes:
        episodes: scripted demonstrations of each task.
        rationale: thought of a demonstrated turn; may name ``{goal}``, ``{action}``, ``{element}`` and what the
            episode's true state (``info["state"]``) holds.
        epsilon: share of the demonstrated actions that are drawn from all that are allowed instead of the script's.
            With 1 the demonstrator knows what it sees but not what to do: what to do is then left to PPO.
        turns_per_episode: so many turns of each episode, drawn at random, are cloned; 0 for all. Where the turns of an
            episode are much alike, few turns of many episodes teach more than many turns of few.
        epochs: passes over the demonstrated turns.
        batch_size: turns a step.
        learning_rate: peak; it rises over the first 5 % of the steps and falls to 0 by a cosine.
        weight_decay: of AdamW.
        max_grad_norm: gradients are clipped to this norm.
    """

    episodes: int = Field(10, ge=1)
    rationale: str = ""
    epsilon: float = Field(0.0, ge=0, le=1)
    turns_per_episode: int = Field(0, ge=0)
    epochs: int = Field(10, ge=1)
    batch_size: int = Field(32, ge=1)
    learning_rate: float = 1e-3
    weight_decay: float = 0.01
    max_grad_norm: float = 1.0


class PPOConfig(_Section):
    """Proximal policy optimisation.

    Attributes:
        turns: in all.
        turns_per_update: of a rollout.
        epochs: passes over a rollout.
        minibatch: turns of an optimiser step.
        microbatch: turns of a forward pass; gradients of a minibatch are accumulated.
        learning_rate: of the model.
        critic_learning_rate: of the critic.
        anneal: let both fall linearly to 0.
        gamma: discount of a turn.
        lam: lambda of generalised advantage estimation.
        ratio: ``"token"``: of each token, with the turn's advantage; ``"turn"``: of the whole reply; ``"turn_mean"``:
            its geometric mean over tokens; ``"rl4vlm"``: of the reply with the thought's log-probability times
            `thought_weight`.
        thought_weight: of thought tokens against action tokens (``"token"``, ``"rl4vlm"``).
        clip: ratios beyond 1 - clip give no gradient.
        clip_high: likewise beyond 1 + clip_high.
        normalize: give the advantages of a rollout mean 0 and deviation 1.
        entropy: coefficient of the entropy bonus, nats a token.
        kl: coefficient of the divergence from the policy that the run began with, nats a token, by the estimator whose
            gradient is that of the divergence: half the squared log-ratio (k2 of Schulman 2020, "Approximating KL
            Divergence").
        value: coefficient of the critic's loss.
        critic_warmup: first so many updates train only the critic.
        target_kl: an update ends early once a minibatch is so far from the policy that acted (approx_kl, nats a token).
        max_grad_norm: gradients are clipped to this norm.
        invalid_penalty: subtracted from the reward of an invalid action.
        lockstep: rollouts that can be repeated to the bit, see `baselines.rollouts.Rollouts`.
        server: URL of an API that generates the replies of rollouts, e.g. ``http://localhost:8000/v1``, see
            `baselines.policies.server`; needs ``policy.lora``. By default the trainer generates them.
        evaluate_every: updates between evaluations; 0 evaluates at the end only.
        evaluate_episodes: held-out episodes of the evaluations on the way; 0: as many as at the end.
        checkpoint_every: updates between checkpoints.
    """

    turns: int = Field(10_000, ge=1)
    turns_per_update: int = Field(512, ge=1)
    epochs: int = Field(2, ge=1)
    minibatch: int = Field(128, ge=1)
    microbatch: int = Field(32, ge=1)
    learning_rate: float = 3e-4
    critic_learning_rate: float = 1e-3
    anneal: bool = True
    gamma: float = Field(0.99, ge=0, le=1)
    lam: float = Field(0.95, ge=0, le=1)
    ratio: Literal["token", "turn", "turn_mean", "rl4vlm"] = "token"
    thought_weight: float = Field(1.0, ge=0)
    clip: float = Field(0.2, gt=0, lt=1)
    clip_high: float = Field(0.2, gt=0)
    normalize: bool = True
    entropy: float = Field(0.0, ge=0)
    kl: float = Field(0.0, ge=0)
    value: float = Field(0.5, ge=0)
    critic_warmup: int = Field(0, ge=0)
    target_kl: float = Field(0.05, gt=0)
    max_grad_norm: float = 1.0
    invalid_penalty: float = Field(0.1, ge=0)
    lockstep: bool = False
    server: str | None = None
    evaluate_every: int = Field(0, ge=0)
    evaluate_episodes: int = Field(0, ge=0)
    checkpoint_every: int = Field(10, ge=1)

    @field_validator("server")
    @classmethod
    def _server_is_a_bare_url(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https?://[^\s@?#]+", url):
            raise ValueError("write a URL like http://localhost:8000/v1; a key belongs into DIGIENV_SERVER_KEY")
        return url

    @model_validator(mode="after")
    def _weights_have_a_meaning(self) -> PPOConfig:
        if self.thought_weight != 1 and self.ratio in ("turn", "turn_mean"):
            raise ValueError("thought_weight applies to ratio 'token' and 'rl4vlm' only")
        return self


class CNNConfig(_Section):
    """stable-baselines3's PPO with its ``CnnPolicy``, see `baselines.sb3_cnn`; its own names and defaults otherwise.

    Attributes:
        timesteps: steps in all; the last rollout is played to its end.
        n_steps: of each environment in a rollout.
        batch_size: steps of a minibatch.
        n_epochs: passes over a rollout.
        learning_rate: of Adam.
        gamma: discount of a step.
        ent_coef: coefficient of the entropy bonus.
        image_size: screenshots are scaled to so many pixels, squared.
        grid: columns and rows of the clicks that it may choose from, where the environment's actions are not finite.
        grid_top: pixels at the top of the screen that the grid leaves out, e.g. 50 for the goal on a MiniWoB++ page.
    """

    timesteps: int = Field(30_000, ge=1)
    n_steps: int = Field(128, ge=2)
    batch_size: int = Field(256, ge=2)
    n_epochs: int = Field(4, ge=1)
    learning_rate: float = Field(5e-4, ge=0)
    gamma: float = Field(0.9, ge=0, le=1)
    ent_coef: float = Field(0.01, ge=0)
    image_size: int = Field(84, ge=36)
    grid: tuple[int, int] = (8, 8)
    grid_top: int = Field(0, ge=0)


class EvalConfig(_Section):
    """Held-out evaluation: episodes whose seeds training never sees.

    Attributes:
        episodes: in all, or of each task where there are several.
        greedy: act with the most probable tokens, rather than draw them.
    """

    episodes: int = Field(200, ge=1)
    greedy: bool = True


class Config(_Section):
    """All settings of a run."""

    env: EnvConfig
    policy: PolicyConfig = PolicyConfig()
    bc: BCConfig = BCConfig()
    ppo: PPOConfig = PPOConfig()
    cnn: CNNConfig = CNNConfig()
    eval: EvalConfig = EvalConfig()
    seed: int = 0

    @model_validator(mode="after")
    def _adapters_exist(self) -> Config:
        if self.ppo.server and not self.policy.lora:
            raise ValueError("ppo.server needs adapters, which a server can be given at run time: set policy.lora")
        return self

    def to_yaml(self) -> str:
        """As a file that `load_config` reads."""
        return yaml.safe_dump(self.model_dump(mode="json"), sort_keys=False)


def load_config(path: str | None = None, *, env: str | None = None, overrides: list[str] | None = None) -> Config:
    """Read a file of `baselines/configs/` (by name) or of your own, and put overrides over it.

    Args:
        path: name or path of a YAML file; by default the one that is named like the environment, if there is one.
        env: an id, which replaces that of the file.
        overrides: ``"section.key=value"``; values are YAML.

    Raises:
        DigienvError: for a file that is not there and for settings that are unknown or out of range.
    """
    data: dict[str, Any] = {}
    if path is None and env is not None and (own := _file_for(env)).is_file():
        path = str(own)
    if path is not None:
        file = Path(path) if path.endswith((".yaml", ".yml")) else CONFIGS / f"{path}.yaml"
        if not file.is_file():
            there = ", ".join(sorted(config.stem for config in CONFIGS.glob("*.yaml")))
            raise DigienvError(
                f"there is no configuration {path!r}; there are {there}, or give the path of a .yaml file"
            )
        data = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    if env is not None:
        data.setdefault("env", {})["id"] = env
    return _validate(data, overrides or [])


def with_overrides(config: Config, overrides: list[str]) -> Config:
    """Settings with some of them replaced, see `load_config`."""
    return _validate(config.model_dump(mode="json"), overrides)


def _validate(data: dict[str, Any], overrides: list[str]) -> Config:
    for override in overrides:
        key, separator, value = override.partition("=")
        if not separator:
            raise DigienvError(f"{override!r} is no setting; write e.g. ppo.epochs=4")
        *sections, name = key.strip().split(".")
        place = data
        for section in sections:
            place = place.setdefault(section, {})
            if not isinstance(place, dict):
                raise DigienvError(f"{key} is no setting: {section} has no parts")
        place[name] = yaml.safe_load(value)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'settings'}: {one['msg']}" for one in error.errors())
        raise DigienvError(f"these settings cannot be used: {problems}") from None


def _file_for(env: str) -> Path:
    return CONFIGS / f"{env.removeprefix('digienv/').removesuffix('-v0')}.yaml"
