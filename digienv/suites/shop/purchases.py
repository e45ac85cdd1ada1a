"""Templates about a customer's own orders."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from decimal import Decimal

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Money, Name
from digienv.core.goals import Instance, Requirement, Says
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.dom import Page, answer, click, fill, having, inside, sequence, text, texts
from digienv.suites.shop.pages import account
from digienv.suites.shop.people import CUSTOMER, AsCustomer
from digienv.suites.shop.records import ORDER_LINES, ORDERS

__all__ = ["TEMPLATES"]


def _open_order(page: Page, number: str) -> AsyncIterator[Action]:
    return sequence(account(page, "Order History"), click(page, having("a", number)))


def _total(row: str) -> Decimal:
    return Decimal(row[row.index("£") + 1 :].split()[0].replace(",", ""))


class _OwnOrders(AsCustomer):
    """One instance an order."""

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.rows(surface, ORDERS) if one["email"] == CUSTOMER]


class OrderStatus(_OwnOrders):
    """Say what has become of an order."""

    id = "shop.order-status"
    goal = "What is the status of my order {number}?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["status"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _open_order(surface, instance["number"]),
            answer(surface, having("h2", "Status") + ".nextElementSibling"),
        )


class OrderTotal(_OwnOrders):
    """Say what an order came to."""

    id = "shop.order-total"
    goal = "How much did I pay in all for my order {number}?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["total"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in account(surface, "Order History"):
            yield action
        row = await text(surface, inside("tr", instance["number"], "td") + ".parentElement")
        yield Answer(str(_total(row)))


class RecipientOfOrder(_OwnOrders):
    """Say where an order went."""

    id = "shop.recipient-of-order"
    goal = "To whom did I have my order {number} sent, and to which town? Answer with the name and the town."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        name, town = instance["recipient"], instance["town"]
        return (Says(Name(f"{name}, {town}", also=(f"{name} in {town}", f"{name} {town}", f"{name}; {town}"))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _open_order(surface, instance["number"]):
            yield action
        address = having("h2", "Shipping Address") + ".nextElementSibling.querySelector('td')"
        lines = str(await surface.evaluate(f"({address}).innerText")).strip().splitlines()
        yield Answer(f"{lines[0]}, {lines[2]}")


class OrderWithProduct(AsCustomer):
    """Find the order that a product came with."""

    id = "shop.order-with-product"
    goal = "With which order did I buy the {title}? Answer with the order's number."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        own = [line for line in await self.rows(surface, ORDER_LINES) if line["email"] == CUSTOMER]
        times = Counter(line["product_id"] for line in own)
        return [line for line in own if times[line["product_id"]] == 1]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["number"], also=(f"order {instance['number']}",))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in account(surface, "Order History"):
            yield action
        for number in await texts(surface, "td a[href*='/accounts/orders/']"):
            async for action in click(surface, having("a", number)):
                yield action
            if instance["title"] in await texts(surface, "td a"):
                yield Answer(number)
                return
            async for action in click(surface, having(".breadcrumb a", "Order history")):
                yield action


class SpendingInPeriod(AsCustomer):
    """Add up what was spent within some months."""

    id = "shop.spending-in-period"
    goal = "What do all my orders from {first} to {last}, both months included, come to together, cancelled ones too?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        own = [one for one in await self.rows(surface, ORDERS) if one["email"] == CUSTOMER]
        months = [(2025, month) for month in range(1, 13)] + [(2026, month) for month in range(1, 5)]
        found: list[Instance] = []
        for start, end in itertools.combinations(months, 2):
            first, following = datetime.date(*start, 1), datetime.date(*end, 1)
            last = following - datetime.timedelta(days=1)
            within = [one for one in own if first.isoformat() <= one["placed"] < following.isoformat()]
            if 2 <= len(within) <= 6 and any(one["placed"][:7] == first.isoformat()[:7] for one in within):
                total = sum((Decimal(str(one["total"])) for one in within), Decimal())
                found.append(
                    {
                        "first": f"{first:%B %Y}",
                        "last": f"{last:%B %Y}",
                        "from": f"{first:%d/%m/%Y}",
                        "to": f"{last:%d/%m/%Y}",
                        "total": str(total),
                    }
                )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["total"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            account(surface, "Order History"),
            fill(surface, "#id_date_from", instance["from"]),
            fill(surface, "#id_date_to", instance["to"]),
            click(surface, having("button", "Filter results")),
        ):
            yield action
        rows = await texts(surface, "[...document.querySelectorAll('tr')].filter(row => row.querySelector('td'))")
        yield Answer(str(sum(map(_total, rows), Decimal())))


class OpenOrder(_OwnOrders):
    """Go to the page of an order."""

    id = "shop.open-order"
    goal = "Open the details of my order {number}."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/accounts/orders/{instance['number']}/"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(_open_order(surface, instance["number"]), Stop())


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    OpenOrder,
    OrderStatus,
    OrderTotal,
    OrderWithProduct,
    RecipientOfOrder,
    SpendingInPeriod,
)
