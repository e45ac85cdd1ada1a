"""Tasks about the map."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Name, Number
from digienv.core.goals import Differs, Instance, Requirement, Says, added, removed
from digienv.suites.android.screen import fill, sequence, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

PLACES = (
    # name, kind, address, walking minutes, meters
    ("Corner Bakery", "Bakery", "17 Chapel Street", 3, 240),
    ("Noodle House", "Restaurant", "35 Mill Street", 5, 360),
    ("Green Door", "Restaurant", "47 Chapel Street", 5, 360),
    ("Canal Bar", "Bar", "5 Mill Street", 6, 480),
    ("Riverside Gym", "Gym", "11 Elm Street", 5, 360),
    ("City Pool", "Swimming pool", "61 Elm Street", 6, 480),
    ("Elm Street Practice", "Doctor", "41 Elm Street", 3, 240),
    ("Old Mill", "Concert hall", "15 Mill Street", 5, 360),
    ("Central Station", "Railway station", "49 Station Street", 3, 240),
    ("Oakfield School", "School", "63 Orchard Street", 8, 600),
    ("Harbour Pharmacy", "Pharmacy", "13 Quay Street", 6, 480),
    ("Castle Museum", "Museum", "53 Orchard Street", 6, 480),
    ("Orchard Cinema", "Cinema", "57 Chapel Street", 6, 480),
)
"""Some of the places of the app's town."""
SAVED = "SELECT place, list FROM saved ORDER BY place"


class _Maps(PhoneTemplate):
    place = "maps"


def open_place(surface: PhoneSurface, name: str) -> AsyncIterator[Action]:
    """Search for a place and show it."""
    return sequence(OpenApp("Maps"), fill(surface, "search", name), tap(surface, name, kind="TextView"))


class SavePlace(_Maps):
    """Keep a place in a list."""

    id = "android.save-place"
    goal = 'Find {name} in Maps and save it to the list "{list}".'
    LISTS: ClassVar = ("Favorites", "Want to go", "Starred places")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        known = {row["place"] for row in self.rows(surface, "maps", SAVED)}
        return [{"name": name, "list": kept} for name, *_ in PLACES if name not in known for kept in self.LISTS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("saved", place=instance["name"], list=instance["list"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_place(surface, instance["name"]), taps(surface, "Save", instance["list"]), Stop())


class RemovePlace(_Maps):
    """No longer keep a place."""

    id = "android.remove-saved-place"
    goal = "Remove {place} from my saved places in Maps."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return self.rows(surface, "maps", SAVED)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("saved", place=instance["place"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Maps"), taps(surface, "Saved", instance["place"], "Remove from saved"), Stop())


class _PlaceQuestion(_Maps):
    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        columns = ("name", "kind", "address", "minutes", "meters")
        return [dict(zip(columns, values, strict=True)) for values in PLACES]


class PlaceAddress(_PlaceQuestion):
    """Say where a place is."""

    id = "android.place-address"
    goal = "What is the address of {name}, according to Maps?"

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["address"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_place(surface, instance["name"]):
            yield action
        shown = await texts(surface)
        yield Answer(shown[shown.index("Address") - 1])


class WalkingDistance(_PlaceQuestion):
    """Say how far a place is."""

    id = "android.walking-distance"
    goal = "How many meters is it from here to {name}, by the directions in Maps? Answer with a number."

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["meters"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(open_place(surface, instance["name"]), tap(surface, "Directions")):
            yield action
        shown = await texts(surface)
        yield Answer(shown[shown.index("Distance") - 1].partition(" ")[0])


class SharePlace(_PlaceQuestion):
    """Tell somebody where a place is."""

    id = "android.share-place"
    goal = "Share {name} from Maps with {person} in a text message, with exactly the text that Maps offers."
    place = "mmssms"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        people = self.rows(
            surface, "contacts2", "SELECT display_name AS person, number FROM view_phones ORDER BY display_name"
        )
        return [
            {"name": name, "text": f"{name}, {address}", **people[(3 * number + 2) % len(people)]}
            for number, (name, _, address, *_) in enumerate(PLACES)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("sms", address=instance["number"], body=instance["text"], type=2)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_place(surface, instance["name"]),
            taps(surface, "Share", "Messages"),
            fill(surface, "recipient", instance["person"]),
            taps(surface, instance["number"], "Send SMS"),
            Stop(),
        )


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    PlaceAddress,
    RemovePlace,
    SavePlace,
    SharePlace,
    WalkingDistance,
)
