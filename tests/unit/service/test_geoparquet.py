from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from holdfire.service.geoparquet import with_points, write_geoparquet


def test_the_file_carries_geoparquet_1_1(tmp_path: Path) -> None:
    table = pa.table({"lon": [30.5, None], "lat": [50.4, None]})
    write_geoparquet(with_points(table), tmp_path / "x.parquet")
    stored = pq.read_table(tmp_path / "x.parquet")
    geo = json.loads((stored.schema.metadata or {})[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["primary_column"] == "geometry"
    assert geo["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}
    first, second = stored.column("geometry").to_pylist()
    assert shapely.equals(shapely.from_wkb(first), shapely.Point(30.5, 50.4))
    assert second is None


def test_no_rows_still_make_a_valid_file(tmp_path: Path) -> None:
    table = pa.table({"lon": pa.array([], pa.float64()), "lat": pa.array([], pa.float64())})
    write_geoparquet(with_points(table), tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").num_rows == 0
