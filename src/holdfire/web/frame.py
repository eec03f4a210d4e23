"""The window of a drawn map: degrees in, pixels of the picture out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["KM_PER_DEGREE", "Frame", "frame_around"]

KM_PER_DEGREE = 111.195
_LEAST_KM = 4.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A local equirectangular window: true scale along its middle latitude.

    Degrees for the edges, pixels for the size.
    """

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def project(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels (x right, y down) of an array of (longitude, latitude)."""
        x = (points[:, 0] - self.west) / (self.east - self.west) * self.width
        y = (self.north - points[:, 1]) / (self.north - self.south) * self.height
        return np.column_stack((x, y))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """The pixel of one place."""
        x, y = self.project(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    @property
    def pixels_per_km(self) -> float:
        """How long one kilometre is drawn, along the middle latitude."""
        return self.height / ((self.north - self.south) * KM_PER_DEGREE)

    def path(self, shape: BaseGeometry) -> str:
        """An SVG path of lines and polygons; empty for anything else."""
        parts: list[str] = []
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                rings = [part.exterior, *part.interiors]
                parts.extend(self._line(ring, close=True) for ring in rings)
            elif part.geom_type in {"LineString", "LinearRing"}:
                parts.append(self._line(part, close=False))
        return "".join(parts)

    def _line(self, line: BaseGeometry, *, close: bool) -> str:
        """One line as a path; points nearer than half a pixel are left out."""
        if line.is_empty:
            return ""
        drawn = self.project(shapely.get_coordinates(line))
        kept = [drawn[0]]
        for at in drawn[1:-1]:
            if max(abs(at - kept[-1])) >= 0.5:
                kept.append(at)
        kept.append(drawn[-1])
        steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in kept)
        return f"M{steps}{'Z' if close else ''}"


def frame_around(
    shapes: Iterable[BaseGeometry], *, width: float, aspect: float = 0.62, margin: float = 0.12
) -> Frame | None:
    """The window that shows all shapes with a margin; ``None`` when there is nothing.

    ``aspect`` is height by width; it is kept, and so is the scale in both directions.
    """
    given = [shape for shape in shapes if not shape.is_empty]
    if not given:
        return None
    west, south, east, north = (float(v) for v in shapely.total_bounds(np.array(given)))
    lat = (south + north) / 2.0
    squeeze = max(0.05, math.cos(math.radians(lat)))
    wide = max((east - west) * squeeze * KM_PER_DEGREE, _LEAST_KM) * (1 + 2 * margin)
    tall = max((north - south) * KM_PER_DEGREE, _LEAST_KM * aspect) * (1 + 2 * margin)
    wide = max(wide, tall / aspect)
    tall = wide * aspect
    half_lon = wide / KM_PER_DEGREE / squeeze / 2.0
    half_lat = tall / KM_PER_DEGREE / 2.0
    lon = (west + east) / 2.0
    return Frame(
        lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat, width, width * aspect
    )
