"""Advantages against the definition, and critics against what they stand for."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from baselines.advantages import gae
from baselines.policies.critic import HLGaussCritic, ScalarCritic, make_critic
from digienv.core.errors import DigienvError

numbers = st.floats(-10, 10)
turns = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8)


@given(turns=turns, last=numbers, gamma=st.floats(0, 1), lam=st.floats(0, 1))
def test_gae_is_the_weighted_sum_of_the_deltas(
    turns: list[tuple[float, float]], last: float, gamma: float, lam: float
) -> None:
    rewards, values = [turn[0] for turn in turns], [turn[1] for turn in turns]
    advantages, returns = gae(rewards, values, last, gamma=gamma, lam=lam)
    following = [*values[1:], last]
    for start in range(len(turns)):
        expected = sum(
            (gamma * lam) ** (turn - start) * (rewards[turn] + gamma * following[turn] - values[turn])
            for turn in range(start, len(turns))
        )
        assert advantages[start] == pytest.approx(expected, abs=1e-9)
        assert returns[start] == pytest.approx(expected + values[start], abs=1e-9)


def test_a_truncated_episode_is_bootstrapped_and_a_terminated_one_is_not() -> None:
    _, truncated = gae([0.0, 1.0], [0.0, 0.0], 10.0, gamma=0.5, lam=1.0)
    _, terminated = gae([0.0, 1.0], [0.0, 0.0], 0.0, gamma=0.5, lam=1.0)
    assert truncated.tolist() == [0.5 * (1 + 5), 1 + 5]
    assert terminated.tolist() == [0.5, 1]


@pytest.mark.parametrize("target", [-1.0, -0.37, 0.0, 0.5, 1.0])
def test_the_mean_of_an_hl_gauss_target_is_the_target(target: float) -> None:
    critic = HLGaussCritic(8, -1, 1)
    histogram = critic.target(torch.tensor([target]))
    assert histogram.sum().item() == pytest.approx(1)
    assert critic.value(histogram.log()).item() == pytest.approx(target, abs=1e-3)
    assert np.count_nonzero(histogram > 1e-3) > 2


def test_hl_gauss_beyond_its_range_is_cut() -> None:
    critic = HLGaussCritic(8, -1, 1)
    assert torch.isfinite(critic.target(torch.tensor([-100.0, 100.0]))).all()


@pytest.mark.parametrize("kind", ["scalar", "hl_gauss"])
def test_a_critic_learns_what_it_is_told(kind: str) -> None:
    torch.manual_seed(0)
    critic = make_critic(kind, 8, low=-1, high=1)
    hidden, returns = torch.randn(32, 8), torch.rand(32) * 2 - 1
    optimizer = torch.optim.Adam(critic.parameters(), 1e-2)
    for _ in range(200):
        loss = critic.loss(critic(hidden), returns).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    assert (critic.value(critic(hidden)) - returns).abs().mean() < 0.1


def test_a_new_critic_expects_nothing() -> None:
    assert ScalarCritic(8).value(ScalarCritic(8)(torch.randn(3, 8))).tolist() == [0, 0, 0]
    with pytest.raises(DigienvError, match="'scalar' or 'hl_gauss'"):
        make_critic("oracle", 8, low=0, high=1)
    with pytest.raises(DigienvError, match="less than the greatest"):
        make_critic("hl_gauss", 8, low=1, high=1)
