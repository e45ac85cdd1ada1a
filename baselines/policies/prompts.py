"""Prompt templates: text files that say how a turn is put to a model and what its reply looks like.

A template is a file of `baselines/prompts/`: the prompt, a line ``---``, and the form of the reply. Placeholders of the
prompt are ``{goal}``, ``{actions}``, ``{history}``, ``{elements}`` and ``{reply}`` (the form itself); a line whose
placeholder has nothing to say is left out, and so is a heading (a line that ends with a colon) before it. The form has
``{action}`` and, unless the model is not to think, ``{thought}``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from digienv.core.actions import ACTIONS, ActionSpace
from digienv.core.errors import DigienvError

__all__ = ["Context", "PromptTemplate", "Reply", "describe_actions"]

FOLDER = Path(__file__).parent.parent / "prompts"

_JSON_TEXT = r'"((?:[^"\\]|\\.)*)"'
_JSON_ACTION = re.compile(r'"action"\s*:\s*' + _JSON_TEXT, re.DOTALL)
_JSON_THOUGHT = re.compile(r'"thoughts?"\s*:\s*' + _JSON_TEXT, re.DOTALL)
_LINE_ACTION = re.compile(r"Action:[ \t]*([^\n]+)")
_LINE_THOUGHT = re.compile(r"Thoughts?:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Context:
    """What a model is shown in a turn.

    Attributes:
        images: uint8 arrays (height, width, 3): the last screenshots, the present one last.
        goal: what is to be done.
        actions: what is allowed, see `describe_actions`.
        history: the actions so far, and what was wrong with them.
        elements: the observation channel of that name, or nothing.
    """

    images: tuple[np.ndarray, ...]
    goal: str
    actions: str
    history: str = ""
    elements: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A model's reply, read.

    Attributes:
        thought: what it thought, empty if it did not.
        action: the text of its action; None if the reply has none.
        action_start: offset in characters at which the part that names the action begins; all before it is thought. A
            reply without an action is all thought.
    """

    thought: str
    action: str | None
    action_start: int


class PromptTemplate:
    """One template.

    Args:
        name: of a file in `baselines/prompts/`, without its ending, or the path of a file of your own.

    Raises:
        DigienvError: if there is no such file, or it is no template.
    """

    def __init__(self, name: str) -> None:
        path = Path(name) if name.endswith(".txt") else FOLDER / f"{name}.txt"
        if not path.is_file():
            there = ", ".join(sorted(file.stem for file in FOLDER.glob("*.txt")))
            raise DigienvError(
                f"there is no prompt template {name!r}; there are {there}, or give the path of a .txt file"
            )
        prompt, _, form = path.read_text(encoding="utf-8").partition("\n---\n")
        self.name = name
        self.prompt = prompt
        self.form = form.strip()
        self.thinks = "{thought}" in self.form
        self.is_json = self.form.startswith("{")
        if "{goal}" not in prompt or "{action}" not in self.form:
            raise DigienvError(f"{path} is no prompt template: {{goal}}, a line ---, then a form with {{action}}")

    def render(self, context: Context) -> str:
        """The text that is put to the model."""
        values = {field.name: getattr(context, field.name) for field in fields(context) if field.name != "images"}
        values["reply"] = self.form.replace("{thought}", "...").replace("{action}", "...")
        lines: list[str] = []
        for line in self.prompt.splitlines():
            named = [name for name in values if f"{{{name}}}" in line]
            if any(not values[name] for name in named):
                if lines and lines[-1].endswith(":"):
                    lines.pop()
                continue
            lines.append(re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), line))
        return "\n".join(lines)

    def write(self, thought: str, action: str) -> str:
        """The reply that says this, e.g. for demonstrations."""
        if self.is_json:
            thought, action = (
                json.dumps(thought, ensure_ascii=False)[1:-1],
                json.dumps(action, ensure_ascii=False)[1:-1],
            )
        parts = {"{thought}": thought, "{action}": action}
        return re.sub(r"\{thought\}|\{action\}", lambda match: parts[match[0]], self.form)

    def read(self, text: str) -> Reply:
        """Find thought and action; of several actions the last one counts."""
        actions = list((_JSON_ACTION if self.is_json else _LINE_ACTION).finditer(text))
        if not actions:
            return Reply(thought=text, action=None, action_start=len(text))
        start = actions[-1].start()
        thought = (_JSON_THOUGHT if self.is_json else _LINE_THOUGHT).search(text, 0, start)
        return Reply(
            thought=self._plain(thought[1]).strip() if thought else "",
            action=self._plain(actions[-1][1]).strip(),
            action_start=start,
        )

    def _plain(self, text: str) -> str:
        if not self.is_json:
            return text
        try:
            return str(json.loads(f'"{text}"', strict=False))
        except ValueError:
            return text


def describe_actions(space: ActionSpace) -> str:
    """What a space allows, for a prompt: its choices if they are finitely many, else the forms of its actions."""
    if space.choices:
        return ", ".join(space.choices)
    return ", ".join(f"{name}({', '.join(field.name for field in fields(ACTIONS[name]))})" for name in space.actions)
