"""The shop inside its server process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from digienv.sites.django_base.application import AMBIENT, DjangoApplication
from digienv.sites.shop.settings import shop_settings
from digienv.sites.snapshots import Progress

__all__ = ["SiteApplication"]


class SiteApplication(DjangoApplication):
    """django-oscar."""

    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **AMBIENT,
        "analytics_productrecord": ("*",),
        "analytics_userrecord": ("*",),
        "analytics_userproductview": ("*",),
        "analytics_usersearch": ("*",),
    }

    def __init__(self) -> None:
        super().__init__(shop_settings())

    def fill(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """With what `digienv.sites.shop.content` thinks up."""
        from digienv.sites.shop.seeding import fill

        return fill(shared, seed, progress)
