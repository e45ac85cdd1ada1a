"""Judges that ask a vision-language model whether an episode succeeded.

Classes:
    `EndToEndJudge`: goal, actions, last screens and answer in one question (Pan et al. 2024, arXiv:2404.06474).
    `CaptionJudge`: one model describes the last screen, another one, which need not see, judges (the same).
    `PAEJudge`: the last three screens and the answer, by three criteria (Zhou et al. 2024, arXiv:2412.13194).
    `DigiRLJudge`: every screen, with examples, until one shows success (Bai et al. 2024, arXiv:2406.11896).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digienv.judges.asking import ask_for, status_of, thoughts_of
from digienv.judges.judge import Trajectory, Verdict
from digienv.judges.prompts import Prompt, load_prompt
from digienv.models.chat import ChatModel, Message, Usage

__all__ = ["CaptionJudge", "DigiRLJudge", "EndToEndJudge", "Example", "PAEJudge"]

NO_ANSWER = "(none was given)"
NO_ACTIONS = "(none)"
STATUSES = ("success", "failure")
REMINDER = "That has no verdict. Reply with the two lines: Thoughts: ... and Status: success, or Status: failure"
UNCHANGED = 0.001 * 255**2
"""Mean squared difference of two screens below which they are the same one (DigiRL's threshold)."""


class _VLMJudge:
    """Asks a model with a prompt.

    Args:
        model: which judges.
    """

    prompt: Prompt

    def __init__(self, model: ChatModel) -> None:
        self.model = model

    async def _ask(self, messages: Sequence[Message]) -> Verdict:
        """The model's verdict; it is reminded once of how to say it."""
        reply = await ask_for(self.model, messages, lambda text: status_of(text, STATUSES), REMINDER)
        success = reply.value == "success"
        return self._verdict(success, thoughts_of(reply.raw), reply.raw, reply.usage)

    def _verdict(self, success: bool, reason: str, raw: str, usage: Usage) -> Verdict:
        return Verdict(success, float(success), reason, raw, usage, self.prompt.title, self.model.name)


class EndToEndJudge(_VLMJudge):
    """Judges by goal, actions, answer and the last screens.

    Args:
        model: which judges.
        screens: how many of the last it is shown.
    """

    prompt = load_prompt("end_to_end")

    def __init__(self, model: ChatModel, *, screens: int = 1) -> None:
        super().__init__(model)
        self._screens = screens

    async def judge(self, trajectory: Trajectory) -> Verdict:
        """Whether the goal was reached; see `digienv.judges.Judge.judge`."""
        screens = trajectory.screenshots[-self._screens :]
        return await self._ask(self.prompt.messages(*screens, **_said(trajectory)))


class CaptionJudge(_VLMJudge):
    """Judges by goal, actions, answer and what another model says of the last screen.

    Args:
        captioner: describes the last screen.
        model: judges; it is shown no pictures.
    """

    prompt = load_prompt("reason")
    captions = load_prompt("caption")

    def __init__(self, captioner: ChatModel, model: ChatModel) -> None:
        super().__init__(model)
        self.captioner = captioner

    async def judge(self, trajectory: Trajectory) -> Verdict:
        """Whether the goal was reached; see `digienv.judges.Judge.judge`."""
        caption = await self.captioner.ask(self.captions.messages(trajectory.screenshots[-1]))
        verdict = await self._ask(self.prompt.messages(**_said(trajectory), caption=caption.text))
        return dataclasses.replace(verdict, usage=caption.usage + verdict.usage)


class PAEJudge(_VLMJudge):
    """Judges by the last three screens and the answer."""

    prompt = load_prompt("pae")
    SCREENS = 3

    async def judge(self, trajectory: Trajectory) -> Verdict:
        """Whether the goal was reached; see `digienv.judges.Judge.judge`."""
        return await self._ask(self.prompt.messages(*trajectory.screenshots[-self.SCREENS :], **_said(trajectory)))


@dataclass(frozen=True, slots=True)
class Example:
    """A screen that was judged, to be judged after.

    Attributes:
        goal: of its task.
        screenshot: uint8 array (height, width, 3).
        thoughts: of the judge.
        success: whether the task was done.
    """

    goal: str
    screenshot: np.ndarray
    thoughts: str
    success: bool


class DigiRLJudge(_VLMJudge):
    """Looks at every screen until one shows that the task is done. A screen that equals one which was looked at in the
    same episode is not looked at again.

    Args:
        model: which judges.
        examples: that it is shown before.
    """

    prompt = load_prompt("digirl")

    def __init__(self, model: ChatModel, examples: Sequence[Example] = ()) -> None:
        super().__init__(model)
        self._examples: list[Message] = []
        for example in examples:
            status = "success" if example.success else "failure"
            self._examples += [
                *self.prompt.messages(example.screenshot, goal=example.goal)[1:],
                Message("assistant", (f"Thoughts: {example.thoughts}\nStatus: {status}",)),
            ]

    async def judge(self, trajectory: Trajectory) -> Verdict:
        """Whether the goal was reached; see `digienv.judges.Judge.judge`."""
        seen: list[np.ndarray] = []
        verdict = self._verdict(False, "no screen changed", "", Usage())
        for screen in trajectory.screenshots[1:]:
            if any(_equal(screen, other) for other in seen):
                continue
            seen.append(screen)
            system, question = self.prompt.messages(screen, goal=trajectory.goal)
            before = verdict.usage
            verdict = await self._ask([system, *self._examples, question])
            verdict = dataclasses.replace(verdict, usage=before + verdict.usage)
            if verdict.success:
                break
        return verdict


def _said(trajectory: Trajectory) -> dict[str, str]:
    actions = "\n".join(f"{number}. {action}" for number, action in enumerate(trajectory.actions, 1))
    return {
        "goal": trajectory.goal,
        "actions": actions or NO_ACTIONS,
        "answer": NO_ANSWER if trajectory.answer is None else trajectory.answer,
    }


def _equal(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and float(np.mean((one.astype(np.float32) - other) ** 2)) < UNCHANGED
