"""The full variant's classes of events, and what each sensor makes of them.

Over the shares of the classes the chances to detect are those of the plain front, so both
variants are equally dense.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = [
    "CLASSES",
    "CLEAR",
    "DETECTS",
    "FALSE_TYPES",
    "FLOWN",
    "SHARES",
    "TYPES",
]

Floats = npt.NDArray[np.float64]

CLASSES = ("shelling", "strike", "fire")

SHARES: Floats = np.array([0.55, 0.15, 0.30])
"""How often each class is."""

DETECTS: Floats = np.array(
    [
        [0.02, 0.20, 0.59 / 3.0],  # thermal
        [0.75, 0.75, 0.25 / 3.0],  # acoustic
        [0.22, 0.45, 0.115 / 3.0],  # seismic
        [0.10, 0.20, 0.65 / 3.0],  # uav
        [0.44, 0.35, 0.055 / 3.0],  # radar
        [0.06, 0.20, 0.17 / 3.0],  # report
        [0.02, 0.20, 0.03],  # sar
    ]
)
"""Chance to detect, (sensor, class), over looking and not looking."""

_SAYS_RIGHT = (None, 0.80, 0.70, 0.90, 0.90, 0.75, 0.60)


def _types(right: float | None) -> Floats:
    """(type, class): the chance that an event of the class is reported as the type."""
    if right is None:
        return np.array([[1.0] * 3, [0.0] * 3, [0.0] * 3])
    return np.full((3, 3), (1.0 - right) / 2.0) + np.eye(3) * (right - (1.0 - right) / 2.0)


TYPES: Floats = np.stack([_types(right) for right in _SAYS_RIGHT])
"""(sensor, type, class): confusion; a thermal anomaly has no type."""

FALSE_TYPES: Floats = np.array(
    [[1.0, 0.0, 0.0] if one is None else [1 / 3] * 3 for one in _SAYS_RIGHT]
)
"""(sensor, type): how false alarms are reported."""

CLEAR, FLOWN = 0.6, 0.3
"""Shares of days and stretches of 100 km in which the thermal satellite sees through the
clouds, and in which a UAV flies. Every other sensor always looks."""
