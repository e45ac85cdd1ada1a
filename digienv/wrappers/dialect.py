"""Actions in another grammar than ours."""

from __future__ import annotations

from typing import Any

import gymnasium

from digienv.core.actions import MAX_ACTION_LENGTH, ActionSpace
from digienv.core.dialects import DIALECTS
from digienv.core.errors import ActionError, DigienvError
from digienv.core.observations import Unicode

__all__ = ["Dialect"]


class Dialect(gymnasium.Wrapper[Any, Any, Any, Any]):
    """Takes actions as another project writes them, e.g. DigiRL's or AndroidWorld's; see `digienv.core.dialects`.

    One that cannot be read does nothing, and is explained in ``info["action_error"]``.

    Args:
        env: whose screen the actions are for.
        name: ``"digirl"`` or ``"androidworld"``.

    Raises:
        DigienvError: for another name, or an environment that does not take texts.
    """

    def __init__(self, env: gymnasium.Env[Any, Any], name: str) -> None:
        super().__init__(env)
        if name not in DIALECTS:
            raise DigienvError(f"there is no dialect {name!r}; there are {', '.join(DIALECTS)}")
        space = env.action_space
        if not isinstance(space, ActionSpace):
            raise DigienvError("only environments that take actions as texts can take them in another grammar")
        self._parse = DIALECTS[name]
        self._size = (space.width, space.height)
        self.action_space = Unicode(MAX_ACTION_LENGTH)

    def step(self, action: str) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Read the action, and perform it."""
        try:
            read = self._parse(action, *self._size)
        except ActionError as error:
            *rest, info = self.env.step("")
            info["action_error"] = str(error)
            return (*rest, info)
        return self.env.step(read)
