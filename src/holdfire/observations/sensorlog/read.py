"""From the bytes of a sensor log to observations and quarantined rows, in file order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdfire.base.identity import canonical_json
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.delimited import Row, header_of, rows_of
from holdfire.observations.quarantine import Fault, Reason, quarantined
from holdfire.observations.record import (
    Assertion,
    Batch,
    Observation,
    Quarantined,
    ReadContext,
    observation_id,
    observation_table,
)
from holdfire.observations.sensorlog.manifest import COLUMNS, MANIFEST, NEEDED
from holdfire.observations.sensorlog.meaning import State, read_state
from holdfire.observations.text import decoded

__all__ = ["BATCH_ROWS", "probe", "read"]

BATCH_ROWS = 5000


def probe(head: bytes) -> float:
    """Sure when the header begins with the five first columns of the format."""
    names = header_of(decoded(head.split(b"\n", 1)[0]).text)
    if names[:5] != COLUMNS[:5]:
        return 0.0
    return 0.99 if set(NEEDED) <= set(names) else 0.5


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every row of the log; a header without a needed column quarantines each row."""
    text = decoded(raw).text
    columns = header_of(text)
    lacking = next((name for name in NEEDED if name not in columns), None)
    made: list[Observation] = []
    refused: list[Quarantined] = []
    for index, row in enumerate(rows_of(text, columns)):
        outcome = _one(row, lacking, index, context)
        if isinstance(outcome, Observation):
            made.append(outcome)
        else:
            refused.append(
                quarantined(context, MANIFEST.name, row.number, outcome, row.content)
            )
        if len(made) + len(refused) >= BATCH_ROWS:
            yield Batch(observation_table(made), tuple(refused))
            made, refused = [], []
    yield Batch(observation_table(made), tuple(refused), non_messages=1 if columns else 0)


def _one(
    row: Row, lacking: str | None, index: int, context: ReadContext
) -> Observation | Fault:
    """One record as what it is."""
    if lacking is not None:
        return Fault(lacking, Reason.MISSING, "the header has no such column")
    if row.fault is not None:
        return row.fault
    values = {name: value.strip() for name, value in row.values.items()}
    state = read_state(values)
    return _observation(values, state, index, context) if isinstance(state, State) else state


def _observation(
    values: Mapping[str, str], state: State, index: int, context: ReadContext
) -> Observation:
    """The row as an observation; columns that the format does not know stay as they are."""
    return Observation(
        id=observation_id(MANIFEST.name, canonical_json(dict(values))),
        source=MANIFEST.name,
        modality=Modality.SENSOR_LOG,
        raw_sha256=context.raw_sha256,
        record_index=index,
        synthetic=context.synthetic,
        affiliation_seal=context.affiliation_seal,
        time=state.time,
        place=state.place,
        asserted=(
            Assertion(Phenomenon.SENSOR_STATE, values["status"], attributes=state.attributes),
        ),
        residual={name: value for name, value in values.items() if name not in COLUMNS},
    )
