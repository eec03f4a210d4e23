"""The extension point of this room: what a source must be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from holdfire.observations.record import Batch, Manifest, ReadContext

__all__ = ["Source"]


class Source(Protocol):
    """A pure, lossless translator from the bytes of one file to observations.

    No socket, no file, no environment, no wall clock, no global state.
    """

    manifest: Manifest

    def probe(self, head: bytes) -> float:
        """How sure (0..1) that these first bytes are of this source; never by file name."""
        ...

    def read(self, raw: bytes, context: ReadContext) -> Iterator[Batch]:
        """Every row of the file as observation or quarantined row, in file order.

        Never raises for bad rows. ``raw`` is the decompressed content.
        """
        ...
