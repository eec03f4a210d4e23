"""A count beside its exposure: how many were recorded, where somebody looked and where not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.agreement.agreement import Agreement
from holdfire.base.instant import TimeSpan, micros
from holdfire.base.phenomenon import Phenomenon
from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident
from holdfire.verification.exposure_places import OUTSIDE, Part
from holdfire.verification.exposure_rate import (
    ExposedRate,
    expected_seen,
    exposed_rate,
)
from holdfire.verification.exposure_record import Exposure, Kind, Watched
from holdfire.verification.exposure_survey import Subject, exposure_of, subjects_of
from holdfire.verification.factor import FloatArray
from holdfire.verification.watch import Spell, Watch
from holdfire.verification.window import Window

__all__ = ["Counted", "CountedBin", "CountedExposure", "counted_exposures"]

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """Recorded happenings of one side (an empty label: of the whole) beside its exposure.

    An incident counts with the share of its place that lies there. ``recorded`` is the sum of
    ``measured`` (where and when a sensor of known probability looked), ``unmeasured``
    (somebody looked, nobody knows how well) and ``unwatched`` (known from elsewhere).
    ``rate`` is ``None`` where there is no known exposure, and for a kind of several phenomena,
    which are not watched alike: then no rate exists.
    """

    side: str
    recorded: float
    measured: float
    unmeasured: float
    unwatched: float
    watched: Watched
    rate: ExposedRate | None


@dataclass(frozen=True, slots=True)
class CountedBin:
    """One day: what was recorded, and how many of these would be seen at the period's rate.

    ``expected`` (low, middle, high) is ``None`` where the period has no rate.
    """

    recorded: float
    expected: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class CountedExposure:
    """An exposure and the counts that may be read beside it; ``days`` are as its bins."""

    exposure: Exposure
    whole: Counted
    sides: tuple[Counted, ...]
    days: tuple[CountedBin, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """The possible places of incidents of a kind: share, side, time, and how it was watched.

    ``state`` is 0 measured, 1 unmeasured, 2 unwatched.
    """

    share: FloatArray
    side: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    at_us: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    state: np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def counted_exposures(
    agreement: Agreement,
    incidents: Sequence[Incident],
    coverage: Iterable[Coverage],
    period: TimeSpan,
    kinds: Sequence[Kind],
) -> tuple[CountedExposure, ...]:
    """Every line and zone of the text by kind, with what was recorded there beside it.

    Where the text has no shape, the box around everything recorded stands in. The order of
    incidents and coverage changes nothing.
    """
    watch, window = Watch(coverage), Window(period.start, period.end)
    found = []
    for subject in subjects_of(agreement, incidents, window):
        known: dict[tuple[Spell, ...], Exposure] = {}
        for kind in kinds:
            spells = watch.spells(kind.phenomena, window, kind.size)
            if spells not in known:
                known[spells] = exposure_of(subject, kind, watch, window)
            exposure = known[spells].of_kind(kind)
            found.append(_counted(subject, exposure, incidents, watch))
    return tuple(found)


def _counted(
    subject: Subject, exposure: Exposure, incidents: Sequence[Incident], watch: Watch
) -> CountedExposure:
    """The counts of one subject and kind."""
    own = [item for item in incidents if _main(item) in exposure.kind.phenomena]
    parts = [(part, _marks(part, own, exposure.kind, watch)) for part in subject.parts]
    rated = len(exposure.kind.phenomena) == 1
    whole = _count("", [(marks, None) for _, marks in parts], exposure.whole, rated=rated)
    sides = []
    for label, watched in exposure.sides:
        chosen = [
            (marks, part.places.labels.index(label))
            for part, marks in parts
            if label in part.places.labels
        ]
        sides.append(_count(label, chosen, watched, rated=rated))
    return CountedExposure(
        exposure, whole, tuple(sides), tuple(_days(exposure, whole, [m for _, m in parts]))
    )


def _main(incident: Incident) -> Phenomenon:
    """The most probable class; ties go to the first name."""
    if not incident.classes:
        return Phenomenon.UNKNOWN
    return min(incident.classes, key=lambda item: (-item[1], item[0].value))[0]


def _marks(part: Part, incidents: Sequence[Incident], kind: Kind, watch: Watch) -> _Marks:
    """The places of the incidents whose middle lies in the part's window, inside its shape."""
    rows: list[tuple[float, float, float, int]] = []
    for item in incidents:
        middle = (micros(item.time.start) + micros(item.time.end)) // 2
        if item.region is not None and part.window.start_us <= middle < part.window.end_us:
            rows.extend((*node, middle) for node in item.region.nodes)
    lon, lat, share = np.array([row[:3] for row in rows], np.float64).reshape(-1, 3).T
    at_us = np.array([row[3] for row in rows], np.int64)
    side = part.where(lon, lat)
    inside = np.flatnonzero(side != OUTSIDE)
    lon, lat, at_us = lon[inside], lat[inside], at_us[inside]
    measured, looked = watch.looked(kind.phenomena, lon, lat, at_us)
    state = np.select([measured, looked], [0, 1], 2).astype(np.int64)
    return _Marks(share[inside], side[inside], at_us, state)


def _count(
    label: str,
    parts: Sequence[tuple[_Marks, int | None]],
    watched: Watched,
    *,
    rated: bool,
) -> Counted:
    """The sums of one side, or of the whole."""
    sums = []
    for state in range(3):
        shares: list[float] = []
        for marks, side in parts:
            here = marks.state == state
            if side is not None:
                here &= marks.side == side
            shares.extend(marks.share[here].tolist())
        sums.append(round(math.fsum(shares), _DIGITS))
    return Counted(
        side=label,
        recorded=round(math.fsum(sums), _DIGITS),
        measured=sums[0],
        unmeasured=sums[1],
        unwatched=sums[2],
        watched=watched,
        rate=exposed_rate(sums[0], watched) if rated else None,
    )


def _days(exposure: Exposure, whole: Counted, marks: Sequence[_Marks]) -> Iterable[CountedBin]:
    """What was recorded on each day, and what the period's rate would let one see on it."""
    for one in exposure.bins:
        start, end = micros(one.start), micros(one.end)
        shares = [
            share
            for own in marks
            for share in own.share[(own.at_us >= start) & (own.at_us < end)].tolist()
        ]
        rate = whole.rate
        expected = None if rate is None else expected_seen(rate.value, one.watched)
        yield CountedBin(round(math.fsum(shares), _DIGITS), expected)
