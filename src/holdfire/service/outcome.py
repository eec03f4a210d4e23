"""Writing the results of a run: each file whole, the report last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from holdfire.archive.durable import part_in, settle, write_durably
from holdfire.detections.coverage import Coverage
from holdfire.detections.coverage_table import coverage_table
from holdfire.incidents.incident_table import incident_table
from holdfire.incidents.record import Incident
from holdfire.service.geoparquet import with_points, write_geoparquet

__all__ = ["write_outcome"]


def write_outcome(
    out: Path,
    *,
    incidents: tuple[Incident, ...],
    detections: pa.Table,
    coverage: tuple[Coverage, ...],
    quarantine: pa.Table,
    report: Mapping[str, Any],
    html: str,
) -> None:
    """Write the six files of a run into ``out``.

    ``report.json`` comes last: where it is, the others are whole. CSV is not written here;
    Parquet cells are values, so a formula in a text cell stays text.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.json").unlink(missing_ok=True)
    write_geoparquet(incident_table(incidents), out / "incidents.parquet")
    write_geoparquet(with_points(detections), out / "detections.parquet")
    write_geoparquet(coverage_table(coverage), out / "coverage.parquet")
    with part_in(out) as part:
        pq.write_table(quarantine, part, compression="zstd")
        settle(part, out / "quarantine.parquet")
    write_durably(out / "report.html", html.encode())
    text = json.dumps(report, ensure_ascii=False, allow_nan=False, indent=1)
    write_durably(out / "report.json", text.encode())
