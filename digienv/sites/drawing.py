"""Flat pictures made of a few shapes each, for sites whose content is generated."""

from __future__ import annotations

from typing import NamedTuple

from PIL import ImageDraw

__all__ = ["Colour", "Shape", "mix", "paint"]

Colour = tuple[int, int, int]


class Shape(NamedTuple):
    """A part of a picture, in a space whose origin is at the top left.

    Attributes:
        kind: ``polygon``, ``oval``, ``box`` (rounded), ``line`` (with round ends), ``arc`` or ``dome`` (half an oval).
        ink: name of its colour.
        points: x and y in turn; two corners for an oval, a box, an arc or a dome; an arc's angles follow, in degrees.
        size: width of a line or an arc, radius of a box's corners.
        unless: a thing of which this is said is drawn without the shape.
    """

    kind: str
    ink: str
    points: tuple[float, ...]
    size: float = 0
    unless: str = ""


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """A colour with a share of another one in it."""
    red, green, blue = (round(own + (its - own) * share) for own, its in zip(colour, other, strict=True))
    return red, green, blue


def paint(
    pen: ImageDraw.ImageDraw, shape: Shape, colour: Colour, *, left: float = 0, top: float = 0, scale: float
) -> None:
    """Put a shape on a picture.

    Args:
        pen: of the picture.
        shape: what to paint.
        colour: in which.
        left: where the origin of the shape's space lies, in pixels.
        top: likewise.
        scale: pixels for each unit of its space.
    """
    corners = shape.points[:4] if shape.kind == "arc" else shape.points
    points = [(left + x * scale, top + y * scale) for x, y in zip(corners[::2], corners[1::2], strict=True)]
    width = round(shape.size * scale)
    match shape.kind:
        case "polygon":
            pen.polygon(points, fill=colour)
        case "oval":
            pen.ellipse(points, fill=colour)
        case "box":
            pen.rounded_rectangle(points, radius=shape.size * scale, fill=colour)
        case "line":
            pen.line(points, fill=colour, width=width, joint="curve")
            for x, y in (points[0], points[-1]):
                pen.circle((x, y), width / 2, fill=colour)
        case "arc":
            start, end = shape.points[4:]
            pen.arc(points, start, end, fill=colour, width=width)
        case "dome":
            pen.chord(points, 180, 360, fill=colour)
