"""Tasks about music."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from itertools import pairwise
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Name, Number
from digienv.core.goals import Differs, Instance, Requirement, Says, added, changed, removed
from digienv.suites.android.screen import fill, sequence, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

SONGS = (
    "SELECT _data AS path, title, artist, album, duration / 1000 AS seconds FROM files WHERE media_type = 2 ORDER BY 2"
)
PLAYLISTS = """
    SELECT p._id, p.name, s.path, s._id AS entry FROM playlists p
    LEFT JOIN playlist_songs s ON s.playlist_id = p._id ORDER BY p.name, s.position
"""
NAMES = ("Sunday", "Cooking", "Deep focus", "Night walk", "Dinner guests", "Train window", "Old favourites")


class _Music(PhoneTemplate):
    place = "music"

    def songs(self, surface: PhoneSurface) -> list[Instance]:
        """All songs."""
        return self.rows(surface, "external", SONGS)

    def playlists(self, surface: PhoneSurface) -> dict[str, list[Instance]]:
        """By name, what is in them."""
        found: dict[str, list[Instance]] = {}
        for row in self.rows(surface, "music", PLAYLISTS):
            found.setdefault(row["name"], []).append(row)
        return found


class PlaySong(_Music):
    """Hear a song."""

    id = "android.play-song"
    goal = 'Play the song "{title}" by {artist}.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {"title": song["title"], "artist": song["artist"], "path": song["path"]} for song in self.songs(surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("player", {"_id": 1}, path=instance["path"], state="playing")),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Music"), tap(surface, instance["title"]), Stop())


class PauseSong(_Music):
    """Stop what plays."""

    id = "android.pause-song"
    goal = 'Play "{title}" with {mode} turned on, and then pause it.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {"title": song["title"], "path": song["path"], "mode": ("shuffle", "repeat")[number % 2]}
            for number, song in enumerate(self.songs(surface))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        player = {"path": instance["path"], "state": "paused", instance["mode"]: 1}
        return (Differs(changed("player", {"_id": 1}, **player)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Music"),
            taps(surface, instance["title"], "Now playing", instance["mode"].capitalize(), "Pause"),
            Stop(),
        )


class CreatePlaylist(_Music):
    """Put songs together."""

    id = "android.create-playlist"
    goal = 'Create a playlist called "{name}" with {listed}.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        songs = self.songs(surface)
        found: list[Instance] = []
        for number, name in enumerate(NAMES):
            for count in (1, 2):
                chosen = [songs[(3 * number + 7 * turn + count) % len(songs)] for turn in range(count)]
                first, *second = (f'"{song["title"]}"' for song in chosen)
                listed = f"the songs {first} and {second[0]}, in that order" if second else f"the song {first}"
                goal = {"name": name, "listed": listed, "titles": [song["title"] for song in chosen]}
                found.append({**goal, "paths": [song["path"] for song in chosen]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        songs = [
            added("playlist_songs", path=path, position=position) for position, path in enumerate(instance["paths"])
        ]
        return (Differs(added("playlists", name=instance["name"]), *songs),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        first, *rest = instance["titles"]
        more = [taps(surface, f"More options for {title}", "Add to playlist", instance["name"]) for title in rest]
        return sequence(
            OpenApp("Music"),
            taps(surface, f"More options for {first}", "Add to playlist", "New playlist"),
            fill(surface, "edit", instance["name"]),
            tap(surface, "OK"),
            *more,
            Stop(),
        )


class AddToPlaylist(_Music):
    """Put one more song into a playlist."""

    id = "android.add-to-playlist"
    goal = 'Add "{title}" to the playlist "{name}".'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        songs = self.songs(surface)
        return [
            {
                "title": song["title"],
                "path": song["path"],
                "name": name,
                "position": len(entries),
                "list": entries[0]["_id"],
            }
            for name, entries in self.playlists(surface).items()
            for song in songs[len(name) % 3 :: 3]
            if song["path"] not in {entry["path"] for entry in entries}
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        row = {"playlist_id": instance["list"], "path": instance["path"], "position": instance["position"]}
        return (Differs(added("playlist_songs", **row)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        menu = f"More options for {instance['title']}"
        return sequence(OpenApp("Music"), taps(surface, menu, "Add to playlist", instance["name"]), Stop())


class RemoveFromPlaylist(_Music):
    """Take a song out of a playlist."""

    id = "android.remove-from-playlist"
    goal = 'Remove "{title}" from the playlist "{name}".'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        titles = {song["path"]: song["title"] for song in self.songs(surface)}
        return [
            {"title": titles[entry["path"]], "name": name, "entry": entry["entry"]}
            for name, entries in self.playlists(surface).items()
            for entry in entries
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("playlist_songs", _id=instance["entry"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        menu = f"More options for {instance['title']}"
        return sequence(
            OpenApp("Music"), taps(surface, "Playlists", instance["name"], menu, "Remove from playlist"), Stop()
        )


class AlbumLength(_Music):
    """Say how long an album is."""

    id = "android.album-length"
    goal = "{question}"
    QUESTIONS: ClassVar = (
        'How many seconds does the album "{album}" last in all? Answer with a number.',
        'How many seconds of music are there on "{album}"? Answer with a number.',
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        seconds: dict[str, int] = {}
        for song in self.songs(surface):
            seconds[song["album"]] = seconds.get(song["album"], 0) + song["seconds"]
        return [
            {"album": album, "seconds": total, "question": question.format(album=album)}
            for album, total in seconds.items()
            for question in self.QUESTIONS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["seconds"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Music"), taps(surface, "Albums", instance["album"])):
            yield action
        said = next(text for text in await texts(surface) if " songs · " in text)
        seconds = 0
        for part in said.rpartition(" ")[2].split(":"):
            seconds = 60 * seconds + int(part)
        yield Answer(str(seconds))


class WhoSings(_Music):
    """Say by whom a song is."""

    id = "android.who-sings"
    goal = 'Who is the artist of the song "{title}" on this phone?'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"title": song["title"], "artist": song["artist"]} for song in self.songs(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["artist"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Music"), fill(surface, "search", instance["title"])):
            yield action
        shown = await texts(surface)
        below = [after for text, after in pairwise(shown) if text == instance["title"] and "·" in after]
        yield Answer(below[0].partition(" · ")[0])


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AddToPlaylist,
    AlbumLength,
    CreatePlaylist,
    PauseSong,
    PlaySong,
    RemoveFromPlaylist,
    WhoSings,
)
