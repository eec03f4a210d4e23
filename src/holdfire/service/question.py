"""Observations by time, place and source, without opening what cannot hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pds

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
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

    A row that stands in two files comes twice: its ``id`` says so. Only segments with a day
    that meets period and box are opened, and of those only the columns and blocks needed.
    """
    period = question.period
    names = workspace.ledger.segments_of(
        None if period is None else (micros(period.start), micros(period.end)),
        question.box,
        None if question.as_of is None else _as_of(question.as_of),
    )
    wanted = columns or OBSERVATION_SCHEMA.names
    if not names:
        return OBSERVATION_SCHEMA.empty_table().select(wanted)
    paths = segment_paths(workspace.observed, names)
    data = pds.dataset(paths, format="parquet", schema=OBSERVATION_SCHEMA)
    return data.to_table(columns=wanted, filter=_condition(question))


def _as_of(when: datetime) -> str:
    """The instant as the text that is stored with a file."""
    if when.utcoffset() is None:
        raise BadInput(Code.INSTANT_UNREADABLE, "the instant has no offset")
    return when.astimezone(UTC).isoformat()


def _condition(question: Question) -> pds.Expression | None:
    """The parts that are given as one condition."""
    found: list[pds.Expression] = []
    if question.period is not None:
        stamp = pa.timestamp("us", tz="UTC")
        start, end = (
            pa.scalar(micros(at), pa.int64()).cast(stamp)
            for at in (question.period.start, question.period.end)
        )
        found += [pc.field("t_start") < end, pc.field("t_end") >= start]
    if question.box is not None:
        west, south, east, north = question.box
        found += [
            pc.field("lon") >= west,
            pc.field("lon") <= east,
            pc.field("lat") >= south,
            pc.field("lat") <= north,
        ]
    if question.sources:
        found.append(pc.field("source").isin(list(question.sources)))
    whole: pds.Expression | None = None
    for part in found:
        whole = part if whole is None else whole & part
    return whole
