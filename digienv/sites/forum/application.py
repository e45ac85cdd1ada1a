"""The forum inside its server process."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from digienv.sites.application import Application, Wsgi
from digienv.sites.django_base.settings import DATABASE
from digienv.sites.django_base.setup import configure, create_tables, wsgi
from digienv.sites.forum.settings import forum_settings
from digienv.sites.snapshots import Progress

__all__ = ["SiteApplication"]


class SiteApplication(Application):
    """Spirit."""

    database = DATABASE
    start = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC).timestamp()
    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "django_session": ("*",),
        "sqlite_sequence": ("*",),
        "auth_user": ("last_login",),
        "spirit_user_userprofile": ("last_seen",),
        "spirit_topic_topic": ("view_count",),
        "spirit_topic_notification_topicnotification": ("is_read",),
        "spirit_topic_unread_topicunread": ("*",),  # what was read, and
        "spirit_comment_bookmark_commentbookmark": ("*",),  # how far
    }

    def __init__(self) -> None:
        configure(forum_settings())
        _read_options_anew()

    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Tables, then what `digienv.sites.forum.content` thinks up."""
        from digienv.sites.forum.seeding import fill

        progress(0.0, "making tables")
        create_tables()
        return fill(seed, progress)

    def wsgi(self, shared: Path) -> Wsgi:
        """The forum."""
        return wsgi(shared)


def _read_options_anew() -> None:
    """Read the options that an administrator sets for every request: those in memory may be another world's."""
    from djconfig import conf

    conf.reload_maybe = conf.config._reload
