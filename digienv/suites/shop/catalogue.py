"""The templates of the shop by name. Imports nothing heavy: registration reads it."""

from __future__ import annotations

__all__ = ["NAMES"]

NAMES: tuple[str, ...] = (
    "add-to-basket",
    "add-to-wishlist",
    "cheapest-in-category",
    "open-category",
    "open-order",
    "open-product",
    "order-status",
    "order-total",
    "price-of-product",
    "set-price",
    "set-stock",
    "write-review",
)
"""Ids are ``digienv/shop.<name>-v0``."""
