"""The museums' website inside its server process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from digienv.sites.cms.settings import cms_settings
from digienv.sites.django_base.application import AMBIENT, DjangoApplication
from digienv.sites.snapshots import Progress

__all__ = ["SiteApplication"]

SEARCH_INDEX = "wagtailsearch_indexentry"


class SiteApplication(DjangoApplication):
    """Wagtail.

    Beside what changes when somebody looks, `ambient` has what Wagtail itself derives from content: its search index,
    its index of references, pictures in other sizes; and its logs, since what was done is judged by its effect.
    """

    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **AMBIENT,
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
        super().__init__(cms_settings())

    def fill(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """With what `digienv.sites.cms.content` thinks up."""
        from digienv.sites.cms.seeding import fill

        return fill(shared, seed, progress)
