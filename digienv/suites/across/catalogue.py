"""The tasks across sites and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("first-answer-to-issue", "change", "hard", 30),
    TaskInfo("open-issues-to-topic", "change", "hard", 30),
    TaskInfo("order-status-to-issue", "change", "hard", 30),
    TaskInfo("order-total-to-message", "change", "hard", 40),
    TaskInfo("phone-to-topic", "change", "hard", 30),
    TaskInfo("poll-to-wishlist", "change", "hard", 40),
    TaskInfo("price-to-issue", "change", "hard", 30),
    TaskInfo("recommendation-to-wishlist", "change", "hard", 40),
    TaskInfo("release-to-topic", "change", "hard", 40),
)
