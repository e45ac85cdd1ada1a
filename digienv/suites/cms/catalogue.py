"""The tasks on the museums' website and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("add-redirect", "change", "hard", 30),
    TaskInfo("add-to-group", "change", "medium", 20),
    TaskInfo("approve-article", "change", "hard", 25),
    TaskInfo("change-address", "change", "medium", 25),
    TaskInfo("change-event-date", "change", "medium", 25),
    TaskInfo("change-price", "change", "hard", 25),
    TaskInfo("closing-time", "find", "medium", 10),
    TaskInfo("copy-event", "change", "medium", 25),
    TaskInfo("count-events", "find", "medium", 15),
    TaskInfo("create-article", "change", "hard", 40),
    TaskInfo("create-event", "change", "hard", 70),
    TaskInfo("create-user", "change", "hard", 55),
    TaskInfo("deactivate-user", "change", "easy", 15),
    TaskInfo("delete-image", "change", "medium", 20),
    TaskInfo("edit-draft", "change", "medium", 20),
    TaskInfo("edit-intro", "change", "medium", 25),
    TaskInfo("event-date", "find", "easy", 12),
    TaskInfo("event-on-day", "find", "medium", 15),
    TaskInfo("events-of-month", "reach", "medium", 15),
    TaskInfo("exhibition-curator", "find", "hard", 15),
    TaskInfo("group-price", "find", "medium", 10),
    TaskInfo("last-editor", "find", "medium", 15),
    TaskInfo("leader-contact", "find", "medium", 15),
    TaskInfo("move-object", "change", "hard", 30),
    TaskInfo("news-with-tag", "reach", "easy", 8),
    TaskInfo("object-number", "find", "easy", 12),
    TaskInfo("open-history", "reach", "easy", 15),
    TaskInfo("open-in-editor", "reach", "easy", 12),
    TaskInfo("open-leader", "reach", "medium", 12),
    TaskInfo("open-object", "reach", "easy", 12),
    TaskInfo("picture-uses", "find", "medium", 20),
    TaskInfo("programme-cost", "find", "hard", 15),
    TaskInfo("publish-draft", "change", "easy", 15),
    TaskInfo("rename-document", "change", "easy", 20),
    TaskInfo("rename-page", "change", "medium", 25),
    TaskInfo("return-article", "change", "hard", 25),
    TaskInfo("schedule-draft", "change", "hard", 30),
    TaskInfo("set-notice", "change", "easy", 15),
    TaskInfo("set-picture", "change", "hard", 25),
    TaskInfo("submit-draft", "change", "medium", 22),
    TaskInfo("tag-image", "change", "medium", 25),
    TaskInfo("unpublish-page", "change", "medium", 15),
    TaskInfo("write-message", "change", "medium", 30),
)
