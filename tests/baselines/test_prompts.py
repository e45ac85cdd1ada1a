"""Prompt templates: what is written can be read, and what models write is never trusted."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines.policies.prompts import FOLDER, Context, PromptTemplate, describe_actions
from digienv.core.actions import ActionSpace
from digienv.core.errors import DigienvError

NAMES = sorted(file.stem for file in FOLDER.glob("*.txt"))
SCREEN = (np.zeros((8, 8, 3), np.uint8),)


@pytest.mark.parametrize("name", NAMES)
@given(thought=st.text(max_size=80), action=st.text(max_size=80))
def test_what_is_written_is_read(name: str, thought: str, action: str) -> None:
    template = PromptTemplate(name)
    if not template.is_json:  # lines hold one line each
        thought, action = (" ".join(text.split()) for text in (thought, action))
        if not action or "Action:" in thought + action or "Thought" in thought + action:
            return
    reply = template.read(template.write(thought, action))
    assert reply.action == action.strip()
    assert reply.thought == (thought.strip() if template.thinks else "")


@pytest.mark.parametrize("name", NAMES)
@given(text=st.text())
def test_any_text_can_be_read(name: str, text: str) -> None:
    reply = PromptTemplate(name).read(text)
    assert 0 <= reply.action_start <= len(text)
    assert (reply.action is None) == (reply.action_start == len(text)) or text == ""


def test_of_several_actions_the_last_one_counts() -> None:
    text = '{"thoughts": "first \\"action\\": \\"no\\"", "action": "click(1, 2)", "action": "type(\\"a\\")"} and so on'
    reply = PromptTemplate("json").read(text)
    assert reply.action == 'type("a")'
    assert text[reply.action_start :].startswith('"action": "type')
    reply = PromptTemplate("thought_action").read("Thought: hm\nAction: click(1, 2)\nThought: no\nAction:  stop() ")
    assert reply.action == "stop()"


@pytest.mark.parametrize("text", ["", "{", '{"action": }', '{"action": "click(1', "Action:", "\x00" * 100])
def test_a_reply_without_an_action_is_all_thought(text: str) -> None:
    for name in NAMES:
        reply = PromptTemplate(name).read(text)
        assert reply.action is None
        assert reply.action_start == len(text)


def test_lines_that_have_nothing_to_say_are_left_out() -> None:
    template = PromptTemplate("json")
    bare = template.render(Context(SCREEN, "win {action}", "click(x, y)"))
    assert "Goal: win {action}" in bare
    assert "so far" not in bare
    assert "Elements" not in bare
    assert '{"thoughts": "...", "action": "..."}' in bare
    full = template.render(Context(SCREEN, "win", "click(x, y)", "click(1, 2)", '[1] button "Ok"'))
    assert "What you did so far: click(1, 2)" in full
    assert 'Elements on the screen:\n[1] button "Ok"' in full


def test_actions_are_described() -> None:
    assert describe_actions(ActionSpace(("click", "type"), width=9, height=9)) == "click(x, y), type(text)"
    choices = ActionSpace(("type",), width=9, height=9, choices=('type("+")', 'type("-")'))
    assert describe_actions(choices) == 'type("+"), type("-")'


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("Do this: {goal}\n---\nAction: {action}\n")
    template = PromptTemplate(str(file))
    assert template.render(Context(SCREEN, "win", "")) == "Do this: win"
    assert not template.thinks
    file.write_text("no placeholders\n---\nAction: {action}\n")
    with pytest.raises(DigienvError, match="no prompt template"):
        PromptTemplate(str(file))
    with pytest.raises(DigienvError, match="there are brief"):
        PromptTemplate("nothing")
