"""Answers compared by what they mean: money, numbers, dates, times, names, and lists of these.

An answer may be a sentence where only one thing in it can be meant (``It costs £4.50.``); where two amounts or two
dates stand, it is none.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Date", "Expected", "Items", "Money", "Name", "Number", "Time"]

_AMOUNT = re.compile(r"(?<![\w.,])[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\w|[.,]\d)")
_CURRENCY = re.compile(r"\b(?:GBP|USD|EUR|pounds?|dollars?|euros?|p)\b|[£$€]", re.IGNORECASE)
_MONTHS = {
    name.lower(): number
    for number, names in enumerate(
        (
            ("January", "Jan"),
            ("February", "Feb"),
            ("March", "Mar"),
            ("April", "Apr"),
            ("May",),
            ("June", "Jun"),
            ("July", "Jul"),
            ("August", "Aug"),
            ("September", "Sep", "Sept"),
            ("October", "Oct"),
            ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(_MONTHS)
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})\b"),
    re.compile(rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"),
    re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})\b"),
)
_TIME = re.compile(
    r"(?<![\w:.])(?P<hour>\d{1,2})(?=[:.]\d\d|\s?[ap]\.?m\b)(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s?(?P<half>[ap]\.?m\b)?"
    r"(?![\d:])",
)


class Expected(ABC):
    """What an answer should say."""

    @abstractmethod
    def matches(self, answer: str) -> bool:
        """Whether it says so."""


@dataclass(frozen=True, slots=True)
class Number(Expected):
    """A number; ``1,200``, ``1200`` and ``1200.0`` are the same."""

    value: int | float | Decimal

    def matches(self, answer: str) -> bool:
        """Whether the answer names this number and no other."""
        return _amounts(answer) == {Decimal(str(self.value))}


@dataclass(frozen=True, slots=True)
class Money(Expected):
    """An amount in the shop's currency; ``£0.00``, ``0 GBP`` and ``0`` are the same."""

    value: Decimal | float | str

    def matches(self, answer: str) -> bool:
        """Whether the answer names this amount and no other."""
        return _amounts(_CURRENCY.sub(" ", answer)) == {Decimal(str(self.value)).quantize(Decimal("0.01"))}


@dataclass(frozen=True, slots=True)
class Date(Expected):
    """A day: ``2026-03-16``, ``16 March 2026``, ``March 16th, 2026`` or ``16/03/2026``."""

    value: datetime.date

    def matches(self, answer: str) -> bool:
        """Whether the answer names this day and no other."""
        found = {
            (int(match["year"]), _month(match["month"]), int(match["day"]))
            for pattern in _DATES
            for match in pattern.finditer(answer.lower())
        }
        return found == {(self.value.year, self.value.month, self.value.day)}


@dataclass(frozen=True, slots=True)
class Time(Expected):
    """A time of day: ``17:30``, ``17.30``, ``5:30 pm`` or ``5.30 p.m.``; a full hour is also ``5 pm``."""

    value: datetime.time

    def matches(self, answer: str) -> bool:
        """Whether the answer names this time and no other."""
        found = {
            (_hour(int(match["hour"]), match["half"]), int(match["minute"] or 0))
            for match in _TIME.finditer(answer.lower())
        }
        return found == {(self.value.hour, self.value.minute)}


@dataclass(frozen=True, slots=True)
class Name(Expected):
    """A name or a title, or another form of it; capitals, accents, quotes, spaces and a full stop do not matter."""

    value: str
    also: tuple[str, ...] = ()

    def matches(self, answer: str) -> bool:
        """Whether the answer is this name and nothing more."""
        return _plain(answer) in {_plain(form) for form in (self.value, *self.also)}


@dataclass(frozen=True, slots=True)
class Items(Expected):
    """Several things in any order, each once: separated by commas, semicolons, line breaks or ``and``."""

    values: Sequence[Expected]

    def matches(self, answer: str) -> bool:
        """Whether every thing is named once and nothing else is."""
        return any(self._are(_split(answer, separators)) for separators in (r"\n|;", r",|\n|;", r",|\n|;|\band\b"))

    def _are(self, named: list[str]) -> bool:
        left = list(named)
        for value in self.values:
            match = next((item for item in left if value.matches(item)), None)
            if match is None:
                return False
            left.remove(match)
        return not left


def _split(answer: str, separators: str) -> list[str]:
    return [item.strip(" -*•\t") for item in re.split(separators, answer) if item.strip(" -*•\t")]


def _amounts(text: str) -> set[Decimal]:
    text = text.rstrip(" .!")
    return {Decimal(found[0].replace(",", "").replace("−", "-")) for found in _AMOUNT.finditer(text)}


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS[name]


def _hour(hour: int, half: str | None) -> int:
    """Of the day; `half` is of the clock, if it was named."""
    return hour if half is None else hour % 12 + 12 * half.startswith("p")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.sub(r"[\"'’‘“”`]", "", kept).split()).strip(" .!")
