"""Templates about a customer's account: name, password, addresses and alerts."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from typing import Any

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Name
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, Says, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import Page, choose, click, fill, having, inside, sequence
from digienv.suites.shop.pages import account, act_on_row
from digienv.suites.shop.people import CUSTOMER, PASSWORD, STRANGERS, AsCustomer
from digienv.suites.shop.records import ADDRESSES, ALERTS
from digienv.suites.values import HashOf

__all__ = ["TEMPLATES"]

USER = "SELECT id, first_name, last_name, email FROM auth_user WHERE email = ?"
LAST_NAMES = ("Ashcombe", "Bellwood", "Carrick", "Dunford", "Ellery", "Farrow", "Godwin", "Hartnell", "Ibbotson")
MAILBOXES = ("attic", "bramble", "cobble", "dovetail", "elderflower", "foxhole", "gable", "hayloft", "inkwell")
PASSWORDS = (
    "seven green kettles",
    "rain before breakfast",
    "the cat sleeps on Tuesdays",
    "marmalade and thunder",
    "no more odd socks",
    "a lamp in every window",
    "twelve slow tortoises",
    "pears ripen in October",
    "mind the third stair",
)
STREETS = ("4 Kiln Yard", "17 Larch Avenue", "88 Ferry Road", "1 Chapel Steps", "29 Mulberry Close")


# -------------------------------------------------------------------- the profile


class _Profile(AsCustomer):
    """What is changed of the customer's own row."""

    values: tuple[str, ...]

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        user = (await self.rows(surface, USER, CUSTOMER))[0]
        return [{**user, "new": value} for value in self.values]


class ChangeName(_Profile):
    """Change the customer's last name."""

    id = "shop.change-name"
    goal = "I have married and am called {first_name} {new} now. Correct my profile."
    values = LAST_NAMES

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("auth_user", {"id": instance["id"]}, last_name=instance["new"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return _edit_profile(surface, "#id_last_name", instance["new"])


class ChangeEmail(_Profile):
    """Change the customer's e-mail address, of which the shop tells the old one."""

    id = "shop.change-email"
    goal = "My new e-mail address is {new}. Correct my profile."
    values = tuple(f"rosalind@{name}.example" for name in MAILBOXES)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                changed("auth_user", {"id": instance["id"]}, email=instance["new"]),
                added("communication_email", user_id=instance["id"], email=instance["email"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return _edit_profile(surface, "#id_email", instance["new"])


class ChangePassword(_Profile):
    """Change the customer's password, of which the shop tells the customer."""

    id = "shop.change-password"
    goal = f'My password is "{PASSWORD}". Change it to "{{new}}".'
    values = PASSWORDS

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                changed("auth_user", {"id": instance["id"]}, password=HashOf(instance["new"])),
                added("communication_email", user_id=instance["id"], email=instance["email"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            account(surface, "Profile"),
            click(surface, having("a", "Change password")),
            fill(surface, "#id_old_password", PASSWORD),
            fill(surface, "#id_new_password1", instance["new"]),
            fill(surface, "#id_new_password2", instance["new"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


def _edit_profile(page: Page, field: str, value: str) -> AsyncIterator[Action]:
    return sequence(
        account(page, "Profile"),
        click(page, having("a", "Edit profile")),
        fill(page, field, value),
        click(page, having("button", "Save")),
        Stop(),
    )


# -------------------------------------------------------------------- the address book


def _address_menu(page: Page, address: Instance, action: str) -> AsyncIterator[Action]:
    return sequence(
        account(page, "Address Book"),
        act_on_row(page, address["line1"], action),
    )


class FindAddress(AsCustomer):
    """Look up an address in the address book."""

    id = "shop.find-address"
    goal = "What is {recipient}'s {what} in my address book?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"recipient": one["recipient"], "what": what, "line": line, "value": one[column]}
            for one in await _friends(self, surface)
            for what, column, line in (
                ("street address", "line1", 1),
                ("town", "line4", 2),
                ("postcode", "postcode", 4),
            )
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["value"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in account(surface, "Address Book"):
            yield action
        address = inside("tr", instance["recipient"], "address")
        lines = str(await surface.evaluate(f"({address}).innerText")).strip().splitlines()
        yield Answer(lines[instance["line"]])


async def _friends(template: SiteTemplate, surface: SiteSurface) -> list[Instance]:
    """Addresses of others in the customer's address book."""
    addresses = await template.rows(surface, ADDRESSES, CUSTOMER)
    return [one for one in addresses if one["recipient"] != addresses[0]["recipient"]]


class AddAddress(AsCustomer):
    """Add somebody to the address book."""

    id = "shop.add-address"
    goal = "Add {first_name} {last_name}, {line1}, {line4}, {postcode}, United Kingdom, to my address book."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return list(STRANGERS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("address_useraddress", **instance, line2="", line3="", state="", country_id="GB")),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            account(surface, "Address Book"),
            click(surface, having("a", "Add a new address")),
            *(fill(surface, f"#id_{field}", value) for field, value in instance.items()),
            choose(surface, "#id_country", "United Kingdom"),
            click(surface, having("button", "Save")),
            Stop(),
        )


class EditAddress(AsCustomer):
    """Correct an address in the address book."""

    id = "shop.edit-address"
    goal = "{recipient} has moved to {street}, still in {line4}, with the postcode {code}. Correct my address book."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "street": street, "code": f"{one['postcode'].split()[0]} {3 + number}QX"}
            for one in await _friends(self, surface)
            for number, street in enumerate(STREETS)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        address = changed(
            "address_useraddress",
            {"id": instance["id"]},
            line1=instance["street"],
            postcode=instance["code"],
            search_text=ANY,
            hash=ANY,
        )
        return (Differs(address),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            account(surface, "Address Book"),
            click(surface, inside("tr", instance["line1"], "a.btn")),
            fill(surface, "#id_line1", instance["street"]),
            fill(surface, "#id_postcode", instance["code"]),
            click(surface, having("button", "Save")),
            Stop(),
        )


class DeleteAddresses(AsCustomer):
    """Remove two people from the address book."""

    id = "shop.delete-addresses"
    goal = "Delete the addresses of {first[recipient]} and {second[recipient]} from my address book."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        pairs = itertools.combinations(await _friends(self, surface), 2)
        return [{"first": one, "second": other} for one, other in pairs]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*(removed("address_useraddress", id=instance[which]["id"]) for which in ("first", "second"))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        def delete(address: Instance) -> AsyncIterator[Action]:
            confirmed = click(surface, having("button", "Delete"))
            return sequence(_address_menu(surface, address, "Delete"), confirmed)

        return sequence(delete(instance["first"]), delete(instance["second"]), Stop())


class SetDefaultAddress(AsCustomer):
    """Make an address the default one for shipping or for billing."""

    id = "shop.set-default-address"
    goal = "Make the address of {recipient} in {line4} my default {purpose} address."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        addresses = await self.rows(surface, ADDRESSES, CUSTOMER)
        return [
            {**one, "purpose": purpose, "column": f"is_default_for_{purpose}", "old": addresses[0]["id"]}
            for one in addresses[1:]
            for purpose in ("shipping", "billing")
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        def flag(address: int, value: int) -> Expectation:
            values: dict[str, Any] = {instance["column"]: value}
            return changed("address_useraddress", {"id": address}, **values)

        return (Differs(flag(instance["id"], 1), flag(instance["old"], 0)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        menu = _address_menu(surface, instance, f"Set as default {instance['purpose']} address")
        return sequence(menu, Stop())


# -------------------------------------------------------------------- alerts


class CancelAlerts(AsCustomer):
    """No longer wait for two products."""

    id = "shop.cancel-alerts"
    goal = "I no longer want to be told when these are back in stock: {first[title]}; {second[title]}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        pairs = itertools.combinations(await self.rows(surface, ALERTS, CUSTOMER), 2)
        return [{"first": one, "second": other} for one, other in pairs]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                *(
                    changed(
                        "customer_productalert", {"id": instance[which]["id"]}, status="Cancelled", date_cancelled=ANY
                    )
                    for which in ("first", "second")
                )
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        def cancel(alert: Instance) -> AsyncIterator[Action]:
            return sequence(account(surface, "Product Alerts"), click(surface, inside("tr", alert["title"], "a.btn")))

        return sequence(cancel(instance["first"]), cancel(instance["second"]), Stop())


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AddAddress,
    CancelAlerts,
    ChangeEmail,
    ChangeName,
    ChangePassword,
    DeleteAddresses,
    EditAddress,
    FindAddress,
    SetDefaultAddress,
)
