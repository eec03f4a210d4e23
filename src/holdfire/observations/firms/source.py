"""FIRMS as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.firms.manifest import MANIFEST
from holdfire.observations.firms.read import read
from holdfire.observations.firms.shape import probe
from holdfire.observations.record import Batch, Manifest, ReadContext

__all__ = ["SOURCE", "Firms"]


class Firms:
    """Reads active-fire tables of VIIRS and MODIS; one observation of heat for each row."""

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:
        """How sure these bytes begin a FIRMS table."""
        return probe(head)

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """Every row as an observation of heat, or quarantined."""
        return read(raw, context)


SOURCE = Firms()
