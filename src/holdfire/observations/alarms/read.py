"""The bytes of an alarm record to batches: UTF-8, one alarm for each row."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.alarms.manifest import MANIFEST
from holdfire.observations.alarms.meaning import alarm_of
from holdfire.observations.batching import Kept, batched
from holdfire.observations.delimited import header_of, rows_of
from holdfire.observations.quarantine import Fault, quarantined
from holdfire.observations.record import Batch, Quarantined, ReadContext
from holdfire.observations.text import decoded

__all__ = ["probe", "read"]


def probe(head: bytes) -> float:
    """How sure (0..1) these first bytes are of an alarm record."""
    columns = set(header_of(decoded(head).text))
    if not {"started_at", "finished_at"} <= columns:
        return 0.0
    if {"oblast", "level"} <= columns or {"region", "naive"} <= columns:
        return 0.99
    return 0.6 if {"oblast", "region"} & columns else 0.0


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every row as an alarm, or quarantined, in file order."""
    text = decoded(raw).text
    columns = header_of(text)
    return batched(_rows(text, columns, context), non_messages=1 if columns else 0)


def _rows(
    text: str, columns: tuple[str, ...], context: ReadContext
) -> Iterator[Kept | Quarantined]:
    """Each row, believed or not."""
    for row in rows_of(text, columns):
        found: Kept | Fault = row.fault or alarm_of(row.values, row.number, context)
        if isinstance(found, Fault):
            yield quarantined(context, MANIFEST.name, row.number, found, row.content)
        else:
            yield found
