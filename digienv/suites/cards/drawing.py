"""Pictures of cards and texts, equal on all machines: Pillow's own font, and suits drawn as shapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from digienv.suites.cards.game import Card

__all__ = ["SIZE", "canvas", "card_back", "card_face", "write"]

SIZE = 300
"""Width and height of every picture in pixels."""

BLACK, RED, WHITE, GREY, BLUE, LIGHT_BLUE = "#16181d", "#c8102e", "#ffffff", "#8a8f98", "#1f4e9c", "#7fa3dd"

SMOOTH = 3
"""Shapes are drawn this many times larger and reduced, since Pillow draws hard edges."""


def canvas(colour: str) -> Image.Image:
    """An empty picture."""
    return Image.new("RGB", (SIZE, SIZE), colour)


def write(image: Image.Image, corner: tuple[int, int], text: str, size: int, colour: str) -> None:
    """Write a line, smaller if it would not fit.

    Args:
        image: to write on.
        corner: where the line starts, and its middle, in pixels.
        text: one line; its asterisks are multiplication signs, as large as digits and in the middle of the line.
        size: of the font in pixels.
        colour: of the text.
    """
    parts = [part for part in re.split(r"(\*)", text) if part]
    while size > 8 and sum(_font_of(part, size).getlength(part) for part in parts) > image.width - corner[0] - 4:
        size -= 1
    draw = ImageDraw.Draw(image)
    x: float = corner[0]
    for part in parts:
        base = corner[1] + size * (0.56 if part == "*" else 0.36)
        draw.text((x, base), part, colour, _font_of(part, size), anchor="ls")
        x += _font_of(part, size).getlength(part)


def _font_of(part: str, size: int) -> ImageFont.FreeTypeFont:
    return _font(size * 7 // 4 if part == "*" else size)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own font, always laid out by Pillow itself."""
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font.font_variant(layout_engine=ImageFont.Layout.BASIC)


@cache
def card_face(card: Card, width: int) -> Image.Image:
    """A card, RGBA, 7/5 times as high as wide: its rank above, its suit below, both on the left: cards may overlap."""
    image, draw = _blank(width)
    wide, high = image.size
    colour = RED if card.suit in "DH" else BLACK
    bold = wide // 40
    font = _font(int(wide * (0.68 if len(card.rank_name) == 1 else 0.62)))
    left, top, *_ = font.getbbox(card.rank_name, stroke_width=bold)
    corner = (0.1 * wide - left, 0.1 * wide - top)
    draw.text(corner, card.rank_name, colour, font, stroke_width=bold, stroke_fill=colour)
    side = 0.52 * wide
    _SUITS[card.suit](draw, 0.1 * wide, high - 0.1 * wide - side, side, colour)
    return _reduced(image)


@cache
def card_back(width: int) -> Image.Image:
    """The back of a card, RGBA."""
    image, _ = _blank(width)
    wide, high = image.size
    lattice = Image.new("RGBA", image.size, BLUE)
    lines = ImageDraw.Draw(lattice)
    for x in range(-high, wide + high, wide // 5):
        lines.line((x, 0, x + high, high), fill=LIGHT_BLUE, width=SMOOTH)
        lines.line((x, high, x + high, 0), fill=LIGHT_BLUE, width=SMOOTH)
    inside = Image.new("L", image.size)
    rim = wide // 14
    ImageDraw.Draw(inside).rounded_rectangle((rim, rim, wide - rim, high - rim), radius=rim, fill=255)
    image.paste(lattice, mask=inside)
    return _reduced(image)


def _blank(width: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty card, enlarged, and how to draw on it."""
    wide, high = SMOOTH * width, SMOOTH * (width * 7 // 5)
    image = Image.new("RGBA", (wide, high))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, wide - 1, high - 1), radius=wide // 12, fill=WHITE, outline=GREY, width=SMOOTH)
    return image, draw


def _reduced(image: Image.Image) -> Image.Image:
    return image.reduce(SMOOTH)


# -------------------------------------------------------------------- suits, each in a square of `side` pixels


def _diamond(draw: ImageDraw.ImageDraw, x: float, y: float, side: float, colour: str) -> None:
    middle, half, narrow = (x + side / 2, y + side / 2), side / 2, 0.4 * side
    points = ((0, -half), (narrow, 0), (0, half), (-narrow, 0))
    draw.polygon([(middle[0] + dx, middle[1] + dy) for dx, dy in points], fill=colour)


def _heart(draw: ImageDraw.ImageDraw, x: float, y: float, side: float, colour: str) -> None:
    _lobes(draw, x, y + 0.04 * side, side, 0.92 * side, colour)


def _spade(draw: ImageDraw.ImageDraw, x: float, y: float, side: float, colour: str) -> None:
    _lobes(draw, x, y + 0.82 * side, side, -0.82 * side, colour)
    _stem(draw, x, y, side, colour)


def _club(draw: ImageDraw.ImageDraw, x: float, y: float, side: float, colour: str) -> None:
    radius = 0.235 * side
    for across, down in ((0.5, 0.24), (0.24, 0.58), (0.76, 0.58), (0.5, 0.5)):
        _disc(draw, x + across * side, y + down * side, radius if down != 0.5 else radius / 2, colour)
    _stem(draw, x, y, side, colour)


def _lobes(draw: ImageDraw.ImageDraw, x: float, y: float, side: float, high: float, colour: str) -> None:
    """Two discs and a point: a heart downwards from `y`, or upwards where `high` is negative."""
    radius = 0.265 * side
    centre = y + (radius if high > 0 else -radius)
    for across in (radius, side - radius):
        _disc(draw, x + across, centre, radius, colour)
    slope = 0.28 * radius if high > 0 else -0.28 * radius
    points = [
        (x + 0.03 * side, centre + slope * 1.4),
        (x + 0.5 * side, y + high),
        (x + 0.97 * side, centre + slope * 1.4),
    ]
    draw.polygon([*points, (x + side - radius, centre - slope), (x + radius, centre - slope)], fill=colour)


def _stem(draw: ImageDraw.ImageDraw, x: float, y: float, side: float, colour: str) -> None:
    points = ((0.5, 0.45), (0.68, 1.0), (0.32, 1.0))
    draw.polygon([(x + across * side, y + down * side) for across, down in points], fill=colour)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


_SUITS: dict[str, Callable[[ImageDraw.ImageDraw, float, float, float, str], None]] = {
    "C": _club,
    "D": _diamond,
    "H": _heart,
    "S": _spade,
}
