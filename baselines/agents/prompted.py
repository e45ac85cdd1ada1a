"""A vision-language model that is told goal, allowed actions and history, thinks, and acts."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from baselines.conversation import Conversation
from baselines.policies.prompts import PromptTemplate
from digienv.core.async_env import DEFAULT_CHANNELS
from digienv.leaderboard.agents import Agent, Move, Start
from digienv.models.chat import ChatModel, Message, Reply, Usage

__all__ = ["PromptedAgent"]

MAX_ACTION = 500
"""Characters of a reply without an action that the environment is given, so that it says what was wrong."""


class PromptedAgent(Agent):
    """Asks a model once a turn.

    Args:
        model: acts.
        prompt: a template of `baselines/prompts/`, or the path of one; a ``{elements}`` in it asks for that channel.
        images: how many of the last screenshots the model is shown.
        history: how many of its own actions it is told.
    """

    kind = "prompted"

    def __init__(self, model: ChatModel, prompt: str = "json", *, images: int = 1, history: int = 8) -> None:
        self.model = model
        self.template = PromptTemplate(prompt)
        self.name = f"{self.kind} {model.name} {self.template.name}"
        self.settings = {"model": model.name, "prompt": self.template.name}
        elements = ("elements",) if "{elements}" in self.template.prompt else ()
        self.channels = (*DEFAULT_CHANNELS, "last_error", *elements)
        self._images = images
        self._history = history

    async def play(self, start: Start) -> AsyncGenerator[Move, dict[str, Any]]:
        """Play one trial; see `Agent.play`."""
        conversation = Conversation(start.space, images=self._images, history=self._history)
        conversation.see(start.observation)
        before, usage = await self.prepare(start, conversation)
        while True:
            context = conversation.context
            question = Message("user", (*context.images, self.template.render(context)))
            reply = await self.choose([*before, question], start.seed)
            read = self.template.read(reply.text)
            action = read.action or reply.text[:MAX_ACTION]
            observation = yield Move(action, read.thought, usage + reply.usage)
            usage = Usage()
            conversation.did(action, observation["last_error"])
            conversation.see(observation)

    async def prepare(self, start: Start, conversation: Conversation) -> tuple[Sequence[Message], Usage]:
        """What the model is told before every turn of a trial, and what finding that took."""
        return (), Usage()

    async def choose(self, messages: Sequence[Message], seed: int) -> Reply:
        """The reply to a turn, with thought and action."""
        return await self.model.ask(messages, seed=seed)
