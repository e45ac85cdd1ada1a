"""Tasks about notes and files."""

from __future__ import annotations

import posixpath
from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Press, Stop, Type
from digienv.core.answers import Number
from digienv.core.goals import Differs, Expectation, Instance, Requirement, Says, added, changed, removed
from digienv.suites.android.screen import delete, fill, find, long_press, sequence, tap, taps
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate
from digienv.suites.values import OneLineMore

__all__ = ["TEMPLATES"]

NOTES = "Documents/Notes/"


def moved(name: str, to: str, content: str) -> tuple[Expectation, Expectation]:
    """A file that has another path and is the same."""
    return removed("files", name=name, content=content), added("files", name=to, content=content)


def documents(surface: PhoneSurface, folder: str) -> list[Instance]:
    """Texts in a folder, not below it, as they were when the episode began."""
    return [
        {"path": path, "name": posixpath.basename(path), "content": content}
        for path, content in sorted(surface.before.files.items())
        if path.startswith(folder) and "/" not in path.removeprefix(folder)
    ]


class _Documents(PhoneTemplate):
    place = "files"
    app: ClassVar[str] = "Notes"
    folder: ClassVar[str] = NOTES

    def documents(self, surface: PhoneSurface) -> list[Instance]:
        """Texts in the app's folder."""
        return documents(surface, self.folder)


class CreateNote(_Documents):
    """Write something down."""

    id = "android.create-note"
    goal = 'Create a note called "{name}" in the Notes app that says "{text}"'
    NEW: ClassVar = (
        ("locker code", "4 right, 17 left, 22 right"),
        ("paint colours", "hall: sage, kitchen: chalk"),
        ("meter reading", "gas 48213, water 1097"),
        ("quiz team", "Ada, Theo, Noor and me"),
        ("parking spot", "level 3, bay 41"),
        ("film list", "The Quiet Engine"),
        ("allergy info", "no hazelnuts for Mila"),
        ("router", "unplug for ten seconds"),
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"name": name, "text": text} for name, text in self.NEW]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("files", name=f"{NOTES}{instance['name']}.md", content=instance["text"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Notes"),
            tap(surface, "New note"),
            fill(surface, "edit", instance["name"]),
            tap(surface, "OK"),
            fill(surface, "text", instance["text"]),
            Stop(),
        )


class AppendToNote(_Documents):
    """Write something more."""

    id = "android.append-to-note"
    goal = 'Add a line "{line}" at the end of the note {name}, and leave the rest of it as it is.'
    LINES: ClassVar = ("lemons", "ask Theo about it", "check again in July", "done on Monday", "two more")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**note, "line": self.LINES[(number + turn) % len(self.LINES)]}
            for number, note in enumerate(self.documents(surface))
            for turn in range(2)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                changed("files", {"name": instance["path"]}, content=OneLineMore(instance["content"], instance["line"]))
            ),
        )

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Notes"),
            taps(surface, instance["name"], "text"),
            Press("Control+End"),
            Type(instance["line"]),
            Stop(),
        )


class _Deleting(_Documents):
    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return self.documents(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("files", name=instance["path"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to(surface, self.app, self.folder),
            tap(surface, f"More options for {instance['name']}"),
            delete(surface),
            Stop(),
        )


class _Renaming(_Documents):
    NAMES: ClassVar = ("renamed", "final version", "copy for Jonas", "2026 edition", "keep this")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**note, "to": self.NAMES[number % len(self.NAMES)] + posixpath.splitext(note["name"])[1]}
            for number, note in enumerate(self.documents(surface))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*moved(instance["path"], self.folder + instance["to"], instance["content"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to(surface, self.app, self.folder),
            long_press(surface, instance["name"]),
            tap(surface, "Rename"),
            fill(surface, "edit", instance["to"]),
            tap(surface, "OK"),
            Stop(),
        )


async def go_to(surface: PhoneSurface, app: str, folder: str) -> AsyncIterator[Action]:
    """Open an app and, from the storage's root, a folder."""
    yield OpenApp(app)
    if app == "Files":
        for name in folder.strip("/").split("/"):
            async for action in tap(surface, name):
                yield action


class DeleteNote(_Deleting):
    """Throw a note away."""

    id = "android.delete-note"
    goal = "Delete the note {name}."


class RenameNote(_Renaming):
    """Call a note something else."""

    id = "android.rename-note"
    goal = 'Rename the note {name} to "{to}".'


class MoveNote(_Documents):
    """Put a note into a folder."""

    id = "android.move-note"
    goal = "Move the note {name} into the folder {to}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{**note, "to": to} for note in self.documents(surface) for to in ("archive", "work")]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        to = f"{NOTES}{instance['to']}/{instance['name']}"
        return (Differs(*moved(instance["path"], to, instance["content"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Notes"),
            taps(surface, f"More options for {instance['name']}", "Move to…", instance["to"], "Move here"),
            Stop(),
        )


class ReplaceNote(_Documents):
    """Write something else into a note."""

    id = "android.replace-note"
    goal = 'Replace all that the note {name} says with "{text}"'
    LINES: ClassVar = ("nothing left to do", "see the paper copy", "moved to the shared list")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**note, "text": self.LINES[number % len(self.LINES)]}
            for number, note in enumerate(self.documents(surface))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("files", {"name": instance["path"]}, content=instance["text"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Notes"), tap(surface, instance["name"]), fill(surface, "text", instance["text"]), Stop()
        )


class CountLines(_Documents):
    """Say how long a list is."""

    id = "android.count-note-lines"
    goal = "How many lines are there in the note {name}, not counting empty ones? Answer with a number."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {"name": note["name"], "count": len(note["content"].split("\n")) - 1} for note in self.documents(surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Notes"), tap(surface, instance["name"])):
            yield action
        field = await find(surface, "text")
        yield Answer(str(len([line for line in (field.text if field else "").split("\n") if line.strip()])))


class DeleteFile(_Deleting):
    """Throw a file away."""

    id = "android.delete-file"
    goal = "Delete the file {name} from the Download folder."
    app, folder = "Files", "Download/"


class RenameFile(_Renaming):
    """Call a file something else."""

    id = "android.rename-file"
    goal = 'Rename the file {name} in the Documents folder to "{to}".'
    app, folder = "Files", "Documents/"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        every = await super().instances(surface)
        return [{**one, "to": f"{turn}{one['to']}"} for one in every for turn in ("", "my ", "old ")]


class MoveFile(_Documents):
    """Put a file into another folder."""

    id = "android.move-file"
    goal = "Move the file {name} from the Download folder into the folder {to}."
    app, folder = "Files", "Download/"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{**one, "to": to} for one in self.documents(surface) for to in ("Documents", "Music", "Pictures")]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*moved(instance["path"], f"{instance['to']}/{instance['name']}", instance["content"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to(surface, "Files", self.folder),
            taps(surface, f"More options for {instance['name']}", "Move to…", instance["to"], "Move here"),
            Stop(),
        )


class CopyFile(_Documents):
    """Have a file twice."""

    id = "android.copy-file"
    goal = "Copy the file {name} from Documents/invoices into the {to} folder."
    app, folder = "Files", "Documents/invoices/"

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        folders = ("Download", "Pictures", "Recordings")
        return [{**one, "to": to} for one in self.documents(surface) for to in folders]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("files", name=f"{instance['to']}/{instance['name']}", content=instance["content"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            go_to(surface, "Files", self.folder),
            taps(surface, f"More options for {instance['name']}", "Copy to…", instance["to"], "Copy here"),
            Stop(),
        )


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AppendToNote,
    CopyFile,
    CountLines,
    CreateNote,
    DeleteFile,
    DeleteNote,
    MoveFile,
    MoveNote,
    RenameFile,
    RenameNote,
    ReplaceNote,
)
