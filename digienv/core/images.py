"""PNG in and out of arrays."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import numpy as np
from PIL import Image

__all__ = ["decode_png", "encode_png", "png_url"]

SIGNATURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"
RGB_WITHOUT_INTERLACING = [8, 2, 0, 0, 0]
UP = 2
ROWS_AT_ONCE = 64
WITHOUT_CHECKSUM = -zlib.MAX_WBITS
MOST_PIXELS = 100_000_000


def decode_png(data: bytes) -> np.ndarray:
    """PNG bytes as a new uint8 array (height, width, 3), RGB.

    Raises:
        OSError: if it is no whole PNG image.
    """
    pixels = _decode_screenshot(data)
    if pixels is not None:
        return pixels
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            return np.array(image if image.mode == "RGB" else image.convert("RGB"))
    except (Image.DecompressionBombError, SyntaxError, ValueError, struct.error, zlib.error) as error:
        raise OSError(f"not a PNG image: {error}") from error


def _decode_screenshot(data: bytes) -> np.ndarray | None:
    """An image in the one form that Chromium's fast screenshots have; None for others.

    That is 8-bit RGB, every row given by its differences from the one above; it takes less than half of Pillow's time.
    Checksums are not looked at. PNG specification, third edition: 5.3 (chunks), 9.2 (filter Up), 11.2.1 (IHDR).
    """
    if data[:16] != SIGNATURE or len(data) < 33:
        return None
    width, height, *form = struct.unpack_from(">IIBBBBB", data, 16)
    if form != RGB_WITHOUT_INTERLACING or not 0 < width * height <= MOST_PIXELS:
        return None
    packed, place = [], 8
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"IDAT":
            packed.append(data[place + 8 : place + 8 + length])
        place += length + 12
    pixels = np.empty((height, 3 * width), np.uint8)
    row_size = 1 + 3 * width
    unpacker = zlib.decompressobj(WITHOUT_CHECKSUM)
    left = b"".join(packed)[2:]
    above: np.ndarray | int = 0
    y = 0
    try:
        while y < height:
            raw = unpacker.decompress(left, min(ROWS_AT_ONCE, height - y) * row_size)
            left = unpacker.unconsumed_tail
            if not raw or len(raw) % row_size:
                return None
            rows = np.frombuffer(raw, np.uint8).reshape(-1, row_size)
            if (rows[:, 0] != UP).any():
                return None
            for row in rows[:, 1:]:
                above = np.add(above, row, out=pixels[y])
                y += 1
        if unpacker.decompress(left, 1) or not unpacker.eof:
            return None
    except zlib.error:
        return None
    return pixels.reshape(height, width, 3)


def encode_png(pixels: np.ndarray) -> bytes:
    """A uint8 array (height, width, 3), RGB, as PNG bytes, quickly rather than small."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def png_url(pixels: np.ndarray) -> str:
    """A uint8 array (height, width, 3), RGB, as a ``data:`` URL."""
    return "data:image/png;base64," + base64.b64encode(encode_png(pixels)).decode("ascii")
