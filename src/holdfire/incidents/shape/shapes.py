"""Places that are no normal density: footprints, polygons, sectors, several named places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["NO_SHAPES", "Shapes"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shapes:
    """``s`` shapes about the stated points of their places, in km east and north of them.

    ``cell_start`` (s + 1,) and ``cells`` (m, 6): small normal densities whose sum is the
    shape: weight (summing to one), east, north and covariance ee, en, nn. ``moments``
    (s, 5): mean east, north and covariance ee, en, nn. ``limits`` (s, 2): the radius (km)
    about the mean beyond which at most 1e-4 of the mass lies, and an upper bound of the log
    density (km⁻²).
    """

    cell_start: Ints
    cells: Floats
    moments: Floats
    limits: Floats

    def __len__(self) -> int:
        """The number of shapes."""
        return len(self.moments)


NO_SHAPES = Shapes(np.zeros(1, np.int64), np.zeros((0, 6)), np.zeros((0, 5)), np.zeros((0, 2)))
