"""Coordinates read from text: finite, on the globe, and not with exchanged axes.

Exchanged axes are suspected by rule, never mended: when only the exchanged pair is on the
globe, or when a file is regional and a row lies far outside its region while the exchanged
pair lies inside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.observations.quarantine import Fault, Reason

__all__ = ["Region", "coordinates", "number", "region_of"]

Floats = npt.NDArray[np.float64]

_LEAST_ROWS = 20
_WIDEST_LON_DEG = 60.0
_WIDEST_LAT_DEG = 40.0
_LEAST_FAR_DEG = 2.0
_MOST_FAR_DEG = 10.0
_NEAR_DEG = 2.0


@dataclass(frozen=True, slots=True)
class Region:
    """The box in degrees that holds the middle 90 % of a file's longitudes and latitudes."""

    west: float
    south: float
    east: float
    north: float

    def _holds(self, lon: Floats, lat: Floats, margin_deg: float) -> npt.NDArray[np.bool_]:
        """Which points lie inside the box widened by the margin."""
        inside: npt.NDArray[np.bool_] = (
            (lon >= self.west - margin_deg)
            & (lon <= self.east + margin_deg)
            & (lat >= self.south - margin_deg)
            & (lat <= self.north + margin_deg)
        )
        return inside

    @property
    def far_deg(self) -> float:
        """How far outside is far: a quarter of the region's size, 2 to 10 degrees."""
        size = max(self.east - self.west, self.north - self.south)
        return min(_MOST_FAR_DEG, max(_LEAST_FAR_DEG, size / 4))

    def suspects(self, lon: Floats, lat: Floats) -> npt.NDArray[np.bool_]:
        """Which points lie far outside while their exchanged pair lies inside."""
        outside = ~self._holds(lon, lat, self.far_deg)
        found: npt.NDArray[np.bool_] = outside & self._holds(lat, lon, _NEAR_DEG)
        return found


def region_of(lon: Floats, lat: Floats) -> Region | None:
    """The region of a file, from all its readable rows in any order; ``None`` if world-wide.

    Fewer than 20 rows, or a middle 90 % wider than 60 degrees of longitude or 40 of
    latitude, say nothing about where a row should lie.
    """
    good = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
    lon, lat = lon[good], lat[good]
    if len(lon) < _LEAST_ROWS:
        return None
    low, high = int(0.05 * (len(lon) - 1)), int(0.95 * (len(lon) - 1))
    west, east = (float(x) for x in np.partition(lon, [low, high])[[low, high]])
    south, north = (float(x) for x in np.partition(lat, [low, high])[[low, high]])
    if east - west > _WIDEST_LON_DEG or north - south > _WIDEST_LAT_DEG:
        return None
    return Region(west, south, east, north)


def number(text: str, field: str, *, nonfinite: Reason = Reason.NUMBER) -> float | Fault:
    """A finite decimal number; no underscores, no hexadecimal, no words."""
    short = text.strip()
    if not short:
        return Fault(field, Reason.MISSING, "empty")
    if not short.isascii() or "_" in short:
        return Fault(field, Reason.NUMBER, f"{short!r} is not a number")
    try:
        value = float(short)
    except ValueError:
        return Fault(field, Reason.NUMBER, f"{short!r} is not a number")
    if not math.isfinite(value):
        return Fault(field, nonfinite, f"{short!r} is not finite")
    return value


def coordinates(
    lon_text: str,
    lat_text: str,
    region: Region | None = None,
    *,
    fields: tuple[str, str] = ("longitude", "latitude"),
) -> tuple[float, float] | Fault:
    """Longitude and latitude in degrees, or what is wrong with them."""
    lon = number(lon_text, fields[0], nonfinite=Reason.NONFINITE)
    if isinstance(lon, Fault):
        return lon
    lat = number(lat_text, fields[1], nonfinite=Reason.NONFINITE)
    if isinstance(lat, Fault):
        return lat
    return _misplaced(lon, lat, region, fields) or (lon, lat)


def _misplaced(
    lon: float, lat: float, region: Region | None, fields: tuple[str, str]
) -> Fault | None:
    """Why this pair of finite numbers is not believed to be the place."""
    if abs(lat) > 90 or abs(lon) > 180:
        if abs(lon) <= 90 and abs(lat) <= 180:
            found = f"latitude {lat:g} is not on the globe, the exchanged pair is"
            return Fault(fields[1], Reason.SWAPPED, found)
        wrong = fields[1] if abs(lat) > 90 else fields[0]
        return Fault(wrong, Reason.RANGE, f"longitude {lon:g}, latitude {lat:g}")
    if lon == 0 and lat == 0:
        return Fault(fields[1], Reason.RANGE, "0, 0 is what a device without a fix writes")
    if region is not None and bool(region.suspects(np.array([lon]), np.array([lat]))[0]):
        found = f"latitude {lat:g}, longitude {lon:g}: only the exchanged pair is in the region"
        return Fault(fields[1], Reason.SWAPPED, found)
    return None
