"""All templates on a phone."""

from __future__ import annotations

from digienv.suites.android import (
    calendar,
    calls,
    clock,
    contacts,
    documents,
    expenses,
    maps,
    messages,
    music,
    pictures,
    recipes,
    settings,
    several,
    shopping,
)
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    *calendar.TEMPLATES,
    *calls.TEMPLATES,
    *clock.TEMPLATES,
    *contacts.TEMPLATES,
    *documents.TEMPLATES,
    *expenses.TEMPLATES,
    *maps.TEMPLATES,
    *messages.TEMPLATES,
    *music.TEMPLATES,
    *pictures.TEMPLATES,
    *recipes.TEMPLATES,
    *settings.TEMPLATES,
    *several.TEMPLATES,
    *shopping.TEMPLATES,
)
