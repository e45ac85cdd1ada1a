"""The tasks on a phone and what is known of each. Imports nothing heavy: registration reads it."""

from __future__ import annotations

from digienv.sites.catalogue import TaskInfo

__all__ = ["TASKS"]

TASKS: tuple[TaskInfo, ...] = (
    TaskInfo("about-phone", "find", "easy", 10),
    TaskInfo("add-email", "change", "medium", 20),
    TaskInfo("change-number", "change", "medium", 20),
    TaskInfo("create-contact", "change", "medium", 25),
    TaskInfo("delete-contact", "change", "easy", 20),
    TaskInfo("find-number", "find", "easy", 15),
    TaskInfo("forward-message", "change", "hard", 25),
    TaskInfo("open-settings", "reach", "easy", 10),
    TaskInfo("read-message", "find", "easy", 15),
    TaskInfo("read-setting", "find", "easy", 10),
    TaskInfo("rename-device", "change", "easy", 15),
    TaskInfo("reply-to-message", "change", "easy", 15),
    TaskInfo("send-contact-number", "change", "hard", 30),
    TaskInfo("send-message", "change", "medium", 20),
    TaskInfo("send-to-number", "change", "medium", 20),
    TaskInfo("set-brightness", "change", "easy", 10),
    TaskInfo("set-font-size", "change", "medium", 12),
    TaskInfo("set-screen-timeout", "change", "easy", 10),
    TaskInfo("set-volume", "change", "easy", 10),
    TaskInfo("star-contact", "change", "easy", 15),
    TaskInfo("toggle-setting", "change", "easy", 10),
    TaskInfo("toggle-tile", "change", "easy", 10),
    TaskInfo("whose-number", "find", "medium", 12),
)
