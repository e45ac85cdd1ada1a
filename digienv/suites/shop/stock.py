"""Templates about products, prices, stock and suppliers, as the merchant sees them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

from digienv.core.actions import Action, Answer, Press, Stop
from digienv.core.answers import Name, Number
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, Says, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.dom import Page, click, fill, having, sequence, shown, texts
from digienv.suites.shop.pages import act_on_row, dashboard, dashboard_product, pick, tick
from digienv.suites.shop.people import STRANGERS, AsMerchant
from digienv.suites.shop.records import CATEGORIES, PRODUCTS
from digienv.suites.values import Beginning, New

__all__ = ["TEMPLATES"]

LOW = 3
"""Of a product of which there are fewer than this, the shop warns its merchant."""

SUPPLIERS = """
    SELECT p.id, p.name, a.id AS address_id, a.line1, a.line4, a.state, a.postcode
    FROM partner_partner p JOIN partner_partneraddress a ON a.partner_id = p.id ORDER BY p.name
"""
LAST_ROWS = "SELECT max(id) AS last_product FROM catalogue_product"

NEW_PRODUCTS = (
    ("Halden linen cushion, teal, 45 x 45 cm", "Cushions", "linen", "27.50"),
    ("Osterby oak wall clock, honey brown, 25 cm", "Wall clocks", "oak", "41.00"),
    ("Coldbrook zinc plant pot, zinc grey, 30 cm", "Plant pots", "zinc", "22.75"),
    ("Marlow & Finch cork notebook, light brown, A5", "Notebooks", "cork", "14.40"),
    ("Northmoor canvas rucksack, olive green, 25 litres", "Rucksacks", "canvas", "64.95"),
    ("Selwick aluminium torch, teal, 300 lumens", "Torches", "aluminium", "19.99"),
    ("Fernley mohair teddy bear, cream, 30 cm", "Teddy bears", "mohair", "38.25"),
    ("Larkrise nylon kite, turquoise, 90 cm", "Kites", "nylon", "17.80"),
    ("Ravensby merino wool socks, plum, UK 9-11", "Socks", "merino wool", "12.49"),
    ("Stanwick copper kettle, polished copper, 1.5 litres", "Kettles", "copper", "72.00"),
)
"""Title, category, material and price of what the shop does not have yet."""

NEW_CATEGORIES = {
    "Kitchen": ("Baking tins", "Tea towels"),
    "Home": ("Doormats", "Mirrors"),
    "Garden": ("Hammocks", "Rakes"),
    "Office": ("Bookends", "Calendars"),
    "Outdoors": ("Compasses", "Sleeping bags"),
    "Toys": ("Marbles", "Puzzles"),
    "Clothing": ("Gloves", "Jumpers"),
}


def _saved(product: Instance, **values: Any) -> list[Expectation]:
    """What another price or stock of a product changes; beside it the product itself, where that was done in its form.
    Of what there is enough again the shop takes its warning back.
    """
    expected = [
        changed("partner_stockrecord", {"product_id": product["id"]}, date_updated=ANY, **values),
        changed("catalogue_product", {"id": product["id"]}, optional=True, date_updated=ANY),
    ]
    if values.get("num_in_stock", 0) >= LOW and product["stock_alert"]:
        alert = {"id": product["stock_alert"]}
        expected.append(changed("partner_stockalert", alert, status="Closed", date_closed=ANY))
    return expected


def _edit_stock(page: Page, upc: str, field: str, value: str) -> AsyncIterator[Action]:
    """Write into a field of a product's stock record, and save."""
    return sequence(
        dashboard_product(page, upc),
        click(page, having("a", "Stock and pricing")),
        fill(page, f"#id_stockrecords-0-{field}", value),
        click(page, having("button", "Save")),
        Stop(),
    )


class _EachProduct(AsMerchant):
    """One instance a product."""

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, PRODUCTS)


# -------------------------------------------------------------------- finding out and getting there


class SkuOfProduct(_EachProduct):
    """Look up a product's number at its supplier."""

    id = "shop.sku-of-product"
    goal = "What is our supplier's SKU of the product with the UPC {upc}?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["sku"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            dashboard_product(surface, instance["upc"]), click(surface, having("a", "Stock and pricing"))
        ):
            yield action
        yield Answer(str(await surface.evaluate("document.querySelector('#id_stockrecords-0-partner_sku').value")))


class CountStockAlerts(AsMerchant):
    """Count what of a supplier's products is nearly or quite sold out."""

    id = "shop.count-stock-alerts"
    goal = "Of how many products of {supplier} that have an open stock alert are exactly {left} left?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        counts: dict[tuple[str, int], int] = defaultdict(int)
        for one in await self.rows(surface, PRODUCTS):
            if one["stock_alert"]:
                counts[one["supplier"], one["stock"]] += 1
        return [
            {"supplier": supplier, "left": left, "count": count} for (supplier, left), count in sorted(counts.items())
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in dashboard(surface, "Catalogue", "Low stock alerts"):
            yield action
        rows = await texts(surface, "tbody tr")
        while await shown(surface, having("a.page-link", "next")):
            async for action in click(surface, having("a.page-link", "next")):
                yield action
            rows += await texts(surface, "tbody tr")
        yield Answer(str(sum(f"{instance['supplier']} {LOW} {instance['left']} " in row for row in rows)))


class EditProduct(_EachProduct):
    """Go to the form of a product."""

    id = "shop.edit-product"
    goal = "Open the form in the dashboard where the {title} is edited."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/dashboard/catalogue/products/{instance['id']}/"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(dashboard_product(surface, instance["upc"]), Stop())


# -------------------------------------------------------------------- prices and stock


class SetPrice(AsMerchant):
    """Give a product another price."""

    id = "shop.set-price"
    goal = "Change the price of the {title} (UPC {upc}) to £{new_price}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "new_price": f"{Decimal(str(one['price'])) + 1 + one['id'] % 5:.2f}"}
            for one in await self.rows(surface, PRODUCTS)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*_saved(instance, price=float(instance["new_price"]))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return _edit_stock(surface, instance["upc"], "price", instance["new_price"])


class SetStock(AsMerchant):
    """Correct how many pieces of a product there are."""

    id = "shop.set-stock"
    goal = "We counted {count} pieces of the {title} (UPC {upc}). Correct the number in stock."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "count": one["stock"] + 3 + one["id"] % 20}
            for one in await self.rows(surface, PRODUCTS)
            if not one["awaited"]  # else the shop would write to those who wait for it
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*_saved(instance, num_in_stock=instance["count"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return _edit_stock(surface, instance["upc"], "num_in_stock", str(instance["count"]))


class PublishProduct(AsMerchant):
    """Let customers see a product."""

    id = "shop.publish-product"
    goal = "The {title} (UPC {upc}) may be sold now. Make it public."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.rows(surface, PRODUCTS) if not one["public"]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        product = changed("catalogue_product", {"id": instance["id"]}, is_public=1, date_updated=ANY)
        return (Differs(product),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard_product(surface, instance["upc"]),
            click(surface, "#id_is_public"),
            click(surface, having("button", "Save")),
            Stop(),
        )


def _select_both(page: Page, pair: Instance, action: str) -> AsyncIterator[Action]:
    """In the list of products with some words in their titles, choose what to do with two."""
    return sequence(
        dashboard(page, "Catalogue", "Products"),
        fill(page, "input[name=title]", pair["words"]),
        Press("Enter"),
        tick(page, pair["first"]["upc"]),
        tick(page, pair["second"]["upc"]),
        pick(page, "select[name=action]", action),
        click(page, having("button", "Go")),
    )


async def _pairs(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    """Each two products of one category and one supplier, with a word that finds them."""
    groups: dict[tuple[str, str], list[Instance]] = defaultdict(list)
    for one in await template.rows(surface, PRODUCTS):
        if one["public"]:
            groups[one["category"], one["supplier"]].append(one)
    return [
        {"first": first, "second": second, "words": category.lower().removesuffix("es").removesuffix("s")}
        for (category, _), products in groups.items()
        for first, second in itertools.pairwise(products)
    ]


class HideProducts(AsMerchant):
    """Hide two products from customers."""

    id = "shop.hide-products"
    goal = (
        "The {first[title]} (UPC {first[upc]}) and the {second[title]} (UPC {second[upc]}) have been withdrawn. "
        "Make both non-public."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await _pairs(self, surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        products = (instance["first"], instance["second"])
        return (
            Differs(
                *(changed("catalogue_product", {"id": one["id"]}, is_public=0, date_updated=ANY) for one in products)
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _select_both(surface, instance, "Make products non-public"),
            click(surface, "form button[type=submit].btn-primary"),
            Stop(),
        )


class RaisePrices(AsMerchant):
    """Raise the prices of two products."""

    id = "shop.raise-prices"
    goal = (
        "Raise the prices of the {first[title]} (UPC {first[upc]}) and of the {second[title]} (UPC {second[upc]}) by "
        "£{amount:.2f} each."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**pair, "amount": 1 + number % 4} for number, pair in enumerate(await _pairs(self, surface))]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        def raised(product: Instance) -> list[Expectation]:
            return _saved(product, price=float(Decimal(str(product["price"])) + instance["amount"]))

        return (Differs(*raised(instance["first"]), *raised(instance["second"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _select_both(surface, instance, "Update product prices"),
            fill(surface, "#id_increase_by_amount", str(instance["amount"])),
            click(surface, "input[type=checkbox][required]"),
            click(surface, "form button[type=submit].btn-primary"),
            Stop(),
        )


class CreateProduct(AsMerchant):
    """Add a product to the catalogue."""

    id = "shop.create-product"
    goal = (
        'Create the product "{title}" with the UPC {upc} in the category {category}, made of the material {material}. '
        "We have {count} of it from {supplier}, with the SKU {sku}, and sell it for £{price}."
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        last = (await self.rows(surface, LAST_ROWS))[0]
        categories = {one["name"]: one for one in await self.rows(surface, CATEGORIES)}
        suppliers = await self.rows(surface, SUPPLIERS)
        return [
            {
                "title": title,
                "upc": f"20099900{number:02d}{7 * number % 90:03d}",
                "category": category,
                "category_id": categories[category]["id"],
                "label": f"{categories[category]['parent']} > {category}",
                "material": material,
                "supplier": supplier["name"],
                "supplier_id": supplier["id"],
                "sku": f"{supplier['name'][:2].upper()}-{990000 + 37 * number}",
                "count": 12 + 5 * number,
                "price": price,
                "last": last["last_product"],
            }
            for number, (title, category, material, price) in enumerate(NEW_PRODUCTS)
            for supplier in suppliers
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        product = New(instance["last"])
        return (
            Differs(
                added(
                    "catalogue_product",
                    title=instance["title"],
                    upc=instance["upc"],
                    structure="standalone",
                    is_public=1,
                ),
                added("catalogue_productcategory", product_id=product, category_id=instance["category_id"]),
                added("catalogue_productattributevalue", product_id=product, value_text=instance["material"]),
                added(
                    "partner_stockrecord",
                    product_id=product,
                    partner_id=instance["supplier_id"],
                    partner_sku=instance["sku"],
                    num_in_stock=instance["count"],
                    price=float(instance["price"]),
                ),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Catalogue", "Products"),
            click(surface, having("button", "New Product")),
            fill(surface, "#id_title", instance["title"]),
            fill(surface, "#id_upc", instance["upc"]),
            click(surface, having("a", "Categories")),
            pick(surface, "#id_productcategory_set-0-category", instance["label"]),
            click(surface, having("a", "Attributes")),
            fill(surface, "#id_attr_material", instance["material"]),
            click(surface, having("a", "Stock and pricing")),
            pick(surface, "#id_stockrecords-0-partner", instance["supplier"]),
            fill(surface, "#id_stockrecords-0-partner_sku", instance["sku"]),
            fill(surface, "#id_stockrecords-0-num_in_stock", str(instance["count"])),
            fill(surface, "#id_stockrecords-0-price", instance["price"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


# -------------------------------------------------------------------- categories and suppliers


class AddCategory(AsMerchant):
    """Add a category to a department."""

    id = "shop.add-category"
    goal = 'Add a category named "{name}" to the department {parent}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        categories = await self.rows(surface, CATEGORIES)
        departments = {one["parent"]: one for one in categories}
        return [
            {
                "parent": parent,
                "parent_id": one["parent_id"],
                "path": one["parent_path"],
                "siblings": [other["id"] for other in categories if other["parent"] == parent],
                "name": name,
            }
            for parent, one in departments.items()
            for name in NEW_CATEGORIES[parent]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        siblings = instance["siblings"]
        return (
            Differs(
                added(
                    "catalogue_category", name=instance["name"], path=Beginning(instance["path"]), depth=2, is_public=1
                ),
                changed("catalogue_category", {"id": instance["parent_id"]}, numchild=len(siblings) + 1),
                *(changed("catalogue_category", {"id": one}, optional=True, path=ANY) for one in siblings),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Catalogue", "Categories"),
            click(surface, having("a", "Create new category")),
            fill(surface, "#id_name", instance["name"]),
            pick(surface, "#id_treebeard_ref_node", instance["parent"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


class RenameCategory(AsMerchant):
    """Give a category another name."""

    id = "shop.rename-category"
    goal = 'Rename the category {name} (in {parent}) to "{new}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "new": f"{one['name']} and more"} for one in await self.rows(surface, CATEGORIES)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("catalogue_category", {"id": instance["id"]}, name=instance["new"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Catalogue", "Categories"),
            act_on_row(surface, instance["parent"], "Edit children"),
            act_on_row(surface, instance["name"], "Edit category"),
            fill(surface, "#id_name", instance["new"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


class EditSupplier(AsMerchant):
    """Correct the name and the address of a supplier."""

    id = "shop.edit-supplier"
    goal = (
        'Our supplier {name} is called "{new}" now and has moved to {street}, still in {line4}. Correct what we keep.'
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**supplier, "new": f"{supplier['name']} {form}", "street": stranger["line1"]}
            for supplier in await self.rows(surface, SUPPLIERS)
            for form, stranger in zip(("Limited", "and Daughters", "Group"), STRANGERS, strict=False)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                changed("partner_partner", {"id": instance["id"]}, name=instance["new"]),
                changed(
                    "partner_partneraddress",
                    {"id": instance["address_id"]},
                    line1=instance["street"],
                    search_text=ANY,
                ),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            dashboard(surface, "Fulfilment", "Partners"),
            act_on_row(surface, instance["name"], "Manage partner and users"),
            fill(surface, "#id_name", instance["new"]),
            fill(surface, "#id_line1", instance["street"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddCategory,
    CountStockAlerts,
    CreateProduct,
    EditProduct,
    EditSupplier,
    HideProducts,
    PublishProduct,
    RaisePrices,
    RenameCategory,
    SetPrice,
    SetStock,
    SkuOfProduct,
)
