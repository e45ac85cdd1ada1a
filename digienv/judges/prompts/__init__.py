"""Prompts as files: each has a version, which is part of every verdict, and parts for the system and the user."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

import numpy as np

from digienv.models.chat import Message

__all__ = ["Prompt", "load_prompt"]

_FILE = re.compile(r"version (\d+)\n\n--- system\n(.*?)\n--- user\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a judge asks.

    Attributes:
        name: of its file.
        version: goes up whenever a word of it changes.
        system: what the model is.
        user: what it is asked; ``$name`` stands for a value.
    """

    name: str
    version: int
    system: str
    user: str

    @property
    def title(self) -> str:
        """Name and version, e.g. ``pae/1``."""
        return f"{self.name.replace('_', '-')}/{self.version}"

    def messages(self, *images: np.ndarray, **values: str) -> list[Message]:
        """The conversation in which it is asked; pictures follow the text, values stand in it as they are."""
        return [Message("system", (self.system,)), Message("user", (Template(self.user).substitute(values), *images))]


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt in the file of that name."""
    text = (resources.files(__package__) / f"{name}.md").read_text(encoding="utf-8")
    found = _FILE.match(text)
    assert found is not None, name
    version, system, user = found.groups()
    return Prompt(name, int(version), system.strip(), user.strip())
