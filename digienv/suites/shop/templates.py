"""All templates of the shop."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.shop import customer, merchant

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (*customer.TEMPLATES, *merchant.TEMPLATES)
