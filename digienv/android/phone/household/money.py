"""What the phone's owner has spent."""

from __future__ import annotations

import datetime

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files

__all__ = ["fill"]

EXPENSES = (
    # days ago, name, cents, category
    (0, "Bakery", 640, "Food"),
    (1, "Bus pass", 4_900, "Transport"),
    (2, "Groceries", 5_385, "Food"),
    (2, "Aspirin", 475, "Health"),
    (3, "Cinema", 1_250, "Leisure"),
    (4, "Taxi home", 1_830, "Transport"),
    (5, "Rain jacket", 8_995, "Clothing"),
    (6, "Noodle House", 1_420, "Food"),
    (7, "Light bulbs", 1_199, "Housing"),
    (8, "Swimming", 550, "Leisure"),
    (9, "Birthday card", 395, "Other"),
    (10, "Dentist", 6_000, "Health"),
    (11, "Bike chain", 2_750, "Transport"),
    (12, "Rent", 89_000, "Housing"),
    (13, "Market stall", 1_765, "Food"),
    (14, "Electricity", 6_120, "Housing"),
    (16, "Concert ticket", 3_800, "Leisure"),
    (18, "Shoe repair", 2_200, "Clothing"),
    (20, "Coffee beans", 1_390, "Food"),
    (22, "Garden seeds", 860, "Other"),
    (25, "Train to Linden", 3_440, "Transport"),
    (27, "Winter socks", 1_150, "Clothing"),
    (30, "Board game", 2_999, "Leisure"),
    (33, "Plumber", 12_500, "Housing"),
    (36, "Pharmacy", 1_725, "Health"),
)


def fill(databases: Databases, files: Files) -> None:
    """Put it into the expenses."""
    with databases.named("expenses") as connection:
        for days, name, cents, category in reversed(EXPENSES):
            day = (NOW.date() - datetime.timedelta(days)).isoformat()
            insert(connection, "expenses", {"name": name, "cents": cents, "category": category, "day": day})
