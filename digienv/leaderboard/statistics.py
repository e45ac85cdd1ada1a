"""The statistics of a leaderboard, beside Wilson's interval of `digienv.leaderboard.results`.

Functions:
    `pass_hat`: how likely all of k attempts succeed.
    `mcnemar`: whether two agents differ on the same episodes.
    `bootstrap_mean`: a mean with its interval.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence

import numpy as np

from digienv.core.errors import DigienvError

__all__ = ["Estimate", "bootstrap_mean", "mcnemar", "pass_hat"]

RESAMPLES = 10_000
"""Of the bootstrap."""


@dataclasses.dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval.

    Attributes:
        mean: NaN where there is nothing.
        low: end of the interval; NaN where fewer than two clusters leave nothing to resample.
        high: its other end.
        clusters: how many were resampled.
    """

    mean: float
    low: float
    high: float
    clusters: int


def pass_hat(successes: int, trials: int, k: int) -> float:
    """pass^k of one task and seed: how likely k attempts succeed, all of them.

    The unbiased estimator C(successes, k) / C(trials, k): the share of the k-subsets of the trials in which every trial
    succeeded. With k = 1 it is pass@1, the share of successes.

    Args:
        successes: of `trials`.
        trials: that were scored.
        k: at least 1 and at most `trials`.

    Raises:
        DigienvError: if these numbers cannot be.

    Reference: Yao et al. 2024, "tau-bench: A Benchmark for Tool-Agent-User Interaction in Real-World Domains",
    section 3.
    """
    if not (0 <= successes <= trials and 1 <= k <= trials):
        raise DigienvError(f"pass^{k} of {successes} successes in {trials} trials cannot be")
    return math.comb(successes, k) / math.comb(trials, k)


def mcnemar(first: int, second: int) -> float:
    """Two-sided p of McNemar's exact test: how likely two equally good agents differ at least so much.

    Of the episodes that only one of them solved, each is as likely the first's as the second's, so that the smaller of
    the two counts is binomial with a probability of one half. Pairs are taken to be independent.

    Args:
        first: episodes that only the first agent solved.
        second: episodes that only the second agent solved.

    Reference: McNemar 1947, "Note on the sampling error of the difference between correlated proportions or
    percentages"; the exact form is Cochran's of 1950.
    """
    discordant = first + second
    term, tail = 1, 0
    for successes in range(min(first, second) + 1):
        tail += term
        term = term * (discordant - successes) // (successes + 1)
    return min(1.0, 2 * tail / int(2**discordant))


def bootstrap_mean(clusters: Iterable[Sequence[float]]) -> Estimate:
    """The mean of all values, with the 95 % percentile interval of the bootstrap over whole clusters.

    Args:
        clusters: values that belong together, e.g. the repeats of one task and seed, are drawn together.

    Reference: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13; clusters as in Davison and
    Hinkley 1997, "Bootstrap Methods and their Application", section 3.8.
    """
    sums = np.array([(sum(values), len(values)) for values in clusters if len(values)], float).reshape(-1, 2)
    if not len(sums):
        return Estimate(math.nan, math.nan, math.nan, 0)
    total, count = sums.sum(0)
    mean = float(total / count)
    if len(sums) == 1:
        return Estimate(mean, math.nan, math.nan, 1)
    # Clusters that are alike are drawn as one kind of them: the same distribution in a fraction of the time.
    kinds, frequencies = np.unique(sums, axis=0, return_counts=True)
    drawn = np.random.default_rng(0).multinomial(len(sums), frequencies / len(sums), RESAMPLES) @ kinds
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return Estimate(mean, float(low), float(high), len(sums))
