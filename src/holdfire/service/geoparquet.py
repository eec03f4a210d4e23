"""Results as GeoParquet 1.1: Parquet with a geometry column that any GIS reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from holdfire.archive.durable import part_in, settle

__all__ = ["with_points", "write_geoparquet"]


def with_points(table: pa.Table, lon: str = "lon", lat: str = "lat") -> pa.Table:
    """The table with a ``geometry`` column of points (WKB); null where no place is known."""
    x = table.column(lon).to_numpy(zero_copy_only=False)
    y = table.column(lat).to_numpy(zero_copy_only=False)
    known = np.isfinite(x.astype(float)) & np.isfinite(y.astype(float))
    points = np.full(len(x), None, dtype=object)
    points[known] = shapely.to_wkb(shapely.points(x[known], y[known]))
    return table.append_column("geometry", pa.array(points, pa.binary()))


def write_geoparquet(table: pa.Table, path: Path, geometry: str = "geometry") -> None:
    """Write the table durably with GeoParquet 1.1 metadata; longitude/latitude, WGS 84.

    The ``crs`` key is absent, which the standard defines as OGC:CRS84.
    """
    kinds = _geometry_types(table.column(geometry))
    described = {
        "version": "1.1.0",
        "primary_column": geometry,
        "columns": {geometry: {"encoding": "WKB", "geometry_types": kinds}},
    }
    metadata = {**(table.schema.metadata or {}), b"geo": json.dumps(described).encode()}
    with part_in(path.parent) as part:
        pq.write_table(table.replace_schema_metadata(metadata), part, compression="zstd")
        settle(part, path)


def _geometry_types(column: pa.ChunkedArray[Any]) -> list[str]:
    """The GeoParquet names of the geometry types that occur, sorted."""
    names = {0: "Point", 1: "LineString", 3: "Polygon", 4: "MultiPoint", 6: "MultiPolygon"}
    shapes = shapely.from_wkb(column.drop_null().to_numpy(zero_copy_only=False))
    found = set(shapely.get_type_id(shapes).tolist()) if len(shapes) else set()
    return sorted(names[kind] for kind in found if kind in names)
