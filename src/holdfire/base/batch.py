"""Many points at once: in an order that keeps neighbours together, and cell by cell.

Neighbouring points ask the same part of a search tree, so asking in order of place saves a
quarter of the time. A yes-or-no question about a distance is mostly settled for a whole
cell: distances of two points differ by no more than the points are apart.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["place_order", "within_limit"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_ORDER_CELL_DEG = 0.02
_DEGREE_M = 111_700.0
"""No degree of latitude or longitude on WGS 84 is longer than this."""
_CELLS_PER_LIMIT = 12.0


def _cell_key(lon: FloatArray, lat: FloatArray, size_deg: float) -> IntArray:
    """One number per cell of a grid over the globe; cells of one row follow each other."""
    columns = int(np.ceil(720.0 / size_deg)) + 1
    key = np.floor(lat / size_deg) * columns + np.floor(lon / size_deg)
    return key.astype(np.int64)


def place_order(lon: FloatArray, lat: FloatArray) -> IntArray:
    """The order of points, finite and in degrees, by small cells."""
    return np.argsort(_cell_key(lon, lat, _ORDER_CELL_DEG), kind="stable")


def within_limit(
    lon: FloatArray,
    lat: FloatArray,
    limit_m: float,
    distances: Callable[[FloatArray, FloatArray], FloatArray],
) -> NDArray[np.bool_]:
    """Where is ``distances(lon, lat) <= limit_m``? Asked per cell, then only where in doubt.

    Points are finite degrees. The answer is that of asking for every point.
    """
    size_deg = max(limit_m / _CELLS_PER_LIMIT / _DEGREE_M, 1e-6)
    key = _cell_key(lon, lat, size_deg)
    _, first, cell = np.unique(key, return_index=True, return_inverse=True)
    if 2 * len(first) > len(lon):
        return np.asarray(distances(lon, lat) <= limit_m)
    middle_lon = (np.floor(lon[first] / size_deg) + 0.5) * size_deg
    middle_lat = (np.floor(lat[first] / size_deg) + 0.5) * size_deg
    centre = distances(middle_lon, np.clip(middle_lat, -90.0, 90.0))
    reach = size_deg * _DEGREE_M * np.sqrt(0.5) + 0.01
    inside: NDArray[np.bool_] = (centre + reach <= limit_m)[cell]
    doubtful = np.flatnonzero((np.abs(centre - limit_m) < reach)[cell])
    inside[doubtful] = distances(lon[doubtful], lat[doubtful]) <= limit_m
    return inside
