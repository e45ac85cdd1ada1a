"""The tasks of the tracker and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("add-message", "change", "easy", 20),
    TaskInfo("add-to-nosy", "change", "medium", 20),
    TaskInfo("add-user", "change", "hard", 40),
    TaskInfo("assign-issue", "change", "medium", 25),
    TaskInfo("assign-unassigned", "change", "hard", 85),
    TaskInfo("change-details", "change", "medium", 20),
    TaskInfo("close-duplicates", "change", "hard", 40),
    TaskInfo("close-named-duplicate", "change", "hard", 40),
    TaskInfo("create-issue", "change", "hard", 35),
    TaskInfo("create-keyword", "change", "easy", 20),
    TaskInfo("day-of-closing", "find", "medium", 10),
    TaskInfo("delete-query", "change", "easy", 10),
    TaskInfo("fixed-in-release", "find", "medium", 15),
    TaskInfo("hand-over", "change", "hard", 70),
    TaskInfo("hottest-in-log", "find", "medium", 15),
    TaskInfo("list-issues", "reach", "medium", 20),
    TaskInfo("make-developer", "change", "medium", 16),
    TaskInfo("oldest-open", "find", "medium", 20),
    TaskInfo("open-issue", "reach", "easy", 12),
    TaskInfo("open-issues-of", "find", "easy", 10),
    TaskInfo("open-log", "reach", "medium", 15),
    TaskInfo("open-query", "reach", "easy", 10),
    TaskInfo("open-superseder", "reach", "medium", 15),
    TaskInfo("open-user", "reach", "easy", 10),
    TaskInfo("phone-of-assignee", "find", "medium", 15),
    TaskInfo("replace-keyword", "change", "medium", 20),
    TaskInfo("retire-issue", "change", "easy", 15),
    TaskInfo("retire-user", "change", "hard", 90),
    TaskInfo("save-query", "change", "hard", 25),
    TaskInfo("set-status", "change", "easy", 20),
    TaskInfo("status-of-issue", "find", "easy", 12),
    TaskInfo("unassigned-by-priority", "find", "hard", 25),
    TaskInfo("untouched-since", "find", "hard", 20),
)
