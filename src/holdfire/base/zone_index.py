"""Which zones does a point lie in? Many points against many detailed zones at once.

Zones are polygons in longitude/latitude degrees whose edges are straight *in those
coordinates*, as GeoJSON (RFC 7946) means them; a zone over the antimeridian is two polygons.
Holes, parts, touching and overlapping zones are all kept apart: the answer is per zone.
Away from borders it is shapely's ``contains_xy`` exactly; a point on a border belongs to
one side of it by a half-open rule, where shapely says "not contained".
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
from holdfire.base.zone_edges import spread
from holdfire.base.zone_grid import ZoneGrid, build_zone_grid

__all__ = ["Hits", "ZoneIndex"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_BLOCK = 1 << 17


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
        counts = np.zeros(len(x) + 1, np.int64)
        found = [np.empty(0, np.int32)]
        if self._grid is not None:
            for start in range(0, len(x), _BLOCK):
                stop = min(start + _BLOCK, len(x))
                count, zone_ids = _block_hits(self._grid, x[start:stop], y[start:stop])
                counts[start + 1 : stop + 1] = count
                found.append(zone_ids)
        return Hits(np.cumsum(counts), np.concatenate(found))


def _block_hits(
    index: ZoneGrid, x: FloatArray, y: FloatArray
) -> tuple[IntArray, NDArray[np.int32]]:
    """How many zones each point is in, and their ids one after the other."""
    cell, inside = index.grid.cells(x, y)
    kind = np.where(inside, index.kind[cell], -1)
    lists = len(index.list_start) - 1
    plain = np.flatnonzero((kind >= 0) & (kind < lists))
    which, place = _ranges(index.list_start, kind[plain])
    border = np.flatnonzero(kind >= lists)
    point, zone = _border_hits(index, kind[border] - lists, x[border], y[border])
    points = np.concatenate((plain[which], border[point]))
    zones = np.concatenate((index.list_zone[place], zone))
    order = np.argsort(points, kind="stable")
    return np.bincount(points, minlength=len(x)), zones[order]


def _ranges(starts: IntArray, number: IntArray) -> tuple[IntArray, IntArray]:
    """All places of the ranges with these numbers, each with its position in ``number``."""
    start = starts[number]
    return spread(start, starts[number + 1] - start)


def _border_hits(
    index: ZoneGrid, cell: IntArray, x: FloatArray, y: FloatArray
) -> tuple[IntArray, NDArray[np.int32]]:
    """Pairs (point, zone) of points in border cells, by crossing parity from the reference."""
    px, py = x - index.reference[0, cell], y - index.reference[1, cell]
    point, slot = _ranges(index.slot_start, cell)
    pair, edge = _ranges(index.edge_start, slot)
    east, north = px[point[pair]], py[point[pair]]
    ax, ay, bx, by = index.edge[:, edge]
    turn = index.turn[edge]
    here = turn + (bx - ax) * north - (by - ay) * east
    apart = np.flatnonzero((turn > 0.0) != (here > 0.0))
    east, north = east[apart], north[apart]
    one = east * ay[apart] - north * ax[apart] > 0.0
    two = east * by[apart] - north * bx[apart] > 0.0
    crossed = pair[apart[one != two]]
    odd = np.bincount(crossed, minlength=len(slot)) % 2 == 1
    inside = index.slot_inside[slot] != odd
    return point[inside], index.slot_zone[slot[inside]]
