"""Points of the earth, each with the time at which it is asked about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfire.base.polyline import Polyline, distance_error_m
from holdfire.verification.factor import FloatArray

__all__ = ["Points", "fixed"]

_FAR_M = 1e6
"""Beyond this the accuracy of a distance is not stated; a hundredth is allowed for it."""
_UNASKED = 99


class Points:
    """Longitude and latitude in degrees, and first and last possible microsecond of each.

    Distances to a line and sides of it are measured once for each point and kept, because
    many clauses ask about the same lines.
    """

    __slots__ = ("_distance", "_side", "end_us", "lat", "lon", "start_us")

    def __init__(
        self,
        lon: FloatArray,
        lat: FloatArray,
        start_us: NDArray[np.int64],
        end_us: NDArray[np.int64],
    ) -> None:
        self.lon = lon
        self.lat = lat
        self.start_us = start_us
        self.end_us = end_us
        self._distance: dict[bytes, FloatArray] = {}
        self._side: dict[bytes, NDArray[np.int8]] = {}

    def __len__(self) -> int:
        """How many points."""
        return len(self.lon)

    def distance_mm(
        self, key: bytes, line: Polyline, which: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Whole millimetres that surely enclose the distance of these points to a line."""
        if key not in self._distance:
            self._distance[key] = np.full(len(self), np.nan)
        kept = self._distance[key]
        ask = which[np.isnan(kept[which])]
        if len(ask):
            kept[ask] = line.distance_m(self.lon[ask], self.lat[ask])
        value = kept[which]
        error = np.where(value > _FAR_M, value * 0.01, distance_error_m(value))
        low = np.floor(np.maximum(value - error, 0.0) * 1000.0).astype(np.int64)
        return low, np.ceil((value + error) * 1000.0).astype(np.int64)

    def side(self, key: bytes, line: Polyline, which: NDArray[np.int64]) -> NDArray[np.int8]:
        """+1 left of the line, -1 right of it, 0 on it."""
        if key not in self._side:
            self._side[key] = np.full(len(self), _UNASKED, np.int8)
        kept = self._side[key]
        ask = which[kept[which] == _UNASKED]
        if len(ask):
            kept[ask] = line.side(self.lon[ask], self.lat[ask])
        return kept[which]


def fixed(lon: FloatArray, lat: FloatArray, at_us: int) -> Points:
    """Points asked about at one instant."""
    at = np.full(len(lon), at_us, np.int64)
    return Points(lon, lat, at, at)
