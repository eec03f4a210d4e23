"""The bytes of a GED table to batches; the encoding is found out and flagged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from holdfire.observations.batching import Kept, batched
from holdfire.observations.coordinate import Region
from holdfire.observations.delimited import header_of, rows_of
from holdfire.observations.extent import region_of_table
from holdfire.observations.quarantine import Fault, quarantined
from holdfire.observations.record import Batch, Quarantined, ReadContext
from holdfire.observations.text import Decoded, decoded
from holdfire.observations.ucdp.manifest import MANIFEST
from holdfire.observations.ucdp.meaning import event_of

__all__ = ["probe", "read"]

_TELLING = {"type_of_violence", "where_prec", "date_start", "latitude", "longitude"}


def probe(head: bytes) -> float:
    """How sure (0..1) these first bytes are of a GED table."""
    columns = set(header_of(decoded(head, fallback="cp1252").text))
    if not columns >= _TELLING:
        return 0.0
    return 0.99 if columns >= {"dyad_name", "side_a", "event_clarity"} else 0.8


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every row as observation or quarantined row, in file order."""
    file = decoded(raw, fallback="cp1252")
    columns = header_of(file.text)
    region = region_of_table(file.text, columns)
    return batched(_rows(file, columns, region, context), non_messages=1 if columns else 0)


def _rows(
    file: Decoded, columns: tuple[str, ...], region: Region | None, context: ReadContext
) -> Iterator[Kept | Quarantined]:
    """Each row, believed or not."""
    for row in rows_of(file.text, columns):
        found: Kept | Fault = row.fault or event_of(
            dict(row.values), row.number, region, context
        )
        if isinstance(found, Fault):
            yield quarantined(context, MANIFEST.name, row.number, found, row.content)
        elif file.encoding != "utf-8" and not row.content.isascii():
            flags = tuple(sorted({*found.observation.flags, f"text.{file.encoding}"}))
            yield Kept(replace(found.observation, flags=flags), found.sealed)
        else:
            yield found
