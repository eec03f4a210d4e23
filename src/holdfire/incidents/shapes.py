"""Places that are no normal density: footprints, polygons, sectors, several named places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "BOX",
    "COMPOUND",
    "DISC",
    "NORMAL",
    "NO_SHAPES",
    "POLYGON",
    "SECTOR",
    "ShapeArrays",
    "Shapes",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NORMAL, BOX, DISC, POLYGON, SECTOR, COMPOUND = range(6)
"""The kinds of density.

Numbers of each, in km, km² and radians: normal: covariance ee, en, nn. Box and polygon:
variance of the blur, area, count of edges, four coordinates of each edge with the inside on
its left; a box then has its half extents. Disc: variance of the blur, area, radius. Sector:
variance of the blur, middle azimuth, half width and softness of its edges, near and far
range, power of the range prior (0 uniform in range, 1 in area), share of the azimuths kept.
Compound: count, then for each part its weight, its shape and its offset east and north.
"""


class ShapeArrays(NamedTuple):
    """The fields of :class:`Shapes` as compiled functions take them."""

    kind: Ints
    start: Ints
    numbers: Floats
    cell_start: Ints
    cells: Floats
    sharpness: Floats
    moments: Floats
    limits: Floats


@dataclass(frozen=True, slots=True)
class Shapes:
    """``s`` shapes about the stated points of their places, in km east and north of them.

    ``kind`` (s,) which density; ``start`` (s + 1,) and ``numbers``: its parameters;
    ``cell_start`` (s + 1,) and ``cells`` (m, 6): small normal densities that make up the
    shape: weight (summing to one), east, north and covariance ee, en, nn; none for a sector,
    whose cells are laid as needed. ``sharpness`` (s,) km², the root of the determinant of
    its covariance. ``moments`` (s, 5): mean east, north and covariance ee, en, nn.
    ``limits`` (s, 2): the radius (km) about the mean beyond which at most 1e-4 of the mass
    lies, and an upper bound of the log density (km⁻²).
    """

    kind: Ints
    start: Ints
    numbers: Floats
    cell_start: Ints
    cells: Floats
    sharpness: Floats
    moments: Floats
    limits: Floats

    @property
    def arrays(self) -> ShapeArrays:
        """The fields as compiled functions take them."""
        return ShapeArrays(
            self.kind,
            self.start,
            self.numbers,
            self.cell_start,
            self.cells,
            self.sharpness,
            self.moments,
            self.limits,
        )

    def __len__(self) -> int:
        """The number of shapes."""
        return len(self.kind)


NO_SHAPES = Shapes(
    np.zeros(0, np.int64),
    np.zeros(1, np.int64),
    np.zeros(0),
    np.zeros(1, np.int64),
    np.zeros((0, 6)),
    np.zeros(0),
    np.zeros((0, 5)),
    np.zeros((0, 2)),
)
