"""PNG in and out of arrays, with Pillow as the judge."""

import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from digienv.core import images
from digienv.core.images import decode_png, encode_png


def screenshot_png(pixels: np.ndarray, *, filters: tuple[int, ...] = (2,), parts: int = 1) -> bytes:
    """As Chromium writes it when it is to be quick: filter Up in every row, in one or more IDAT chunks."""
    height, width, _ = pixels.shape
    above = np.vstack([np.zeros((1, width, 3), np.uint8), pixels[:-1]])
    rows = (pixels - above).reshape(height, -1)
    kinds = np.resize(np.array(filters, np.uint8), (height, 1))
    packed = zlib.compress(np.hstack([kinds, rows]).tobytes(), 1)
    size = -(-len(packed) // parts)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))]
    chunks += [(b"IDAT", packed[start : start + size]) for start in range(0, len(packed), size)]
    chunks.append((b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def by_pillow(data: bytes) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(data)).convert("RGB"))


def noise(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


@pytest.mark.parametrize("parts", [1, 7])
@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (37, 23), (240, 108)])
def test_a_screenshot_is_decoded_as_pillow_does(shape: tuple[int, int], parts: int, monkeypatch) -> None:
    pixels = noise(*shape)
    data = screenshot_png(pixels, parts=parts)
    assert np.array_equal(by_pillow(data), pixels)
    monkeypatch.setattr(images.Image, "open", None)  # it is not needed for these
    decoded = decode_png(data)
    assert np.array_equal(decoded, pixels)
    assert decoded.flags.writeable


@pytest.mark.parametrize("filters", [(0,), (1,), (3,), (4,), (2, 2, 1), (0, 2)])
def test_rows_with_other_filters_are_pillows_to_decode(filters: tuple[int, ...]) -> None:
    data = screenshot_png(noise(20, 10), filters=filters)
    assert np.array_equal(decode_png(data), by_pillow(data))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "RGB"])
def test_other_kinds_of_png_become_rgb(mode: str) -> None:
    image = Image.fromarray(noise(9, 14))
    image = image.convert("L").convert("I;16") if mode == "I;16" else image.convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    decoded = decode_png(buffer.getvalue())
    assert decoded.shape == (9, 14, 3)
    assert decoded.dtype == np.uint8
    assert np.array_equal(decoded, by_pillow(buffer.getvalue()))


def test_what_is_encoded_is_decoded() -> None:
    pixels = noise(31, 17)
    assert np.array_equal(decode_png(encode_png(pixels)), pixels)


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_what_is_no_whole_png_is_an_oserror(data: st.DataObject) -> None:
    whole = screenshot_png(noise(12, 9), parts=2)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(OSError, match=r"."):
        decode_png(whole[: min(cut, len(whole) - 40)])
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(OSError):
        assert decode_png(bytes(broken)).dtype == np.uint8


def test_a_bomb_is_an_oserror() -> None:
    data = bytearray(screenshot_png(noise(2, 2)))
    data[16:24] = struct.pack(">II", 60_000, 60_000)
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    with pytest.raises(OSError, match="PNG"):
        decode_png(bytes(data))
