"""Degrees as a frame: kilometres per degree, and longitudes in one piece."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["cut_degrees", "km_per_degree"]

Floats = npt.NDArray[np.float64]

_AXIS_KM, _FLAT = 6378.137, 1.0 / 298.257223563
_LEAST_COSINE = 1e-3


def km_per_degree(lat: Floats) -> Floats:
    """East-west and north-south length of a degree (n, 2) at latitudes (n,) on WGS 84, km."""
    eccentric = _FLAT * (2.0 - _FLAT)
    angle = np.radians(lat)
    root = 1.0 - eccentric * np.sin(angle) ** 2
    across = _AXIS_KM / np.sqrt(root) * np.maximum(np.cos(angle), _LEAST_COSINE)
    along = _AXIS_KM * (1.0 - eccentric) / root**1.5
    return np.radians(np.stack([across, along], axis=1))


def cut_degrees(lon: Floats) -> Floats:
    """The longitudes (n,) in one piece, cut in the middle of the widest empty stretch.

    Neighbours across the antimeridian then differ by little. Left as they are where they
    span less than half the globe.
    """
    if not len(lon) or float(lon.max() - lon.min()) <= 180.0:
        return lon
    rising = np.unique(lon)
    gaps = np.append(np.diff(rising), rising[0] + 360.0 - rising[-1])
    widest = int(gaps.argmax())
    if widest == len(rising) - 1:
        return lon
    moved: Floats = np.where(lon > rising[widest], lon - 360.0, lon)
    return moved
