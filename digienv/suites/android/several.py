"""Tasks in which several things are to be done, or in several apps."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, OpenApp, Press, Stop, Type
from digienv.core.goals import Differs, Instance, Requirement, added, changed, removed
from digienv.suites.android.calendar import EVENTS, day_of, go_to, in_words
from digienv.suites.android.contacts import PEOPLE
from digienv.suites.android.documents import NOTES, documents
from digienv.suites.android.expenses import EXPENSES, AddExpense, dollars, enter
from digienv.suites.android.messages import write_to
from digienv.suites.android.recipes import RECIPES
from digienv.suites.android.screen import delete, sequence, tap, taps
from digienv.suites.android.settings import switchable
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import InFront, PhoneTemplate
from digienv.suites.values import LinesOf

__all__ = ["TEMPLATES"]


def delete_one(surface: PhoneSurface, name: str) -> AsyncIterator[Action]:
    """Open something of a list, and delete it."""
    return sequence(tap(surface, name), delete(surface))


class DeleteExpenses(PhoneTemplate):
    """Take several expenses out."""

    id = "android.delete-expenses"
    goal = "Delete these expenses: {list}."
    place = "expenses"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        rows = self.rows(surface, "expenses", EXPENSES)
        found: list[Instance] = []
        for number in range(len(rows) - 2):
            chosen = [rows[number], rows[(number + 5) % len(rows)], rows[(number + 11) % len(rows)]]
            said = "; ".join(f"{row['name']} ({dollars(row['cents'])})" for row in chosen)
            found.append({"list": said, "rows": chosen})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*(removed("expenses", _id=row["_id"], name=row["name"]) for row in instance["rows"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Expenses"), *(delete_one(surface, row["name"]) for row in instance["rows"]), Stop())


NEW_EXPENSES = (*AddExpense.NEW, ("Ferry", 1_260, "Transport"), ("Soup bowls", 2_780, "Housing"))


class _NewExpenses(PhoneTemplate):
    place = "expenses"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        pairs = [(one, NEW_EXPENSES[(number + 4) % len(NEW_EXPENSES)]) for number, one in enumerate(NEW_EXPENSES)]
        return [
            {
                "rows": [{"name": name, "cents": cents, "category": category} for name, cents, category in pair],
                "list": "; ".join(f"{name}, {dollars(cents)}, {category}" for name, cents, category in pair),
            }
            for pair in pairs
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*(added("expenses", **row, note="") for row in instance["rows"])),)

    def enter(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        """Enter them all in the app."""
        return sequence(OpenApp("Expenses"), *(enter(surface, row) for row in instance["rows"]), Stop())


class AddExpenses(_NewExpenses):
    """Note several expenses."""

    id = "android.add-expenses"
    goal = "Add these expenses, each with its name, amount and category: {list}."

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return self.enter(surface, instance)


class ExpensesFromNote(_NewExpenses):
    """Note the expenses that a note lists."""

    id = "android.expenses-from-note"
    goal = "My note {note} lists expenses, one a line: name, amount, category. Add all of them in the Expenses app."
    NAMES: ClassVar = ("trip", "weekend", "spent", "cash", "June", "receipts", "holiday", "errands", "to enter")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**one, "note": f"{name}.md"}
            for one, name in zip(await super().instances(surface), self.NAMES, strict=True)
        ]

    async def prepare(self, surface: PhoneSurface, instance: Instance) -> bool:
        text = instance["list"].replace("; ", "\n") + "\n"
        await surface.device.push(text.encode(), f"/sdcard/{NOTES}{instance['note']}")
        return True

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Notes"), tap(surface, instance["note"]), self.enter(surface, instance))


class DeleteDuplicateRecipes(PhoneTemplate):
    """Leave one of each."""

    id = "android.delete-duplicate-recipes"
    goal = "The recipes {list} are there twice, exactly alike. Delete one of each, so that every recipe is there once."
    place = "recipes"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        rows = self.rows(surface, "recipes", RECIPES)
        pairs = [(rows[number], rows[(number + 7) % len(rows)]) for number in range(len(rows))]
        return [
            {"list": f"{one['title']} and {other['title']}", "titles": [one["title"], other["title"]]}
            for one, other in pairs
        ]

    async def prepare(self, surface: PhoneSurface, instance: Instance) -> bool:
        columns = "title, category, servings, minutes, ingredients, directions, favorite"
        database = "/data/data/org.digienv.recipes/databases/recipes.db"
        for title in instance["titles"]:
            quoted = title.replace("'", "''")
            sql = f"INSERT INTO recipes ({columns}) SELECT {columns} FROM recipes WHERE title = '{quoted}'"  # noqa: S608
            await surface.device.run("su", "0", "sqlite3", database, sql)
        return True

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*(removed("recipes", title=title) for title in instance["titles"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Recipes"), *(delete_one(surface, title) for title in instance["titles"]), Stop())


class ClearDay(PhoneTemplate):
    """Cancel all that happens once on a day."""

    id = "android.clear-day"
    goal = "Delete all events on {on} from my calendar that do not repeat."
    place = "calendar"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        today = await self.today(surface)
        days: dict[datetime.date, list[Instance]] = {}
        for event in self.rows(surface, "calendar", EVENTS):
            day = day_of(event["dtstart"])
            if day >= today and not event["rrule"]:
                days.setdefault(day, []).append(event)
        return [
            {"day": day.isoformat(), "on": in_words(day), "events": events}
            for day, events in sorted(days.items())
            if len(events) > 1 or day.day % 2
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        events = instance["events"]
        reminders = [removed("Reminders", event_id=event["_id"]) for event in events if event["reminder"] is not None]
        return (Differs(*(removed("Events", _id=event["_id"]) for event in events), *reminders),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        titles = [event["title"] for event in instance["events"]]
        return sequence(
            OpenApp("Calendar"),
            go_to(surface, instance["day"]),
            *(delete_one(surface, title) for title in titles),
            Stop(),
        )


class TwoSettings(PhoneTemplate):
    """Change two settings."""

    id = "android.toggle-two-settings"
    goal = "Turn {first[to]} {first[title]}, and turn {second[to]} {second[title]}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        found = switchable(surface)
        return [
            {"first": one, "second": found[(number + step) % len(found)]}
            for number, one in enumerate(found)
            for step in (3, 5)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        both = instance["first"], instance["second"]
        return (Differs(*(changed(one["space"], {"name": one["name"]}, value=one["value"]) for one in both)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        first, second = instance["first"], instance["second"]
        return sequence(
            OpenApp("Settings"),
            taps(surface, first["section"], first["title"], "Navigate up", second["section"], second["title"]),
            Stop(),
        )


class SwitchAndOpen(PhoneTemplate):
    """Turn something on or off, then open an app."""

    id = "android.toggle-and-open"
    goal = "Turn {to} {title}, and then open {app}."
    APPS: ClassVar = ("Calendar", "Clock", "Contacts", "Expenses", "Files", "Maps", "Music", "Notes", "Recipes")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**one, "app": self.APPS[(number + step) % len(self.APPS)]}
            for number, one in enumerate(switchable(surface))
            for step in (0, 4)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        wanted = changed(instance["space"], {"name": instance["name"]}, value=instance["value"])
        return (Differs(wanted), InFront(instance["app"]))

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Settings"),
            taps(surface, instance["section"], instance["title"]),
            OpenApp(instance["app"]),
            Stop(),
        )


class NoteToMessage(PhoneTemplate):
    """Send somebody what a note says."""

    id = "android.share-note"
    goal = "Send {name} a text message with the first line of my note {note}, exactly as it is written there."
    place = "mmssms"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        people = self.rows(surface, "contacts2", PEOPLE)
        return [
            {
                "note": note["name"],
                "text": note["content"].split("\n")[0],
                "name": person["name"],
                "number": person["number"],
            }
            for place, note in enumerate(documents(surface, NOTES))
            for person in people[3 * place : 3 * place + 2]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("sms", address=instance["number"], body=instance["text"], type=2)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Notes"),
            tap(surface, instance["note"]),
            OpenApp("Messages"),
            write_to(surface, instance["name"], instance["number"], instance["text"]),
            Stop(),
        )


class MergeNotes(PhoneTemplate):
    """Put one note at the end of another."""

    id = "android.merge-notes"
    goal = "Copy all that the note {source} says to the end of the note {target}. Leave {source} as it is."
    place = "files"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        notes = documents(surface, NOTES)
        return [
            {
                "source": source["name"],
                "target": target["name"],
                "path": target["path"],
                "text": source["content"],
                "content": target["content"] + source["content"],
            }
            for number, source in enumerate(notes)
            for target in [notes[(number + 4) % len(notes)]]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("files", {"name": instance["path"]}, content=LinesOf(instance["content"]))),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Notes"),
            taps(surface, instance["source"], "Navigate up", instance["target"], "text"),
            Press("Control+End"),
            Type(instance["text"].rstrip("\n")),
            Stop(),
        )


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AddExpenses,
    ClearDay,
    DeleteDuplicateRecipes,
    DeleteExpenses,
    ExpensesFromNote,
    MergeNotes,
    NoteToMessage,
    SwitchAndOpen,
    TwoSettings,
)
