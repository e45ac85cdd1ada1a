"""The tasks of the forum and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("agreed-day", "find", "easy", 10),
    TaskInfo("appoint-moderator", "change", "hard", 25),
    TaskInfo("change-vote", "change", "hard", 20),
    TaskInfo("close-category", "change", "hard", 25),
    TaskInfo("close-topic", "change", "medium", 20),
    TaskInfo("create-category", "change", "hard", 40),
    TaskInfo("delete-comment", "change", "medium", 20),
    TaskInfo("dismiss-flag", "change", "medium", 20),
    TaskInfo("edit-comment", "change", "medium", 25),
    TaskInfo("edit-profile", "change", "hard", 30),
    TaskInfo("first-answer", "find", "easy", 15),
    TaskInfo("follow", "change", "medium", 15),
    TaskInfo("handle-flag", "change", "hard", 20),
    TaskInfo("invite", "change", "medium", 20),
    TaskInfo("leave-conversation", "change", "easy", 12),
    TaskInfo("like", "change", "medium", 15),
    TaskInfo("longest-topic", "find", "medium", 15),
    TaskInfo("most-liked", "find", "medium", 15),
    TaskInfo("move-comment", "change", "hard", 40),
    TaskInfo("move-topic", "change", "hard", 25),
    TaskInfo("open-category", "reach", "easy", 10),
    TaskInfo("open-member", "reach", "easy", 15),
    TaskInfo("open-page", "reach", "medium", 20),
    TaskInfo("open-topic", "reach", "easy", 15),
    TaskInfo("pin-topic", "change", "medium", 20),
    TaskInfo("poll-leader", "find", "medium", 15),
    TaskInfo("poll-voters", "find", "hard", 20),
    TaskInfo("recommendation", "find", "easy", 15),
    TaskInfo("rename-topic", "change", "medium", 20),
    TaskInfo("reopen-topic", "change", "medium", 20),
    TaskInfo("reply", "change", "medium", 25),
    TaskInfo("report", "change", "hard", 25),
    TaskInfo("reported-number", "find", "medium", 20),
    TaskInfo("search", "reach", "easy", 10),
    TaskInfo("send-message", "change", "hard", 30),
    TaskInfo("set-options", "change", "medium", 25),
    TaskInfo("show-comment", "reach", "medium", 20),
    TaskInfo("show-history", "reach", "medium", 15),
    TaskInfo("start-topic", "change", "hard", 30),
    TaskInfo("topics-started", "find", "medium", 20),
    TaskInfo("unfollow", "change", "medium", 15),
    TaskInfo("unlike", "change", "medium", 15),
    TaskInfo("vote", "change", "medium", 20),
)
