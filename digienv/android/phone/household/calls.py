"""Who has called the phone's owner, and whom they have called."""

from __future__ import annotations

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files
from digienv.android.phone.household.people import PEOPLE

__all__ = ["fill"]

INCOMING, OUTGOING, MISSED = 1, 2, 3
CALLS = (
    # minutes ago, who or which number, direction, seconds
    (45, "Lena Novak", MISSED, 0),
    (130, "Dr. Edith Moreau", INCOMING, 95),
    (190, "+15550185", MISSED, 0),
    (260, "Finn Gallagher", OUTGOING, 412),
    (1_150, "Chidi Okafor", INCOMING, 1_204),
    (1_320, "Corner Bakery", OUTGOING, 58),
    (1_500, "+15550186", INCOMING, 33),
    (2_700, "Ada Lindqvist", OUTGOING, 731),
    (2_980, "Jonas Keller", MISSED, 0),
    (4_200, "Maya Srinivasan", INCOMING, 266),
    (4_450, "+15550187", MISSED, 0),
    (5_800, "Oscar Delgado", OUTGOING, 149),
    (7_300, "Hana Kobayashi", INCOMING, 87),
    (8_700, "Zoe Marchetti", OUTGOING, 905),
)


def fill(databases: Databases, files: Files) -> None:
    """Put them into the call log."""
    numbers = {person.name: person.number for person in PEOPLE}
    now = int(NOW.timestamp() * 1000)
    with databases.named("calllog") as connection:
        for minutes, who, kind, seconds in reversed(CALLS):
            row = {"number": numbers.get(who, who), "date": now - minutes * 60_000, "duration": seconds, "type": kind}
            insert(connection, "calls", {**row, "new": 0, "is_read": 1})
