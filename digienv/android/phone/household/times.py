"""Alarms, and cities whose time the phone's owner wants to know."""

from __future__ import annotations

from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files

__all__ = ["fill"]

WEEKDAYS, WEEKEND = 0b0011111, 0b1100000
ALARMS = (
    (6, 45, WEEKDAYS, 1, "Wake up"),
    (7, 15, WEEKDAYS, 0, "Leave for the bus"),
    (8, 30, WEEKEND, 1, ""),
    (13, 0, 0b0010010, 1, "Take vitamins"),
    (17, 50, 0, 0, "Call the garage"),
    (21, 30, 127, 1, "Water the plants"),
    (22, 15, 0, 1, "Charge the phone"),
)
CITIES = (("Lisbon", 1), ("Nairobi", 3), ("Tokyo", 9))


def fill(databases: Databases, files: Files) -> None:
    """Put them into the clock."""
    with databases.named("alarms") as connection:
        for hour, minutes, days, enabled, label in ALARMS:
            row = {"hour": hour, "minutes": minutes, "daysofweek": days, "enabled": enabled, "label": label}
            insert(connection, "alarm_templates", row)
        for name, hours in CITIES:
            insert(connection, "cities", {"name": name, "hours": hours})
