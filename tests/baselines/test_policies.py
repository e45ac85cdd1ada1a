"""Policies: what is sampled is what is scored, for every family of models."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from baselines.config import PolicyConfig
from baselines.policies.generation import Generated, Generator
from baselines.policies.loading import load_policy, save_policy
from baselines.policies.prompts import Context
from baselines.policies.tiny import FAMILIES
from baselines.policies.vlm import Prompt, VLMPolicy
from tests.baselines.conftest import make_policy


def generate(policy: VLMPolicy, prompts: Sequence[Prompt], *, slots: int, offset: int = 0) -> list[Generated]:
    """Replies to all prompts, in their order."""
    generator = Generator(policy, slots=slots)
    for number, prompt in enumerate(prompts):
        generator.submit(number, prompt, seed=number + offset)
    replies: list[Generated] = []
    while generator.pending:
        replies += generator.step()
    return sorted(replies, key=lambda reply: int(str(reply.key)))


def test_sampled_log_probs_are_those_of_a_forward_pass(policy: VLMPolicy, contexts: list[Context]) -> None:
    prompts = [policy.encode(context) for context in contexts]
    assert len({len(prompt) for prompt in prompts}) > 1
    replies = generate(policy, prompts, slots=2)
    with torch.no_grad():
        scores = policy(prompts, [torch.tensor(reply.ids) for reply in replies])
    for row, reply in zip(scores.log_probs, replies, strict=True):
        assert torch.allclose(row[: len(reply.ids)], torch.tensor(reply.log_probs), atol=1e-4)
    assert scores.mask.sum(1).tolist() == [len(reply.ids) for reply in replies]


def test_a_reply_does_not_depend_on_what_else_is_generated(policy: VLMPolicy, contexts: list[Context]) -> None:
    prompts = [policy.encode(context) for context in contexts]
    assert [r.ids for r in generate(policy, prompts, slots=5)] == [r.ids for r in generate(policy, prompts, slots=1)]


def test_sampling_follows_the_distribution(contexts: list[Context]) -> None:
    policy = make_policy(max_new_tokens=1)
    prompt = policy.encode(contexts[0])
    generator = Generator(policy, slots=64)
    for number in range(2000):
        generator.submit(number, prompt, seed=number)
    counts = torch.zeros(len(policy.suppressed))
    while generator.pending:
        for reply in generator.step():
            counts[reply.ids[0]] += 1
    with torch.no_grad():
        hidden = policy.hf.model(**_inputs(policy, prompt)).last_hidden_state[:, -1]
        expected = policy.log_probs(hidden).exp()[0]
    top = expected.topk(20).indices
    spread = (2000 * expected[top] * (1 - expected[top])).sqrt()
    assert ((counts[top] - 2000 * expected[top]).abs() < 5 * spread + 1).all()
    assert counts[policy.suppressed].sum() == 0


def _inputs(policy: VLMPolicy, prompt: Prompt) -> dict[str, Any]:
    tokens = {"input_ids": prompt.ids[None], "attention_mask": torch.ones_like(prompt.ids)[None]}
    return tokens | prompt.token_fields | prompt.image_fields


def test_another_picture_changes_what_the_policy_says(policy: VLMPolicy, contexts: list[Context]) -> None:
    black = replace(contexts[0], images=(np.zeros_like(contexts[0].images[0]),))
    prompts = [policy.encode(contexts[0]), policy.encode(black)]
    assert prompts[0].ids.tolist() == prompts[1].ids.tolist()
    reply = policy.encode_reply('{"thoughts": "a", "action": "b"}')
    with torch.no_grad():
        one, other = policy(prompts, [reply, reply]).log_probs
    assert (one - other).abs().max() > 1e-3


@pytest.mark.parametrize("family", ["qwen2_5_vl", "qwen3_vl"])
def test_parts_of_pictures_are_attended_to_as_if_one_by_one(contexts: list[Context], family: str) -> None:
    policy = make_policy(family)
    random = np.random.default_rng(0)
    pictures = [random.integers(0, 256, (height, 300, 3), dtype=np.uint8) for height in (120, 260, 260)]
    prompts = [policy.encode(replace(contexts[0], images=(picture,))) for picture in pictures]
    reply = policy.encode_reply("x")
    together = policy(prompts, [reply] * 3).log_probs
    policy.hf.config.vision_config._attn_implementation = "sdpa"
    assert torch.allclose(policy(prompts, [reply] * 3).log_probs, together, atol=1e-5)


def test_special_tokens_are_never_sampled(policy: VLMPolicy) -> None:
    with torch.no_grad():
        log_probs = policy.log_probs(100 * torch.randn(50, policy.hf.config.get_text_config().hidden_size))
    names = policy.tokenizer.get_vocab()
    for name, id in names.items():
        if name.startswith("<") and name.endswith(">") and len(name) > 4 and id not in policy.eos_ids:
            assert (log_probs[:, id] == -torch.inf).all(), name
    assert torch.isfinite(log_probs[:, policy.eos_ids]).all()


def test_a_reply_that_does_not_end_is_cut_off(contexts: list[Context]) -> None:
    policy = make_policy(max_new_tokens=1000)
    policy.suppressed[policy.eos_ids] = True
    (reply,) = generate(policy, [policy.encode(contexts[0])], slots=1)
    assert len(reply.ids) == 1000
    with torch.no_grad():
        scores = policy([policy.encode(contexts[0])], [torch.tensor(reply.ids)])
    assert torch.isfinite(scores.log_probs).all()


def test_action_tokens_are_found_by_characters(policy: VLMPolicy) -> None:
    text = policy.template.write("größer → plus 12", 'type("+")')
    ids = policy.encode_reply(text).tolist()
    _, _, mask = policy.read(ids)
    assert mask[-1]
    assert mask == sorted(mask)
    thought = policy.decode([id for id, action in zip(ids, mask, strict=True) if not action])
    assert thought == text[: text.index('"action"')].rstrip()  # the space is in one token with what follows
    assert not any(policy.read(policy.encode_reply("no action at all").tolist()[:-1])[2])


def test_several_screenshots(policy: VLMPolicy, contexts: list[Context]) -> None:
    both = replace(contexts[0], images=(contexts[0].images[0], contexts[1].images[0]))
    one, two = policy.encode(contexts[0]), policy.encode(both)
    assert len(two) > len(one)
    reply = policy.encode_reply("x")
    with torch.no_grad():
        assert torch.isfinite(policy([two, two], [reply, reply]).log_probs).all()


def test_no_gradient_flows_from_the_critic_into_the_model(contexts: list[Context]) -> None:
    policy = make_policy()
    prompt = policy.encode(contexts[0])
    scores = policy([prompt], [policy.encode_reply("x")])
    assert torch.allclose(policy.values([prompt]), policy.critic.value(scores.values), atol=1e-6)
    policy.critic.loss(scores.values, torch.ones(1)).sum().backward()
    assert all(parameter.grad is None for parameter in policy.model.parameters())
    assert any(parameter.grad is not None for parameter in policy.critic.parameters())


@pytest.mark.parametrize("lora", [0, 4])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_saved_policy_says_the_same(tmp_path: Path, contexts: list[Context], family: str, lora: int) -> None:
    tiny = {"family": family, "width": 64, "layers": 2, "vision_layers": 2}
    base = load_policy(PolicyConfig(tiny=tiny), seed=1)
    save_policy(base, tmp_path / "base")
    config = PolicyConfig(model=str(tmp_path / "base"), lora=lora)
    policy = load_policy(config, seed=2)
    before = [weights.detach().clone() for weights in policy.trained]
    with torch.no_grad():
        for weights in [*policy.trained, *policy.critic.parameters()]:
            weights += 0.01
    save_policy(policy, tmp_path / "new")
    again = load_policy(PolicyConfig(model=str(tmp_path / "new"), lora=lora), seed=3)
    prompts, reply = [policy.encode(context) for context in contexts], policy.encode_reply("x y z")
    with torch.no_grad():
        ours = policy(prompts, [reply] * len(prompts))
        theirs = again([again.encode(context) for context in contexts], [reply] * len(prompts))
        assert torch.allclose(ours.log_probs, theirs.log_probs, atol=1e-6)
        assert torch.allclose(ours.values, theirs.values)
        with policy.with_weights(before):
            reference = policy(prompts, [reply] * len(prompts)).log_probs
        assert torch.allclose(reference, base(prompts, [reply] * len(prompts)).log_probs, atol=1e-6)
        assert not torch.allclose(reference, ours.log_probs, atol=1e-3)
        assert torch.equal(policy(prompts, [reply] * len(prompts)).log_probs, ours.log_probs)
    assert not list(tmp_path.rglob("*.bin")) + list(tmp_path.rglob("*.pt")) + list(tmp_path.rglob("*.pkl"))
