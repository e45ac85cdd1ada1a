"""Tasks about calls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Name, Number
from digienv.core.goals import Differs, Instance, Requirement, Says, added, removed
from digienv.suites.android.contacts import PEOPLE, STRANGERS, created
from digienv.suites.android.screen import fill, sequence, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

INCOMING, OUTGOING, MISSED = 1, 2, 3
WORDS = {INCOMING: "incoming", OUTGOING: "outgoing", MISSED: "missed"}


class _Calls(PhoneTemplate):
    place = "calllog"

    async def names(self, surface: PhoneSurface) -> dict[str, str]:
        """Names of contacts by number."""
        return {person["number"]: person["name"] for person in self.rows(surface, "contacts2", PEOPLE)}

    async def calls(self, surface: PhoneSurface) -> list[Instance]:
        """All calls, the last one first, with what the list calls them."""
        names = await self.names(surface)
        rows = self.rows(
            surface, "calllog", "SELECT _id, number, type, duration FROM calls ORDER BY date DESC, _id DESC"
        )
        return [{**row, "who": names.get(row["number"], row["number"])} for row in rows]


class CallContact(_Calls):
    """Call somebody."""

    id = "android.call-contact"
    goal = "Call {name}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"name": name, "number": number} for number, name in (await self.names(surface)).items()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("calls", number=instance["number"], type=OUTGOING)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Contacts"), taps(surface, instance["name"], f"Call {instance['number']}"), Stop())


class DialNumber(_Calls):
    """Call a number."""

    id = "android.dial-number"
    goal = "Dial {number}, and hang up once it rings."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"number": number} for _, number in STRANGERS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("calls", number=instance["number"], type=OUTGOING)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        keys = ["Plus" if key == "+" else key for key in instance["number"]]
        return sequence(OpenApp("Phone"), taps(surface, "Keypad", *keys, "Call", "End call"), Stop())


class CallBack(_Calls):
    """Call somebody back whose call was missed."""

    id = "android.call-back"
    goal = "{form}"
    FORMS: ClassVar = ("I missed a call from {who}. Call back.", "Call back {who}, whose call I missed.")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        missed = [call for call in await self.calls(surface) if call["type"] == MISSED]
        return [
            {"who": call["who"], "number": call["number"], "form": form.format(who=call["who"])}
            for call in missed
            for form in self.FORMS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("calls", number=instance["number"], type=OUTGOING)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Phone"), tap(surface, f"Call {instance['who']}"), Stop())


class DeleteCall(_Calls):
    """Remove a call from the log."""

    id = "android.delete-call"
    goal = "Delete the {kind} call {way} {who} from the call history."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        calls = await self.calls(surface)
        return [
            {
                "_id": call["_id"],
                "who": call["who"],
                "number": call["number"],
                "kind": WORDS[call["type"]],
                "way": "to" if call["type"] == OUTGOING else "from",
            }
            for call in calls
            if sum(other["who"] == call["who"] for other in calls) == 1
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("calls", _id=instance["_id"], number=instance["number"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Phone"), taps(surface, instance["who"], "Delete"), Stop())


class SaveCaller(_Calls):
    """Make a contact of somebody who has called."""

    id = "android.save-caller"
    goal = "The {kind} call {way} {number} was {name}. Save that number in my contacts."
    place = "contacts2"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        strangers = [call for call in await self.calls(surface) if call["who"] == call["number"]]
        return [
            {
                "number": call["number"],
                "name": name,
                "kind": WORDS[call["type"]],
                "way": "to" if call["type"] == OUTGOING else "from",
            }
            for call in strangers
            for name, _ in STRANGERS[:6]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*created(instance["name"], instance["number"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        first, _, last = instance["name"].partition(" ")
        return sequence(
            OpenApp("Phone"),
            taps(surface, instance["number"], "Create new contact"),
            fill(surface, "First name", first),
            fill(surface, "Last name", last),
            tap(surface, "Save"),
            Stop(),
        )


class CallLength(_Calls):
    """Say how long a call took."""

    id = "android.call-length"
    goal = "How many seconds did my call with {who} last? Answer with a number."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {"who": call["who"], "seconds": call["duration"]}
            for call in await self.calls(surface)
            if call["type"] != MISSED
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["seconds"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Phone"), tap(surface, instance["who"])):
            yield action
        shown = await texts(surface)
        seconds = 0
        for part in shown[shown.index("Duration") + 1].split(":"):
            seconds = 60 * seconds + int(part)
        yield Answer(str(seconds))


class LastCall(_Calls):
    """Say who was called last, or has called."""

    id = "android.last-call"
    goal = "{question}"
    QUESTIONS: ClassVar = {
        MISSED: "Whose call did I miss last?",
        INCOMING: "Whose call did I take last?",
        OUTGOING: "Whom did I call last?",
    }
    FORMS: ClassVar = ("", " Give the name.", " Look it up in the call history.")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        calls = await self.calls(surface)
        return [
            {
                "question": question + form,
                "kind": WORDS[kind],
                "who": next(c["who"] for c in calls if c["type"] == kind),
            }
            for kind, question in self.QUESTIONS.items()
            for form in self.FORMS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["who"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        yield OpenApp("Phone")
        shown = await texts(surface)
        place = next(n for n, text in enumerate(shown) if text.lower().startswith(instance["kind"]))
        yield Answer(shown[place - 1])


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    CallBack,
    CallContact,
    CallLength,
    DeleteCall,
    DialNumber,
    LastCall,
    SaveCaller,
)
