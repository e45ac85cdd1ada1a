"""Pages of the museums' website that are no pages of its tree."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import render
from wagtail.models import Page

__all__ = ["search"]

A_PAGE = 12


def search(request: HttpRequest) -> Any:
    """Published pages in which all words of a query occur."""
    query = request.GET.get("q", "").strip()
    found = Page.objects.live().search(query) if query else Page.objects.none()
    results = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cms/search.html", {"query": query, "results": results})
