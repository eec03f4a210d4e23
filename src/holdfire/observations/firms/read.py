"""The bytes of a FIRMS table to batches, two blocks at a time, in file order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv

from holdfire.observations.coordinate import Region, region_of
from holdfire.observations.firms.columns import Floats, numbers_of
from holdfire.observations.firms.lines import Refusal, piece_of
from holdfire.observations.firms.manifest import MANIFEST
from holdfire.observations.firms.shape import Shape, shape_of
from holdfire.observations.firms.table import table_of
from holdfire.observations.firms.vetting import vetted
from holdfire.observations.quarantine import Fault, quarantined
from holdfire.observations.record import OBSERVATION_SCHEMA, Batch, Quarantined, ReadContext
from holdfire.observations.text import decoded

__all__ = ["BLOCK_ROWS", "read"]

BLOCK_ROWS = 125_000
"""About so many rows are held as one batch."""

_WORKERS = 2
_SAMPLE = 1 << 16
_PLAIN = bytes(code if code < 128 else ord("?") for code in range(256))
_csv: Any = pyarrow.csv


@dataclass(frozen=True, slots=True)
class _Block:
    """Whole lines of the file and the row number of the first."""

    raw: bytes
    first_row: int


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every row as observation or quarantined row, in file order; the header is no row."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = decoded(raw).text.encode("utf-8", "surrogatepass")
    header, start, first_row = _header(raw)
    shape = shape_of(header)
    if isinstance(shape, Fault):
        yield _refused_whole(raw[start:], first_row, shape, context)
        return
    batches = _in_order(raw, start, first_row, shape, context)
    for place, batch in enumerate(batches):
        yield batch if place else Batch(batch.observations, batch.quarantined, (), 1)


def _header(raw: bytes) -> tuple[str, int, int]:
    """The first line that is not blank, where the next begins, and that one's row number."""
    place, row = 0, 1
    while place < len(raw):
        end = raw.find(b"\n", place)
        end = len(raw) if end < 0 else end
        line = raw[place:end].strip()
        place, row = end + 1, row + 1
        if line:
            return line[:_SAMPLE].decode("utf-8", "replace"), place, row
    return "", len(raw), row


def _blocks(raw: bytes, start: int, first_row: int) -> Iterator[_Block]:
    """The lines from ``start`` on, in blocks of about :data:`BLOCK_ROWS`."""
    sample = raw[start : start + _SAMPLE]
    size = BLOCK_ROWS * max(1, len(sample) // max(1, sample.count(b"\n")))
    while start < len(raw):
        end = raw.find(b"\n", start + size) + 1 or len(raw)
        block = raw[start:end]
        yield _Block(block, first_row)
        first_row += block.count(b"\n")
        start = end


def _region(raw: bytes, start: int, shape: Shape) -> Region | None:
    """The region of all readable rows together, so that the order of rows is no matter."""
    if start >= len(raw):
        return None
    for kind in (pa.float64(), pa.binary()):
        try:
            lon, lat = _axes(raw, start, shape, kind)
        except pa.ArrowInvalid:
            continue
        return region_of(lon, lat)
    return None


def _axes(raw: bytes, start: int, shape: Shape, kind: pa.DataType) -> tuple[Floats, Floats]:
    """Longitude and latitude of every row that has both, NaN where unreadable.

    Read as numbers when all are, which is fast; else as bytes, one by one.
    """
    names = ("longitude", "latitude")
    body = pa.py_buffer(raw).slice(start)
    if not raw.isascii() or b'"' in raw:
        body = pa.py_buffer(raw[start:].translate(_PLAIN, b'" \0'))
    table = _csv.read_csv(
        body,
        read_options=_csv.ReadOptions(column_names=list(shape.columns)),
        parse_options=_csv.ParseOptions(quote_char=False, invalid_row_handler=lambda _: "skip"),
        convert_options=_csv.ConvertOptions(
            include_columns=list(names), column_types=dict.fromkeys(names, kind)
        ),
    )
    lon, lat = (_degrees(table.column(name), kind) for name in names)
    return lon, lat


def _degrees(column: pa.ChunkedArray[Any], kind: pa.DataType) -> Floats:
    """The numbers of a column, NaN where there is none."""
    if kind == pa.float64():
        values: Floats = column.to_numpy(zero_copy_only=False)
        return values
    texts = [str(value or b"", "ascii", "replace") for value in column.to_pylist()]
    return numbers_of(pa.array(texts, pa.string()), "")[0]


def _in_order(
    raw: bytes, start: int, first_row: int, shape: Shape, context: ReadContext
) -> Iterator[Batch]:
    """Batches in the order of the blocks; at most a few blocks are held at once."""
    with (
        duckdb.connect(":memory:", config={"threads": 1}) as engine,
        ThreadPoolExecutor(_WORKERS) as pool,
    ):
        region = pool.submit(_region, raw, start, shape)
        waiting: deque[Future[Batch]] = deque()
        for block in _blocks(raw, start, first_row):
            task = pool.submit(_batch, block, shape, region, context, engine.cursor())
            waiting.append(task)
            if len(waiting) > _WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batch(
    block: _Block,
    shape: Shape,
    region: Future[Region | None],
    context: ReadContext,
    engine: duckdb.DuckDBPyConnection,
) -> Batch:
    """One block as a batch; the region was asked for before any block."""
    piece = piece_of(block.raw, block.first_row, shape)
    found = vetted(piece, shape, region.result(), context)
    with engine:
        table = table_of(found, shape, context, engine)
    return Batch(table, tuple(_quarantine(refusal, context) for refusal in found.refused))


def _quarantine(refusal: Refusal, context: ReadContext) -> Quarantined:
    """A refused row as a quarantine record."""
    row, fault, content = refusal
    return quarantined(context, MANIFEST.name, row, fault, content)


def _refused_whole(body: bytes, first_row: int, fault: Fault, context: ReadContext) -> Batch:
    """Every line refused for the same reason: the header is not one of this source."""
    lines = enumerate(body.split(b"\n"), first_row)
    rows = tuple(
        quarantined(context, MANIFEST.name, number, fault, line.decode("utf-8", "replace"))
        for number, line in lines
        if line.strip()
    )
    return Batch(OBSERVATION_SCHEMA.empty_table(), rows, (), 1)
