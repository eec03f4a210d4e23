"""A FIRMS table to stored detections, beside DuckDB copying the same table to Parquet.

Ours is the whole path of a user: the original sealed by its hash, every row checked, its
content hashed, the unmapped fields kept, the observations stored durably and registered,
detections made of them and written. DuckDB reads, infers types and writes; it checks nothing
and keeps no original. The table repeats a published week of VIIRS rows, each repetition moved
by a ten-thousandth of a degree, so that no two rows are equal; where that week is not beside
the checkout, a table in the same layout is made.
"""

from __future__ import annotations

import gzip
import os
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.figure import Figure, paired, seconds_of
from benchmarks.machine import versions
from benchmarks.memory_worker import table

from holdfire.detections import DETECTION_SCHEMA, detect
from holdfire.service import IntakeOptions, find_data_files, open_workspace, take_in
from holdfire.service.segment import segment_paths, write_segment

ROWS = {"full": 1_000_000, "quick": 100_000}
REPEATS = {"full": 5, "quick": 3}
GOAL = 0.25
NOW = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 125_000
ROOT = Path(__file__).resolve().parent.parent


def fires(rows: int) -> tuple[bytes, str]:
    """The table and where it comes from."""
    shared = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
    weeks = sorted((shared / "data" / "firms_europe_2022").glob("*_7d.csv.gz"))
    if not weeks:
        return table(rows), "made rows"
    header, *lines = gzip.decompress(weeks[0].read_bytes()).decode().splitlines()
    parts = [line.split(",", 2) for line in lines]
    out = [header]
    for number in range(rows):
        lat, lon, rest = parts[number % len(parts)]
        moved = float(lon) + 1e-4 * (number // len(parts))
        out.append(f"{lat},{moved:.5f},{rest}")
    return ("\n".join(out) + "\n").encode(), "a published week of VIIRS rows, repeated"


def ours(path: Path, expected: int) -> float:
    """Seconds from the file to stored detections in an empty workspace."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:

        def work() -> None:
            with open_workspace(Path(folder)) as opened:
                taken = take_in(opened, find_data_files([path]), IntakeOptions(), lambda: NOW)
                (segment,) = segment_paths(opened.observed, [taken.files[0].observed_segment])
                batches = pq.ParquetFile(segment).iter_batches(BATCH)
                tables = (detect(_table(batch)) for batch in batches)
                kept = replace(opened.observed, prefix="detections")
                name = write_segment(kept, DETECTION_SCHEMA, tables)
                (made,) = segment_paths(kept, [name])
                rows = pq.ParquetFile(made).metadata.num_rows
            if rows != expected:
                raise RuntimeError(rows)

        return seconds_of(work)


def _table(batch: pa.RecordBatch) -> pa.Table:
    """A record batch as a table."""
    return pa.Table.from_batches([batch])


def peer(path: Path) -> float:
    """Seconds of DuckDB's copy."""
    out = path.with_suffix(".parquet")
    return seconds_of(
        lambda: duckdb.sql(f"COPY (FROM read_csv('{path}')) TO '{out}' (FORMAT parquet)")
    )


def run(scale: str) -> list[Figure]:
    """Both in turn on the same file."""
    rows = ROWS[scale]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fires.csv"
        raw, origin = fires(rows)
        path.write_bytes(raw)
        ours(path, rows), peer(path)
        got = paired(lambda: ours(path, rows), lambda: peer(path), REPEATS[scale])
    return [
        Figure(
            "firms.ingest", "FIRMS table to stored detections",
            rows / got.ours_s / 1e6, "M rows/s",
            f"at least {GOAL} of the speed of the peer", got.ratio >= GOAL,
            "DuckDB COPY of the CSV to Parquet", rows / got.peer_s / 1e6, got.ratio,
            f"{rows:,} rows ({origin}), {REPEATS[scale]} pairs; "
            "ours seals, checks, hashes and syncs.",
            versions("duckdb", "pyarrow"),
        )
    ]  # fmt: skip
