"""Pictures of Oakhill's products: flat illustrations, a few shapes for each category, in the colour of the product."""

from __future__ import annotations

from PIL import Image, ImageDraw

from digienv.sites.drawing import Colour, Shape, mix, paint
from digienv.sites.shop.catalogue_data import COLOURS, GOODS
from digienv.sites.shop.content import Product

__all__ = ["draw"]

SUPERSAMPLING = 3
SMALLEST = 0.8
"""How large the smallest size of a thing is drawn, the largest being 1."""

GROUND = 86

BACKGROUND: Colour = (243, 245, 247)
INKS: dict[str, Colour] = {
    "background": BACKGROUND,
    "beam": (253, 243, 206),
    "bird": (92, 146, 190),
    "flame": (240, 150, 50),
    "glass": (214, 230, 238),
    "glow": (255, 226, 140),
    "grass": (190, 214, 170),
    "ink": (52, 56, 64),
    "leaf": (104, 160, 92),
    "leaf in shade": (74, 126, 72),
    "metal": (190, 197, 204),
    "metal in shade": (150, 158, 167),
    "paper": (250, 244, 228),
    "red": (208, 62, 56),
    "seed": (206, 164, 98),
    "shadow": (224, 228, 233),
    "tea": (126, 80, 50),
    "white": (253, 253, 252),
    "wood": (196, 150, 98),
}
"""Colours that do not depend on the product; ``main``, ``light``, ``dark`` and ``deep`` do."""


SHAPES: dict[str, tuple[Shape, ...]] = {
    "mugs": (
        Shape("oval", "shadow", (18, 80, 84, 91)),
        Shape("arc", "dark", (52, 36, 84, 72, 0, 360), 7),
        Shape("box", "main", (22, 26, 66, 87), 8),
        Shape("box", "dark", (56, 26, 66, 87), 5),
        Shape("oval", "light", (22, 20, 66, 33)),
        Shape("oval", "tea", (26, 22.5, 62, 31.5)),
    ),
    "saucepans": (
        Shape("oval", "shadow", (10, 80, 74, 90)),
        Shape("line", "ink", (70, 52, 95, 47), 5.5),
        Shape("dome", "light", (16, 28, 68, 58), unless="none"),
        Shape("box", "ink", (37, 21, 47, 29), 3, unless="none"),
        Shape("box", "main", (14, 42, 70, 86), 8),
        Shape("box", "dark", (59, 42, 70, 86), 6),
        Shape("box", "light", (11, 41, 73, 47), 3),
    ),
    "kettles": (
        Shape("oval", "shadow", (16, 82, 80, 92)),
        Shape("arc", "ink", (48, 32, 84, 74, -80, 84), 6),
        Shape("polygon", "dark", (38, 40, 18, 32, 15, 38, 30, 60)),
        Shape("polygon", "main", (34, 32, 60, 32, 69, 84, 25, 84)),
        Shape("polygon", "dark", (54, 32, 60, 32, 69, 84, 59, 84)),
        Shape("dome", "dark", (33, 23, 61, 42)),
        Shape("oval", "ink", (43, 18, 51, 25)),
        Shape("box", "light", (41, 50, 46, 74), 2),
        Shape("box", "ink", (22, 83, 72, 89), 3),
    ),
    "chopping-boards": (
        Shape("box", "shadow", (27, 27, 79, 93), 9),
        Shape("box", "main", (42, 6, 58, 40), 7),
        Shape("box", "main", (24, 24, 76, 90), 9),
        Shape("box", "dark", (30, 30, 70, 84), 6),
        Shape("box", "main", (31.5, 31.5, 68.5, 82.5), 5),
        Shape("line", "light", (39, 38, 39, 72), 1.2),
        Shape("line", "dark", (46, 42, 46, 78), 1.2),
        Shape("line", "light", (54, 36, 54, 68), 1.2),
        Shape("line", "dark", (62, 44, 62, 76), 1.2),
        Shape("oval", "background", (46.5, 10, 53.5, 17)),
    ),
    "table-lamps": (
        Shape("oval", "shadow", (24, 82, 76, 92)),
        Shape("box", "ink", (48, 40, 52, 56)),
        Shape("oval", "main", (36, 50, 64, 84)),
        Shape("oval", "light", (41, 56, 48, 72)),
        Shape("box", "dark", (36, 81, 64, 88), 3),
        Shape("polygon", "seed", (35, 12, 65, 12, 78, 46, 22, 46)),
        Shape("polygon", "glow", (35, 12, 56, 12, 64, 46, 22, 46)),
        Shape("oval", "paper", (22, 42, 78, 50)),
    ),
    "cushions": (
        Shape("oval", "shadow", (14, 78, 90, 93)),
        Shape("polygon", "dark", (12, 16, 28, 18, 50, 19, 72, 18, 88, 16, 86, 52, 88, 88, 50, 85, 12, 88, 14, 52)),
        Shape("box", "main", (17, 21, 83, 83), 9),
        Shape("line", "deep", (26, 30, 46, 48), 1.2),
        Shape("line", "deep", (74, 30, 54, 48), 1.2),
        Shape("line", "deep", (26, 74, 46, 56), 1.2),
        Shape("line", "deep", (74, 74, 54, 56), 1.2),
        Shape("oval", "light", (45, 47, 55, 57)),
    ),
    "wall-clocks": (
        Shape("oval", "shadow", (14, 17, 89, 92)),
        Shape("oval", "main", (13, 13, 87, 87)),
        Shape("oval", "white", (21, 21, 79, 79)),
        *(
            Shape("line", "ink", points, 2)
            for points in ((50, 26, 50, 31), (74, 50, 69, 50), (50, 74, 50, 69), (26, 50, 31, 50))
        ),
        *(
            Shape("oval", "metal in shade", (x - 1.5, y - 1.5, x + 1.5, y + 1.5))
            for x, y in ((61, 31), (69, 39), (69, 61), (61, 69), (39, 69), (31, 61), (31, 39), (39, 31))
        ),
        Shape("line", "ink", (50, 50, 38, 42), 3.2),
        Shape("line", "ink", (50, 50, 61, 34), 2.4),
        Shape("line", "red", (50, 56, 50, 31), 1),
        Shape("oval", "red", (47.5, 47.5, 52.5, 52.5)),
    ),
    "candles": (
        Shape("oval", "beam", (30, 0, 70, 40)),
        Shape("oval", "shadow", (26, 80, 74, 92)),
        Shape("box", "main", (34, 42, 66, 87), 4),
        Shape("box", "dark", (57, 42, 66, 87), 4),
        Shape("oval", "light", (34, 37, 66, 48)),
        Shape("box", "light", (39, 42, 44, 60), 2.5),
        Shape("line", "ink", (50, 42, 50, 34), 1.4),
        Shape("polygon", "flame", (50, 8, 54, 17, 57, 25, 55, 32, 50, 36, 45, 32, 43, 25, 46, 17)),
        Shape("polygon", "glow", (50, 18, 53, 26, 52, 32, 50, 34, 48, 32, 47, 26)),
    ),
    "plant-pots": (
        Shape("oval", "shadow", (24, 80, 76, 92)),
        Shape("polygon", "leaf in shade", (46, 54, 28, 50, 12, 34, 32, 36)),
        Shape("polygon", "leaf in shade", (54, 54, 72, 50, 88, 34, 68, 36)),
        Shape("polygon", "leaf", (48, 54, 30, 36, 24, 12, 43, 28)),
        Shape("polygon", "leaf", (52, 54, 70, 36, 76, 12, 57, 28)),
        Shape("polygon", "leaf in shade", (50, 54, 42, 28, 50, 4, 58, 28)),
        Shape("polygon", "main", (28, 54, 72, 54, 66, 87, 34, 87)),
        Shape("polygon", "dark", (62, 54, 72, 54, 66, 87, 58, 87)),
        Shape("polygon", "deep", (28, 58, 72, 58, 71.5, 61, 28.5, 61)),
        Shape("box", "main", (24, 49, 76, 59), 2),
        Shape("box", "light", (24, 49, 76, 52), 1.5),
    ),
    "watering-cans": (
        Shape("oval", "shadow", (22, 80, 86, 92)),
        Shape("arc", "deep", (34, 18, 70, 66, 180, 360), 4.5),
        Shape("arc", "deep", (56, 46, 92, 80, -90, 90), 4.5),
        Shape("polygon", "dark", (38, 76, 36, 56, 16, 24, 10, 28)),
        Shape("polygon", "deep", (4, 30, 17, 19, 20, 25, 9, 34), unless="none"),
        Shape("polygon", "main", (34, 42, 70, 42, 75, 86, 29, 86)),
        Shape("polygon", "dark", (62, 42, 70, 42, 75, 86, 65, 86)),
        Shape("oval", "light", (34, 37, 70, 47)),
        Shape("oval", "deep", (38, 39, 66, 45.5)),
        Shape("line", "light", (33, 68, 64, 68), 1.6),
    ),
    "hand-trowels": (
        Shape("line", "metal in shade", (50, 44, 50, 58), 5),
        Shape("polygon", "metal", (37, 58, 42, 54, 58, 54, 63, 58, 62, 78, 57, 88, 50, 96, 43, 88, 38, 78)),
        Shape("polygon", "metal in shade", (50, 56, 58, 54, 63, 58, 62, 78, 57, 88, 50, 96)),
        Shape("box", "main", (43, 6, 57, 46), 7),
        Shape("box", "dark", (52, 14, 57, 45), 2),
        Shape("box", "light", (43, 38, 57, 42)),
        Shape("oval", "background", (47.5, 9, 52.5, 14)),
    ),
    "bird-feeders": (
        Shape("arc", "ink", (45, 2, 55, 14, 0, 360), 1.6),
        Shape("box", "glass", (34, 34, 66, 78)),
        Shape("box", "seed", (34, 50, 66, 78)),
        Shape("box", "main", (31, 32, 36, 80)),
        Shape("box", "dark", (64, 32, 69, 80)),
        Shape("polygon", "main", (50, 12, 80, 36, 20, 36)),
        Shape("polygon", "dark", (50, 12, 80, 36, 58, 36)),
        Shape("box", "main", (18, 78, 92, 84), 3),
        Shape("polygon", "bird", (80, 68, 97, 60, 99, 64, 88, 74)),
        Shape("oval", "bird", (72, 58, 91, 77)),
        Shape("oval", "glow", (72, 64, 84, 77)),
        Shape("oval", "bird", (70, 50, 83, 64)),
        Shape("polygon", "flame", (71, 55, 65, 58, 71, 60)),
        Shape("oval", "ink", (73.5, 54.5, 76, 57)),
    ),
    "notebooks": (
        Shape("box", "shadow", (24, 14, 84, 94), 4),
        Shape("box", "paper", (26, 14, 80, 90), 3),
        Shape("box", "main", (22, 10, 77, 88), 4),
        Shape("box", "dark", (22, 10, 32, 88), 4),
        Shape("box", "paper", (41, 24, 63, 39), 2),
        Shape("line", "metal", (45, 29, 59, 29), 1.2),
        Shape("line", "metal", (45, 34, 55, 34), 1.2),
        Shape("box", "deep", (68, 10, 71, 88)),
        Shape("polygon", "red", (44, 88, 48, 88, 48, 97, 46, 95, 44, 97)),
    ),
    "fountain-pens": (
        Shape("line", "bird", (24, 82, 29, 86, 38, 88, 50, 87, 62, 88, 76, 86), 1.6),
        Shape("polygon", "seed", (37, 74, 29, 67, 23.5, 81.5)),
        Shape("line", "ink", (33, 70, 42, 60), 8),
        Shape("line", "main", (43, 59, 84, 14), 11),
        Shape("line", "dark", (46, 61, 86, 17), 4),
        Shape("line", "light", (46, 53, 76, 20), 1.8),
        Shape("line", "seed", (47.5, 63, 38.5, 55), 2.4),
        Shape("line", "seed", (71, 37, 62, 29), 2.4),
        Shape("line", "ink", (31, 72.5, 25, 80), 0.8),
    ),
    "scissors": (
        Shape("polygon", "metal in shade", (64, 66, 56, 70, 43, 50, 36, 6, 55, 46)),
        Shape("polygon", "metal", (36, 66, 44, 70, 57, 50, 64, 6, 45, 46)),
        Shape("arc", "dark", (52, 60, 82, 94, 0, 360), 7),
        Shape("arc", "main", (18, 60, 48, 94, 0, 360), 7),
        Shape("oval", "ink", (46.5, 50, 53.5, 57)),
    ),
    "office-chairs": (
        Shape("oval", "shadow", (18, 84, 82, 95)),
        Shape("line", "ink", (50, 78, 25, 86), 4),
        Shape("line", "ink", (50, 78, 75, 86), 4),
        Shape("line", "ink", (50, 78, 50, 88), 4),
        Shape("oval", "ink", (20, 84, 29, 93)),
        Shape("oval", "ink", (71, 84, 80, 93)),
        Shape("oval", "ink", (45.5, 86, 54.5, 95)),
        Shape("box", "metal", (47, 60, 53, 80)),
        Shape("box", "ink", (46, 42, 54, 58)),
        Shape("line", "ink", (20, 56, 20, 41, 28, 41), 4, unless="none"),
        Shape("line", "ink", (80, 56, 80, 41, 72, 41), 4, unless="none"),
        Shape("box", "main", (31, 6, 69, 48), 9),
        Shape("box", "dark", (37, 30, 63, 42), 5),
        Shape("box", "main", (22, 53, 78, 65), 6),
        Shape("box", "dark", (22, 60, 78, 66), 3),
    ),
    "rucksacks": (
        Shape("oval", "shadow", (16, 82, 84, 93)),
        Shape("arc", "deep", (40, 5, 60, 25, 180, 360), 4),
        Shape("box", "deep", (14, 52, 30, 84), 5),
        Shape("box", "deep", (70, 52, 86, 84), 5),
        Shape("box", "main", (23, 14, 77, 88), 14),
        Shape("box", "dark", (32, 55, 68, 82), 5),
        Shape("box", "main", (32, 55, 68, 62), 3),
        Shape("box", "dark", (23, 13, 77, 44), 13),
        Shape("box", "wood", (36, 36, 41, 54), 1),
        Shape("box", "wood", (59, 36, 64, 54), 1),
        Shape("box", "metal", (35, 46, 42, 50), 1),
        Shape("box", "metal", (58, 46, 65, 50), 1),
    ),
    "tents": (
        Shape("oval", "grass", (2, 74, 98, 94)),
        Shape("line", "metal in shade", (38, 22, 3, 78), 0.8),
        Shape("line", "metal in shade", (74, 27, 97, 76), 0.8),
        Shape("polygon", "dark", (38, 20, 74, 26, 94, 80, 66, 86)),
        Shape("polygon", "main", (38, 20, 10, 86, 66, 86)),
        Shape("polygon", "deep", (38, 36, 26, 86, 50, 86)),
        Shape("polygon", "light", (38, 36, 50, 86, 58, 86)),
        Shape("line", "wood", (38, 17, 38, 86), 1.2),
    ),
    "water-bottles": (
        Shape("oval", "shadow", (26, 82, 74, 93)),
        Shape("arc", "ink", (43, 3, 57, 19, 180, 360), 2.4),
        Shape("box", "ink", (39, 10, 61, 21), 3),
        Shape("box", "metal", (42, 21, 58, 27)),
        Shape("box", "main", (33, 26, 67, 89), 9),
        Shape("box", "dark", (57, 28, 67, 88), 6),
        Shape("line", "light", (39, 38, 39, 74), 3),
        Shape("box", "white", (46, 52, 54, 60), 4),
    ),
    "torches": (
        Shape("polygon", "beam", (18, 36, 0, 18, 0, 82, 18, 64)),
        Shape("oval", "shadow", (20, 66, 94, 74)),
        Shape("box", "main", (36, 41, 92, 59), 4),
        Shape("box", "dark", (36, 52, 92, 59), 3),
        Shape("polygon", "main", (42, 41, 22, 33, 22, 67, 42, 59)),
        Shape("polygon", "dark", (42, 53, 22, 54, 22, 67, 42, 59)),
        Shape("box", "glow", (17, 32, 23, 68), 2),
        Shape("box", "ink", (52, 37, 63, 43), 2),
        Shape("line", "deep", (76, 42, 76, 58), 1.2),
        Shape("line", "deep", (80, 42, 80, 58), 1.2),
        Shape("line", "deep", (84, 42, 84, 58), 1.2),
    ),
    "teddy-bears": (
        Shape("oval", "shadow", (16, 82, 84, 95)),
        Shape("oval", "dark", (24, 4, 43, 23)),
        Shape("oval", "dark", (57, 4, 76, 23)),
        Shape("oval", "light", (29, 9, 39, 19)),
        Shape("oval", "light", (61, 9, 71, 19)),
        Shape("oval", "main", (27, 44, 73, 90)),
        Shape("oval", "light", (36, 54, 64, 82)),
        Shape("oval", "dark", (13, 48, 35, 72)),
        Shape("oval", "dark", (65, 48, 87, 72)),
        Shape("oval", "dark", (17, 68, 42, 92)),
        Shape("oval", "dark", (58, 68, 83, 92)),
        Shape("oval", "light", (22, 74, 36, 88)),
        Shape("oval", "light", (64, 74, 78, 88)),
        Shape("oval", "main", (25, 8, 75, 52)),
        Shape("oval", "light", (38, 30, 62, 49)),
        Shape("oval", "ink", (45, 31, 55, 38)),
        Shape("line", "ink", (50, 38, 50, 42), 1.2),
        Shape("arc", "ink", (44, 36, 56, 45, 30, 150), 1.2),
        Shape("oval", "ink", (36, 22, 41, 28)),
        Shape("oval", "ink", (59, 22, 64, 28)),
        Shape("polygon", "red", (50, 54, 37, 48, 37, 61)),
        Shape("polygon", "red", (50, 54, 63, 48, 63, 61)),
        Shape("oval", "red", (46.5, 51, 53.5, 58)),
    ),
    "toy-cars": (
        Shape("oval", "shadow", (8, 78, 94, 90)),
        Shape("polygon", "main", (24, 54, 35, 28, 66, 28, 80, 54)),
        Shape("polygon", "glass", (32, 50, 39, 33, 49, 33, 49, 50)),
        Shape("polygon", "glass", (53, 50, 53, 33, 64, 33, 73, 50)),
        Shape("box", "main", (7, 50, 94, 76), 9),
        Shape("box", "dark", (7, 66, 94, 76), 5),
        Shape("box", "light", (7, 57, 94, 60)),
        Shape("oval", "glow", (86, 53, 93, 61)),
        Shape("oval", "ink", (17, 63, 41, 87)),
        Shape("oval", "metal", (24, 70, 34, 80)),
        Shape("oval", "ink", (60, 63, 84, 87)),
        Shape("oval", "metal", (67, 70, 77, 80)),
    ),
    "kites": (
        Shape("line", "metal in shade", (49, 31, 98, 98), 0.8),
        Shape("line", "ink", (40, 74, 33, 80, 40, 86, 32, 91, 37, 97), 1.2),
        Shape("polygon", "main", (54, 4, 24, 28, 49, 31)),
        Shape("polygon", "dark", (54, 4, 84, 34, 49, 31)),
        Shape("polygon", "light", (24, 28, 40, 75, 49, 31)),
        Shape("polygon", "main", (84, 34, 40, 75, 49, 31)),
        Shape("line", "wood", (54, 4, 40, 75), 1.4),
        Shape("line", "wood", (24, 28, 84, 34), 1.4),
        Shape("polygon", "deep", (36, 83, 28, 80, 30, 87)),
        Shape("polygon", "deep", (36, 83, 44, 79, 43, 87)),
        Shape("polygon", "deep", (35, 94, 27, 92, 29, 99)),
        Shape("polygon", "deep", (35, 94, 43, 90, 42, 98)),
    ),
    "building-blocks": (
        Shape("oval", "shadow", (8, 81, 94, 93)),
        Shape("box", "main", (10, 62, 35, 87), 2),
        Shape("box", "light", (37, 62, 62, 87), 2),
        Shape("dome", "background", (42, 70, 57, 104)),
        Shape("box", "dark", (64, 62, 89, 87), 2),
        Shape("box", "dark", (23, 36, 48, 61), 2),
        Shape("oval", "light", (30, 43, 41, 54)),
        Shape("box", "main", (50, 36, 75, 61), 2),
        Shape("polygon", "light", (49, 8, 66, 35, 32, 35)),
        Shape("line", "deep", (16, 68, 29, 81), 2),
        Shape("line", "deep", (29, 68, 16, 81), 2),
        Shape("polygon", "light", (76.5, 68, 83, 81, 70, 81)),
        Shape("box", "deep", (57, 43, 68, 54)),
    ),
    "t-shirts": (
        Shape(
            "polygon",
            "main",
            (36, 14, 64, 14, 74, 19, 93, 36, 81, 50, 71, 43, 71, 88, 29, 88, 29, 43, 19, 50, 7, 36, 26, 19),
        ),
        Shape("polygon", "dark", (74, 19, 93, 36, 81, 50, 71, 43)),
        Shape("polygon", "dark", (26, 19, 7, 36, 19, 50, 29, 43)),
        Shape("box", "dark", (29, 84, 71, 88)),
        Shape("oval", "deep", (36, 4, 64, 27), unless="V"),
        Shape("oval", "background", (38.5, 2, 61.5, 24), unless="V"),
        Shape("box", "background", (34, 0, 66, 14), unless="V"),
        Shape("polygon", "deep", (36, 13, 64, 13, 50, 37), unless="round"),
        Shape("polygon", "background", (39, 12, 61, 12, 50, 32), unless="round"),
    ),
    "socks": (
        Shape("line", "dark", (78, 18, 78, 66, 60, 78), 19),
        Shape("oval", "deep", (52, 68, 69, 87)),
        Shape("box", "deep", (67, 6, 89, 20), 3),
        Shape("line", "main", (38, 18, 38, 66, 20, 78), 19),
        Shape("oval", "light", (34, 60, 48, 76)),
        Shape("oval", "light", (11, 69, 28, 87)),
        Shape("box", "light", (27, 6, 49, 20), 3),
        Shape("line", "dark", (29, 30, 47, 30), 2),
        Shape("line", "dark", (29, 38, 47, 38), 2),
    ),
    "scarves": (
        Shape("arc", "dark", (24, 6, 76, 48, 0, 360), 13),
        Shape("polygon", "dark", (52, 40, 68, 36, 76, 80, 58, 84)),
        Shape("polygon", "main", (34, 40, 54, 38, 48, 88, 28, 86)),
        Shape("arc", "main", (24, 6, 76, 48, 20, 170), 13),
        Shape("box", "dark", (36, 33, 62, 51), 8),
        Shape("line", "light", (31.5, 70, 49.5, 72), 3),
        Shape("line", "light", (30.5, 77, 48.5, 79), 3),
        Shape("line", "main", (57.5, 71, 73.5, 67), 3),
        *(Shape("line", "dark", (x, 87, x - 1, 95), 1.4) for x in (30, 34, 38, 42, 46)),
        *(Shape("line", "deep", (x, 97 - x / 4, x + 2, 104 - x / 4), 1.4) for x in (60, 64, 68, 72)),
    ),
    "bobble-hats": (
        Shape("oval", "light", (37, 4, 63, 30)),
        Shape("dome", "main", (18, 24, 82, 112)),
        Shape("line", "dark", (34, 36, 30, 64), 1.6),
        Shape("line", "dark", (45, 30, 43, 64), 1.6),
        Shape("line", "dark", (55, 30, 57, 64), 1.6),
        Shape("line", "dark", (66, 36, 70, 64), 1.6),
        Shape("box", "dark", (14, 63, 86, 86), 7),
        *(Shape("line", "deep", (x, 67, x, 82), 1.6) for x in range(22, 83, 8)),
    ),
}


def draw(product: Product, size: int = 300) -> Image.Image:
    """The picture of a product.

    Args:
        product: its category says what is drawn, its colour in which, its size how large.
        size: pixels a side.
    """
    main = COLOURS[product.attributes["Colour"]]
    inks = INKS | {
        "main": main,
        "light": mix(main, (255, 255, 255), 0.4),
        "dark": mix(main, (20, 24, 32), 0.18),
        "deep": mix(main, (20, 24, 32), 0.42),
    }
    image = Image.new("RGB", (size * SUPERSAMPLING, size * SUPERSAMPLING), BACKGROUND)
    pen = ImageDraw.Draw(image)
    unit = size * SUPERSAMPLING / 100
    scale = unit * _growth(product)
    for shape in SHAPES[product.category]:
        if shape.unless not in product.attributes.values():
            paint(pen, shape, inks[shape.ink], left=50 * (unit - scale), top=GROUND * (unit - scale), scale=scale)
    return image.reduce(SUPERSAMPLING)


def _growth(product: Product) -> float:
    """By what to multiply the lengths of a picture, since the sizes of a category run from small to large."""
    sizes = [size for _, size in GOODS[product.category].sizes]
    rank = next(rank for rank, size in enumerate(sizes) if size.items() <= product.attributes.items())
    return SMALLEST + (1 - SMALLEST) * rank / (len(sizes) - 1)
