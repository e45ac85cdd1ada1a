"""Models behind a server that speaks OpenAI's chat completions."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from digienv.core.errors import MissingDependency
from digienv.core.images import png_url
from digienv.models.chat import MAX_TOKENS, Budget, Message, ModelFailure, Prices, Reply, Usage

__all__ = ["KEY", "OPENAI_KEY", "ServerModel"]

OPENAI_KEY = "OPENAI_API_KEY"
"""Environment variable with the key for OpenAI's own server; it is sent nowhere else."""
KEY = "DIGIENV_MODEL_KEY"
"""Environment variable with the key for any other server, where it wants one."""

CONNECT_TIMEOUT = 5.0
MAX_ANSWER = 4 * 2**20
"""Bytes of an answer after which the server is not listened to any longer."""
MALFORMED = 3
"""How often in a row an answer may make no sense."""


class ServerModel:
    """A model that a server computes.

    Errors of the network, 408, 409, 429 and 5xx are tried again, after waits that double, jitter, and follow
    ``Retry-After``.

    Args:
        model: its name on the server.
        url: of the API, e.g. ``http://localhost:8000/v1`` (vLLM), ``http://localhost:11434/v1`` (Ollama),
            ``https://generativelanguage.googleapis.com/v1beta/openai`` or ``https://api.anthropic.com/v1``; None for
            OpenAI's. The key is read from ``$DIGIENV_MODEL_KEY``, or ``$OPENAI_API_KEY`` for OpenAI's alone.
        concurrency: how many requests may be under way at the same time.
        timeout: seconds that an attempt may take.
        retries: how many attempts may follow the first.
        prices: what tokens cost, for `Usage.dollars`.
        budget: is not exceeded by more than what is under way.

    Raises:
        MissingDependency: if the openai library is not installed.
        ModelFailure: if OpenAI's own server is to be asked and there is no key.
    """

    def __init__(
        self,
        model: str,
        url: str | None = None,
        *,
        concurrency: int = 8,
        timeout: float = 60.0,
        retries: int = 4,
        prices: Prices | None = None,
        budget: Budget | None = None,
    ) -> None:
        try:
            import openai
        except ModuleNotFoundError:
            raise MissingDependency(
                "models behind a server need the openai library; install it with: pip install 'digienv[server]'"
            ) from None
        self.name = model
        self._variable = KEY if url else OPENAI_KEY
        key = os.environ.get(self._variable, "")
        if not (url or key):
            raise ModelFailure(f"OpenAI's server wants a key; put it into the environment variable {OPENAI_KEY}")
        self._prices = prices or Prices(0.0, 0.0)
        self._budget = budget or Budget()
        self._timeout = timeout
        self._slots = asyncio.Semaphore(concurrency)
        self._client = openai.AsyncOpenAI(
            base_url=url,
            api_key=key or "none",
            max_retries=retries,
            timeout=openai.Timeout(timeout, connect=CONNECT_TIMEOUT),
        )
        self._where = url or "OpenAI's server"

    async def ask(
        self,
        messages: Sequence[Message],
        *,
        temperature: float = 0.0,
        max_tokens: int = MAX_TOKENS,
        seed: int | None = None,
    ) -> Reply:
        """The server's reply; see `digienv.models.ChatModel.ask`."""
        body = await asyncio.to_thread(lambda: [_body(message) for message in messages])
        settings: dict[str, Any] = {"temperature": temperature, "max_tokens": max_tokens}
        if seed is not None:
            settings["seed"] = seed
        async with self._slots:
            for _ in range(MALFORMED):
                self._budget.check()
                answer = await self._answer(model=self.name, messages=body, **settings)
                try:
                    reply = self._read(json.loads(answer))
                except (ValueError, KeyError, IndexError, TypeError, AttributeError):
                    continue
                self._budget.spend(reply.usage)
                return reply
        raise ModelFailure(f"what {self._where} answers is no whole chat completion; is it the URL of its API?")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _answer(self, **request: Any) -> bytes:
        import openai

        try:
            async with self._client.chat.completions.with_streaming_response.create(**request) as response:
                return await self._body_of(response)
        except openai.APITimeoutError:
            problem = f"has not answered for {self._timeout:.0f} s"
        except openai.APIConnectionError:
            problem = "cannot be reached; is it running?"
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            problem = f"refuses the key; put the right one into the environment variable {self._variable}"
        except openai.APIStatusError as error:
            problem = f"answers with status {error.status_code}: {self._without_key(error.response.text)[:300]}"
        except openai.OpenAIError as error:
            problem = f"cannot be asked: {self._without_key(str(error))[:300]}"
        raise ModelFailure(f"{self._where} {problem}")

    async def _body_of(self, response: Any) -> bytes:
        answer = bytearray()
        try:
            async for chunk in response.iter_bytes():
                answer += chunk
                if len(answer) > MAX_ANSWER:
                    raise ModelFailure(f"{self._where} answers without end")
        except ModelFailure:
            raise
        except Exception:  # of the HTTP library, which is openai's own affair: the answer broke off
            return b""
        return bytes(answer)

    def _without_key(self, text: str) -> str:
        return text.replace(self._client.api_key, "***")

    def _read(self, answer: dict[str, Any]) -> Reply:
        choice, tokens = answer["choices"][0], answer.get("usage") or {}
        text = choice["message"].get("content") or ""
        if not isinstance(text, str):
            raise TypeError("a reply is a text")
        read, written = (int(tokens.get(name) or 0) for name in ("prompt_tokens", "completion_tokens"))
        usage = Usage(requests=1, prompt_tokens=read, reply_tokens=written, dollars=self._prices.of(read, written))
        return Reply(text, usage, complete=choice.get("finish_reason") != "length")


def _body(message: Message) -> dict[str, Any]:
    if not any(isinstance(part, np.ndarray) for part in message.content):
        return {"role": message.role, "content": message.text}
    return {"role": message.role, "content": [_part(part) for part in message.content]}


def _part(part: str | np.ndarray) -> dict[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": part}
    return {"type": "image_url", "image_url": {"url": png_url(part)}}
