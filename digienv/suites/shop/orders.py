"""Templates about orders and customers, as the merchant sees them."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from decimal import Decimal

from digienv.core.actions import Action, Answer, Press, Stop
from digienv.core.answers import Money, Name, Number
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, Says, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.dom import Page, answer, click, fill, having, inside, sequence, texts
from digienv.suites.shop.pages import dashboard, dashboard_order, pick, tick
from digienv.suites.shop.people import STRANGERS, AsMerchant
from digienv.suites.shop.records import ORDER_LINES, ORDERS, REVIEWS

__all__ = ["TEMPLATES"]

NEXT_STATUS = {"Pending": "Being processed", "Being processed": "Shipped", "Shipped": "Delivered"}
NOTES = (
    "Customer rang: please leave the parcel with the neighbour at number 12.",
    "One box was damaged in the warehouse and has been repacked.",
    "Customer asks for a phone call before delivery.",
    "Address checked with the customer, all correct.",
    "Gift wrapping was requested by e-mail.",
)


async def _orders(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    """All orders, each with its lines."""
    lines: dict[int, list[Instance]] = defaultdict(list)
    for line in await template.rows(surface, ORDER_LINES):
        lines[line["order_id"]].append(line)
    return [{**order, "lines": lines[order["id"]]} for order in await template.rows(surface, ORDERS)]


def _periods() -> Iterator[tuple[datetime.date, datetime.date]]:
    """Whole months and single weeks of the last year."""
    months = [datetime.date(2025, month, 1) for month in range(4, 13)] + [
        datetime.date(2026, month, 1) for month in range(1, 4)
    ]
    for first, following in itertools.pairwise(months):
        yield first, following - datetime.timedelta(days=1)
    for week in range(1, 9):
        last = datetime.date(2026, 3, 15) - datetime.timedelta(weeks=week - 1)
        yield last - datetime.timedelta(days=6), last


def _within(orders: Sequence[Instance], first: datetime.date, last: datetime.date) -> list[Instance]:
    return [order for order in orders if first.isoformat() <= order["placed"] <= last.isoformat()]


def _period(first: datetime.date, last: datetime.date) -> Instance:
    """A period in words and as it is typed."""
    return {
        "first": f"{first.day} {first:%B %Y}",
        "last": f"{last.day} {last:%B %Y}",
        "from": f"{first:%d/%m/%Y}",
        "to": f"{last:%d/%m/%Y}",
    }


def _statistics(page: Page, instance: Instance) -> AsyncIterator[Action]:
    """Show the statistics of a period."""
    return sequence(
        dashboard(page, "Fulfilment", "Statistics"),
        fill(page, "#id_date_from", instance["from"]),
        fill(page, "#id_date_to", instance["to"]),
        Press("Enter"),
    )


def _amount(row: str) -> Decimal:
    """The amount of money in a row of a table."""
    return Decimal(row[row.index("£") + 1 :].split()[0].replace(",", ""))


def _customer(page: Page, email: str) -> AsyncIterator[Action]:
    """Open the page of a customer."""
    return sequence(
        dashboard(page, "Customers", "Customers"),
        fill(page, "#id_email", email),
        Press("Enter"),
        click(page, inside("tbody tr", email, "a")),
    )


# -------------------------------------------------------------------- finding out


class CountOrders(AsMerchant):
    """Count the orders of a period that have a status."""

    id = "shop.count-orders"
    goal = 'How many of the orders placed from {first} to {last}, both days included, have the status "{status}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        orders = await self.rows(surface, ORDERS)
        found: list[Instance] = []
        for first, last in _periods():
            counts: dict[str, int] = defaultdict(int)
            for order in _within(orders, first, last):
                counts[order["status"]] += 1
            found += [
                {**_period(first, last), "status": status, "count": count} for status, count in sorted(counts.items())
            ]
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _statistics(surface, instance), answer(surface, inside("tr", instance["status"], "td:last-child"))
        )


class Revenue(AsMerchant):
    """Say what the orders of a period came to."""

    id = "shop.revenue"
    goal = "What was the total revenue of the orders placed from {first} to {last}, both days included?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        orders = await self.rows(surface, ORDERS)
        found: list[Instance] = []
        for first, last in _periods():
            if within := _within(orders, first, last):
                total = sum((Decimal(str(order["total"])) for order in within), Decimal())
                found.append({**_period(first, last), "total": str(total)})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["total"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(_statistics(surface, instance), answer(surface, inside("tr", "Total revenue", "td")))


class LargestOrder(AsMerchant):
    """Find the order for which a customer has paid most."""

    id = "shop.largest-order"
    goal = "Which of {customer}'s orders came to the largest amount? Answer with its number."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        by_customer: dict[str, list[Instance]] = defaultdict(list)
        for order in await self.rows(surface, ORDERS):
            by_customer[order["email"]].append(order)
        found: list[Instance] = []
        for orders in by_customer.values():
            first, *others = sorted(orders, key=lambda order: -float(order["total"]))
            if others and others[0]["total"] < first["total"]:
                found.append(first)
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["number"], also=(f"order {instance['number']}",))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _customer(surface, instance["email"]):
            yield action
        rows = [row for row in await texts(surface, "#user_orders tr") if "£" in row]
        yield Answer(max(rows, key=_amount).split()[0])


class VoucherOfOrder(AsMerchant):
    """Find the voucher that an order was paid with."""

    id = "shop.voucher-of-order"
    goal = "Which voucher was used for the order {number}? Answer with its code."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [order for order in await self.rows(surface, ORDERS) if order["voucher"]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["voucher"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard_order(surface, instance["number"]),
            click(surface, having("a", "Discounts")),
            answer(surface, "#discounts tbody td:nth-child(2)"),
        )


class ReviewsOfCustomer(AsMerchant):
    """Say how many reviews a customer has written."""

    id = "shop.reviews-of-customer"
    goal = "How many reviews has {reviewer} written in all, whatever has become of them?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for review in await self.rows(surface, REVIEWS):
            counts[review["reviewer"], review["email"]] += 1
        return [{"reviewer": name, "email": email, "count": count} for (name, email), count in counts.items()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(_customer(surface, instance["email"]), answer(surface, inside("tr", "Reviews written", "td")))


# -------------------------------------------------------------------- getting there


class OpenCustomer(AsMerchant):
    """Go to the page of a customer."""

    id = "shop.open-customer"
    goal = "Open the page of the customer {customer}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        customers = {order["email"]: order for order in await self.rows(surface, ORDERS)}
        return [{name: order[name] for name in ("customer", "email", "user_id")} for order in customers.values()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/dashboard/users/{instance['user_id']}/"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(_customer(surface, instance["email"]), Stop())


class FilterOrders(AsMerchant):
    """List the orders that hold a product and have a status."""

    id = "shop.filter-orders"
    goal = 'Show me a list of just those orders that have the status "{order_status}" and contain the UPC {upc}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        lines = await self.rows(surface, ORDER_LINES)
        open_lines = {(line["order_status"], line["upc"]) for line in lines if line["order_status"] in NEXT_STATUS}
        return [{"order_status": status, "upc": upc} for status, upc in sorted(open_lines)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/dashboard/orders/", {"status": instance["order_status"], "upc": instance["upc"]}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Fulfilment", "Orders"),
            click(surface, having("a", "Advanced Search")),
            fill(surface, ".modal.show input[name=upc]", instance["upc"]),
            pick(surface, ".modal.show select[name=status]", instance["order_status"]),
            click(surface, having(".modal.show button", "Search")),
            Stop(),
        )


# -------------------------------------------------------------------- seeing to orders


def _moves_on(order: Instance, status: str) -> list[Expectation]:
    """An order and all its lines get another status, which the shop puts on record."""
    return [
        changed("order_order", {"id": order["id"]}, status=status),
        *(changed("order_line", {"id": line["id"]}, status=status) for line in order["lines"]),
        added("order_orderstatuschange", order_id=order["id"], old_status=order["status"], new_status=status),
        added("order_ordernote", order_id=order["id"], note_type="System"),
    ]


class SetOrderStatus(AsMerchant):
    """Move an order on."""

    id = "shop.set-order-status"
    goal = 'Set the status of the order {number} to "{new}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**order, "new": NEXT_STATUS[order["status"]]}
            for order in await _orders(self, surface)
            if order["status"] in NEXT_STATUS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*_moves_on(instance, instance["new"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard_order(surface, instance["number"]),
            pick(surface, "#id_new_status", instance["new"]),
            click(surface, having("button", "Change status")),
            Stop(),
        )


class SetLineStatus(AsMerchant):
    """Move one line of an order on."""

    id = "shop.set-line-status"
    goal = 'In the order {number}, set the status of the {title} to "{new}", and leave the rest as it is.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**line, "new": NEXT_STATUS[line["status"]]}
            for order in await _orders(self, surface)
            if len(order["lines"]) > 1 and order["status"] in NEXT_STATUS
            for line in order["lines"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                changed("order_line", {"id": instance["id"]}, status=instance["new"]),
                added("order_ordernote", order_id=instance["order_id"], note_type="System"),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard_order(surface, instance["number"]),
            tick(surface, instance["upc"]),
            click(surface, "#line_status_check"),
            pick(surface, "#new_status_select", instance["new"]),
            click(surface, having("button", "Go!")),
            Stop(),
        )


class ProcessOrders(AsMerchant):
    """Move two orders on together."""

    id = "shop.process-orders"
    goal = 'Set the status of both the order {first[number]} and the order {second[number]} to "{new}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        waiting = [order for order in await _orders(self, surface) if order["status"] in NEXT_STATUS]
        by_status: dict[str, list[Instance]] = defaultdict(list)
        for order in waiting[-20:]:
            by_status[order["status"]].append(order)
        return [
            {"first": first, "second": second, "new": NEXT_STATUS[status]}
            for status, orders in by_status.items()
            for place, first in enumerate(orders)
            for second in orders[place + 1 :]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        orders = (instance["first"], instance["second"])
        return (Differs(*(change for order in orders for change in _moves_on(order, instance["new"]))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Fulfilment", "Orders"),
            click(surface, having("a", "Advanced Search")),
            pick(surface, ".modal.show select[name=status]", instance["first"]["status"]),
            click(surface, having(".modal.show button", "Search")),
            tick(surface, instance["first"]["number"]),
            tick(surface, instance["second"]["number"]),
            pick(surface, "select[name=new_status]", instance["new"]),
            click(surface, having("button", "Change status")),
            Stop(),
        )


class AddOrderNote(AsMerchant):
    """Write a note about an order."""

    id = "shop.add-order-note"
    goal = 'Add this note to the order {number}: "{note}"'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**order, "note": NOTES[order["id"] % len(NOTES)]} for order in await self.rows(surface, ORDERS)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("order_ordernote", order_id=instance["id"], message=instance["note"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard_order(surface, instance["number"]),
            click(surface, having("a", "Notes")),
            fill(surface, "#id_message", instance["note"]),
            click(surface, "input[value='Save note']"),
            Stop(),
        )


class RedirectOrder(AsMerchant):
    """Change the address that an order goes to."""

    id = "shop.redirect-order"
    goal = (
        "The order {number} has to go to {address[first_name]} {address[last_name]}, {address[line1]} instead, in the "
        "same town and with the same postcode. Correct its shipping address."
    )
    FIELDS = ("first_name", "last_name", "line1")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**order, "address": {field: STRANGERS[order["id"] % len(STRANGERS)][field] for field in self.FIELDS}}
            for order in await self.rows(surface, ORDERS)
            if order["status"] in ("Pending", "Being processed")
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        address = changed(
            "order_shippingaddress", {"id": instance["address_id"]}, **instance["address"], search_text=ANY
        )
        return (Differs(address, added("order_ordernote", order_id=instance["id"], note_type="System")),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard_order(surface, instance["number"]),
            click(surface, having("a", "Shipping")),
            click(surface, having("a", "Update")),
            *(fill(surface, f"#id_{field}", value) for field, value in instance["address"].items()),
            click(surface, having("button", "Update address")),
            Stop(),
        )


class DeactivateCustomer(AsMerchant):
    """Lock a customer out."""

    id = "shop.deactivate-customer"
    goal = "Make the account of the customer with the e-mail address {email} inactive."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await OpenCustomer(self.max_steps).instances(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("auth_user", {"id": instance["user_id"]}, is_active=0)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Customers", "Customers"),
            fill(surface, "#id_email", instance["email"]),
            Press("Enter"),
            tick(surface, instance["email"]),
            click(surface, "input[value=make_inactive]"),
            click(surface, "input[value='Go!']"),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddOrderNote,
    CountOrders,
    DeactivateCustomer,
    FilterOrders,
    LargestOrder,
    OpenCustomer,
    ProcessOrders,
    RedirectOrder,
    Revenue,
    ReviewsOfCustomer,
    SetLineStatus,
    SetOrderStatus,
    VoucherOfOrder,
)
