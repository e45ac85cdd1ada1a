"""A finite choice of actions as a `Discrete` space, for classic reinforcement learning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium
from gymnasium import spaces

from digienv.core.actions import Click
from digienv.core.errors import DigienvError
from digienv.core.pool import Pool

__all__ = ["DiscreteActions", "click_grid"]


class DiscreteActions(gymnasium.ActionWrapper[Any, int, str], gymnasium.utils.RecordConstructorArgs):
    """Action ``i`` performs the ``i``-th of some action texts.

    Args:
        env: a digienv environment.
        actions: the texts; by default all actions of the environment, where they are finitely many.

    Raises:
        DigienvError: without `actions`, where the environment's are not finite.
        ActionError: if one of `actions` is no action of the environment.

    Example:
        >>> import gymnasium, digienv
        >>> env = gymnasium.make("digienv/cards.numberline-v0")
        >>> DiscreteActions(env).actions
        ('type("+")', 'type("-")')
        >>> env = gymnasium.make("digienv/miniwob.click-test-v0", channels=("screenshot",))
        >>> DiscreteActions(env, click_grid(env, 4, 4, top=50)).action_space
        Discrete(16)
    """

    def __init__(self, env: gymnasium.Env[Any, str], actions: Sequence[str] | None = None) -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self, actions=actions)
        super().__init__(env)
        space: Any = env.action_space
        texts = getattr(space, "choices", ()) if actions is None else actions
        if not texts:
            raise DigienvError(
                "there is no finite choice of actions here: name some, e.g. DiscreteActions(env, click_grid(env, 8, 8))"
            )
        self.actions = tuple(str(space.parse(text)) for text in texts)
        """The text of each action."""
        self.action_space = spaces.Discrete(len(self.actions))  # type: ignore[assignment]

    def action(self, action: int) -> str:
        """The text of action number `action`."""
        return self.actions[int(action)]


def click_grid(env: gymnasium.Env[Any, str] | Pool, columns: int, rows: int, top: int = 0) -> list[str]:
    """Texts of the clicks in the middle of each cell of a grid over the screen, row by row.

    Args:
        env: a digienv environment, or a pool of them.
        columns: of the grid.
        rows: of the grid.
        top: pixels at the top of the screen that the grid leaves out, e.g. 50 for the goal on a MiniWoB++ page.

    Raises:
        DigienvError: if the grid does not fit the screen.
    """
    space: Any = env.action_space
    width, height = space.width, space.height - top
    if not (1 <= columns <= width and top >= 0 and 1 <= rows <= height):
        raise DigienvError(f"a grid of {columns} x {rows} does not fit {width} x {height} pixels")
    return [
        str(Click(int((column + 0.5) * width / columns), int(top + (row + 0.5) * height / rows)))
        for row in range(rows)
        for column in range(columns)
    ]
