"""All templates of the shop."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.shop import account, basket, browsing, purchases, wishlists

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (
    *account.TEMPLATES,
    *basket.TEMPLATES,
    *browsing.TEMPLATES,
    *purchases.TEMPLATES,
    *wishlists.TEMPLATES,
)
