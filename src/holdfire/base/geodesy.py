"""Distances and directions on the WGS 84 ellipsoid, by the geodesics of PROJ.

Longitude before latitude, degrees; metres; azimuths clockwise from true north in [0, 360).
Everything takes numbers or arrays that broadcast together and returns ``float64`` arrays of
the broadcast shape (zero-dimensional for numbers; ``float()`` makes a number of it).
The method is Karney's (2013), accurate to nanometres; nothing is projected onto a map.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod

__all__ = [
    "WGS84",
    "FloatArray",
    "azimuth_deg",
    "destination",
    "distance_m",
    "from_offsets",
    "local_offsets_m",
    "outward_mm",
]

WGS84 = Geod(ellps="WGS84")

FloatArray = NDArray[np.float64]


def _same_shape(*values: ArrayLike) -> tuple[FloatArray, ...]:
    """The values as contiguous arrays of their common shape."""
    arrays = np.broadcast_arrays(*(np.asarray(value, np.float64) for value in values))
    return tuple(np.ascontiguousarray(array).reshape(array.shape) for array in arrays)


def _inverse(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Azimuth at the first point (degrees, -180..180) and distance in metres."""
    a, b, c, d = _same_shape(lon1, lat1, lon2, lat2)
    forward, _, distance = WGS84.inv(a, b, c, d)
    return np.asarray(forward, np.float64), np.asarray(distance, np.float64)


def distance_m(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> FloatArray:
    """The length in metres of the shortest path between two points."""
    return _inverse(lon1, lat1, lon2, lat2)[1]


def azimuth_deg(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> FloatArray:
    """The direction from the first point to the second, degrees from north in [0, 360)."""
    return _inverse(lon1, lat1, lon2, lat2)[0] % 360.0


def destination(
    lon: ArrayLike, lat: ArrayLike, azimuth: ArrayLike, distance: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Longitude and latitude reached by going ``distance`` metres towards ``azimuth``."""
    a, b, c, d = _same_shape(lon, lat, azimuth, distance)
    out_lon, out_lat, _ = WGS84.fwd(a, b, c, d)
    return np.asarray(out_lon, np.float64), np.asarray(out_lat, np.float64)


def local_offsets_m(
    lon0: ArrayLike, lat0: ArrayLike, lon: ArrayLike, lat: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """East and north offsets in metres of points, as seen from a centre.

    The azimuthal equidistant frame: distance and direction from the centre are exact at
    any range; distances between two other points are not (about 1 in 10,000 at 150 km).
    """
    azimuth, distance = _inverse(lon0, lat0, lon, lat)
    angle = np.radians(azimuth)
    return distance * np.sin(angle), distance * np.cos(angle)


def from_offsets(
    lon0: ArrayLike, lat0: ArrayLike, east_m: ArrayLike, north_m: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """The inverse of :func:`local_offsets_m`: longitude and latitude of offsets."""
    east, north = np.asarray(east_m, np.float64), np.asarray(north_m, np.float64)
    azimuth = np.degrees(np.arctan2(east, north))
    return destination(lon0, lat0, azimuth, np.hypot(east, north))


def outward_mm(
    distance: ArrayLike, error_m: ArrayLike = 0.0
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The whole millimetres that surely enclose a distance known to ``error_m`` metres.

    The lower end is rounded down (never below zero), the upper end up, so a comparison of
    the ends with a limit is true or false only when every possible distance says so.
    """
    value, error = np.asarray(distance, np.float64), np.asarray(error_m, np.float64)
    low = np.floor(np.maximum(value - error, 0.0) * 1000.0).astype(np.int64)
    high = np.ceil((value + error) * 1000.0).astype(np.int64)
    return low, high
