"""UCDP GED as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.record import Batch, Manifest, ReadContext
from holdfire.observations.ucdp.manifest import MANIFEST
from holdfire.observations.ucdp.read import probe, read

__all__ = ["SOURCE", "Ucdp"]


class Ucdp:
    """Reads GED events: fighting between armed groups, or force against civilians."""

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:
        """How sure these bytes begin a GED table."""
        return probe(head)

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """Every row as an event, or quarantined."""
        return read(raw, context)


SOURCE = Ucdp()
