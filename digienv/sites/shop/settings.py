"""django-oscar's settings for the shop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from digienv.sites.django_base.settings import base_settings

__all__ = ["shop_settings"]

STATUSES = ("Pending", "Being processed", "Shipped", "Delivered", "Cancelled")


def shop_settings() -> dict[str, Any]:
    """Names and values for `django.conf.settings.configure`."""
    from oscar import INSTALLED_APPS, defaults

    own = {name: value for name, value in vars(defaults).items() if name.startswith("OSCAR_")}
    return own | {
        **base_settings(),
        "ROOT_URLCONF": "digienv.sites.shop.urls",
        "INSTALLED_APPS": INSTALLED_APPS,
        "SITE_ID": 1,
        "MIDDLEWARE": [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.common.CommonMiddleware",
            "oscar.apps.basket.middleware.BasketMiddleware",
            "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [Path(__file__).parent / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "oscar.apps.search.context_processors.search_form",
                        "oscar.apps.checkout.context_processors.checkout",
                        "oscar.apps.communication.notifications.context_processors.notifications",
                        "oscar.core.context_processors.metadata",
                    ]
                },
            }
        ],
        "AUTHENTICATION_BACKENDS": ["oscar.apps.customer.auth_backends.EmailBackend"],
        "HAYSTACK_CONNECTIONS": {"default": {"ENGINE": "digienv.sites.shop.search.Engine"}},
        "HAYSTACK_SIGNAL_PROCESSOR": "haystack.signals.BaseSignalProcessor",
        "OSCAR_SHOP_NAME": "Oakhill",
        "OSCAR_SHOP_TAGLINE": "Good things for the house",
        "OSCAR_FROM_EMAIL": "shop@oakhill.example",
        "OSCAR_THUMBNAILER": "digienv.sites.shop.thumbnails.AsTheyAre",
        "OSCAR_INITIAL_ORDER_STATUS": STATUSES[0],
        "OSCAR_INITIAL_LINE_STATUS": STATUSES[0],
        "OSCAR_ORDER_STATUS_PIPELINE": {
            "Pending": ("Being processed", "Cancelled"),
            "Being processed": ("Shipped", "Cancelled"),
            "Shipped": ("Delivered",),
            "Delivered": (),
            "Cancelled": (),
        },
        "OSCAR_LINE_STATUS_PIPELINE": dict.fromkeys(STATUSES, ()),
    }
