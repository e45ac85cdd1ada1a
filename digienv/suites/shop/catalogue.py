"""The tasks of the shop and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("add-to-basket", "change", "medium", 30),
    TaskInfo("add-to-wishlist", "change", "medium", 20),
    TaskInfo("cheapest-in-category", "find", "medium", 15),
    TaskInfo("open-category", "reach", "easy", 10),
    TaskInfo("open-order", "reach", "easy", 10),
    TaskInfo("open-product", "reach", "easy", 15),
    TaskInfo("order-status", "find", "easy", 10),
    TaskInfo("order-total", "find", "easy", 10),
    TaskInfo("price-of-product", "find", "easy", 15),
    TaskInfo("set-price", "change", "hard", 30),
    TaskInfo("set-stock", "change", "hard", 30),
    TaskInfo("write-review", "change", "hard", 35),
)
