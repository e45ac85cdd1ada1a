"""django-oscar's settings for the shop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from digienv.sites.django_base.settings import base_settings, templates

__all__ = ["shop_settings"]

STATUS_PIPELINE = {
    "Pending": ("Being processed", "Cancelled"),
    "Being processed": ("Shipped", "Cancelled"),
    "Shipped": ("Delivered",),
    "Delivered": (),
    "Cancelled": (),
}
FACETS = {
    "fields": {
        "maker": {"name": "Maker", "field": "maker"},
        "material": {"name": "Material", "field": "material"},
        "rating": {"name": "Rating", "field": "rating"},
    },
    "queries": {
        "price_range": {
            "name": "Price",
            "field": "price",
            "queries": [
                ("Under £10", "[0 TO 9.99]"),
                ("£10 to £19.99", "[10 TO 19.99]"),
                ("£20 to £49.99", "[20 TO 49.99]"),
                ("£50 to £99.99", "[50 TO 99.99]"),
                ("£100 and over", "[100 TO *]"),
            ],
        }
    },
}


def shop_settings() -> dict[str, Any]:
    """Names and values for `django.conf.settings.configure`."""
    from oscar import INSTALLED_APPS, defaults

    own = {name: value for name, value in vars(defaults).items() if name.startswith("OSCAR_")}
    return own | {
        **base_settings(),
        "LANGUAGE_CODE": "en-gb",
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
        "TEMPLATES": templates(
            "oscar.apps.search.context_processors.search_form",
            "oscar.apps.checkout.context_processors.checkout",
            "oscar.apps.communication.notifications.context_processors.notifications",
            "oscar.core.context_processors.metadata",
            folders=[Path(__file__).parent / "templates"],
        ),
        "AUTHENTICATION_BACKENDS": ["oscar.apps.customer.auth_backends.EmailBackend"],
        "HAYSTACK_CONNECTIONS": {"default": {"ENGINE": "digienv.sites.shop.search.Engine"}},
        "HAYSTACK_SIGNAL_PROCESSOR": "haystack.signals.BaseSignalProcessor",
        "OSCAR_SHOP_NAME": "Oakhill",
        "OSCAR_SHOP_TAGLINE": "Good things for the house",
        "OSCAR_FROM_EMAIL": "shop@oakhill.example",
        "PHONENUMBER_DEFAULT_REGION": "GB",
        "PHONENUMBER_DEFAULT_FORMAT": "NATIONAL",
        "OSCAR_THUMBNAILER": "digienv.sites.shop.thumbnails.AsTheyAre",
        "OSCAR_DASHBOARD_ITEMS_PER_PAGE": 25,
        "OSCAR_SEARCH_FACETS": FACETS,
        "OSCAR_INITIAL_ORDER_STATUS": "Pending",
        "OSCAR_INITIAL_LINE_STATUS": "Pending",
        "OSCAR_MODERATE_REVIEWS": True,
        "OSCAR_ORDER_STATUS_PIPELINE": STATUS_PIPELINE,
        "OSCAR_LINE_STATUS_PIPELINE": STATUS_PIPELINE,
        "OSCAR_ORDER_STATUS_CASCADE": {status: status for status in STATUS_PIPELINE},
    }
