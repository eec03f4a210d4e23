"""One row as an observation, with the sealed columns beside it and nothing lost."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.base.identity import canonical_json
from holdfire.observations.mapped.mapping import FileMapping
from holdfire.observations.mapped.table import MappedRow
from holdfire.observations.mapped.what import read_assertion
from holdfire.observations.mapped.when import read_time
from holdfire.observations.mapped.where import read_place
from holdfire.observations.quarantine import Fault
from holdfire.observations.record import Observation, ReadContext, Sealed, observation_id
from holdfire.observations.text import language_of

__all__ = ["Meant", "observe"]


@dataclass(frozen=True, slots=True)
class Meant:
    """The observation of a row and what of it is sealed."""

    observation: Observation
    sealed: Sealed | None


def observe(
    mapping: FileMapping, row: MappedRow, index: int, context: ReadContext
) -> Meant | Fault:
    """The row read by the mapping; the first thing that is wrong with it otherwise."""
    time = read_time(mapping.time, row.values)
    if isinstance(time, Fault):
        return time
    place = read_place(mapping.place, row.values, row.geometry)
    if isinstance(place, Fault):
        return place
    asserted = read_assertion(mapping, row.values)
    if isinstance(asserted, Fault):
        return asserted
    narrative = row.values.get(mapping.narrative or "")
    observation = Observation(
        id=observation_id(mapping.source, _key(mapping, row)),
        source=mapping.source,
        modality=mapping.modality,
        raw_sha256=context.raw_sha256,
        record_index=index,
        synthetic=context.synthetic,
        affiliation_seal=context.affiliation_seal,
        time=time,
        place=place[0],
        asserted=(asserted,),
        scan=_joined(mapping.scan, row),
        origin_keys=_origin_keys(mapping, row),
        narrative=narrative,
        language=mapping.language or language_of(narrative),
        flags=place[1],
        residual=_residual(mapping, row),
    )
    return Meant(observation, _seal(mapping, row, observation))


def _key(mapping: FileMapping, row: MappedRow) -> str:
    """The source's own id if it has one, else the exact content."""
    own = row.values.get(mapping.id) if mapping.id is not None else None
    if own is not None:
        return f"id:{own}"
    return canonical_json({"values": dict(row.original), "geometry": row.geometry})


def _joined(columns: tuple[str, ...], row: MappedRow) -> str | None:
    """The values of these columns as one key, ``None`` when all are empty."""
    found = [row.values.get(name) or "" for name in columns]
    return "|".join(found) if any(found) else None


def _origin_keys(mapping: FileMapping, row: MappedRow) -> tuple[str, ...]:
    """One key for each origin column that is filled."""
    found = ((name, row.values.get(name)) for name in mapping.origin_keys)
    return tuple(f"{mapping.source}:{name}:{value}" for name, value in found if value)


def _residual(mapping: FileMapping, row: MappedRow) -> dict[str, object]:
    """What no rule lifts, unchanged; sealed columns are never here."""
    lifted = mapping.columns()
    return {
        name: value
        for name, value in row.original.items()
        if name.strip().lower() not in lifted and value not in (None, "")
    }


def _seal(mapping: FileMapping, row: MappedRow, made: Observation) -> Sealed | None:
    """The sealed columns that are filled."""
    payload = {
        name: row.values[name] for name in mapping.sealed if row.values.get(name) is not None
    }
    return Sealed(made.id, made.affiliation_seal, payload) if payload else None
