"""Those who the agent acts for, and those whom only it has heard of."""

from __future__ import annotations

from digienv.sites.task import SiteTemplate

__all__ = ["CUSTOMER", "MERCHANT", "PASSWORD", "STRANGERS", "UNDECIDED", "AsCustomer", "AsMerchant", "AsUndecided"]

CUSTOMER = "rosalind.hollis@example.com"
"""A regular customer with an empty basket."""
UNDECIDED = "imran.hargreaves@example.com"
"""A regular customer with a full basket, and with things put aside for later."""
MERCHANT = "merchant@oakhill.example"
PASSWORD = "worlds keep no secrets"  # noqa: S105
"""Everybody's."""


def _stranger(name: str, street: str, town: str, postcode: str) -> dict[str, str]:
    first, last = name.split()
    return {"first_name": first, "last_name": last, "line1": street, "line4": town, "postcode": postcode}


STRANGERS = (
    _stranger("Edith Marlowe", "7 Weaver's Row", "Hebden Bridge", "HX7 8AD"),
    _stranger("Gwilym Parry", "21 Castle Terrace", "Conwy", "LL32 8DB"),
    _stranger("Moira Tulloch", "3 Harbour Brae", "Stromness", "KW16 3AE"),
    _stranger("Desmond Achebe", "58 Orchard Way", "Ely", "CB7 4JL"),
    _stranger("Pippa Fairbairn", "12 Quay Steps", "Fowey", "PL23 1AT"),
    _stranger("Hamish Buchan", "90 Distillery Road", "Oban", "PA34 5NR"),
    _stranger("Leila Haddad", "14 Cathedral Close", "Lichfield", "WS13 7LD"),
    _stranger("Rupert Thistlewood", "2 Sheepwash Lane", "Malmesbury", "SN16 9AS"),
    _stranger("Bronwen Vaughan", "36 Slate Street", "Blaenau Ffestiniog", "LL41 3HG"),
    _stranger("Oswald Pickering", "5 Ginnel Court", "Whitby", "YO22 4DE"),
)
"""People who are in nobody's address book."""


class AsCustomer(SiteTemplate):
    """Tasks of the customer with an empty basket."""

    sites = (("shop", CUSTOMER),)


class AsUndecided(SiteTemplate):
    """Tasks of the customer with a full basket."""

    sites = (("shop", UNDECIDED),)


class AsMerchant(SiteTemplate):
    """Tasks in the merchant's dashboard."""

    sites = (("shop", MERCHANT),)
    path = "/dashboard/"
