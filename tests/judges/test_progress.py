"""How far episodes are."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digienv.core import loop
from digienv.core.env import DigiEnv
from digienv.core.errors import DigienvError
from digienv.judges import OrderingJudge, Progress, SimilarityJudge, StepJudge, Trajectory
from digienv.judges.progress import value_order
from digienv.models import Message, ModelFailure, Reply, Usage
from digienv.wrappers import ProgressReward
from tests.core.fakes import make_async
from tests.judges.saying import Saying, shown, trajectory


class Seeing:
    """Says that each frame is as far as it is bright: 100 is the end."""

    name = "seeing"

    def __init__(self) -> None:
        self.asked: list[Sequence[Message]] = []

    async def ask(self, messages: Sequence[Message], **settings: Any) -> Reply:
        self.asked.append(messages)
        lines = [f"Frame {number}: {shade} %" for number, shade in enumerate(shown(messages), 1)]
        return Reply("\n".join(lines[1:]), Usage(requests=1))


def progress(judge: Any, *shades: int) -> Progress:
    return loop.run(judge.progress(trajectory(*shades)))


def test_screens_are_shown_out_of_order_and_values_come_back_in_order() -> None:
    model = Seeing()
    shades = (0, 10, 20, 40, 60, 80, 100)
    found = progress(OrderingJudge(model), *shades)
    assert found.values == pytest.approx([shade / 100 for shade in shades])
    seen = shown(model.asked[0])
    assert seen[0] == 0, "the beginning is known"
    assert seen != sorted(seen)
    assert sorted(seen) == list(shades)
    assert found.judge == "progress/1"
    assert "frames 2 to 7" in model.asked[0][1].text


def test_of_a_long_episode_some_screens_are_shown() -> None:
    model = Seeing()
    found = progress(OrderingJudge(model, screens=5), *range(0, 101, 5))
    assert len(shown(model.asked[0])) == 5
    assert found.values == pytest.approx([shade / 100 for shade in range(0, 101, 5)])


def test_a_beginning_is_no_progress_and_asks_nobody() -> None:
    model = Seeing()
    assert progress(OrderingJudge(model), 50).values == (0.0,)
    assert model.asked == []


@pytest.mark.parametrize(
    "nonsense", ["", "Frame 2: 50 %", "Frame 2: 50 %\nFrame 3: 200 %", "Frame 2: half\nFrame 3: all", "2: 5 %\n3: 7 %"]
)
def test_values_that_are_missing_or_none_are_asked_for_again(nonsense: str) -> None:
    model = Saying(nonsense, "Frame 2: 50 %\n- **Frame 3:** 12.5%")
    assert sorted(progress(OrderingJudge(model), 1, 2, 3).values) == [0.0, 0.125, 0.5]
    with pytest.raises(ModelFailure):
        progress(OrderingJudge(Saying(nonsense)), 1, 2, 3)


def test_at_least_two_screens_are_shown() -> None:
    with pytest.raises(DigienvError, match="two screens"):
        OrderingJudge(Seeing(), screens=1)


@pytest.mark.parametrize(
    ("values", "order"),
    [((0, 0.1, 0.5, 1), 1.0), ((1, 0.5, 0.1, 0), -1.0), ((0.3, 0.3, 0.3), 0.0), ((0.0,), 0.0), ((0, 1, 0), 0.0)],
)
def test_value_order(values: tuple[float, ...], order: float) -> None:
    assert value_order(values) == pytest.approx(order)


@pytest.mark.parametrize("label", ["towards", "unsure", "reached", "away"])
def test_steps_are_labelled(label: str) -> None:
    model = Saying(f"Thoughts: the box is ticked\nStatus: {label.title()}")
    steps = loop.run(StepJudge(model).label(trajectory(1, 2, 3)))
    assert [step.label for step in steps] == [label, label]
    assert steps[0].reason == "the box is ticked"
    assert steps[0].judge == "steps/1"
    assert [shown(messages) for messages in model.asked] == [[1, 2], [2, 3]]
    assert "click(1, 1)" in model.asked[1][1].text


def test_an_unknown_label_is_no_label() -> None:
    with pytest.raises(ModelFailure):
        loop.run(StepJudge(Saying("Status: success")).label(trajectory(1, 2)))


# ---------------------------------------------------------------- similarity


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny CLIP with random weights."""
    import torch
    from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel

    from baselines.policies.tiny import make_tiny

    folder = tmp_path_factory.mktemp("models") / "clip"
    _, processor = make_tiny("idefics3", seed=0, width=64, layers=2, vision_layers=2)
    tokenizer = processor.tokenizer
    torch.manual_seed(0)
    size: dict[str, Any] = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
    }
    config = CLIPConfig(
        text_config={
            **size,
            "vocab_size": len(tokenizer),
            "eos_token_id": tokenizer.eos_token_id,
            "projection_dim": 16,
        },
        vision_config={**size, "image_size": 32, "patch_size": 8, "projection_dim": 16},
        projection_dim=16,
    )
    CLIPModel(config).save_pretrained(folder)
    edge = {"height": 32, "width": 32}
    CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=edge).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def noise(*seeds: int) -> Trajectory:
    screens = [np.random.default_rng(seed).integers(0, 256, (40, 40, 3), np.uint8) for seed in seeds]
    return Trajectory("Open the door.", screens, ("click(1, 1)",) * (len(seeds) - 1))


def test_similarity_is_the_papers(clip: Path) -> None:
    """Against the definition, computed another way: by the component across the line from baseline to goal."""
    judges = {strength: SimilarityJudge(clip, strength=strength) for strength in (0.0, 0.3, 1.0)}
    one = judges[0.0]
    goal, baseline = one._embed_texts(["Open the door.", "a screenshot"]).astype(float)
    screens = one._embed_images(noise(1, 2, 3).screenshots).astype(float)
    assert np.allclose(np.linalg.norm(screens, axis=1), 1)
    way = (goal - baseline) / np.linalg.norm(goal - baseline)
    for strength, judge in judges.items():
        found = loop.run(judge.progress(noise(1, 2, 3)))
        across = (screens - baseline) - np.outer((screens - baseline) @ way, way)
        expected = 1 - (np.linalg.norm(screens - strength * across - goal, axis=1) ** 2) / 2
        assert found.values == pytest.approx(np.clip(expected, 0, 1), abs=1e-5)
    assert len({round(value, 6) for value in found.values}) == 3, "screens differ"
    assert one.name == "clip"


def test_what_similarity_cannot_do_is_said(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(DigienvError, match="between 0 and 1"):
        SimilarityJudge(clip, strength=2.0)
    with pytest.raises(ModelFailure, match="cannot be loaded"):
        SimilarityJudge(tmp_path)


# ---------------------------------------------------------------- shaping


class Told:
    """Has its values told beforehand."""

    def __init__(self, values: Sequence[float]) -> None:
        self.values = list(values)
        self.broken = False

    async def progress(self, trajectory: Trajectory) -> Progress:
        if self.broken:
            raise ModelFailure("out of order")
        return Progress((0.0,) * (len(trajectory.screenshots) - 1) + (self.values.pop(0),), "", Usage(), "t/1", "m")


@given(
    values=st.lists(st.floats(0, 1), min_size=12, max_size=12),
    discount=st.floats(0, 1),
    weight=st.floats(0.1, 10),
    way=st.lists(st.sampled_from(["click(1, 1)", 'type("nothing")']), max_size=4),
)
def test_what_is_added_does_not_depend_on_what_is_done(
    values: list[float], discount: float, weight: float, way: list[str]
) -> None:
    """The discounted sum of it is the first value alone, on whatever way to the end."""
    plain, shaped = DigiEnv(make_async()), DigiEnv(make_async())
    env = ProgressReward(shaped, Told(values), discount=discount, weight=weight)
    added, ended = 0.0, False
    plain.reset(seed=2)
    _, info = env.reset(seed=2)
    assert info["progress"] == values[0]
    for number, action in enumerate([*way, "click(1, 1)", "click(1, 1)", "stop()"]):
        own = plain.step(action)[1]
        _, given_reward, ended, _, _ = env.step(action)
        added += discount**number * (given_reward - own)
        if ended:
            break
    assert ended
    assert added == pytest.approx(-weight * values[0], abs=1e-9)


def test_a_truncated_episode_keeps_its_progress() -> None:
    env = ProgressReward(DigiEnv(make_async(max_steps=1)), Told([0.25, 0.75]), discount=0.5, weight=2.0)
    env.reset(seed=2)
    _, reward, _, truncated, info = env.step("click(1, 1)")
    assert truncated
    assert reward == pytest.approx(2.0 * (0.5 * 0.75 - 0.25))
    assert info["progress"] == 0.75


def test_no_progress_is_a_failure() -> None:
    judge = Told([0.5] * 9)
    env = ProgressReward(DigiEnv(make_async()), judge, discount=0.9)
    env.reset(seed=2)
    judge.broken = True
    _, reward, terminated, truncated, info = env.step("click(1, 1)")
    assert math.isnan(reward)
    assert (terminated, truncated) == (False, True)
    assert re.search("no progress: out of order", info["failure"])
    with pytest.raises(ModelFailure):
        env.reset(seed=2)
