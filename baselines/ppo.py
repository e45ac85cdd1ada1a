"""Proximal policy optimisation of a vision-language policy over turns.

A turn is a step of the decision process: the state is the prompt (goal, screenshots, history), the action is the whole
reply, thought included, and the reward is the environment's. The clipped objective is Schulman et al. 2017 (arXiv
1707.06347, equation 7), advantages are GAE over turns (`baselines.advantages`), and the ratio is that of tokens, of
turns, or RL4VLM's weighted one (Zhai et al. 2024, arXiv 2405.10292, section 4.2).
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator
from torch import Tensor

from baselines.advantages import gae
from baselines.config import PPOConfig
from baselines.policies.vlm import Scores, VLMPolicy
from baselines.rollouts import Trajectory, Turn
from digienv.core.errors import DigienvError

__all__ = ["PPO", "Sample"]


@dataclasses.dataclass(slots=True)
class Sample:
    """A turn as it is learned from.

    Attributes:
        turn: prompt and reply.
        old_log_probs: of its tokens under the policy that acts, (length,).
        advantage: of the turn.
        value_target: return that the critic is to expect.
        reference_log_probs: of its tokens under the policy that the run began with, where ``kl`` is used.
    """

    turn: Turn
    old_log_probs: Tensor
    advantage: float
    value_target: float
    reference_log_probs: Tensor | None = None


class PPO:
    """The learner: trajectories in, a better policy out.

    Args:
        policy: is changed in place.
        config: settings.
        accelerator: of `accelerate`; with several processes each brings its own trajectories, and gradients are those
            of all trajectories together.
        seed: of the order in which turns are learned.
    """

    def __init__(self, policy: VLMPolicy, config: PPOConfig, accelerator: Accelerator, *, seed: int = 0) -> None:
        self.config = config
        self.accelerator = accelerator
        self.updates = 0
        self.total_updates = max(1, config.turns // (config.turns_per_update * accelerator.num_processes))
        optimizer = torch.optim.AdamW(
            [
                {"params": policy.trained, "lr": config.learning_rate},
                {"params": list(policy.critic.parameters()), "lr": config.critic_learning_rate},
            ],
            betas=(0.9, 0.95),
            weight_decay=0.0,
        )
        self.policy = policy
        self.wrapped, self.optimizer = accelerator.prepare(policy, optimizer)
        self._reference = [weights.detach().clone() for weights in policy.trained] if config.kl else []
        self._random = torch.Generator().manual_seed(seed)

    # ---------------------------------------------------------------- one update

    def update(self, trajectories: Sequence[Trajectory]) -> dict[str, float]:
        """Learn from trajectories; returns diagnostics.

        Trajectories that failed are left out.
        """
        started = time.perf_counter()
        usable = [trajectory for trajectory in trajectories if trajectory.ending != "failed"]
        self.policy.eval()  # dropout stays off: with it the ratio would not be 1 before the first step
        samples, diagnostics = self.prepare(usable)
        self._set_learning_rates()
        records: list[dict[str, float]] = []
        for minibatch in itertools.chain.from_iterable(self._minibatches(samples) for _ in range(self.config.epochs)):
            records.append(self.step(minibatch))
            if float(self._reduce(torch.tensor(records[-1]["approx_kl"]))) > self.config.target_kl:
                break
        self.updates += 1
        for name in records[-1]:
            diagnostics[name] = float(np.mean([record[name] for record in records]))
        diagnostics["steps"] = len(records)
        diagnostics["ratio_first_minibatch"] = records[0]["ratio_deviation"]
        diagnostics["update_seconds"] = time.perf_counter() - started
        return diagnostics

    def prepare(self, trajectories: Sequence[Trajectory]) -> tuple[list[Sample], dict[str, float]]:
        """Score all turns with the policy as it is, and estimate their advantages.

        The log-probabilities that the rollout wrote down are not used for the ratio: in half precision, or from another
        server, they differ from what the trainer computes; by how much is among the diagnostics, where they are known.
        """
        turns = [turn for trajectory in trajectories for turn in trajectory.turns]
        if not turns:
            raise DigienvError("there is nothing to learn from: all episodes of this rollout failed")
        log_probs, values = self._score(turns)
        references = self._score_reference(turns) if self.config.kl else [None] * len(turns)
        ends = [t.last_prompt for t in trajectories]
        last_values = iter(self._values([prompt for prompt in ends if prompt is not None]))
        samples: list[Sample] = []
        for trajectory, end in zip(trajectories, ends, strict=True):
            first = len(samples)
            last = first + len(trajectory.turns)
            advantages, returns = gae(
                [turn.reward for turn in trajectory.turns],
                values[first:last],
                0.0 if end is None else next(last_values),
                gamma=self.config.gamma,
                lam=self.config.lam,
            )
            for turn, old, reference, advantage, target in zip(
                trajectory.turns, log_probs[first:last], references[first:last], advantages, returns, strict=True
            ):
                samples.append(Sample(turn, old, float(advantage), float(target), reference))
        targets = np.array([sample.value_target for sample in samples])
        spread = targets.var()
        gaps = torch.cat(
            [old[: len(turn.log_probs)] - turn.log_probs for old, turn in zip(log_probs, turns, strict=True)]
        )
        diagnostics = {
            "explained_variance": float(1 - (targets - np.array(values)).var() / spread) if spread > 0 else 0.0,
            "value_mean": float(np.mean(values)),
            "advantage_std": float(np.std([sample.advantage for sample in samples])),
        }
        if len(gaps):
            diagnostics["sampler_gap"] = float(gaps.abs().mean())
        if self.config.normalize:
            self._normalize(samples)
        return samples, diagnostics

    def step(self, minibatch: Sequence[Sample]) -> dict[str, float]:
        """One optimiser step on the mean loss over a minibatch; diagnostics are means over its tokens or turns."""
        totals = self._reduce(torch.tensor([float(len(minibatch)), float(sum(len(s.turn.reply) for s in minibatch))]))
        turns, tokens = totals.tolist()
        minibatch = sorted(minibatch, key=lambda sample: sample.turn.length)  # padding costs as much as tokens
        micro = [minibatch[i : i + self.config.microbatch] for i in range(0, len(minibatch), self.config.microbatch)]
        sums: dict[str, float] = {}
        for number, samples in enumerate(micro):
            last = number == len(micro) - 1
            with contextlib.nullcontext() if last else self.accelerator.no_sync(self.wrapped):
                loss, record = self.loss(samples, turns=turns, tokens=tokens)
                # Gradients of processes are averaged, while the loss is a share of the sum over all of them.
                self.accelerator.backward(loss * self.accelerator.num_processes)
            for name, value in record.items():
                sums[name] = (
                    max(sums.get(name, 0.0), value) if name == "ratio_deviation" else sums.get(name, 0.0) + value
                )
        # Separately: they share no parameters, and the norm of a critic that is far off would drown the policy's.
        norm = self.accelerator.clip_grad_norm_(self.policy.model.parameters(), self.config.max_grad_norm)
        self.accelerator.clip_grad_norm_(self.policy.critic.parameters(), self.config.max_grad_norm)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return sums | {"grad_norm": float(norm)}

    def loss(self, samples: Sequence[Sample], *, turns: float, tokens: float) -> tuple[Tensor, dict[str, float]]:
        """The share of some samples in the loss of a minibatch.

        Args:
            samples: all or a part of the minibatch.
            turns: of the whole minibatch, over all processes.
            tokens: likewise.
        """
        config = self.config
        scores: Scores = self.wrapped([s.turn.prompt for s in samples], [s.turn.reply for s in samples])
        mask, device = scores.mask, scores.log_probs.device
        old = _pad([sample.old_log_probs for sample in samples], mask)
        thought = mask & ~_pad([sample.turn.action_mask for sample in samples], mask)
        advantages = torch.tensor([sample.advantage for sample in samples], device=device)
        change = (scores.log_probs - old).masked_fill(~mask, 0.0)

        weight = torch.ones_like(change).masked_fill(thought, config.thought_weight)
        match config.ratio:
            case "token":
                objective = self._clipped(change.exp(), advantages[:, None]) * weight
                policy_loss = -objective[mask].sum() / tokens
                ratio = change.exp()[mask]
            case "turn":
                ratio = change.sum(1).exp()
                policy_loss = -self._clipped(ratio, advantages).sum() / turns
            case "turn_mean":
                ratio = (change.sum(1) / mask.sum(1)).exp()
                policy_loss = -self._clipped(ratio, advantages).sum() / turns
            case "rl4vlm":
                ratio = (change * weight).sum(1).exp()
                policy_loss = -self._clipped(ratio, advantages).sum() / turns

        targets = torch.tensor([sample.value_target for sample in samples], device=device, dtype=torch.float32)
        value_loss = self.policy.critic.loss(scores.values, targets).sum() / turns
        entropy = scores.entropies[mask].sum() / tokens
        loss = config.value * value_loss
        if self.updates >= config.critic_warmup:
            loss = loss + policy_loss - config.entropy * entropy
        else:
            loss = loss + 0.0 * policy_loss
        kl = torch.zeros(())
        if config.kl:
            reference = _pad([s.reference_log_probs for s in samples if s.reference_log_probs is not None], mask)
            difference = (reference - scores.log_probs).masked_fill(~mask, 0.0)
            kl = 0.5 * difference.square()[mask].sum() / tokens
            loss = loss + config.kl * kl

        with torch.no_grad():
            share = mask.sum() / tokens
            outside = (ratio < 1 - config.clip) | (ratio > 1 + config.clip_high)
            record = {
                "policy_loss": float(policy_loss),
                "value_loss": float(value_loss),
                "entropy": float(entropy),
                "kl_reference": float(kl),
                "approx_kl": float((change.exp() - 1 - change)[mask].sum() / tokens),
                "clip_fraction": float(outside.float().mean() * share),
                "ratio_deviation": float((ratio - 1).abs().max()),
            }
        return loss, record

    # ---------------------------------------------------------------- parts

    def _clipped(self, ratio: Tensor, advantages: Tensor) -> Tensor:
        inside = ratio.clamp(1 - self.config.clip, 1 + self.config.clip_high)
        return torch.minimum(ratio * advantages, inside * advantages)

    @torch.no_grad()
    def _score(self, turns: Sequence[Turn]) -> tuple[list[Tensor], list[float]]:
        found: dict[int, tuple[Tensor, float]] = {}
        order = sorted(range(len(turns)), key=lambda number: turns[number].length)
        for start in range(0, len(turns), self.config.microbatch):
            part = order[start : start + self.config.microbatch]
            scores = self.policy([turns[n].prompt for n in part], [turns[n].reply for n in part])
            values = self.policy.critic.value(scores.values).tolist()
            for number, row, value in zip(part, scores.log_probs, values, strict=True):
                found[number] = row[: len(turns[number].reply)].cpu(), value
        return [found[n][0] for n in range(len(turns))], [found[n][1] for n in range(len(turns))]

    def _score_reference(self, turns: Sequence[Turn]) -> list[Tensor | None]:
        with self.policy.with_weights(self._reference):
            return [*self._score(turns)[0]]

    @torch.no_grad()
    def _values(self, prompts: Sequence[Any]) -> list[float]:
        size = self.config.microbatch
        parts = [prompts[start : start + size] for start in range(0, len(prompts), size)]
        return [value for part in parts for value in self.policy.values(part).tolist()]

    def _normalize(self, samples: Sequence[Sample]) -> None:
        advantages = torch.tensor([sample.advantage for sample in samples], dtype=torch.float64)
        count, total, squares = self._reduce(
            torch.stack(
                [torch.tensor(float(len(samples)), dtype=torch.float64), advantages.sum(), (advantages**2).sum()]
            )
        ).tolist()
        mean = total / count
        deviation = max(0.0, squares / count - mean**2) ** 0.5
        for sample in samples:
            sample.advantage = (sample.advantage - mean) / (deviation + 1e-8)

    def _reduce(self, totals: Tensor) -> Tensor:
        """The sum over all processes."""
        summed: Tensor = self.accelerator.reduce(totals.to(self.accelerator.device), reduction="sum")
        return summed

    def _minibatches(self, samples: Sequence[Sample]) -> Iterator[list[Sample]]:
        """Equal shares in random order; every process makes as many."""
        smallest = len(samples)
        if self.accelerator.num_processes > 1:
            counts = self.accelerator.gather(torch.tensor([len(samples)], device=self.accelerator.device))
            smallest = int(counts.min())
        shares = max(1, round(smallest * self.accelerator.num_processes / self.config.minibatch))
        order = torch.randperm(len(samples), generator=self._random).tolist()
        for share in np.array_split(np.array(order), shares):
            yield [samples[i] for i in share]

    def _set_learning_rates(self) -> None:
        left = 1 - self.updates / self.total_updates if self.config.anneal else 1.0
        for group, rate in zip(
            self.optimizer.param_groups, (self.config.learning_rate, self.config.critic_learning_rate), strict=True
        ):
            group["lr"] = rate * max(left, 0.0)

    # ---------------------------------------------------------------- state

    def state(self) -> dict[str, Tensor]:
        """All that the next update depends on beside the weights: the optimiser's moments, counters, randomness."""
        state = {"updates": torch.tensor(self.updates), "random": self._random.get_state()}
        state |= {f"reference.{number}": weights for number, weights in enumerate(self._reference)}
        for number, moments in self.optimizer.state_dict()["state"].items():
            state |= {f"optimizer.{number}.{name}": torch.as_tensor(value) for name, value in moments.items()}
        return state

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Go on where `state` was taken."""
        self.updates = int(state["updates"])
        self._random.set_state(state["random"])
        self._reference = [state[f"reference.{n}"].to(weights) for n, weights in enumerate(self._reference)]
        moments: dict[int, dict[str, Tensor]] = {}
        for name, value in state.items():
            if name.startswith("optimizer."):
                _, number, moment = name.split(".")
                moments.setdefault(int(number), {})[moment] = value
        self.optimizer.load_state_dict(self.optimizer.state_dict() | {"state": moments})


def _pad(rows: Sequence[Tensor], mask: Tensor) -> Tensor:
    """Rows of different lengths, laid where the mask is true."""
    padded = torch.zeros(mask.shape, dtype=rows[0].dtype, device=mask.device)
    return padded.masked_scatter(mask, torch.cat(list(rows)).to(mask.device))
