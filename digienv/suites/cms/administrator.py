"""Templates of the administrator, who looks after the other users."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import Differs, Instance, Requirement, added, changed
from digienv.sites.surface import SiteSurface
from digienv.suites.cms.pages import enter_menu
from digienv.suites.cms.world import ADMINISTRATOR, MuseumTemplate
from digienv.suites.dom import click, fill, having, sequence
from digienv.suites.values import HashOf

__all__ = ["TEMPLATES"]

USERS = """
    SELECT id, first_name || ' ' || last_name AS name FROM auth_user WHERE NOT is_superuser ORDER BY id
"""

GROUPS = "SELECT id, name FROM auth_group ORDER BY id"

MEMBERS = "SELECT user_id, group_id FROM auth_user_groups"

SAVE = having("main form button", "Save")


class _Administering(MuseumTemplate):
    sites = (("cms", ADMINISTRATOR),)
    path = "/admin/"


def _open_user(surface: SiteSurface, name: str) -> AsyncIterator[Action]:
    return sequence(enter_menu(surface, "Settings", "Users"), click(surface, having("main table td.title a", name)))


class AddToGroup(_Administering):
    """Let somebody do more."""

    id = "cms.add-to-group"
    goal = "Add the user {name} to the group “{group}”, in addition to the groups that they already belong to."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        members = {(one["user_id"], one["group_id"]) for one in await self.rows(surface, MEMBERS)}
        groups = await self.rows(surface, GROUPS)
        return [
            {**one, "group": group["name"], "group_id": group["id"]}
            for one in await self.rows(surface, USERS)
            for group in groups
            if (one["id"], group["id"]) not in members
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("auth_user_groups", user_id=instance["id"], group_id=instance["group_id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _open_user(surface, instance["name"]),
            click(surface, "#tab-label-roles"),
            click(surface, having("#id_groups label", instance["group"])),
            click(surface, SAVE),
            Stop(),
        )


class DeactivateUser(_Administering):
    """Let somebody who has left sign in no more."""

    id = "cms.deactivate-user"
    goal = "{name} has left the museums. Make their account inactive, but do not delete it."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, USERS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("auth_user", {"id": instance["id"]}, is_active=0)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            _open_user(surface, instance["name"]), click(surface, "#id_is_active"), click(surface, SAVE), Stop()
        )


class CreateUser(_Administering):
    """Let somebody new work on the website."""

    id = "cms.create-user"
    goal = (
        "Create a user for our new colleague {first} {last}: username {username}, e-mail address {email}, "
        "password {password}. They belong to the group “{group}”."
    )

    NAMES = ("Bea Holm", "Cyril Nash", "Dina Acheson", "Emil Roth", "Flora Quill", "Gus Penhale")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {
                "first": first,
                "last": last,
                "username": f"{first}.{last}".lower(),
                "email": f"{first}.{last}@wendham.example".lower(),
                "password": f"{last}-and-the-{thing}",
                "group": group["name"],
                "group_id": group["id"],
            }
            for first, last in (name.split() for name in self.NAMES)
            for thing, group in zip(("loom", "comet", "teapot"), await self.rows(surface, GROUPS), strict=True)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        user = added(
            "auth_user",
            username=instance["username"],
            email=instance["email"],
            first_name=instance["first"],
            last_name=instance["last"],
            password=HashOf(instance["password"]),
            is_superuser=0,
            is_active=1,
        )
        profile = added("wagtailusers_userprofile", optional=True)
        return (Differs(user, added("auth_user_groups", group_id=instance["group_id"]), profile),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            enter_menu(surface, "Settings", "Users"),
            click(surface, "header a[href$='/users/new/']"),
            fill(surface, "#id_username", instance["username"]),
            fill(surface, "#id_email", instance["email"]),
            fill(surface, "#id_first_name", instance["first"]),
            fill(surface, "#id_last_name", instance["last"]),
            fill(surface, "#id_password1", instance["password"]),
            fill(surface, "#id_password2", instance["password"]),
            click(surface, "#tab-label-roles"),
            click(surface, having("#id_groups label", instance["group"])),
            click(surface, having("main form button", "Create")),
            Stop(),
        )


TEMPLATES: tuple[type[MuseumTemplate], ...] = (AddToGroup, CreateUser, DeactivateUser)
