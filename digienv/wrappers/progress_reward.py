"""Rewards for getting nearer to the goal, which leave the best policy what it is."""

from __future__ import annotations

from typing import Any

import gymnasium

from digienv.core import loop
from digienv.judges.progress import ProgressJudge
from digienv.models.chat import ModelFailure
from digienv.wrappers.judged import JudgedEpisode, check_screenshots

__all__ = ["ProgressReward"]


class ProgressReward(gymnasium.Wrapper[Any, str, Any, str], gymnasium.utils.RecordConstructorArgs):
    """Adds to each reward what the step has gained: ``weight * (discount * P(s') - P(s))``, P being a judge's progress.

    At an end P is 0, so what is added over an episode comes to ``-weight * P(s0)`` whatever was done, discounted: no
    policy gains by it over another (Ng, Harada and Russell 1999, theorem 1). An episode that is truncated keeps its P,
    as its value is kept where learning goes on from it. ``info["progress"]`` is P of the screen now. Where the judge
    gives none, the step is a failure: a reward of NaN, truncated, and ``info["failure"]``.

    Args:
        env: a digienv environment with the channel ``screenshot``.
        judge: is asked after the reset and after every step.
        discount: of the learner, in [0, 1].
        weight: of what is added.

    Raises:
        DigienvError: if the environment has no screenshots.
    """

    def __init__(
        self, env: gymnasium.Env[Any, str], judge: ProgressJudge, *, discount: float, weight: float = 1.0
    ) -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self, judge=judge, discount=discount, weight=weight)
        super().__init__(env)
        check_screenshots(env.observation_space)
        self._judge = judge
        self._discount = discount
        self._weight = weight
        self._episode: JudgedEpisode | None = None
        self._potential = 0.0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begin an episode.

        Raises:
            ModelFailure: if the judge cannot say how far its first screen is.
        """
        observation, info = self.env.reset(seed=seed, options=options)
        self._episode = JudgedEpisode(observation, info)
        self._potential = self._progress(self._episode)
        return observation, {**info, "progress": self._potential}

    def step(self, action: str) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Perform an action, and add what it has gained."""
        observation, reward, terminated, truncated, info = self.env.step(action)
        if "failure" in info:
            return observation, float(reward), terminated, truncated, info
        assert self._episode is not None
        self._episode.add(action, observation)
        try:
            progress = self._progress(self._episode)
        except ModelFailure as failure:
            info = {**info, "failure": f"the judge gave no progress: {failure}"}
            return observation, float("nan"), False, True, info
        before, self._potential = self._potential, 0.0 if terminated else progress
        gained = self._weight * (self._discount * self._potential - before)
        return observation, float(reward) + gained, terminated, truncated, {**info, "progress": progress}

    def _progress(self, episode: JudgedEpisode) -> float:
        return loop.run(self._judge.progress(episode.trajectory)).values[-1]
