"""Evaluation on held-out episodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import fmean

from baselines.policies.vlm import VLMPolicy
from baselines.rollouts import Rollouts, Trajectory, Turn
from digienv.core.errors import SurfaceFailure
from digienv.core.pool import Pool, Reply
from digienv.leaderboard.results import Rate

__all__ = ["Evaluation", "evaluate"]

RETRIES = 3


@dataclass(slots=True)
class Evaluation:
    """What came of some episodes.

    Attributes:
        successes: by task, for each episode whether the oracle was content.
        returns: of the episodes.
        invalid: share of the turns whose action was invalid.
        turns: how many there were.
    """

    successes: dict[str, list[bool]] = field(default_factory=dict)
    returns: list[float] = field(default_factory=list)
    invalid: float = 0.0
    turns: int = 0

    @property
    def rates(self) -> dict[str, Rate]:
        """Success rates by task, in the order of the names."""
        return {task: Rate(sum(outcomes), len(outcomes)) for task, outcomes in sorted(self.successes.items())}

    @property
    def rate(self) -> Rate:
        """Success rate over all episodes."""
        rates = self.rates.values()
        return Rate(sum(rate.successes for rate in rates), sum(rate.episodes for rate in rates))

    @property
    def success(self) -> float:
        """Share of successful episodes, the mean over tasks."""
        return fmean(rate.mean for rate in self.rates.values())


def evaluate(
    policy: VLMPolicy,
    pool: Pool,
    seeds: list[int],
    *,
    greedy: bool = True,
    watch: Callable[[Trajectory], None] = lambda trajectory: None,
    watch_turns: Callable[[Reply, Turn | None], None] = lambda answer, turn: None,
) -> Evaluation:
    """Play every seed once; what failed for the infrastructure's sake is played again.

    Args:
        policy: acts.
        pool: environments.
        seeds: of the episodes.
        greedy: see `baselines.rollouts.Rollouts`.
        watch: is shown every episode.
        watch_turns: is shown every turn, see `baselines.rollouts.Rollouts`.

    Raises:
        SurfaceFailure: if an episode failed four times.
    """
    found = Evaluation()
    invalid = 0
    policy.eval()
    rollouts = Rollouts(pool, policy, seeds=iter(seeds), greedy=greedy, retries=RETRIES, watch=watch_turns)
    for trajectory in rollouts.collect():
        if trajectory.ending == "failed":
            continue
        watch(trajectory)
        found.successes.setdefault(trajectory.task, []).append(trajectory.success)
        found.returns.append(sum(turn.reward for turn in trajectory.turns))
        found.turns += len(trajectory.turns)
        invalid += sum(turn.invalid for turn in trajectory.turns)
    if len(found.returns) < len(seeds):
        raise SurfaceFailure(f"{len(seeds) - len(found.returns)} episodes failed {RETRIES + 1} times each")
    found.invalid = invalid / max(1, found.turns)
    return found
