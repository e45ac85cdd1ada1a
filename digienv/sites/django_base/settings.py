"""Settings that every site made with Django begins with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["MIDDLEWARE", "base_settings", "cache_key", "templates"]

DATABASE = "site.sqlite3"

MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)


def base_settings() -> dict[str, Any]:
    """Names and values for `django.conf.settings.configure`."""
    return {
        "ALLOWED_HOSTS": ["*"],
        "SECRET_KEY": "worlds keep no secrets: an agent that signs itself in gains nothing",
        "DATABASES": {
            "default": {
                "ENGINE": "digienv.sites.django_base.database",
                "NAME": DATABASE,
                "OPTIONS": {"init_command": "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"},
                "ATOMIC_REQUESTS": True,
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "KEY_FUNCTION": "digienv.sites.django_base.settings.cache_key",
                "OPTIONS": {"MAX_ENTRIES": 2000},
            }
        },
        "STORAGES": {
            "default": {"BACKEND": "digienv.sites.django_base.files.WorldStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],  # signing in is no waste of time
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "SESSION_COOKIE_AGE": 10 * 365 * 86400,
        "SESSION_COOKIE_HTTPONLY": True,
        "STATIC_URL": "/static/",
        "MEDIA_URL": "/media/",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "en-us",
        "LOGGING_CONFIG": None,
    }


def templates(*context_processors: str, folders: Sequence[Path] = ()) -> list[dict[str, Any]]:
    """The setting ``TEMPLATES``, with a site's own context processors and folders."""
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [*folders],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    *context_processors,
                ]
            },
        }
    ]


def cache_key(key: str, prefix: str, version: int) -> str:
    """What one world has cached is not for another, nor for itself after a reset."""
    from digienv.sites.application import state

    return f"{state()}:{prefix}:{version}:{key}"
