"""Set-of-marks: numbered boxes around the elements, drawn on the screenshot (Yang et al. 2023, arXiv:2310.11441)."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from typing import Any

import gymnasium
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from digienv.core.errors import DigienvError
from digienv.core.observations import Element, parse_elements

__all__ = ["Marks", "draw_marks"]


class Marks(gymnasium.ObservationWrapper[Any, str, Any], gymnasium.utils.RecordConstructorArgs):
    """Draws the numbers of the ``elements`` channel on the ``screenshot`` channel.

    Raises:
        DigienvError: if the environment was made without one of the two channels.
    """

    def __init__(self, env: gymnasium.Env[Any, str]) -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self)
        super().__init__(env)
        channels: Any = env.observation_space
        if missing := {"screenshot", "elements"} - set(channels):
            raise DigienvError(
                f"Marks needs the channel {' and '.join(sorted(missing))}: "
                'make the environment with channels=("screenshot", "elements", ...)'
            )

    def observation(self, observation: dict[str, Any]) -> dict[str, Any]:
        """The observation, with marks on its screenshot."""
        marked = draw_marks(observation["screenshot"], parse_elements(observation["elements"]))
        return {**observation, "screenshot": marked}


def draw_marks(screenshot: np.ndarray, elements: Sequence[Element]) -> np.ndarray:
    """A copy of a screenshot, uint8 (height, width, 3), with a numbered box around each element."""
    image = Image.fromarray(screenshot)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=10)
    for element in elements:
        colour = _colour(element.mark)
        left, top = element.x, element.y
        draw.rectangle((left, top, left + element.width - 1, top + element.height - 1), outline=colour)
        label = str(element.mark)
        width = int(draw.textlength(label, font)) + 2
        x = min(max(0, left), image.width - width)
        y = top - 11 if top >= 11 else min(top + 1, image.height - 11)
        draw.rectangle((x, y, x + width, y + 10), fill=colour)
        draw.text((x + 1, y - 1), label, fill="white", font=font)
    return np.array(image)


def _colour(mark: int) -> tuple[int, int, int]:
    """Neighbouring numbers get colours far apart (steps of the golden angle), dark enough for white digits."""
    red, green, blue = colorsys.hsv_to_rgb((mark * 0.381966) % 1.0, 0.9, 0.7)
    return round(255 * red), round(255 * green), round(255 * blue)
