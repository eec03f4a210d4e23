"""How far a witness's place reaches, and how dense it is at most; kilometres."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["reach_of"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]


def reach_of(shape: Codes, limits: Floats, area: Floats) -> tuple[Floats, Floats]:
    """Per witness the radius of a shape (0 for a normal), and the least area.

    ``limits`` (s, 2) are those of the shapes; ``area`` is the root of the determinant of each
    covariance; of a shape the area is that of a normal with the same peak.
    """
    radius, least = np.zeros(len(area)), area.copy()
    shaped = np.flatnonzero(shape >= 0)
    own = limits[shape[shaped]]
    radius[shaped] = own[:, 0]
    least[shaped] = np.exp(-own[:, 1]) / (2.0 * np.pi)
    return radius, least
