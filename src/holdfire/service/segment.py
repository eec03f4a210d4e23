"""Segments: immutable Parquet files named for their content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as pds
import pyarrow.parquet as pq

from holdfire.base.codes import Code
from holdfire.base.errors import IntegrityFailure
from holdfire.observations.record import Quarantined
from holdfire.service.store.folderobjects import digest_of
from holdfire.service.store.objects import Objects

__all__ = [
    "QUARANTINE_SCHEMA",
    "Segments",
    "check_segment",
    "quarantine_table",
    "read_segments",
    "segment_paths",
    "write_segment",
]

QUARANTINE_SCHEMA = pa.schema([(name, pa.string()) for name in Quarantined.__slots__])
QUARANTINE_SCHEMA = QUARANTINE_SCHEMA.set(
    QUARANTINE_SCHEMA.get_field_index("row"), pa.field("row", pa.int64())
)


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of one kind in a store: those whose names start with ``prefix/``."""

    objects: Objects
    prefix: str

    def name_of(self, segment: str) -> str:
        """The name of a segment in the store."""
        return f"{self.prefix}/{segment}"


def write_segment(segments: Segments, schema: pa.Schema, tables: Iterable[pa.Table]) -> str:
    """Write the tables one after another as one segment; returns its name.

    Only one table is held at a time. The same content gives the same name, so a segment
    written twice is one file. When this returns it is durable; nothing refers to it yet.
    """
    with segments.objects.writing(segments.prefix) as part:
        _write(part, schema, tables)
        name = f"{digest_of(part)}.parquet"
        segments.objects.settle(part, segments.name_of(name))
    return name


def _write(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    """Stream the tables into one Parquet file."""
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
        for table in tables:
            writer.write_table(table)


def segment_paths(segments: Segments, names: Iterable[str]) -> list[str]:
    """Local files with these segments. Raises ``IntegrityFailure`` where one is missing."""
    found = []
    for name in names:
        try:
            found.append(str(segments.objects.local(segments.name_of(name))))
        except FileNotFoundError as error:
            raise IntegrityFailure(
                Code.SEGMENT_CHANGED, f"segment {name[:12]} is missing"
            ) from error
    return found


def read_segments(
    segments: Segments,
    names: Iterable[str],
    *,
    columns: list[str] | None = None,
    where: pds.Expression | None = None,
) -> pa.Table:
    """The rows of these segments in the order of the names."""
    data = pds.dataset(segment_paths(segments, names), format="parquet")
    return data.to_table(columns=columns, filter=where)


def check_segment(segments: Segments, name: str) -> bool:
    """Whether the segment is there and still is what its name says."""
    digest = segments.objects.digest(segments.name_of(name))
    return digest is not None and f"{digest}.parquet" == name


def quarantine_table(rows: Iterable[Quarantined]) -> pa.Table:
    """Quarantined rows as a table of :data:`QUARANTINE_SCHEMA`."""
    names = Quarantined.__slots__
    return pa.Table.from_pylist(
        [{name: getattr(row, name) for name in names} for row in rows], QUARANTINE_SCHEMA
    )
