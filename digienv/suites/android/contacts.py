"""Tasks about the people in the contacts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Name
from digienv.core.goals import Differs, Expectation, Instance, Requirement, Says, added, changed, removed
from digienv.suites.android.screen import fill, sequence, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["PEOPLE", "TEMPLATES"]

PEOPLE = """
    SELECT c._id, c.name_raw_contact_id AS raw, r.display_name AS name, c.starred,
        p.data1 AS number, p._id AS number_id, e.data1 AS email, e._id AS email_id
    FROM contacts c
    JOIN raw_contacts r ON r._id = c.name_raw_contact_id AND r.deleted = 0
    LEFT JOIN data p ON p.raw_contact_id = r._id AND p.mimetype_id = 2
    LEFT JOIN data e ON e.raw_contact_id = r._id AND e.mimetype_id = 3
    ORDER BY r.display_name
"""
STRANGERS = (
    ("Aria Fontaine", "+15550201"),
    ("Boris Lund", "+15550202"),
    ("Celine Vogt", "+15550203"),
    ("Dmitri Sokolov", "+15550204"),
    ("Esme Harlow", "+15550205"),
    ("Felix Osei", "+15550206"),
    ("Gwen Parrish", "+15550207"),
    ("Hugo Bellamy", "+15550208"),
    ("Ivy Cardoso", "+15550209"),
    ("Jasper Quinn", "+15550210"),
)


class _People(PhoneTemplate):
    place = "contacts2"

    async def people(self, surface: PhoneSurface) -> list[Instance]:
        """Everybody in the contacts."""
        return self.rows(surface, "contacts2", PEOPLE)


def created(name: str, number: str, email: str = "") -> tuple[Expectation, ...]:
    """What there is of a new contact."""
    rows = [
        added("contacts", starred=0),
        added("raw_contacts", display_name=name),
        added("data", mimetype_id=1, data1=name),
        added("data", mimetype_id=2, data1=number),
    ]
    return (*rows, *([added("data", mimetype_id=3, data1=email)] if email else []))


class CreateContact(_People):
    """Add somebody to the contacts."""

    id = "android.create-contact"
    goal = "Add a contact named {name} with the phone number {number}{more}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        known = {person["name"] for person in await self.people(surface)}
        found: list[Instance] = []
        for name, number in STRANGERS:
            email = f"{name.split()[0].lower()}@example.com"
            if name not in known:
                found.append({"name": name, "number": number, "email": "", "more": ""})
                found.append(
                    {"name": name, "number": number, "email": email, "more": f" and the email address {email}"}
                )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*created(instance["name"], instance["number"], instance["email"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        first, _, last = instance["name"].partition(" ")
        email = [fill(surface, "Email", instance["email"])] if instance["email"] else []
        return sequence(
            OpenApp("Contacts"),
            tap(surface, "Create new contact"),
            fill(surface, "First name", first),
            fill(surface, "Last name", last),
            fill(surface, "Phone", instance["number"]),
            *email,
            tap(surface, "Save"),
            Stop(),
        )


class DeleteContact(_People):
    """Remove somebody from the contacts."""

    id = "android.delete-contact"
    goal = "Delete {name} from my contacts."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return await self.people(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        email = [removed("data", mimetype_id=3, raw_contact_id=instance["raw"])] if instance["email"] else []
        return (
            Differs(
                removed("contacts", _id=instance["_id"]),
                removed("raw_contacts", display_name=instance["name"]),
                removed("data", mimetype_id=1, raw_contact_id=instance["raw"]),
                removed("data", mimetype_id=2, raw_contact_id=instance["raw"]),
                *email,
            ),
        )

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Contacts"), taps(surface, instance["name"], "Delete", "Delete"), Stop())


class StarContact(_People):
    """Make somebody a favourite, or no longer."""

    id = "android.star-contact"
    goal = "{how} {name} {where} my favorite contacts."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        words = {0: ("Add", "to"), 1: ("Remove", "from")}
        return [
            {**person, "how": words[person["starred"]][0], "where": words[person["starred"]][1]}
            for person in await self.people(surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        starred = 1 - instance["starred"]
        return (
            Differs(
                changed("contacts", {"_id": instance["_id"]}, starred=starred),
                changed("raw_contacts", {"_id": instance["raw"]}, starred=starred),
            ),
        )

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        button = "Remove from favorites" if instance["starred"] else "Add to favorites"
        return sequence(OpenApp("Contacts"), taps(surface, instance["name"], button), Stop())


class ChangeNumber(_People):
    """Somebody has a new number."""

    id = "android.change-number"
    goal = "{name} has a new phone number: {to}. Change it in my contacts."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{**person, "to": f"+1555077{person['_id']:02d}"} for person in await self.people(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("data", {"_id": instance["number_id"]}, data1=instance["to"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Contacts"),
            taps(surface, instance["name"], "Edit contact"),
            fill(surface, "number", instance["to"]),
            tap(surface, "Save"),
            Stop(),
        )


class FindNumber(_People):
    """Say how somebody can be called."""

    id = "android.find-number"
    goal = "What is the phone number of {name}?"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"name": person["name"], "number": person["number"]} for person in await self.people(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["number"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Contacts"), tap(surface, instance["name"])):
            yield action
        yield Answer(next(text for text in await texts(surface) if text.startswith("+")))


class AddEmail(_People):
    """Somebody can be written to."""

    id = "android.add-email"
    goal = "The email address of {name} is {to}. Add it to my contacts, in place of the old one if there is one."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**person, "to": f"{person['name'].split()[-1].lower()}{person['_id']}@example.net"}
            for person in await self.people(surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        if instance["email"]:
            return (Differs(changed("data", {"_id": instance["email_id"]}, data1=instance["to"])),)
        return (Differs(added("data", mimetype_id=3, raw_contact_id=instance["raw"], data1=instance["to"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Contacts"),
            taps(surface, instance["name"], "Edit contact"),
            fill(surface, "email", instance["to"]),
            tap(surface, "Save"),
            Stop(),
        )


class SearchContact(_People):
    """Say who has a number."""

    id = "android.whose-number"
    goal = "Who in my contacts has the phone number {number}?"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"name": person["name"], "number": person["number"]} for person in await self.people(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["name"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        yield OpenApp("Contacts")
        async for action in fill(surface, "search", instance["number"][-7:]):
            yield action
        shown = [node.text for node in (await surface.tree()).walk() if node.id == "android:id/title"]
        yield Answer(shown[0])


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AddEmail,
    ChangeNumber,
    CreateContact,
    DeleteContact,
    FindNumber,
    SearchContact,
    StarContact,
)
