"""PPO: gradients, ratios and estimates against their definitions, and that it learns from what it sees."""

import copy
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from accelerate import Accelerator
from safetensors.torch import load_file

from baselines.config import PPOConfig
from baselines.policies.prompts import Context
from baselines.policies.vlm import VLMPolicy
from baselines.ppo import PPO, Sample
from baselines.rollouts import Trajectory, Turn
from digienv.core.errors import DigienvError
from tests.baselines.conftest import make_policy
from tests.baselines.test_policies import generate

RATIOS = ["token", "turn", "turn_mean", "rl4vlm"]


def make_trajectories(policy: VLMPolicy, contexts: Sequence[Context], *, seed: int = 0) -> list[Trajectory]:
    """Trajectories of one or two turns, with rewards drawn at random."""
    random = np.random.default_rng(seed)
    prompts = [policy.encode(context) for context in contexts]
    turns = [
        Turn(
            prompt=prompt,
            reply=torch.tensor(reply.ids),
            action_mask=torch.arange(len(reply.ids)) >= len(reply.ids) // 2,
            log_probs=torch.tensor(reply.log_probs),
            text="",
            thought="",
            action="",
            reward=float(random.normal()),
        )
        for prompt, reply in zip(prompts, generate(policy, prompts, slots=3), strict=True)
    ]
    return [
        Trajectory("t", 0, turns[:2], "terminated"),
        Trajectory("t", 1, turns[2:3], "truncated", last_prompt=prompts[0]),
        Trajectory("t", 2, turns[3:], "cut", last_prompt=prompts[1]),
    ]


def make_ppo(policy: VLMPolicy, **settings: Any) -> PPO:
    defaults: dict[str, Any] = {"turns": 1000, "turns_per_update": 10, "minibatch": 100, "epochs": 1}
    return PPO(policy, PPOConfig(**defaults | settings), Accelerator(cpu=True))


def gradients(policy: VLMPolicy) -> torch.Tensor:
    return torch.cat([p.grad.flatten() for p in policy.parameters() if p.grad is not None])


@pytest.mark.parametrize("ratio", RATIOS)
def test_the_ratio_is_1_before_the_first_step_of_every_update(contexts: list[Context], ratio: str) -> None:
    policy = make_policy()
    ppo = make_ppo(policy, ratio=ratio, learning_rate=1e-2, minibatch=2, microbatch=2)
    before = copy.deepcopy(policy.state_dict())
    for update in range(2):
        diagnostics = ppo.update(make_trajectories(policy, contexts, seed=update))
        assert diagnostics["ratio_first_minibatch"] < 1e-4
        assert diagnostics["ratio_deviation"] > 1e-3  # later minibatches see a policy that has moved
        assert diagnostics["sampler_gap"] < 1e-4
    assert any(not torch.equal(before[name], tensor) for name, tensor in policy.state_dict().items())


@pytest.mark.parametrize("ratio", RATIOS)
def test_accumulated_gradients_are_those_of_the_whole_minibatch(contexts: list[Context], ratio: str) -> None:
    found = []
    for microbatch in (1, 2, 5):
        policy = make_policy()
        ppo = make_ppo(policy, ratio=ratio, microbatch=microbatch, entropy=0.01, thought_weight=1.0)
        samples, _ = ppo.prepare(make_trajectories(policy, contexts))
        found.append(_gradient_of_step(ppo, policy, samples))
    assert torch.allclose(found[0], found[2], atol=1e-6)
    assert torch.allclose(found[1], found[2], atol=1e-6)
    assert found[2].abs().max() > 1e-4


def _gradient_of_step(ppo: PPO, policy: VLMPolicy, samples: list[Sample]) -> torch.Tensor:
    taken: list[torch.Tensor] = []
    ppo.accelerator.clip_grad_norm_ = lambda *_: taken.append(gradients(policy).clone()) or torch.zeros(())  # type: ignore[func-returns-value]
    ppo.step(samples)
    return taken[0]


@pytest.mark.parametrize("ratio", RATIOS)
def test_the_first_gradient_is_the_policy_gradient(contexts: list[Context], ratio: str) -> None:
    """At a ratio of 1 all objectives have the gradient of advantage times (weighted) log-probability."""
    policy = make_policy()
    weight = 0.3 if ratio in ("token", "rl4vlm") else 1.0
    ppo = make_ppo(policy, ratio=ratio, thought_weight=weight, value=0.0, learning_rate=0.0)
    samples, _ = ppo.prepare(make_trajectories(policy, contexts))
    found = _gradient_of_step(ppo, policy, samples)
    scores = policy([s.turn.prompt for s in samples], [s.turn.reply for s in samples])
    loss = torch.zeros(())
    tokens = sum(len(s.turn.reply) for s in samples)
    for row, sample in zip(scores.log_probs, samples, strict=True):
        own = row[: len(sample.turn.reply)]
        weighted = (own * torch.where(sample.turn.action_mask, 1.0, weight)).sum()
        share = {"token": 1 / tokens, "turn_mean": 1 / len(own) / len(samples)}.get(ratio, 1 / len(samples))
        loss = loss - sample.advantage * weighted * share
    policy.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    ours = torch.cat([p.grad.flatten() for p in policy.model.parameters() if p.grad is not None])
    assert torch.allclose(found[: len(ours)], ours, atol=1e-5)


def test_advantages_use_the_critic_and_whiten(contexts: list[Context]) -> None:
    policy = make_policy()
    with torch.no_grad():
        policy.critic.head[-1].bias += 0.5  # type: ignore[union-attr, operator]
    trajectories = make_trajectories(policy, contexts)
    raw, _ = make_ppo(policy, normalize=False, gamma=0.9, lam=0.8).prepare(trajectories)
    first, second = trajectories[0].turns
    last = second.reward - 0.5
    assert raw[1].advantage == pytest.approx(last, abs=1e-5)
    assert raw[0].advantage == pytest.approx(first.reward + 0.9 * 0.5 - 0.5 + 0.72 * last, abs=1e-5)
    assert raw[2].advantage == pytest.approx(trajectories[1].turns[0].reward + 0.9 * 0.5 - 0.5, abs=1e-5)  # truncated
    white, _ = make_ppo(policy).prepare(trajectories)
    advantages = np.array([sample.advantage for sample in white])
    assert advantages.mean() == pytest.approx(0, abs=1e-6)
    assert advantages.std() == pytest.approx(1, abs=1e-3)


def test_failed_episodes_are_not_learned_from(contexts: list[Context]) -> None:
    trajectories = make_trajectories(make_policy(), contexts)
    broken = copy.deepcopy(trajectories[2])
    broken.ending, broken.last_prompt, broken.turns[-1].reward = "failed", None, float("nan")
    with_failure, without = make_policy(), make_policy()
    make_ppo(with_failure, learning_rate=1e-2).update([*trajectories[:2], broken])
    make_ppo(without, learning_rate=1e-2).update(trajectories[:2])
    for one, other in zip(with_failure.parameters(), without.parameters(), strict=True):
        assert torch.equal(one, other)
    with pytest.raises(DigienvError, match="all episodes of this rollout failed"):
        make_ppo(make_policy()).update([broken])


def test_clipped_ratios_give_no_gradient(contexts: list[Context]) -> None:
    policy = make_policy()
    ppo = make_ppo(policy, value=0.0, clip=0.1, clip_high=0.3)
    samples, _ = ppo.prepare(make_trajectories(policy, contexts))
    for sample in samples:  # as if the policy had moved with the advantage, beyond the clip
        sample.old_log_probs = sample.old_log_probs - (0.4 if sample.advantage > 0 else -0.4)
    assert _gradient_of_step(ppo, policy, samples).abs().max() == 0
    for sample in samples:  # and against it
        sample.old_log_probs = sample.old_log_probs + (0.8 if sample.advantage > 0 else -0.8)
    assert _gradient_of_step(ppo, policy, samples).abs().max() > 0


def test_a_critic_that_is_far_off_does_not_slow_the_policy(contexts: list[Context]) -> None:
    after = []
    for value in (0.0, 1e6):
        policy = make_policy()
        ppo = make_ppo(policy, value=value, learning_rate=1e-2, max_grad_norm=0.1)
        samples, _ = ppo.prepare(make_trajectories(policy, contexts))
        for _ in range(2):
            ppo.step(samples)
        after.append(torch.cat([parameter.detach().flatten() for parameter in policy.model.parameters()]))
    assert torch.allclose(after[0], after[1], atol=1e-6)


def test_the_critic_warms_up_alone(contexts: list[Context]) -> None:
    policy = make_policy()
    ppo = make_ppo(policy, critic_warmup=1, learning_rate=1e-2)
    before = copy.deepcopy(policy.state_dict())
    ppo.update(make_trajectories(policy, contexts))
    changed = {name for name, tensor in policy.state_dict().items() if not torch.equal(before[name], tensor)}
    assert changed
    assert all(name.startswith("critic.") for name in changed)
    ppo.update(make_trajectories(policy, contexts))
    assert any(not torch.equal(before[name], t) for name, t in policy.state_dict().items() if name.startswith("model."))


# -------------------------------------------------------------------- learning


@pytest.mark.slow
@pytest.mark.parametrize("learning_rate", [3e-3, 0.0])
def test_it_learns_from_what_it_sees(learning_rate: float) -> None:
    """White pictures want an even token, black ones an odd one; the control, with a learning rate of 0, must not learn."""
    policy = make_policy(max_new_tokens=1)
    ppo = make_ppo(policy, learning_rate=learning_rate, turns=10**6, turns_per_update=64, minibatch=64, epochs=2)
    contexts = [Context((np.full((60, 60, 3), 255 * white, np.uint8),), "act", "") for white in (0, 1)] * 32
    prompts = [policy.encode(context) for context in contexts]
    rewards: list[float] = []
    for update in range(30):
        trajectories = []
        replies = generate(policy, prompts, slots=64, offset=1000 * update)
        for number, (prompt, reply) in enumerate(zip(prompts, replies, strict=True)):
            reward = float(reply.ids[0] % 2 != number % 2)
            turn = Turn(
                prompt,
                torch.tensor(reply.ids),
                torch.ones(1, dtype=torch.bool),
                torch.tensor(reply.log_probs),
                "",
                "",
                "",
            )
            turn.reward = reward
            trajectories.append(Trajectory("t", number, [turn], "terminated"))
        rewards.append(float(np.mean([trajectory.turns[0].reward for trajectory in trajectories])))
        ppo.update(trajectories)
    late = np.mean(rewards[-5:])
    assert late > 0.9 if learning_rate else abs(late - 0.5) < 0.15


# -------------------------------------------------------------------- several processes

_PROCESS = """
import sys, torch, numpy as np
from accelerate import Accelerator
from safetensors.torch import save_file
from baselines.config import PPOConfig
from baselines.ppo import PPO
from tests.baselines.conftest import make_policy
from tests.baselines.test_ppo import gradients, make_trajectories
from baselines.policies.prompts import Context

accelerator = Accelerator(cpu=True)
policy = make_policy()
random = np.random.default_rng(0)
contexts = [
    Context((random.integers(0, 256, (60, 60, 3), dtype=np.uint8),), "goal " * (1 + n % 3), "") for n in range(6)
]
trajectories = make_trajectories(policy, contexts)
mine = trajectories[accelerator.process_index :: accelerator.num_processes]
ppo = PPO(policy, PPOConfig(microbatch=2, learning_rate=1e-2), accelerator)
samples, _ = ppo.prepare(mine)
taken = []
accelerator.clip_grad_norm_ = lambda *_: taken.append(gradients(policy).clone()) or torch.zeros(())
ppo.step(samples)
if accelerator.is_main_process:
    save_file({"gradient": taken[0], "processes": torch.tensor(accelerator.num_processes)}, sys.argv[1])
"""


@pytest.mark.slow
def test_two_processes_have_the_gradient_of_one(tmp_path: Path) -> None:
    script = tmp_path / "one.py"
    script.write_text(_PROCESS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = []
    for processes in (1, 2):
        out = tmp_path / f"{processes}.safetensors"
        torchrun = ["-m", "torch.distributed.run", f"--nproc_per_node={processes}", f"--master_port={port}"]
        done = subprocess.run(
            [sys.executable, *torchrun, str(script), str(out)],
            capture_output=True,
            text=True,
            timeout=240,
            cwd=Path(__file__).parents[2],
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ".", "OMP_NUM_THREADS": "1", "HOME": str(tmp_path)},
        )
        assert done.returncode == 0, done.stderr[-2000:]
        found.append(load_file(out))
        assert found[-1]["processes"] == processes
    assert torch.allclose(found[0]["gradient"], found[1]["gradient"], atol=1e-5)
    assert found[0]["gradient"].abs().max() > 1e-3
