"""Reading the output of a run for the score: its incidents with the truth of their parts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.score.truth import Truth

__all__ = ["Found", "Outcome", "read_outcome"]

_INCIDENT = ("id", "detections", "existence", "origins", "lon", "lat", "major_m", "minor_m",
             "angle_deg")  # fmt: skip
_DETECTION = ("id", "observation_id", "phenomenon")


@dataclass(frozen=True, slots=True)
class Found:
    """One incident of the run and what each of its detections is of.

    ``region`` is longitude, latitude, the semi-axes (metres) of the 90 % ellipse and the
    angle of the major one, or ``None`` without a place.
    """

    id: str
    existence: float
    origins: int
    region: tuple[float, float, float, float, float] | None
    truths: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The incidents that are scored, and the verdicts by reading and clause."""

    incidents: tuple[Found, ...]
    verdicts: Mapping[tuple[str, str], tuple[str, ...]]


def read_outcome(out: Path, truth: Truth) -> Outcome:
    """Read ``report.json``, ``incidents.parquet`` and ``detections.parquet`` of a run.

    Incidents made of nothing but passages are left out. Raises ``BadInput`` (``HF-8253``).
    """
    detections = _table(out / "detections.parquet", _DETECTION).to_pylist()
    kinds = {row["id"]: Phenomenon(row["phenomenon"]) for row in detections}
    strange = next((row["id"] for row in detections if row["id"] not in truth.of), None)
    if strange is not None:
        raise _refused(out, f"the detection {strange} is of no row of this exercise")
    incidents = tuple(
        _found(row, truth)
        for row in _table(out / "incidents.parquet", _INCIDENT).to_pylist()
        if any(kinds.get(one) is not Phenomenon.PASSAGE for one in row["detections"])
    )
    return Outcome(incidents, _verdicts(out))


def _refused(path: Path, what: str) -> BadInput:
    """The refusal of an output."""
    return BadInput(Code.EXERCISE_OUTPUT_INCOMPLETE, what, where=str(path))


def _table(path: Path, columns: Sequence[str]) -> pa.Table:
    """Some columns of a table of the output."""
    try:
        return pq.read_table(path, columns=list(columns))
    except (OSError, pa.ArrowException, KeyError) as error:
        raise _refused(path, f"{path.name} cannot be read with its columns") from error


def _found(row: Mapping[str, Any], truth: Truth) -> Found:
    """One incident of the table."""
    region = None
    if row["lon"] is not None:
        region = tuple(float(row[name]) for name in _INCIDENT[4:])
    return Found(
        id=str(row["id"]),
        existence=float(row["existence"]),
        origins=int(row["origins"]),
        region=region,  # type: ignore[arg-type]  # five names, five numbers
        truths=tuple(truth.of.get(one) for one in row["detections"]),
    )


def _verdicts(out: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """All verdicts of each clause of each reading."""
    path = out / "report.json"
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    try:
        report = json.loads(path.read_text("utf-8"))
        for reading in report["readings"]:
            for clause in reading["clauses"]:
                key = (str(reading["id"]), str(clause["id"]))
                found[key] = (*found.get(key, ()), str(clause["verdict"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _refused(path, "report.json cannot be read as a report") from error
    return found
