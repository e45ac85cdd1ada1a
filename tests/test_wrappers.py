"""Numbered actions: which text each number performs, and what is refused."""

from typing import Any

import pytest
from gymnasium import spaces

from digienv.core.async_env import AsyncEnv
from digienv.core.env import DigiEnv
from digienv.core.errors import ActionError, DigienvError
from digienv.wrappers import DiscreteActions, click_grid
from tests.core.fakes import ClickTemplate, FakeSurface, make_async


def test_actions_are_the_choices_of_the_environment() -> None:
    env = DiscreteActions(DigiEnv(AsyncEnv([ClickTemplate()], FakeSurface())))
    assert env.actions == ("click(1, 1)", "click(2, 1)")
    assert env.action_space == spaces.Discrete(2)
    env.reset(seed=0)
    *_, info = env.step(1)
    assert info["success"]


def test_without_choices_actions_must_be_named() -> None:
    env = DigiEnv(make_async())
    for actions in (None, ()):
        with pytest.raises(DigienvError, match="click_grid"):
            DiscreteActions(env, actions)
    named = DiscreteActions(env, ["click( 1,1 )", "stop()"])
    assert [named.action(number) for number in range(2)] == ["click(1, 1)", "stop()"]
    for wrong in ("back()", "nonsense"):
        with pytest.raises(ActionError):
            DiscreteActions(env, ["click(1, 1)", wrong])


def test_a_grid_clicks_the_middle_of_its_cells_row_by_row() -> None:
    env = DigiEnv(make_async())
    assert click_grid(env, 2, 2) == ["click(8, 6)", "click(24, 6)", "click(8, 18)", "click(24, 18)"]
    assert click_grid(env, 1, 2, top=4) == ["click(16, 9)", "click(16, 19)"]
    assert len(set(click_grid(env, 32, 24))) == 32 * 24


@pytest.mark.parametrize(("columns", "rows", "top"), [(0, 1, 0), (33, 1, 0), (1, 25, 0), (1, 24, 1), (1, 1, -1)])
def test_a_grid_that_does_not_fit_is_refused(columns: int, rows: int, top: int) -> None:
    env: Any = DigiEnv(make_async())
    with pytest.raises(DigienvError, match="does not fit"):
        click_grid(env, columns, rows, top)
