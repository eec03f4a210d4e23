"""Coverage records as a table and back, without loss; tables of earlier versions are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

import pyarrow as pa

from holdfire.base.instant import TimeBasis, TimeSpan, micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.coverage import Coverage, SizeCurve, SizeStep, SizeUnit

__all__ = ["coverage_from", "coverage_table"]

_ENDS: list[pa.Field[Any]] = [
    pa.field("low", pa.float64()),
    pa.field("high", pa.float64()),
]
_BY_KIND = pa.struct([pa.field("phenomenon", pa.string()), *_ENDS])
_BY_SIZE = pa.struct([pa.field("least", pa.float64()), *_ENDS])

_FIELDS: list[pa.Field[Any]] = [
    pa.field("id", pa.string()),
    pa.field("source", pa.string()),
    pa.field("sensor", pa.string()),
    pa.field("modality", pa.string()),
    pa.field("t_start", pa.timestamp("us", tz="UTC")),
    pa.field("t_end", pa.timestamp("us", tz="UTC")),
    pa.field("time_basis", pa.string()),
    pa.field("sigma_s", pa.float64()),
    pa.field("phenomena", pa.list_(pa.string())),
    pa.field("p_detect_low", pa.float64()),
    pa.field("p_detect_high", pa.float64()),
    pa.field("reason_blind", pa.string()),
    pa.field("basis", pa.string()),
    pa.field("synthetic", pa.bool_()),
    pa.field("p_by_phenomenon", pa.list_(_BY_KIND)),
    pa.field("size_unit", pa.string()),
    pa.field("p_by_size", pa.list_(_BY_SIZE)),
    pa.field("processed_until", pa.timestamp("us", tz="UTC")),
    pa.field("geometry", pa.binary()),
]

_SCHEMA = pa.schema(_FIELDS)


def coverage_table(coverage: Iterable[Coverage]) -> pa.Table:
    """The records as a table; ``geometry`` is the area as WKB, ready for GeoParquet."""
    return pa.Table.from_pylist([_row(one) for one in coverage], _SCHEMA)


def _row(one: Coverage) -> dict[str, object]:
    """One record as the values of a row."""
    curve = one.by_size
    return {
        "id": one.id,
        "source": one.source,
        "sensor": one.sensor,
        "modality": one.modality.value,
        "t_start": micros(one.time.start),
        "t_end": micros(one.time.end),
        "time_basis": one.time.basis.value,
        "sigma_s": one.time.sigma_s,
        "phenomena": [kind.value for kind in one.phenomena],
        "p_detect_low": one.p_detect_low,
        "p_detect_high": one.p_detect_high,
        "reason_blind": one.reason_blind,
        "basis": one.basis,
        "synthetic": one.synthetic,
        "p_by_phenomenon": [
            {"phenomenon": kind.value, "low": low, "high": high}
            for kind, low, high in one.p_by_phenomenon
        ],
        "size_unit": None if curve is None else curve.unit.value,
        "p_by_size": None
        if curve is None
        else [{"least": s.least, "low": s.p_low, "high": s.p_high} for s in curve.steps],
        "processed_until": None if one.processed_until is None else micros(one.processed_until),
        "geometry": one.area_wkb,
    }


def coverage_from(table: pa.Table) -> tuple[Coverage, ...]:
    """The records of :func:`coverage_table`, exactly and in their order."""
    return tuple(_record(row) for row in table.to_pylist())


def _record(row: Mapping[str, Any]) -> Coverage:
    """One row as a record; what an earlier version did not write is not known."""
    until = row.get("processed_until")
    return Coverage(
        id=row["id"],
        source=row["source"],
        sensor=row["sensor"],
        modality=Modality(row["modality"]),
        time=TimeSpan(
            row["t_start"].astimezone(UTC),
            row["t_end"].astimezone(UTC),
            TimeBasis(row["time_basis"]),
            row["sigma_s"],
        ),
        area_wkb=row["geometry"],
        phenomena=tuple(Phenomenon(kind) for kind in row["phenomena"]),
        p_detect_low=row["p_detect_low"],
        p_detect_high=row["p_detect_high"],
        reason_blind=row["reason_blind"],
        basis=row["basis"],
        synthetic=row["synthetic"],
        p_by_phenomenon=tuple(
            (Phenomenon(one["phenomenon"]), one["low"], one["high"])
            for one in row.get("p_by_phenomenon") or ()
        ),
        by_size=_curve(row.get("size_unit"), row.get("p_by_size") or ()),
        processed_until=None if until is None else until.astimezone(UTC),
    )


def _curve(unit: str | None, steps: Iterable[Mapping[str, float]]) -> SizeCurve | None:
    """The curve of a row, ``None`` without one."""
    if unit is None:
        return None
    made = (SizeStep(one["least"], one["low"], one["high"]) for one in steps)
    return SizeCurve(SizeUnit(unit), tuple(made))
