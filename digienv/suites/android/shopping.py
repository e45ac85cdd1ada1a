"""Tasks in the phone's browser, in a shop on the web: what DigiRL's Web Shopping tasks are about.

Nobody is signed in. The shop is the site of `digienv.suites.shop`, with a world of its own for every phone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from decimal import Decimal

from digienv.core.actions import Action, Answer, OpenApp, Press, Scroll, Stop
from digienv.core.answers import Money
from digienv.core.goals import Differs, Instance, Requirement, Says, added
from digienv.suites.android.screen import fill, sequence, tap, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import AtPage, PhoneTemplate
from digienv.suites.shop.records import CATEGORIES, PRODUCTS

__all__ = ["TEMPLATES"]

WORDS = ("lamp", "kettle", "mug", "cushion", "clock", "notebook", "rucksack", "teapot", "scissors", "candle", "trowel")


class _Shopping(PhoneTemplate):
    place = "shop"
    sites = ("shop",)

    async def products(self, surface: PhoneSurface) -> list[Instance]:
        """What can be bought, of which there is some."""
        rows = await surface.sites.query("shop", PRODUCTS)
        columns = ("id", "title", "slug", "price", "category")
        return [{name: row[name] for name in columns} for row in rows if row["public"] and int(str(row["stock"])) >= 8]


def path_of(product: Instance) -> str:
    """Where a product's page is."""
    return f"/catalogue/{product['slug']}_{product['id']}/"


def go_to(surface: PhoneSurface, path: str) -> AsyncIterator[Action]:
    """Open a page of the shop by its address."""
    address = f"{surface.sites['shop'].host}{path}"
    return sequence(OpenApp("Chrome"), fill(surface, "url_bar", address), Press("Enter"))


def find_product(surface: PhoneSurface, product: Instance) -> AsyncIterator[Action]:
    """Search for a product and open its page."""
    return sequence(
        go_to(surface, f"/search/?q={product['title'].replace(' ', '+')}"), tap(surface, product["title"], kind="View")
    )


class SearchShop(_Shopping):
    """Look for something in the shop."""

    id = "android.search-shop"
    goal = 'Open the shop in Chrome and search there for "{word}".'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"word": word} for word in WORDS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (AtPage("/search", {"q": instance["word"]}),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(go_to(surface, f"/search/?q={instance['word']}"), Stop())


class OpenCategory(_Shopping):
    """Look at all things of a kind."""

    id = "android.open-shop-category"
    goal = "In Chrome, go to the shop and open the category {name}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        rows = await surface.sites.query("shop", CATEGORIES)
        path = "/catalogue/category/{department}/{slug}_{id}/"
        return [{"name": row["name"], "path": path.format_map(row)} for row in rows]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (AtPage(instance["path"]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Chrome"), tap(surface, "shop"), tap(surface, instance["name"], kind="View"), Stop())


class OpenProduct(_Shopping):
    """Look at a product."""

    id = "android.open-product"
    goal = "Find the {title} in the shop with Chrome, and open its page."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return await self.products(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (AtPage(path_of(instance)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find_product(surface, instance), Stop())


class ProductPrice(_Shopping):
    """Say what something costs."""

    id = "android.product-price"
    goal = "What does the {title} cost in the shop? Look it up with Chrome."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return await self.products(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(Decimal(str(instance["price"])))),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_product(surface, instance):
            yield action
        while not (prices := [text for text in await texts(surface) if text.startswith("£")]):
            yield Scroll(surface.width // 2, surface.height * 3 // 4, 0, surface.height // 4)
        yield Answer(prices[0])


class PutIntoBasket(_Shopping):
    """Put something into the basket."""

    id = "android.put-into-basket"
    goal = "Go to the shop in Chrome and add one {title} to the basket."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return await self.products(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        line = added("basket_line", product_id=instance["id"], quantity=1)
        return (Differs(added("basket_basket", owner_id=None, status="Open"), line),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find_product(surface, instance), tap(surface, "Add to basket", kind="Button"), Stop())


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    OpenCategory,
    OpenProduct,
    ProductPrice,
    PutIntoBasket,
    SearchShop,
)
