"""Tasks about the calendar."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Name, Number, Time
from digienv.core.goals import Differs, Instance, Requirement, Says, added, changed, removed
from digienv.suites.android.clock import set_time, spoken
from digienv.suites.android.screen import delete, fill, find, sequence, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

HOUR = 3_600_000
EVENTS = """
    SELECT e._id, e.title, e.eventLocation AS place, e.dtstart, e.dtend, e.allDay AS all_day, e.rrule,
        r.minutes AS reminder
    FROM Events e LEFT JOIN Reminders r ON r.event_id = e._id WHERE e.deleted = 0 ORDER BY e.dtstart, e._id
"""
TITLES = (
    "Pick up the parcel",
    "Haircut",
    "Coffee with Uma",
    "Roof inspection",
    "Piano lesson",
    "Tax adviser",
    "Picnic",
)
DAYS = (1, 3, 5, 8, 9, 12, 13)
TIMES = ((9, 15), (11, 45), (14, 20), (16, 35), (18, 10))


def day_of(milliseconds: int) -> datetime.date:
    """The day of a time."""
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC).date()


def in_words(day: datetime.date) -> str:
    """E.g. June 18."""
    return f"{day:%B} {day.day}"


class _Calendar(PhoneTemplate):
    place = "calendar"

    async def events(self, surface: PhoneSurface) -> list[Instance]:
        """What is to come, and happens once."""
        today = await self.today(surface)
        found: list[Instance] = []
        for event in self.rows(surface, "calendar", EVENTS):
            day = day_of(event["dtstart"])
            if day >= today and not event["rrule"]:
                start = datetime.datetime.fromtimestamp(event["dtstart"] / 1000, datetime.UTC)
                time = spoken(start.hour, start.minute)
                found.append({**event, "day": day.isoformat(), "on": in_words(day), "time": time})
        return found


def go_to(surface: PhoneSurface, day: str) -> AsyncIterator[Action]:
    """Show a day."""
    return _go_to(surface, datetime.date.fromisoformat(day))


async def _go_to(surface: PhoneSurface, day: datetime.date) -> AsyncIterator[Action]:
    label = f"{day.day} {day:%B} {day.year}"
    while await find(surface, label) is None:
        async for action in tap(surface, "Next month"):
            yield action
    async for action in tap(surface, label):
        yield action


def open_event(surface: PhoneSurface, event: Instance) -> AsyncIterator[Action]:
    """Show an event."""
    return sequence(OpenApp("Calendar"), go_to(surface, event["day"]), tap(surface, event["title"]))


class CreateEvent(_Calendar):
    """Plan something."""

    id = "android.create-event"
    goal = 'Add an event "{title}" to my calendar on {on} at {time}, {length} long{more}.'
    LENGTHS: ClassVar = {"30 minutes": 30, "1 hour": 60, "2 hours": 120}
    PLACES: ClassVar = ("", "Corner Cafe", "12 Quay Street")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        today = await self.today(surface)
        found: list[Instance] = []
        for number, title in enumerate(TITLES):
            for turn, (length, minutes) in enumerate(self.LENGTHS.items()):
                day = today + datetime.timedelta(DAYS[(number + 2 * turn) % len(DAYS)])
                hour, minute = TIMES[(number + turn) % len(TIMES)]
                where = self.PLACES[(number + turn) % len(self.PLACES)]
                start = datetime.datetime.combine(day, datetime.time(hour, minute), datetime.UTC)
                found.append(
                    {
                        "title": title,
                        "day": day.isoformat(),
                        "on": in_words(day),
                        "time": spoken(hour, minute),
                        "hour": hour,
                        "minute": minute,
                        "length": length,
                        "where": where,
                        "more": f", at {where}" if where else "",
                        "dtstart": int(start.timestamp() * 1000),
                        "dtend": int(start.timestamp() * 1000) + minutes * 60_000,
                    }
                )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        columns = {name: instance[name] for name in ("title", "dtstart", "dtend")}
        return (Differs(added("Events", **columns, eventLocation=instance["where"] or None, rrule=None, allDay=0)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        length = [] if instance["length"] == "1 hour" else [tap(surface, "Duration"), tap(surface, instance["length"])]
        place = [fill(surface, "location", instance["where"])] if instance["where"] else []
        return sequence(
            OpenApp("Calendar"),
            go_to(surface, instance["day"]),
            tap(surface, "New event"),
            fill(surface, "Title", instance["title"]),
            tap(surface, "Start time"),
            set_time(surface, instance["hour"], instance["minute"]),
            *length,
            *place,
            tap(surface, "Save"),
            Stop(),
        )


class CreateRepeatingEvent(_Calendar):
    """Plan something that comes again and again."""

    id = "android.create-repeating-event"
    goal = 'Add an event "{title}" to my calendar that repeats {often}, from {on} on, at 10:00 AM for one hour.'
    RULES: ClassVar = {"every day": "FREQ=DAILY", "every week": "FREQ=WEEKLY", "every month": "FREQ=MONTHLY"}

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        today = await self.today(surface)
        return [
            {
                "title": title,
                "often": often,
                "day": day.isoformat(),
                "on": in_words(day),
                "dtstart": int(datetime.datetime.combine(day, datetime.time(10), datetime.UTC).timestamp() * 1000),
            }
            for number, title in enumerate(TITLES)
            for turn, often in enumerate(self.RULES)
            for day in [today + datetime.timedelta(DAYS[(2 * number + turn) % len(DAYS)])]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        rule = self.RULES[instance["often"]]
        columns = {"title": instance["title"], "dtstart": instance["dtstart"], "rrule": rule, "duration": "P3600S"}
        return (Differs(added("Events", **columns, allDay=0)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Calendar"),
            go_to(surface, instance["day"]),
            tap(surface, "New event"),
            fill(surface, "Title", instance["title"]),
            taps(surface, "Repeat", instance["often"].capitalize(), "Save"),
            Stop(),
        )


class DeleteEvent(_Calendar):
    """Cancel something."""

    id = "android.delete-event"
    goal = 'Delete the event "{title}" on {on} from my calendar.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return await self.events(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        rows = [removed("Events", _id=instance["_id"], title=instance["title"])]
        if instance["reminder"] is not None:
            rows.append(removed("Reminders", event_id=instance["_id"]))
        return (Differs(*rows),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_event(surface, instance), delete(surface), Stop())


class MoveEvent(_Calendar):
    """Put something off to another time of its day."""

    id = "android.move-event"
    goal = 'The event "{title}" on {on} now starts at {to}. It lasts as long as before. Change it in my calendar.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        found: list[Instance] = []
        for number, event in enumerate(await self.events(surface)):
            hour, minute = TIMES[number % len(TIMES)]
            if not event["all_day"]:
                midnight = event["dtstart"] // (24 * HOUR) * 24 * HOUR
                start = midnight + hour * HOUR + minute * 60_000
                new = {"dtstart": start, "dtend": start + event["dtend"] - event["dtstart"]}
                found.append({**event, "to": spoken(hour, minute), "hour": hour, "minute": minute, "new": new})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("Events", {"_id": instance["_id"]}, **instance["new"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_event(surface, instance),
            taps(surface, "Edit", "Start time"),
            set_time(surface, instance["hour"], instance["minute"]),
            tap(surface, "Save"),
            Stop(),
        )


class SetPlace(_Calendar):
    """Say where something takes place."""

    id = "android.set-event-place"
    goal = 'The event "{title}" on {on} takes place at {to}. Enter that as its location.'
    PLACES: ClassVar = ("Pier 9", "The Blue Room", "33 Chapel Street", "Gate 4")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**event, "to": self.PLACES[number % len(self.PLACES)]}
            for number, event in enumerate(await self.events(surface))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("Events", {"_id": instance["_id"]}, eventLocation=instance["to"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_event(surface, instance),
            tap(surface, "Edit"),
            fill(surface, "location", instance["to"]),
            tap(surface, "Save"),
            Stop(),
        )


class AddReminder(_Calendar):
    """Have the phone remind of something."""

    id = "android.add-reminder"
    goal = 'Set a reminder {to} for the event "{title}" on {on}.'
    CHOICES: ClassVar = {"10 minutes before": 10, "30 minutes before": 30, "1 hour before": 60, "1 day before": 1440}

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        choices = list(self.CHOICES)
        return [
            {**event, "to": to}
            for number, event in enumerate(await self.events(surface))
            for to in [choices[number % len(choices)]]
            if event["reminder"] != self.CHOICES[to]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        minutes = self.CHOICES[instance["to"]]
        if instance["reminder"] is not None:
            return (Differs(changed("Reminders", {"event_id": instance["_id"]}, minutes=minutes)),)
        return (
            Differs(
                added("Reminders", event_id=instance["_id"], minutes=minutes),
                changed("Events", {"_id": instance["_id"]}, hasAlarm=1),
            ),
        )

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_event(surface, instance), taps(surface, "Edit", "Reminder", instance["to"], "Save"), Stop()
        )


class _Question(_Calendar):
    """Asks about an event."""

    forms: ClassVar[tuple[str, ...]]

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**event, "form": form.format_map(event)}
            for event in await self.events(surface)
            if self.asked(event)
            for form in self.forms
        ]

    def asked(self, event: Instance) -> bool:
        """Whether there is something to ask about an event."""
        raise NotImplementedError


class EventPlace(_Question):
    """Say where something takes place."""

    id = "android.event-place"
    goal = "{form}"
    forms = ('Where does "{title}" on {on} take place, according to my calendar?',)

    def asked(self, event: Instance) -> bool:
        return bool(event["place"])

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["place"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_event(surface, instance):
            yield action
        shown = await texts(surface)
        yield Answer(shown[shown.index("Location") - 1])


class EventTime(_Question):
    """Say when something begins."""

    id = "android.event-time"
    goal = "{form}"
    forms = ('At what time does "{title}" begin on {on}?',)

    def asked(self, event: Instance) -> bool:
        return not event["all_day"]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        start = datetime.datetime.fromtimestamp(instance["dtstart"] / 1000, datetime.UTC)
        return (Says(Time(start.time().replace(tzinfo=None))),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_event(surface, instance):
            yield action
        yield Answer(next(text for text in await texts(surface) if " – " in text).partition(" – ")[0])


class CountEvents(_Calendar):
    """Say how much there is to do on a day."""

    id = "android.count-events"
    goal = "How many events are in my calendar on {on}, counting those that repeat? Answer with a number."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        today = await self.today(surface)
        every = self.rows(surface, "calendar", EVENTS)
        days = [today + datetime.timedelta(number) for number in range(16)]
        return [
            {"day": day.isoformat(), "on": in_words(day), "count": sum(happens(event, day) for event in every)}
            for day in days
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Calendar"), go_to(surface, instance["day"])):
            yield action
        shown = [node for node in (await surface.tree()).walk() if node.id == "android:id/title"]
        yield Answer(str(len(shown)))


def happens(event: Instance, day: datetime.date) -> bool:
    """Whether an event takes place on a day."""
    first = day_of(event["dtstart"])
    if day < first or not event["rrule"]:
        return day == first
    if "DAILY" in event["rrule"]:
        return True
    return (day - first).days % 7 == 0 if "WEEKLY" in event["rrule"] else day.day == first.day


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AddReminder,
    CountEvents,
    CreateEvent,
    CreateRepeatingEvent,
    DeleteEvent,
    EventPlace,
    EventTime,
    MoveEvent,
    SetPlace,
)
