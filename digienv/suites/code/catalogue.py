"""The tasks on the software project and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("append-to-wiki-page", "change", "hard", 20),
    TaskInfo("author-before-release", "find", "hard", 20),
    TaskInfo("count-open-tickets", "find", "medium", 12),
    TaskInfo("day-of-check-in", "find", "easy", 15),
    TaskInfo("file-ticket", "change", "hard", 40),
    TaskInfo("last-author-of-file", "find", "medium", 15),
    TaskInfo("last-word-in-thread", "find", "easy", 10),
    TaskInfo("open-check-in", "reach", "easy", 15),
    TaskInfo("open-file-in-release", "reach", "medium", 20),
    TaskInfo("open-last-difference", "reach", "medium", 20),
    TaskInfo("open-ticket", "reach", "easy", 12),
    TaskInfo("open-ticket-history", "reach", "medium", 15),
    TaskInfo("reply-in-forum", "change", "medium", 20),
    TaskInfo("reporter-of-ticket", "find", "easy", 12),
    TaskInfo("resolve-ticket", "change", "hard", 35),
    TaskInfo("reword-check-in", "change", "medium", 30),
    TaskInfo("set-priority", "change", "medium", 25),
    TaskInfo("start-thread", "change", "medium", 20),
    TaskInfo("tag-check-in", "change", "medium", 30),
)
