"""Clicks on a grid as a `Discrete` space, for classic reinforcement learning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium
from gymnasium import spaces

from digienv.core.actions import Click, parse_action
from digienv.core.errors import DigienvError

__all__ = ["DiscreteActions"]


class DiscreteActions(gymnasium.ActionWrapper[Any, int, str], gymnasium.utils.RecordConstructorArgs):
    """Action ``i`` clicks the middle of cell ``i`` of a grid over the screen, row by row; then come `others`.

    Args:
        env: a digienv environment.
        columns: of the grid.
        rows: of the grid.
        top: pixels at the top of the screen that the grid leaves out, e.g. 50 for the goal on a MiniWoB++ page.
        others: texts of further actions, e.g. ``'press("Enter")'``.

    Raises:
        DigienvError: if the grid does not fit the screen.
        ActionError: if one of `others` is no action of the environment.

    Example:
        >>> import gymnasium, digienv
        >>> env = gymnasium.make("digienv/miniwob.click-test-v0", channels=("screenshot",))
        >>> DiscreteActions(env, columns=4, rows=4, top=50).action_space
        Discrete(16)
    """

    def __init__(
        self,
        env: gymnasium.Env[Any, str],
        *,
        columns: int = 8,
        rows: int = 8,
        top: int = 0,
        others: Sequence[str] = (),
    ) -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self, columns=columns, rows=rows, top=top, others=others)
        super().__init__(env)
        space: Any = env.action_space
        if not (1 <= columns <= space.width and top >= 0 and 1 <= rows <= space.height - top):
            raise DigienvError(f"a grid of {columns} x {rows} does not fit {space.width} x {space.height - top} pixels")
        for action in others:
            space.check(parse_action(action))
        cells = [(column, row) for row in range(rows) for column in range(columns)]
        self.actions = [
            *(
                str(
                    Click(
                        int((column + 0.5) * space.width / columns),
                        int(top + (row + 0.5) * (space.height - top) / rows),
                    )
                )
                for column, row in cells
            ),
            *others,
        ]
        """The text of each action."""
        self.action_space = spaces.Discrete(len(self.actions))  # type: ignore[assignment]

    def action(self, action: int) -> str:
        """The text of action number `action`."""
        return self.actions[int(action)]
