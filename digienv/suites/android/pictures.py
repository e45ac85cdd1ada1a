"""Tasks about the camera and the photos."""

from __future__ import annotations

import posixpath
from collections.abc import AsyncIterator, Sequence
from typing import Any, ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Name, Number
from digienv.core.goals import ANY, Differs, Instance, Requirement, Says, added, removed
from digienv.suites.android.screen import delete, find, sequence, taps
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate
from digienv.suites.values import Beginning

__all__ = ["TEMPLATES"]

PHOTOS = """
    SELECT _data AS path, _display_name AS name, bucket_display_name AS album, width, height
    FROM files WHERE media_type = 1 ORDER BY date_modified DESC, _data
"""
STORAGE = "/storage/emulated/0/"


class _Pictures(PhoneTemplate):
    place = "files"

    def photos(self, surface: PhoneSurface) -> list[Instance]:
        """All photos, the newest first."""
        found = self.rows(surface, "external", PHOTOS)
        return [{**photo, "path": photo["path"].removeprefix(STORAGE)} for photo in found]


class TakePhoto(_Pictures):
    """Take a photo."""

    id = "android.take-photo"
    goal = "{how}"
    WAYS: ClassVar = {
        "Take a photo.": (1, ()),
        "Take a picture with the camera.": (1, ()),
        "Take two photos.": (2, ()),
        "Take a photo with the front camera.": (1, ("Switch camera",)),
        "Take a photo at 5x zoom.": (1, ("5x",)),
        "Use the camera app to take three pictures.": (3, ()),
        "Take one photo at 2x zoom.": (1, ("2x",)),
        "Take two photos with the front camera.": (2, ("Switch camera",)),
    }

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"how": how} for how in self.WAYS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        count, _ = self.WAYS[instance["how"]]
        name: Any = Beginning("DCIM/Camera/IMG_")
        return (Differs(*([added("files", name=name, content=ANY)] * count)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        count, before = self.WAYS[instance["how"]]
        return sequence(
            OpenApp("Camera"),
            taps(surface, "While using the app", *before, *["Take photo"] * count),
            Stop(),
        )


class DeletePhoto(_Pictures):
    """Throw a photo away."""

    id = "android.delete-photo"
    goal = 'Delete the photo "{name}" from the album {album}.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return self.photos(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("files", name=instance["path"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Gallery"),
            taps(surface, "Albums", instance["album"], instance["name"]),
            delete(surface),
            Stop(),
        )


class PhotoSize(_Pictures):
    """Say how large a photo is."""

    id = "android.photo-width"
    goal = 'How many pixels wide is the photo "{name}" in the Gallery? Answer with a number.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return self.photos(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["width"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        way = taps(surface, "Albums", instance["album"], instance["name"], "Details")
        async for action in sequence(OpenApp("Gallery"), way):
            yield action
        said = await find(surface, "message")
        yield Answer((said.text if said else "").partition("Resolution: ")[2].partition(" ")[0])


class CountPhotos(_Pictures):
    """Say how many photos there are in an album."""

    id = "android.count-photos"
    goal = "{question} Answer with a number."
    QUESTIONS: ClassVar = ("How many photos are in the album {album}?", "Count the pictures in {album} in the Gallery.")

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        photos = self.photos(surface)
        return [
            {
                "album": album,
                "question": question.format(album=album),
                "count": sum(photo["album"] == album for photo in photos),
            }
            for album in sorted({photo["album"] for photo in photos})
            for question in self.QUESTIONS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Gallery"), taps(surface, "Albums", instance["album"])):
            yield action
        names = [node for node in (await surface.tree()).walk() if node.kind == "ImageView" and "." in node.description]
        yield Answer(str(len(names)))


class AlbumOfPhoto(_Pictures):
    """Say where a photo is."""

    id = "android.album-of-photo"
    goal = 'In which album of the Gallery is the photo "{name}"?'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return self.photos(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["album"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Gallery"), taps(surface, instance["name"], "Details")):
            yield action
        said = await find(surface, "message")
        yield Answer((said.text if said else "").partition("Album: ")[2])


class CopyPhoto(_Pictures):
    """Have a photo in another folder too."""

    id = "android.copy-photo"
    goal = 'Use the Files app to copy the photo "{name}" from {folder} to the Download folder.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**photo, "folder": posixpath.dirname(photo["path"]), "content": surface.before.files[photo["path"]]}
            for photo in self.photos(surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("files", name=f"Download/{instance['name']}", content=instance["content"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        way = [*instance["folder"].split("/"), f"More options for {instance['name']}", "Copy to…", "Download"]
        return sequence(OpenApp("Files"), taps(surface, *way, "Copy here"), Stop())


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AlbumOfPhoto,
    CopyPhoto,
    CountPhotos,
    DeletePhoto,
    PhotoSize,
    TakePhoto,
)
