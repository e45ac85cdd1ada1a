"""Addresses of the shop: django-oscar's own, and the files of its worlds."""

from __future__ import annotations

from django.apps import apps
from django.urls import include, path

from digienv.sites.django_base.files import serve_media

urlpatterns = [
    path("media/<path:path>", serve_media),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
