"""Templates about vouchers, offers, ranges and reviews, as the merchant sees them."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence

from digienv.core.actions import Action, Stop
from digienv.core.answers import Money
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, Says, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.dom import Page, answer, choose, click, fill, having, inside, sequence, shown
from digienv.suites.shop.pages import act_on_row, dashboard, pick, tick
from digienv.suites.shop.people import AsMerchant
from digienv.suites.shop.records import CATEGORIES, PRODUCTS, REVIEWS, VOUCHERS
from digienv.suites.values import Beginning

__all__ = ["TEMPLATES"]

USAGES = {
    "once by one customer": ("Single use", "Can be used once by one customer"),
    "many times by many customers": ("Multi-use", "Can be used multiple times by multiple customers"),
    "once by every customer": ("Once per customer", "Can only be used once per customer"),
}
"""How often a voucher can be used: in goals, in the database, on pages."""
NEW_VOUCHERS = (
    ("EASTER26", "Easter eggs-tra"),
    ("MAYDAY", "First of May"),
    ("MIDSUMMER", "Midsummer night"),
    ("HARVEST", "Harvest home"),
    ("BONFIRE", "Bonfire night"),
    ("FROST", "First frost"),
)


class _EachVoucher(AsMerchant):
    """One instance a voucher."""

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, VOUCHERS)


def _vouchers(page: Page) -> AsyncIterator[Action]:
    return dashboard(page, "Offers", "Vouchers")


# -------------------------------------------------------------------- vouchers


class VoucherDiscount(_EachVoucher):
    """Say what a voucher has cost the shop."""

    id = "shop.voucher-discount"
    goal = "How much discount has the voucher {code} given in all?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["total_discount"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _vouchers(surface),
            click(surface, inside("tbody tr", f" {instance['code']} ", "a")),
            answer(surface, inside("tr", "Total discount", "td")),
        )


class OpenVoucher(_EachVoucher):
    """Go to the statistics of a voucher."""

    id = "shop.open-voucher"
    goal = "Open the statistics of the voucher {code}."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/dashboard/vouchers/stats/{instance['id']}/"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(_vouchers(surface), click(surface, inside("tbody tr", f" {instance['code']} ", "a")), Stop())


class CreateVoucher(AsMerchant):
    """Make a voucher for an offer that there is."""

    id = "shop.create-voucher"
    goal = (
        'Create a voucher named "{name}" with the code {code} for the offer "{offer}". It holds from {begins} 00:00 to '
        "{ends} 00:00 and can be used {usage}."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        offers = await self.rows(surface, VOUCHERS)
        found: list[Instance] = []
        for number, ((code, name), usage) in enumerate(itertools.product(NEW_VOUCHERS, USAGES)):
            begins = datetime.date(2026, 4, 1) + datetime.timedelta(weeks=number)
            ends = begins + datetime.timedelta(weeks=2)
            offer = offers[number % len(offers)]
            found.append(
                {
                    "code": code,
                    "name": name,
                    "usage": usage,
                    "offer": offer["offer"],
                    "offer_id": offer["offer_id"],
                    "begins": begins.isoformat(),
                    "ends": ends.isoformat(),
                }
            )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added(
                    "voucher_voucher",
                    name=instance["name"],
                    code=instance["code"],
                    usage=USAGES[instance["usage"]][0],
                    start_datetime=f"{instance['begins']} 00:00:00",
                    end_datetime=f"{instance['ends']} 00:00:00",
                ),
                added("voucher_voucher_offers", conditionaloffer_id=instance["offer_id"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _vouchers(surface),
            click(surface, having("a", "Create new voucher")),
            fill(surface, "#id_name", instance["name"]),
            fill(surface, "#id_code", instance["code"]),
            fill(surface, "#id_start_datetime", f"{instance['begins']} 00:00:00"),
            fill(surface, "#id_end_datetime", f"{instance['ends']} 00:00:00"),
            pick(surface, "#id_usage", USAGES[instance["usage"]][1]),
            pick(surface, "#id_offers", instance["offer"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


class ExtendVoucher(AsMerchant):
    """Let a voucher hold longer."""

    id = "shop.extend-voucher"
    goal = "Let the voucher {code} hold until {until} 09:00."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "until": (datetime.date.fromisoformat(one["ends"]) + datetime.timedelta(weeks=weeks)).isoformat()}
            for one in await self.rows(surface, VOUCHERS)
            for weeks in (2, 6)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(changed("voucher_voucher", {"id": instance["id"]}, end_datetime=f"{instance['until']} 09:00:00")),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _vouchers(surface),
            act_on_row(surface, f" {instance['code']} ", "Edit"),
            fill(surface, "#id_end_datetime", f"{instance['until']} 09:00:00"),
            click(surface, having("button", "Save")),
            Stop(),
        )


class DeleteVoucher(AsMerchant):
    """Delete a voucher that was hardly used."""

    id = "shop.delete-voucher"
    goal = "Delete the voucher {code}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.rows(surface, VOUCHERS) if one["orders"] <= 2]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                removed("voucher_voucher", id=instance["id"]),
                removed("voucher_voucher_offers", voucher_id=instance["id"]),
                *[removed("voucher_voucherapplication", voucher_id=instance["id"])] * instance["orders"],
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _vouchers(surface),
            act_on_row(surface, f" {instance['code']} ", "Delete"),
            click(surface, having("button", "Delete")),
            Stop(),
        )


# -------------------------------------------------------------------- offers and ranges


class SuspendOffer(_EachVoucher):
    """Suspend an offer."""

    id = "shop.suspend-offer"
    goal = 'Suspend the offer "{offer}".'

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("offer_conditionaloffer", {"id": instance["offer_id"]}, status="Suspended")),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Offers", "Offers"),
            click(surface, having("td a", instance["offer"])),
            click(surface, having("button", "Suspend offer")),
            Stop(),
        )


RANGES = "SELECT id, name FROM offer_range ORDER BY id"


class CreateOffer(AsMerchant):
    """Make an offer for everybody."""

    id = "shop.create-offer"
    goal = (
        'Create an offer named "{name}" for all customers: {per_cent} per cent off everything in the range {range} '
        "when the basket has at least {count} items from the same range. It begins at once, has no end and no "
        "restrictions."
    )
    NAMES = ("Spring in the air", "Long weekend", "The more the merrier", "Back again", "Just because")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        ranges = await self.rows(surface, RANGES)
        return [
            {
                "name": self.NAMES[number % len(self.NAMES)],
                "range": scope["name"],
                "range_id": scope["id"],
                "per_cent": per_cent,
                "count": 2 + number % 3,
            }
            for number, (scope, per_cent) in enumerate(itertools.product(ranges, (5, 10, 15)))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added(
                    "offer_conditionaloffer",
                    name=instance["name"],
                    offer_type="Site",
                    start_datetime=Beginning("2026-03-16 09:"),
                    end_datetime=None,
                    max_global_applications=None,
                    max_user_applications=None,
                    max_basket_applications=None,
                    max_discount=None,
                ),
                added(
                    "offer_benefit",
                    range_id=instance["range_id"],
                    type="Percentage",
                    value=instance["per_cent"],
                    max_affected_items=None,
                ),
                added("offer_condition", range_id=instance["range_id"], type="Count", value=instance["count"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Offers", "Offers"),
            click(surface, having("a", "Create new offer")),
            fill(surface, "#id_name", instance["name"]),
            pick(surface, "#id_offer_type", "Site offer - available to all users"),
            click(surface, having("button", "Continue to step 2")),
            pick(surface, "#id_range", instance["range"]),
            pick(surface, "#id_type", "Discount is a percentage off of the product's value"),
            fill(surface, "#id_value", str(instance["per_cent"])),
            click(surface, having("button", "Continue to step 3")),
            pick(surface, "#id_range", instance["range"]),
            pick(surface, "#id_type", "Depends on number of items in basket that are in condition range"),
            fill(surface, "#id_value", str(instance["count"])),
            click(surface, having("button", "Continue to step 4")),
            click(surface, having("button", "Save this offer")),
            Stop(),
        )


class CreateRange(AsMerchant):
    """Make a range of two categories."""

    id = "shop.create-range"
    goal = 'Create a range named "{name}" that includes the categories {first[name]} and {second[name]}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        categories = await self.rows(surface, CATEGORIES)
        names = ("Gifts", "Seasonal", "Bestsellers", "Window display")
        return [
            {"name": names[number % len(names)], "first": first, "second": categories[(number + 9) % len(categories)]}
            for number, first in enumerate(categories)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        categories = (instance["first"], instance["second"])
        return (
            Differs(
                added("offer_range", name=instance["name"], includes_all_products=0),
                *(added("offer_range_included_categories", category_id=one["id"]) for one in categories),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Catalogue", "Ranges"),
            click(surface, having("a", "Create new range")),
            fill(surface, "#id_name", instance["name"]),
            *(
                pick(surface, "#id_included_categories", f"{one['parent']} > {one['name']}")
                for one in (instance["first"], instance["second"])
            ),
            click(surface, having("button", "Save")),
            Stop(),
        )


class AddToRange(AsMerchant):
    """Put a product of another category into a range."""

    id = "shop.add-to-range"
    goal = "Add the {title} (UPC {upc}) to the range {range}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        ranges = [one for one in await self.rows(surface, RANGES) if one["name"] != "All products"]
        products = await self.rows(surface, PRODUCTS)
        return [
            {**one, "range": scope["name"], "range_id": scope["id"]}
            for number, scope in enumerate(ranges)
            for one in products[number::23]
            if one["category"] != scope["name"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added("offer_rangeproduct", range_id=instance["range_id"], product_id=instance["id"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Catalogue", "Ranges"),
            act_on_row(surface, instance["range"], "Edit products"),
            fill(surface, "#id_query", instance["upc"]),
            click(surface, having("button", "Go!")),
            Stop(),
        )


# -------------------------------------------------------------------- reviews


PENDING, APPROVED, REJECTED = 0, 1, 2


async def _reviews(template: SiteTemplate, surface: SiteSurface, status: int) -> list[Instance]:
    """Reviews with this status, with the scores of all approved ones of the same product."""
    reviews = await template.rows(surface, REVIEWS)
    scores: dict[int, list[int]] = defaultdict(list)
    for review in reviews:
        if review["status"] == APPROVED:
            scores[review["product_id"]].append(review["score"])
    return [{**one, "scores": scores[one["product_id"]]} for one in reviews if one["status"] == status]


def _rated(review: Instance, scores: Sequence[int]) -> Expectation:
    """The product of a review is rated anew."""
    rating = sum(scores) / len(scores) if scores else None
    return changed("catalogue_product", {"id": review["product_id"]}, rating=rating, date_updated=ANY)


def _find_pending(page: Page) -> AsyncIterator[Action]:
    """List the reviews that wait for the merchant."""
    return sequence(
        dashboard(page, "Content", "Reviews"),
        choose(page, "select[name=status].form-control", "Requires moderation"),
        click(page, having("button", "Search")),
    )


class ApproveReview(AsMerchant):
    """Let customers see a review."""

    id = "shop.approve-review"
    goal = 'Approve the review "{headline}" of the {product} by {reviewer}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await _reviews(self, surface, PENDING)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        review = changed("reviews_productreview", {"id": instance["id"]}, status=APPROVED)
        return (Differs(review, _rated(instance, [*instance["scores"], instance["score"]])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        row = f"{instance['headline']} {instance['product']} {instance['reviewer']}"
        return sequence(_find_pending(surface), tick(surface, row), click(surface, having("button", "Update")), Stop())


class RejectReviews(AsMerchant):
    """Reject two reviews."""

    id = "shop.reject-reviews"
    goal = (
        'Reject two reviews: "{first[headline]}" of the {first[product]} by {first[reviewer]}, and '
        '"{second[headline]}" of the {second[product]} by {second[reviewer]}.'
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        pairs = itertools.combinations(await _reviews(self, surface, PENDING), 2)
        return [{"first": one, "second": other} for one, other in pairs if one["product_id"] != other["product_id"]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        reviews = (instance["first"], instance["second"])
        rejected = (changed("reviews_productreview", {"id": one["id"]}, status=REJECTED) for one in reviews)
        return (Differs(*rejected, *(_rated(one, one["scores"]) for one in reviews)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        rows = (f"{one['headline']} {one['product']} {one['reviewer']}" for one in instance.values())
        return sequence(
            _find_pending(surface),
            *(tick(surface, row) for row in rows),
            pick(surface, "select[name=status].select2-hidden-accessible", "Rejected"),
            click(surface, having("button", "Update")),
            Stop(),
        )


class DeleteReview(AsMerchant):
    """Delete a review for good."""

    id = "shop.delete-review"
    goal = "Delete the review that {reviewer} has written of the {product}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await _reviews(self, surface, APPROVED) if one["score"] <= 2]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        left = list(instance["scores"])
        left.remove(instance["score"])
        return (
            Differs(
                removed("reviews_productreview", id=instance["id"]),
                *[removed("reviews_vote", review_id=instance["id"])] * instance["total_votes"],
                _rated(instance, left),
            ),
        )

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            dashboard(surface, "Content", "Reviews"),
            fill(surface, "#id_name", instance["reviewer"]),
            fill(surface, "#id_keyword", instance["headline"]),
            click(surface, having("button", "Search")),
        ):
            yield action
        while not await shown(surface, inside("tbody tr", instance["product"], "td")):
            async for action in click(surface, having("a.page-link", "next")):
                yield action
        async for action in sequence(
            act_on_row(surface, instance["product"], "Delete"), click(surface, having("button", "Delete")), Stop()
        ):
            yield action


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddToRange,
    ApproveReview,
    CreateOffer,
    CreateRange,
    CreateVoucher,
    DeleteReview,
    DeleteVoucher,
    ExtendVoucher,
    OpenVoucher,
    RejectReviews,
    SuspendOffer,
    VoucherDiscount,
)
