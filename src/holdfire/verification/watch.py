"""Who watched where and when, well enough to tell: coverage asked at many points at once.

This is the one place where a coverage record becomes sight. Whether an absence was seen
(:meth:`Watch.seen`) and what exposure is published beside a count both rest on its spells.

A record counts for a need when its lowest detection probability reaches the standard of the
clause. A record without a measured probability never counts. A blind record takes its own
sensor's sight away, never another's. Sight ends at the watermark of its record: what has not
been processed is neither seen nor missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.instant import from_micros, micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.coverage import Coverage, Size, p_detect_of, seen_until
from holdfire.verification.factor import FloatArray
from holdfire.verification.intervals import (
    NO_TIME,
    IntervalSet,
    holds,
    intersection,
    union,
    without,
)
from holdfire.verification.window import MICRO, Window

__all__ = ["Needs", "Seen", "Spell", "Watch", "chance_of"]

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
class Spell:
    """One record's part of a window: it could see some of the kinds asked about, or was blind.

    ``start_us <= t < end_us``. ``chance`` is the probability (low, high) to detect one such
    happening, ``None`` where nobody has measured it; ``blind`` says why it could not see.
    """

    source: str
    sensor: str
    modality: Modality
    area_wkb: bytes
    start_us: int
    end_us: int
    chance: tuple[float, float] | None
    blind: str | None


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
        held = self.inside(areas, lon, lat)
        patterns, group = np.unique(held, axis=0, return_inverse=True)
        times = []
        for pattern in patterns:
            here = {look: t for look, t in looks.items() if pattern[column[look.area]]}
            times.append(_all_needs(here, len(needs)))
        return Seen(np.asarray(group, np.int64).reshape(-1), tuple(times))

    def spells(
        self, kinds: frozenset[Phenomenon], window: Window, size: Size | None = None
    ) -> tuple[Spell, ...]:
        """Every record that looked for any of these kinds in the window, or was blind.

        A blind record that names no kind was blind to all. In order of the records' ids.
        """
        found = []
        for record in self.records:
            blind = record.reason_blind
            if not (kinds.intersection(record.phenomena) or (blind and not record.phenomena)):
                continue
            last = record.time.end if blind is not None else seen_until(record)
            low = max(micros(record.time.start), window.start_us)
            high = min(micros(last) + 1, window.end_us)
            if low < high:
                found.append(
                    Spell(
                        record.source,
                        record.sensor,
                        record.modality,
                        record.area_wkb,
                        low,
                        high,
                        None if blind is not None else chance_of(record, kinds, size),
                        blind,
                    )
                )
        return tuple(found)

    def inside(
        self, areas: Sequence[bytes], lon: FloatArray, lat: FloatArray
    ) -> NDArray[np.bool_]:
        """Which points (rows) lie in which areas (columns)."""
        held = np.zeros((len(lon), len(areas)), np.bool_)
        for number, area in enumerate(areas):
            shape = self._shape(area)
            west, south, east, north = shape.bounds
            near = np.flatnonzero(
                (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            )
            held[near, number] = shapely.contains_xy(shape, lon[near], lat[near])
        return held

    def looked(
        self, kinds: frozenset[Phenomenon], lon: FloatArray, lat: FloatArray, at_us: IntArray
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Was each point looked at, at its instant: with known probability, and at all?

        The first is :meth:`seen` at a probability of 0.0, for points with one instant each.
        """
        known, any_ = np.zeros(len(lon), np.bool_), np.zeros(len(lon), np.bool_)
        if not len(lon):
            return known, any_
        order = np.argsort(at_us, kind="stable")
        ordered = at_us[order]
        first, last = from_micros(int(ordered[0])), from_micros(int(ordered[-1]))
        sensors: dict[tuple[str, str], list[Spell]] = {}
        for spell in self.spells(kinds, Window(first, last + MICRO)):
            sensors.setdefault((spell.source, spell.sensor), []).append(spell)
        for spells in sensors.values():
            own = np.zeros((3, len(lon)), np.bool_)
            for spell in spells:
                low, high = np.searchsorted(ordered, (spell.start_us, spell.end_us)).tolist()
                here = order[low:high]
                held = here[self.inside([spell.area_wkb], lon[here], lat[here])[:, 0]]
                blind = spell.blind is not None
                own[2 if blind else int(spell.chance is None), held] = True
            known |= own[0] & ~own[2]
            any_ |= (own[0] | own[1]) & ~own[2]
        return known, any_

    def _looks(
        self, needs: Needs, absent_at: float, window: Window
    ) -> dict[_Look, IntervalSet]:
        """The records that count, those of one sensor and area joined."""
        found: dict[_Look, list[tuple[int, int]]] = {}
        for number, need in enumerate(needs):
            for spell in self.spells(need, window):
                blind = spell.blind is not None
                if blind or (spell.chance is not None and spell.chance[0] >= absent_at):
                    sensor = f"{spell.source}\x1f{spell.sensor}"
                    look = _Look(number, sensor, blind, spell.area_wkb)
                    found.setdefault(look, []).append((spell.start_us, spell.end_us))
        return {look: union([np.array(t, np.int64)]) for look, t in found.items()}

    def _shape(self, wkb: bytes) -> BaseGeometry:
        """The area of a record, mended where it is broken, prepared."""
        if wkb not in self._shapes:
            shape = shapely.make_valid(shapely.from_wkb(wkb))
            shapely.prepare(shape)
            self._shapes[wkb] = shape
        return self._shapes[wkb]


def chance_of(
    record: Coverage, kinds: frozenset[Phenomenon], size: Size | None = None
) -> tuple[float, float] | None:
    """The best probability (low, high) to detect one happening of any of these kinds.

    ``None`` where it is known for none of those that the record looks for.
    """
    ends = [p_detect_of(record, kind, size) for kind in record.phenomena if kind in kinds]
    known = [end for end in ends if end is not None]
    if not known:
        return None
    return max(low for low, _ in known), max(high for _, high in known)


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
