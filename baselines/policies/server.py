"""Replies from a server that speaks OpenAI's chat completions, e.g. vLLM, which acts with the policy's adapters.

A server computes much faster than `baselines.policies.generation`, and elsewhere. It is shown screenshots and text, not
tensors; what it replies is scored by the trainer like every other reply.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from pydantic import BaseModel, Field, FiniteFloat, ValidationError

from baselines.policies.generation import Generated
from baselines.policies.prompts import Context
from baselines.policies.vlm import Prompt, VLMPolicy
from digienv.core.errors import DigienvError, MissingDependency
from digienv.core.images import png_url

__all__ = ["KEY", "ServerGenerator"]

KEY = "DIGIENV_SERVER_KEY"
"""Environment variable that holds the server's API key, where it wants one."""

PATIENCE = 0.01
"""Seconds that a step waits for a reply; pages that have answered meanwhile wait as long."""

TIMEOUT = 120.0
"""Seconds that a reply may take, and that an adapter may take to be loaded."""

RETRIES = 3

T = TypeVar("T")


class _Token(BaseModel):
    token: str
    logprob: FiniteFloat


class _LogProbs(BaseModel):
    content: list[_Token] | None = None


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None
    logprobs: _LogProbs | None = None
    token_ids: list[int] | None = None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


class ServerGenerator:
    """Samples replies of a policy on a server; used as `baselines.policies.generation.Generator` is.

    The policy must have adapters (``policy.lora``): they are all that a server can be given while it runs. Each version
    gets a name of its own, because a server remembers by name what it has computed of a prompt.

    Where a server returns token ids (vLLM does), these are the reply. Otherwise its text is tokenised again. Special
    tokens, which the policy cannot say, are left out of either.

    Args:
        policy: its adapters are loaded into the server at once.
        url: of the API, e.g. ``http://localhost:8000/v1``.
        folder: where adapters lie while they are in use; the server must see it under the same path.
        slots: how many replies are asked for together.

    Raises:
        DigienvError: if the server does not answer or cannot load adapters, and by `step` for what goes wrong later.
    """

    def __init__(self, policy: VLMPolicy, url: str, folder: Path, *, slots: int) -> None:
        try:
            import openai
        except ModuleNotFoundError:
            raise MissingDependency(
                "a server needs the openai library; install it with: pip install 'digienv[server]'"
            ) from None
        if not hasattr(policy.model, "peft_config"):
            raise DigienvError("a server is given new weights as adapters; set policy.lora, e.g. policy.lora=16")
        self.policy = policy
        self.url = url
        self._folder = folder.absolute()
        self._run = f"digienv-{secrets.token_hex(4)}"
        self._updates = 0
        self._model: str | None = None
        self._client = openai.OpenAI(
            base_url=url,
            api_key=os.environ.get(KEY) or "none",
            max_retries=RETRIES,
            timeout=openai.Timeout(TIMEOUT, connect=5.0),
        )
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="digienv-server")
        self._requests: dict[Future[Generated], Hashable] = {}
        self._logit_bias = {str(token): -100 for token in policy.suppressed.nonzero()[:, 0].tolist()}
        self.update()

    def __enter__(self) -> ServerGenerator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---------------------------------------------------------------- replies

    def submit(self, key: Hashable, prompt: Prompt, *, seed: int) -> None:
        """Ask for a reply."""
        self._requests[self._threads.submit(self._reply, key, prompt.context, seed)] = key

    @property
    def pending(self) -> int:
        """Replies that were asked for and are not finished."""
        return len(self._requests)

    def step(self) -> list[Generated]:
        """The replies that are finished; waits a moment for one."""
        finished, _ = wait(self._requests, timeout=PATIENCE, return_when=FIRST_COMPLETED)
        for request in finished:
            del self._requests[request]
        return [request.result() for request in finished]

    def _reply(self, key: Hashable, context: Context, seed: int) -> Generated:
        policy = self.policy
        content: list[Any] = [{"type": "image_url", "image_url": {"url": png_url(image)}} for image in context.images]
        content.append({"type": "text", "text": policy.template.render(context)})
        model = self._model
        assert model is not None
        response = self._ask(
            lambda: self._client.chat.completions.with_raw_response.create(
                model=model,
                messages=[{"role": "user", "content": content}],
                max_tokens=policy.max_new_tokens,
                temperature=policy.temperature,
                top_p=1.0,
                seed=seed,
                logprobs=True,
                logit_bias=self._logit_bias,
                extra_body={
                    # vLLM's own; without them a model's generation_config.json would narrow the distribution.
                    "top_k": -1,
                    "min_p": 0.0,
                    "repetition_penalty": 1.0,
                    "stop_token_ids": policy.eos_ids,
                    "return_token_ids": True,
                },
            )
        )
        try:
            choice = _Completion.model_validate_json(response.content).choices[0]
        except ValidationError:
            raise DigienvError(
                f"what the server at {self.url} answers is no chat completion; is ppo.server the URL of its API, "
                "e.g. http://localhost:8000/v1?"
            ) from None
        return self._read(key, choice)

    def _read(self, key: Hashable, choice: _Choice) -> Generated:
        tokenizer = self.policy.tokenizer
        given = choice.token_ids or tokenizer.encode(choice.message.content or "", add_special_tokens=False)
        ids = self._sayable(given, ended=choice.finish_reason == "stop")
        tokens = (choice.logprobs and choice.logprobs.content) or []
        if choice.token_ids:
            same = [one == other for one, other in zip(ids, given, strict=False)]
        else:
            same = [tokenizer.decode([id]) == token.token for id, token in zip(ids, tokens, strict=False)]
        known = [*same, False].index(False)
        return Generated(key, ids, [token.logprob for token in tokens[:known]])

    def _sayable(self, given: Sequence[int], *, ended: bool) -> list[int]:
        """Tokens up to the first end, without those that the policy never says; at least one."""
        policy = self.policy
        ids: list[int] = []
        for token in given:
            if token in policy.eos_ids:
                return [*ids, token][: policy.max_new_tokens]
            if str(token) not in self._logit_bias and 0 <= token < len(policy.suppressed):
                ids.append(token)
        if ended or not ids:
            ids.append(policy.eos_ids[0])
        return ids[: policy.max_new_tokens]

    # ---------------------------------------------------------------- weights

    def update(self) -> None:
        """Let the server act with the policy as it is now; no replies may be pending."""
        self._updates += 1
        old, new = self._model, f"{self._run}-{self._updates}"
        path = self._folder / new
        self.policy.model.save_pretrained(path, save_embedding_layers=False)
        self._load(new, path)
        self._model = new
        if old is not None:
            self._unload(old)

    def close(self) -> None:
        """Give up what is pending, and unload the adapters."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._model is not None:
            try:
                self._unload(self._model)
            except DigienvError:
                shutil.rmtree(self._folder / self._model)  # a server that is gone holds nothing
            self._model = None
        self._client.close()

    def _load(self, name: str, path: Path) -> None:
        import openai

        try:
            self._post("load_lora_adapter", lora_name=name, lora_path=str(path))
        except openai.NotFoundError:
            raise DigienvError(
                f"the server at {self.url} cannot load the adapter in {path}; start vLLM where it can read that "
                "folder, with --enable-lora and with VLLM_ALLOW_RUNTIME_LORA_UPDATING=True in its environment"
            ) from None

    def _unload(self, name: str) -> None:
        import openai

        with contextlib.suppress(openai.NotFoundError):  # the server was started anew meanwhile
            self._post("unload_lora_adapter", lora_name=name)
        shutil.rmtree(self._folder / name)

    def _post(self, what: str, **body: str) -> None:
        import openai

        self._ask(lambda: self._client.post(f"/{what}", cast_to=str, body=body), openai.NotFoundError)

    def _ask(self, request: Callable[[], T], *expected: type[Exception]) -> T:
        """The answer to a request; what goes wrong is one sentence that never holds the key."""
        import openai

        try:
            return request()
        except expected:
            raise
        except openai.APITimeoutError:
            problem = f"has not answered for {TIMEOUT:.0f} s; see what it is doing"
        except openai.APIConnectionError:
            problem = "cannot be reached; start it, or correct ppo.server"
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            problem = f"refuses the key; put the right one into the environment variable {KEY}"
        except openai.APIStatusError as error:
            said = error.response.text.replace(self._client.api_key, "***")
            problem = f"answers with status {error.status_code}: {said[:300]}"
        raise DigienvError(f"the server at {self.url} {problem}")
