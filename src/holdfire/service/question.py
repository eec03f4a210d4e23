"""Observations by time, place and source, without opening what cannot hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape

import duckdb
import pyarrow as pa

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, IntegrityFailure
from holdfire.base.instant import TimeSpan, micros
from holdfire.observations.record import OBSERVATION_SCHEMA
from holdfire.service.segment import segment_paths
from holdfire.service.workspace import Workspace

__all__ = ["Question", "scan"]


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows: those that meet every part that is given.

    ``period`` is met by a row that starts before its end and ends at its start or later;
    ``box`` is west, south, east, north in degrees, borders included, met by the point of a
    row; ``as_of`` leaves out files that were taken in later.
    """

    period: TimeSpan | None = None
    box: tuple[float, float, float, float] | None = None
    sources: tuple[str, ...] = ()
    as_of: datetime | None = None


def scan(
    workspace: Workspace, question: Question, columns: list[str] | None = None
) -> pa.Table:
    """The rows as they are stored, in the order of segments and of rows in them.

    A row that stands in two files comes once, from the first. Only segments with a day that
    meets period and box are opened, and of those only the columns and blocks needed. Raises
    ``IntegrityFailure`` where a segment is missing or unreadable.
    """
    period = question.period
    names = workspace.ledger.segments_of(
        None if period is None else (micros(period.start), micros(period.end)),
        question.box,
        None if question.as_of is None else _as_of(question.as_of),
    )
    wanted = columns or OBSERVATION_SCHEMA.names
    schema = pa.schema([OBSERVATION_SCHEMA.field(name) for name in wanted])
    if not names:
        return schema.empty_table()
    paths = segment_paths(workspace.observed, names)
    condition, values = _condition(question)
    query = (
        f"SELECT {', '.join(wanted)} FROM read_parquet(?) WHERE {condition} QUALIFY "
        "row_number() OVER (PARTITION BY id ORDER BY file_index, file_row_number) = 1 "
        "ORDER BY file_index, file_row_number"
    )
    # No folder for what does not fit into memory: the answer itself is held there.
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as engine:
        try:
            found = engine.sql(query, params=[[escape(path) for path in paths], *values])
            table: pa.Table = found.to_arrow_table()
            return table.cast(schema)
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise IntegrityFailure(
                Code.SEGMENT_CHANGED, "a segment of observations is unreadable"
            ) from error


def _as_of(when: datetime) -> str:
    """The instant as the text that is stored with a file."""
    if when.utcoffset() is None:
        raise BadInput(Code.INSTANT_UNREADABLE, "the instant has no offset")
    return when.astimezone(UTC).isoformat()


def _condition(question: Question) -> tuple[str, list[object]]:
    """The parts that are given as one condition and its values."""
    found: list[str] = ["TRUE"]
    values: list[object] = []
    if question.period is not None:
        found.append("t_start < make_timestamptz(?) AND t_end >= make_timestamptz(?)")
        values += [micros(question.period.end), micros(question.period.start)]
    if question.box is not None:
        west, south, east, north = question.box
        found.append("lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?")
        values += [west, east, south, north]
    if question.sources:
        found.append("list_contains(?, source)")
        values.append(list(question.sources))
    return " AND ".join(found), values
