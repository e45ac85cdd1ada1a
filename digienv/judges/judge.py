"""What is judged, and what a verdict is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from digienv.core.actions import Answer, parse_action
from digienv.core.errors import ActionError, DigienvError
from digienv.core.observations import CHANNELS
from digienv.core.trace import Trace
from digienv.models.chat import Usage

__all__ = ["Judge", "Trajectory", "Verdict", "text_channels"]


class _Images(Sequence[np.ndarray]):
    """The screenshots of a trace, read when they are looked at."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def __len__(self) -> int:
        return len(self._trace.steps)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        places = range(len(self))[index]
        return [self._trace.image(place) for place in places] if isinstance(index, slice) else self._trace.image(places)


@dataclass(frozen=True, slots=True)
class Trajectory:
    """An episode as a judge sees it: never what the oracle said of it.

    Attributes:
        goal: what was to be done.
        screenshots: uint8 arrays (height, width, 3): how it began, and what each action led to.
        actions: as texts, one fewer than screenshots.
        texts: the text channels that were observed with each screenshot, by name; empty if there were none.
    """

    goal: str
    screenshots: Sequence[np.ndarray] = field(repr=False)
    actions: tuple[str, ...]
    texts: tuple[Mapping[str, str], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if len(self.screenshots) != len(self.actions) + 1:
            raise DigienvError(
                f"a trajectory with {len(self.actions)} actions has {len(self.actions) + 1} screenshots, "
                f"not {len(self.screenshots)}"
            )

    @classmethod
    def of(cls, trace: Trace) -> Trajectory:
        """A recorded episode; its screenshots are read as they are needed.

        Raises:
            DigienvError: if no screenshots were recorded.
        """
        if "screenshot" not in trace.steps[0].observation:
            raise DigienvError(f"the trace in {trace.folder} has no screenshots; record the channel 'screenshot'")
        actions = tuple(step.action or "" for step in trace.steps[1:])
        texts = tuple(text_channels(step.observation) for step in trace.steps)
        return cls(str(trace.steps[0].info["goal"]), _Images(trace), actions, texts)

    @property
    def answer(self) -> str | None:
        """What was answered at the end; None if nothing was."""
        try:
            last = parse_action(self.actions[-1]) if self.actions else None
        except ActionError:
            return None
        return last.text if isinstance(last, Answer) else None


def text_channels(observation: Mapping[str, Any]) -> dict[str, str]:
    """What an observation says in words, without the goal."""
    return {name: value for name, value in observation.items() if CHANNELS.get(name) and name != "goal"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of an episode.

    Attributes:
        success: whether the goal was reached.
        score: how sure that is, or how far it went, in [0, 1].
        reason: in words.
        raw: all that the model said.
        usage: what it took.
        judge: its name and the version of its prompt, e.g. ``end-to-end/1``.
        model: that judged.
    """

    success: bool
    score: float
    reason: str
    raw: str
    usage: Usage
    judge: str
    model: str


class Judge(Protocol):
    """Something that judges episodes; several at once."""

    async def judge(self, trajectory: Trajectory) -> Verdict:
        """Whether the goal was reached.

        Raises:
            ModelFailure: if its model does not reply, or not with a verdict. The episode is no result then.
        """
