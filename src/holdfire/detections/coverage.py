"""Coverage: did we look, and could we have seen it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon

__all__ = [
    "Coverage",
    "Size",
    "SizeCurve",
    "SizeStep",
    "SizeUnit",
    "p_detect_of",
    "seen_until",
    "watermarks",
]


class SizeUnit(StrEnum):
    """What the size of a happening is measured in."""

    KG_TNT = "kg_tnt"
    CALIBRE_MM = "calibre_mm"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a happening is, in the unit of a curve; never converted into another unit."""

    value: float
    unit: SizeUnit


@dataclass(frozen=True, slots=True)
class SizeStep:
    """The probability to detect a happening of at least this size."""

    least: float
    p_low: float
    p_high: float


@dataclass(frozen=True, slots=True)
class SizeCurve:
    """What a sensor sees of which size: steps with rising ``least``, at least one.

    Each step holds up to the next. Below the first step nobody has stated anything.
    """

    unit: SizeUnit
    steps: tuple[SizeStep, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """When and where one sensor or source could have seen which phenomena.

    ``area_wkb`` is a polygon in longitude/latitude. ``p_detect_low``/``p_detect_high`` is
    the probability to detect one such happening inside area and time; ``None`` when nobody
    has measured it, and then this record never supports an absence. ``p_by_phenomenon`` are
    the kinds for which it differs (kind, low, high), ``by_size`` how it grows with size,
    ``None`` if nobody said. ``reason_blind`` is given when the sensor was there and could not
    see (cloud, outage, jamming, access). ``processed_until`` is the watermark: everything up
    to it has been processed; ``None`` means the whole record has.
    """

    id: str
    source: str
    sensor: str
    modality: Modality
    time: TimeSpan
    area_wkb: bytes
    phenomena: tuple[Phenomenon, ...]
    p_detect_low: float | None
    p_detect_high: float | None
    reason_blind: str | None
    basis: str
    synthetic: bool
    p_by_phenomenon: tuple[tuple[Phenomenon, float, float], ...] = ()
    by_size: SizeCurve | None = None
    processed_until: datetime | None = None


def p_detect_of(
    record: Coverage, phenomenon: Phenomenon, size: Size | None = None
) -> tuple[float, float] | None:
    """The probability (low, high) to detect one happening of a kind; ``None``: not known.

    Zero where the record is blind or does not look for the kind. A size counts where the
    record has a curve in its unit, and wins over the kind. Without a size, a record that
    only has a curve detects with anything from zero (smaller than its first step) to the
    top of the curve.
    """
    if record.reason_blind is not None or phenomenon not in record.phenomena:
        return 0.0, 0.0
    if size is not None and record.by_size is not None and record.by_size.unit is size.unit:
        fitting = [step for step in record.by_size.steps if step.least <= size.value]
        return (fitting[-1].p_low, fitting[-1].p_high) if fitting else None
    for kind, low, high in record.p_by_phenomenon:
        if kind is phenomenon:
            return low, high
    if record.p_detect_low is not None:
        top = record.p_detect_high
        return record.p_detect_low, record.p_detect_low if top is None else top
    if size is None and record.by_size is not None:
        return 0.0, max(step.p_high for step in record.by_size.steps)
    return None


def seen_until(record: Coverage) -> datetime:
    """The last instant for which a miss of this record counts: its end or its watermark."""
    if record.processed_until is None:
        return record.time.end
    return min(record.time.end, record.processed_until)


def watermarks(coverage: Iterable[Coverage]) -> dict[str, datetime]:
    """For each source the instant up to which everything has been processed (UTC).

    The newest of what its records declare; where a record declares none, its end. Sorted by
    the name of the source.
    """
    found: dict[str, datetime] = {}
    for record in coverage:
        at = record.processed_until or record.time.end
        found[record.source] = max(found.get(record.source, at), at)
    return dict(sorted(found.items()))
