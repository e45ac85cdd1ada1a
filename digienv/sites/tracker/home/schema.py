"""Roundup runs this with a database that it has just opened."""

from digienv.sites.tracker.schema import define

define(db)  # noqa: F821
