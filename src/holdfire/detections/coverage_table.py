"""Coverage records as a table and back, without loss."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import Any

import pyarrow as pa

from holdfire.base.instant import TimeBasis, TimeSpan, micros
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.coverage import Coverage

__all__ = ["coverage_from", "coverage_table"]

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
    pa.field("geometry", pa.binary()),
]

_SCHEMA = pa.schema(_FIELDS)


def coverage_table(coverage: Iterable[Coverage]) -> pa.Table:
    """The records as a table; ``geometry`` is the area as WKB, ready for GeoParquet."""
    rows = [
        {
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
            "geometry": one.area_wkb,
        }
        for one in coverage
    ]
    return pa.Table.from_pylist(rows, _SCHEMA)


def coverage_from(table: pa.Table) -> tuple[Coverage, ...]:
    """The records of :func:`coverage_table`, exactly and in their order."""
    return tuple(
        Coverage(
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
        )
        for row in table.to_pylist()
    )
