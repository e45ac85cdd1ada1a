"""All templates on the wiki."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.wiki import administrating, reading, writing

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (*reading.TEMPLATES, *writing.TEMPLATES, *administrating.TEMPLATES)
