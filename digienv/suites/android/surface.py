"""A phone whose browser reaches worlds of self-hosted sites."""

from __future__ import annotations

from digienv.android.handset import Handset
from digienv.android.surface import AndroidSurface
from digienv.sites.surface import SiteWorlds

__all__ = ["PhoneSurface"]


class PhoneSurface(AndroidSurface):
    """An `digienv.android.surface.AndroidSurface` with a world of its own on every site that its tasks need.

    Args:
        handset: the phone.
        width: of the screenshot in pixels.
        height: of the screenshot in pixels.

    Attributes:
        sites: the worlds.
    """

    def __init__(self, handset: Handset, *, width: int = 1080, height: int = 2400) -> None:
        super().__init__(handset, width=width, height=height)
        self.sites = SiteWorlds()

    async def close(self) -> None:
        """Let go of the phone and delete the worlds."""
        await super().close()
        await self.sites.close()
