"""The shop inside its server process."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from digienv.sites.application import Application, Wsgi
from digienv.sites.django_base.settings import DATABASE
from digienv.sites.django_base.setup import configure, create_tables, wsgi
from digienv.sites.shop.settings import shop_settings
from digienv.sites.snapshots import Progress

__all__ = ["SiteApplication"]


class SiteApplication(Application):
    """django-oscar."""

    database = DATABASE
    start = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC).timestamp()
    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "django_session": ("*",),
        "sqlite_sequence": ("*",),
        "auth_user": ("last_login",),
        "analytics_productrecord": ("*",),
        "analytics_userrecord": ("*",),
        "analytics_userproductview": ("*",),
        "analytics_usersearch": ("*",),
    }

    def __init__(self) -> None:
        configure(shop_settings())

    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Tables, then what `digienv.sites.shop.content` thinks up."""
        from digienv.sites.shop.seeding import fill

        progress(0.0, "making tables")
        create_tables()
        return fill(shared, seed, progress)

    def wsgi(self, shared: Path) -> Wsgi:
        """The shop."""
        return wsgi(shared)
