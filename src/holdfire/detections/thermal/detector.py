"""The detector for satellite pixels: every active-fire pixel is one detection of heat."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from holdfire.base.phenomenon import Modality
from holdfire.detections.calibration import shipped_calibration
from holdfire.detections.promotion import promoted

__all__ = ["DETECTOR", "ThermalDetector"]


@dataclass(frozen=True, slots=True)
class ThermalDetector:
    """A pixel asserts heat; which pixels are one fire is decided by association.

    The scan (one satellite pass) is passed through: pixels of one pass that touch become one
    witness there, and two fires of one pass are never one happening.
    """

    name: str = "thermal@1"
    modalities: frozenset[Modality] = frozenset({Modality.THERMAL})

    def promote(self, rows: pa.Table) -> pa.Table:
        """The asserted happenings of ``rows`` as detections."""
        return promoted(rows, self.name, shipped_calibration("thermal"))


DETECTOR = ThermalDetector()
