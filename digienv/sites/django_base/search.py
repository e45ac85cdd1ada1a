"""Search for sites that leave it to haystack: straight from the world's own database.

A search index would have to be copied and reset with every world; with some hundred things to find the database is as
quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from haystack.backends import BaseSearchBackend, BaseSearchQuery, SearchNode
from haystack.models import SearchResult

__all__ = ["DatabaseBackend", "DatabaseQuery", "plain"]


class DatabaseBackend(BaseSearchBackend):
    """Answers queries with rows of the world."""

    def found(self, condition: Q, options: dict[str, Any]) -> Sequence[Any]:
        """What a condition holds for, the best first."""
        raise NotImplementedError

    def facets(self, found: Any, options: dict[str, Any]) -> dict[str, Any]:
        """How many of them there are by facet."""
        return {}

    def results(self, rows: Sequence[Any]) -> list[SearchResult]:
        """Rows as haystack hands them on."""
        results = [SearchResult(row._meta.app_label, row._meta.model_name, row.pk, 0) for row in rows]
        for result, row in zip(results, rows, strict=True):
            result._object = row
        return results

    def search(self, query_string: Q, **options: Any) -> dict[str, Any]:
        """A page of what is found, and how much there is."""
        found = self.found(query_string, options)
        page = found[options.get("start_offset", 0) : options.get("end_offset")]
        return {"results": self.results(page), "hits": len(found), "facets": self.facets(found, options)}

    def update(self, index: Any, iterable: Any, commit: bool = True) -> None:
        """There is no index."""

    def remove(self, obj: Any, commit: bool = True) -> None:
        """There is no index."""

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """There is no index."""

    def build_search_kwargs(self, query_string: Any, **options: Any) -> dict[str, Any]:
        """Arguments as they are."""
        return options


class DatabaseQuery(BaseSearchQuery):
    """A haystack query as a condition of Django's."""

    def term(self, field: str, lookup: str, value: Any) -> Q:
        """What one term of the query asks for."""
        raise NotImplementedError

    def build_query(self) -> Q:
        """The condition."""
        return self._condition(self.query_filter)

    def _condition(self, node: SearchNode) -> Q:
        whole = Q()
        for child in node.children:
            if isinstance(child, SearchNode):
                part = self._condition(child)
            else:
                expression, value = child
                field, _, lookup = expression.partition("__")
                part = self.term(field, lookup, value)
            whole = whole | part if node.connector == "OR" else whole & part
        return ~whole if node.negated else whole


def plain(value: Any) -> str:
    """The text of a value that haystack may have wrapped."""
    return str(getattr(value, "query_string", value))
