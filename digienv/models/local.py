"""Vision-language models of transformers on this machine."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digienv.core.errors import MissingDependency
from digienv.models.chat import MAX_TOKENS, Budget, Message, ModelFailure, Reply, Usage

__all__ = ["LocalModel", "default_device", "loading", "title_of"]


@contextmanager
def loading(model: str | Path) -> Iterator[None]:
    """While transformers is imported and loads a model: what goes wrong is one sentence.

    Raises:
        MissingDependency: if transformers or torch is not installed.
        ModelFailure: if the model cannot be loaded.
    """
    try:
        yield
    except ModuleNotFoundError:
        raise MissingDependency(
            "models on this machine need transformers and torch; install them with: pip install 'digienv[train]'"
        ) from None
    except (OSError, ValueError) as error:
        raise ModelFailure(f"{model} cannot be loaded: {str(error).splitlines()[0]:.300}") from error


def title_of(model: str | Path) -> str:
    """A model's name for reports: that of its folder, or on the hub."""
    return Path(model).name if Path(model).is_dir() else str(model)


def default_device() -> str:
    """Of torch: a GPU if there is one."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


class LocalModel:
    """A model whose folder or name on the Hugging Face hub transformers can load; it computes one reply at a time.

    Args:
        model: e.g. ``Qwen/Qwen2.5-VL-3B-Instruct``, or a folder.
        device: of torch; by default a GPU if there is one.
        dtype: of the weights, e.g. ``bfloat16``; as they are stored by default.
        budget: see `Budget`.

    Raises:
        MissingDependency: if transformers or torch is not installed.
        ModelFailure: if the model cannot be loaded.
    """

    def __init__(
        self, model: str | Path, *, device: str | None = None, dtype: str = "auto", budget: Budget | None = None
    ) -> None:
        self.name = title_of(model)
        self._budget = budget or Budget()
        self._lock = threading.Lock()
        with loading(model):
            from transformers import AutoModelForImageTextToText

            from digienv.models.processors import load_processor

            self._processor: Any = load_processor(str(model))
            loaded: Any = AutoModelForImageTextToText.from_pretrained(model, dtype=dtype)
            self._model = loaded.to(device or default_device()).eval()

    async def ask(
        self,
        messages: Sequence[Message],
        *,
        temperature: float = 0.0,
        max_tokens: int = MAX_TOKENS,
        seed: int | None = None,
    ) -> Reply:
        """The model's reply; see `digienv.models.ChatModel.ask`."""
        self._budget.check()
        reply = await asyncio.to_thread(self._generate, messages, temperature, max_tokens, seed)
        self._budget.spend(reply.usage)
        return reply

    def _generate(self, messages: Sequence[Message], temperature: float, max_tokens: int, seed: int | None) -> Reply:
        import torch

        with self._lock, torch.inference_mode(), torch.random.fork_rng():
            if seed is not None:
                torch.manual_seed(seed)
            inputs = self._processor.apply_chat_template(
                [_turn(message) for message in messages],
                add_generation_prompt=True,
                tokenize=True,
                return_dict=True,
                return_tensors="pt",
            ).to(self._model.device)
            sampling = {"do_sample": True, "temperature": temperature} if temperature else {"do_sample": False}
            generated = self._model.generate(**inputs, max_new_tokens=max_tokens, **sampling)
        read = inputs["input_ids"].shape[1]
        said = generated[0, read:]
        text = self._processor.decode(said, skip_special_tokens=True)
        return Reply(
            text,
            Usage(requests=1, prompt_tokens=read, reply_tokens=len(said)),
            complete=len(said) < max_tokens,
        )


def _turn(message: Message) -> dict[str, Any]:
    parts = [
        {"type": "image", "image": Image.fromarray(part)}
        if isinstance(part, np.ndarray)
        else {"type": "text", "text": part}
        for part in message.content
    ]
    return {"role": message.role, "content": parts}
