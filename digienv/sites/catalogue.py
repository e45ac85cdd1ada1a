"""Which sites there are, and what is known of a task on them. Imports nothing heavy: registration reads it."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Literal

__all__ = ["SITES", "SITE_ACTIONS", "SITE_SUITES", "SiteInfo", "TaskInfo", "site_tasks"]

SITE_ACTIONS = (
    "click",
    "double_click",
    "hover",
    "type",
    "press",
    "scroll",
    "goto",
    "back",
    "forward",
    "answer",
    "stop",
)
"""Names of the actions that tasks on sites call for."""


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """A site.

    Attributes:
        name: its worlds are ``http://<world>.<name>.localhost/``.
        title: what it is, for people.
        packages: distributions that it is made of; other versions make another snapshot.
        programs: programs of the system that it is made of, by name or by a pattern of their path, each with its Debian
            package.
    """

    name: str
    title: str
    packages: tuple[str, ...]
    programs: tuple[tuple[str, str], ...] = ()


SITES: dict[str, SiteInfo] = {
    site.name: site
    for site in (
        SiteInfo("cms", "the website of a town's museums, and its editors (Wagtail)", ("django", "wagtail")),
        SiteInfo(
            "code",
            "a software project's repository, tickets, wiki and forum (Fossil)",
            ("waitress",),
            (("fossil", "fossil"), ("faketime", "faketime")),
        ),
        SiteInfo("forum", "a forum with moderators and an administrator (Spirit)", ("django", "django-spirit")),
        SiteInfo("shop", "a shop with a merchant's dashboard (django-oscar)", ("django", "django-oscar")),
        SiteInfo("tracker", "an issue tracker (Roundup)", ("roundup", "jinja2")),
        SiteInfo(
            "wiki",
            "a community's wiki (MediaWiki)",
            ("waitress",),
            (
                ("php-cgi", "php-cgi"),
                ("php", "php-cli"),
                ("/usr/lib/php/*/pdo_sqlite.so", "php-sqlite3"),
                ("/usr/lib/php/*/mbstring.so", "php-mbstring"),
                ("/usr/lib/php/*/xml.so", "php-xml"),
                ("/usr/lib/php/*/intl.so", "php-intl"),
                ("/usr/share/mediawiki/includes/Defines.php", "mediawiki"),
                ("faketime", "faketime"),
            ),
        ),
    )
}

SITE_SUITES = ("across", "cms", "code", "forum", "shop", "tracker", "wiki")
"""The suites whose tasks play on sites: packages below `digienv.suites`, each with ``TASKS`` in ``catalogue`` and
``TEMPLATES`` in ``templates``.
"""


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """A family of tasks on sites.

    Attributes:
        name: the last part of its id.
        kind: ``find``: find out and answer; ``reach``: get to a place; ``change``: change something.
        difficulty: ``easy``, ``medium`` or ``hard``, by steps and conditions.
        max_steps: an episode is truncated after so many; about twice what the scripted solution needs.
    """

    name: str
    kind: Literal["find", "reach", "change"]
    difficulty: Literal["easy", "medium", "hard"]
    max_steps: int


def site_tasks(suite: str) -> tuple[TaskInfo, ...]:
    """What is known of the templates of a suite."""
    tasks: tuple[TaskInfo, ...] = importlib.import_module(f"digienv.suites.{suite}.catalogue").TASKS
    return tasks
