"""Chat models that see: asked over a server in OpenAI's dialect, or computed here.

Classes:
    `Message`, `Reply`, `Usage`: what is asked, what comes back, what it cost.
    `ChatModel`: what all models have in common.
    `ServerModel`: any server that speaks OpenAI's chat completions: OpenAI, Gemini, Anthropic, vLLM, Ollama ...
    `LocalModel`: a vision-language model of transformers on this machine.
    `CachedModel`: remembers on disk what another model replied.
    `Budget`: how much models may cost together.
"""

from digienv.models.cache import CachedModel
from digienv.models.chat import Budget, BudgetSpent, ChatModel, Message, ModelFailure, Prices, Reply, Usage
from digienv.models.local import LocalModel
from digienv.models.server import ServerModel

__all__ = [
    "Budget",
    "BudgetSpent",
    "CachedModel",
    "ChatModel",
    "LocalModel",
    "Message",
    "ModelFailure",
    "Prices",
    "Reply",
    "ServerModel",
    "Usage",
]
