"""Replies on disk: what was asked once is not asked, or paid, again."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from digienv.models.chat import MAX_TOKENS, ChatModel, Message, Reply, Usage

__all__ = ["CachedModel"]


class CachedModel:
    """Asks another model only what is not in a folder yet; equal requests at the same time are one.

    Args:
        model: the other one.
        folder: one file a reply, named by a hash of all that was asked. A damaged one is asked for again.
    """

    def __init__(self, model: ChatModel, folder: str | Path) -> None:
        self.name = model.name
        self._model = model
        self._folder = Path(folder)
        self._asked: dict[str, asyncio.Task[Reply]] = {}

    async def ask(
        self,
        messages: Sequence[Message],
        *,
        temperature: float = 0.0,
        max_tokens: int = MAX_TOKENS,
        seed: int | None = None,
    ) -> Reply:
        """The reply that is kept, else the other model's, which is kept from now on."""
        key = _key(self.name, messages, temperature, max_tokens, seed)
        if key in self._asked:
            return _remembered(await asyncio.shield(self._asked[key]))
        file = self._folder / key[:2] / f"{key[2:]}.json"
        if (kept := await asyncio.to_thread(_read, file)) is not None:
            return _remembered(kept)
        if key in self._asked:  # by somebody else while the disk was read
            return _remembered(await asyncio.shield(self._asked[key]))

        async def fetch() -> Reply:
            reply = await self._model.ask(messages, temperature=temperature, max_tokens=max_tokens, seed=seed)
            await asyncio.to_thread(_write, file, reply)
            return reply

        task = self._asked[key] = asyncio.create_task(fetch())
        task.add_done_callback(lambda done: self._asked.pop(key, None))
        return await asyncio.shield(task)


def _remembered(reply: Reply) -> Reply:
    return dataclasses.replace(reply, usage=Usage(remembered=1))


def _key(name: str, messages: Sequence[Message], *settings: object) -> str:
    digest = hashlib.sha256(json.dumps([name, *settings]).encode())
    for message in messages:
        digest.update(json.dumps([message.role, len(message.content)]).encode())
        for part in message.content:
            if isinstance(part, np.ndarray):
                digest.update(f"{part.shape} {part.dtype}".encode())
                digest.update(np.ascontiguousarray(part).data)
            else:
                digest.update(json.dumps(part).encode())
    return digest.hexdigest()


def _read(file: Path) -> Reply | None:
    try:
        kept: dict[str, Any] = json.loads(file.read_bytes())
        return Reply(str(kept["text"]), Usage(**kept["usage"]), bool(kept["complete"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(file: Path, reply: Reply) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(dataclasses.asdict(reply), ensure_ascii=False), encoding="utf-8")
    unfinished.replace(file)
