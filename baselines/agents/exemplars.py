"""Exemplar memory: solved episodes with similar goals are shown whole before the model acts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from baselines.agents.prompted import PromptedAgent
from baselines.conversation import Conversation
from baselines.environments import HELD_OUT
from digienv.core.errors import DigienvError
from digienv.core.trace import Trace
from digienv.leaderboard.agents import Start
from digienv.leaderboard.agreement import find_traces
from digienv.models.chat import ChatModel, Message, Usage

__all__ = ["ExemplarAgent"]

INTRODUCTION = "You operate a screen to reach a goal. First you see how similar goals were reached, turn by turn."
MAX_TURNS = 8
"""Of an exemplar that are shown; the rest is left out."""


class ExemplarAgent(PromptedAgent):
    """Shows the model the solved episodes whose goals are most similar, as turns of the conversation.

    Zheng et al. 2023, "Synapse: Trajectory-as-Exemplar Prompting with Memory for Computer Control" (arXiv:2306.07863).
    Similarity is the cosine of counts of three characters in a row, where the original asks an embedding model.

    Args:
        model, prompt, images, history: see `PromptedAgent`.
        exemplars: holds traces, at any depth; successes are remembered, but none of seeds below 10,000, which are for
            evaluation.
        shown: how many are shown at a time.

    Raises:
        DigienvError: if there are none.
    """

    kind = "exemplars"

    def __init__(
        self,
        model: ChatModel,
        exemplars: str | Path,
        prompt: str = "json",
        *,
        images: int = 1,
        history: int = 8,
        shown: int = 2,
    ) -> None:
        super().__init__(model, prompt, images=images, history=history)
        self.shown = shown
        traces, _ = find_traces(exemplars)
        solved = (trace for trace in traces if trace.steps[-1].info["success"])
        self._memory = [trace for trace in solved if trace.steps[0].info["seed"] not in HELD_OUT]
        if not self._memory:
            raise DigienvError(
                f"no trace in {exemplars} is of a success with a seed of {HELD_OUT.stop:,} or more; record some with: "
                f"digienv evaluate --agent scripted --seed {HELD_OUT.stop} --suite ..."
            )

    async def prepare(self, start: Start, conversation: Conversation) -> tuple[Sequence[Message], Usage]:
        """The exemplars for a goal, the most similar one last."""
        goal = _trigrams(start.observation["goal"])
        ranked = sorted(self._memory, key=lambda trace: _cosine(goal, _trigrams(trace.steps[0].info["goal"])))
        turns = [message for trace in ranked[-self.shown :] for message in self._turns(trace)]
        return [Message("system", (INTRODUCTION,)), *turns], Usage()

    def _turns(self, trace: Trace) -> list[Message]:
        messages = []
        for index, following in enumerate(trace.steps[1 : MAX_TURNS + 1]):
            told = f"Goal: {trace.steps[0].info['goal']}"
            messages.append(Message("user", (trace.image(index), told)))
            messages.append(Message("assistant", (self.template.write(following.thought, following.action or ""),)))
        return messages


def _trigrams(text: str) -> Counter[str]:
    padded = f"  {text.lower()} "
    return Counter(padded[place : place + 3] for place in range(len(padded) - 2))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    product = sum(count * other[key] for key, count in one.items())
    length = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return product / length
