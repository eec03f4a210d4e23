"""Registers: which windows of time a complete list of passages closes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.coverage import Coverage
from holdfire.verification.atlas import Atlas
from holdfire.verification.intervals import IntervalSet, intersection, length_us
from holdfire.verification.watch import Needs, Watch, chance_of
from holdfire.verification.window import Window

__all__ = ["Closing", "closed_windows"]

PASSING: Needs = (frozenset({Phenomenon.PASSAGE}),)


@dataclass(frozen=True, slots=True, eq=False)
class Closing:
    """Which windows are closed, and how complete the weakest register is said to be."""

    closed: NDArray[np.bool_]
    complete: float


def closed_windows(
    records: Iterable[Coverage],
    windows: Sequence[Window],
    absent_at: float,
    atlas: Atlas,
    places: Sequence[str],
) -> Closing:
    """The windows that registers cover from end to end, at every place.

    Without places a register counts wherever it lies. A place without a shape may lie where
    no register was kept, so with one of them nothing is closed.
    """
    registers = [record for record in records if record.modality is Modality.REGISTER]
    closed = np.zeros(len(windows), np.bool_)
    unplaced = [name for name in places if not atlas.charts(name)]
    if not windows or not registers or unplaced:
        return Closing(closed, 0.0)
    whole = Window(windows[0].start, windows[-1].end)
    points = [_middle(atlas, name) for name in places]
    times = _times(registers, points, absent_at, whole)
    for number, window in enumerate(windows):
        span = np.array([[window.start_us, window.end_us]], np.int64)
        covered = [length_us(intersection(time, span)) for time in times]
        closed[number] = min(covered) == window.end_us - window.start_us
    chances = [chance_of(r, PASSING[0]) for r in registers if r.reason_blind is None]
    ends = [chance[0] for chance in chances if chance and chance[0] >= absent_at]
    return Closing(closed, min(ends, default=0.0))


def _times(
    registers: Sequence[Coverage],
    points: Sequence[tuple[float, float]],
    absent_at: float,
    whole: Window,
) -> list[IntervalSet]:
    """When each place was covered; without places, when any register was kept."""
    if not points:
        one_place = [replace(r, area_wkb=registers[0].area_wkb) for r in registers]
        return _times(one_place, [_inside(registers[0])], absent_at, whole)
    lon, lat = np.array(points, np.float64).T
    seen = Watch(registers).seen(PASSING, absent_at, whole, lon, lat)
    return [seen.times[group] for group in seen.group]


def _inside(record: Coverage) -> tuple[float, float]:
    """A point inside the area of a record."""
    point = shapely.from_wkb(record.area_wkb).representative_point()
    return float(point.x), float(point.y)


def _middle(atlas: Atlas, name: str) -> tuple[float, float]:
    """A point inside the first shape of a place."""
    point = shapely.from_wkb(atlas.charts(name)[0].shape.wkb).representative_point()
    return float(point.x), float(point.y)
