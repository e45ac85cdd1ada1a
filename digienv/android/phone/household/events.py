"""What the phone's owner has planned."""

from __future__ import annotations

import datetime

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files

__all__ = ["fill"]

HOUR, DAY = 3_600_000, 86_400_000
EVENTS = (
    # days from today, start, minutes (0: all day), title, place, description, rule, reminder
    (-6, "09:00", 60, "Budget review", "Room 3B", "Bring last quarter's figures", "", 30),
    (-4, "18:30", 90, "Yoga class", "Riverside Gym", "", "", None),
    (-3, "12:15", 45, "Lunch with Chidi", "Noodle House", "", "", None),
    (0, "10:00", 30, "Stand-up meeting", "Online", "", "FREQ=WEEKLY", 10),
    (0, "15:30", 60, "Call with the supplier", "", "Ask about the delivery of the blue tiles", "", 10),
    (0, "19:00", 120, "Book club", "Bea's flat", "Chapters 4 to 9", "", None),
    (1, "08:15", 30, "Dentist", "14 Mill Road", "", "", 60),
    (1, "13:00", 60, "Interview with a candidate", "Room 2A", "", "", 30),
    (2, "11:00", 90, "Site visit", "Harbour Lane 48", "Wear boots", "", 60),
    (2, "17:45", 60, "Swimming with Finn", "City Pool", "", "", None),
    (3, "10:15", 30, "Appointment with Dr. Moreau", "Elm Street Practice", "", "", 60),
    (3, "20:00", 90, "Choir rehearsal", "St. Anne's Hall", "", "", None),
    (4, "09:30", 120, "Workshop on lighting", "Room 3B", "", "", 30),
    (4, "19:00", 180, "Concert", "Old Mill", "Seat F 12", "", 60),
    (5, "", 0, "Garden day", "Allotment 22", "Folding chairs, gloves, seeds", "", None),
    (6, "16:00", 120, "Sofia's farewell", "Canal Bar", "", "", None),
    (7, "14:00", 45, "Review of the brochure", "Online", "", "", 10),
    (8, "07:50", 75, "Train to Linden", "Platform 6", "", "", 60),
    (9, "12:30", 60, "Lunch with Hana", "Green Door", "", "", None),
    (10, "18:00", 60, "Parents' evening", "Oakfield School", "", "", 1440),
    (11, "09:00", 480, "Training day", "Conference Centre", "", "", None),
    (12, "", 0, "Lena's birthday", "", "", "", 1440),
    (14, "15:00", 60, "Insurance appointment", "Online", "Contract 5581", "", 30),
    (16, "20:30", 120, "Film night", "Samir's place", "", "", None),
    (-14, "07:00", 30, "Morning run", "Park gate", "", "FREQ=DAILY", None),
    (-12, "17:00", 60, "Pay the rent", "", "", "FREQ=MONTHLY", 1440),
)


def fill(databases: Databases, files: Files) -> None:
    """Put it into the calendar."""
    midnight = int(datetime.datetime.combine(NOW.date(), datetime.time(), datetime.UTC).timestamp() * 1000)
    with databases.named("calendar") as connection:
        for days, time, minutes, title, place, text, rule, reminder in EVENTS:
            hour, minute = (int(part) for part in (time or "00:00").split(":"))
            start = midnight + days * DAY + hour * HOUR + minute * 60_000
            length = (minutes or 1440) * 60
            event = insert(
                connection,
                "Events",
                {
                    "calendar_id": 1,
                    "title": title,
                    "eventLocation": place or None,
                    "description": text or None,
                    "dtstart": start,
                    "dtend": None if rule else start + length * 1000,
                    "duration": f"P{length}S" if rule else None,
                    "eventTimezone": "UTC",
                    "allDay": int(not minutes),
                    "rrule": rule or None,
                    "hasAlarm": int(reminder is not None),
                },
            )
            if reminder is not None:
                insert(connection, "Reminders", {"event_id": event, "minutes": reminder, "method": 1})
