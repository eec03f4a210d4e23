"""A record of air raid alarms as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.alarms.manifest import MANIFEST
from holdfire.observations.alarms.read import probe, read
from holdfire.observations.record import Batch, Manifest, ReadContext

__all__ = ["SOURCE", "Alarms"]


class Alarms:
    """Reads air raid alarms; one alarm for each row."""

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:
        """How sure these bytes begin a record of air raid alarms."""
        return probe(head)

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """Every row as an alarm, or quarantined."""
        return read(raw, context)


SOURCE = Alarms()
