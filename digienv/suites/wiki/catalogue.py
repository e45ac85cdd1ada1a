"""The tasks on the wiki and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("add-category", "change", "medium", 20),
    TaskInfo("add-table-row", "change", "hard", 25),
    TaskInfo("author-of-section", "find", "hard", 15),
    TaskInfo("block-user", "change", "hard", 30),
    TaskInfo("box-entry", "find", "easy", 10),
    TaskInfo("change-preference", "change", "medium", 20),
    TaskInfo("count-in-category", "find", "easy", 10),
    TaskInfo("count-links", "find", "medium", 12),
    TaskInfo("create-article", "change", "medium", 20),
    TaskInfo("day-of-last-edit", "find", "easy", 12),
    TaskInfo("delete-article", "change", "medium", 20),
    TaskInfo("figure-before-correction", "find", "hard", 20),
    TaskInfo("filter-log", "reach", "hard", 20),
    TaskInfo("first-author", "find", "medium", 12),
    TaskInfo("fix-spelling", "change", "medium", 20),
    TaskInfo("open-article", "reach", "easy", 10),
    TaskInfo("open-last-difference", "reach", "medium", 15),
    TaskInfo("open-old-version", "reach", "medium", 15),
    TaskInfo("protect-article", "change", "hard", 25),
    TaskInfo("rename-article", "change", "medium", 25),
    TaskInfo("reply", "change", "hard", 20),
    TaskInfo("restore-page", "change", "medium", 20),
    TaskInfo("roll-back", "change", "easy", 15),
    TaskInfo("start-discussion", "change", "medium", 20),
    TaskInfo("superlative-in-list", "find", "medium", 12),
    TaskInfo("undo-edit", "change", "medium", 20),
    TaskInfo("unwatch-article", "change", "easy", 12),
    TaskInfo("watch-article", "change", "easy", 12),
)
