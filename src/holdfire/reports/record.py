"""What a report is made from: results of the rooms below, and what became of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.base.instant import TimeSpan
from holdfire.base.quantity import Probability
from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident
from holdfire.verification.exposure_count import CountedExposure
from holdfire.verification.exposure_held import HeldExposure
from holdfire.verification.verdict import Verification

__all__ = [
    "Accounting",
    "Chance",
    "RateStep",
    "ReportInput",
    "SideCount",
    "SourceLine",
]


@dataclass(frozen=True, slots=True)
class Accounting:
    """What became of the rows: ``rows_in == observations + quarantined``, always.

    ``duplicates`` are observations that say the same as another one (the same row in two
    files); ``undated`` have no readable time; ``in_period`` are distinct and dated inside.
    """

    rows_in: int
    observations: int
    quarantined: int
    duplicates: int
    undated: int
    in_period: int
    detections: int
    incidents: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source in this run: what it gave, when, and what it cannot see.

    ``reasons`` are the quarantine reasons with their counts.
    """

    name: str
    title: str
    modality: str
    rows_in: int
    observations: int
    quarantined: int
    in_period: int
    first: datetime | None
    last: datetime | None
    licence: str
    latency: str
    bias: str
    cannot_see: str
    synthetic: bool
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Chance:
    """Corroboration of two sources beside what chance alone would give.

    ``observed`` reports of ``left`` have a partner in ``right``; ``mean`` and
    ``low``..``high`` (95 %) are the same count after random shifts of the dates.
    """

    left: str
    right: str
    observed: int
    mean: float
    low: float
    high: float
    shifts: int


@dataclass(frozen=True, slots=True)
class Origins:
    """Independent origins beside what chance alone would give.

    ``incidents`` rest on two or more independent origins. By the coarser rule of a meeting
    in place and time ``groups`` of reports of different sources agree; ``mean`` and
    ``low``..``high`` (95 %) are that count after random shifts of the dates.
    """

    incidents: int
    groups: int
    mean: float
    low: float
    high: float
    shifts: int


@dataclass(frozen=True, slots=True)
class RateStep:
    """The rate of incidents per day before and after an instant, by source.

    ``ratio`` is after divided by before with its exact 95 % interval; ``None`` where one
    side is empty and no ratio exists. ``before_watched`` and ``after_watched`` are the shares
    of each side's time in which the source looked anywhere, with known probability and with
    unknown: counts of two sides may only be compared beside them.
    """

    at: datetime
    what: str
    source: str
    before: int
    before_days: float
    after: int
    after_days: float
    ratio: float | None
    low: float | None
    high: float | None
    before_watched: tuple[float, float] = (0.0, 0.0)
    after_watched: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class SideCount:
    """Incidents by what a dated map says about their place, with the map's own doubt.

    ``exposure`` says how well inside and outside were watched; ``None`` without any place.
    """

    source: str
    inside: float
    outside: float
    unknown: float
    missing_days: int
    exposure: HeldExposure | None = None


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything a report may say. ``made_at`` is passed in; nothing here reads a clock.

    ``parameters`` is the id of the calibration that the incidents were computed with.
    """

    title: str
    kind: str
    agreement: Agreement
    verification: Verification
    period: TimeSpan
    incidents: tuple[Incident, ...]
    coverage: tuple[Coverage, ...]
    accounting: Accounting
    sources: tuple[SourceLine, ...]
    chance: tuple[Chance, ...]
    origins: Origins
    rate_steps: tuple[RateStep, ...]
    side_counts: tuple[SideCount, ...]
    lint: tuple[str, ...]
    synthetic: bool
    made_at: datetime
    program: str
    data_hash: str
    parameters: str | None = None
    previous: dict[str, int] | None = None
    any_incident: Probability | None = None
    exposure: tuple[CountedExposure, ...] = ()
