"""Spirit's settings for the forum."""

from __future__ import annotations

from typing import Any

from digienv.sites.django_base.settings import MIDDLEWARE, base_settings, templates

__all__ = ["forum_settings"]


def forum_settings() -> dict[str, Any]:
    """Names and values for `django.conf.settings.configure`."""
    base = base_settings()
    return {
        **base,
        "STORAGES": {**base["STORAGES"], "default": {"BACKEND": "digienv.sites.forum.files.OverwritingStorage"}},
        "ROOT_URLCONF": "digienv.sites.forum.urls",
        "INSTALLED_APPS": [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django.contrib.humanize",
            "spirit.core",
            "spirit.admin",
            "spirit.search",
            "spirit.user",
            "spirit.user.admin",
            "spirit.user.auth",
            "spirit.category",
            "spirit.category.admin",
            "spirit.topic",
            "spirit.topic.admin",
            "spirit.topic.favorite",
            "spirit.topic.moderate",
            "spirit.topic.notification",
            "spirit.topic.private",
            "spirit.topic.unread",
            "spirit.comment",
            "spirit.comment.bookmark",
            "spirit.comment.flag",
            "spirit.comment.flag.admin",
            "spirit.comment.history",
            "spirit.comment.like",
            "spirit.comment.poll",
            "djconfig",
            "haystack",
        ],
        "MIDDLEWARE": [
            *MIDDLEWARE,
            "spirit.user.middleware.TimezoneMiddleware",
            "spirit.user.middleware.LastSeenMiddleware",
            "spirit.user.middleware.ActiveUserMiddleware",
            "djconfig.middleware.DjConfigMiddleware",
        ],
        "TEMPLATES": templates("djconfig.context_processors.config"),
        "AUTHENTICATION_BACKENDS": [
            "spirit.user.auth.backends.UsernameAuthBackend",
            "spirit.user.auth.backends.EmailAuthBackend",
        ],
        "LOGIN_URL": "spirit:user:auth:login",
        "LOGIN_REDIRECT_URL": "spirit:user:update",
        "LOGOUT_REDIRECT_URL": "spirit:index",
        "HAYSTACK_CONNECTIONS": {"default": {"ENGINE": "digienv.sites.forum.search.Engine"}},
        "HAYSTACK_SIGNAL_PROCESSOR": "haystack.signals.BaseSignalProcessor",
        "ST_SITE_URL": "http://hedgerow.example/",
        "ST_ORDERED_CATEGORIES": True,
        "ST_RATELIMIT_ENABLE": False,  # nobody waits here, and the clock moves with each page
        "ST_PREVENT_SOME_FILE_DUPLICATION": True,  # names uploads by what is in them, and not at random
    }
