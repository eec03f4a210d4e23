"""Coverage as a sensor's keeper declared it: rows of the kind *sensor state*."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa

from holdfire.base.errors import BadInstant
from holdfire.base.identity import content_id
from holdfire.base.instant import TimeBasis, TimeSpan, from_micros, parse_instant
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import Place
from holdfire.detections.columns import NO_TIME, micros_of
from holdfire.detections.coverage import Coverage, SizeCurve, SizeStep, SizeUnit
from holdfire.detections.footprint import EMPTY, footprint_wkb
from holdfire.detections.placement import places_of

__all__ = ["declared_coverage"]


def _first(value: object) -> object:
    """The value itself, or the first of a list (properties may be set-valued)."""
    return (value[0] if value else None) if isinstance(value, list) else value


def _ends(value: object) -> tuple[float, float] | None:
    """A declared detection probability as an interval, ``None`` when not declared."""
    if isinstance(value, bool) or value is None:
        return None
    numbers = value if isinstance(value, list) else [value]
    if not numbers or not all(isinstance(n, int | float) for n in numbers):
        return None
    low, high = float(min(numbers)), float(max(numbers))
    return (low, high) if 0.0 <= low <= high <= 1.0 else None


def _judged(
    attributes: Mapping[str, object], area: bytes
) -> tuple[tuple[float, float] | None, str | None, str]:
    """Detection probability, why it was blind, and what that rests on."""
    status = _first(attributes.get("status")) or "up"
    reason = _first(attributes.get("reason"))
    why = f": {reason}" if reason else ""
    if status == "down":
        return None, str(reason or "down"), f"declared down{why}"
    if area == EMPTY:
        return None, "extent not stated", f"declared {status}, extent not stated"
    ends = _ends(attributes.get("p_detect"))
    if ends is not None:
        return ends, None, f"declared {status}{why}"
    if _first(attributes.get("register")) is True:
        return (1.0, 1.0), None, "declared complete by its keeper"
    return None, None, f"declared {status}{why}; probability to detect not stated"


def _phenomena(value: object) -> tuple[Phenomenon, ...]:
    """The kinds that the sensor is declared to see, each once; unknown words left out."""
    known = {kind.value for kind in Phenomenon}
    words = value if isinstance(value, list) else str(value or "").split()
    return tuple(Phenomenon(word) for word in sorted({str(w) for w in words} & known))


def _modality(value: object) -> Modality:
    """The declared modality; a log that does not say stays a log."""
    known = {one.value for one in Modality}
    return Modality(str(value)) if str(value) in known else Modality.SENSOR_LOG


def _by_phenomenon(value: object) -> tuple[tuple[Phenomenon, float, float], ...]:
    """The kinds whose probability differs, as declared; unreadable entries are left out."""
    if not isinstance(value, Mapping):
        return ()
    known = {kind.value for kind in Phenomenon}
    ends = {str(name): _ends(given) for name, given in value.items() if str(name) in known}
    return tuple(
        (Phenomenon(name), *found) for name, found in sorted(ends.items()) if found is not None
    )


def _by_size(unit: object, value: object) -> SizeCurve | None:
    """A curve of ``[least, low, high]`` steps in a known unit; ``None`` if it is not one."""
    if str(unit) not in {one.value for one in SizeUnit} or not isinstance(value, list):
        return None
    steps = []
    for entry in value:
        ends = _ends(entry[1:]) if isinstance(entry, list) else None
        if ends is None or not isinstance(entry[0], int | float) or not entry[0] >= 0.0:
            return None
        steps.append(SizeStep(float(entry[0]), *ends))
    steps.sort(key=lambda step: step.least)
    return SizeCurve(SizeUnit(str(unit)), tuple(steps)) if steps else None


def _watermark(value: object) -> datetime | None:
    """Up to when everything has been processed, as declared."""
    try:
        return None if value is None else parse_instant(str(value))
    except BadInstant:
        return None


def declared_coverage(rows: pa.Table) -> list[Coverage]:
    """One record per row of the kind *sensor state* that has a time.

    The attributes ``sensor, modality, status (up|down|degraded), reason, phenomena,
    p_detect`` (number or two ends), ``p_by_phenomenon`` (kind to number or ends),
    ``size_unit`` with ``p_by_size`` (list of least, low, high), ``processed_until`` and
    ``register`` are read. A probability is taken as declared; a register declared complete
    lists everything (1.0); nothing else gives one.
    """
    starts = micros_of(rows.column("t_start")).tolist()
    ends = micros_of(rows.column("t_end")).tolist()
    names = ("id", "number", "source", "attributes", "synthetic", "time_basis", "sigma_s")
    columns = [rows.column(name).to_pylist() for name in names]
    footprints: dict[Place, bytes] = {}
    found = []
    for start, end, place, id_, number, source, text, synthetic, basis, sigma in zip(
        starts, ends, places_of(rows), *columns, strict=True
    ):
        if NO_TIME in (start, end):
            continue
        if place not in footprints:
            footprints[place] = footprint_wkb(place)
        attributes = json.loads(text or "{}")
        p_detect, blind, rests_on = _judged(attributes, footprints[place])
        time = TimeSpan(
            from_micros(start), from_micros(end), TimeBasis(basis or TimeBasis.UTC), sigma
        )
        found.append(
            Coverage(
                id=content_id("coverage", id_, number),
                source=source,
                sensor=str(_first(attributes.get("sensor")) or source),
                modality=_modality(_first(attributes.get("modality"))),
                time=time,
                area_wkb=footprints[place],
                phenomena=_phenomena(attributes.get("phenomena")),
                p_detect_low=None if p_detect is None else p_detect[0],
                p_detect_high=None if p_detect is None else p_detect[1],
                reason_blind=blind,
                basis=rests_on,
                synthetic=synthetic,
                p_by_phenomenon=_by_phenomenon(attributes.get("p_by_phenomenon")),
                by_size=_by_size(
                    _first(attributes.get("size_unit")), attributes.get("p_by_size")
                ),
                processed_until=_watermark(_first(attributes.get("processed_until"))),
            )
        )
    return found
