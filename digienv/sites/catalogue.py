"""Which sites there are. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SITES", "SiteInfo"]


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """A site.

    Attributes:
        name: its worlds are ``http://<world>.<name>.localhost/``.
        title: what it is, for people.
        packages: distributions that it is made of; other versions make another snapshot.
    """

    name: str
    title: str
    packages: tuple[str, ...]


SITES: dict[str, SiteInfo] = {
    site.name: site
    for site in (SiteInfo("shop", "a shop with a merchant's dashboard (django-oscar)", ("django", "django-oscar")),)
}
