"""A line on the earth: how far away it is, and on which side of it a point lies.

Vertices are longitude/latitude degrees on WGS 84, joined by geodesics (the shortest path),
not by straight strokes on a map. Nothing is projected: see :mod:`holdfire.base.chain`.

Accuracy, measured against PROJ: the error of a distance is below 1 mm up to 200 km and
below 5 cm up to 1,000 km, on lines of any length and shape; beyond that it is not stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from holdfire.base.batch import place_order
from holdfire.base.chain import (
    ON_LINE_M,
    Chain,
    build_chain,
    find_feet,
    sides_of,
    within_limit,
)
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.frame import CHORD_RANGE_M, degrees_from_space, space_from_degrees
from holdfire.base.geodesy import WGS84, FloatArray, distance_m, outward_mm
from holdfire.base.piece_search import PERHAPS

__all__ = ["ON_LINE_M", "Polyline", "distance_error_m"]

IntArray = NDArray[np.int64]

_BLOCK = 1 << 16


def distance_error_m(distance: ArrayLike) -> FloatArray:
    """The largest error to allow for a distance of :class:`Polyline`, in metres."""
    value = np.asarray(distance, np.float64)
    return np.select([value <= CHORD_RANGE_M, value <= 1e6], [0.001, 0.05], np.inf)


def _checked(lon: ArrayLike, lat: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """One part without repeated vertices. Raises :class:`BadInput` if no line remains."""
    east, north = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if east.ndim != 1 or east.shape != north.shape:
        raise BadInput(Code.GEOMETRY_INVALID, "a line needs as many longitudes as latitudes")
    if not (np.isfinite(east).all() and (np.abs(north) <= 90.0).all()):
        raise BadInput(Code.GEOMETRY_INVALID, "a line has a vertex that is not on the globe")
    keep = np.ones(len(east), dtype=np.bool_)
    keep[1:] = distance_m(east[:-1], north[:-1], east[1:], north[1:]) > 1e-6
    if keep.sum() < 2:
        raise BadInput(Code.GEOMETRY_INVALID, "a line needs two different vertices")
    return east[keep], north[keep]


class Polyline:
    """A line of one or more parts; the order of its vertices is its drawn direction.

    Raises :class:`BadInput` when a part has fewer than two different vertices. Points may
    be numbers or arrays; a coordinate that is not finite gives distance NaN, side 0 and
    never ``within``.

    Side rule: the nearest place of the line decides. Where that is a vertex, the sum of the
    left directions of the two segments meeting there decides, which is right on both sides
    of a sharp bend. Beyond an end the last segment is thought to go straight on; exactly
    on that continuation, and where a line doubles back on itself, the side is 0.
    """

    __slots__ = ("_chain", "_parts")

    def __init__(
        self,
        lon: ArrayLike,
        lat: ArrayLike,
        *,
        more: Sequence[tuple[ArrayLike, ArrayLike]] = (),
    ) -> None:
        """A line through these vertices; ``more`` are further parts ``(lon, lat)``."""
        self._parts: tuple[tuple[FloatArray, FloatArray], ...] = tuple(
            _checked(east, north) for east, north in ((lon, lat), *more)
        )
        self._chain: Chain = build_chain(self._parts)

    @classmethod
    def from_parts(cls, parts: Sequence[tuple[ArrayLike, ArrayLike]]) -> Self:
        """A line of several parts ``(lon, lat)``, each with its own two ends."""
        if not parts:
            raise BadInput(Code.GEOMETRY_INVALID, "a line has no parts")
        (lon, lat), *more = parts
        return cls(lon, lat, more=more)

    @classmethod
    def from_wkb(cls, raw: bytes) -> Self:
        """The line of a LineString or MultiLineString in well-known binary."""
        try:
            shape = shapely.from_wkb(raw)
        except shapely.errors.GEOSException as error:
            raise BadInput(Code.GEOMETRY_INVALID, "a line is not readable as WKB") from error
        if shape.geom_type not in {"LineString", "LinearRing", "MultiLineString"}:
            raise BadInput(Code.GEOMETRY_INVALID, f"a {shape.geom_type} is not a line")
        pieces = [shapely.get_coordinates(part) for part in shapely.get_parts(shape)]
        return cls.from_parts([(xy[:, 0], xy[:, 1]) for xy in pieces])

    @property
    def parts(self) -> tuple[tuple[FloatArray, FloatArray], ...]:
        """The vertices of each part as ``(lon, lat)``, repeated vertices left out."""
        return self._parts

    @property
    def length_m(self) -> float:
        """The length of all parts together."""
        lengths = [distance_m(x[:-1], y[:-1], x[1:], y[1:]).sum() for x, y in self._parts]
        return float(sum(lengths))

    def along(self, step_m: float) -> tuple[FloatArray, FloatArray]:
        """Places every ``step_m`` metres along each part, its two ends included."""
        if not step_m > 0.0:
            raise BadInput(Code.QUANTITY_OUT_OF_RANGE, f"a step of {step_m} m is not positive")
        lons, lats = [], []
        for lon, lat in self._parts:
            azimuth, _, length = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
            reach = np.concatenate(([0.0], np.cumsum(length)))
            run = np.arange(0.0, reach[-1], step_m)
            which = np.searchsorted(reach, run, side="right") - 1
            x, y, _ = WGS84.fwd(lon[which], lat[which], azimuth[which], run - reach[which])
            lons.append(np.append(x, lon[-1]))
            lats.append(np.append(y, lat[-1]))
        return np.concatenate(lons), np.concatenate(lats)

    def distance_m(self, lon: ArrayLike, lat: ArrayLike) -> FloatArray:
        """The geodesic distance in metres from each point to the line."""
        x, y = _pair(lon, lat)
        result = np.full(x.size, np.nan)
        for some, space in _in_blocks(x, y):
            result[some] = self._distances(space)
        return result.reshape(x.shape)

    def distance_interval_mm(
        self, lon: ArrayLike, lat: ArrayLike
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Whole millimetres that surely enclose each distance, rounded outward.

        Raises :class:`BadInput` for points beyond 1,000 km or not finite.
        """
        distance = self.distance_m(lon, lat)
        error = distance_error_m(distance)
        if not (np.isfinite(distance) & np.isfinite(error)).all():
            raise BadInput(Code.QUANTITY_OUT_OF_RANGE, "a point is over 1,000 km from a line")
        return outward_mm(distance, error)

    def side(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.int8]:
        """+1 left of the drawn direction, -1 right of it, 0 within 1 cm of the line."""
        x, y = _pair(lon, lat)
        result = np.zeros(x.size, np.int8)
        for some, space in _in_blocks(x, y):
            result[some] = sides_of(self._chain, space, find_feet(self._chain, space))
        return result.reshape(x.shape)

    def foot(self, lon: ArrayLike, lat: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Longitude and latitude of the place of the line nearest to each point."""
        x, y = _pair(lon, lat)
        result = np.full((2, x.size), np.nan)
        for some, space in _in_blocks(x, y):
            result[:, some] = degrees_from_space(find_feet(self._chain, space).foot)
        return result[0].reshape(x.shape), result[1].reshape(x.shape)

    def within(self, lon: ArrayLike, lat: ArrayLike, limit_m: float) -> NDArray[np.bool_]:
        """Is the point at most ``limit_m`` metres from the line? Exact near the limit."""
        x, y = _pair(lon, lat)
        result = np.zeros(x.size, np.bool_)
        for some, space in _in_blocks(x, y):
            verdict = within_limit(self._chain, space, limit_m)
            doubtful = np.flatnonzero(verdict == PERHAPS)
            if len(doubtful):
                verdict[doubtful] = self._distances(space[doubtful]) <= limit_m
            result[some] = verdict
        return result.reshape(x.shape)

    def _distances(self, space: FloatArray) -> FloatArray:
        """Distances of points in space; beyond the chord's range PROJ measures again."""
        feet = find_feet(self._chain, space)
        far = np.flatnonzero(~(feet.length_m <= CHORD_RANGE_M))
        if len(far):
            here, there = degrees_from_space(space[far]), degrees_from_space(feet.foot[far])
            feet.length_m[far] = distance_m(*here, *there)
        return feet.length_m


def _pair(lon: ArrayLike, lat: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Both coordinates of the points, in their common shape."""
    x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    return x, y


def _in_blocks(lon: FloatArray, lat: FloatArray) -> Iterator[tuple[IntArray, FloatArray]]:
    """The finite points by number and in space, neighbours together, a block at a time."""
    x, y = lon.ravel(), lat.ravel()
    real = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    real = real[place_order(x[real], y[real])]
    for start in range(0, len(real), _BLOCK):
        some = real[start : start + _BLOCK]
        yield some, space_from_degrees(x[some], y[some])
