"""Wagtail's settings for the museums."""

from __future__ import annotations

from typing import Any

from digienv.sites.django_base.settings import MIDDLEWARE, base_settings, templates

__all__ = ["cms_settings"]

A_DAY = 24 * 3600 * 1000
"""In milliseconds."""


def cms_settings() -> dict[str, Any]:
    """Names and values for `django.conf.settings.configure`.

    Whatever the back office would do by itself (save, preview, tell who else is editing, ask for updates) is off or too
    rare for an episode, so that equal actions give equal states; so is what reaches beyond its world.
    """
    return {
        **base_settings(),
        "ROOT_URLCONF": "digienv.sites.cms.urls",
        "INSTALLED_APPS": [
            "digienv.sites.cms",
            "wagtail.contrib.forms",
            "wagtail.contrib.redirects",
            "wagtail.contrib.settings",
            "wagtail.embeds",
            "wagtail.sites",
            "wagtail.users",
            "wagtail.snippets",
            "wagtail.documents",
            "wagtail.images",
            "wagtail.search",
            "wagtail.admin",
            "wagtail",
            "modelcluster",
            "taggit",
            "django_filters",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
        ],
        "MIDDLEWARE": [
            *MIDDLEWARE,
            "wagtail.contrib.redirects.middleware.RedirectMiddleware",
        ],
        "TEMPLATES": templates("wagtail.contrib.settings.context_processors.settings"),
        "AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"],
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 10_000,
        "LANGUAGE_CODE": "en-gb",
        "WAGTAIL_CONTENT_LANGUAGES": [("en-gb", "English")],
        "WAGTAIL_SITE_NAME": "Wendham Museums",
        "WAGTAILADMIN_BASE_URL": "http://localhost",
        "WAGTAILADMIN_COMMENTS_ENABLED": False,
        "WAGTAILADMIN_RICH_TEXT_EDITORS": {
            "default": {
                "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
                "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]},
            }
        },
        "WAGTAILSEARCH_BACKENDS": {"default": {"BACKEND": "wagtail.search.backends.database"}},
        "WAGTAIL_AUTOSAVE_INTERVAL": 0,
        "WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL": 0,
        "WAGTAIL_EDITING_SESSION_PING_INTERVAL": A_DAY,
        "WAGTAIL_ENABLE_UPDATE_CHECK": False,
        "WAGTAIL_ENABLE_WHATS_NEW_BANNER": False,
        "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
        "WAGTAIL_REDIRECTS_FILE_STORAGE": "cache",  # its temporary files can be named by whoever imports
        "WAGTAILEMBEDS_FINDERS": [],  # they ask other hosts
    }
