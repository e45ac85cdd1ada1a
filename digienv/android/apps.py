"""The apps that tasks name, and the packages that they can be on a device."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["APPS", "packages_of"]

APPS: Mapping[str, tuple[str, ...]] = {
    "Calendar": ("com.android.calendar", "com.google.android.calendar"),
    "Camera": ("com.android.camera2", "com.google.android.GoogleCamera"),
    "Chrome": ("com.android.chrome",),
    "Clock": ("com.android.deskclock", "com.google.android.deskclock"),
    "Contacts": ("com.android.contacts", "com.google.android.contacts"),
    "Expenses": ("org.digienv.expenses",),
    "Files": ("com.android.documentsui", "com.google.android.documentsui"),
    "Gallery": ("com.android.gallery3d", "com.google.android.apps.photos"),
    "Maps": ("org.digienv.maps",),
    "Messages": ("com.android.messaging", "com.google.android.apps.messaging"),
    "Music": ("org.digienv.music",),
    "Notes": ("org.digienv.notes",),
    "Phone": ("com.android.dialer", "com.google.android.dialer"),
    "Recipes": ("org.digienv.recipes",),
    "Settings": ("com.android.settings",),
}
"""By name; first the one that the simulated phone and Android's own builds have."""


def packages_of(app: str) -> tuple[str, ...]:
    """The packages that an app can be, by its name in any spelling, or by a package itself; empty if none is known."""
    wanted = app.strip().lower()
    for name, packages in APPS.items():
        if wanted in (name.lower(), *packages):
            return packages
    return (app.strip(),) if "." in app else ()
