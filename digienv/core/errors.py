"""The error hierarchy: everything digienv raises on purpose derives from `DigienvError`."""

from __future__ import annotations

__all__ = ["ActionError", "DigienvError", "MissingDependency", "SurfaceFailure", "TaskUnavailable"]


class DigienvError(Exception):
    """Base class: one sentence that says what is wrong and, where there is one, the remedy."""


class ActionError(DigienvError, ValueError):
    """Raised when a text is no valid action; inside `step` it becomes `info["action_error"]`."""


class SurfaceFailure(DigienvError):
    """Raised when the infrastructure under an episode broke: a browser crashed, a page hangs, a device is gone.

    Environments turn it into a truncated episode with `info["failure"]`; it never becomes a reward.
    """


class MissingDependency(DigienvError):
    """Raised when an optional package or program is absent; the message says what to install."""


class TaskUnavailable(DigienvError):
    """Raised when a task or suite that was asked for does not exist here."""
