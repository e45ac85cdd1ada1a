"""Templates about buying: the basket and the way to an order."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from digienv.core.actions import Action, Stop
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import Page, click, fill, having, inside, sequence
from digienv.suites.shop.pages import LINES, account, add_to_basket, basket
from digienv.suites.shop.people import CUSTOMER, STRANGERS, UNDECIDED, AsCustomer, AsUndecided
from digienv.suites.shop.records import ADDRESSES, BASKET, ORDER_LINES, PRODUCTS, VOUCHERS

__all__ = ["TEMPLATES"]

OPEN_BASKET = """
    SELECT b.id, u.id AS user_id FROM basket_basket b JOIN auth_user u ON u.id = b.owner_id
    WHERE b.status = 'Open' AND u.email = ?
"""


async def _available(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    """Products of which there are some, with the customer's basket."""
    own = (await template.rows(surface, OPEN_BASKET, CUSTOMER))[0]
    return [
        {**one, "basket_id": own["id"], "user_id": own["user_id"]}
        for one in await template.rows(surface, PRODUCTS)
        if one["public"] and one["stock"] >= 8
    ]


def _in_basket(product: Instance, quantity: int) -> Expectation:
    return added("basket_line", basket_id=product["basket_id"], product_id=product["id"], quantity=quantity)


# -------------------------------------------------------------------- the basket


class AddToBasket(AsCustomer):
    """Put some pieces of a product into the basket."""

    id = "shop.add-to-basket"
    goal = "Put {quantity} of the {title} into my basket."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "quantity": 2 + one["id"] % 4} for one in await _available(self, surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(_in_basket(instance, instance["quantity"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(add_to_basket(surface, instance["title"], instance["quantity"]), Stop())


class FillBasket(AsCustomer):
    """Put several products into the basket."""

    id = "shop.fill-basket"
    goal = "Put these into my basket: {list}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        products = await _available(self, surface)
        found: list[Instance] = []
        for number, one in enumerate(products):
            three = [one, *(products[(number + step) % len(products)] for step in (97, 211))]
            items = [{**product, "quantity": quantity} for product, quantity in zip(three, (1, 2, 1), strict=True)]
            text = "; ".join(f"{item['quantity']} of the {item['title']}" for item in items)
            found.append({"list": text, "items": items})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*(_in_basket(item, item["quantity"]) for item in instance["items"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        bought = (add_to_basket(surface, item["title"], item["quantity"]) for item in instance["items"])
        return sequence(*bought, Stop())


class _InBasket(AsUndecided):
    """One instance a line of the full basket."""

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.rows(surface, BASKET, UNDECIDED) if one["status"] == "Open"]


class ChangeQuantity(_InBasket):
    """Change how many pieces of a product are in the basket."""

    id = "shop.change-quantity"
    goal = "I want {count} of the {title} in my basket instead of {quantity}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        lines = await super().instances(surface)
        return [{**line, "count": count} for line in lines for count in range(1, 7) if count != line["quantity"]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        line = changed("basket_line", {"id": instance["id"]}, quantity=instance["count"], date_updated=ANY)
        return (Differs(line),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            basket(surface),
            fill(surface, inside(LINES, instance["title"], ".checkout-quantity input"), str(instance["count"])),
            click(surface, inside(LINES, instance["title"], ".checkout-quantity button")),
            Stop(),
        )


class _TwoInBasket(_InBasket):
    """One instance for each two lines of the full basket."""

    status = "Open"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        lines = [one for one in await self.rows(surface, BASKET, UNDECIDED) if one["status"] == self.status]
        return [{"first": one, "second": other} for one, other in itertools.combinations(lines, 2)]

    def on_both(self, surface: SiteSurface, instance: Instance, link: str) -> AsyncIterator[Action]:
        """Click a link of one line, then of the other."""
        return sequence(
            basket(surface),
            *(click(surface, inside(LINES, instance[which]["title"], link)) for which in ("first", "second")),
            Stop(),
        )

    def moved(self, instance: Instance, to: str) -> Differs:
        """Both lines are in another basket."""
        lines = (instance["first"], instance["second"])
        return Differs(
            *(changed("basket_line", {"id": line["id"]}, basket_id=line[to], date_updated=ANY) for line in lines)
        )


class RemoveFromBasket(_TwoInBasket):
    """Take two products out of the basket."""

    id = "shop.remove-from-basket"
    goal = "Take these two out of my basket: {first[title]}; {second[title]}."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*(removed("basket_line", id=instance[which]["id"]) for which in ("first", "second"))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return self.on_both(surface, instance, "[data-behaviours=remove]")


class SaveForLater(_TwoInBasket):
    """Put aside two products in the basket."""

    id = "shop.save-for-later"
    goal = "Of what is in my basket, put these two aside for later: {first[title]}; {second[title]}."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (self.moved(instance, "saved_id"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return self.on_both(surface, instance, "[data-behaviours=save]")


class BuyAfterAll(_TwoInBasket):
    """Move two products that were put aside into the basket."""

    id = "shop.move-to-basket"
    goal = "Of what I have put aside for later, move these two into my basket: {first[title]}; {second[title]}."
    status = "Saved"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (self.moved(instance, "open_id"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return self.on_both(surface, instance, "[data-behaviours=move]")


# -------------------------------------------------------------------- vouchers


async def _usable_vouchers(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    return [
        one
        for one in await template.rows(surface, VOUCHERS)
        if one["active"] and not (one["usage"] == "Single use" and one["orders"])
    ]


def _fits(voucher: Instance, product: Instance) -> bool:
    return voucher["category_id"] in (None, product["category_id"])


PENNY = Decimal("0.01")


def _bill(items: Sequence[Instance], voucher: Instance | None) -> tuple[Decimal, Decimal]:
    """What a basket comes to, and what a voucher takes off, as the shop rounds them: one product at a time to the
    nearest penny, and the discount as a whole down.
    """
    wholes = [Decimal(str(item["price"])) * item["quantity"] for item in items]
    if voucher is None:
        return sum(wholes, Decimal()), Decimal()
    value = Decimal(str(voucher["value"]))
    if voucher["kind"] == "Absolute":
        discount = min(sum(whole for whole, item in zip(wholes, items, strict=True) if _fits(voucher, item)), value)
        return sum(wholes, Decimal()) - discount, discount
    shares = [value / 100 if _fits(voucher, item) else Decimal() for item in items]
    parts = [whole * share for whole, share in zip(wholes, shares, strict=True)]
    left = [(whole - part).quantize(PENNY, ROUND_HALF_UP) for whole, part in zip(wholes, parts, strict=True)]
    return sum(left, Decimal()), sum(parts, Decimal()).quantize(PENNY, ROUND_DOWN)


def _apply_voucher(page: Page, code: str) -> AsyncIterator[Action]:
    """Enter a voucher's code in the basket, which is open."""
    return sequence(
        click(page, "#voucher_form_link a"),
        fill(page, "#voucher_form input[name=code]", code),
        click(page, having("button", "Add voucher")),
    )


class ApplyVoucher(AsCustomer):
    """Put a product into the basket and use a voucher for it."""

    id = "shop.apply-voucher"
    goal = "Put {quantity} of the {title} into my basket and apply my voucher {voucher[code]} there."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "quantity": 1 + one["id"] % 3, "voucher": voucher}
            for voucher in await _usable_vouchers(self, surface)
            for one in (await _available(self, surface))[voucher["id"] :: 5]
            if _fits(voucher, one)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        voucher = instance["voucher"]
        return (
            Differs(
                _in_basket(instance, instance["quantity"]),
                added("basket_basket_vouchers", basket_id=instance["basket_id"], voucher_id=voucher["id"]),
                changed("voucher_voucher", {"id": voucher["id"]}, num_basket_additions=voucher["additions"] + 1),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            add_to_basket(surface, instance["title"], instance["quantity"]),
            _apply_voucher(surface, instance["voucher"]["code"]),
            Stop(),
        )


# -------------------------------------------------------------------- orders


def _ordered(
    items: Sequence[Instance], address: Mapping[str, Any], voucher: Instance | None = None
) -> list[Expectation]:
    """All that happens when an empty basket is filled with some products and ordered."""
    basket_id, user_id = items[0]["basket_id"], items[0]["user_id"]
    total, discount = _bill(items, voucher)
    expected = [
        changed("basket_basket", {"id": basket_id}, status="Submitted", date_submitted=ANY),
        added("basket_basket", optional=True, owner_id=user_id, status="Open"),  # by the next page that shows it
        added(
            "order_order",
            number=str(100_000 + basket_id),
            basket_id=basket_id,
            user_id=user_id,
            status="Pending",
            total_incl_tax=float(total),
        ),
        added("order_shippingaddress", **address),
        added("communication_email", user_id=user_id),
    ]
    for item in items:
        expected += [
            _in_basket(item, item["quantity"]),
            added("order_line", product_id=item["id"], quantity=item["quantity"], status="Pending"),
            added("order_lineprice"),
            changed("partner_stockrecord", {"product_id": item["id"]}, num_allocated=item["quantity"]),
        ]
    if voucher:
        expected += [
            added("basket_basket_vouchers", basket_id=basket_id, voucher_id=voucher["id"]),
            changed(
                "voucher_voucher",
                {"id": voucher["id"]},
                num_basket_additions=voucher["additions"] + 1,
                num_orders=voucher["orders"] + 1,
                total_discount=float(Decimal(str(voucher["total_discount"])) + discount),
            ),
            added("voucher_voucherapplication", voucher_id=voucher["id"], user_id=user_id),
            changed(
                "offer_conditionaloffer",
                {"id": voucher["offer_id"]},
                num_applications=voucher["num_applications"] + 1,
                num_orders=voucher["offer_orders"] + 1,
                total_discount=float(Decimal(str(voucher["offer_discount"])) + discount),
            ),
            added("order_orderdiscount", voucher_id=voucher["id"], amount=float(discount)),
            *[added("order_orderlinediscount") for item in items if _fits(voucher, item)],
        ]
    return expected


def _place_order(page: Page, where: AsyncIterator[Action]) -> AsyncIterator[Action]:
    """Order what is in the basket, which is open, and have it sent somewhere."""
    return sequence(
        click(page, having("a", "Proceed to checkout")),
        where,
        click(page, "#view_preview"),
        click(page, "#place-order"),
        Stop(),
    )


def _ship_to(page: Page, address: Instance) -> AsyncIterator[Action]:
    return click(page, inside(".choose-block .card", address["line1"], "button.ship-address"))


def _known(address: Instance) -> dict[str, Any]:
    fields = ("first_name", "last_name", "line1", "line4", "state", "postcode", "country_id", "phone_number")
    return {field: address[field] for field in fields}


class Checkout(AsCustomer):
    """Order a product for somebody in the address book."""

    id = "shop.checkout"
    goal = (
        "Order {quantity} of the {title} and have it sent to {address[recipient]} in {address[line4]} "
        "(see my address book)."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        addresses = await self.rows(surface, ADDRESSES, CUSTOMER)
        return [
            {**one, "quantity": 1 + one["id"] % 3, "address": addresses[one["id"] % len(addresses)]}
            for one in await _available(self, surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        address = instance["address"]
        sent = changed("address_useraddress", {"id": address["id"]}, num_orders_as_shipping_address=1)
        return (Differs(*_ordered([instance], _known(address)), sent),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            add_to_basket(surface, instance["title"], instance["quantity"]),
            _place_order(surface, _ship_to(surface, instance["address"])),
        )


class CheckoutWithVoucher(AsCustomer):
    """Order two products with a voucher for somebody in the address book."""

    id = "shop.checkout-with-voucher"
    goal = (
        "Order the {items[0][title]} and the {items[1][title]}, one of each. Use my voucher {voucher[code]}, and have "
        "them sent to {address[recipient]} in {address[line4]} (see my address book)."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        addresses = await self.rows(surface, ADDRESSES, CUSTOMER)
        vouchers = await _usable_vouchers(self, surface)
        products = await _available(self, surface)
        found: list[Instance] = []
        for number, one in enumerate(products):
            items = [{**product, "quantity": 1} for product in (one, products[(number + 89) % len(products)])]
            fitting = [voucher for voucher in vouchers if any(_fits(voucher, item) for item in items)]
            found.append(
                {
                    "items": items,
                    "voucher": fitting[number % len(fitting)],
                    "address": addresses[number % len(addresses)],
                }
            )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        address = instance["address"]
        sent = changed("address_useraddress", {"id": address["id"]}, num_orders_as_shipping_address=1)
        return (Differs(*_ordered(instance["items"], _known(address), instance["voucher"]), sent),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            *(add_to_basket(surface, item["title"], item["quantity"]) for item in instance["items"]),
            _apply_voucher(surface, instance["voucher"]["code"]),
            _place_order(surface, _ship_to(surface, instance["address"])),
        )


class CheckoutToNewAddress(AsCustomer):
    """Order a product for somebody whose address is not known yet."""

    id = "shop.checkout-to-new-address"
    goal = (
        "Order {quantity} of the {title} and have it sent to {address[first_name]} {address[last_name]}, "
        "{address[line1]}, {address[line4]}, {address[postcode]}."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "quantity": 1 + one["id"] % 3, "address": STRANGERS[one["id"] % len(STRANGERS)]}
            for one in await _available(self, surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        address = {**instance["address"], "country_id": "GB"}
        known = added("address_useraddress", **address, num_orders_as_shipping_address=1)
        return (Differs(*_ordered([instance], address), known),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        address = sequence(
            *(fill(surface, f"#id_{field}", value) for field, value in instance["address"].items()),
            click(surface, "#new_shipping_address button[type=submit]"),
        )
        return sequence(add_to_basket(surface, instance["title"], instance["quantity"]), _place_order(surface, address))


class Reorder(AsCustomer):
    """Put what was once ordered into the basket again."""

    id = "shop.reorder"
    goal = "Put everything from my order {number} into my basket once more."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        own = (await self.rows(surface, OPEN_BASKET, CUSTOMER))[0]
        orders: dict[str, list[Instance]] = defaultdict(list)
        for line in await self.rows(surface, ORDER_LINES):
            if line["email"] == CUSTOMER:
                orders[line["number"]].append({**line, "id": line["product_id"], "basket_id": own["id"]})
        return [
            {"number": number, "items": lines}
            for number, lines in orders.items()
            if all(line["public"] and line["stock"] >= line["quantity"] for line in lines)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*(_in_basket(item, item["quantity"]) for item in instance["items"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            account(surface, "Order History"),
            click(surface, having("a", instance["number"])),
            click(surface, having("button", "Re-order all items")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddToBasket,
    ApplyVoucher,
    BuyAfterAll,
    ChangeQuantity,
    Checkout,
    CheckoutToNewAddress,
    CheckoutWithVoucher,
    FillBasket,
    RemoveFromBasket,
    Reorder,
    SaveForLater,
)
