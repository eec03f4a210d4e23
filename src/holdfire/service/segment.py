"""Segments: immutable Parquet files named for their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as pds
import pyarrow.parquet as pq

from holdfire.archive.durable import part_in, settle
from holdfire.base.codes import Code
from holdfire.base.errors import IntegrityFailure
from holdfire.observations.record import Quarantined

__all__ = [
    "QUARANTINE_SCHEMA",
    "check_segment",
    "quarantine_table",
    "read_segments",
    "write_segment",
]

_BLOCK = 1 << 20

QUARANTINE_SCHEMA = pa.schema([(name, pa.string()) for name in Quarantined.__slots__])
QUARANTINE_SCHEMA = QUARANTINE_SCHEMA.set(
    QUARANTINE_SCHEMA.get_field_index("row"), pa.field("row", pa.int64())
)


def _digest(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_segment(folder: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> str:
    """Write the tables one after another as one segment; returns its name.

    Only one table is held at a time. The same content gives the same name, so a segment
    written twice is one file.
    """
    with part_in(folder) as part:
        _write(part, schema, tables)
        name = f"{_digest(part)}.parquet"
        if not (folder / name).exists():
            settle(part, folder / name)
    return name


def _write(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    """Stream the tables into one Parquet file."""
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
        for table in tables:
            writer.write_table(table)


def read_segments(
    folder: Path,
    names: Iterable[str],
    *,
    columns: list[str] | None = None,
    where: pds.Expression | None = None,
) -> pa.Table:
    """The rows of these segments in the order of the names."""
    paths = [folder / name for name in names]
    missing = [path.name for path in paths if not path.exists()]
    if missing:
        raise IntegrityFailure(Code.SEGMENT_CHANGED, f"segment {missing[0][:12]} is missing")
    data = pds.dataset([str(path) for path in paths], format="parquet")
    return data.to_table(columns=columns, filter=where)


def check_segment(folder: Path, name: str) -> bool:
    """Whether the segment is there and still is what its name says."""
    path = folder / name
    return path.exists() and f"{_digest(path)}.parquet" == name


def quarantine_table(rows: Iterable[Quarantined]) -> pa.Table:
    """Quarantined rows as a table of :data:`QUARANTINE_SCHEMA`."""
    names = Quarantined.__slots__
    return pa.Table.from_pylist(
        [{name: getattr(row, name) for name in names} for row in rows], QUARANTINE_SCHEMA
    )
