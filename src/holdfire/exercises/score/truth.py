"""Reading the truth of an exercise folder: happenings, verdicts, and what each row is of."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.instant import parse_instant
from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.folder import HAPPENING_COLUMNS, ROW_COLUMNS, VERDICT_COLUMNS
from holdfire.exercises.reading import read_sheet
from holdfire.exercises.sensors.sheet import FALSE

__all__ = ["Known", "TrueHappening", "Truth", "read_truth"]


@dataclass(frozen=True, slots=True)
class TrueHappening:
    """One true happening: its kind, when (UTC), where (degrees), whether it was force."""

    id: str
    kind: Phenomenon
    start: datetime
    end: datetime
    lon: float
    lat: float
    force: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The true and the knowable verdict of one clause of one reading."""

    reading: str
    clause: str
    verdict: str
    knowable: str


@dataclass(frozen=True, slots=True)
class Truth:
    """``of`` maps a detection's id to its happening, or to ``None`` when it is false."""

    happenings: Mapping[str, TrueHappening]
    verdicts: tuple[Known, ...]
    of: Mapping[str, str | None]


def read_truth(folder: Path) -> Truth:
    """The truth of the exercise in ``folder``; its observation files are read again.

    Raises ``BadInput`` (``HF-8252``) when the truth is missing, or no longer belongs to the
    observations beside it.
    """
    happenings = {
        row["id"]: TrueHappening(
            row["id"],
            Phenomenon(row["kind"]),
            parse_instant(row["start"]),
            parse_instant(row["end"]),
            float(row["lon"]),
            float(row["lat"]),
            row["force"] == "yes",
        )
        for row in _table(folder, "incidents.csv", HAPPENING_COLUMNS)
    }
    verdicts = tuple(
        Known(row["reading"], row["clause"], row["verdict"], row["knowable"])
        for row in _table(folder, "verdicts.csv", VERDICT_COLUMNS)
    )
    return Truth(happenings, verdicts, _truth_of_detections(folder))


def _table(folder: Path, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of one truth file."""
    path = folder / "truth" / name
    try:
        table = csv.DictReader(io.StringIO(path.read_text("utf-8")))
        rows = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _missing(path, "cannot be read") from error
    if tuple(table.fieldnames or ()) != columns:
        raise _missing(path, "has other columns than the truth of an exercise")
    return rows


def _missing(path: Path, what: str) -> BadInput:
    """The refusal of a folder without usable truth."""
    return BadInput(Code.EXERCISE_WITHOUT_TRUTH, f"{path.name} {what}", where=str(path))


def _truth_of_detections(folder: Path) -> dict[str, str | None]:
    """What each detection is of: the row's observation id, a dot, the assertion's number."""
    found: dict[str, str | None] = {}
    ids: dict[str, list[str | None]] = {}
    for row in _table(folder, "observations_truth.csv", ROW_COLUMNS):
        name, number = row["file"], int(row["row"])
        if name not in ids:
            ids[name] = read_sheet(folder, name).column("id").to_pylist()
        if number > len(ids[name]):
            raise _missing(folder / "observations" / name, "has fewer rows than its truth")
        key = f"{ids[name][number - 1]}.{row['assertion']}"
        found.setdefault(key, None if row["happening"] == FALSE else row["happening"])
    return found
