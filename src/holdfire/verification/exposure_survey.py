"""The published exposure of a run: each line, each zone, for each kind of happening.

Where the text has neither lines nor zones with a shape, the box around everything recorded
stands in: it says who looked there, and never that anything lies on a side.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.geometry import ShapeKind
from holdfire.base.instant import from_micros, micros
from holdfire.incidents.record import Incident
from holdfire.verification.atlas import Atlas, Chart
from holdfire.verification.cells import chart_at
from holdfire.verification.exposure_places import (
    Part,
    Places,
    anywhere,
    in_zone,
    near_line,
    places_in_box,
    places_in_zone,
    places_of_line,
)
from holdfire.verification.exposure_record import (
    Bin,
    Blind,
    Exposure,
    Kind,
    SubjectKind,
    Watched,
)
from holdfire.verification.exposure_strip import strips_of
from holdfire.verification.exposure_sweep import BLIND, MEASURED, UNMEASURED, Swept, sweep
from holdfire.verification.factor import FloatArray
from holdfire.verification.watch import Watch
from holdfire.verification.window import Window

__all__ = [
    "EXTENT",
    "REACH_KM",
    "Subject",
    "box_around",
    "exposure_of",
    "subjects_of",
    "watched_of",
]

REACH_KM = 5.0
"""How far from a line its two sides are taken to reach, for exposure."""

EXTENT = "box around everything recorded"
"""What an extent is called, because no text gives it a name."""

_HOUR_US = 3_600_000_000
_HOURLY_UP_TO = 96
_DIGITS = 6
_LEAST_DEGREES = 0.02

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A line, a zone or an extent over a period."""

    name: str
    kind: SubjectKind
    parts: tuple[Part, ...]


def subjects_of(
    agreement: Agreement, incidents: Iterable[Incident], window: Window
) -> tuple[Subject, ...]:
    """What has an exposure: lines, then zones, in the order of their shapes."""
    atlas = Atlas(agreement)
    names = dict.fromkeys(
        (shape.kind, shape.name)
        for kind in (ShapeKind.LINE, ShapeKind.ZONE)
        for shape in agreement.shapes
        if shape.kind is kind
    )
    lines = [name for kind, name in names if kind is ShapeKind.LINE]
    found = [
        Subject(
            name,
            SubjectKind.LINE if kind is ShapeKind.LINE else SubjectKind.ZONE,
            tuple(_parts(atlas, name, kind, lines, window)),
        )
        for kind, name in names
    ]
    found = [subject for subject in found if subject.parts]
    return tuple(found) if found else _extent(incidents, window)


def _parts(
    atlas: Atlas, name: str, kind: ShapeKind, lines: Sequence[str], window: Window
) -> list[Part]:
    """The places of a name, cut where its shape (or the line that divides it) changes."""
    divider = lines[0] if lines and kind is ShapeKind.ZONE else ""
    names = [name, divider] if divider else [name]
    edges = [window.start, *atlas.cuts(names, window.start, window.end), window.end]
    found = []
    for start, end in itertools.pairwise(edges):
        chart = chart_at(atlas, name, micros(start))
        if chart is None:
            continue
        line = chart_at(atlas, divider, micros(start)) if divider else None
        part = _part(atlas, chart, line, Window(start, end))
        if part is not None:
            found.append(part)
    return found


def _part(atlas: Atlas, chart: Chart, divider: Chart | None, window: Window) -> Part | None:
    """The places of one chart over a window."""
    if chart.shape.kind is ShapeKind.LINE:
        places = places_of_line(atlas, chart, REACH_KM)
        return Part(places, window, near_line(atlas, chart, REACH_KM))
    cells = places_in_zone(atlas, chart.shape.name, window.start_us, divider)
    return None if cells is None else Part(cells, window, in_zone(atlas, chart, divider))


def _extent(incidents: Iterable[Incident], window: Window) -> tuple[Subject, ...]:
    """The box around every place of an incident; nothing without any."""
    box = box_around(incidents)
    if box is None:
        return ()
    return (Subject(EXTENT, SubjectKind.EXTENT, (Part(box, window, anywhere),)),)


def box_around(incidents: Iterable[Incident]) -> Places | None:
    """Equal steps over the box around every place of an incident; ``None`` without any."""
    placed = [item.region for item in incidents if item.region is not None]
    if not placed:
        return None
    lon, lat = [region.lon for region in placed], [region.lat for region in placed]
    pad = _LEAST_DEGREES / 2.0
    return places_in_box(min(lon) - pad, min(lat) - pad, max(lon) + pad, max(lat) + pad)


def exposure_of(subject: Subject, kind: Kind, watch: Watch, window: Window) -> Exposure:
    """How a subject was watched for a kind over a window."""
    edges = _edges(window)
    tally = _Tally(len(edges) - 1)
    for part in subject.parts:
        own = np.unique(np.clip(edges, part.window.start_us, part.window.end_us))
        spells = watch.spells(kind.phenomena, part.window, kind.size)
        swept = sweep(watch, part.places.lon, part.places.lat, spells, own)
        tally.add(part, swept, own, int(np.searchsorted(edges, own[0], side="right")) - 1)
    whole = tally.watched("", slice(None))
    return Exposure(
        subject=subject.name,
        subject_kind=subject.kind,
        kind=kind,
        reach_km=REACH_KM if subject.kind is SubjectKind.LINE else 0.0,
        whole=whole,
        sides=tuple((name, tally.watched(name, slice(None))) for name in tally.labels()),
        bins=tuple(_days(tally, edges)),
        sources=tuple(
            (name, way, tally.by_source((name, way), whole.total))
            for name, way in sorted(tally.sources)
        ),
        blind=tuple(
            Blind(source, reason, round(amount, _DIGITS))
            for (source, reason), amount in sorted(tally.reasons.items())
        ),
        strips=strips_of(tally.swept, edges, sided=subject.kind is SubjectKind.LINE),
    )


def _edges(window: Window) -> IntArray:
    """The borders of the bins: hours of a short window, else days (UTC)."""
    hours = (window.end_us - window.start_us) / _HOUR_US
    step = _HOUR_US if hours <= _HOURLY_UP_TO else 24 * _HOUR_US
    first = -(-window.start_us // step) * step
    inner = np.arange(first, window.end_us, step, dtype=np.int64)
    return np.unique(np.concatenate(([window.start_us], inner, [window.end_us])))


def _days(tally: _Tally, edges: IntArray) -> Iterable[Bin]:
    """What was watched on each civil day (UTC) of the window."""
    day = edges[:-1] // (24 * _HOUR_US)
    for one in np.unique(day).tolist():
        which = np.flatnonzero(day == one)
        start, end = int(edges[which[0]]), int(edges[which[-1] + 1])
        yield Bin(
            from_micros(start),
            from_micros(end),
            tally.watched("", slice(int(which[0]), int(which[-1]) + 1)),
        )


class _Tally:
    """Sums over groups of places by side and bin, the same for any order of the groups."""

    __slots__ = ("bins", "reasons", "sides", "sources", "swept")

    def __init__(self, bins: int) -> None:
        self.bins = bins
        self.sides: dict[str, FloatArray] = {}
        self.sources: dict[tuple[str, str], FloatArray] = {}
        self.reasons: dict[tuple[str, str], float] = {}
        self.swept: list[tuple[Part, Swept, IntArray]] = []

    def labels(self) -> list[str]:
        """The sides, in the order in which they were first met."""
        return [label for label in self.sides if label]

    def add(self, part: Part, swept: Swept, edges: IntArray, offset: int) -> None:
        """One part; its first bin is bin ``offset`` of the whole."""
        places, bins = part.places, slice(offset, offset + len(edges) - 1)
        self.swept.append((part, swept, edges))
        hours = np.diff(edges) / _HOUR_US
        sides = [("", np.ones(len(places.lon), np.bool_))]
        sides += [(name, places.side == number) for number, name in enumerate(places.labels)]
        for label, here in sides:
            weight = _by_group(places.weight[here], swept.group[here], swept.state.shape[1])
            rows = np.concatenate((swept.state.astype(np.float64), swept.seen))
            sums = self.sides.setdefault(label, np.zeros((1 + len(rows), self.bins)))
            sums[0, bins] += math.fsum(places.weight[here].tolist()) * hours
            sums[1:, bins] += _summed(rows * (weight / _HOUR_US)[:, None], 1)
            if not label:
                self._add_sources(swept, weight / _HOUR_US)

    def _add_sources(self, swept: Swept, weight: FloatArray) -> None:
        """Each source by itself, and why it was blind."""
        for key, (state, seen) in swept.sources.items():
            rows = np.concatenate((state.astype(np.float64), seen))
            kept = self.sources.setdefault(key, np.zeros(len(rows)))
            kept += _summed(rows * weight, 1)
        for key, spent in swept.blind.items():
            self.reasons[key] = self.reasons.get(key, 0.0) + float(_summed(weight * spent, 0))

    def watched(self, label: str, bins: slice) -> Watched:
        """The sums of a side over some bins."""
        sums = self.sides.get(label, np.zeros((10, self.bins)))[:, bins]
        return watched_of([math.fsum(row) for row in sums.tolist()])

    def by_source(self, key: tuple[str, str], total: float) -> Watched:
        """The sums of one source by itself."""
        return watched_of([total, *self.sources[key].tolist()])


def _by_group(weight: FloatArray, group: IntArray, count: int) -> FloatArray:
    """The weight of each group, each added up exactly."""
    members: list[list[float]] = [[] for _ in range(count)]
    for value, number in zip(weight.tolist(), group.tolist(), strict=True):
        members[number].append(value)
    return np.array([math.fsum(own) for own in members])


def _summed(values: FloatArray, axis: int) -> FloatArray:
    """The sum along an axis, from the smallest value to the largest: order-free."""
    total: FloatArray = np.sort(values, axis=axis).sum(axis=axis)
    return total


def watched_of(sums: Sequence[float]) -> Watched:
    """Total, three states and six chances, rounded to millionths; the rest nobody watched."""
    total, *rest = (round(value, _DIGITS) for value in sums)
    measured, unmeasured, blind = rest[MEASURED], rest[UNMEASURED], rest[BLIND]
    ends = rest[3:]
    return Watched(
        total=total,
        measured=measured,
        unmeasured=unmeasured,
        blind=blind,
        nobody=round(max(total - measured - unmeasured - blind, 0.0), _DIGITS),
        best=(ends[0], ends[1], ends[2]),
        independent=(ends[3], ends[4], ends[5]),
    )
