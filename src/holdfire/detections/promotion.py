"""From an asserted happening to a detection: existence from the calibration, by column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from holdfire.detections.calibration import Calibration, Traits
from holdfire.detections.columns import (
    Column,
    Flags,
    Floats,
    Ints,
    codes_of,
    equal_to,
    filled,
    floats_of,
    joined,
    replaced,
)
from holdfire.detections.record import DETECTION_SCHEMA

__all__ = ["DENIAL", "UNCALIBRATED", "promoted"]

UNCALIBRATED = "uncalibrated"
"""Flag: the existence of this detection is assumed, nobody ever measured it."""

DENIAL = "denial"
"""Flag: the row says that nothing happened; it is never a member of an incident."""


@dataclass(frozen=True, slots=True)
class _Existence:
    """Existence by row: value, interval and whether it was ever measured."""

    value: Floats
    low: Floats
    high: Floats
    calibrated: Flags


def _traits(rows: pa.Table) -> tuple[Ints, list[Traits]]:
    """The distinct traits of the rows, and which one each row has."""
    combined = np.zeros(rows.num_rows, dtype=np.int64)
    values: list[list[object]] = []
    for name in ("source", "modality", "phenomenon", "synthetic", "flags"):
        codes, found = codes_of(rows.column(name))
        combined = combined * len(found) + codes
        values.append(found.to_pylist())
    sizes = tuple(len(found) for found in values)
    used = np.flatnonzero(np.bincount(combined, minlength=int(np.prod(sizes))))
    place = np.zeros(int(np.prod(sizes)), dtype=np.int64)
    place[used] = np.arange(len(used))
    traits = []
    for code in used:
        picks = np.unravel_index(code, sizes)
        source, modality, kind, synthetic, flags = (
            found[int(i)] for found, i in zip(values, picks, strict=True)
        )
        own = frozenset(str(flags or "").split())
        traits.append(Traits(str(source), str(modality), str(kind), bool(synthetic), own))
    return place[combined], traits


def _existence(rows: pa.Table, calibration: Calibration) -> _Existence:
    """Existence by row; a score of the source only places the value inside the interval."""
    which, traits = _traits(rows)
    table = np.zeros((len(traits), 4))
    for index, one in enumerate(traits):
        entry = calibration.find(one)
        if entry is None:
            table[index] = (0.5, 0.0, 1.0, 0.0)
        else:
            p = entry.exists
            table[index] = (p.value, p.low, p.high, float(p.calibrated))
    value, low, high, measured = (table[which, column] for column in range(4))
    calibrated = measured > 0
    score = floats_of(rows.column("exists"))
    placed = ~calibrated & (score >= 0.0) & (score <= 1.0)
    value = np.where(placed, low + (high - low) * np.where(placed, score, 0.0), value)
    return _Existence(value, low, high, calibrated)


def _denied(rows: pa.Table) -> Flags:
    """Rows that say that nothing happened: a count of zero, or a stated existence of zero."""
    return equal_to(rows.column("count_high"), 0) | equal_to(rows.column("exists"), 0.0)


def _flags(rows: pa.Table, found: _Existence, denied: Flags) -> Column:
    """The row's own flags with those of this room."""
    flags: Column = rows.column("flags")
    flags = replaced(flags, ~filled(flags), "")
    for name, where in ((UNCALIBRATED, ~found.calibrated), (DENIAL, denied)):
        if where.any():
            flags = replaced(flags, where, joined(flags, name, " "))
    return flags


def promoted(rows: pa.Table, detector: str, calibration: Calibration) -> pa.Table:
    """The rows as detections; columns not named here pass through unchanged.

    A detection's id is the observation's id, a dot and the number of the assertion, so the
    same row has the same detection whatever else was read. A row without a fitting entry
    exists with 0.5 in [0, 1]. A denial exists with 0 in [0, 1].
    """
    found = _existence(rows, calibration)
    denied = _denied(rows)
    made: dict[str, Column] = {
        "id": joined(rows.column("id"), rows.column("number"), "."),
        "observation_id": rows.column("id"),
        "detector": pa.repeat(pa.scalar(detector), rows.num_rows),
        "exists": pa.array(np.where(denied, 0.0, found.value)),
        "exists_low": pa.array(np.where(denied, 0.0, found.low)),
        "exists_high": pa.array(np.where(denied, 1.0, found.high)),
        "calibrated": pa.array(found.calibrated & ~denied),
        "flags": _flags(rows, found, denied),
    }
    columns = [
        made[name] if name in made else rows.column(name) for name in DETECTION_SCHEMA.names
    ]
    return pa.Table.from_arrays(columns, schema=DETECTION_SCHEMA)
