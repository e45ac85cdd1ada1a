"""Templates about wish lists."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import Differs, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import Page, click, fill, having, sequence
from digienv.suites.shop.pages import account, act_on_row, find_product
from digienv.suites.shop.people import CUSTOMER, AsCustomer
from digienv.suites.shop.records import PRODUCTS, WISHES
from digienv.suites.values import New

__all__ = ["TEMPLATES"]

LISTS = """
    SELECT w.id, w.name FROM wishlists_wishlist w JOIN auth_user u ON u.id = w.owner_id WHERE u.email = ? ORDER BY w.id
"""
NEW_NAMES = ("Bathroom", "Camping", "For Dad", "Kitchen table", "One day", "Rainy weekends", "Spare room")


def _open_list(page: Page, name: str) -> AsyncIterator[Action]:
    return sequence(account(page, "Wish Lists"), click(page, having("td a", name)))


class AddToWishlist(AsCustomer):
    """Put a product on a wish list."""

    id = "shop.add-to-wishlist"
    goal = "Add the {title} to my wish list {list}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        listed = {(wish["list_id"], wish["product_id"]) for wish in await self.rows(surface, WISHES, CUSTOMER)}
        products = [one for one in await self.rows(surface, PRODUCTS) if one["public"]]
        return [
            {**one, "list": wishlist["name"], "list_id": wishlist["id"]}
            for wishlist in await self.rows(surface, LISTS, CUSTOMER)
            for one in products
            if (wishlist["id"], one["id"]) not in listed
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        wish = added("wishlists_line", product_id=instance["id"], wishlist_id=instance["list_id"], quantity=1)
        return (Differs(wish),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_product(surface, instance["title"]),
            click(surface, having(".btn-wishlist a", "Add to wish list")),
            click(surface, having(".btn-wishlist a", f"Add to '{instance['list']}' wish list")),
            Stop(),
        )


class CreateWishlist(AsCustomer):
    """Begin a wish list with a product."""

    id = "shop.create-wishlist"
    goal = 'Create a wish list named "{name}" and put the {title} on it.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        products = [one for one in await self.rows(surface, PRODUCTS) if one["public"]]
        last = (await self.rows(surface, "SELECT max(id) AS id FROM wishlists_wishlist"))[0]["id"]
        return [{**one, "name": NEW_NAMES[one["id"] % len(NEW_NAMES)], "last": last} for one in products]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added("wishlists_wishlist", name=instance["name"], visibility="Private"),
                added("wishlists_line", product_id=instance["id"], wishlist_id=New(instance["last"]), quantity=1),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_product(surface, instance["title"]),
            click(surface, having(".btn-wishlist a", "Add to wish list")),
            click(surface, having(".btn-wishlist a", "Create a new wishlist")),
            fill(surface, "#id_name", instance["name"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


class RenameWishlist(AsCustomer):
    """Give a wish list another name."""

    id = "shop.rename-wishlist"
    goal = 'Rename my wish list {name} to "{new}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "new": new} for one in await self.rows(surface, LISTS, CUSTOMER) for new in NEW_NAMES]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("wishlists_wishlist", {"id": instance["id"]}, name=instance["new"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            account(surface, "Wish Lists"),
            act_on_row(surface, instance["name"], "Wish list settings"),
            fill(surface, "#id_name", instance["new"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


class DeleteWishlists(AsCustomer):
    """Delete one wish list, or two."""

    id = "shop.delete-wishlists"
    goal = "I no longer need my wish list{s} {names}. Delete {what}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        wishes = await self.rows(surface, WISHES, CUSTOMER)
        lists = await self.rows(surface, LISTS, CUSTOMER)
        found: list[Instance] = []
        for chosen in [*itertools.combinations(lists, 1), *itertools.combinations(lists, 2)]:
            several = len(chosen) > 1
            found.append(
                {
                    "lists": chosen,
                    "names": " and ".join(one["name"] for one in chosen),
                    "s": "s" if several else "",
                    "what": "them" if several else "it",
                    "wishes": [wish["id"] for wish in wishes if wish["list_id"] in {one["id"] for one in chosen}],
                }
            )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        lists = (removed("wishlists_wishlist", id=one["id"]) for one in instance["lists"])
        return (Differs(*lists, *(removed("wishlists_line", id=wish) for wish in instance["wishes"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        def delete(wishlist: Instance) -> AsyncIterator[Action]:
            return sequence(act_on_row(surface, wishlist["name"], "Delete"), click(surface, having("button", "Delete")))

        return sequence(account(surface, "Wish Lists"), *map(delete, instance["lists"]), Stop())


class RemoveFromWishlist(AsCustomer):
    """Take a product off a wish list."""

    id = "shop.remove-from-wishlist"
    goal = "Take the {title} off my wish list {list}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, WISHES, CUSTOMER)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("wishlists_line", id=instance["id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _open_list(surface, instance["list"]),
            act_on_row(surface, instance["title"], "Remove"),
            click(surface, having("button", "Remove")),
            Stop(),
        )


class MoveWish(AsCustomer):
    """Move a product from one wish list to another."""

    id = "shop.move-wish"
    goal = "Move the {title} from my wish list {list} to my wish list {other}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**wish, "other": other["name"], "other_id": other["id"]}
            for wish in await self.rows(surface, WISHES, CUSTOMER)
            for other in await self.rows(surface, LISTS, CUSTOMER)
            if other["id"] != wish["list_id"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("wishlists_line", {"id": instance["id"]}, wishlist_id=instance["other_id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _open_list(surface, instance["list"]),
            act_on_row(surface, instance["title"], f"Move to '{instance['other']}' wish list"),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddToWishlist,
    CreateWishlist,
    DeleteWishlists,
    MoveWish,
    RemoveFromWishlist,
    RenameWishlist,
)
