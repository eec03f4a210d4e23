"""Mapped files as a source of this room."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.mapped.manifest import MANIFEST
from holdfire.observations.mapped.read import read
from holdfire.observations.record import Batch, Manifest, ReadContext

__all__ = ["SOURCE", "Mapped"]


class Mapped:
    """Reads any CSV or GeoJSON by its mapping. Observations bear the mapping's source name."""

    manifest: Manifest = MANIFEST

    def probe(self, head: bytes) -> float:  # noqa: ARG002 - the port's signature
        """Never sure: content alone cannot say what a column means."""
        return 0.0

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """One observation for each row; see :func:`holdfire.observations.mapped.read.read`."""
        return read(raw, context)


SOURCE = Mapped()
