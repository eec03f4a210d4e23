"""The shapes of an agreement by name and time, ready to be measured against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.attachment import geometry_of, shape_at
from holdfire.agreement.geometry import Shape
from holdfire.base.instant import from_micros, micros
from holdfire.base.polyline import Polyline
from holdfire.base.zone_index import ZoneIndex
from holdfire.verification.points import Points

__all__ = ["FALSE", "TRUE", "UNKNOWN", "Atlas", "Chart", "TruthArray"]

TruthArray = NDArray[np.int8]
"""Truth values of :class:`holdfire.base.truth.Truth` for many points."""

FALSE, UNKNOWN, TRUE = np.int8(0), np.int8(1), np.int8(2)

_FIRST = -(2**62)
_LAST = 2**62
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One shape and when it is the one that holds: ``start_us <= t < end_us``."""

    shape: Shape
    start_us: int
    end_us: int


class Atlas:
    """The charts of every name of an agreement, and their measured forms, each made once."""

    __slots__ = ("_areas", "_charts", "_lines", "_zones", "agreement")

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self._charts: dict[str, tuple[Chart, ...]] = {}
        self._lines: dict[bytes, Polyline] = {}
        self._areas: dict[bytes, BaseGeometry] = {}
        self._zones: dict[bytes, ZoneIndex | None] = {}

    def charts(self, name: str) -> tuple[Chart, ...]:
        """The charts of a name in order of time; none when it is only named in the text."""
        if name not in self._charts:
            self._charts[name] = tuple(_charts(self.agreement, name))
        return self._charts[name]

    def line(self, shape: Shape) -> Polyline:
        """The line of a shape."""
        if shape.wkb not in self._lines:
            self._lines[shape.wkb] = Polyline.from_wkb(shape.wkb)
        return self._lines[shape.wkb]

    def area(self, shape: Shape) -> BaseGeometry:
        """The polygon of a shape, prepared; a site given as a point holds no other point."""
        if shape.wkb not in self._areas:
            geometry = geometry_of(shape)
            shapely.prepare(geometry)
            self._areas[shape.wkb] = geometry
        return self._areas[shape.wkb]

    def zone(self, shape: Shape) -> ZoneIndex | None:
        """The polygon of a shape as an index of one zone; ``None`` if it is no polygon."""
        if shape.wkb not in self._zones:
            geometry = geometry_of(shape)
            is_zone = geometry.geom_type in {"Polygon", "MultiPolygon"}
            self._zones[shape.wkb] = ZoneIndex([geometry]) if is_zone else None
        return self._zones[shape.wkb]

    def sides(self, shape: Shape) -> dict[str, int]:
        """Which party is left (+1) and right (-1) of a line, as far as anybody has said."""
        told = self.agreement.sides.get(shape.name, {})
        if shape.sides:
            told = {party: side for side, party in shape.sides.items()}
        signs = {"left": 1, "right": -1}
        return {party: signs[side] for party, side in told.items() if side in signs}

    def cuts(
        self, names: Iterable[str], start: datetime, end: datetime
    ) -> tuple[datetime, ...]:
        """The instants inside ``(start, end)`` at which a shape of these names changes."""
        found = {
            edge
            for name in names
            for chart in self.charts(name)
            for edge in (chart.start_us, chart.end_us)
        }
        low, high = micros(start), micros(end)
        return tuple(from_micros(edge) for edge in sorted(found) if low < edge < high)

    def ask(
        self,
        name: str,
        points: Points,
        which: NDArray[np.int64],
        judge: Callable[[Shape, NDArray[np.int64]], TruthArray],
    ) -> TruthArray:
        """A question to the shape that holds at the time of each point of ``which``.

        ``judge`` answers for points by their numbers. Where no shape holds the answer is
        unknown; where the time of a point reaches into two shapes that disagree, too.
        """
        charts = self.charts(name)
        early = _asked(charts, points.start_us, which, judge)
        late = points.end_us[which]
        moved = np.flatnonzero(
            _chart_of(charts, points.start_us[which]) != _chart_of(charts, late)
        )
        if len(moved):
            other = _asked(charts, points.end_us, which[moved], judge)
            early[moved] = np.where(other == early[moved], other, UNKNOWN)
        return early


def _charts(agreement: Agreement, name: str) -> list[Chart]:
    """Cut time at every validity edge of the name, then ask which shape holds."""
    shapes = [shape for shape in agreement.shapes if shape.name == name]
    edges = {edge for s in shapes for edge in (s.valid_from, s.valid_to) if edge is not None}
    starts = [_FIRST, *sorted(micros(edge) for edge in edges)]
    found: list[Chart] = []
    for start, end in zip(starts, [*starts[1:], _LAST], strict=True):
        at = _EARLIEST if start == _FIRST else from_micros(start)
        shape = shape_at(agreement, name, at) if shapes else None
        if shape is None:
            continue
        if found and found[-1].shape == shape and found[-1].end_us == start:
            found[-1] = Chart(shape, found[-1].start_us, end)
        else:
            found.append(Chart(shape, start, end))
    return found


def _chart_of(charts: Sequence[Chart], at_us: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of the chart that holds at each instant, -1 for none."""
    found = np.full(len(at_us), -1, np.int64)
    for number, chart in enumerate(charts):
        found[(at_us >= chart.start_us) & (at_us < chart.end_us)] = number
    return found


def _asked(
    charts: Sequence[Chart],
    at_us: NDArray[np.int64],
    which: NDArray[np.int64],
    judge: Callable[[Shape, NDArray[np.int64]], TruthArray],
) -> TruthArray:
    """The answer of the chart that holds at the given ends of the times."""
    answer = np.full(len(which), UNKNOWN, np.int8)
    chart_of = _chart_of(charts, at_us[which])
    for number, chart in enumerate(charts):
        here = np.flatnonzero(chart_of == number)
        if len(here):
            answer[here] = judge(chart.shape, which[here])
    return answer
