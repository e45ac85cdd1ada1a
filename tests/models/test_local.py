"""Models on this machine, and behind the server that transformers comes with: tiny ones, really computed."""

import baselines  # isort: skip  (before torch, see there)

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from digienv.core import loop
from digienv.core.errors import MissingDependency
from digienv.models import Budget, BudgetSpent, LocalModel, Message, ModelFailure, Reply, ServerModel
from tests.models.serving import save_tiny, serving

assert baselines

GREY, NOISE = np.full((40, 60, 3), 128, np.uint8), np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a tiny model."""
    return save_tiny(tmp_path_factory.mktemp("models") / "tiny")


def asked(picture: np.ndarray = GREY) -> tuple[Message, ...]:
    return (Message("system", ("Judge this.",)), Message("user", ("Is it done?", picture)))


def ask(model: Any, *messages: Message, **settings: Any) -> Reply:
    return loop.run(model.ask(messages or asked(), max_tokens=12, **settings))


def test_a_model_on_this_machine(folder: Path) -> None:
    budget = Budget(tokens=1)
    model = LocalModel(folder, budget=budget)
    reply = ask(model)
    assert model.name == "tiny"
    assert reply.usage.reply_tokens == 12
    assert reply.usage.prompt_tokens > 12
    assert not reply.complete
    assert budget.spent == reply.usage
    with pytest.raises(BudgetSpent):
        ask(model)


def test_it_reads_and_sees_and_repeats_itself(folder: Path) -> None:
    model = LocalModel(folder)
    first = ask(model)
    assert ask(model) == first
    assert ask(model, *asked(NOISE)).text != first.text
    assert ask(model, Message("user", ("Something else",))).text != first.text
    drawn = [ask(model, temperature=1.0, seed=seed).text for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_what_cannot_be_loaded_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelFailure, match="cannot be loaded"):
        LocalModel(tmp_path)
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingDependency, match=r"pip install 'digienv\[train\]'"):
        LocalModel(tmp_path)


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The address of a real server with the tiny model."""
    with serving(folder) as url:
        yield url


@pytest.mark.slow
def test_a_model_behind_a_real_server_says_what_it_says_here(folder: Path, served: str) -> None:
    model = ServerModel(str(folder), served)
    for picture in (GREY, NOISE):
        here, there = ask(LocalModel(folder), *asked(picture)), ask(model, *asked(picture))
        assert there.text == here.text
        assert there.usage.prompt_tokens == here.usage.prompt_tokens
        assert there.usage.reply_tokens == 12
