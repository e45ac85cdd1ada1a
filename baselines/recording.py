"""What a policy does, thoughts included, as episodes and traces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from pathlib import Path

from baselines.rollouts import Turn
from digienv.core.pool import Reply
from digienv.leaderboard.playing import EpisodeRecorder
from digienv.leaderboard.results import Episode

__all__ = ["PolicyRecorder"]


class PolicyRecorder:
    """Scores the episodes that a policy plays in a pool, and records some of them; to be given what happens by `watch`.

    Args:
        folder: of the run.
        agent: name of the policy.
        traces: folder of the traces, relative to `folder`.
        traced: seeds of the episodes that are recorded.

    Attributes:
        episodes: those that have ended, by seed; of one that was played again the last attempt.
    """

    def __init__(self, folder: Path, agent: str, *, traces: str, traced: Container[int]) -> None:
        self.episodes: dict[int, Episode] = {}
        self._folder = folder
        self._agent = agent
        self._traces = traces
        self._traced = traced
        self._attempts: Counter[int] = Counter()
        self._playing: dict[int, EpisodeRecorder] = {}

    def watch(self, answer: Reply, turn: Turn | None) -> None:
        """Take in an answer of the pool and the turn that led to it; None after a reset."""
        if turn is None:
            self._begin(answer)
            return
        recorder = self._playing[answer.index]
        recorder.step(
            turn.action,
            answer.observation,
            answer.reward,
            answer.terminated,
            answer.truncated,
            answer.info,
            thought=turn.thought,
        )
        if recorder.ended:
            del self._playing[answer.index]
            self.episodes[recorder.episode.seed] = recorder.episode

    def close(self) -> None:
        """Close the traces of episodes that have not ended."""
        for recorder in self._playing.values():
            recorder.close()

    def _begin(self, answer: Reply) -> None:
        seed = answer.info["seed"]
        self._attempts[seed] += 1
        again = f"-attempt-{self._attempts[seed]}" if self._attempts[seed] > 1 else ""
        trace = f"{self._traces}/{seed}{again}" if seed in self._traced else ""
        recorder = EpisodeRecorder(self._folder, Episode(answer.info["task"], self._agent, seed, trace=trace))
        recorder.reset(answer.observation, answer.info)
        self._playing[answer.index] = recorder
