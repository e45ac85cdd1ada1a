"""Agents by name, and agents in another process."""

from __future__ import annotations

import base64
import io
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from digienv.core.errors import DigienvError
from digienv.leaderboard.agents import KEY, HTTPAgent, RandomAgent, ScriptedAgent, load_agent
from digienv.leaderboard.results import Episode
from tests.judges.saying import Saying
from tests.models.servers import Answer, chat_server
from tests.test_evaluation import Playing

SECRET = "agent-key-1234567890"


def play(folder: Path, agent: Any) -> tuple[Episode, ...]:
    return Playing()(folder, agents=(agent,)).play().episodes


def test_an_agent_behind_a_url_is_sent_what_it_may_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    moves = [{"action": "type()"}, {"action": "click(1, 1)", "thought": "so", "usage": {"dollars": 0.5}}]
    with chat_server(lambda body: Answer(moves[body["step"]])) as server:
        (episode,) = play(tmp_path, HTTPAgent(server.url))
    assert (episode.success, episode.steps, episode.usage.dollars) == (True, 2, 0.5)
    first, second = server.requests
    assert first.keys() == {"episode", "step", "observation", "actions", "seed"}
    assert first["observation"].keys() == {"screenshot", "goal", "last_error"}
    assert (first["actions"], first["episode"], second["step"]) == (["click"], second["episode"], 1)
    data = first["observation"]["screenshot"].removeprefix("data:image/png;base64,")
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    assert np.asarray(image).shape == (30, 40, 3)
    assert set(server.keys) == {f"Bearer {SECRET}"}
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer({}, status=500), "status 500"),
        (Answer(b"<html>"), "no move"),
        (Answer({"action": 7}), "no move"),
        (Answer([]), "no move"),
        (Answer({"action": "wait()", "usage": {"dollars": "many"}}), "no move"),
        (Answer(b'{"action": "cli', length=500), "does not answer"),
        (Answer(json.dumps({"action": "x" * 2**21}).encode()), "without end"),
    ],
)
def test_an_agent_that_talks_nonsense_is_no_result(tmp_path: Path, answer: Answer, why: str) -> None:
    with chat_server(lambda body: answer) as server:
        (episode,) = play(tmp_path, HTTPAgent(server.url))
    assert episode.success is None
    assert why in episode.failure


def test_an_agent_that_hangs_or_is_gone_is_no_result(tmp_path: Path) -> None:
    with chat_server(lambda body: time.sleep(1) or Answer({"action": "wait()"})) as server:
        (episode,) = play(tmp_path / "hangs", HTTPAgent(server.url, timeout=0.2))
    assert "does not answer (ReadTimeout)" in episode.failure
    (episode,) = play(tmp_path / "gone", HTTPAgent(server.url))
    assert "does not answer (ConnectError)" in episode.failure


def test_agents_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(load_agent("random", {}), RandomAgent)
    assert isinstance(load_agent("scripted", {"model": None}), ScriptedAgent)
    assert load_agent("prompted", {"model": Saying(""), "prompt": "brief"}).name == "prompted saying brief"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own_agent.py").write_text(
        "from digienv.leaderboard.agents import RandomAgent\nclass Mine(RandomAgent): name = 'mine'\nclass No: pass\n"
    )
    assert load_agent("own_agent:Mine", {}).name == "mine"
    with pytest.raises(DigienvError, match="no subclass"):
        load_agent("own_agent:No", {})


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("rando", "there is no agent"),
        ("prompted", "needs a model; name it with --model"),
        ("no_such_module:Agent", "No module named"),
        ("json:Nothing", "has no Nothing"),
        ("json:JSONDecoder", "no subclass"),
    ],
)
def test_what_is_no_agent_is_said(name: str, why: str) -> None:
    with pytest.raises(DigienvError, match=why):
        load_agent(name, {"model": None})
