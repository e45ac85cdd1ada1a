"""Search, which Spirit leaves to haystack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from haystack.backends import BaseEngine
from haystack.models import SearchResult

from digienv.sites.django_base.search import DatabaseBackend, DatabaseQuery, plain

__all__ = ["Engine"]


class Backend(DatabaseBackend):
    """Answers queries with topics that everybody may read."""

    def found(self, condition: Q, options: dict[str, Any]) -> QuerySet[Any]:
        """Topics that a condition holds for, those first in which somebody wrote last."""
        from spirit.topic.models import Topic

        visible = Topic.objects.visible().select_related("category__parent")
        return visible.filter(condition).order_by("-last_active", "-pk")

    def results(self, rows: Sequence[Any]) -> list[SearchResult]:
        """Topics with the fields that the page of results shows."""
        results = super().results(rows)
        for result, row in zip(results, rows, strict=True):
            for name in ("title", "slug", "comment_count", "last_active"):
                setattr(result, name, getattr(row, name))
            result.main_category_name = row.main_category.title
        return results


class Query(DatabaseQuery):
    """A query for topics."""

    def term(self, field: str, lookup: str, value: Any) -> Q:
        """What one term of the query asks for; every word may stand in another comment."""
        from spirit.comment.models import Comment

        match field:
            case "content":
                said = Comment.objects.unremoved().filter(topic=OuterRef("pk"))
                words = Q()
                for word in plain(value).split():
                    words &= Q(title__icontains=word) | Exists(said.filter(comment__icontains=word))
                return words
            case "category_id":
                return Q(category__in=value) | Q(category__parent__in=value)
            case "is_removed":
                return Q()
        raise ValueError(f"the forum's search knows no field {field!r}")


class Engine(BaseEngine):
    """What `HAYSTACK_CONNECTIONS` names."""

    backend = Backend
    query = Query
