"""Statistics of a leaderboard, beside figures from the literature and other ways to compute them."""

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digienv.core.errors import DigienvError
from digienv.leaderboard.results import Episode
from digienv.leaderboard.standings import Run, compare, make_standings
from digienv.leaderboard.statistics import bootstrap_mean, mcnemar, pass_hat
from tests.test_results import make_results


@given(st.lists(st.booleans(), min_size=1, max_size=7), st.data())
def test_pass_hat_is_the_share_of_subsets_that_succeed_as_a_whole(outcomes, data):
    k = data.draw(st.integers(1, len(outcomes)))
    subsets = list(itertools.combinations(outcomes, k))
    assert pass_hat(sum(outcomes), len(outcomes), k) == pytest.approx(sum(map(all, subsets)) / len(subsets))


def test_what_pass_hat_cannot_be():
    for numbers in ((3, 2, 1), (1, 2, 3), (1, 2, 0), (-1, 2, 1)):
        with pytest.raises(DigienvError):
            pass_hat(*numbers)


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 5, 1.0), (0, 6, 0.03125), (8, 0, 0.0078125), (12, 2, 0.0129395), (121, 59, 4.43e-6)],
)
def test_mcnemar_is_the_binomial_test(first, second, p):
    assert mcnemar(first, second) == pytest.approx(p, rel=0.01)
    assert mcnemar(second, first) == mcnemar(first, second)


@given(st.integers(0, 30), st.integers(0, 30))
def test_mcnemar_by_counting(first, second):
    n, fewer = first + second, min(first, second)
    tail = sum(math.comb(n, k) for k in range(fewer + 1)) / 2**n
    assert mcnemar(first, second) == pytest.approx(min(1.0, 2 * tail))


def test_the_bootstrap_is_as_wide_as_theory_has_it():
    chance = random.Random(0)
    values = [[float(chance.random() < 0.3)] for _ in range(400)]
    found = bootstrap_mean(values)
    error = math.sqrt(found.mean * (1 - found.mean) / 400)
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.08)
    twice = bootstrap_mean([value * 2 for value in values])
    assert (twice.mean, twice.clusters) == (found.mean, 400)
    assert twice.high - twice.low == pytest.approx(found.high - found.low, rel=0.05)


def test_a_bootstrap_of_next_to_nothing():
    assert bootstrap_mean([[1.0, 0.0]]).mean == 0.5
    assert math.isnan(bootstrap_mean([[1.0]]).low)
    assert math.isnan(bootstrap_mean([]).mean)


def episodes(agent, outcomes):
    return [Episode("a.b", agent, seed, success=outcome) for seed, outcome in enumerate(outcomes)]


def test_failed_episodes_are_in_no_pair():
    found = compare(episodes("x", [True, True, False, None, True]), episodes("y", [True, False, True, True, None]))
    assert (found.both, found.first, found.second, found.neither, found.pairs) == (1, 1, 1, 0, 3)
    assert found.difference.mean == 0.0


def test_the_same_agent_in_two_runs_has_two_rows_only_where_they_overlap(tmp_path):
    runs = [
        Run("one", tmp_path, make_results(*episodes("x", [True, False]))),
        Run("two", tmp_path, make_results(*episodes("x", [True]), *episodes("random", [False]))),
        Run("three", tmp_path, make_results(Episode("a.c", "random", 0, success=False))),
    ]
    rows = {row.name: row.rate.episodes for row in make_standings(runs)}
    assert rows == {"scripted": 0, "x (two)": 1, "x (one)": 2, "random": 2}
