"""All templates on the software project."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.code import reading, writing

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (*reading.TEMPLATES, *writing.TEMPLATES)
