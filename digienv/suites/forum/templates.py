"""All templates of the forum."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.forum import administrator, finding, member, moderator, polls, reaching

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (
    *finding.TEMPLATES,
    *reaching.TEMPLATES,
    *polls.TEMPLATES,
    *member.TEMPLATES,
    *moderator.TEMPLATES,
    *administrator.TEMPLATES,
)
