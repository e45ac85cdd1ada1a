"""Templates about looking around: categories, products and what others say of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Items, Money, Name, Number
from digienv.core.goals import ANY, Differs, Instance, Requirement, Says, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.dom import answer, choose, click, fill, having, inside, sequence, text, texts
from digienv.suites.shop.pages import category, facet, find_product, search, sort_by
from digienv.suites.shop.people import CUSTOMER, AsCustomer
from digienv.suites.shop.records import ALERTS, CATEGORIES, PRODUCTS, REVIEWS

__all__ = ["TEMPLATES"]

ATTRIBUTES = """
    SELECT v.product_id, a.name, v.value_text AS value
    FROM catalogue_productattributevalue v JOIN catalogue_productattribute a ON a.id = v.attribute_id
    ORDER BY v.product_id, a.name
"""

PRICES = {
    "under £10": (0, 9.99, "[0 TO 9.99]", "Under £10"),
    "from £10 to £19.99": (10, 19.99, "[10 TO 19.99]", "£10 to £19.99"),
    "from £20 to £49.99": (20, 49.99, "[20 TO 49.99]", "£20 to £49.99"),
    "from £50 to £99.99": (50, 99.99, "[50 TO 99.99]", "£50 to £99.99"),
    "of £100 and over": (100, 10**6, "[100 TO *]", "£100 and over"),
}
"""Price ranges that the shop narrows lists to: from, to, its name in addresses and on pages."""


async def products_on_sale(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    """All products that customers see."""
    return [one for one in await template.rows(surface, PRODUCTS) if one["public"]]


async def _with_attributes(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    attributes: dict[int, dict[str, str]] = defaultdict(dict)
    for row in await template.rows(surface, ATTRIBUTES):
        attributes[row["product_id"]][row["name"]] = row["value"]
    return [{**one, "attributes": attributes[one["id"]]} for one in await products_on_sale(template, surface)]


async def _reviews_of_others(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    """All reviews that customers see, but for the customer's own."""
    on_sale = {one["id"] for one in await products_on_sale(template, surface)}
    return [
        one
        for one in await template.rows(surface, REVIEWS)
        if one["status"] == 1 and one["email"] != CUSTOMER and one["product_id"] in on_sale
    ]


def _category_path(instance: Instance) -> str:
    return "/catalogue/category/{department}/{slug}_{id}/".format_map(instance)


class _AboutProduct(AsCustomer):
    """One instance a product."""

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await products_on_sale(self, surface)


# -------------------------------------------------------------------- finding out


class PriceOfProduct(_AboutProduct):
    """Find a product and say what it costs."""

    id = "shop.price-of-product"
    goal = "How much is the {title}?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["price"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find_product(surface, instance["title"]), answer(surface, ".product_main .price_color"))


class ProductDetail(AsCustomer):
    """Find a product and read its description or its table of attributes."""

    id = "shop.product-detail"
    goal = 'What does the product information of the {title} say under "{name}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"title": one["title"], "name": name, "value": value}
            for one in await _with_attributes(self, surface)
            for name, value in one["attributes"].items()
            if value not in one["title"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["value"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_product(surface, instance["title"]), answer(surface, inside("table tr", instance["name"], "td"))
        )


class CheapestInCategory(AsCustomer):
    """Find the cheapest product of a category."""

    id = "shop.cheapest-in-category"
    goal = "Which is the cheapest product in the category {category}? Answer with its full title."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        cheapest: dict[str, Instance] = {}
        for product in await products_on_sale(self, surface):
            best = cheapest.get(product["category"])
            if best is None or product["price"] < best["price"]:
                cheapest[product["category"]] = product
        return [{"category": name, "title": product["title"]} for name, product in cheapest.items()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["title"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            category(surface, instance["category"]),
            sort_by(surface, "Price low to high"),
            answer(surface, ".product_pod h3 a"),
        )


class BestRated(AsCustomer):
    """Find the best product of a category below a price."""

    id = "shop.best-rated-under-price"
    goal = (
        "Which of the products in the category {category} that cost less than £{limit} has the most stars? "
        "Answer with its full title."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        by_category: dict[str, list[Instance]] = defaultdict(list)
        for product in await products_on_sale(self, surface):
            by_category[product["category"]].append(product)
        for name, products in by_category.items():
            for limit in (10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300):
                affordable = [one for one in products if one["price"] < limit]
                stars = sorted((round(one["rating"] or 0) for one in affordable), reverse=True)
                if 3 <= len(affordable) < len(products) and stars[0] > stars[1]:
                    best = max(affordable, key=lambda one: one["rating"] or 0)
                    found.append({"category": name, "limit": limit, "title": best["title"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["title"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(category(surface, instance["category"]), sort_by(surface, "Customer rating")):
            yield action
        titles = await texts(surface, ".product_pod h3 a")
        prices = [float(price.lstrip("£")) for price in await texts(surface, ".product_pod .price_color")]
        yield Answer(next(title for title, price in zip(titles, prices, strict=True) if price < instance["limit"]))


class CountInCategory(AsCustomer):
    """Count what a category has of a material in a range of prices."""

    id = "shop.count-in-category"
    goal = "How many products in the category {category} are made of {material} and have a price {range}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        counts: dict[tuple[str, str, str], int] = defaultdict(int)
        for one in await _with_attributes(self, surface):
            for name, (low, high, *_) in PRICES.items():
                if low <= one["price"] <= high:
                    counts[one["category"], one["attributes"]["Material"], name] += 1
        return [
            {"category": name, "material": material, "range": prices, "count": count}
            for (name, material, prices), count in counts.items()
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            category(surface, instance["category"]),
            facet(surface, instance["material"]),
            facet(surface, PRICES[instance["range"]][3]),
        ):
            yield action
        yield Answer(await text(surface, "form[method=get] strong"))


class Unavailable(AsCustomer):
    """Find what is sold out in a category."""

    id = "shop.unavailable-in-category"
    goal = (
        "Which products in the category {category} are not available at the moment? "
        "Answer with their full titles, separated by semicolons."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        missing: dict[str, list[str]] = defaultdict(list)
        for one in await products_on_sale(self, surface):
            if one["stock"] == 0:
                missing[one["category"]].append(one["title"])
        return [{"category": name, "titles": titles} for name, titles in missing.items()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Items([Name(title) for title in instance["titles"]])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in category(surface, instance["category"]):
            yield action
        missing = "[...document.querySelectorAll('.product_pod')].filter(pod => pod.querySelector('.fa-ban'))"
        yield Answer("; ".join(await texts(surface, f"{missing}.map(pod => pod.querySelector('h3 a'))")))


class CompareProducts(AsCustomer):
    """Find the cheapest available one of three products."""

    id = "shop.compare-products"
    goal = (
        "I cannot decide between these: {titles}. Which of them is the cheapest that is in stock? "
        "Answer with its full title."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        products = await products_on_sale(self, surface)
        found: list[Instance] = []
        for number, one in enumerate(products):
            three = [one, *(products[(number + step) % len(products)] for step in (5, 11))]
            in_stock = [product for product in three if product["stock"]]
            if len(in_stock) == 2 and len({product["price"] for product in three}) == 3:
                best = min(in_stock, key=lambda product: product["price"])
                titles = [product["title"] for product in three]
                found.append({"titles": "; ".join(titles), "each": titles, "title": best["title"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["title"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        prices: dict[str, float] = {}
        for title in instance["each"]:
            async for action in find_product(surface, title):
                yield action
            if "In stock" in await text(surface, ".product_main .availability"):
                prices[title] = float((await text(surface, ".product_main .price_color")).lstrip("£"))
        yield Answer(min(prices, key=prices.__getitem__))


class CountReviews(AsCustomer):
    """Count the reviews that give a product a number of stars."""

    id = "shop.count-reviews"
    goal = "How many of the reviews of the {title} give it {score} of 5 stars?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        scores: dict[int, list[int]] = defaultdict(list)
        for review in await self.rows(surface, REVIEWS):
            if review["status"] == 1:
                scores[review["product_id"]].append(review["score"])
        return [
            {"title": one["title"], "score": score, "count": scores[one["id"]].count(score)}
            for one in await products_on_sale(self, surface)
            if len(scores[one["id"]]) >= 4
            for score in sorted(set(scores[one["id"]]) - {1})
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            find_product(surface, instance["title"]), click(surface, having("a", "See all reviews"))
        ):
            yield action
        stars = ("One", "Two", "Three", "Four", "Five")[instance["score"] - 1]
        yield Answer(str(await surface.evaluate(f"document.querySelectorAll('.review .star-rating.{stars}').length")))


class ReviewerOf(AsCustomer):
    """Find out who wrote a review."""

    id = "shop.reviewer"
    goal = 'Who wrote the review of the {product} that says: "{body}"'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await _reviews_of_others(self, surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["reviewer"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_product(surface, instance["product"]),
            click(surface, ".product_main .star-rating a"),
            answer(surface, inside(".review", instance["body"], "small strong")),
        )


# -------------------------------------------------------------------- getting there


class OpenCategory(AsCustomer):
    """Go to a category."""

    id = "shop.open-category"
    goal = "Open the category {name}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, CATEGORIES)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(_category_path(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(category(surface, instance["name"]), Stop())


class OpenProduct(_AboutProduct):
    """Go to a product's page."""

    id = "shop.open-product"
    goal = "Open the page of the {title}."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/catalogue/{slug}_{id}/".format_map(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find_product(surface, instance["title"]), Stop())


class SortCategory(AsCustomer):
    """Go to a category and sort it."""

    id = "shop.sort-category"
    goal = "Show me the category {name}, {wish} first."

    ORDERS = (
        ("the cheapest", "price-asc", "Price low to high"),
        ("the most expensive", "price-desc", "Price high to low"),
        ("the newest", "newest", "Newest"),
        ("the best rated", "rating", "Customer rating"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "wish": wish, "order": order, "label": label}
            for one in await self.rows(surface, CATEGORIES)
            for wish, order, label in self.ORDERS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(_category_path(instance), {"sort_by": instance["order"]}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(category(surface, instance["name"]), sort_by(surface, instance["label"]), Stop())


class FilterCategory(AsCustomer):
    """Go to a category, narrow it to a material and sort it."""

    id = "shop.filter-category"
    goal = "Show me only those products in the category {name} that are made of {material}, {wish} first."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        materials: dict[str, set[str]] = defaultdict(set)
        for one in await _with_attributes(self, surface):
            materials[one["category"]].add(one["attributes"]["Material"])
        return [
            {**one, "material": material, "wish": wish, "order": order, "label": label}
            for one in await self.rows(surface, CATEGORIES)
            for material in sorted(materials[one["name"]])
            for wish, order, label in SortCategory.ORDERS[:2]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        query = {"selected_facets": f"material:{instance['material']}", "sort_by": instance["order"]}
        return (At(_category_path(instance), query),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            category(surface, instance["name"]),
            facet(surface, instance["material"]),
            sort_by(surface, instance["label"]),
            Stop(),
        )


class FilterSearch(AsCustomer):
    """Search for a word and narrow what is found to a range of prices."""

    id = "shop.filter-search"
    goal = 'Search the shop for "{word}" and show only what has a price {range}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        words: dict[str, set[str]] = defaultdict(set)
        for one in await products_on_sale(self, surface):
            for word in re.findall(r"[a-z]{4,}", one["title"]):
                words[word] |= {name for name, (low, high, *_) in PRICES.items() if low <= one["price"] <= high}
        return [{"word": word, "range": name} for word in sorted(words) for name in PRICES if name in words[word]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/search/", {"q": instance["word"], "selected_facets": f"price:{PRICES[instance['range']][2]}"}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(search(surface, instance["word"]), facet(surface, PRICES[instance["range"]][3]), Stop())


class OpenReviews(AsCustomer):
    """Go to the newest reviews of a product."""

    id = "shop.open-reviews"
    goal = "Open the list of all reviews of the {title}, the most recent first."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await products_on_sale(self, surface) if one["rating"]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/catalogue/{slug}_{id}/reviews/".format_map(instance), {"sort_by": "recency"}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_product(surface, instance["title"]),
            click(surface, ".product_main .star-rating a"),
            choose(surface, "select[name=sort_by]", "Recency"),
            click(surface, having("button", "Go")),
            Stop(),
        )


# -------------------------------------------------------------------- having a say


class WriteReview(AsCustomer):
    """Review a product."""

    id = "shop.write-review"
    goal = 'Write a review of the {title}: {score} of 5 stars, titled "{headline}", saying "{body}".'

    HEADLINES = (
        ("Very pleased", "It does just what I hoped for.", 5),
        ("Not for me", "The colour is quite different from the picture.", 2),
        ("Good value", "Solid and well made for the money.", 4),
        ("Disappointing", "It broke after a week.", 1),
        ("All right", "Nothing special, but it works.", 3),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        own = {review["product_id"] for review in await self.rows(surface, REVIEWS) if review["email"] == CUSTOMER}
        found: list[Instance] = []
        for one in await products_on_sale(self, surface):
            if one["id"] not in own:
                headline, body, score = self.HEADLINES[one["id"] % len(self.HEADLINES)]
                found.append({**one, "headline": headline, "body": body, "score": score})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        review = added(
            "reviews_productreview",
            product_id=instance["id"],
            score=instance["score"],
            title=instance["headline"],
            body=instance["body"],
            status=0,
        )
        return (Differs(review, changed("catalogue_product", {"id": instance["id"]}, date_updated=ANY)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        star = f"document.querySelectorAll('#add_review_form .star-rating i')[{instance['score'] - 1}]"
        return sequence(
            find_product(surface, instance["title"]),
            click(surface, having("a", "Write a review")),
            fill(surface, "#id_title", instance["headline"]),
            click(surface, star),
            fill(surface, "#id_body", instance["body"]),
            click(surface, "#add_review_form button[type=submit]"),
            Stop(),
        )


class VoteOnReview(AsCustomer):
    """Say whether a review is helpful."""

    id = "shop.vote-on-review"
    goal = "Say that the review of the {product} by {reviewer} is {opinion}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        votes = "SELECT v.review_id FROM reviews_vote v JOIN auth_user u ON u.id = v.user_id WHERE u.email = ?"
        voted = {vote["review_id"] for vote in await self.rows(surface, votes, CUSTOMER)}
        return [
            {**one, "opinion": "helpful" if one["id"] % 3 else "not helpful", "delta": 1 if one["id"] % 3 else -1}
            for one in await _reviews_of_others(self, surface)
            if one["id"] not in voted
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added("reviews_vote", review_id=instance["id"], delta=instance["delta"]),
                changed(
                    "reviews_productreview",
                    {"id": instance["id"]},
                    total_votes=instance["total_votes"] + 1,
                    delta_votes=instance["delta_votes"] + instance["delta"],
                ),
                changed("catalogue_product", {"id": instance["product_id"]}, date_updated=ANY),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        button = ".btn-success" if instance["delta"] == 1 else ".btn-danger"
        return sequence(
            find_product(surface, instance["product"]),
            click(surface, ".product_main .star-rating a"),
            click(surface, inside(".review", f"Reviewed by {instance['reviewer']}", button)),
            Stop(),
        )


class AskForAlert(AsCustomer):
    """Have the shop tell when a product is back in stock."""

    id = "shop.ask-for-alert"
    goal = "Have the shop tell me when the {title} is back in stock."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        waiting = {alert["product_id"] for alert in await self.rows(surface, ALERTS, CUSTOMER)}
        products = await products_on_sale(self, surface)
        return [one for one in products if one["stock"] == 0 and one["id"] not in waiting]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("customer_productalert", product_id=instance["id"], status="Active")),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find_product(surface, instance["title"]), click(surface, having("button", "Notify me")), Stop())


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AskForAlert,
    BestRated,
    CheapestInCategory,
    CompareProducts,
    CountInCategory,
    CountReviews,
    FilterCategory,
    FilterSearch,
    OpenCategory,
    OpenProduct,
    OpenReviews,
    PriceOfProduct,
    ProductDetail,
    ReviewerOf,
    SortCategory,
    Unavailable,
    VoteOnReview,
    WriteReview,
)
