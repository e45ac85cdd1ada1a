"""Music of the phone's owner: tones that stand for songs, and playlists of them."""

from __future__ import annotations

import io
import wave

import numpy as np

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import ROOT, Files
from digienv.android.phone.media import scan

__all__ = ["fill"]

FOLDER = "/storage/emulated/0/Music"
RATE = 200
"""Samples a second: enough for a hum, and little to copy."""
SONGS = (
    # artist, album, titles with their seconds
    ("The Lantern Club", "Night Trains", (("Platform Nine", 201), ("Sleeper Car", 244), ("Last Signal", 187))),
    ("Marrow Hill", "Barley", (("Harvest Road", 176), ("Stone Wall", 213), ("Thistle", 158), ("Crows", 229))),
    ("Ostara", "Tidewater", (("Salt", 195), ("Undertow", 262), ("Driftwood", 171))),
    ("Juno Park", "Paper Cities", (("Elevator", 184), ("Neon Rain", 207), ("Rooftops", 233))),
    ("Delta Fernwood", "Slow Letters", (("Dear August", 254), ("Postmark", 198), ("Ink", 149))),
    ("Copper Wren", "Small Hours", (("Kettle", 163), ("Window Seat", 218), ("Moth", 190), ("Half Asleep", 276))),
)
PLAYLISTS = {
    "Morning": ("Kettle", "Harvest Road", "Salt"),
    "Running": ("Elevator", "Neon Rain", "Platform Nine", "Crows"),
    "Quiet evening": ("Ink", "Moth"),
    "Road trip": ("Sleeper Car", "Undertow", "Rooftops"),
}


def fill(databases: Databases, files: Files) -> None:
    """Write them and tell the media index."""
    paths: dict[str, str] = {}
    changed = NOW.timestamp() - 90 * 86_400
    for number, (artist, album, titles) in enumerate(SONGS):
        for track, (title, seconds) in enumerate(titles, start=1):
            path = f"{FOLDER}/{artist} - {album} - {track:02d} {title}.wav"
            files.write(path, _tone(seconds, 20 + 5 * number + track), ROOT)
            files.touch(path, ROOT, changed)
            paths[title] = path
    scan(databases, files)
    with databases.named("music") as connection:
        for name, chosen in PLAYLISTS.items():
            playlist = insert(connection, "playlists", {"name": name})
            for position, title in enumerate(chosen):
                row = {"playlist_id": playlist, "path": paths[title], "position": position}
                insert(connection, "playlist_songs", row)


def _tone(seconds: int, frequency: int) -> bytes:
    """A hum of so many Hz, as a WAV file of 8-bit samples."""
    time = np.arange(seconds * RATE) / RATE
    samples = (128 + 60 * np.sin(2 * np.pi * frequency * time)).astype(np.uint8)
    data = io.BytesIO()
    with wave.open(data, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return data.getvalue()
