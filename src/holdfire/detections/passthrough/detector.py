"""The detector for what others say happened: the only place where their score counts."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from holdfire.base.phenomenon import Modality
from holdfire.detections.calibration import shipped_calibration
from holdfire.detections.promotion import promoted

__all__ = ["DETECTOR", "PassthroughDetector"]


@dataclass(frozen=True, slots=True)
class PassthroughDetector:
    """Promotes a stated happening as it stands; a stated score never counts as measured."""

    name: str = "passthrough@1"
    modalities: frozenset[Modality] = frozenset(
        {
            Modality.REPORT,
            Modality.CURATED,
            Modality.ALARM,
            Modality.REGISTER,
            Modality.MAP,
            Modality.SENSOR_LOG,
        }
    )

    def promote(self, rows: pa.Table) -> pa.Table:
        """The asserted happenings of ``rows`` as detections."""
        return promoted(rows, self.name, shipped_calibration("passthrough"))


DETECTOR = PassthroughDetector()
