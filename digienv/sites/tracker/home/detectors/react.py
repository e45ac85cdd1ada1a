"""Roundup calls `init` with a database that it has just opened."""

from digienv.sites.tracker.schema import react as init

__all__ = ["init"]
