"""The people that the phone's owner knows."""

from __future__ import annotations

from dataclasses import dataclass

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files

__all__ = ["PEOPLE", "Person", "fill"]

NAME, PHONE, EMAIL = 1, 2, 3
"""Numbers of kinds of data, as the schema numbers them."""
MOBILE = "2"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody."""

    name: str
    number: str
    email: str = ""
    starred: bool = False


PEOPLE = (
    Person("Ada Lindqvist", "+15550101", "ada.lindqvist@example.com", starred=True),
    Person("Amir Haddad", "+15550102", "amir@example.net"),
    Person("Bea Thornton", "+15550103"),
    Person("Bruno Carvalho", "+15550104", "bruno.carvalho@example.org"),
    Person("Carla Jimenez", "+15550105", "carla.jimenez@example.com"),
    Person("Chidi Okafor", "+15550106", "chidi@example.net", starred=True),
    Person("Dana Whitfield", "+15550107"),
    Person("Dr. Edith Moreau", "+15550108", "practice@example.org"),
    Person("Elif Yildiz", "+15550109", "elif.yildiz@example.com"),
    Person("Emma Brandt", "+15550110"),
    Person("Farah Aziz", "+15550111", "farah.aziz@example.net"),
    Person("Finn Gallagher", "+15550112", "finn@example.com", starred=True),
    Person("Grace Mbeki", "+15550113"),
    Person("Greta Sandoval", "+15550114", "greta.sandoval@example.org"),
    Person("Hana Kobayashi", "+15550115", "hana.k@example.com"),
    Person("Henry Castellano", "+15550116"),
    Person("Ines Ferreira", "+15550117", "ines.ferreira@example.net"),
    Person("Isaac Brennan", "+15550118"),
    Person("Jonas Keller", "+15550119", "jonas.keller@example.com"),
    Person("Julia Petrov", "+15550120", "julia.petrov@example.org"),
    Person("Kofi Asante", "+15550121"),
    Person("Lena Novak", "+15550122", "lena.novak@example.com", starred=True),
    Person("Lucas Moretti", "+15550123"),
    Person("Maya Srinivasan", "+15550124", "maya.s@example.net"),
    Person("Mila Horvat", "+15550125"),
    Person("Nils Aaberg", "+15550126", "nils.aaberg@example.com"),
    Person("Noor Rahman", "+15550127"),
    Person("Oscar Delgado", "+15550128", "oscar.delgado@example.org"),
    Person("Petra Vance", "+15550129"),
    Person("Quentin Ashby", "+15550130", "quentin.ashby@example.com"),
    Person("Rosa Calloway", "+15550131"),
    Person("Samir Nasser", "+15550132", "samir@example.net"),
    Person("Sofia Lindgren", "+15550133"),
    Person("Theo Baxter", "+15550134", "theo.baxter@example.com"),
    Person("Uma Pillai", "+15550135"),
    Person("Victor Zhang", "+15550136", "victor.zhang@example.org"),
    Person("Wanda Kruger", "+15550137"),
    Person("Yusuf Demir", "+15550138", "yusuf.demir@example.com"),
    Person("Zoe Marchetti", "+15550139", "zoe.m@example.net"),
    Person("Corner Bakery", "+15550140"),
)


def fill(databases: Databases, files: Files) -> None:
    """Put them into the contacts."""
    changed = int(NOW.timestamp() * 1000) - 30 * 86_400_000
    with databases.named("contacts2") as connection:
        for person in PEOPLE:
            starred = int(person.starred)
            contact = insert(
                connection,
                "contacts",
                {
                    "lookup": person.name,
                    "starred": starred,
                    "has_phone_number": 1,
                    "contact_last_updated_timestamp": changed,
                },
            )
            raw = insert(
                connection,
                "raw_contacts",
                {"contact_id": contact, "display_name": person.name, "sort_key": person.name, "starred": starred},
            )
            connection.execute("UPDATE contacts SET name_raw_contact_id = ? WHERE _id = ?", (raw, contact))
            insert(connection, "data", {"mimetype_id": NAME, "raw_contact_id": raw, "data1": person.name})
            insert(
                connection,
                "data",
                {"mimetype_id": PHONE, "raw_contact_id": raw, "data1": person.number, "data2": MOBILE},
            )
            if person.email:
                insert(
                    connection,
                    "data",
                    {"mimetype_id": EMAIL, "raw_contact_id": raw, "data1": person.email, "data2": "1"},
                )
