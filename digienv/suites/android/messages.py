"""Tasks about text messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Name
from digienv.core.goals import Differs, Expectation, Instance, Requirement, Says, added
from digienv.suites.android.contacts import PEOPLE, STRANGERS
from digienv.suites.android.screen import fill, sequence, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES", "write_to"]

SENT = 2
MESSAGES = "SELECT _id, address, body, type FROM sms ORDER BY date, _id"
TEXTS = (
    "I am running ten minutes late.",
    "Can you call me back tonight?",
    "The keys are under the blue pot.",
    "Dinner is at 7:30, table for four.",
    "Please bring the signed forms.",
    "Happy birthday! See you on Sunday.",
    "The meeting moved to room 214.",
)


def sent(address: str, body: str) -> Expectation:
    """A message that was sent."""
    return added("sms", address=address, body=body, type=SENT)


def write_to(surface: PhoneSurface, name: str, offered: str, text: str) -> AsyncIterator[Action]:
    """Start a chat with what is offered for a name or a number, and send a text, from the list of conversations."""
    return sequence(
        tap(surface, "Start chat"),
        fill(surface, "recipient", name),
        tap(surface, offered),
        fill(surface, "compose_message_text", text),
        tap(surface, "Send SMS"),
    )


class _Messages(PhoneTemplate):
    place = "mmssms"

    async def known(self, surface: PhoneSurface) -> list[Instance]:
        """Everybody in the contacts."""
        return self.rows(surface, "contacts2", PEOPLE)

    async def last_received(self, surface: PhoneSurface) -> list[Instance]:
        """The last message of every contact who has written one."""
        names = {person["number"]: person["name"] for person in await self.known(surface)}
        last = {
            message["address"]: message
            for message in self.rows(surface, "mmssms", MESSAGES)
            if message["type"] != SENT and message["address"] in names
        }
        return [{"name": names[number], "number": number, "body": one["body"]} for number, one in last.items()]


class _Sending(_Messages):
    """Asks for a text to be sent to a number."""

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(sent(instance["number"], instance["text"])),)


class SendMessage(_Sending):
    """Write to a contact."""

    id = "android.send-message"
    goal = 'Send {name} the text message "{text}"'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {"name": person["name"], "number": person["number"], "text": TEXTS[number % len(TEXTS)]}
            for number, person in enumerate(await self.known(surface))
        ]

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        write = write_to(surface, instance["name"], instance["number"], instance["text"])
        return sequence(OpenApp("Messages"), write, Stop())


class SendToNumber(_Sending):
    """Write to a number."""

    id = "android.send-to-number"
    goal = 'Send a text message to {number} that says "{text}"'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {"number": number, "text": TEXTS[(3 * place + turn) % len(TEXTS)]}
            for place, (_, number) in enumerate(STRANGERS)
            for turn in range(2)
        ]

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        number = instance["number"]
        write = write_to(surface, number, f"Send to {number}", instance["text"])
        return sequence(OpenApp("Messages"), write, Stop())


class Reply(_Sending):
    """Answer somebody's last message."""

    id = "android.reply-to-message"
    goal = 'Reply to the last text message from {name} with "{text}"'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**one, "text": TEXTS[(2 * place + 1) % len(TEXTS)]}
            for place, one in enumerate(await self.last_received(surface))
        ]

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Messages"),
            tap(surface, instance["name"]),
            fill(surface, "compose_message_text", instance["text"]),
            tap(surface, "Send SMS"),
            Stop(),
        )


class Forward(_Messages):
    """Tell somebody what somebody else has written."""

    id = "android.forward-message"
    goal = "Send {to} exactly the text of the last message that {name} has sent me."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        people = await self.known(surface)
        return [
            {**one, "to": to["name"], "to_number": to["number"]}
            for place, one in enumerate(await self.last_received(surface))
            for to in people[place :: len(people) // 3]
            if to["number"] != one["number"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(sent(instance["to_number"], instance["body"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Messages"),
            taps(surface, instance["name"], "Navigate up"),
            write_to(surface, instance["to"], instance["to_number"], instance["body"]),
            Stop(),
        )


class WhatDidTheySay(_Messages):
    """Say what somebody has written."""

    id = "android.read-message"
    goal = "What does the last text message from {name} say? Answer with its exact text."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return await self.last_received(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["body"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Messages"), tap(surface, instance["name"])):
            yield action
        bubbles = [node for node in (await surface.tree()).walk() if node.id.endswith("/message_text")]
        left = min(node.box[0] for node in bubbles)
        yield Answer([node.text for node in bubbles if node.box[0] == left][-1])


class SendContactDetails(_Messages):
    """Tell somebody how somebody else can be called."""

    id = "android.send-contact-number"
    goal = "Send {to} a text message with the phone number of {name}, only the number as it is in my contacts."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        people = await self.known(surface)
        return [
            {"name": one["name"], "number": one["number"], "to": to["name"], "to_number": to["number"]}
            for one, to in zip(people, [*people[7:], *people[:7]], strict=True)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(sent(instance["to_number"], instance["number"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Contacts"), tap(surface, instance["name"])):
            yield action
        number = next(text for text in await texts(surface) if text.startswith("+"))
        write = write_to(surface, instance["to"], instance["to_number"], number)
        async for action in sequence(OpenApp("Messages"), write, Stop()):
            yield action


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    Forward,
    Reply,
    SendContactDetails,
    SendMessage,
    SendToNumber,
    WhatDidTheySay,
)
