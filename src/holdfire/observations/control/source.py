"""A dated map of areas held as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.control.manifest import MANIFEST
from holdfire.observations.control.read import probe, read
from holdfire.observations.record import Batch, Manifest, ReadContext

__all__ = ["SOURCE", "Control"]


class Control:
    """Reads dated maps of areas held; one area for each feature."""

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:
        """How sure these bytes begin a dated map of areas held."""
        return probe(head)

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """Every row as an area held, or quarantined."""
        return read(raw, context)


SOURCE = Control()
