"""The seven sensors of the synthetic front."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["SENSORS", "FrontSensor", "column"]

_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class FrontSensor:
    """``detects``: chance to detect an event. ``false``: false alarms per event.

    ``place_km`` and ``time_s``: sigma of its errors in each direction of the plane and in time.
    """

    name: str
    detects: float
    place_km: float
    time_s: float
    false: float


SENSORS = (
    FrontSensor("thermal", 0.10, 0.25, 3.0 * _HOUR, 0.50),
    FrontSensor("acoustic", 0.55, 1.2, 8.0, 0.80),
    FrontSensor("seismic", 0.20, 3.0, 2.0, 0.30),
    FrontSensor("uav", 0.15, 0.03, 30.0, 0.10),
    FrontSensor("radar", 0.30, 0.15, 2.0, 0.40),
    FrontSensor("report", 0.08, 2.5, _HOUR, 0.15),
    FrontSensor("sar", 0.05, 0.05, 6.0 * _DAY, 0.05),
)
"""In the order of their numbers."""


def column(name: str) -> npt.NDArray[np.float64]:
    """One number of every sensor, in the order of their numbers."""
    return np.array([getattr(one, name) for one in SENSORS], np.float64)
