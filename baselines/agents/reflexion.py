"""Reflexion: what went wrong in a trial is put into words, which the next trial begins with."""

from __future__ import annotations

from collections.abc import Sequence

from baselines.agents.prompted import PromptedAgent
from baselines.conversation import Conversation
from digienv.judges import Judge, Trajectory
from digienv.leaderboard.agents import Reflection, Start
from digienv.models.chat import ChatModel, Message, Usage

__all__ = ["ReflexionAgent"]

REFLECT = """You operated a screen to reach a goal, and failed. You see the screen as it was at the end.
Goal: {goal}
What you did: {actions}
What was said of it: {reason}
In at most three sentences: what went wrong, and what will you do differently next time?"""
REMEMBER = """You have tried to reach this goal before, and failed. What you learned:
{lessons}"""


class ReflexionAgent(PromptedAgent):
    """Plays an episode until a judge is content with it, each time with the lessons of the trials before.

    Shinn et al. 2023, "Reflexion: Language Agents with Verbal Reinforcement Learning" (arXiv:2303.11366), algorithm 1.
    What says that a trial failed is a judge, never the oracle, of which an agent must not know.

    Args:
        model: acts and reflects.
        judge: looks at the trials.
        prompt, images, history: see `PromptedAgent`.
        trials: how often it may play an episode.
    """

    kind = "reflexion"

    def __init__(
        self,
        model: ChatModel,
        judge: Judge,
        prompt: str = "json",
        *,
        images: int = 1,
        history: int = 8,
        trials: int = 3,
    ) -> None:
        super().__init__(model, prompt, images=images, history=history)
        self.judge = judge
        self.trials = trials

    async def prepare(self, start: Start, conversation: Conversation) -> tuple[Sequence[Message], Usage]:
        """The lessons so far."""
        lessons = "\n".join(f"- {lesson}" for lesson in start.lessons)
        return ([Message("system", (REMEMBER.format(lessons=lessons),))] if lessons else []), Usage()

    async def reflect(self, trajectory: Trajectory) -> Reflection:
        """Have the trial judged, and find out what was wrong with it."""
        verdict = await self.judge.judge(trajectory)
        if verdict.success:
            return Reflection(None, verdict.usage)
        text = REFLECT.format(goal=trajectory.goal, actions=" ".join(trajectory.actions), reason=verdict.reason)
        reply = await self.model.ask([Message("user", (trajectory.screenshots[-1], text))])
        return Reflection(reply.text.strip(), verdict.usage + reply.usage)
