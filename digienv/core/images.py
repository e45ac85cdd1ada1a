"""PNG in and out of arrays."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

__all__ = ["decode_png", "encode_png", "png_url"]


def decode_png(data: bytes) -> np.ndarray:
    """PNG bytes as a new uint8 array (height, width, 3), RGB."""
    with Image.open(io.BytesIO(data)) as image:
        return np.array(image if image.mode == "RGB" else image.convert("RGB"))


def encode_png(pixels: np.ndarray) -> bytes:
    """A uint8 array (height, width, 3), RGB, as PNG bytes, quickly rather than small."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def png_url(pixels: np.ndarray) -> str:
    """A uint8 array (height, width, 3), RGB, as a ``data:`` URL."""
    return "data:image/png;base64," + base64.b64encode(encode_png(pixels)).decode("ascii")
