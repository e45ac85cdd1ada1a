"""What is on the phone of somebody who has used it for a while: people, messages, and what each app keeps.

One module an area; each has a ``fill``, and all that is in them is made up.
"""

from __future__ import annotations

from digienv.android.phone.databases import Databases
from digienv.android.phone.files import Files
from digienv.android.phone.household import (
    calls,
    cooking,
    documents,
    events,
    messages,
    money,
    people,
    photos,
    songs,
    times,
    town,
)

__all__ = ["fill"]


def fill(databases: Databases, files: Files) -> None:
    """Put everything into a new phone."""
    for area in (people, messages, calls, times, events, documents, songs, cooking, money, photos, town):
        area.fill(databases, files)
