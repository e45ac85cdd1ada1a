"""See the package."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base

from digienv.sites.application import state

__all__ = ["DatabaseWrapper"]


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to ``NAME`` in the folder of the world; Django closes connections at the end of every request."""

    def get_connection_params(self) -> dict[str, Any]:
        """Arguments of `sqlite3.connect`."""
        return {**super().get_connection_params(), "database": str(state() / self.settings_dict["NAME"])}
