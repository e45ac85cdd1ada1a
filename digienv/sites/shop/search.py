"""Search and browsing, which django-oscar leaves to haystack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from haystack.backends import BaseEngine

from digienv.sites.django_base.search import DatabaseBackend, DatabaseQuery, plain

__all__ = ["Engine"]

_ORDERS = {"price": "price", "rating": "rating", "date_created": "date_created", "title_exact": "title"}


class Backend(DatabaseBackend):
    """Answers queries with products."""

    def found(self, condition: Q, options: dict[str, Any]) -> QuerySet[Any]:
        """Products that a condition holds for, as they are to be sorted."""
        found = _products().filter(condition)
        for narrowed in options.get("narrow_queries") or ():
            found = found.filter(_narrow(narrowed))
        orders = [_order(name) for name in options.get("sort_by") or ()]
        return found.order_by(*orders, "-date_created", "pk")

    def facets(self, found: QuerySet[Any], options: dict[str, Any]) -> dict[str, Any]:
        """How many of them there are by facet."""
        return _facets(found, options)


class Query(DatabaseQuery):
    """A query for products."""

    def term(self, field: str, lookup: str, value: Any) -> Q:
        """What one term of the query asks for."""
        match field:
            case "content":
                words = Q()
                for word in plain(value).split():
                    words &= Q(title__icontains=word) | Q(description__icontains=word) | Q(upc=word)
                return words
            case "category":
                return Q(pk__in=_in_categories(value if lookup == "in" else [value]))
            case "is_public":
                return Q(is_public=plain(value).lower() == "true")
            case "structure":
                return Q(structure__in=value)
        raise ValueError(f"the shop's search knows no field {field!r}")


class Engine(BaseEngine):
    """What `HAYSTACK_CONNECTIONS` names."""

    backend = Backend
    query = Query


def _products() -> QuerySet[Any]:
    from oscar.core.loading import get_model

    prices = get_model("partner", "StockRecord").objects.filter(product=OuterRef("pk")).order_by("pk")
    products = get_model("catalogue", "Product").objects.base_queryset()
    return products.annotate(price=Subquery(prices.values("price")[:1]))


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
