"""The extension point of this room: what a detector must be able to do."""

from __future__ import annotations

from typing import Protocol

import pyarrow as pa

from holdfire.base.phenomenon import Modality

__all__ = ["Detector"]


class Detector(Protocol):
    """Turns asserted happenings of some modalities into detections with an error model.

    No file but its own calibration, no wall clock, no state between calls.
    """

    @property
    def name(self) -> str:
        """Name and version, for example ``thermal@1``; stands in each detection."""
        ...

    @property
    def modalities(self) -> frozenset[Modality]:
        """The modalities whose rows it promotes."""
        ...

    def promote(self, rows: pa.Table) -> pa.Table:
        """The rows (see ``assertion.asserted_rows``) as a table of ``DETECTION_SCHEMA``."""
        ...
