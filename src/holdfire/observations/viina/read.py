"""The bytes of a VIINA table to batches: UTF-8, one report for each row."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.observations.batching import Kept, batched
from holdfire.observations.coordinate import Region
from holdfire.observations.delimited import header_of, rows_of
from holdfire.observations.extent import region_of_table
from holdfire.observations.quarantine import Fault, quarantined
from holdfire.observations.record import Batch, Quarantined, ReadContext
from holdfire.observations.text import decoded
from holdfire.observations.viina.manifest import MANIFEST
from holdfire.observations.viina.meaning import report_of

__all__ = ["probe", "read"]

_TELLING = {"date", "longitude", "latitude", "representative_text"}


def probe(head: bytes) -> float:
    """How sure (0..1) these first bytes are of a VIINA extract."""
    columns = set(header_of(decoded(head).text))
    if not columns >= _TELLING:
        return 0.0
    return 0.99 if columns >= {"event_id_1pd", "target_classes", "source_urls"} else 0.6


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every row as observation or quarantined row, in file order."""
    text = decoded(raw).text
    columns = header_of(text)
    region = region_of_table(text, columns)
    return batched(_rows(text, columns, region, context), non_messages=1 if columns else 0)


def _rows(
    text: str, columns: tuple[str, ...], region: Region | None, context: ReadContext
) -> Iterator[Kept | Quarantined]:
    """Each row, believed or not."""
    for row in rows_of(text, columns):
        found: Kept | Fault = row.fault or report_of(
            dict(row.values), row.number, region, context
        )
        if isinstance(found, Fault):
            yield quarantined(context, MANIFEST.name, row.number, found, row.content)
        else:
            yield found
