"""How the drawn world is shown: in degrees, and as it is or in a mirror.

The world is drawn once in a local frame: kilometres east (x) and north (y) of a point on
the meridian of Greenwich at 36 degrees south, open sea, where nobody lives. The mirror
changes the sign of every longitude and exchanges the names of the sides, and nothing else;
on that meridian this is an exact symmetry of the ellipsoid and of decimal numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.base.geodesy import from_offsets

__all__ = ["ORIGIN_LAT", "PARTIES", "Face"]

ORIGIN_LAT = -36.0
PARTIES = ("A", "B")
"""The parties by where they stand: A west of the line, B east of it."""

_WINDS = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
    "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """Turns places, directions and sides of the drawn world into what files say."""

    mirrored: bool = False

    def degrees(self, x_km: float, y_km: float) -> tuple[float, float]:
        """Longitude and latitude, rounded to the sixth decimal (about 0.1 m)."""
        lon, lat = from_offsets(0.0, ORIGIN_LAT, x_km * 1000.0, y_km * 1000.0)
        east = round(float(lon), 6)
        return ((-east if self.mirrored else east) + 0.0, round(float(lat), 6))

    def lon_lat(self, x_km: float, y_km: float, decimals: int = 5) -> tuple[str, str]:
        """Longitude and latitude as text with so many decimals; never minus zero."""
        lon, lat = self.degrees(x_km, y_km)
        return f"{round(lon, decimals) + 0.0:.{decimals}f}", f"{lat:.{decimals}f}"

    def east(self, x_km: float) -> float:
        """An eastward component (or a covariance of east with north)."""
        return (-x_km if self.mirrored else x_km) + 0.0

    def azimuth(self, degrees: float) -> float:
        """A direction clockwise from north."""
        return (-degrees if self.mirrored else degrees) % 360.0

    def wind(self, azimuth_deg: float) -> str:
        """The nearest of the sixteen winds of a direction in the drawn world."""
        step = round((azimuth_deg % 360.0) / 22.5) % 16
        return _WINDS[-step % 16 if self.mirrored else step]

    def party(self, side: int) -> str:
        """The party that stands on this side of the drawn line: -1 west, +1 east."""
        return PARTIES[0 if (side < 0) != self.mirrored else 1]

    def ring_wkt(self, corners: list[tuple[float, float]]) -> str:
        """A polygon as WKT from its corners in the drawn world (closed here)."""
        shown = [self.lon_lat(x, y, 6) for x, y in [*corners, corners[0]]]
        return "POLYGON((" + ",".join(f"{lon} {lat}" for lon, lat in shown) + "))"
