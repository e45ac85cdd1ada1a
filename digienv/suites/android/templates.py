"""All templates on a phone."""

from __future__ import annotations

from digienv.suites.android import contacts, messages, settings
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    *contacts.TEMPLATES,
    *messages.TEMPLATES,
    *settings.TEMPLATES,
)
