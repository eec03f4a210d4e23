"""From the bytes of a sensor log to observations and quarantined rows, in file order."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.base.delimited import DelimitedRow, delimited_rows
from holdfire.base.identity import canonical_json
from holdfire.base.phenomenon import Modality, Phenomenon
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
from holdfire.observations.sensorlog.meaning import Refusal, State, read_state

__all__ = ["BATCH_ROWS", "probe", "read"]

BATCH_ROWS = 5000


def probe(head: bytes) -> float:
    """Sure when the header begins with the five first columns of the format."""
    first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip()
    names = first.decode("utf-8", "replace").replace('"', "").split(",")
    if tuple(names[:5]) != COLUMNS[:5]:
        return 0.0
    return 0.99 if set(NEEDED) <= set(names) else 0.5


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every row of the log; a header without a needed column quarantines each row."""
    rows = delimited_rows(raw)
    header: tuple[str, ...] = ()
    made: list[Observation] = []
    refused: list[Quarantined] = []
    skipped = index = 0
    for row in rows:
        if row.blank or not header:
            header = header or row.cells
            skipped += 1
            continue
        outcome = _one(header, row, index, context)
        (made if isinstance(outcome, Observation) else refused).append(outcome)  # type: ignore[arg-type]
        index += 1
        if len(made) + len(refused) >= BATCH_ROWS:
            yield Batch(observation_table(made), tuple(refused), non_messages=skipped)
            made, refused, skipped = [], [], 0
    yield Batch(observation_table(made), tuple(refused), non_messages=skipped)


def _one(
    header: tuple[str, ...], row: DelimitedRow, index: int, context: ReadContext
) -> Observation | Quarantined:
    """One record as what it is."""
    missing = [name for name in NEEDED if name not in header]
    refusal = None
    if missing:
        refusal = Refusal(
            missing[0], f"the header lacks {missing}", "schema.missing", "Add the column."
        )
    elif row.problem is not None:
        refusal = Refusal("row", row.problem, "parse", "Mend the row, or write the file anew.")
    elif len(row.cells) != len(header):
        refusal = Refusal(
            "row",
            f"{len(row.cells)} cells under {len(header)} columns",
            "parse",
            "Quote cells that hold a comma.",
        )
    if refusal is None:
        values = {k: v.strip() for k, v in zip(header, row.cells, strict=True)}
        state = read_state(values)
        if isinstance(state, State):
            return _observation(values, state, index, context)
        refusal = state
    return Quarantined(
        MANIFEST.name,
        context.raw_sha256,
        context.file,
        row.line,
        refusal.field,
        refusal.reason,
        refusal.code,
        refusal.next_step,
        row.content[:2000],
    )


def _observation(
    values: dict[str, str], state: State, index: int, context: ReadContext
) -> Observation:
    """The row as an observation; columns that the format does not know stay as they are."""
    return Observation(
        id=observation_id(MANIFEST.name, canonical_json(values)),
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
