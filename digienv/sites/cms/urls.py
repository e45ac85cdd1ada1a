"""Addresses of the museums: the back office, files of the world, the search, and the tree of pages for all others."""

from __future__ import annotations

from django.urls import include, path

from digienv.sites.cms.views import search
from digienv.sites.django_base.files import serve_media

urlpatterns = [
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("media/<path:path>", serve_media),
    path("search/", search, name="search"),
    path("", include("wagtail.urls")),
]
