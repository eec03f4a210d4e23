"""OSCE-style reports as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.osce.manifest import MANIFEST
from holdfire.observations.osce.read import probe, read
from holdfire.observations.record import Batch, Manifest, ReadContext

__all__ = ["SOURCE", "OsceReports"]


class OsceReports:
    """Reads daily summaries and observation sentences.

    Options: ``gazetteer`` (a ``PlaceFinder``; without it every place is unknown), ``zone``
    (IANA, default Europe/Kyiv), ``country`` (ISO 3166, replaces the zone as limit of names),
    ``date`` (YYYY-MM-DD, the day of plain lines).
    """

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:
        """How sure these bytes begin a file of such reports."""
        return probe(head)

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """One observation for each row that can be read."""
        return read(raw, context)


SOURCE = OsceReports()
