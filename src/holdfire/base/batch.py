"""Many points at once, in an order that keeps neighbours together.

Neighbouring points ask the same part of an index, so asking in order of place keeps what
they need at hand. The order is found by counting, in time linear in the number of points.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfire.base.compiled import compiled

__all__ = ["place_order"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_POINTS_PER_CELL = 8


@compiled
def _sorted_by_cell(
    x: FloatArray, y: FloatArray, west: float, south: float, size: float, nx: int, ny: int
) -> IntArray:
    """The order by cell, row after row, every second row backwards; stable."""
    count = len(x)
    cell = np.empty(count, np.int32)
    after = np.zeros(nx * ny + 1, np.int64)
    for point in range(count):
        column = min(int((x[point] - west) / size), nx - 1)
        row = min(int((y[point] - south) / size), ny - 1)
        if row % 2 == 1:
            column = nx - 1 - column
        cell[point] = row * nx + column
        after[cell[point] + 1] += 1
    for number in range(nx * ny):
        after[number + 1] += after[number]
    order = np.empty(count, np.int64)
    for point in range(count):
        order[after[cell[point]]] = point
        after[cell[point]] += 1
    return order


def place_order(lon: FloatArray, lat: FloatArray) -> IntArray:
    """The order of points, finite and in degrees, by cells of about eight points each."""
    if not len(lon):
        return np.empty(0, np.int64)
    west, south = float(lon.min()), float(lat.min())
    width, height = float(lon.max()) - west, float(lat.max()) - south
    cells = max(len(lon) // _POINTS_PER_CELL, 1)
    size = max((width * height / cells) ** 0.5, max(width, height) / cells, 1e-9)
    if not size < 1e3:
        return np.arange(len(lon))
    nx, ny = int(width / size) + 1, int(height / size) + 1
    return _sorted_by_cell(lon, lat, west, south, size, nx, ny)
