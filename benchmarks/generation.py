"""How fast a policy acts and learns, beside two other ways to generate.

    python benchmarks/generation.py
    python benchmarks/generation.py --model 3b --envs 64 --turns 512

Environments answer at once with recorded screens of 640 x 480 pixels, so that only the policy is measured. `3b` is a
model with the shape of Qwen2.5-VL-3B and random weights, in bfloat16, with adapters of rank 16; `tiny` is the embedded
one. A reply ends with each token by a fixed chance, so that lengths are spread as those of a trained model are. The
contenders, in turn, round after round; figures are medians over the rounds:

- digienv: rollouts with continuous batching
- batched: `generate` of transformers for all environments at once, which end together with the longest reply
- one by one: `generate` for one environment, as in the training loop of RL4VLM (arXiv:2405.10292)

Then an update of PPO: its floating-point operations, counted by torch, in relation to what a large matrix product in
the same number format reaches on this machine.
"""

import argparse
import itertools
import statistics
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image
from rich.console import Console
from rich.table import Table

import baselines  # isort: skip  (before torch, see there)

import torch
from accelerate import Accelerator
from ending import Ending, with_ends
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode
from transformers import AutoModelForImageTextToText, LogitsProcessor, LogitsProcessorList, Qwen2_5_VLConfig

from baselines.config import PolicyConfig, PPOConfig
from baselines.conversation import Conversation
from baselines.policies.critic import ScalarCritic
from baselines.policies.loading import adapt
from baselines.policies.prompts import PromptTemplate
from baselines.policies.tiny import make_tiny
from baselines.policies.vlm import VLMPolicy
from baselines.ppo import PPO
from baselines.rollouts import Rollouts
from digienv.core import loop
from digienv.core.pool import Pool, Reply
from digienv.suites import make_async

assert baselines
WIDTH, HEIGHT = 640, 480
SCREENS = 64
EPISODE = 8
LONGEST = 256


class Recorded(Pool):
    """Environments that answer at once with recorded screens."""

    def __init__(self, num_envs: int, screens: Sequence[np.ndarray]) -> None:
        env = make_async("cards", task="points24")
        self.num_envs = num_envs
        self.observation_space, self.action_space = env.observation_space, env.action_space
        self._screens = screens
        self._steps = [0] * num_envs
        self._answers: deque[Reply] = deque()

    def reset(self, index: int, *, seed: int, options: dict[str, Any] | None = None) -> None:
        """Show a screen."""
        self._steps[index] = 0
        self._answer(index, seed)

    def send(self, index: int, action: Any) -> None:
        """Show another screen."""
        self._steps[index] += 1
        self._answer(index, self._steps[index])

    def _answer(self, index: int, number: int) -> None:
        screen = self._screens[(index + number) % len(self._screens)]
        observation = {"screenshot": screen, "goal": "Make 24 with all four cards.", "last_error": ""}
        ended = self._steps[index] == EPISODE
        self._answers.append(Reply(index, observation, float(number % 2), ended, False, {"task": "recorded"}))

    def recv(self, timeout: float | None = None) -> Reply:
        """The oldest answer."""
        if not self._answers:
            raise TimeoutError
        return self._answers.popleft()

    def frame(self, index: int) -> np.ndarray:
        """The first screen."""
        return self._screens[0]

    def close(self) -> None:
        """Nothing to close."""


class EndsProcessor(LogitsProcessor):  # type: ignore[misc]
    """The same distribution for `generate`."""

    def __init__(self, policy: VLMPolicy) -> None:
        self._policy = policy

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Logits (batch, vocabulary) of the next token."""
        scores = scores.float().masked_fill(self._policy.suppressed, -torch.inf)
        return with_ends(scores.log_softmax(-1), self._policy.eos_ids)


def record_screens() -> list[np.ndarray]:
    """Pictures of card games, as large as a screen."""

    async def play() -> list[np.ndarray]:
        env = make_async("cards", task="points24")
        screens = [(await env.reset(seed=seed))[0]["screenshot"] for seed in range(SCREENS)]
        await env.close()
        return screens

    return [np.asarray(Image.fromarray(screen).resize((WIDTH, HEIGHT))) for screen in loop.run(play())]


def make_policy(name: str, device: torch.device) -> VLMPolicy:
    """A policy with random weights."""
    model, processor = make_tiny("qwen2_5_vl", pixels=WIDTH * HEIGHT)
    if name == "3b":
        ids = {key: getattr(model.config, key) for key in vars(model.config) if key.endswith("token_id")}
        text = model.config.text_config.to_dict() | {
            "vocab_size": 151_936,
            "hidden_size": 2048,
            "intermediate_size": 11_008,
            "num_hidden_layers": 36,
            "num_attention_heads": 16,
            "num_key_value_heads": 2,
            "layer_types": None,
            "initializer_range": 0.02,
            "rope_parameters": {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [16, 24, 24]},
        }
        vision = model.config.vision_config.to_dict() | {
            "depth": 32,
            "hidden_size": 1280,
            "num_heads": 16,
            "intermediate_size": 3420,
            "out_hidden_size": 2048,
            "fullatt_block_indexes": [7, 15, 23, 31],
            "initializer_range": 0.02,
        }
        config = Qwen2_5_VLConfig(text_config=text, vision_config=vision, tie_word_embeddings=True, **ids)
        with torch.device(device):
            model = AutoModelForImageTextToText.from_config(config, dtype=torch.bfloat16)
    model = adapt(model, 16)
    critic = ScalarCritic(model.config.get_text_config().hidden_size)
    settings = PolicyConfig(max_new_tokens=LONGEST)
    policy = Ending(
        model, processor, PromptTemplate(settings.template), critic, max_new_tokens=settings.max_new_tokens, history=2
    )
    return policy.eval().to(device)


def roll(policy: VLMPolicy, pool: Pool, turns: int) -> tuple[int, int]:
    """digienv's rollouts; turns and tokens."""
    rollouts = Rollouts(pool, policy, seeds=itertools.count())
    for _ in rollouts.collect(turns):
        pass
    return rollouts.clock.turns, rollouts.clock.tokens


def generate(policy: VLMPolicy, pool: Pool, turns: int) -> tuple[int, int]:
    """`generate` for all environments of the pool at once, until so many turns are played; turns and tokens."""
    conversations = [Conversation(pool.action_space, history=policy.history) for _ in range(pool.num_envs)]
    for index, _ in enumerate(conversations):
        pool.reset(index, seed=index)
    done = tokens = 0
    while done < turns:
        for _ in conversations:
            answer = pool.recv()
            conversations[answer.index].see(answer.observation)
        contexts = [conversation.context for conversation in conversations]
        texts = [
            policy.processor.apply_chat_template(
                [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": text}]}],
                add_generation_prompt=True,
                tokenize=False,
            )
            for text in map(policy.template.render, contexts)
        ]
        images = [[Image.fromarray(image) for image in context.images] for context in contexts]
        inputs = policy.processor(text=texts, images=images, padding=True, padding_side="left", return_tensors="pt")
        inputs = inputs.to(policy.device)
        with torch.inference_mode():
            output = policy.hf.generate(
                **inputs,
                do_sample=True,
                top_k=0,
                max_new_tokens=policy.max_new_tokens,
                eos_token_id=policy.eos_ids,
                pad_token_id=policy.tokenizer.pad_token_id,
                logits_processor=LogitsProcessorList([EndsProcessor(policy)]),
            )
        for index, ids in enumerate(output[:, inputs["input_ids"].shape[1] :].tolist()):
            length = next((n + 1 for n, token in enumerate(ids) if token in policy.eos_ids), len(ids))
            tokens += length
            done += 1
            action = policy.template.read(policy.decode(ids[:length])).action or ""
            conversations[index].did(action)
            pool.send(index, action)
    for _ in conversations:
        pool.recv()
    return done, tokens


def measure_update(policy: VLMPolicy, pool: Pool, turns: int, microbatch: int) -> tuple[float, float, float]:
    """An update of PPO: seconds, floating-point operations, and tokens that were learned from."""
    rollouts = Rollouts(pool, policy, seeds=itertools.count())
    settings = PPOConfig(turns=10**9, turns_per_update=turns, epochs=1, target_kl=1e9, microbatch=microbatch)
    ppo = PPO(policy, settings, Accelerator())
    trajectories = list(rollouts.collect(turns))
    with FlopCounterMode(display=False) as counter:
        ppo.update(trajectories)
    synchronize()
    started = time.perf_counter()
    ppo.update(trajectories)
    synchronize()
    tokens = sum(turn.length for trajectory in trajectories for turn in trajectory.turns)
    return time.perf_counter() - started, float(counter.get_total_flops()), float(tokens)


def measure_limit(dtype: torch.dtype, device: torch.device) -> float:
    """Floating-point operations a second of a large matrix product; the best of several."""
    size = 8192 if device.type == "cuda" else 2048
    one, other = (torch.randn(size, size, dtype=dtype, device=device) for _ in range(2))
    best = 0.0
    for _ in range(10):
        synchronize()
        started = time.perf_counter()
        one @ other
        synchronize()
        best = max(best, 2 * size**3 / (time.perf_counter() - started))
    return best


def synchronize() -> None:
    """Wait for the GPU, if there is one."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=("tiny", "3b"), default="tiny")
    parser.add_argument("--envs", type=int, default=16)
    parser.add_argument("--turns", type=int, default=64, help="of a rollout; the one-by-one loop plays a sixteenth")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--microbatch", type=int, default=PPOConfig().microbatch, help="of the update")
    options = parser.parse_args()

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    policy = make_policy(options.model, device)
    screens = record_screens()
    contenders = {
        "digienv": lambda: roll(policy, Recorded(options.envs, screens), options.turns),
        "batched": lambda: generate(policy, Recorded(options.envs, screens), options.turns),
        "one by one": lambda: generate(policy, Recorded(1, screens), max(1, options.turns // 16)),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for number, name in itertools.product(range(options.rounds + 1), contenders):
        started = time.perf_counter()
        turns, tokens = contenders[name]()
        synchronize()
        seconds = time.perf_counter() - started
        if number:  # the first round is the warm-up
            found[name].append((turns / seconds, tokens / seconds))

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for column in ("", "turns/s", "tokens/s", "digienv is faster by"):
        table.add_column(column, justify="left" if column == "" else "right")
    for name, rates in found.items():
        turns_rate, tokens_rate = (statistics.median(column) for column in zip(*rates, strict=True))
        ratios = [ours[1] / theirs[1] for ours, theirs in zip(found["digienv"], rates, strict=True)]
        table.add_row(name, f"{turns_rate:.2f}", f"{tokens_rate:.0f}", f"{statistics.median(ratios):.1f}")
    console.print(table)

    seconds, operations, tokens = measure_update(
        policy, Recorded(options.envs, screens), options.turns, options.microbatch
    )
    limit = measure_limit(policy.hf.dtype, device)
    console.print(
        f"update: {tokens / seconds:.0f} tokens/s, {operations / seconds / 1e12:.2f} TFLOP/s, "
        f"{operations / seconds / limit:.0%} of the {limit / 1e12:.2f} TFLOP/s of a large matrix product",
        soft_wrap=True,
    )


if __name__ == "__main__":
    main()
