"""The VIINA extract as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.record import Batch, Manifest, ReadContext
from holdfire.observations.viina.manifest import MANIFEST
from holdfire.observations.viina.read import probe, read

__all__ = ["SOURCE", "Viina"]


class Viina:
    """Reads news reports of attacks on infrastructure; one report for each row."""

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:
        """How sure these bytes begin a VIINA extract."""
        return probe(head)

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """Every row as a report of a strike, or quarantined."""
        return read(raw, context)


SOURCE = Viina()
