"""Who watched where and when, well enough to tell: coverage asked at many points at once.

A record counts for a need when its lowest detection probability reaches the standard of the
clause. A record without a measured probability never counts. A blind record takes its own
sensor's sight away, never another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.instant import micros
from holdfire.base.phenomenon import Phenomenon
from holdfire.detections.coverage import Coverage
from holdfire.verification.factor import FloatArray
from holdfire.verification.intervals import (
    NO_TIME,
    IntervalSet,
    holds,
    intersection,
    union,
    without,
)
from holdfire.verification.window import Window

__all__ = ["Needs", "Seen", "Watch"]

IntArray = NDArray[np.int64]

Needs = tuple[frozenset[Phenomenon], ...]
"""What must be seen to tell an absence: of each set at least one phenomenon."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """When each point was watched: the times of group ``group[i]``."""

    group: IntArray
    times: tuple[IntervalSet, ...]

    def at(self, at_us: IntArray) -> NDArray[np.bool_]:
        """Was each point watched at its instant?"""
        found = np.zeros(len(self.group), np.bool_)
        for number, times in enumerate(self.times):
            here = np.flatnonzero(self.group == number)
            found[here] = holds(times, at_us[here])
        return found


@dataclass(frozen=True, slots=True)
class _Look:
    """One sensor's times over one area that count for one need, or in which it was blind."""

    need: int
    sensor: str
    blind: bool
    area: bytes


class Watch:
    """All coverage of a run."""

    __slots__ = ("_shapes", "records")

    def __init__(self, coverage: Iterable[Coverage]) -> None:
        self.records = tuple(sorted(coverage, key=lambda record: record.id))
        self._shapes: dict[bytes, BaseGeometry] = {}

    def seen(
        self,
        needs: Needs,
        absent_at: float,
        window: Window,
        lon: FloatArray,
        lat: FloatArray,
    ) -> Seen:
        """When inside the window every need was met at each point."""
        looks = self._looks(needs, absent_at, window)
        areas = sorted({look.area for look in looks})
        column = {area: number for number, area in enumerate(areas)}
        held = np.zeros((len(lon), len(areas)), np.bool_)
        for number, area in enumerate(areas):
            held[:, number] = shapely.contains_xy(self._shape(area), lon, lat)
        patterns, group = np.unique(held, axis=0, return_inverse=True)
        times = []
        for pattern in patterns:
            here = {look: t for look, t in looks.items() if pattern[column[look.area]]}
            times.append(_all_needs(here, len(needs)))
        return Seen(np.asarray(group, np.int64).reshape(-1), tuple(times))

    def _looks(
        self, needs: Needs, absent_at: float, window: Window
    ) -> dict[_Look, IntervalSet]:
        """The records that count, those of one sensor and area joined."""
        found: dict[_Look, list[tuple[int, int]]] = {}
        start, end = window.start_us, window.end_us
        for record in self.records:
            low = max(micros(record.time.start), start)
            high = min(micros(record.time.end) + 1, end)
            if low >= high or not sees(record, needs, absent_at):
                continue
            blind = record.reason_blind is not None
            sensor = f"{record.source}\x1f{record.sensor}"
            for number, need in enumerate(needs):
                if need & set(record.phenomena) or (blind and not record.phenomena):
                    look = _Look(number, sensor, blind, record.area_wkb)
                    found.setdefault(look, []).append((low, high))
        return {look: union([np.array(t, np.int64)]) for look, t in found.items()}

    def _shape(self, wkb: bytes) -> BaseGeometry:
        """The area of a record, mended where it is broken, prepared."""
        if wkb not in self._shapes:
            shape = shapely.make_valid(shapely.from_wkb(wkb))
            shapely.prepare(shape)
            self._shapes[wkb] = shape
        return self._shapes[wkb]


def sees(record: Coverage, needs: Needs, absent_at: float) -> bool:
    """Does the record bear on an absence: by sight good enough, or by being blind?"""
    if record.reason_blind is not None:
        return True
    seen = set(record.phenomena)
    measured = record.p_detect_low is not None and record.p_detect_low >= absent_at
    return measured and any(need & seen for need in needs)


def _all_needs(looks: dict[_Look, IntervalSet], needs: int) -> IntervalSet:
    """When every need was met by some sensor that was not blind."""
    met: IntervalSet | None = None
    for number in range(needs):
        times = _one_need([(k, t) for k, t in looks.items() if k.need == number])
        met = times if met is None else intersection(met, times)
        if not len(met):
            return NO_TIME
    return NO_TIME if met is None else met


def _one_need(looks: Sequence[tuple[_Look, IntervalSet]]) -> IntervalSet:
    """When one need was met: each sensor's times without its own blind ones, together."""
    parts = []
    for sensor in dict.fromkeys(look.sensor for look, _ in looks):
        own = [(look.blind, times) for look, times in looks if look.sensor == sensor]
        sight = union(times for blind, times in own if not blind)
        parts.append(without(sight, union(times for blind, times in own if blind)))
    return union(parts)
