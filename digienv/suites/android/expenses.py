"""Tasks about expenses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from decimal import Decimal
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Money, Name
from digienv.core.goals import Differs, Instance, Requirement, Says, added, changed, removed
from digienv.suites.android.screen import delete, fill, find, sequence, tap, taps
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

EXPENSES = "SELECT _id, name, cents, category, day FROM expenses ORDER BY day DESC, _id DESC"


def dollars(cents: int) -> str:
    """E.g. $12.50."""
    return f"${cents / 100:,.2f}"


class _Expenses(PhoneTemplate):
    place = "expenses"

    def expenses(self, surface: PhoneSurface) -> list[Instance]:
        """All expenses, each with its amount in words."""
        return [{**row, "amount": dollars(row["cents"])} for row in self.rows(surface, "expenses", EXPENSES)]


def enter(surface: PhoneSurface, expense: Instance) -> AsyncIterator[Action]:
    """Enter a new expense, from the list of all."""
    note = [fill(surface, "note", expense["note"])] if expense.get("note") else []
    return sequence(
        tap(surface, "New expense"),
        fill(surface, "name", expense["name"]),
        fill(surface, "amount", f"{expense['cents'] / 100:.2f}"),
        taps(surface, "Category", expense["category"]),
        *note,
        tap(surface, "Save"),
    )


class AddExpense(_Expenses):
    """Note what was spent."""

    id = "android.add-expense"
    goal = 'Add an expense "{name}" of {amount} in the category {category}{more}.'
    NEW: ClassVar = (
        ("Umbrella", 1_890, "Clothing"),
        ("Parking", 350, "Transport"),
        ("Ice cream", 480, "Food"),
        ("Paint", 3_375, "Housing"),
        ("Eye test", 2_500, "Health"),
        ("Museum", 1_100, "Leisure"),
        ("Stamps", 720, "Other"),
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        today = await self.today(surface)
        found: list[Instance] = []
        for name, cents, category in self.NEW:
            row = {
                "name": name,
                "cents": cents,
                "amount": dollars(cents),
                "category": category,
                "day": today.isoformat(),
            }
            found.append({**row, "note": "", "more": ""})
            found.append({**row, "note": "paid in cash", "more": ', with the note "paid in cash"'})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        row = {column: instance[column] for column in ("name", "cents", "category", "note", "day")}
        return (Differs(added("expenses", **row)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Expenses"), enter(surface, instance), Stop())


class DeleteExpense(_Expenses):
    """Take an expense out."""

    id = "android.delete-expense"
    goal = 'Delete the expense "{name}" of {amount}.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return self.expenses(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("expenses", _id=instance["_id"], name=instance["name"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Expenses"), tap(surface, instance["name"]), delete(surface), Stop())


class CorrectExpense(_Expenses):
    """Correct an amount."""

    id = "android.correct-expense"
    goal = 'The expense "{name}" was really {to}. Correct it.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**row, "to": dollars(row["cents"] + 111 + number), "to_cents": row["cents"] + 111 + number}
            for number, row in enumerate(self.expenses(surface))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("expenses", {"_id": instance["_id"]}, cents=instance["to_cents"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Expenses"),
            tap(surface, instance["name"]),
            fill(surface, "amount", f"{instance['to_cents'] / 100:.2f}"),
            tap(surface, "Save"),
            Stop(),
        )


class MoveExpense(_Expenses):
    """Put an expense into another category."""

    id = "android.move-expense"
    goal = 'Move the expense "{name}" into the category {to}.'
    CATEGORIES: ClassVar = ("Food", "Transport", "Housing", "Health", "Clothing", "Leisure", "Other")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**row, "to": to}
            for number, row in enumerate(self.expenses(surface))
            for to in [self.CATEGORIES[number % len(self.CATEGORIES)]]
            if to != row["category"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("expenses", {"_id": instance["_id"]}, category=instance["to"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Expenses"), taps(surface, instance["name"], "Category", instance["to"], "Save"), Stop()
        )


class TotalOfCategory(_Expenses):
    """Say how much was spent on something."""

    id = "android.total-of-category"
    goal = "{question}"
    QUESTIONS: ClassVar = (
        "How much have I spent on {category} in all, according to the Expenses app?",
        "What do my expenses in the category {category} add up to?",
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        totals: dict[str, int] = {}
        for row in self.expenses(surface):
            totals[row["category"]] = totals.get(row["category"], 0) + row["cents"]
        return [
            {"category": category, "cents": cents, "question": question.format(category=category)}
            for category, cents in sorted(totals.items())
            for question in self.QUESTIONS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(Decimal(instance["cents"]) / 100)),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Expenses"), tap(surface, instance["category"], kind="Button")):
            yield action
        total = await find(surface, "total")
        yield Answer(total.text.rpartition(" ")[2] if total else "")


class LargestExpense(_Expenses):
    """Say what has cost most."""

    id = "android.largest-expense"
    goal = "{question}"
    QUESTIONS: ClassVar = (
        "Which expense in the category {category} was the largest? Give its name.",
        "What is the name of my most expensive entry under {category}?",
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        largest: dict[str, Instance] = {}
        for row in self.expenses(surface):
            if row["cents"] > largest.get(row["category"], {"cents": 0})["cents"]:
                largest[row["category"]] = row
        return [
            {"category": category, "name": row["name"], "question": question.format(category=category)}
            for category, row in sorted(largest.items())
            for question in self.QUESTIONS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["name"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Expenses"), tap(surface, instance["category"], kind="Button")):
            yield action
        nodes = [node for node in (await surface.tree()).walk() if node.text]
        names = [node.text for node in nodes if node.id == "android:id/title"]
        amounts = [node.text for node in nodes if node.text.startswith("$")]
        cents = [round(100 * float(amount[1:].replace(",", ""))) for amount in amounts]
        yield Answer(names[cents.index(max(cents))])


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AddExpense,
    CorrectExpense,
    DeleteExpense,
    LargestExpense,
    MoveExpense,
    TotalOfCategory,
)
