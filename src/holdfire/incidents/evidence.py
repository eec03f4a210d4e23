"""Detections as association uses them: when, where and how surely, with assumptions made.

Distances and covariances are in metres here; times in seconds since 1970.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from holdfire.base.instant import TimeBasis
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import Place, PlaceKind
from holdfire.base.region import Moments, moments_of
from holdfire.detections.columns import NO_TIME, codes_of, micros_of
from holdfire.detections.placement import places_of
from holdfire.detections.promotion import DENIAL
from holdfire.incidents.model import Kernel
from holdfire.incidents.occurrence import Occurrence, before, normal, window

__all__ = ["ASSUMED_PLACE", "Evidence", "distinct", "evidence_of"]

ASSUMED_PLACE = "place.accuracy_assumed"
"""Flag: the source states no accuracy of the place, the model's assumption stands in."""

_PERSONS = frozenset(
    {Modality.REPORT, Modality.CURATED, Modality.ALARM, Modality.REGISTER, Modality.MAP}
)
_READ = (
    "id",
    "observation_id",
    "origin_group",
    "scan",
    "source",
    "modality",
    "phenomenon",
    "synthetic",
    "time_basis",
    "sigma_s",
    "exists_low",
    "exists",
    "exists_high",
    "calibrated",
    "flags",
)
_UNSIZED_ADMIN_M = 10_000.0
_SURE = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Evidence:
    """One detection. ``row`` is its row in the sorted table.

    ``start``/``end`` is the stated time, ``time`` the density of when it happened, ``None``
    if undated. ``spot`` is mean and covariance, ``None`` without a place. ``exists`` is
    (low, value, high).
    """

    row: int
    id: str
    observation: str
    group: str
    scan: str | None
    source: str
    modality: Modality
    phenomenon: Phenomenon
    synthetic: bool
    start: float
    end: float
    basis: TimeBasis
    time: Occurrence | None
    place: Place
    spot: Moments | None
    exists: tuple[float, float, float]
    calibrated: bool
    denial: bool
    flags: tuple[str, ...]


def distinct(detections: pa.Table) -> pa.Table:
    """The detections sorted by id, each id once: order and repetition change nothing."""
    codes, ids = codes_of(detections.column("id"))
    names = np.array(ids.to_pylist(), dtype=object)
    _, first = np.unique(codes, return_index=True)
    order = np.argsort(names.astype(str), kind="stable") if len(names) else first
    return detections.take(first[order])


def _spot(place: Place, modality: Modality, kernel: Kernel) -> tuple[Moments | None, bool]:
    """Mean and covariance with the kernel's floors, and whether the accuracy is assumed."""
    known = moments_of(place)
    lon, lat = place.lon, place.lat
    if known is None and place.kind is PlaceKind.ADMIN and lon is not None and lat is not None:
        known = (lon, lat, _UNSIZED_ADMIN_M**2, 0.0, _UNSIZED_ADMIN_M**2)
        return known, True
    if known is None:
        return None, False
    lon, lat, ee, en, nn = known
    if ee == 0.0 == nn:
        floor = dict(kernel.space_floor_m)[modality] ** 2
        return (lon, lat, floor, 0.0, floor), True
    least = kernel.least_space_m**2
    return (lon, lat, ee + least, en, nn + least), False


def _time(
    start: float,
    end: float,
    sigma: float | None,
    kind: tuple[Modality, Phenomenon, TimeBasis],
    kernel: Kernel,
) -> Occurrence:
    """When it happened, given what was stated."""
    modality, phenomenon, basis = kind
    person = modality in _PERSONS
    accuracy = (
        sigma if sigma is not None else (kernel.person_s if person else kernel.instrument_s)
    )
    if start < end and sigma is None:
        accuracy = 0.0
    late = end + max(2.0 * accuracy, 1.0)
    if phenomenon is Phenomenon.THERMAL and modality is Modality.THERMAL:
        early = start - kernel.fire_lasts_s
        return before(early, late, kernel.fire_fades_s, kernel.fire_fading)
    if basis is TimeBasis.RECEIPT:
        return window(start - kernel.receipt_lag_s, late)
    if end - start >= 4.0 * accuracy and end > start:
        return window(start - 2.0 * accuracy, end + 2.0 * accuracy)
    variance = accuracy**2 + (end - start) ** 2 / 12.0
    return normal(0.5 * (start + end), max(variance, 1.0))


def _exists(
    low: float | None, value: float | None, high: float | None
) -> tuple[float, float, float]:
    """The interval of existence, never quite certain; unknown is anything."""
    ends = (
        0.0 if low is None else low,
        0.5 if value is None else value,
        1.0 if high is None else high,
    )
    cut = [min(max(one, 0.0), _SURE) for one in ends]
    return min(cut), cut[1], max(cut)


def _one(
    row: int,
    given: Mapping[str, Any],
    span: tuple[int, int],
    place: Place,
    known: tuple[Moments | None, bool],
    kernel: Kernel,
) -> Evidence:
    """The evidence of one row; ``span`` in microseconds, ``known`` from :func:`_spot`."""
    modality, kind = Modality(given["modality"]), Phenomenon(given["phenomenon"])
    basis = TimeBasis(given["time_basis"] or TimeBasis.UTC)
    dated = NO_TIME not in span
    start, end = (span[0] / 1e6, span[1] / 1e6) if dated else (math.nan, math.nan)
    about = (modality, kind, basis)
    flags = tuple((given["flags"] or "").split())
    spot, assumed = known
    return Evidence(
        row=row,
        id=given["id"],
        observation=given["observation_id"],
        group=given["origin_group"] or given["observation_id"],
        scan=given["scan"],
        source=given["source"],
        modality=modality,
        phenomenon=kind,
        synthetic=bool(given["synthetic"]),
        start=start,
        end=end,
        basis=basis,
        time=_time(start, end, given["sigma_s"], about, kernel) if dated else None,
        place=place,
        spot=spot,
        exists=_exists(given["exists_low"], given["exists"], given["exists_high"]),
        calibrated=bool(given["calibrated"]),
        denial=DENIAL in flags,
        flags=(*flags, ASSUMED_PLACE) if assumed else flags,
    )


def evidence_of(table: pa.Table, kernel: Kernel) -> Iterator[Evidence]:
    """The rows of a table made by :func:`distinct`, one by one, in its order."""
    columns: list[list[Any]] = [table.column(name).to_pylist() for name in _READ]
    starts = micros_of(table.column("t_start")).tolist()
    ends = micros_of(table.column("t_end")).tolist()
    spots: dict[tuple[Place, str], tuple[Moments | None, bool]] = {}
    places = places_of(table)
    for row, values in enumerate(zip(*columns, strict=True)):
        given = dict(zip(_READ, values, strict=True))
        key = (places[row], given["modality"])
        if key not in spots:
            spots[key] = _spot(places[row], Modality(given["modality"]), kernel)
        yield _one(row, given, (starts[row], ends[row]), places[row], spots[key], kernel)
