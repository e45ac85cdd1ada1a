"""Search and browsing, which django-oscar leaves to haystack: straight from the world's own database.

A search index would have to be copied and reset with every world; with some hundred products the database is as quick.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery, SearchNode
from haystack.models import SearchResult

__all__ = ["Engine"]

_ORDERS = {"price": "price", "rating": "rating", "date_created": "date_created", "title_exact": "title"}


class Backend(BaseSearchBackend):
    """Answers queries with the products of the world."""

    def update(self, index: Any, iterable: Any, commit: bool = True) -> None:
        """There is no index."""

    def remove(self, obj: Any, commit: bool = True) -> None:
        """There is no index."""

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """There is no index."""

    def search(self, query_string: Q, **options: Any) -> dict[str, Any]:
        """Products that a condition holds for, a page of them, and how many there are by facet."""
        found = _products().filter(query_string)
        for narrowed in options.get("narrow_queries") or ():
            found = found.filter(_narrow(narrowed))
        orders = [_order(name) for name in options.get("sort_by") or ()]
        found = found.order_by(*orders, "-date_created", "pk")
        page = found[options.get("start_offset", 0) : options.get("end_offset")]
        result_class = options.get("result_class") or SearchResult
        results = []
        for product in page:
            result = result_class("catalogue", "product", product.pk, 0)
            result._object = product
            results.append(result)
        return {"results": results, "hits": found.count(), "facets": _facets(found, options)}

    def build_search_kwargs(self, query_string: Any, **options: Any) -> dict[str, Any]:
        """Arguments as they are."""
        return options


class Query(BaseSearchQuery):
    """A haystack query as a condition of Django's."""

    def build_query(self) -> Q:
        """The condition."""
        return _condition(self.query_filter)


class Engine(BaseEngine):
    """What `HAYSTACK_CONNECTIONS` names."""

    backend = Backend
    query = Query


def _products() -> QuerySet[Any]:
    from oscar.core.loading import get_model

    prices = get_model("partner", "StockRecord").objects.filter(product=OuterRef("pk")).order_by("pk")
    products = get_model("catalogue", "Product").objects.base_queryset()
    return products.annotate(price=Subquery(prices.values("price")[:1]))


def _condition(node: SearchNode) -> Q:
    whole = Q()
    for child in node.children:
        part = _condition(child) if isinstance(child, SearchNode) else _term(*child)
        whole = whole | part if node.connector == "OR" else whole & part
    return ~whole if node.negated else whole


def _term(expression: str, value: Any) -> Q:
    field, _, lookup = expression.partition("__")
    match field:
        case "content":
            text = str(getattr(value, "query_string", value))
            words = Q()
            for word in text.split():
                words &= Q(title__icontains=word) | Q(description__icontains=word) | Q(upc=word)
            return words
        case "category":
            return Q(pk__in=_in_categories(value if lookup == "in" else [value]))
        case "is_public":
            return Q(is_public=str(getattr(value, "query_string", value)).lower() == "true")
        case "structure":
            return Q(structure__in=value)
    raise ValueError(f"the shop's search knows no field {field!r}")


def _in_categories(categories: Sequence[int]) -> QuerySet[Any]:
    from oscar.core.loading import get_model

    return get_model("catalogue", "ProductCategory").objects.filter(category__in=categories).values("product")


def _narrow(query: str) -> Q:
    """A facet that was chosen, e.g. ``price:([20 TO 40])`` or ``rating:("4")``."""
    conditions = Q()
    field, _, alternatives = query.replace("_exact:", ":", 1).partition(":")
    for alternative in alternatives.strip("()").split(" OR "):
        conditions |= _facet(field, alternative)
    return conditions


def _facet(field: str, value: str) -> Q:
    if between := re.fullmatch(r"\[(\S+) TO (\S+)\]", value):
        low, high = between.groups()
        condition = Q(price__gte=low)
        return condition if high == "*" else condition & Q(price__lte=high)
    value = value.strip('"')
    match field:
        case "rating":
            return Q(rating__gte=int(value), rating__lt=int(value) + 1)
        case "product_class":
            return Q(product_class__name=value)
    raise ValueError(f"the shop has no facet {field!r}")


def _order(name: str) -> Any:
    from django.db.models import F

    field = F(_ORDERS[name.removeprefix("-")])
    return field.desc(nulls_last=True) if name.startswith("-") else field.asc(nulls_last=True)


def _facets(found: QuerySet[Any], options: dict[str, Any]) -> dict[str, Any]:
    if not options.get("facets"):
        return {}
    ratings: dict[int, int] = {}
    classes: dict[str, int] = {}
    prices = []
    rows = found.order_by().values_list("rating", "product_class__name", "price")
    for rating, kind, price in rows:
        if rating is not None:
            ratings[int(rating)] = ratings.get(int(rating), 0) + 1
        classes[kind] = classes.get(kind, 0) + 1
        prices.append(price)
    fields = {"rating": sorted(ratings.items(), reverse=True), "product_class": sorted(classes.items())}
    queries = {}
    for field, query in options.get("query_facets") or ():
        low, high = query.strip("[]").split(" TO ")
        queries[f"{field}:{query}"] = sum(float(low) <= p and (high == "*" or p <= float(high)) for p in prices if p)
    return {"fields": {name: fields[name.removesuffix("_exact")] for name in options["facets"]}, "queries": queries}
