"""All templates of the tracker."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.tracker import administering, finding, own, reaching, sweeping, working

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (
    *finding.TEMPLATES,
    *reaching.TEMPLATES,
    *working.TEMPLATES,
    *sweeping.TEMPLATES,
    *own.TEMPLATES,
    *administering.TEMPLATES,
)
