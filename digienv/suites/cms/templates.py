"""All templates on the museums' website."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate
from digienv.suites.cms import administrator, editor, moderator, visitor

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[SiteTemplate], ...] = (
    *visitor.TEMPLATES,
    *editor.TEMPLATES,
    *moderator.TEMPLATES,
    *administrator.TEMPLATES,
)
