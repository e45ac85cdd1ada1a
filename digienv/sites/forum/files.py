"""Files that members upload."""

from __future__ import annotations

from digienv.sites.django_base.files import WorldStorage

__all__ = ["OverwritingStorage"]


class OverwritingStorage(WorldStorage):
    """Spirit names a file as it is to be called; one of the same name gives way."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself."""
        self.delete(name)
        return name
