"""The museums' website inside its server process."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from digienv.sites.application import Application, Wsgi
from digienv.sites.cms.settings import cms_settings
from digienv.sites.django_base.settings import DATABASE
from digienv.sites.django_base.setup import configure, create_tables, wsgi
from digienv.sites.snapshots import Progress

__all__ = ["SiteApplication"]

SEARCH_INDEX = "wagtailsearch_indexentry"


class SiteApplication(Application):
    """Wagtail.

    Beside what changes when somebody looks, `ambient` has what Wagtail itself derives from content: its search index,
    its index of references, pictures in other sizes; and its logs, since what was done is judged by its effect.
    """

    database = DATABASE
    start = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC).timestamp()
    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "django_session": ("*",),
        "sqlite_sequence": ("*",),
        "auth_user": ("last_login",),
        "cms_articletag": ("id",),  # written anew whenever an article is saved
        "wagtailadmin_editingsession": ("*",),
        "wagtailadmin_formstate": ("*",),  # what a preview shows
        "wagtailcore_modellogentry": ("*",),
        "wagtailcore_pagelogentry": ("*",),
        "wagtailcore_pagesubscription": ("*",),  # who is told of comments, which are switched off
        "wagtailcore_referenceindex": ("*",),
        "wagtailimages_rendition": ("*",),
        "wagtailusers_userprofile": ("dismissibles",),  # hints that were closed
        SEARCH_INDEX: ("*",),
        **{f"{SEARCH_INDEX}_fts{part}": ("*",) for part in ("", "_config", "_content", "_data", "_docsize", "_idx")},
    }

    def __init__(self) -> None:
        configure(cms_settings())

    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Tables, then what `digienv.sites.cms.content` thinks up."""
        from digienv.sites.cms.seeding import fill

        progress(0.0, "making tables")
        create_tables()
        return fill(shared, seed, progress)

    def wsgi(self, shared: Path) -> Wsgi:
        """The website and its back office."""
        return wsgi(shared)
