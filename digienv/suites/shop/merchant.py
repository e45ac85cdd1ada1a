"""Templates of the shop's merchant, in the dashboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

from digienv.core.actions import Action, Stop
from digienv.sites.surface import SiteSurface
from digienv.sites.task import ANY, Differs, Instance, Requirement, SiteTemplate, added, changed
from digienv.suites.dom import Page, click, fill, having
from digienv.suites.shop.pages import MERCHANT, PRODUCTS, open_dashboard_product

__all__ = ["TEMPLATES"]


def _stock_changes(instance: Instance, **values: Any) -> Differs:
    """What saving a product's form changes, beside the times of the change; where little is left, the shop raises an
    alert by itself.
    """
    return Differs(
        changed("partner_stockrecord", {"product_id": instance["id"]}, date_updated=ANY, **values),
        changed("catalogue_product", {"id": instance["id"]}, date_updated=ANY),
        added("partner_stockalert", stockrecord_id=instance["stock_id"], optional=True),
    )


async def _edit_stock(page: Page, upc: str, field: str, value: str) -> AsyncIterator[Action]:
    """Write into a field of a product's stock record, and save."""
    async for action in open_dashboard_product(page, upc):
        yield action
    async for action in click(page, having("a", "Stock and pricing")):
        yield action
    async for action in fill(page, f"#id_stockrecords-0-{field}", value):
        yield action
    async for action in click(page, having("button", "Save")):
        yield action


class _Keeping(SiteTemplate):
    sites = (("shop", MERCHANT),)
    path = "/dashboard/"


class SetPrice(_Keeping):
    """Give a product another price."""

    id = "shop.set-price"
    goal = "Change the price of the {title} (UPC {upc}) to £{new_price}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        products = await self.rows(surface, PRODUCTS)
        return [{**one, "new_price": f"{Decimal(str(one['price'])) + 1 + one['id'] % 5:.2f}"} for one in products]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (_stock_changes(instance, price=float(instance["new_price"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _edit_stock(surface, instance["upc"], "price", instance["new_price"]):
            yield action
        yield Stop()


class SetStock(_Keeping):
    """Correct how many pieces of a product there are."""

    id = "shop.set-stock"
    goal = "We counted {count} pieces of the {title} (UPC {upc}). Correct the number in stock."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "count": one["stock"] + 3 + one["id"] % 20} for one in await self.rows(surface, PRODUCTS)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (_stock_changes(instance, num_in_stock=instance["count"]),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _edit_stock(surface, instance["upc"], "num_in_stock", str(instance["count"])):
            yield action
        yield Stop()


TEMPLATES: tuple[type[SiteTemplate], ...] = (SetPrice, SetStock)
