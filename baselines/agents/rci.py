"""Recursive criticism and improvement: the model finds fault with what it was about to do, and does better."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from baselines.agents.prompted import PromptedAgent
from baselines.conversation import Conversation
from digienv.leaderboard.agents import Start
from digienv.models.chat import ChatModel, Message, Reply, Usage

__all__ = ["RCIAgent"]

PLAN = """You operate a screen to reach a goal. You see the screen as it is now.
Goal: {goal}
Actions that are allowed: {actions}
Write a short numbered plan: which actions lead from this screen to the goal?"""
CRITICISE = "Review your answer and find problems with it: does it reach the goal, and nothing else?"
IMPROVE_PLAN = "Now write the plan again, without these problems."
IMPROVE_ACTION = """Now answer again, without these problems, in exactly this form:
{reply}"""


class RCIAgent(PromptedAgent):
    """Plans first, with criticism and improvement, and improves every action once more.

    Kim et al. 2023, "Language Models can Solve Computer Tasks" (arXiv:2303.17491), section 2: explicit criticism of the
    plan, and of each action where the original improves it by grounding in task, state and agent in turn.

    Args:
        model, prompt, images, history: see `PromptedAgent`.
        rounds: how often plan and actions are criticised.
    """

    kind = "rci"

    def __init__(
        self, model: ChatModel, prompt: str = "json", *, images: int = 1, history: int = 8, rounds: int = 1
    ) -> None:
        super().__init__(model, prompt, images=images, history=history)
        self.rounds = rounds
        form = self.template.form.replace("{thought}", "...").replace("{action}", "...")
        self._improve_action = IMPROVE_ACTION.format(reply=form)

    async def prepare(self, start: Start, conversation: Conversation) -> tuple[Sequence[Message], Usage]:
        """A plan for the trial."""
        context = conversation.context
        question = Message("user", (*context.images, PLAN.format(goal=context.goal, actions=context.actions)))
        plan = await self._improved([question], IMPROVE_PLAN, start.seed)
        return [question, Message("assistant", (plan.text,))], plan.usage

    async def choose(self, messages: Sequence[Message], seed: int) -> Reply:
        """The improved reply to a turn."""
        return await self._improved(messages, self._improve_action, seed)

    async def _improved(self, messages: Sequence[Message], improve: str, seed: int) -> Reply:
        said = list(messages)
        reply = await self.model.ask(said, seed=seed)
        usage = reply.usage
        for _ in range(self.rounds):
            for request in (CRITICISE, improve):
                said += [Message("assistant", (reply.text,)), Message("user", (request,))]
                reply = await self.model.ask(said, seed=seed)
                usage += reply.usage
        return dataclasses.replace(reply, usage=usage)
