"""Questions to a line: nearer than this? on whose side? Answered true, unknown or false.

Distances are geodesic and enclosed by whole millimetres, limits are exact millimetres or an
interval of them, so a comparison is true or false only when every possible pair says so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.geometry import Shape
from holdfire.base.quantity import Quantity
from holdfire.verification.atlas import FALSE, TRUE, UNKNOWN, Atlas, TruthArray
from holdfire.verification.points import Points

__all__ = ["at_most", "limit_mm", "nearer", "on_side", "on_side_of", "within_mm"]

IntArray = NDArray[np.int64]

_MM_PER_KM = 1e6


def limit_mm(limit: Quantity) -> tuple[int, int]:
    """The ends of a distance in km as whole millimetres."""
    return round(limit.low * _MM_PER_KM), round(limit.high * _MM_PER_KM)


def nearer(
    low: IntArray, high: IntArray, limit_low: IntArray | int, limit_high: IntArray | int
) -> TruthArray:
    """Is the distance strictly below the limit? Exactly at the limit it is not."""
    return np.where(high < limit_low, TRUE, np.where(low >= limit_high, FALSE, UNKNOWN))


def at_most(
    low: IntArray, high: IntArray, limit_low: IntArray | int, limit_high: IntArray | int
) -> TruthArray:
    """Is the distance at most the limit? Exactly at the limit it is."""
    return np.where(high <= limit_low, TRUE, np.where(low > limit_high, FALSE, UNKNOWN))


def within_mm(
    atlas: Atlas,
    name: str,
    points: Points,
    which: IntArray,
    limits: tuple[IntArray | int, IntArray | int],
    *,
    strictly: bool,
) -> TruthArray:
    """Are the points nearer to the line than their limits (``strictly``), or at most so near?

    ``limits`` are the ends in mm: numbers, or arrays beside ``which``.
    """
    low_of = np.broadcast_to(np.asarray(limits[0], np.int64), which.shape)
    high_of = np.broadcast_to(np.asarray(limits[1], np.int64), which.shape)
    by_point = np.empty((2, len(points)), np.int64)
    by_point[:, which] = (low_of, high_of)
    compare = nearer if strictly else at_most

    def judge(shape: Shape, asked: IntArray) -> TruthArray:
        low, high = points.distance_mm(shape.wkb, atlas.line(shape), asked)
        return compare(low, high, by_point[0, asked], by_point[1, asked])

    return atlas.ask(name, points, which, judge)


def on_side(atlas: Atlas, name: str, points: Points, which: IntArray, sign: int) -> TruthArray:
    """Are the points left (+1) or right (-1) of the line? On the line: unknown."""

    def judge(shape: Shape, asked: IntArray) -> TruthArray:
        side = points.side(shape.wkb, atlas.line(shape), asked)
        return np.where(side == 0, UNKNOWN, np.where(side == sign, TRUE, FALSE))

    return atlas.ask(name, points, which, judge)


def on_side_of(
    atlas: Atlas, name: str, points: Points, which: IntArray, party: str
) -> TruthArray:
    """Are the points on the side of this party? Unknown where nobody has said whose it is."""

    def judge(shape: Shape, asked: IntArray) -> TruthArray:
        sign = atlas.sides(shape).get(party)
        if sign is None:
            return np.full(len(asked), UNKNOWN, np.int8)
        side = points.side(shape.wkb, atlas.line(shape), asked)
        return np.where(side == 0, UNKNOWN, np.where(side == sign, TRUE, FALSE))

    return atlas.ask(name, points, which, judge)
