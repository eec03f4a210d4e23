"""A day and a box out of many rows, through the store's own ``scan`` (S2).

One segment a day, its rows in order of time, spread over 1,200 by 60 km; the question is one
day and 100 km, for the columns id, time, place and source. The store chooses the segment by
the days it registered; the peer reads the same files without them: DuckDB over all segments.
The goal is for 10⁹ rows; the row count that was measured stands in the settings.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from benchmarks.figure import Figure, paired, seconds_of

from holdfire import service
from holdfire.base.instant import TimeSpan, micros
from holdfire.observations.record import OBSERVATION_SCHEMA
from holdfire.service.extent import DAY_US, day_extents
from holdfire.service.ledger import StoredFile
from holdfire.service.segment import write_segment

__all__ = ["run"]

START = datetime(2022, 1, 1, tzinfo=UTC)
DAY_ROWS = 1_000_000
GROUP = 100_000
COLUMNS = ["id", "t_start", "lon", "lat", "source"]
BOX = (36.0, 48.0, 37.36, 48.5)
SOURCES = ("firms", "viina", "acoustic", "seismic", "radar", "reports", "sar")


def run(scale: str) -> list[Figure]:
    """The question on the day in the middle."""
    days = 100 if scale == "full" else 10
    folder = Path(tempfile.mkdtemp(prefix="hf-scan-"))
    try:
        with service.open_workspace(folder) as opened:
            size = _fill(opened, days)
            return [_asked(opened, days, size)]
    finally:
        shutil.rmtree(folder)


def _fill(opened: service.Workspace, days: int) -> int:
    """Write one segment a day; returns the bytes of all of them."""
    for day in range(days):
        parts = [_rows(day, start) for start in range(0, DAY_ROWS, GROUP)]
        segment = write_segment(opened.observed, OBSERVATION_SCHEMA, parts)
        name = f"day-{day}"
        file = StoredFile(
            name, name, "x", "0" * 64, DAY_ROWS, DAY_ROWS, 0, 0,
            synthetic=True, seal="s", observed_segment=segment, quarantine_segment="",
            taken_at=name,
        )  # fmt: skip
        opened.ledger.add_file(file, [], day_extents(pa.concat_tables(parts)))
    return sum(held.size for held in opened.objects.held("segments/"))


def _rows(day: int, start: int) -> pa.Table:
    """One row group of a day: the next rows in time."""
    draw = np.random.default_rng([day, start])
    low = micros(START) + day * DAY_US + start * DAY_US // DAY_ROWS
    times = np.sort(draw.integers(low, low + GROUP * DAY_US // DAY_ROWS, GROUP))
    stamps = pa.array(times).cast(pa.timestamp("us", tz="UTC"))
    made: dict[str, Any] = {
        "id": pa.array(
            [f"{day:04x}{start + n:08x}{day * 7919 + n:020x}" for n in range(GROUP)]
        ),
        "source": pa.array(np.array(SOURCES)[draw.integers(0, len(SOURCES), GROUP)]),
        "t_start": stamps,
        "t_end": stamps,
        "lon": pa.array(draw.uniform(26.0, 42.3, GROUP)),
        "lat": pa.array(draw.uniform(48.0, 48.54, GROUP)),
        "exists": pa.array(draw.uniform(0, 1, GROUP)),
    }
    return pa.table(
        [made.get(f.name, pa.nulls(GROUP, f.type)) for f in OBSERVATION_SCHEMA],
        schema=OBSERVATION_SCHEMA,
    )


def _asked(opened: service.Workspace, days: int, size: int) -> Figure:
    """Store and peer in turn; both must find the same rows."""
    counts: set[int] = set()
    day = days // 2
    begin = START + timedelta(days=day)
    question = service.Question(TimeSpan(begin, begin + timedelta(days=1)), BOX)
    files = str(opened.folder / "segments" / "observed" / "*.parquet")
    peer = duckdb.connect()

    def ours() -> None:
        counts.add(service.scan(opened, question, COLUMNS).num_rows)

    def theirs() -> None:
        low = micros(begin)
        found = peer.execute(
            f"SELECT {', '.join(COLUMNS)} FROM read_parquet('{files}') WHERE "
            "epoch_us(t_start) >= ? AND epoch_us(t_start) < ? AND lon BETWEEN ? AND ? "
            "AND lat BETWEEN ? AND ?",
            [low, low + DAY_US, BOX[0], BOX[2], BOX[1], BOX[3]],
        ).to_arrow_table()
        counts.add(0 if found is None else found.num_rows)

    ours()
    measured = paired(lambda: seconds_of(ours), lambda: seconds_of(theirs), 5)
    if len(counts) != 1:
        raise SystemExit(f"store and peer found {counts} rows")
    return Figure(
        id="store-scan-day-box",
        title="one day and 100 km out of many days",
        figure=measured.ours_s * 1000,
        unit="ms",
        goal="< 500 at 10⁹ rows",
        met=measured.ours_s < 0.5 if days * DAY_ROWS >= 10**9 else None,
        peer="DuckDB over all segments",
        peer_figure=measured.peer_s * 1000,
        ratio=measured.ratio,
        settings=f"{days * DAY_ROWS:,} rows in {days} segments, {size / days / DAY_ROWS:.0f} "
        f"bytes a row, {counts.pop():,} rows found, warm",
        versions={"duckdb": duckdb.__version__, "pyarrow": pa.__version__},
    )
