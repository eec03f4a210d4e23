"""The sensor log as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.record import Batch, Manifest, ReadContext
from holdfire.observations.sensorlog.manifest import MANIFEST
from holdfire.observations.sensorlog.read import probe, read

__all__ = ["SOURCE", "SensorLog"]


class SensorLog:
    """Reads ``sensor,modality,status,start,end,...``; see the reference page of the format."""

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:
        """How sure these bytes begin a sensor log."""
        return probe(head)

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """One observation of the phenomenon ``sensor_state`` for each row."""
        return read(raw, context)


SOURCE = SensorLog()
