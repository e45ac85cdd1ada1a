"""Ways through the shop that several scripted solutions take, and what several templates ask the database."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Press
from digienv.suites.dom import Page, click, fill, having

__all__ = [
    "CUSTOMER",
    "MERCHANT",
    "PRODUCTS",
    "find_product",
    "open_dashboard_product",
    "open_orders",
]

CUSTOMER = "yasmin.sefton@example.com"
MERCHANT = "merchant@oakhill.example"

PRODUCTS = """
    SELECT p.id, p.title, p.slug, p.upc, s.id AS stock_id, s.price, s.num_in_stock AS stock,
        c.name AS category, c.slug AS category_slug
    FROM catalogue_product p
    JOIN partner_stockrecord s ON s.product_id = p.id
    JOIN catalogue_productcategory pc ON pc.product_id = p.id
    JOIN catalogue_category c ON c.id = pc.category_id
    ORDER BY p.id
"""


async def find_product(page: Page, title: str) -> AsyncIterator[Action]:
    """Search for a product by its title and open its page."""
    async for action in fill(page, "input[name=q]", title):
        yield action
    yield Press("Enter")
    link = f"[...document.querySelectorAll('.product_pod h3 a')].find(a => a.title === {json.dumps(title)})"
    async for action in click(page, link):
        yield action


async def open_orders(page: Page) -> AsyncIterator[Action]:
    """Go to the list of one's own orders."""
    async for action in click(page, having("a", "Account")):
        yield action
    async for action in click(page, having("a", "Order History")):
        yield action


async def open_dashboard_product(page: Page, upc: str) -> AsyncIterator[Action]:
    """From the dashboard to the form of a product."""
    async for action in click(page, having("a", "Catalog")):
        yield action
    async for action in click(page, having("a", "Products")):
        yield action
    async for action in fill(page, "input[name=upc]", upc):
        yield action
    yield Press("Enter")
    async for action in click(page, "table tbody tr a[href*='/dashboard/catalogue/products/']"):
        yield action
