"""Which observations a run rests on: distinct, dated, inside the period, in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.instant import TimeSpan, from_micros
from holdfire.observations.record import OBSERVATION_SCHEMA
from holdfire.service.ledger import StoredFile
from holdfire.service.segment import read_segments
from holdfire.service.workspace import Workspace

__all__ = ["Scope", "choose_period", "read_scope"]

# The run needs neither the unmapped fields nor the stated text of an uncertainty: leaving
# them on disk keeps a million rows far below a gigabyte.
_COLUMNS = [name for name in OBSERVATION_SCHEMA.names if name not in {"residual", "stated"}]


@dataclass(frozen=True, slots=True)
class Scope:
    """The observations of these files: ``rows`` distinct and dated, sorted by id.

    ``duplicates`` counts rows that repeat another one's content, ``undated`` those without
    a readable time.
    """

    rows: pa.Table
    duplicates: int
    undated: int


def read_scope(workspace: Workspace, files: Sequence[StoredFile]) -> Scope:
    """Read the observations of the files; the order of the files changes nothing."""
    names = sorted({file.observed_segment for file in files})
    if not names:
        return Scope(pa.Table.from_pylist([], OBSERVATION_SCHEMA).select(_COLUMNS), 0, 0)
    table = read_segments(workspace.observed, names, columns=_COLUMNS)
    order = pc.sort_indices(
        table.select(["id", "raw_sha256", "record_index"]),
        sort_keys=[(name, "ascending") for name in ("id", "raw_sha256", "record_index")],
    )
    table = table.take(order)
    first = _first_of_each(table.column("id"))
    distinct = table.filter(pa.array(first))
    dated = distinct.filter(pc.is_valid(distinct.column("t_start")))
    return Scope(
        dated.combine_chunks(),
        table.num_rows - distinct.num_rows,
        distinct.num_rows - dated.num_rows,
    )


def _first_of_each(ids: pa.ChunkedArray[Any]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True where a sorted id differs from the one before."""
    codes = ids.combine_chunks().dictionary_encode().indices.to_numpy()
    first = np.ones(len(codes), dtype=np.bool_)
    first[1:] = codes[1:] != codes[:-1]
    return first


def choose_period(
    rows: pa.Table, start: datetime | None, end: datetime | None, bounds: TimeSpan | None
) -> TimeSpan:
    """The period asked for; what is not given comes from the data and the agreement.

    ``bounds`` is when the agreement is in force, if it says so; data outside it do not
    widen the period. Raises ``BadInput`` for an empty period or for no data at all.
    """
    if start is None or end is None:
        found = _extent(rows, bounds)
        start, end = start or found.start, end or found.end
    if start >= end:
        raise BadInput(Code.PERIOD_EMPTY, f"the period {start} .. {end} is empty")
    return TimeSpan(start, end)


def _extent(rows: pa.Table, bounds: TimeSpan | None) -> TimeSpan:
    """From the first to the last dated observation, cut to the agreement if they meet."""
    if rows.num_rows == 0:
        raise BadInput(
            Code.NO_DATA,
            "no dated observation says when to look",
            next_step="Give --from and --to, or data with dates.",
        )
    low = from_micros(pc.min(rows.column("t_start")).cast(pa.int64()).as_py())
    high = from_micros(pc.max(rows.column("t_end")).cast(pa.int64()).as_py())
    if bounds is not None and low < bounds.end and high > bounds.start:
        low, high = max(low, bounds.start), min(high, bounds.end)
    return TimeSpan(low, high)
