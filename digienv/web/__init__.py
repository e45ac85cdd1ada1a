"""The browser surface: one Chromium a process, any number of pages in it."""

from digienv.web.surface import WebSurface, WebWorld

__all__ = ["WebSurface", "WebWorld"]
