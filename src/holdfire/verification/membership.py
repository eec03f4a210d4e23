"""Is a point inside the area of a clause? True, unknown or false for many points at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.area import (
    AnywhereArea,
    AreaRef,
    BandArea,
    BetweenArea,
    BufferArea,
    DepthArea,
    NamedArea,
)
from holdfire.agreement.geometry import Shape
from holdfire.base.quantity import Quantity
from holdfire.base.zone_index import ZoneIndex
from holdfire.verification.atlas import FALSE, TRUE, UNKNOWN, Atlas, TruthArray
from holdfire.verification.between import strip_between
from holdfire.verification.nearness import limit_mm, on_side_of, within_mm
from holdfire.verification.points import Points

__all__ = ["inside", "line_of", "missing_names", "names_of"]

IntArray = NDArray[np.int64]


def names_of(area: AreaRef) -> tuple[str, ...]:
    """The lines, zones and sites that an area rests on."""
    if isinstance(area, NamedArea):
        return area.names
    if isinstance(area, BetweenArea):
        return (area.first, area.second)
    if isinstance(area, BufferArea | BandArea | DepthArea):
        return (area.line,)
    return ()


def line_of(area: AreaRef) -> str:
    """The line that an area is measured from, or an empty text."""
    return area.line if isinstance(area, BufferArea | BandArea | DepthArea) else ""


def inside(atlas: Atlas, area: AreaRef, points: Points, which: IntArray) -> TruthArray:
    """Are the points ``which`` inside the area, at the time of each?

    A buffer and a depth include their outer edge; a band includes its inner edge and not
    its outer one, so that neighbouring bands share no point. A name without a shape makes
    unknown what its shape could decide.
    """
    if isinstance(area, AnywhereArea):
        return np.full(len(which), TRUE, np.int8)
    if isinstance(area, NamedArea):
        parts = [_in_shape(atlas, name, points, which) for name in area.names]
        union: TruthArray = np.maximum.reduce([np.full(len(which), FALSE, np.int8), *parts])
        return union
    if isinstance(area, BetweenArea):
        return _between(atlas, area, points, which)
    if isinstance(area, BufferArea):
        return _near(atlas, area.line, area.each_side, points, which)
    if isinstance(area, BandArea):
        near = _near(atlas, area.line, area.outer, points, which, strictly=True)
        if area.inner.high > 0.0:
            closer = _near(atlas, area.line, area.inner, points, which, strictly=True)
            near = np.minimum(near, TRUE - closer)
    else:
        near = _near(atlas, area.line, area.depth, points, which)
    return np.minimum(near, _beside(atlas, area, points, which, near))


def _near(
    atlas: Atlas,
    line: str,
    limit: Quantity,
    points: Points,
    which: IntArray,
    *,
    strictly: bool = False,
) -> TruthArray:
    """Nearer than, or at most so near as, one limit."""
    return within_mm(atlas, line, points, which, limit_mm(limit), strictly=strictly)


def _beside(
    atlas: Atlas,
    area: BandArea | DepthArea,
    points: Points,
    which: IntArray,
    near: TruthArray,
) -> TruthArray:
    """On the side that the area lies on; asked only of points that are near at all."""
    beside = np.full(len(which), TRUE, np.int8)
    if area.party:
        asked = np.flatnonzero(near != FALSE)
        beside[asked] = on_side_of(atlas, area.line, points, which[asked], area.party)
    return beside


def _in_shape(atlas: Atlas, name: str, points: Points, which: IntArray) -> TruthArray:
    """Inside a named zone or site; its borders are straight in longitude and latitude."""

    def judge(shape: Shape, asked: IntArray) -> TruthArray:
        zone = atlas.zone(shape)
        if zone is None:
            return np.full(len(asked), UNKNOWN, np.int8)
        held = zone.contains(points.lon[asked], points.lat[asked])[:, 0]
        return np.where(held, TRUE, FALSE)

    return atlas.ask(name, points, which, judge)


def _between(atlas: Atlas, area: BetweenArea, points: Points, which: IntArray) -> TruthArray:
    """Inside the strip between two lines, for each pair of their charts."""

    def judge(first: Shape, asked: IntArray) -> TruthArray:
        def judge_second(second: Shape, again: IntArray) -> TruthArray:
            strip = strip_between(atlas.line(first), atlas.line(second))
            if strip is None:
                return np.full(len(again), UNKNOWN, np.int8)
            held = ZoneIndex([strip]).contains(points.lon[again], points.lat[again])[:, 0]
            return np.where(held, TRUE, FALSE)

        return atlas.ask(area.second, points, asked, judge_second)

    return atlas.ask(area.first, points, which, judge)


def missing_names(atlas: Atlas, areas: Sequence[AreaRef]) -> tuple[str, ...]:
    """The names without any shape, in order."""
    names = dict.fromkeys(name for area in areas for name in names_of(area))
    return tuple(name for name in names if not atlas.charts(name))
