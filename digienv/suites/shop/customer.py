"""Templates of the shop's customers."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Answer, Stop
from digienv.sites.answers import Money, Name
from digienv.sites.surface import SiteSurface
from digienv.sites.task import ANY, At, Differs, Instance, Requirement, Says, SiteTemplate, added, changed
from digienv.suites.dom import choose, click, fill, having, text
from digienv.suites.shop.pages import CUSTOMER, PRODUCTS, find_product, open_orders

__all__ = ["TEMPLATES"]

ORDERS = """
    SELECT o.number, o.status, o.total_incl_tax AS total, o.date_placed
    FROM order_order o JOIN auth_user u ON u.id = o.user_id
    WHERE u.email = ? ORDER BY o.id
"""

CATEGORIES = """
    SELECT c.id, c.name, c.slug, d.slug AS department
    FROM catalogue_category c JOIN catalogue_category d ON d.path = substr(c.path, 1, 4)
    WHERE c.depth = 2 ORDER BY c.path
"""

REVIEWED = """
    SELECT r.product_id FROM reviews_productreview r JOIN auth_user u ON u.id = r.user_id WHERE u.email = ?
"""


class _Shopping(SiteTemplate):
    sites = (("shop", CUSTOMER),)

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, PRODUCTS)


class PriceOfProduct(_Shopping):
    """Find a product and say what it costs."""

    id = "shop.price-of-product"
    goal = "How much is the {title}?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["price"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_product(surface, instance["title"]):
            yield action
        yield Answer(await text(surface, ".product_main .price_color"))


class CheapestInCategory(_Shopping):
    """Find the cheapest product of a category."""

    id = "shop.cheapest-in-category"
    goal = "Which is the cheapest product in the category {category}? Answer with its full title."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        cheapest: dict[str, Instance] = {}
        for product in await self.rows(surface, PRODUCTS):
            best = cheapest.get(product["category"])
            if best is None or product["price"] < best["price"]:
                cheapest[product["category"]] = product
        return [{"category": name, "title": product["title"]} for name, product in cheapest.items()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["title"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in click(surface, having(".side_categories a", instance["category"])):
            yield action
        async for action in choose(surface, "select[name=sort_by]", "Price low to high"):
            yield action
        yield Answer(str(await surface.evaluate("document.querySelector('.product_pod h3 a').title")))


class OpenCategory(_Shopping):
    """Go to a category."""

    id = "shop.open-category"
    goal = "Open the category {name}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, CATEGORIES)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/catalogue/category/{department}/{slug}_{id}/".format_map(instance)),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in click(surface, having(".side_categories a", instance["name"])):
            yield action
        yield Stop()


class OpenProduct(_Shopping):
    """Go to a product's page."""

    id = "shop.open-product"
    goal = "Open the page of the {title}."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/catalogue/{slug}_{id}/".format_map(instance)),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_product(surface, instance["title"]):
            yield action
        yield Stop()


class AddToBasket(_Shopping):
    """Put some pieces of a product into the basket."""

    id = "shop.add-to-basket"
    goal = "Put {quantity} of the {title} into my basket."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        products = await self.rows(surface, PRODUCTS)
        return [{**one, "quantity": 2 + one["id"] % 4} for one in products if one["stock"] >= 5]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("basket_line", product_id=instance["id"], quantity=instance["quantity"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_product(surface, instance["title"]):
            yield action
        async for action in click(surface, "#add_to_basket_form button[type=submit]"):
            yield action
        async for action in click(surface, having("a", "View cart")):
            yield action
        async for action in fill(surface, "#id_form-0-quantity", str(instance["quantity"])):
            yield action
        async for action in click(surface, having(".checkout-quantity button", "Update")):
            yield action
        yield Stop()


class AddToWishlist(_Shopping):
    """Put a product on the customer's wish list."""

    id = "shop.add-to-wishlist"
    goal = "Add the {title} to my wish list {list}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        own = "SELECT w.id, w.name FROM wishlists_wishlist w JOIN auth_user u ON u.id = w.owner_id WHERE u.email = ?"
        listed = "SELECT product_id FROM wishlists_line WHERE wishlist_id = ?"
        found: list[Instance] = []
        for wishlist in await self.rows(surface, own, CUSTOMER):
            there = {row["product_id"] for row in await self.rows(surface, listed, wishlist["id"])}
            for one in await self.rows(surface, PRODUCTS):
                if one["id"] not in there:
                    found.append({**one, "list": wishlist["name"], "list_id": wishlist["id"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(added("wishlists_line", product_id=instance["id"], wishlist_id=instance["list_id"], quantity=1)),
        )

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_product(surface, instance["title"]):
            yield action
        async for action in click(surface, having(".btn-wishlist a", "Add to wish list")):
            yield action
        async for action in click(surface, having(".btn-wishlist a", f"Add to '{instance['list']}' wish list")):
            yield action
        yield Stop()


class WriteReview(_Shopping):
    """Review a product."""

    id = "shop.write-review"
    goal = 'Write a review of the {title}: {score} stars, titled "{headline}", saying "{body}".'

    HEADLINES = (
        ("Very pleased", "It does just what I hoped for.", 5),
        ("Not for me", "The colour is quite different from the picture.", 2),
        ("Good value", "Solid and well made for the money.", 4),
        ("Disappointing", "It broke after a week.", 1),
        ("All right", "Nothing special, but it works.", 3),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        own = {row["product_id"] for row in await self.rows(surface, REVIEWED, CUSTOMER)}
        found: list[Instance] = []
        for one in await self.rows(surface, PRODUCTS):
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
        )
        product = changed("catalogue_product", {"id": instance["id"]}, rating=ANY, date_updated=ANY)
        return (Differs(review, product),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_product(surface, instance["title"]):
            yield action
        async for action in click(surface, having("a", "Write a review")):
            yield action
        async for action in fill(surface, "#id_title", instance["headline"]):
            yield action
        star = f"document.querySelectorAll('#add_review_form .star-rating i')[{instance['score'] - 1}]"
        async for action in click(surface, star):
            yield action
        async for action in fill(surface, "#id_body", instance["body"]):
            yield action
        async for action in click(surface, "#add_review_form button[type=submit]"):
            yield action
        yield Stop()


class _OwnOrders(SiteTemplate):
    sites = (("shop", CUSTOMER),)

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, ORDERS, CUSTOMER)


class OrderStatus(_OwnOrders):
    """Say what has become of an order."""

    id = "shop.order-status"
    goal = "What is the status of my order {number}?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["status"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_orders(surface):
            yield action
        async for action in click(surface, having("a", instance["number"])):
            yield action
        yield Answer(await text(surface, having("h2", "Status") + ".nextElementSibling"))


class OrderTotal(_OwnOrders):
    """Say what an order came to."""

    id = "shop.order-total"
    goal = "How much did I pay in all for my order {number}?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["total"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_orders(surface):
            yield action
        row = f"[...document.querySelectorAll('tr')].find(r => r.textContent.includes('{instance['number']}'))"
        yield Answer(await surface.evaluate(f"{row}.textContent.match(/£[0-9.,]+/)[0]"))


class OpenOrder(_OwnOrders):
    """Go to the page of an order."""

    id = "shop.open-order"
    goal = "Open the details of my order {number}."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/accounts/orders/{instance['number']}/"),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_orders(surface):
            yield action
        async for action in click(surface, having("a", instance["number"])):
            yield action
        yield Stop()


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddToBasket,
    AddToWishlist,
    CheapestInCategory,
    OpenCategory,
    OpenOrder,
    OpenProduct,
    OrderStatus,
    OrderTotal,
    PriceOfProduct,
    WriteReview,
)
