"""The detector for instruments and persons that saw or heard it themselves."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from holdfire.base.phenomenon import Modality
from holdfire.detections.calibration import shipped_calibration
from holdfire.detections.promotion import promoted

__all__ = ["DETECTOR", "SightingDetector"]


@dataclass(frozen=True, slots=True)
class SightingDetector:
    """A sighting asserts what its sensor or observer recorded, where and when it looked."""

    name: str = "sighting@1"
    modalities: frozenset[Modality] = frozenset(
        {Modality.ARRAY, Modality.CAMERA, Modality.PATROL, Modality.UAV}
    )

    def promote(self, rows: pa.Table) -> pa.Table:
        """The asserted happenings of ``rows`` as detections."""
        return promoted(rows, self.name, shipped_calibration("sighting"))


DETECTOR = SightingDetector()
