"""Places that the phone's owner has saved."""

from __future__ import annotations

from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files

__all__ = ["fill"]

SAVED = {
    "Castle Museum": "Want to go",
    "Green Door": "Favorites",
    "Hotel Lindner": "Starred places",
    "Market Hall": "Favorites",
    "Orchard Cinema": "Want to go",
    "Town Library": "Favorites",
}


def fill(databases: Databases, files: Files) -> None:
    """Put them into the map."""
    with databases.named("maps") as connection:
        for place, kept in SAVED.items():
            insert(connection, "saved", {"place": place, "list": kept})
