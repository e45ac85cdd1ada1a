"""What was written to and by the phone's owner."""

from __future__ import annotations

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files
from digienv.android.phone.household.people import PEOPLE

__all__ = ["fill"]

RECEIVED, SENT = 1, 2
HOUR = 3_600_000

CONVERSATIONS: dict[str, tuple[tuple[int, int, str], ...]] = {
    "Ada Lindqvist": (
        (50, RECEIVED, "Are we still on for the concert on Friday?"),
        (49, SENT, "Yes! Doors open at 7."),
        (48, RECEIVED, "Great, my seat is row F, number 12."),
    ),
    "Chidi Okafor": (
        (30, SENT, "Did the parcel arrive?"),
        (29, RECEIVED, "It did. The tracking number was 7731-8842."),
    ),
    "Finn Gallagher": (
        (20, RECEIVED, "The new address is 48 Harbour Lane."),
        (19, SENT, "Got it, thanks."),
        (3, RECEIVED, "Can you bring the folding chairs on Saturday?"),
    ),
    "Lena Novak": (
        (75, RECEIVED, "Gate code is 4471, it changes on the first of the month."),
        (74, SENT, "Noted."),
    ),
    "Dr. Edith Moreau": ((26, RECEIVED, "Reminder: your appointment is on Thursday, June 18 at 10:15."),),
    "Corner Bakery": (
        (8, RECEIVED, "Your order 2086 is ready. Total: $23.40."),
        (7, SENT, "I will pick it up at noon."),
    ),
    "Hana Kobayashi": (
        (98, RECEIVED, "My train gets in at 18:42 on platform 3."),
        (97, SENT, "See you there."),
    ),
    "Maya Srinivasan": (
        (120, SENT, "What was the wifi password again?"),
        (119, RECEIVED, "It is tangerine-orbit-58."),
    ),
    "Oscar Delgado": (
        (60, RECEIVED, "The match was moved to pitch 4."),
        (12, RECEIVED, "Training starts at half past six."),
    ),
    "Zoe Marchetti": (
        (140, RECEIVED, "Could you feed Biscuit while we are away? Half a cup twice a day."),
        (139, SENT, "Of course."),
    ),
    "Theo Baxter": ((36, SENT, "Happy birthday!"), (35, RECEIVED, "Thank you so much!")),
    "Samir Nasser": ((15, RECEIVED, "The plumber comes on Wednesday between 8 and 10."),),
}
STRANGERS = {
    "+15550190": ((5, RECEIVED, "Your verification code is 604118."),),
    "+15550191": ((27, RECEIVED, "Parcel service: your delivery comes today between 13:00 and 15:00."),),
}


def fill(databases: Databases, files: Files) -> None:
    """Put them into the messages: hours before now, direction, text."""
    now = int(NOW.timestamp() * 1000)
    numbers = {person.name: person.number for person in PEOPLE}
    said = {**{numbers[name]: lines for name, lines in CONVERSATIONS.items()}, **STRANGERS}
    rows = sorted(
        (now - hours * HOUR, address, kind, body) for address, lines in said.items() for hours, kind, body in lines
    )
    with databases.named("mmssms") as connection:
        for date, address, kind, body in rows:
            insert(
                connection,
                "sms",
                {"address": address, "body": body, "type": kind, "date": date, "date_sent": date, "read": 1, "seen": 1},
            )
