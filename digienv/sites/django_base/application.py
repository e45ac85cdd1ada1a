"""What the server processes of sites made with Django have in common."""

from __future__ import annotations

import datetime
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digienv.sites.application import Application, Wsgi
from digienv.sites.django_base.settings import DATABASE
from digienv.sites.django_base.setup import configure, create_tables, wsgi
from digienv.sites.snapshots import Progress

__all__ = ["AMBIENT", "DjangoApplication"]

AMBIENT: Mapping[str, tuple[str, ...]] = {
    "django_session": ("*",),
    "sqlite_sequence": ("*",),
    "auth_user": ("last_login",),
}
"""What changes in all of them when somebody signs in or looks; part of their `ambient`."""


class DjangoApplication(Application):
    """A site made with Django.

    Args:
        settings: names and values for `django.conf.settings.configure`.
    """

    database = DATABASE
    start = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC).timestamp()

    def __init__(self, settings: Mapping[str, Any]) -> None:
        configure(dict(settings))

    @abstractmethod
    def fill(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Fill the tables; returns the logins, as `seed` does."""

    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Tables, then what the site thinks up."""
        progress(0.0, "making tables")
        create_tables()
        return self.fill(shared, seed, progress)

    def wsgi(self, shared: Path) -> Wsgi:
        """The site."""
        return wsgi(shared)
