"""From the bytes of a mapped file to observations and quarantined rows, in file order."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.observations.mapped.mapping import FileMapping
from holdfire.observations.mapped.mapping_file import read_mapping
from holdfire.observations.mapped.meaning import Meant, observe
from holdfire.observations.mapped.table import table_rows
from holdfire.observations.quarantine import Fault, Reason, quarantined
from holdfire.observations.record import (
    Batch,
    Observation,
    Quarantined,
    ReadContext,
    Sealed,
    observation_table,
)

__all__ = ["BATCH_ROWS", "read"]

BATCH_ROWS = 5000


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every row of the file by the mapping in ``context.options["mapping"]``.

    Raises ``BadInput`` when there is no mapping (``HF-4071``) or it is wrong (``HF-4070``).
    A column that the mapping names and the file lacks quarantines every row.
    """
    given = context.options.get("mapping")
    if given is None:
        raise BadInput(Code.MAPPING_MISSING, "no mapping was given", where=context.file)
    return _batches(raw, read_mapping(given), context)


def _batches(raw: bytes, mapping: FileMapping, context: ReadContext) -> Iterator[Batch]:
    """The rows in batches; the last one may be empty."""
    columns, rows = table_rows(raw, mapping.delimiter)
    lacking = sorted(mapping.columns() - set(columns))
    missing = (
        Fault(lacking[0], Reason.MISSING, "no such column in the file") if lacking else None
    )
    made: list[Observation] = []
    refused: list[Quarantined] = []
    sealed: list[Sealed] = []
    for index, row in enumerate(rows):
        outcome = row.fault or missing or observe(mapping, row, index, context)
        if isinstance(outcome, Meant):
            made.append(outcome.observation)
            sealed.extend([outcome.sealed] if outcome.sealed else [])
        else:
            refused.append(
                quarantined(context, mapping.source, row.number, outcome, row.content)
            )
        if len(made) + len(refused) >= BATCH_ROWS:
            yield Batch(observation_table(made), tuple(refused), tuple(sealed))
            made, refused, sealed = [], [], []
    yield Batch(observation_table(made), tuple(refused), tuple(sealed))
