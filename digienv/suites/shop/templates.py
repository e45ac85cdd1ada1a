"""All templates of the shop."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.shop import account, basket, browsing, marketing, orders, purchases, stock, wishlists

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (
    *account.TEMPLATES,
    *basket.TEMPLATES,
    *browsing.TEMPLATES,
    *marketing.TEMPLATES,
    *orders.TEMPLATES,
    *purchases.TEMPLATES,
    *stock.TEMPLATES,
    *wishlists.TEMPLATES,
)
