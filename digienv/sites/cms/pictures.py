"""Pictures of the museums: flat illustrations of houses, things and faces, a few shapes each."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw

from digienv.sites.cms.content import Picture
from digienv.sites.drawing import Colour, Shape, mix, paint

__all__ = ["BUILDINGS", "MOTIFS", "draw"]

SUPERSAMPLING = 2
WIDTH, HEIGHT = 150, 100
"""The space of all shapes; a face has a square of it."""

WHITE: Colour = (255, 255, 255)
NIGHT: Colour = (24, 26, 44)

MAIN: dict[str, Colour] = {
    "blue": (70, 112, 168),
    "brown": (134, 92, 60),
    "gold": (212, 166, 62),
    "green": (88, 132, 92),
    "ink": (62, 62, 74),
    "red": (186, 62, 54),
    "rose": (206, 126, 134),
    "rust": (178, 96, 62),
    "sand": (216, 194, 156),
    "steel": (140, 150, 160),
    "teal": (62, 134, 136),
}

INKS: dict[str, Colour] = {
    "black": (46, 44, 50),
    "brass": (206, 168, 82),
    "cream": (250, 243, 228),
    "grass": (134, 164, 104),
    "hill": (160, 184, 140),
    "leaf": (98, 142, 84),
    "metal": (176, 182, 188),
    "roof": (122, 74, 64),
    "sky": (188, 214, 232),
    "slate": (102, 110, 122),
    "stone": (214, 202, 182),
    "water": (126, 172, 198),
    "white": (252, 251, 248),
    "window": (92, 112, 130),
    "wood": (150, 108, 70),
}
"""Colours that every picture may use; ``main``, ``light``, ``dark`` and ``deep`` are those of its own ink."""

LIGHTS: dict[str, tuple[Colour, float, Colour, Colour]] = {
    "day": (WHITE, 0.0, INKS["window"], INKS["grass"]),
    "dusk": ((64, 44, 92), 0.42, (255, 214, 110), INKS["grass"]),
    "snow": ((214, 224, 238), 0.34, (255, 226, 150), (240, 244, 248)),
}
"""Of each light: a colour that lies over everything, how thick, and those of the windows and the ground."""


def _windows(left: float, top: float, columns: int, rows: int, across: float, down: float) -> tuple[Shape, ...]:
    width, height = across * 0.5, down * 0.6
    return tuple(
        Shape("box", "window", (x, y, x + width, y + height), 0.8)
        for x in (left + across * column for column in range(columns))
        for y in (top + down * row for row in range(rows))
    )


BUILDINGS: dict[str, tuple[Shape, ...]] = {
    "guildhall": (
        Shape("box", "stone", (36, 40, 114, 88)),
        Shape("polygon", "roof", (32, 41, 44, 26, 106, 26, 118, 41)),
        Shape("box", "stone", (66, 14, 84, 40)),
        Shape("polygon", "slate", (64, 15, 75, 2, 86, 15)),
        Shape("oval", "cream", (70, 17, 80, 27)),
        Shape("line", "black", (75, 22, 75, 18.5), 1),
        *_windows(42, 46, 7, 1, 10, 18),
        *(Shape("polygon", "black", (x, 88, x, 72, x + 4, 66, x + 8, 72, x + 8, 88)) for x in (43, 59, 83, 99)),
    ),
    "gallery": (
        Shape("box", "water", (0, 86, 150, 100)),
        Shape("box", "cream", (28, 34, 122, 86)),
        Shape(
            "polygon",
            "slate",
            (28, 34, 43, 22, 43, 34, 59, 22, 59, 34, 75, 22, 75, 34, 91, 22, 91, 34, 107, 22, 107, 34),
        ),
        Shape("polygon", "slate", (106, 34, 122, 22, 122, 34)),
        *_windows(36, 44, 5, 1, 17, 22),
        Shape("box", "wood", (68, 66, 82, 86)),
        Shape("polygon", "roof", (98, 90, 140, 90, 134, 96, 104, 96)),
        Shape("line", "wood", (118, 90, 118, 72), 1.2),
    ),
    "mill": (
        Shape("box", "water", (0, 84, 62, 100)),
        Shape("box", "roof", (58, 24, 122, 86)),
        Shape("polygon", "slate", (54, 25, 90, 8, 126, 25)),
        *_windows(65, 32, 5, 3, 11.5, 17),
        Shape("box", "stone", (112, 4, 119, 24)),
        Shape("arc", "wood", (26, 46, 66, 86, 0, 360), 4),
        *(
            Shape("line", "wood", points, 2)
            for points in ((46, 48, 46, 84), (28, 66, 64, 66), (33, 53, 59, 79), (33, 79, 59, 53))
        ),
    ),
    "observatory": (
        Shape("polygon", "hill", (0, 88, 40, 62, 110, 62, 150, 88)),
        Shape("box", "stone", (50, 44, 100, 74)),
        Shape("dome", "leaf", (48, 14, 102, 74)),
        Shape("polygon", "black", (72, 17, 79, 16, 84, 44, 72, 44)),
        Shape("line", "brass", (75, 40, 84, 10), 3.5),
        *_windows(56, 52, 5, 1, 9, 14),
    ),
    "station": (
        Shape("box", "roof", (22, 42, 128, 84)),
        Shape("polygon", "slate", (16, 43, 30, 26, 120, 26, 134, 43)),
        *_windows(30, 50, 7, 1, 14, 20),
        Shape("box", "wood", (68, 56, 82, 84)),
        Shape("oval", "cream", (70, 28, 80, 38)),
        Shape("line", "black", (75, 33, 75, 30), 0.8),
        Shape("line", "metal", (0, 91, 150, 91), 1.2),
        Shape("line", "metal", (0, 96, 150, 96), 1.2),
        *(Shape("line", "wood", (x, 89, x - 3, 98), 1.6) for x in range(6, 150, 12)),
    ),
    "farm": (
        Shape("polygon", "hill", (60, 84, 110, 56, 150, 66, 150, 84)),
        Shape("box", "wood", (18, 44, 76, 86)),
        Shape("polygon", "roof", (14, 46, 28, 24, 66, 24, 80, 46)),
        Shape("box", "black", (38, 58, 56, 86)),
        Shape("line", "cream", (38, 58, 56, 86), 1),
        Shape("line", "cream", (56, 58, 38, 86), 1),
        Shape("box", "cream", (88, 54, 126, 86)),
        Shape("polygon", "slate", (84, 55, 107, 38, 130, 55)),
        *_windows(93, 60, 3, 2, 11, 13),
        *(Shape("line", "wood", (x, 82, x, 92), 1.6) for x in range(4, 150, 11)),
        Shape("line", "wood", (0, 86, 150, 86), 1.2),
    ),
}

MOTIFS: dict[str, tuple[Shape, ...]] = {
    "beetle": (
        *(Shape("line", "black", points, 1.6) for points in ((60, 42, 44, 34), (58, 54, 40, 54), (60, 66, 46, 78))),
        *(Shape("line", "black", points, 1.6) for points in ((90, 42, 106, 34), (92, 54, 110, 54), (90, 66, 104, 78))),
        Shape("oval", "main", (57, 34, 93, 84)),
        Shape("line", "deep", (75, 40, 75, 83), 1.4),
        Shape("oval", "dark", (62, 22, 88, 42)),
        Shape("arc", "black", (56, 6, 76, 28, 40, 200), 2.2),
        Shape("arc", "black", (74, 6, 94, 28, -20, 140), 2.2),
    ),
    "bicycle": (
        Shape("arc", "black", (36, 26, 96, 86, 0, 360), 2),
        *(Shape("line", "metal", points, 0.7) for points in ((66, 28, 66, 84), (38, 56, 94, 56), (46, 36, 86, 76))),
        Shape("arc", "black", (100, 68, 118, 86, 0, 360), 2),
        Shape("line", "main", (68, 22, 84, 30, 100, 50, 109, 77), 2.4),
        Shape("line", "main", (66, 56, 68, 22), 2.4),
        Shape("line", "dark", (56, 20, 76, 20), 2.4),
        Shape("oval", "dark", (76, 18, 94, 25)),
    ),
    "bird": (
        Shape("line", "wood", (34, 78, 116, 70), 4),
        Shape("polygon", "dark", (54, 56, 40, 82, 50, 82, 64, 62)),
        Shape("oval", "main", (50, 36, 94, 72)),
        Shape("oval", "main", (76, 20, 102, 46)),
        Shape("polygon", "black", (100, 30, 120, 34, 100, 38)),
        Shape("oval", "brass", (70, 52, 92, 71)),
        Shape("polygon", "deep", (56, 44, 82, 46, 62, 64)),
        Shape("oval", "black", (90, 28, 94, 32)),
    ),
    "boat": (
        Shape("box", "water", (20, 70, 130, 86), 3),
        Shape("polygon", "main", (34, 60, 116, 60, 104, 76, 44, 76)),
        Shape("box", "light", (50, 48, 84, 60), 2),
        Shape("line", "wood", (92, 60, 92, 16), 2),
        Shape("polygon", "cream", (95, 18, 95, 54, 118, 54)),
        Shape("polygon", "dark", (89, 20, 89, 54, 72, 54)),
    ),
    "brooch": (
        Shape("oval", "metal", (43, 18, 107, 82)),
        Shape("oval", "main", (48, 23, 102, 77)),
        Shape("polygon", "cream", (56, 60, 62, 48, 78, 46, 88, 52, 96, 66, 86, 60, 72, 60, 62, 68)),
        Shape("oval", "cream", (80, 38, 92, 52)),
        Shape("line", "cream", (86, 42, 82, 28), 2.4),
        Shape("line", "cream", (88, 42, 92, 29), 2.4),
        Shape("oval", "black", (87, 43, 89, 45)),
    ),
    "butterfly": (
        Shape("oval", "main", (34, 18, 74, 56)),
        Shape("oval", "main", (76, 18, 116, 56)),
        Shape("oval", "dark", (44, 50, 74, 84)),
        Shape("oval", "dark", (76, 50, 106, 84)),
        Shape("oval", "black", (42, 28, 54, 40)),
        Shape("oval", "black", (96, 28, 108, 40)),
        Shape("oval", "light", (54, 62, 62, 70)),
        Shape("oval", "light", (88, 62, 96, 70)),
        Shape("line", "black", (75, 30, 75, 76), 4),
        Shape("line", "black", (75, 30, 66, 14), 1.2),
        Shape("line", "black", (75, 30, 84, 14), 1.2),
    ),
    "camera": (
        Shape("box", "main", (42, 28, 108, 82), 3),
        Shape("box", "dark", (46, 32, 104, 78), 2),
        Shape("oval", "metal", (59, 40, 91, 72)),
        Shape("oval", "black", (64, 45, 86, 67)),
        Shape("oval", "window", (68, 48, 77, 57)),
        Shape("box", "cream", (48, 34, 58, 40), 1),
        Shape("arc", "wood", (58, 14, 92, 42, 180, 360), 3),
    ),
    "chair": (
        Shape("box", "main", (52, 10, 98, 60), 4),
        Shape("box", "dark", (58, 18, 92, 52), 3),
        Shape("line", "light", (75, 20, 75, 50), 1.4),
        Shape("line", "light", (62, 35, 88, 35), 1.4),
        Shape("polygon", "main", (48, 60, 102, 60, 108, 68, 42, 68)),
        *(Shape("line", "deep", points, 4) for points in ((46, 68, 46, 88), (104, 68, 104, 88))),
        Shape("line", "dark", (46, 80, 104, 80), 2.4),
    ),
    "clock": (
        Shape("oval", "main", (37, 10, 113, 86)),
        Shape("oval", "cream", (44, 17, 106, 79)),
        *(
            Shape("line", "black", points, 1.8)
            for points in ((75, 21, 75, 27), (75, 69, 75, 75), (48, 48, 54, 48), (96, 48, 102, 48))
        ),
        Shape("line", "dark", (75, 54, 75, 48, 91, 34), 2.8),
        Shape("oval", "deep", (71, 44, 79, 52)),
    ),
    "cloth": (
        Shape("polygon", "main", (34, 22, 104, 14, 116, 76, 46, 86)),
        *(Shape("line", "light", (34 + x, 22 - x * 0.115, 46 + x, 86 - x * 0.143), 1.2) for x in range(10, 70, 12)),
        *(Shape("line", "dark", (34 + y * 0.19, 22 + y, 104 + y * 0.19, 14 + y), 1.6) for y in range(10, 62, 12)),
        Shape("polygon", "deep", (104, 14, 116, 76, 106, 77, 96, 15)),
    ),
    "coin": (
        Shape("oval", "dark", (41, 17, 113, 89)),
        Shape("oval", "main", (38, 14, 110, 86)),
        Shape("arc", "light", (43, 19, 105, 81, 0, 360), 1.6),
        Shape("polygon", "dark", (52, 48, 62, 38, 84, 40, 94, 30, 98, 38, 92, 46, 92, 66, 86, 66, 84, 56, 66, 56)),
        Shape("polygon", "dark", (66, 54, 62, 68, 56, 68, 58, 54)),
        Shape("oval", "dark", (70, 24, 76, 30)),
    ),
    "dress": (
        Shape("polygon", "main", (66, 20, 84, 20, 88, 44, 112, 86, 38, 86, 62, 44)),
        Shape("polygon", "light", (66, 20, 84, 20, 78, 30, 72, 30)),
        Shape("polygon", "dark", (66, 20, 52, 34, 58, 42, 66, 34)),
        Shape("polygon", "dark", (84, 20, 98, 34, 92, 42, 84, 34)),
        Shape("line", "deep", (62, 44, 88, 44), 2.6),
        *(Shape("line", "light", points, 1) for points in ((70, 48, 60, 84), (75, 48, 75, 84), (80, 48, 90, 84))),
    ),
    "engine": (
        Shape("line", "metal", (14, 86, 136, 86), 1.6),
        Shape("box", "main", (40, 38, 104, 66), 6),
        Shape("box", "main", (92, 22, 126, 68), 2),
        Shape("box", "light", (99, 28, 118, 44), 1),
        Shape("box", "black", (46, 20, 56, 40)),
        Shape("box", "black", (43, 16, 59, 22), 1),
        Shape("dome", "brass", (66, 28, 82, 48)),
        Shape("polygon", "dark", (28, 84, 40, 66, 40, 84)),
        *(Shape("oval", "deep", (x, 62, x + 22, 84)) for x in (42, 68, 98)),
        *(Shape("oval", "light", (x + 7, 69, x + 15, 77)) for x in (42, 68, 98)),
        Shape("line", "metal", (53, 75, 109, 75), 2),
    ),
    "fan": (
        *(
            Shape("polygon", ink, (75, 84, *left, *right))
            for ink, left, right in (
                ("main", (18, 50), (32, 28)),
                ("light", (32, 28), (52, 14)),
                ("main", (52, 14), (75, 9)),
                ("light", (75, 9), (98, 14)),
                ("main", (98, 14), (118, 28)),
                ("light", (118, 28), (132, 50)),
            )
        ),
        Shape("polygon", "cream", (75, 84, 55, 66, 64, 58, 75, 55, 86, 58, 95, 66)),
        *(Shape("line", "deep", (75, 84, *end), 0.9) for end in ((32, 28), (52, 14), (75, 9), (98, 14), (118, 28))),
        Shape("oval", "brass", (72, 80, 78, 86)),
    ),
    "fern": (
        Shape("box", "cream", (38, 8, 112, 90), 1),
        Shape("line", "dark", (75, 84, 74, 16), 1.6),
        *(
            Shape("line", "main", (75, y, 75 + side * (y - 8) * 0.42, y - 10), 3)
            for y in range(28, 84, 9)
            for side in (-1, 1)
        ),
        Shape("line", "black", (84, 86, 106, 86), 0.8),
    ),
    "fossil": (
        Shape("oval", "main", (40, 14, 112, 86)),
        Shape("arc", "deep", (46, 20, 106, 80, 0, 360), 3),
        Shape("arc", "deep", (54, 26, 98, 70, 0, 360), 3),
        Shape("arc", "deep", (61, 32, 90, 61, 0, 360), 3),
        Shape("oval", "deep", (70, 41, 82, 53)),
        *(
            Shape("line", "light", points, 1)
            for points in ((76, 15, 76, 25), (76, 75, 76, 85), (41, 50, 51, 50), (101, 50, 111, 50), (50, 25, 57, 32))
        ),
    ),
    "globe": (
        Shape("line", "wood", (75, 78, 75, 88), 5),
        Shape("box", "wood", (56, 86, 94, 92), 2),
        Shape("arc", "brass", (37, 6, 113, 82, 0, 360), 3),
        Shape("oval", "main", (43, 12, 107, 76)),
        Shape("arc", "light", (57, 12, 93, 76, 0, 360), 1),
        Shape("line", "light", (43, 44, 107, 44), 1),
        *(Shape("oval", "cream", (x, y, x + 3, y + 3)) for x, y in ((56, 30), (66, 24), (70, 38), (86, 32), (94, 54))),
        Shape("line", "cream", (57, 31, 67, 25, 71, 39, 87, 33), 0.8),
    ),
    "hat": (
        Shape("box", "main", (52, 18, 98, 70), 3),
        Shape("oval", "dark", (52, 12, 98, 26)),
        Shape("box", "light", (52, 56, 98, 66)),
        Shape("oval", "main", (30, 62, 120, 82)),
        Shape("oval", "deep", (52, 62, 98, 74)),
    ),
    "hoard": (
        Shape("polygon", "deep", (34, 84, 44, 40, 92, 34, 84, 84)),
        Shape("oval", "deep", (42, 30, 94, 46)),
        Shape("oval", "black", (48, 33, 88, 43)),
        *(
            Shape("oval", ink, (x, y, x + 18, y + 13))
            for ink, x, y in (
                ("main", 60, 34),
                ("light", 70, 40),
                ("main", 80, 52),
                ("light", 88, 62),
                ("main", 78, 72),
                ("main", 100, 70),
                ("light", 94, 76),
                ("main", 112, 76),
            )
        ),
    ),
    "kite": (
        Shape("polygon", "main", (88, 10, 116, 34, 78, 66, 66, 26)),
        Shape("polygon", "light", (88, 10, 116, 34, 92, 36)),
        Shape("line", "deep", (88, 10, 78, 66), 1),
        Shape("line", "black", (78, 66, 62, 72, 66, 80, 44, 86), 1),
        *(Shape("polygon", "brass", (x, y, x - 7, y - 4, x - 5, y + 5)) for x, y in ((70, 70), (62, 82), (50, 86))),
    ),
    "landscape": (
        Shape("box", "brass", (26, 12, 124, 88), 1),
        Shape("box", "sky", (32, 18, 118, 82)),
        Shape("oval", "cream", (92, 24, 104, 36)),
        Shape("polygon", "light", (32, 58, 56, 38, 80, 56, 98, 44, 118, 56, 118, 82, 32, 82)),
        Shape("polygon", "main", (32, 66, 70, 58, 118, 70, 118, 82, 32, 82)),
        Shape("polygon", "dark", (46, 70, 52, 50, 58, 70)),
        Shape("polygon", "dark", (56, 74, 63, 50, 70, 74)),
        Shape("polygon", "water", (82, 82, 96, 68, 104, 68, 112, 82)),
    ),
    "lantern": (
        Shape("arc", "metal", (60, 4, 90, 34, 180, 360), 3),
        Shape("polygon", "brass", (58, 28, 66, 18, 84, 18, 92, 28)),
        Shape("box", "metal", (54, 28, 96, 80), 3),
        Shape("oval", "black", (58, 36, 92, 70)),
        Shape("oval", "main", (61, 39, 89, 67)),
        Shape("oval", "light", (66, 44, 76, 54)),
        Shape("box", "brass", (50, 78, 100, 87), 2),
    ),
    "lectern": (
        Shape("polygon", "main", (52, 46, 98, 46, 90, 88, 60, 88)),
        Shape("polygon", "dark", (46, 40, 104, 40, 98, 50, 52, 50)),
        Shape("box", "cream", (58, 32, 92, 42), 1),
        Shape("line", "black", (88, 40, 96, 22), 1.6),
        Shape("oval", "black", (92, 14, 102, 26)),
        Shape("oval", "light", (68, 58, 82, 72)),
    ),
    "mould": (
        Shape("oval", "dark", (40, 22, 112, 88)),
        Shape("oval", "main", (38, 16, 110, 82)),
        Shape("oval", "deep", (46, 23, 102, 75)),
        Shape("box", "light", (58, 40, 86, 58), 5),
        Shape("box", "light", (80, 34, 94, 48), 4),
        *(Shape("line", "light", (x, 56, x, 67), 2.6) for x in (62, 68, 78, 83)),
        Shape("line", "light", (58, 44, 52, 54), 1.6),
    ),
    "note": (
        Shape("line", "main", (62, 70, 62, 26, 100, 16, 100, 60), 4),
        Shape("polygon", "main", (62, 26, 100, 16, 100, 28, 62, 38)),
        Shape("oval", "dark", (42, 62, 65, 80)),
        Shape("oval", "dark", (80, 52, 103, 70)),
    ),
    "pin": (
        Shape("oval", "deep", (60, 82, 90, 90)),
        Shape("polygon", "main", (53, 46, 97, 46, 75, 86)),
        Shape("oval", "main", (50, 12, 100, 60)),
        Shape("oval", "cream", (63, 25, 87, 48)),
    ),
    "portrait": (
        Shape("oval", "brass", (38, 6, 112, 94)),
        Shape("oval", "main", (43, 11, 107, 89)),
        Shape("polygon", "deep", (52, 84, 62, 62, 88, 62, 98, 84, 75, 89)),
        Shape("oval", "deep", (59, 20, 91, 60)),
        Shape("oval", "sand", (63, 28, 87, 60)),
        Shape("polygon", "cream", (66, 62, 84, 62, 75, 72)),
        Shape("oval", "black", (68, 41, 71, 44)),
        Shape("oval", "black", (79, 41, 82, 44)),
        Shape("line", "dark", (71, 53, 79, 53), 1),
    ),
    "pot": (
        Shape("oval", "main", (42, 22, 108, 88)),
        Shape("polygon", "main", (60, 14, 90, 14, 86, 30, 64, 30)),
        Shape("oval", "dark", (57, 9, 93, 19)),
        *(Shape("line", "deep", points, 1.2) for points in ((62, 26, 54, 44, 66, 60), (88, 30, 96, 52, 84, 74))),
        Shape("line", "light", (44, 50, 106, 50), 2),
        Shape("line", "light", (43, 57, 107, 57), 2),
    ),
    "radio": (
        Shape("box", "main", (38, 24, 112, 84), 12),
        Shape("oval", "cream", (46, 32, 82, 68)),
        *(Shape("line", "dark", (x, 36, x, 64), 1.6) for x in (54, 60, 66, 72)),
        Shape("box", "brass", (88, 34, 104, 46), 2),
        *(Shape("oval", "deep", (90, y, 102, y + 12)) for y in (50, 66)),
    ),
    "shoe": (
        Shape("polygon", "main", (36, 68, 50, 40, 66, 38, 82, 56, 112, 66, 116, 76, 36, 76)),
        Shape("polygon", "dark", (50, 40, 66, 38, 74, 48, 58, 54)),
        Shape("box", "deep", (36, 75, 52, 87), 1),
        Shape("line", "deep", (52, 77, 116, 77), 3),
        Shape("line", "light", (60, 54, 84, 57), 2),
        Shape("oval", "brass", (80, 54, 87, 61)),
    ),
    "sketch": (
        Shape("box", "cream", (34, 12, 116, 88), 1),
        Shape("line", "main", (75, 82, 75, 46), 2.4),
        Shape("line", "main", (75, 62, 60, 46), 1.6),
        Shape("line", "main", (75, 56, 92, 40), 1.6),
        *(
            Shape("arc", "dark", (x, y, x + 24, y + 20, 0, 300), 1.2)
            for x, y in ((48, 26), (64, 18), (82, 26), (66, 32))
        ),
        Shape("line", "light", (46, 82, 104, 82), 1),
    ),
    "sword": (
        Shape("polygon", "main", (28, 78, 33, 83, 108, 26, 101, 19)),
        Shape("line", "light", (34, 78, 100, 25), 1),
        Shape("line", "brass", (92, 10, 114, 36), 4.5),
        Shape("line", "wood", (104, 22, 122, 8), 5),
        Shape("oval", "brass", (117, 2, 129, 14)),
    ),
    "teapot": (
        Shape("arc", "dark", (92, 36, 124, 70, -100, 110), 5),
        Shape("polygon", "main", (46, 58, 26, 36, 20, 40, 40, 72)),
        Shape("oval", "main", (38, 32, 108, 86)),
        Shape("dome", "dark", (52, 22, 94, 50)),
        Shape("oval", "deep", (69, 15, 77, 24)),
        *(Shape("oval", "light", (x, 56, x + 8, 64)) for x in (54, 69, 84)),
    ),
    "telescope": (
        Shape("line", "wood", (72, 54, 50, 90), 3),
        Shape("line", "wood", (72, 54, 72, 90), 3),
        Shape("line", "wood", (72, 54, 94, 90), 3),
        Shape("line", "main", (42, 66, 110, 26), 11),
        Shape("line", "dark", (98, 33, 118, 21), 14),
        Shape("line", "deep", (34, 71, 44, 65), 6),
        Shape("oval", "black", (67, 48, 78, 59)),
    ),
    "tile": (
        Shape("box", "deep", (37, 12, 115, 90), 2),
        Shape("box", "main", (35, 10, 113, 88), 2),
        Shape("arc", "light", (41, 16, 107, 82, 0, 360), 2),
        Shape("oval", "light", (54, 46, 94, 64)),
        Shape("oval", "light", (46, 28, 70, 52)),
        *(Shape("line", "light", (x, 60, x + 2, 74), 3.4) for x in (58, 66, 80, 88)),
        Shape("line", "light", (92, 50, 100, 34, 94, 30), 2.4),
        Shape("oval", "dark", (53, 36, 56, 39)),
    ),
    "tools": (
        Shape("line", "wood", (48, 82, 88, 32), 6),
        Shape("polygon", "main", (74, 24, 88, 14, 106, 30, 98, 42)),
        Shape("line", "metal", (104, 84, 74, 46), 4),
        Shape("polygon", "metal", (78, 52, 66, 28, 70, 46)),
        Shape("line", "dark", (104, 84, 94, 71), 7),
    ),
    "tooth": (
        Shape(
            "polygon",
            "main",
            (38, 52, 46, 30, 76, 22, 106, 30, 114, 54, 104, 84, 94, 62, 84, 86, 72, 62, 60, 86, 50, 64),
        ),
        *(Shape("line", "dark", (x, 30, x + 2, 52), 2) for x in range(52, 104, 9)),
        Shape("line", "light", (46, 34, 76, 25, 104, 33), 2),
    ),
}

SKINS: tuple[Colour, ...] = ((246, 214, 190), (232, 188, 156), (198, 148, 112), (150, 104, 74), (112, 76, 56))
HAIRS: tuple[Colour, ...] = (
    (48, 38, 36),
    (92, 62, 44),
    (150, 100, 58),
    (206, 176, 120),
    (184, 184, 188),
    (150, 66, 46),
)


def draw(picture: Picture, width: int = 900) -> Image.Image:
    """A picture; three by two, faces square.

    Args:
        picture: what is on it.
        width: pixels; a face has two thirds of them.
    """
    scale = width * SUPERSAMPLING / WIDTH
    if picture.motif == "face":
        image = _face(int(picture.ink), scale)
    elif picture.motif in BUILDINGS:
        image = _building(picture.motif, picture.ink, scale)
    else:
        image = _thing(picture.motif, picture.ink, scale)
    return image.reduce(SUPERSAMPLING)


def _canvas(colour: Colour, scale: float, width: float = WIDTH) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (round(width * scale), round(HEIGHT * scale)), colour)
    return image, ImageDraw.Draw(image)


def _building(name: str, light: str, scale: float) -> Image.Image:
    over, share, window, ground = LIGHTS[light]
    inks = {ink: mix(colour, over, share) for ink, colour in (INKS | {"ground": ground}).items()} | {"window": window}
    image, pen = _canvas(inks["sky"], scale)
    chance = random.Random(name)  # noqa: S311
    falling = "white" if light == "snow" else "cream"
    for _ in range({"day": 0, "dusk": 30, "snow": 150}[light]):
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT if light == "snow" else 40)
        paint(pen, Shape("oval", falling, (x, y, x + 0.9, y + 0.9)), INKS[falling], scale=scale)
    if light == "day":
        for x, y in ((18, 16), (112, 12)):
            for left, size in ((0, 10), (6, 14), (15, 10)):
                cloud = Shape("oval", "white", (x + left, y - size / 2, x + left + size, y + size / 2))
                paint(pen, cloud, inks["white"], scale=scale)
    for shape in (Shape("box", "ground", (0, 84, WIDTH, HEIGHT)), *BUILDINGS[name]):
        paint(pen, shape, inks[shape.ink], scale=scale)
    return image


def _thing(motif: str, ink: str, scale: float) -> Image.Image:
    """On a pale ground with a shadow; on a poster, in a bright disc on its colour."""
    *poster, name = ink.split()
    main = MAIN[name]
    inks = INKS | {
        "main": main,
        "light": mix(main, WHITE, 0.42),
        "dark": mix(main, NIGHT, 0.22),
        "deep": mix(main, NIGHT, 0.48),
        "sand": MAIN["sand"],
    }
    image, pen = _canvas(inks["dark"] if poster else mix(main, (246, 242, 236), 0.86), scale)
    if poster:
        paint(pen, Shape("oval", "cream", (27, 2, 123, 98)), inks["cream"], scale=scale)
        paint(pen, Shape("line", "light", (10, 8, 10, 92), 2), inks["light"], scale=scale)
        paint(pen, Shape("line", "light", (140, 8, 140, 92), 2), inks["light"], scale=scale)
    else:
        paint(pen, Shape("box", "ground", (0, 78, WIDTH, HEIGHT)), mix(main, (236, 230, 222), 0.8), scale=scale)
        paint(pen, Shape("oval", "shadow", (36, 82, 114, 94)), mix(main, (206, 198, 190), 0.75), scale=scale)
    for shape in MOTIFS[motif]:
        paint(pen, shape, inks[shape.ink], scale=scale)
    return image


def _face(look: int, scale: float) -> Image.Image:
    chance = random.Random(look)  # noqa: S311
    skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
    wall, coat = chance.sample(sorted(MAIN.values()), 2)
    long, beard, glasses = chance.random() < 0.5, chance.random() < 0.3, chance.random() < 0.35
    image, pen = _canvas(mix(wall, WHITE, 0.62), scale, HEIGHT)
    parts = [
        *([(Shape("box", "hair", (26, 26, 74, 76), 18), hair)] if long else []),
        (Shape("oval", "coat", (14, 74, 86, 140)), coat),
        (Shape("box", "skin", (42, 62, 58, 82), 6), mix(skin, NIGHT, 0.1)),
        (Shape("oval", "skin", (30, 24, 70, 74)), skin),
        *([(Shape("dome", "hair", (31, 20, 69, 106)), hair)] if beard and not long else []),
        *([(Shape("oval", "skin", (31, 26, 69, 63)), skin)] if beard and not long else []),
        (Shape("dome", "hair", (28, 15, 72, 66)), hair),
        (Shape("oval", "skin", (32, 33, 68, 56)), skin),
        *((Shape("oval", "eye", (x, 44, x + 4, 48)), NIGHT) for x in (39, 57)),
        *((Shape("arc", "glasses", (x, 39, x + 14, 53, 0, 360), 1.2), NIGHT) for x in ((34, 52) if glasses else ())),
        (Shape("arc", "mouth", (43, 52, 57, 64, 20, 160), 1.4), mix(skin, (150, 40, 50), 0.6)),
    ]
    for shape, colour in parts:
        paint(pen, shape, colour, scale=scale)
    return image
