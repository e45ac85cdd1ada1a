"""Addresses of the forum: Spirit's own, and the files of its worlds."""

from __future__ import annotations

import spirit.urls
from django.urls import include, path

from digienv.sites.django_base.files import serve_media

urlpatterns = [
    path("media/<path:path>", serve_media),
    path("", include(spirit.urls)),
]
