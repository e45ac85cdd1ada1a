"""What the templates ask of the museums' database, and what Wagtail does there when a page is saved."""

from __future__ import annotations

import datetime
from typing import Any

from digienv.core.goals import ANY, Expectation, Instance, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate

__all__ = [
    "ADMINISTRATOR",
    "EDITOR",
    "MODERATOR",
    "TODAY",
    "MuseumTemplate",
    "address",
    "day",
    "path",
    "published",
    "redirected",
    "revised",
    "saved",
    "user_id",
]

EDITOR = "mina.castell@wendham.example"
MODERATOR = "kit.larkin@wendham.example"
ADMINISTRATOR = "ottilie.marsh@wendham.example"

TODAY = datetime.date(2026, 3, 16)
HOME = "/wendham-museums"
"""What every address of a page begins with in the database, and not in the browser."""

SAVES = 6
"""Nobody is blamed for saving a page a few times until it is right."""

PAGES = """
    SELECT p.id, p.title, p.slug, p.url_path, p.live, c.model, p.numchild, parent.id AS parent_id,
        parent.title AS parent, parent.numchild AS siblings, p.has_unpublished_changes AS waiting,
        p.go_live_at IS NOT NULL AS scheduled,
        p.id IN (SELECT object_id FROM wagtailcore_workflowstate) AS moderated
    FROM wagtailcore_page p
    JOIN django_content_type c ON c.id = p.content_type_id
    JOIN wagtailcore_page parent ON parent.path = substr(p.path, 1, length(p.path) - 4)
    WHERE p.depth > 2 ORDER BY p.id
"""


class MuseumTemplate(SiteTemplate):
    """A template on the museums' website."""

    sites: tuple[tuple[str, str | None], ...] = (("cms", None),)

    async def live(self, surface: SiteSurface, *models: str) -> list[Instance]:
        """Published pages of some models of which no change waits to be published."""
        pages = await self.rows(surface, PAGES)
        return [one for one in pages if one["model"] in models and one["live"] and not one["waiting"]]

    async def drafts(self, surface: SiteSurface, *models: str) -> list[Instance]:
        """Pages that were never published, nor are on the way to it."""
        pages = await self.rows(surface, PAGES)
        return [
            one for one in pages if one["model"] in models and not (one["live"] or one["scheduled"] or one["moderated"])
        ]


async def user_id(surface: SiteSurface, email: str) -> int:
    """Of a user."""
    rows = await surface.query("cms", "SELECT id FROM auth_user WHERE email = ?", email)
    number = rows[0]["id"]
    assert isinstance(number, int)
    return number


def address(url_path: str) -> str:
    """Where the browser finds a page, from its ``url_path``."""
    return url_path.removeprefix(HOME)


def path(url_path: str) -> str:
    """A page's address as redirects have it."""
    return address(url_path).rstrip("/")


def day(date: datetime.date) -> str:
    """A day in words."""
    return f"{date:%A}, {date.day} {date:%B %Y}"


# -------------------------------------------------------------------- what saving a page changes


def revised(page_id: Any, **columns: Any) -> tuple[Expectation, ...]:
    """Every time that a page is saved it gets a revision; what is in them follows from the page, which is judged."""
    one = added("wagtailcore_revision", optional=True, object_id=str(page_id) if page_id is not ANY else ANY, **columns)
    return (one,) * SAVES


def saved(page_id: int, *, optional: bool = False, **columns: Any) -> tuple[Expectation, ...]:
    """A page was saved, and these columns of it are different now."""
    latest = {"latest_revision_id": ANY, "latest_revision_created_at": ANY}
    row = changed("wagtailcore_page", {"id": page_id}, optional=optional, **latest, **columns)
    return (row, *revised(page_id))


def published(page_id: int, **columns: Any) -> tuple[Expectation, ...]:
    """A page was saved and published, and these columns of it are different now."""
    return saved(page_id, live_revision_id=ANY, last_published_at=ANY, **columns)


def redirected(old: str, page_id: int) -> Expectation:
    """Wagtail leads the old address of a page that was moved to the new one."""
    return added("wagtailredirects_redirect", old_path=old, redirect_page_id=page_id, automatically_created=1)
