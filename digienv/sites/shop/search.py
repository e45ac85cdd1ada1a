"""Search and browsing, which django-oscar leaves to haystack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from haystack.backends import BaseEngine
from haystack.models import SearchResult

from digienv.sites.application import state
from digienv.sites.django_base.search import DatabaseBackend, DatabaseQuery, plain

__all__ = ["Engine"]

_ORDERS = {"price": "price", "rating": "rating", "date_created": "date_created", "title_exact": "title"}


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a product that a condition holds for."""

    pk: int
    price: Decimal | None
    stars: int | None
    maker: str | None
    material: str | None


class _Result(SearchResult):
    """A product that was found; those of a page are loaded together, when the first of them is looked at."""

    def __init__(self, pk: int, load: Callable[[], Mapping[int, Any]]) -> None:
        super().__init__("catalogue", "product", pk, 0)
        self._load = load

    @property
    def object(self) -> Any:
        """The product."""
        return self._load()[self.pk]


class Backend(DatabaseBackend):
    """Answers queries with the products of the world."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._last: tuple[Any, list[_Found]] = (None, [])

    def found(self, condition: Q, options: dict[str, Any]) -> list[_Found]:
        """Products that a condition holds for and that have the facets that were chosen, as they are to be sorted."""
        found = self._find(condition, tuple(options.get("sort_by") or ()))
        for narrowed in options.get("narrow_queries") or ():
            found = _narrow(found, narrowed)
        return found

    def facets(self, found: list[_Found], options: dict[str, Any]) -> dict[str, Any]:
        """How many of them there are by facet."""
        return _facets(found, options)

    def results(self, rows: Sequence[_Found]) -> list[SearchResult]:
        """Products as haystack hands them on."""
        load = cache(lambda: _loaded([row.pk for row in rows]))
        return [_Result(row.pk, load) for row in rows]

    def _find(self, condition: Q, orders: tuple[str, ...]) -> list[_Found]:
        """All products; kept for the rest of the request, since a page asks several times for the same."""
        asked = (state(), timezone.now(), repr(condition), orders)
        if self._last[0] != asked:
            rows = _products().filter(condition).order_by(*map(_order, orders), "-date_created", "pk")
            fields = rows.values_list("pk", "price", "rating", "maker", "material")
            self._last = (
                asked,
                [
                    _Found(pk, price, None if rating is None else round(rating), maker, material)
                    for pk, price, rating, maker, material in fields
                ],
            )
        return self._last[1]


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


def _loaded(pks: list[int]) -> dict[int, Any]:
    from oscar.core.loading import get_model

    found: dict[int, Any] = get_model("catalogue", "Product").objects.base_queryset().in_bulk(pks)
    return found


def _products() -> QuerySet[Any]:
    from oscar.core.loading import get_model

    def attribute(code: str) -> Subquery:
        values = get_model("catalogue", "ProductAttributeValue").objects
        return Subquery(values.filter(product=OuterRef("pk"), attribute__code=code).values("value_text")[:1])

    prices = get_model("partner", "StockRecord").objects.filter(product=OuterRef("pk")).order_by("pk")
    return get_model("catalogue", "Product").objects.annotate(
        price=Subquery(prices.values("price")[:1]), maker=attribute("maker"), material=attribute("material")
    )


def _in_categories(categories: Iterable[int]) -> list[int]:
    from oscar.core.loading import get_model

    placed = get_model("catalogue", "ProductCategory").objects.filter(category__in=categories)
    return list(placed.order_by("product").values_list("product", flat=True).distinct())


def _order(name: str) -> Any:
    field = F(_ORDERS[name.removeprefix("-")])
    return field.desc(nulls_last=True) if name.startswith("-") else field.asc(nulls_last=True)


def _narrow(found: Iterable[_Found], query: str) -> list[_Found]:
    """Those with the facets that were chosen, e.g. ``price:([20 TO 49.99])`` or ``maker:("Halden" OR "Osterby")``."""
    field, _, alternatives = query.partition(":")
    chosen = alternatives.strip("()").split(" OR ")
    return [one for one in found if any(_has(one, field, value) for value in chosen)]


def _has(one: _Found, field: str, value: str) -> bool:
    match field:
        case "price":
            return one.price is not None and _between(one.price, value)
        case "rating":
            return str(one.stars) == value.strip('"')
        case "maker" | "material":
            return getattr(one, field) == value.strip('"')
    raise ValueError(f"the shop has no facet {field!r}")


def _between(price: Decimal, interval: str) -> bool:
    low, high = _bounds(interval)
    return low <= price <= high


@cache
def _bounds(interval: str) -> tuple[Decimal, Decimal]:
    between = re.fullmatch(r"\[(\S+) TO (\S+)\]", interval)
    assert between is not None
    low, high = between.groups()
    return Decimal(low), Decimal("Infinity" if high == "*" else high)


def _facets(found: list[_Found], options: dict[str, Any]) -> dict[str, Any]:
    if not options.get("facets"):
        return {}
    stars = Counter(one.stars for one in found if one.stars)
    fields = {
        "rating": sorted(stars.items(), reverse=True),
        "maker": sorted(Counter(one.maker for one in found if one.maker).items()),
        "material": sorted(Counter(one.material for one in found if one.material).items()),
    }
    asked = [(field.removesuffix("_exact"), interval) for field, interval in options.get("query_facets") or ()]
    queries = {f"{field}:{value}": sum(_has(one, field, value) for one in found) for field, value in asked}
    return {"fields": {name: fields[name.removesuffix("_exact")] for name in options["facets"]}, "queries": queries}
