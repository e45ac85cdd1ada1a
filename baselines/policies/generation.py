"""Continuous batching: replies of different lengths and different beginnings share one batch.

A reply occupies a slot. When it ends, the next prompt takes its place at once, so that the model computes a full batch
as long as prompts are waiting.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch
from torch import Tensor
from transformers import Cache

from baselines.policies.vlm import Prompt, VLMPolicy, collate

__all__ = ["Generated", "Generator", "Sampler"]

BLOCK = 64


@dataclass(frozen=True, slots=True)
class Generated:
    """A finished reply.

    Attributes:
        key: as given to `Generator.submit`.
        ids: its tokens, the end included unless it was cut off.
        log_probs: of its tokens, as far as they are known: none, or those of the first so many.
    """

    key: Hashable
    ids: list[int]
    log_probs: list[float]


class Sampler(Protocol):
    """What samples replies: `Generator` here, or a server (`baselines.policies.server`)."""

    def submit(self, key: Hashable, prompt: Prompt, *, seed: int) -> None:
        """Ask for a reply."""

    @property
    def pending(self) -> int:
        """Replies that were asked for and are not finished."""

    def step(self) -> list[Generated]:
        """Work on for a moment; returns the replies that are finished."""


@dataclass(slots=True)
class _Request:
    key: Hashable
    prompt: Prompt
    draws: Tensor
    ids: list[int] = field(default_factory=list)
    log_probs: list[float] = field(default_factory=list)


class SlotCache(Cache):
    """Keys and values of all slots, each of its own length: what is new is written behind what a slot holds.

    Attributes:
        capacity: tokens that each slot has room for, a multiple of `BLOCK`.
        extent: how far the longest slot reaches, likewise.
    """

    def __init__(self, slots: int, device: torch.device) -> None:
        super().__init__(layers=[])
        self.keys: list[Tensor] = []
        self.values: list[Tensor] = []
        self.lengths = torch.zeros(slots, dtype=torch.long)
        self.capacity = 0
        self.extent = 0
        self._rows = torch.arange(slots, device=device)
        self._at = torch.zeros(slots, dtype=torch.long, device=device)

    def insert(self, slots: list[int], prefilled: Cache, lengths: list[int], room: int) -> None:
        """Take over the rows of a cache that was filled by prompts.

        Args:
            slots: one for each row.
            prefilled: rows are padded at the end.
            lengths: of the rows, in tokens.
            room: tokens that are still to come.
        """
        self.capacity = max(self.capacity, _round_up(max(lengths) + room))
        for number, layer in enumerate(prefilled.layers):
            self._grow(number, layer.keys)
            width = layer.keys.shape[2]
            self.keys[number][slots, :, :width] = layer.keys
            self.values[number][slots, :, :width] = layer.values
        self.lengths[slots] = torch.tensor(lengths)

    def begin(self, active: list[int]) -> Tensor:
        """Make ready for a new token in the slots that are active; the others are empty from now on.

        Returns:
            Which places each slot attends to, the new one included, bool (slots, extent).
        """
        lengths = torch.zeros_like(self.lengths)
        lengths[active] = self.lengths[active]
        self.extent = _round_up(int(lengths.max()) + 1)
        self._at.copy_(lengths)
        self.lengths = lengths
        self.lengths[active] += 1
        return torch.arange(self.extent, device=self._at.device) <= self._at[:, None]

    def _grow(self, number: int, example: Tensor) -> None:
        if number == len(self.keys):
            shape = (len(self.lengths), example.shape[1], 0, example.shape[3])
            self.keys.append(example.new_zeros(shape))
            self.values.append(example.new_zeros(shape))
        missing = self.capacity - self.keys[number].shape[2]
        if missing > 0:
            self.keys[number] = torch.nn.functional.pad(self.keys[number], (0, 0, 0, missing))
            self.values[number] = torch.nn.functional.pad(self.values[number], (0, 0, 0, missing))

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """Write one new token of every slot; returns all up to the longest slot."""
        keys, values = self.keys[layer_idx], self.values[layer_idx]
        keys[self._rows, :, self._at] = key_states[:, :, 0]
        values[self._rows, :, self._at] = value_states[:, :, 0]
        return keys[:, :, : self.extent], values[:, :, : self.extent]

    def get_seq_length(self, layer_idx: int = 0) -> int:
        """Tokens before the new one."""
        return self.extent - 1


class Recording:
    """The work of a GPU, recorded once and then repeated.

    To start the kernels of a decoding step one by one takes the processor several times as long as they take.
    """

    def __init__(self, work: Callable[[Tensor], Tensor], example: Tensor) -> None:
        self._input = example.clone()
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            work(self._input)  # what is made at the first call, such as cuBLAS's workspace, must not be recorded
        torch.cuda.current_stream().wait_stream(stream)
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph):
            self._output = work(self._input)

    def __call__(self, input: Tensor) -> Tensor:
        """The output, which holds until the next call."""
        self._input.copy_(input)
        self._graph.replay()
        return self._output


class Generator:
    """Samples replies of a policy.

    A reply's randomness comes from its own seed, so it does not depend on what else is in the batch.

    Args:
        policy: in evaluation mode while this works.
        slots: how many replies are generated together.
        greedy: take the most probable token instead of drawing one.
    """

    def __init__(self, policy: VLMPolicy, *, slots: int, greedy: bool = False) -> None:
        self.policy = policy
        self.slots = slots
        self.greedy = greedy
        self._waiting: deque[_Request] = deque()
        self._active: dict[int, _Request] = {}
        self._cache = SlotCache(slots, policy.device)
        self._recordings: dict[int, Recording] = {}
        self._tokens = torch.zeros(slots, dtype=torch.long, device=policy.device)
        self._positions = torch.zeros(slots, dtype=torch.long, device=policy.device)

    def submit(self, key: Hashable, prompt: Prompt, *, seed: int) -> None:
        """Ask for a reply."""
        draws = torch.rand(self.policy.max_new_tokens, generator=torch.Generator().manual_seed(seed))
        self._waiting.append(_Request(key, prompt, draws))

    @property
    def pending(self) -> int:
        """Replies that were asked for and are not finished."""
        return len(self._waiting) + len(self._active)

    @torch.inference_mode()
    def step(self) -> list[Generated]:
        """Fill the free slots, then generate one token in every slot; returns the replies that are finished."""
        finished = self._admit() if len(self._waiting) >= self.slots // 4 or not self._active else []
        if self._active:
            active = sorted(self._active)
            finished += self._choose(active, self._decode(active)[active])
        return finished

    def _admit(self) -> list[Generated]:
        free = [slot for slot in range(self.slots) if slot not in self._active][: len(self._waiting)]
        if not free:
            return []
        policy = self.policy
        requests = [self._waiting.popleft() for _ in free]
        prompts = [request.prompt for request in requests]
        inputs = collate(prompts, pad_id=policy.tokenizer.pad_token_id, device=policy.device)
        output = policy.hf.model(**inputs, use_cache=True)
        lengths = [len(prompt) for prompt in prompts]
        capacity = self._cache.capacity
        self._cache.insert(free, output.past_key_values, lengths, policy.max_new_tokens)
        if self._cache.capacity > capacity:
            self._recordings.clear()
        ends = torch.tensor(lengths, device=policy.device)
        shift = getattr(policy.hf.model, "rope_deltas", None)
        self._positions[free] = ends - 1 + (0 if shift is None else shift[:, 0].to(policy.device))
        self._active.update(zip(free, requests, strict=True))
        rows = torch.arange(len(free), device=policy.device)
        return self._choose(free, output.last_hidden_state[rows, ends - 1])

    def _decode(self, active: list[int]) -> Tensor:
        """Put the last token of every slot through the model; hidden states (slots, width)."""
        seen = self._cache.begin(active)
        self._positions[active] += 1
        if self.policy.device.type != "cuda":
            return self._forward(seen)
        extent = self._cache.extent
        if extent not in self._recordings:
            self._recordings[extent] = Recording(self._forward, seen)
        return self._recordings[extent](seen)

    def _forward(self, seen: Tensor) -> Tensor:
        hf = self.policy.hf
        positions = self._positions[:, None]
        if hasattr(hf.model, "rope_deltas"):
            positions = positions.expand(3, -1, -1)
        output = hf.model.get_decoder()(
            inputs_embeds=hf.get_input_embeddings()(self._tokens[:, None]),
            attention_mask=seen[:, None, None],
            position_ids=positions,
            past_key_values=self._cache,
            use_cache=True,
        )
        hidden: Tensor = output.last_hidden_state[:, 0]
        return hidden

    def _choose(self, slots: list[int], hidden: Tensor) -> list[Generated]:
        """Draw the next token of some slots; returns those that are finished with it."""
        log_probs = self.policy.log_probs(hidden)
        if self.greedy:
            tokens = log_probs.argmax(-1)
        else:
            draws = torch.stack([self._active[slot].draws[len(self._active[slot].ids)] for slot in slots])
            tokens = _draw(log_probs, draws.to(hidden.device))
        self._tokens[slots] = tokens
        chosen = log_probs.gather(-1, tokens[:, None])[:, 0].tolist()
        finished = []
        for slot, token, log_prob in zip(slots, tokens.tolist(), chosen, strict=True):
            request = self._active[slot]
            request.ids.append(token)
            request.log_probs.append(log_prob)
            if token in self.policy.eos_ids or len(request.ids) == self.policy.max_new_tokens:
                finished.append(Generated(request.key, request.ids, request.log_probs))
                del self._active[slot]
        return finished


def _round_up(length: int) -> int:
    return -(-length // BLOCK) * BLOCK


def _draw(log_probs: Tensor, draws: Tensor) -> Tensor:
    """Tokens (batch,) by inversion: the first at which the cumulated probability exceeds a uniform draw in [0, 1)."""
    cumulated = log_probs.double().exp().cumsum(-1)
    return torch.searchsorted(cumulated, draws.double()[:, None] * cumulated[:, -1:], right=True)[:, 0]
