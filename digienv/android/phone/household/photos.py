"""Photos of the phone's owner, drawn out of their names."""

from __future__ import annotations

import io
import posixpath
import random

from PIL import Image, ImageDraw

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases
from digienv.android.phone.files import ROOT, Files
from digienv.android.phone.media import scan

__all__ = ["fill"]

STORAGE = "/storage/emulated/0"
DAY = 86_400
PHOTOS = (
    # album, name, width, height, days ago
    ("DCIM/Camera", "IMG_20260614_174210.jpg", 480, 640, 1),
    ("DCIM/Camera", "IMG_20260612_081455.jpg", 640, 480, 3),
    ("DCIM/Camera", "IMG_20260607_203331.jpg", 480, 640, 8),
    ("DCIM/Camera", "IMG_20260530_121902.jpg", 640, 480, 16),
    ("DCIM/Camera", "IMG_20260517_155048.jpg", 640, 480, 29),
    ("DCIM/Camera", "IMG_20260428_190726.jpg", 480, 640, 48),
    ("DCIM/Camera", "IMG_20260402_093515.jpg", 640, 480, 74),
    ("DCIM/Camera", "IMG_20260311_111240.jpg", 480, 640, 96),
    ("Pictures/Holiday", "harbour at dusk.jpg", 640, 400, 210),
    ("Pictures/Holiday", "lighthouse.jpg", 400, 640, 211),
    ("Pictures/Holiday", "market square.jpg", 640, 480, 212),
    ("Pictures/Holiday", "picnic meadow.jpg", 640, 480, 213),
    ("Pictures/Holiday", "red cabin.jpg", 600, 450, 214),
    ("Pictures/Receipts", "receipt garage.png", 360, 640, 20),
    ("Pictures/Receipts", "receipt hotel.png", 360, 640, 215),
    ("Pictures/Receipts", "receipt optician.png", 360, 640, 61),
    ("Pictures/Screenshots", "screenshot map.png", 360, 720, 33),
    ("Pictures/Screenshots", "screenshot ticket.png", 360, 720, 7),
)


def fill(databases: Databases, files: Files) -> None:
    """Draw them and tell the media index."""
    for folder, name, width, height, days in PHOTOS:
        path = f"{STORAGE}/{folder}/{name}"
        if not files.exists(posixpath.dirname(path), ROOT):
            files.make_folder(posixpath.dirname(path), ROOT, parents=True)
        picture = _receipt(name, width, height) if name.endswith(".png") else _landscape(name, width, height)
        data = io.BytesIO()
        picture.save(data, "PNG" if name.endswith(".png") else "JPEG", quality=70)
        files.write(path, data.getvalue(), ROOT)
        changed = NOW.timestamp() - days * DAY
        files.touch(path, ROOT, changed)
    scan(databases, files)


def _landscape(name: str, width: int, height: int) -> Image.Image:
    """A sky, hills, and something in front of them."""
    chance = random.Random(name)  # noqa: S311  (a picture, no secret)
    sky = (chance.randint(120, 230), chance.randint(150, 220), chance.randint(180, 250))
    picture = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(picture)
    sun, at = chance.randint(30, 60), chance.randint(60, width - 60)
    pen.ellipse((at - sun, 40, at + sun, 40 + 2 * sun), fill=(250, 225, 140))
    for layer in range(4):
        base = height * (4 + layer) // 8
        green = (40 + 25 * layer, chance.randint(90, 150) - 12 * layer, 60 + chance.randint(0, 40))
        points = [(x, base + chance.randint(-height // 14, height // 14)) for x in range(0, width + 80, 80)]
        pen.polygon([(0, height), *points, (width, height)], fill=green)
    left, top, size = chance.randint(0, width // 2), height * 5 // 8, width // 5
    wall = (chance.randint(140, 220), chance.randint(50, 160), chance.randint(40, 120))
    pen.rectangle((left, top, left + size, top + size), fill=wall)
    pen.polygon([(left - 8, top), (left + size // 2, top - size // 2), (left + size + 8, top)], fill=(90, 60, 50))
    pen.rectangle((left + size // 3, top + size // 2, left + size // 2, top + size), fill=(60, 40, 30))
    return picture


def _receipt(name: str, width: int, height: int) -> Image.Image:
    """Lines of writing on paper."""
    chance = random.Random(name)  # noqa: S311  (a picture, no secret)
    picture = Image.new("RGB", (width, height), (246, 244, 236))
    pen = ImageDraw.Draw(picture)
    pen.text((24, 20), name.rpartition(".")[0].upper(), fill=(30, 30, 30), font_size=24)
    for number, y in enumerate(range(80, height - 80, 36)):
        pen.text((24, y), f"item {number + 1}", fill=(60, 60, 60), font_size=20)
        pen.text(
            (width - 110, y), f"{chance.randint(2, 90)}.{chance.randint(0, 99):02d}", fill=(60, 60, 60), font_size=20
        )
    return picture
