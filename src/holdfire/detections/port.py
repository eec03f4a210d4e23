"""The extension points of this room: a detector, and measured rates of detection."""

from __future__ import annotations

from typing import Protocol

import pyarrow as pa

from holdfire.base.phenomenon import Modality, Phenomenon

__all__ = ["DetectionRates", "Detector"]


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


class DetectionRates(Protocol):
    """How probably each source sees one happening of a kind, as somebody measured it."""

    def p_detect_of(
        self, source: str, modality: Modality, phenomenon: Phenomenon
    ) -> tuple[float, float] | None:
        """The low and high end inside its judged coverage; ``None`` where not measured."""
        ...
