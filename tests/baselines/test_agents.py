"""Agents that ask a model: what they ask, and that they play."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from baselines.agents import ExemplarAgent, PromptedAgent, RCIAgent, ReflexionAgent
from baselines.agents.rci import CRITICISE, IMPROVE_PLAN
from digienv.core.errors import DigienvError
from digienv.core.trace import TraceWriter, read_trace
from digienv.judges import EndToEndJudge
from digienv.leaderboard.agents import Agent
from digienv.leaderboard.evaluation import EvaluatedTask, Evaluation, Limits
from digienv.leaderboard.results import Episode
from digienv.models import Message, ServerModel
from tests.judges.saying import Saying
from tests.models.servers import Body, chat_server, said
from tests.models.serving import save_tiny, serving
from tests.test_evaluation import Playing

RIGHT, WRONG = '{"thoughts": "there", "action": "click(1, 1)"}', '{"thoughts": "perhaps", "action": "click(9, 9)"}'


def play(folder: Path, agent: Agent, episodes: int = 1) -> tuple[Episode, ...]:
    return Playing()(folder, agents=(agent,), episodes=episodes).play().episodes


def texts(messages: Any) -> list[tuple[str, str]]:
    return [(message.role, message.text) for message in messages]


def test_a_prompted_model_is_told_what_went_wrong_and_thinks_before_it_acts(tmp_path: Path) -> None:
    model = Saying('{"action": "type(\\"x\\")"}', "I do not know.", RIGHT)
    (episode,) = play(tmp_path, PromptedAgent(model))
    assert (episode.success, episode.steps, episode.usage.requests) == (True, 3, 3)
    trace = read_trace(tmp_path / episode.trace)
    assert [step.thought for step in trace.steps[1:]] == ["", "I do not know.", "there"]
    first, second, third = (messages[-1] for messages in model.asked)
    assert isinstance(first.content[0], np.ndarray)
    assert "Goal: Click at (1, 1)." in first.text
    assert "What you did so far" not in first.text
    assert 'type("x") (type is not among' in second.text
    assert "I do not know. (" in third.text


def solve_click_test(body: Body) -> Any:
    """Clicks the button that the prompt lists."""
    text = "".join(part["text"] for part in body["messages"][-1]["content"] if part["type"] == "text")
    x, y, width, height = map(int, re.search(r"button.* @\D*(\d+)\D+(\d+)\D+(\d+)\D+(\d+)", text).groups())  # type: ignore[union-attr]
    return said(f'{{"thoughts": "the button", "action": "click({x + width // 2}, {y + height // 2})"}}')


def test_a_prompted_model_solves_a_page_through_a_server(tmp_path: Path) -> None:
    with chat_server(solve_click_test) as server:
        agent = PromptedAgent(ServerModel("m", server.url))
        run = Evaluation(
            tmp_path,
            title="",
            command="",
            agents=(agent,),
            tasks=[EvaluatedTask("miniwob", "click-test")],
            seeds=range(4),
        )
        results = run.play()
    assert [episode.success for episode in results.episodes] == [True] * 4
    assert results.episodes[0].usage.prompt_tokens == 100
    assert results.setups == {
        "prompted m json": {"model": "m", "prompt": "json", "channels": "screenshot, goal, last_error, elements"}
    }


def test_rci_criticises_and_improves_plan_and_actions(tmp_path: Path) -> None:
    model = Saying("1. stop", "that misses the goal", "1. click", WRONG, "that is the wrong place", RIGHT)
    (episode,) = play(tmp_path, RCIAgent(model))
    assert (episode.success, episode.usage.requests) == (True, 6)
    plan, action = model.asked[2], model.asked[5]
    assert [role for role, _ in texts(plan)] == ["user", "assistant", "user", "assistant", "user"]
    assert texts(plan)[1:] == [
        ("assistant", "1. stop"),
        ("user", CRITICISE),
        ("assistant", "that misses the goal"),
        ("user", IMPROVE_PLAN),
    ]
    assert texts(action)[1] == ("assistant", "1. click")
    assert texts(action)[3:6] == [("assistant", WRONG), ("user", CRITICISE), ("assistant", "that is the wrong place")]
    assert '"action": "..."' in action[-1].text


def test_reflexion_plays_again_with_its_lessons_until_the_judge_is_content(tmp_path: Path) -> None:
    judge = Saying("Thoughts: nothing was clicked\nStatus: failure", "Thoughts: good\nStatus: success")
    model = Saying(WRONG, WRONG, WRONG, WRONG, "Click at (1, 1).", RIGHT)
    (episode,) = play(tmp_path, ReflexionAgent(model, EndToEndJudge(judge)))
    assert (episode.success, episode.trial, episode.usage.requests) == (True, 2, 8)
    reflection, second = model.asked[4], model.asked[5]
    assert "click(9, 9) click(9, 9)" in reflection[0].text
    assert "nothing was clicked" in reflection[0].text
    assert second[0].role == "system"
    assert "- Click at (1, 1)." in second[0].text


def test_reflexion_ends_with_its_last_trial(tmp_path: Path) -> None:
    model = Saying(WRONG)
    judge = EndToEndJudge(Saying("Thoughts: no\nStatus: failure"))
    (episode,) = play(tmp_path, ReflexionAgent(model, judge, trials=2))
    assert (episode.success, episode.trial) == (False, 2)


def remember(folder: Path, goal: str, *, seed: int, success: bool = True) -> None:
    writer = TraceWriter(folder)
    shade = np.full((4, 4, 3), seed % 251, np.uint8)
    writer.reset({"screenshot": shade}, {"goal": goal, "task": "fake.a", "seed": seed})
    info = {"goal": goal, "task": "fake.a", "success": success, "oracle": {"score": float(success)}}
    writer.step(f"click({seed % 251}, 2)", {"screenshot": shade}, 1.0, True, False, info, thought=f"as for {goal}")
    writer.close()


def test_exemplars_are_the_most_similar_successes(tmp_path: Path) -> None:
    for number, (goal, success) in enumerate(
        (("Buy a mug.", True), ("Click at (2, 2).", True), ("Click at (1, 9).", False), ("Click at (7, 1).", True))
    ):
        remember(tmp_path / "memory" / str(number), goal, seed=10_000 + number, success=success)
    remember(tmp_path / "memory" / "held-out", "Click at (1, 1).", seed=0)
    model = Saying(RIGHT)
    (episode,) = play(tmp_path / "run", ExemplarAgent(model, tmp_path / "memory"))
    assert episode.success
    (messages,) = model.asked
    assert [message.role for message in messages] == ["system", "user", "assistant", "user", "assistant", "user"]
    assert {messages[1].text, messages[3].text} == {"Goal: Click at (2, 2).", "Goal: Click at (7, 1)."}
    assert "as for Click at" in messages[2].text
    assert f"click({10_001 % 251}, 2)" in messages[2].text + messages[4].text


def test_exemplars_of_held_out_seeds_are_none(tmp_path: Path) -> None:
    remember(tmp_path, "Click at (1, 1).", seed=9_999)
    with pytest.raises(DigienvError, match="seed of 10,000 or more"):
        ExemplarAgent(Saying(RIGHT), tmp_path)


@pytest.mark.slow
def test_each_plays_with_a_real_model_behind_a_real_server(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "tiny")
    remember(tmp_path / "memory", "Click at (2, 2).", seed=10_000)
    with serving(folder) as url:
        model = ServerModel(str(folder), url)
        agents = (
            PromptedAgent(model),
            RCIAgent(model),
            ReflexionAgent(model, EndToEndJudge(Saying("Thoughts: no\nStatus: failure")), trials=2),
            ExemplarAgent(model, tmp_path / "memory"),
        )
        results = Playing()(tmp_path / "run", agents=agents, limits=Limits(steps=1)).play()
    assert len(results.episodes) == 4
    for episode in results.episodes:
        assert episode.failure == ""
        assert episode.steps == 1
        assert episode.usage.requests >= 1
        assert episode.usage.reply_tokens > episode.usage.requests


def test_messages_hold_the_screens_that_were_asked_for(tmp_path: Path) -> None:
    model = Saying(WRONG)
    play(tmp_path, PromptedAgent(model, images=3))
    pictures = [sum(isinstance(part, np.ndarray) for part in asked[-1].content) for asked in model.asked]
    assert pictures == [1, 2, 3, 3]
    assert isinstance(model.asked[0][-1], Message)
