"""Templates of the tracker's administrator, who sees to keywords and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

from digienv.core.actions import Action, Stop
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import click, fill, having, sequence
from digienv.suites.tracker.pages import (
    ADMIN,
    Reads,
    assign_listed,
    developers,
    edited,
    go_to_user,
    names,
    open_issues,
    part,
    people,
    save,
    search,
)

__all__ = ["TEMPLATES"]

KEYWORDS = (
    ("winter", "Cold, snow and salt"),
    ("tyres", "Punctures and worn tyres"),
    ("trailer", "Everything that is pulled"),
    ("training", "Lessons for new riders"),
    ("returns", "Parcels that come back"),
    ("insurance", "Accidents and claims"),
    ("summer", "Heat in boxes and cabinets"),
    ("pilot", "Trials with single clients"),
    ("supplier", "Waiting for somebody outside"),
    ("accessibility", "For people who see or hear less well"),
    ("noise", "Rattles, squeaks and whistles"),
    ("spare parts", "Parts that have to be ordered"),
)
"""Keywords to be created, and what they are for."""

NEWCOMERS = (
    ("Paula Reed", "Rider app"),
    ("Anton Grey", "Dispatch"),
    ("Mira Castle", "Firmware"),
    ("Hugo Lane", "Back office"),
    ("Selma North", "Quality"),
    ("Igor Bell", "Workshop"),
    ("Dora Field", "Rider app"),
    ("Ralf Winter", "Dispatch"),
    ("Nell Archer", "Firmware"),
    ("Theo Banks", "Back office"),
    ("Edda Flint", "Quality"),
    ("Otis Wood", "Workshop"),
)
"""People who start at Wrenfield, and their teams."""
NEWCOMER = {"realname": "name", "username": "username", "address": "address", "organisation": "team"}
"""What is written into which field for them."""


class _Administering(SiteTemplate):
    sites = (("tracker", ADMIN),)


class CreateKeyword(_Administering):
    """Create a keyword."""

    id = "tracker.create-keyword"
    goal = 'Create the keyword "{keyword}" and say that it is for "{description}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{"keyword": keyword, "description": description} for keyword, description in KEYWORDS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        columns = {"_name": instance["keyword"], "_description": instance["description"]}
        return (Differs(added("_keyword", **columns, __retired__=0)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            click(surface, having("aside a", "Keywords")),
            click(surface, having("main a", "New keyword")),
            fill(surface, "#name", instance["keyword"]),
            fill(surface, "#description", instance["description"]),
            save(surface),
            Stop(),
        )


class AddUser(_Administering):
    """Give somebody an account."""

    id = "tracker.add-user"
    goal = (
        "{name} starts today. Create an account with the user name {username}, the e-mail address {address}, the team "
        '"{team}" and the roles User and Developer; leave the password empty.'
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {
                "name": name,
                "username": name.split()[0].lower(),
                "address": f"{name.lower().replace(' ', '.')}@wrenfield.example",
                "team": team,
            }
            for name, team in NEWCOMERS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        user = added(
            "_user",
            **{f"_{column}": instance[name] for column, name in NEWCOMER.items()},
            _roles=Reads({"User", "Developer"}, names),
            _password=None,
            _phone=None,
            __retired__=0,
        )
        return (Differs(user),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            click(surface, having("aside a", "Users")),
            click(surface, having("main a", "New user")),
            *(fill(surface, f"#{field}", instance[name]) for field, name in NEWCOMER.items()),
            fill(surface, "#roles", "User, Developer"),
            save(surface),
            Stop(),
        )


class MakeDeveloper(_Administering):
    """Give somebody another role."""

    id = "tracker.make-developer"
    goal = "From now on {name} works on issues, too. Give {name} the role Developer besides User."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody = (await people(self, surface)).values()
        return [part(person, "id", "username", "name") for person in everybody if person["roles"] == "User"]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        roles = Reads({"User", "Developer"}, names)
        return (Differs(changed("_user", {"id": instance["id"]}, _roles=roles, _activity=ANY, _actor=ANY)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to_user(surface, instance["username"]),
            fill(surface, "#roles", "User, Developer"),
            save(surface),
            Stop(),
        )


class RetireUser(_Administering):
    """Close an account, and see to the issues of whoever had it."""

    id = "tracker.retire-user"
    goal = "{owner} has left. Give all open issues assigned to {owner} to {name}, then retire the account of {owner}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        everybody = await people(self, surface)
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in await open_issues(self, surface):
            if one["assignee"]:
                groups[one["assignee"]].append(part(one, "id", "nosy"))
        return [
            {
                "from": owner,
                "from_id": everybody[owner]["id"],
                "owner": everybody[owner]["name"],
                "issues": group,
                "user": person["id"],
                **part(person, "username", "name"),
            }
            for owner, group in groups.items()
            if 1 <= len(group) <= 4
            for person in developers(everybody)
            if person["username"] != owner
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        user, gone = instance["user"], instance["from_id"]
        changes: list[Expectation] = [changed("_user", {"id": gone}, __retired__=gone)]
        for issue in instance["issues"]:
            changes += edited(issue, user, _assignedto=user)
        return (Differs(*changes),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            search(surface, status="open", assignedto=instance["from"]),
            assign_listed(surface, instance["username"]),
            go_to_user(surface, instance["from"]),
            click(surface, having("button", "Retire this user")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (AddUser, CreateKeyword, MakeDeveloper, RetireUser)
