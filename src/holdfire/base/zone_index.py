"""Which zones does a point lie in? Many points against many detailed zones at once.

Zones are polygons in longitude/latitude degrees whose edges are straight *in those
coordinates*, as GeoJSON (RFC 7946) means them; a zone over the antimeridian is two polygons.
Holes, parts, touching and overlapping zones are all kept apart: the answer is per zone.
Away from borders it is shapely's ``contains_xy`` exactly. A point on a border belongs to what
lies just south of it, or just east where the border runs due north there; so it is in exactly
one of zones that leave no gap. Shapely says "not contained" of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.zone_grid import ZoneGrid, build_zone_grid
from holdfire.base.zone_hits import zones_of_points

__all__ = ["Hits", "ZoneIndex", "zones_of_areas"]

IntArray = NDArray[np.int64]

_POLYGON, _MULTIPOLYGON = 3, 6


class Hits(NamedTuple):
    """The zones of point ``i`` are ``zone_ids[offsets[i]:offsets[i + 1]]``, ascending."""

    offsets: IntArray
    zone_ids: NDArray[np.int32]


class ZoneIndex:
    """An index over polygons or multipolygons; zone ids are positions in the given list.

    Raises :class:`BadInput` for an empty or invalid polygon. Points that are not finite
    lie in no zone. ``cell_deg`` overrides the size of the cells, which never changes an
    answer.
    """

    __slots__ = ("_grid", "_zones")

    def __init__(
        self, polygons: Sequence[BaseGeometry], *, cell_deg: float | None = None
    ) -> None:
        for number, polygon in enumerate(polygons):
            if polygon.geom_type not in {"Polygon", "MultiPolygon"} or polygon.is_empty:
                raise BadInput(Code.GEOMETRY_INVALID, f"zone {number} is not a polygon")
        broken = np.flatnonzero(~shapely.is_valid(np.array(polygons, dtype=object)))
        if len(broken):
            reason = shapely.is_valid_reason(polygons[broken[0]])
            raise BadInput(Code.GEOMETRY_INVALID, f"zone {broken[0]} is broken: {reason}")
        self._zones = len(polygons)
        self._grid: ZoneGrid | None = build_zone_grid(polygons, cell_deg) if polygons else None

    @property
    def zones(self) -> int:
        """The number of zones."""
        return self._zones

    def contains(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
        """A table of points (rows) and zones (columns): is the point in the zone?"""
        offsets, zone_ids = self.hits(lon, lat)
        table = np.zeros((len(offsets) - 1, self._zones), dtype=np.bool_)
        table[np.repeat(np.arange(len(offsets) - 1), np.diff(offsets)), zone_ids] = True
        return table

    def hits(self, lon: ArrayLike, lat: ArrayLike) -> Hits:
        """The zones of each point, as one compressed list."""
        x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
        x, y = np.ravel(x), np.ravel(y)
        if self._grid is None:
            return Hits(np.zeros(len(x) + 1, np.int64), np.empty(0, np.int32))
        return Hits(*zones_of_points(self._grid, x, y))


def zones_of_areas(areas: Sequence[BaseGeometry]) -> ZoneIndex:
    """An index in which each area is the zone of its polygons; its lines and points are none.

    For areas mended by :func:`shapely.make_valid`, which may leave such beside polygons. An
    area without a polygon is refused, as :class:`ZoneIndex` refuses it.
    """
    zones: list[BaseGeometry] = []
    for area in areas:
        parts = shapely.get_parts(area)
        if (shapely.get_type_id(parts) == _MULTIPOLYGON).any():
            parts = shapely.get_parts(parts)
        polygons = parts[shapely.get_type_id(parts) == _POLYGON]
        zones.append(shapely.MultiPolygon(polygons.tolist()))
    return ZoneIndex(zones)
