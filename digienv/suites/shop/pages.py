"""Ways through the shop and its dashboard that several scripted solutions take."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Press
from digienv.suites.dom import Page, choose, click, fill, having, inside, sequence

__all__ = [
    "LINES",
    "account",
    "act_on_row",
    "add_to_basket",
    "basket",
    "category",
    "dashboard",
    "dashboard_order",
    "dashboard_product",
    "facet",
    "find_product",
    "pick",
    "search",
    "sort_by",
    "tick",
]

LINES = ".basket-items"
"""Lines of the basket's page."""


def search(page: Page, words: str) -> AsyncIterator[Action]:
    """Search the shop."""
    return sequence(fill(page, "input[name=q]", words), Press("Enter"))


def find_product(page: Page, title: str) -> AsyncIterator[Action]:
    """Search for a product by its title and open its page."""
    link = f"[...document.querySelectorAll('.product_pod h3 a')].find(a => a.title === {json.dumps(title)})"
    return sequence(search(page, title), click(page, link))


def category(page: Page, name: str) -> AsyncIterator[Action]:
    """Open a category from the tree beside a list of products."""
    return click(page, having(".side_categories a", name))


def sort_by(page: Page, order: str) -> AsyncIterator[Action]:
    """Sort a list of products."""
    return choose(page, "select[name=sort_by]", order)


def facet(page: Page, value: str) -> AsyncIterator[Action]:
    """Narrow a list of products to those with a facet."""
    return click(page, having("dd a", value))


def account(page: Page, tab: str) -> AsyncIterator[Action]:
    """Open a page of one's account."""
    return sequence(click(page, having("#top_page a", "Account")), click(page, having(".list-group a, .nav a", tab)))


def basket(page: Page) -> AsyncIterator[Action]:
    """Open the basket."""
    return click(page, having("button", "View basket"))


async def add_to_basket(page: Page, title: str, quantity: int = 1) -> AsyncIterator[Action]:
    """Put some pieces of a product into the basket, which is open then if they are more than one."""
    async for action in sequence(
        find_product(page, title), click(page, "#add_to_basket_form button[type=submit]"), basket(page)
    ):
        yield action
    if quantity > 1:
        async for action in sequence(
            fill(page, inside(LINES, title, ".checkout-quantity input"), str(quantity)),
            click(page, inside(LINES, title, ".checkout-quantity button")),
        ):
            yield action


def dashboard(page: Page, menu: str, entry: str) -> AsyncIterator[Action]:
    """Open a page of the dashboard from its menu."""
    return sequence(click(page, having(".nav-item > a", menu)), click(page, having(".dropdown-menu a", entry)))


def dashboard_product(page: Page, upc: str) -> AsyncIterator[Action]:
    """Open the form of a product."""
    return sequence(
        dashboard(page, "Catalogue", "Products"),
        fill(page, "input[name=upc]", upc),
        Press("Enter"),
        click(page, "table tbody tr a[href*='/dashboard/catalogue/products/']"),
    )


def dashboard_order(page: Page, number: str) -> AsyncIterator[Action]:
    """Open the page of an order."""
    return sequence(
        dashboard(page, "Fulfilment", "Orders"), fill(page, "input[name=order_number]", number), Press("Enter")
    )


def act_on_row(page: Page, text: str, action: str) -> AsyncIterator[Action]:
    """Choose from the menu of a row in a table."""
    return sequence(
        click(page, inside("tbody tr", text, ".dropdown-toggle")), click(page, having(".dropdown-menu.show a", action))
    )


def pick(page: Page, select: str, label: str) -> AsyncIterator[Action]:
    """Choose from a drop-down list of the dashboard, which is not the browser's own."""
    return sequence(
        click(page, f"document.querySelector({json.dumps(select)}).nextElementSibling"),
        click(page, having("li.select2-results__option", label)),
    )


def tick(page: Page, row: str) -> AsyncIterator[Action]:
    """Tick the box of a row in a table."""
    return click(page, inside("tbody tr", row, "input[type=checkbox]"))
