"""The forum inside its server process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from digienv.sites.django_base.application import AMBIENT, DjangoApplication
from digienv.sites.forum.settings import forum_settings
from digienv.sites.snapshots import Progress

__all__ = ["SiteApplication"]


class SiteApplication(DjangoApplication):
    """Spirit."""

    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **AMBIENT,
        "spirit_user_userprofile": ("last_seen",),
        "spirit_topic_topic": ("view_count",),
        "spirit_topic_notification_topicnotification": ("is_read",),
        "spirit_topic_unread_topicunread": ("*",),  # what was read, and
        "spirit_comment_bookmark_commentbookmark": ("*",),  # how far
    }

    def __init__(self) -> None:
        super().__init__(forum_settings())
        _read_options_anew()

    def fill(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """With what `digienv.sites.forum.content` thinks up."""
        from digienv.sites.forum.seeding import fill

        return fill(seed, progress)


def _read_options_anew() -> None:
    """Read the options that an administrator sets for every request: those in memory may be another world's."""
    from djconfig import conf

    conf.reload_maybe = conf.config._reload
