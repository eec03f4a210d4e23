"""Where events are dense, estimated from the detections alone.

Of each sensor's detections, smoothed over the grid, the share λ p / (κ + λ p) is real, and the
real ones make λ, until it stands: the local likelihood of a mixture by EM. Smoothing comes
first, since the likelihood of few counts is biased where λ is small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from holdfire.exercises.front.drawing import HALF_WIDTH_KM, LENGTH_KM, Front
from holdfire.exercises.front.parameters import Density, FrontParameters

__all__ = ["GRID", "Grid", "density_of_counts"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of ``cell_km``, smoothed by a normal kernel of ``kernel_km``; ``rounds`` of EM."""

    cell_km: float
    kernel_km: float
    rounds: int

    @property
    def shape(self) -> tuple[int, int]:
        """The number of cells along and across."""
        return round(LENGTH_KM / self.cell_km), round(2.0 * HALF_WIDTH_KM / self.cell_km)

    def smooth(self, mass: Floats) -> Floats:
        """The mass (along, across, ...) spread by the kernel; none is lost at the edges."""
        sigma = self.kernel_km / self.cell_km
        wide = gaussian_filter1d(mass, sigma, axis=0, mode="wrap")
        return np.asarray(gaussian_filter1d(wide, sigma, axis=1, mode="reflect"), np.float64)


GRID = Grid(cell_km=2.0, kernel_km=2.5, rounds=50)
"""About 150 events are in reach of the kernel when there are 268,000."""


def density_of_counts(
    front: Front, parameters: FrontParameters, grid: Grid = GRID
) -> FrontParameters:
    """The parameters with the density that the counts of the sensors make likeliest.

    Of the truth nothing is read.
    """
    cells, sensors = grid.shape[0] * grid.shape[1], len(parameters.detects)
    at = Density(np.zeros(grid.shape)).cell(front.place)
    counts = np.bincount(at * sensors + front.sensor, minlength=cells * sensors)
    seen = grid.smooth(counts.reshape(*grid.shape, sensors).astype(np.float64))
    exposure = front.plan.volume / cells * parameters.detects.sum()
    rate = np.full(grid.shape, float(parameters.density.value.mean()))
    for _ in range(grid.rounds):
        real = rate[..., None] * parameters.detects
        rate = (seen * (real / (real + parameters.false))).sum(axis=-1) / exposure
    return replace(parameters, density=_kept(rate))


def _kept(rate: Floats) -> Density:
    """Nowhere is impossible: at least a thousandth of the mean."""
    return Density(np.maximum(rate, rate.mean() / 1_000.0))
