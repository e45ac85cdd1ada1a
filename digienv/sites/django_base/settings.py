"""Settings that every site made with Django begins with."""

from __future__ import annotations

from typing import Any

__all__ = ["base_settings", "cache_key"]

DATABASE = "site.sqlite3"


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


def cache_key(key: str, prefix: str, version: int) -> str:
    """What one world has cached is not for another, nor for itself after a reset."""
    from digienv.sites.application import state

    return f"{state()}:{prefix}:{version}:{key}"
