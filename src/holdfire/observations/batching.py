"""Rows gathered into batches of bounded size, for sources that read row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holdfire.observations.record import (
    Batch,
    Observation,
    Quarantined,
    Sealed,
    observation_table,
)

__all__ = ["BATCH_ROWS", "Kept", "batched"]

BATCH_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that became an observation, with what of it goes to the seal."""

    observation: Observation
    sealed: Sealed | None = None


def batched(
    rows: Iterable[Kept | Quarantined], *, non_messages: int = 0, size: int = BATCH_ROWS
) -> Iterator[Batch]:
    """Every row in order, at most ``size`` in one batch; one empty batch for no rows.

    ``non_messages`` (headers, comments) are counted in the first batch.
    """
    kept: list[Observation] = []
    refused: list[Quarantined] = []
    sealed: list[Sealed] = []
    count = 0
    for row in rows:
        count += 1
        if isinstance(row, Quarantined):
            refused.append(row)
        else:
            kept.append(row.observation)
            if row.sealed is not None:
                sealed.append(row.sealed)
        if len(kept) + len(refused) >= size:
            yield Batch(observation_table(kept), tuple(refused), tuple(sealed), non_messages)
            kept, refused, sealed, non_messages = [], [], [], 0
    if kept or refused or not count or non_messages:
        yield Batch(observation_table(kept), tuple(refused), tuple(sealed), non_messages)
