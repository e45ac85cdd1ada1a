"""Demonstrations: what the script does, with a rationale from the true state, and nothing that did not work."""

import re
from typing import Any

import pytest

from baselines.config import BCConfig, EnvConfig
from baselines.demonstrations import Demonstration, record
from baselines.environments import demonstration_seeds, open_envs, task_ids
from digienv.core.errors import DigienvError


def demonstrate(game: str, episodes: int, rationale: str, **settings: Any) -> list[Demonstration]:
    config = EnvConfig(id=f"digienv/cards.{game}-v0")
    seeds = demonstration_seeds(task_ids(config), episodes, seed=0)
    return record(open_envs(config, 4), seeds, BCConfig(rationale=rationale, **settings))


def test_the_rationale_is_true() -> None:
    for turn in demonstrate("numberline", 20, "from {current} to {target}"):
        read = re.fullmatch(r"from (\d) to (\d)", turn.thought)
        assert read is not None
        assert turn.action == ('type("+")' if read[1] < read[2] else 'type("-")')


def test_lists_are_spelled_without_brackets() -> None:
    turn = demonstrate("ezpoints", 1, "{numbers} makes {solution} so far {formula}.")[1]
    assert re.fullmatch(r"\d+ \d+ makes \d+ [+*] \d+ so far \d+\.", turn.thought)


def test_hands_that_are_lost_are_left_out_unless_the_demonstrator_means_to() -> None:
    won = demonstrate("blackjack", 40, "")
    every = demonstrate("blackjack", 40, "", epsilon=1e-9)
    assert 0 < len(won) < len(every)
    assert {(turn.context.images[-1].tobytes(), turn.action) for turn in won} < {
        (turn.context.images[-1].tobytes(), turn.action) for turn in every
    }


def test_a_demonstrator_may_act_at_random() -> None:
    turns = demonstrate("numberline", 40, "from {current} to {target}", epsilon=1.0)
    up = [turn.action == 'type("+")' for turn in turns if turn.thought < "from 2"]
    assert 0.3 < sum(up) / len(up) < 0.7


def test_of_each_episode_so_many_turns_are_kept() -> None:
    every = demonstrate("points24", 6, "{formula}")
    some = demonstrate("points24", 6, "{formula}", turns_per_episode=2)
    assert len(some) == 2 * [turn.thought for turn in every].count("") < len(every)
    assert {(turn.thought, turn.action) for turn in some} < {(turn.thought, turn.action) for turn in every}
    assert len({turn.thought.count(" ") for turn in some}) > 2
    assert len(demonstrate("numberline", 3, "", turns_per_episode=99)) == len(demonstrate("numberline", 3, ""))


def test_a_rationale_that_names_what_is_not_known_is_refused() -> None:
    with pytest.raises(DigienvError, match=r"may name goal, .*current.*, not 'colour'"):
        demonstrate("numberline", 1, "{colour}")


def test_a_task_that_cannot_be_shown_with_the_allowed_actions_is_named() -> None:
    config = EnvConfig(
        id="digienv/miniwob-v0",
        options={"tasks": ["click-test", "enter-text"], "channels": ["screenshot", "goal"], "actions": ["click"]},
    )
    with pytest.raises(DigienvError, match=r"no demonstration of miniwob.enter-text .* actions click: allow more"):
        record(open_envs(config, 2), demonstration_seeds(task_ids(config), 2, seed=0), BCConfig())
