"""A vision-language model as a policy: prompts in, log-probabilities of replies and values of states out.

Any Hugging Face image-text-to-text model will do; the families Qwen2.5-VL, Qwen3-VL and Idefics3/SmolVLM are tested.
"""

from __future__ import annotations

import bisect
import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image
from torch import Tensor, nn

from baselines.policies.attention import attend_to_parts_together
from baselines.policies.critic import Critic
from baselines.policies.prompts import Context, PromptTemplate, Reply

__all__ = ["Prompt", "Scores", "VLMPolicy", "collate"]

# cuDNN plans its attention anew for every length that it meets, which takes longer than the attention itself.
torch.backends.cuda.enable_cudnn_sdp(False)

TOKEN_FIELDS = ("input_ids", "attention_mask", "mm_token_type_ids")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as the model takes it.

    Attributes:
        ids: token ids (length,), int64; images are runs of placeholder tokens.
        token_fields: other tensors with an entry for every token, (1, length).
        image_fields: tensors of the images, whose first dimension runs over images or their patches.
        context: what it says.
    """

    ids: Tensor
    token_fields: dict[str, Tensor]
    image_fields: dict[str, Tensor]
    context: Context

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Scores:
    """What a policy says of replies.

    Attributes:
        log_probs: log-probability of each token of each reply, float32 (batch, longest reply); 0 beyond its end.
        entropies: of the distributions that the tokens were drawn from, likewise.
        mask: which entries are tokens, bool.
        values: outputs of the critic at the last token of each prompt (batch, outputs); see `Critic`.
    """

    log_probs: Tensor
    entropies: Tensor
    mask: Tensor
    values: Tensor


class VLMPolicy(nn.Module):
    """Model, processor, prompt template and critic in one.

    The distribution over replies leaves out all special tokens but the end of a turn: a reply that contained a
    placeholder for an image could not be scored. The critic reads the hidden state of the last token of the prompt and
    sends no gradient into the model.

    Args:
        model: of `transformers`, or wrapped by `peft`.
        processor: the model's own.
        template: how turns are put to the model.
        critic: its `width` is the model's hidden size.
        temperature: of the distribution over tokens, in training as in sampling.
        images: how many screenshots a turn shows, the present one included.
        history: how many of its own actions a turn tells.
        max_new_tokens: a reply is cut off after so many tokens.
    """

    suppressed: Tensor

    def __init__(
        self,
        model: Any,
        processor: Any,
        template: PromptTemplate,
        critic: Critic,
        *,
        temperature: float = 1.0,
        images: int = 1,
        history: int = 8,
        max_new_tokens: int = 48,
    ) -> None:
        super().__init__()
        self.model = model
        self.processor = processor
        self.template = template
        self.critic = critic
        self.temperature = temperature
        self.images = images
        self.history = history
        self.max_new_tokens = max_new_tokens
        attend_to_parts_together(self.hf)
        self.eos_ids = _eos_ids(self.hf, processor.tokenizer)
        suppressed = torch.zeros(self.hf.config.get_text_config().vocab_size, dtype=torch.bool)
        suppressed[len(processor.tokenizer) :] = True
        suppressed[_special_ids(self.hf.config, processor.tokenizer)] = True
        suppressed[self.eos_ids] = False
        self.register_buffer("suppressed", suppressed, persistent=False)

    @property
    def hf(self) -> Any:
        """The model of `transformers`, whatever is wrapped around it."""
        return self.model.get_base_model() if hasattr(self.model, "peft_config") else self.model

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        device: torch.device = self.hf.device
        return device

    @property
    def trained(self) -> list[nn.Parameter]:
        """The weights of the model that are trained: those of its adapters if it has some, else all."""
        return [parameter for parameter in self.model.parameters() if parameter.requires_grad]

    @property
    def tokenizer(self) -> Any:
        """The model's tokenizer."""
        return self.processor.tokenizer

    # ---------------------------------------------------------------- text and tokens

    def encode(self, context: Context) -> Prompt:
        """The prompt of a turn."""
        content: list[dict[str, str]] = [{"type": "image"} for _ in context.images]
        content.append({"type": "text", "text": self.template.render(context)})
        text = self.processor.apply_chat_template(
            [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False
        )
        images = [Image.fromarray(image) for image in context.images]
        inputs = self.processor(text=[text], images=images, return_tensors="pt")
        ids = inputs.pop("input_ids")[0]
        tokens = {name: inputs.pop(name) for name in TOKEN_FIELDS if name in inputs}
        tokens.pop("attention_mask")
        return Prompt(ids, tokens, dict(inputs), context)

    def encode_reply(self, text: str) -> Tensor:
        """The tokens of a reply, its end included."""
        return torch.tensor([*self.tokenizer.encode(text, add_special_tokens=False), self.eos_ids[0]])

    def decode(self, ids: Sequence[int]) -> str:
        """The text of a reply, without its end."""
        return str(self.tokenizer.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False))

    def read(self, ids: Sequence[int]) -> tuple[str, Reply, list[bool]]:
        """A reply as text, what it says, and which of its tokens belong to the action.

        These are the tokens that reach beyond the character at which the action begins, and the end.
        """
        text = self.decode(ids)
        reply = self.template.read(text)
        first = bisect.bisect_right(
            range(len(ids)), reply.action_start, key=lambda position: len(self.decode(ids[: position + 1]))
        )
        return text, reply, [position >= first or token in self.eos_ids for position, token in enumerate(ids)]

    # ---------------------------------------------------------------- scores

    def forward(self, prompts: Sequence[Prompt], replies: Sequence[Tensor]) -> Scores:
        """Score replies."""
        hidden, rows, ends = self._read_all(prompts, replies)
        longest = max(len(reply) for reply in replies)
        offsets = torch.arange(longest, device=hidden.device)
        mask = offsets < torch.tensor([len(reply) for reply in replies], device=hidden.device)[:, None]
        at = (ends[:, None] + offsets).clamp(max=hidden.shape[1] - 1)
        log_probs = self.log_probs(hidden[rows[:, None], at][mask])
        chosen = torch.cat([reply.to(hidden.device) for reply in replies])
        entropies = -(log_probs.exp() * log_probs.masked_fill(self.suppressed, 0)).sum(-1)
        return Scores(
            log_probs=_spread(log_probs.gather(-1, chosen[:, None])[:, 0], mask),
            entropies=_spread(entropies, mask),
            mask=mask,
            values=self.critic(hidden[rows, ends].detach()),
        )

    def values(self, prompts: Sequence[Prompt]) -> Tensor:
        """Returns that the critic expects after prompts, float32 (batch,)."""
        hidden, rows, ends = self._read_all(prompts)
        return self.critic.value(self.critic(hidden[rows, ends].detach()))

    def _read_all(
        self, prompts: Sequence[Prompt], replies: Sequence[Tensor] | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Hidden states (batch, length, width), and where the prompts end in them: rows and columns, each (batch,)."""
        inputs = collate(prompts, replies, pad_id=self.tokenizer.pad_token_id, device=self.device)
        hidden = self.hf.model(**inputs, use_cache=False).last_hidden_state
        ends = torch.tensor([len(prompt) - 1 for prompt in prompts], device=hidden.device)
        return hidden, torch.arange(len(prompts), device=hidden.device), ends

    def log_probs(self, hidden: Tensor) -> Tensor:
        """Log-probabilities of the next token, float32 (..., vocabulary), after hidden states (..., width)."""
        logits: Tensor = self.hf.lm_head(hidden).float() / self.temperature
        return logits.masked_fill(self.suppressed, float("-inf")).log_softmax(-1)

    @contextlib.contextmanager
    def with_weights(self, weights: Sequence[Tensor]) -> Iterator[None]:
        """While this lasts the model has other values in place of those that are trained, in their order."""
        own = [parameter.data for parameter in self.trained]
        try:
            for parameter, values in zip(self.trained, weights, strict=True):
                parameter.data = values
            yield
        finally:
            for parameter, values in zip(self.trained, own, strict=True):
                parameter.data = values


def collate(
    prompts: Sequence[Prompt], replies: Sequence[Tensor] | None = None, *, pad_id: int, device: torch.device
) -> dict[str, Tensor]:
    """Prompts, with their replies if there are any, as one batch, padded at the end."""
    rows = [prompt.ids for prompt in prompts]
    if replies is not None:
        rows = [torch.cat([row, reply.to(row)]) for row, reply in zip(rows, replies, strict=True)]
    batch = {
        "input_ids": _pad(rows, pad_id),
        "attention_mask": _pad([torch.ones_like(row) for row in rows], 0),
    }
    for name in prompts[0].token_fields:
        batch[name] = _pad([prompt.token_fields[name][0] for prompt in prompts], 0, length=batch["input_ids"].shape[1])
    for name in prompts[0].image_fields:
        batch[name] = torch.cat([prompt.image_fields[name] for prompt in prompts])
    return {name: tensor.to(device, non_blocking=True) for name, tensor in batch.items()}


def _pad(rows: Sequence[Tensor], value: int, length: int = 0) -> Tensor:
    padded = torch.full((len(rows), max(length, *(len(row) for row in rows))), value, dtype=rows[0].dtype)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row
    return padded


def _spread(values: Tensor, mask: Tensor) -> Tensor:
    """Put values where the mask is true, 0 elsewhere."""
    spread = torch.zeros(mask.shape, dtype=values.dtype, device=values.device)
    return spread.masked_scatter(mask, values)


def _eos_ids(model: Any, tokenizer: Any) -> list[int]:
    ids = [tokenizer.eos_token_id]
    more = model.generation_config.eos_token_id if model.generation_config is not None else None
    ids += [more] if isinstance(more, int) else (more or [])
    return list(dict.fromkeys(ids))


def _special_ids(config: Any, tokenizer: Any) -> list[int]:
    ids = {id for id, token in tokenizer.added_tokens_decoder.items() if token.special}
    ids |= {value for name, value in vars(config).items() if name.endswith("token_id") and isinstance(value, int)}
    return sorted(id for id in ids if id >= 0)
