"""An area as a grid of cells: the same for the same shapes, mirrored for mirrored ones.

Cells are equal in degrees, centred on the middle of the box around the area, so that the
mirror image of an area has exactly the mirrored cells. A cell belongs to the area when its
centre may lie inside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from holdfire.agreement.area import AreaRef, BandArea, BufferArea, DepthArea
from holdfire.agreement.geometry import ShapeKind
from holdfire.verification.atlas import FALSE, TRUE, Atlas, Chart
from holdfire.verification.factor import FloatArray
from holdfire.verification.membership import inside, line_of, names_of
from holdfire.verification.points import Points, fixed

__all__ = ["Cells", "cells_of", "chart_at"]

_KM_PER_DEGREE = 111.2
_WANTED = 400
_FEWEST = 60
_MOST = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The centres of the cells, the size of each in km², and the side it lies on.

    ``side`` is an index into ``labels``, -1 where no side can be told. ``km`` is the length
    of line along which the area lies: a one-sided area counts half of its line. Areas
    without a line count one kilometre for each square kilometre.
    """

    points: Points
    size_km2: FloatArray
    side: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    labels: tuple[str, ...]
    km: float


@dataclass(frozen=True, slots=True)
class _Box:
    """Degrees: the box around the areas, and roughly how many km² they have."""

    west: float
    south: float
    east: float
    north: float
    km2: float

    @property
    def box_km2(self) -> float:
        """The size of the box itself."""
        return (
            (self.east - self.west)
            * (self.north - self.south)
            * _KM_PER_DEGREE**2
            * _shrink(self.south, self.north)
        )


def chart_at(atlas: Atlas, name: str, at_us: int) -> Chart | None:
    """The chart of a name that holds at an instant."""
    for chart in atlas.charts(name):
        if chart.start_us <= at_us < chart.end_us:
            return chart
    return None


def cells_of(
    atlas: Atlas, areas: Sequence[AreaRef], at_us: int, outside: Sequence[AreaRef] = ()
) -> Cells | None:
    """The union of the areas, less what surely lies in ``outside``, as they are at an instant.

    ``None`` without any shape, or where nothing is left.
    """
    known = [area for area in areas if _drawn(atlas, area, at_us)]
    if not known:
        return None
    box = _box(atlas, known, at_us)
    step_km = math.sqrt(max(box.km2, 1e-6) / _WANTED)
    while True:
        step_km = max(step_km, math.sqrt(box.box_km2 / _MOST))
        points, size = _grid(box, step_km, at_us)
        held = _held(atlas, known, points, outside)
        if len(held) >= _FEWEST or box.box_km2 / step_km**2 > _MOST / 4:
            break
        step_km /= 2.0
    if not len(held):
        return None
    chosen = fixed(points.lon[held], points.lat[held], at_us)
    side, labels = _sides(atlas, known, chosen, at_us)
    size = size[held]
    km = _length_km(atlas, known, at_us)
    return Cells(chosen, size, side, labels, math.fsum(size.tolist()) if km is None else km)


def _drawn(atlas: Atlas, area: AreaRef, at_us: int) -> bool:
    """Does the area have a shape at this time? Of a union of zones one is enough."""
    names = names_of(area)
    charts = [chart_at(atlas, name, at_us) for name in names]
    if line_of(area) or len(names) == 1:
        return all(chart is not None for chart in charts) and bool(charts)
    return any(chart is not None for chart in charts)


def _shrink(south: float, north: float) -> float:
    """How much shorter a degree of longitude is here."""
    return max(math.cos(math.radians((south + north) / 2.0)), 0.01)


def _box(atlas: Atlas, areas: Sequence[AreaRef], at_us: int) -> _Box:
    """The box around the areas."""
    parts = [_part_box(atlas, area, name, at_us) for area in areas for name in names_of(area)]
    boxes = [part for part in parts if part is not None]
    return _Box(
        min(part.west for part in boxes),
        min(part.south for part in boxes),
        max(part.east for part in boxes),
        max(part.north for part in boxes),
        math.fsum(part.km2 for part in boxes),
    )


def _part_box(atlas: Atlas, area: AreaRef, name: str, at_us: int) -> _Box | None:
    """The box of one shape of an area, padded by how far the area reaches from it."""
    chart = chart_at(atlas, name, at_us)
    if chart is None:
        return None
    west, south, east, north = (float(v) for v in shapely.from_wkb(chart.shape.wkb).bounds)
    reach, sided = _reach_km(area)
    pad_lat = reach / _KM_PER_DEGREE * 1.02
    pad_lon = pad_lat / max(math.cos(math.radians(max(abs(south), abs(north)) + pad_lat)), 0.01)
    if reach and chart.shape.kind is ShapeKind.LINE:
        km2 = atlas.line(chart.shape).length_m / 1000.0 * reach * (1.0 if sided else 2.0)
    else:
        shape = atlas.area(chart.shape)
        area_deg = float(shape.area) or (east - west) * (north - south)
        km2 = area_deg * _KM_PER_DEGREE**2 * _shrink(south, north)
    return _Box(west - pad_lon, south - pad_lat, east + pad_lon, north + pad_lat, km2)


def _reach_km(area: AreaRef) -> tuple[float, bool]:
    """How far an area reaches from its line, and whether on one side only."""
    if isinstance(area, BufferArea):
        return area.each_side.high, False
    if isinstance(area, BandArea):
        return area.outer.high, bool(area.party)
    if isinstance(area, DepthArea):
        return area.depth.high, bool(area.party)
    return 0.0, False


def _grid(box: _Box, step_km: float, at_us: int) -> tuple[Points, FloatArray]:
    """The centres of all cells of the box and their sizes in km²."""
    middle = (box.west + box.east) / 2.0, (box.south + box.north) / 2.0
    step_lat = step_km / _KM_PER_DEGREE
    step_lon = step_lat / _shrink(box.south, box.north)
    lon = middle[0] + _offsets(box.east - box.west, step_lon)
    lat = middle[1] + _offsets(box.north - box.south, step_lat)
    row = step_lon * step_lat * _KM_PER_DEGREE**2 * np.cos(np.radians(lat))
    count = len(lon)
    return fixed(np.tile(lon, len(lat)), np.repeat(lat, count), at_us), np.repeat(row, count)


def _offsets(width: float, step: float) -> FloatArray:
    """Steps about zero, exactly alike on both sides."""
    half = (np.arange(max(math.ceil(width / step / 2.0), 1)) + 0.5) * step
    return np.concatenate((-half[::-1], half))


def _held(
    atlas: Atlas, areas: Sequence[AreaRef], points: Points, outside: Sequence[AreaRef]
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The numbers of the cells that may lie inside, and may lie out of ``outside``."""
    every = np.arange(len(points))
    held = np.zeros(len(points), np.bool_)
    for area in areas:
        held |= inside(atlas, area, points, every) != FALSE
    for area in outside:
        held &= inside(atlas, area, points, every) != TRUE
    return np.flatnonzero(held)


def _sides(
    atlas: Atlas, areas: Sequence[AreaRef], points: Points, at_us: int
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int64]], tuple[str, ...]]:
    """On which side each cell lies, by the first area that holds it."""
    every = np.arange(len(points))
    labels: list[str] = []
    side = np.full(len(points), -1, np.int64)
    for area in areas:
        chart = chart_at(atlas, line_of(area), at_us) if line_of(area) else None
        if chart is None:
            continue
        mine = (inside(atlas, area, points, every) != FALSE) & (side < 0)
        signs = points.side(chart.shape.wkb, atlas.line(chart.shape), every)
        named = {sign: party for party, sign in atlas.sides(chart.shape).items()}
        for sign, plain in ((1, "left"), (-1, "right")):
            here = mine & (signs == sign)
            if not here.any():
                continue
            label = named.get(sign, f"{plain} of {chart.shape.name}")
            if label not in labels:
                labels.append(label)
            side[here] = labels.index(label)
    return side, tuple(labels)


def _length_km(atlas: Atlas, areas: Sequence[AreaRef], at_us: int) -> float | None:
    """The length of line of the areas; ``None`` when none of them has a line."""
    lengths = []
    for area in areas:
        chart = chart_at(atlas, line_of(area), at_us) if line_of(area) else None
        if chart is not None:
            part = 0.5 if _reach_km(area)[1] else 1.0
            lengths.append(part * atlas.line(chart.shape).length_m / 1000.0)
    return math.fsum(lengths) if lengths else None
