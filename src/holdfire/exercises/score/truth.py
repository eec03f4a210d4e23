"""Reading the truth of an exercise folder: happenings, verdicts, and what each row is of."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import sha256_hex
from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.folder import HAPPENING_COLUMNS, ROW_COLUMNS, VERDICT_COLUMNS
from holdfire.exercises.sensors.sheet import FALSE
from holdfire.observations.recognition import recognise
from holdfire.observations.record import ReadContext
from holdfire.observations.registry import sources

__all__ = ["Known", "TrueHappening", "Truth", "read_truth"]

MAPPED = "mapped"


@dataclass(frozen=True, slots=True)
class TrueHappening:
    """One true happening: its kind, where (degrees), and whether it was a use of force."""

    id: str
    kind: Phenomenon
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
    ids: dict[str, list[str]] = {}
    for row in _table(folder, "observations_truth.csv", ROW_COLUMNS):
        name, number = row["file"], int(row["row"])
        if name not in ids:
            ids[name] = _observation_ids(folder / "observations" / name)
        if number > len(ids[name]):
            raise _missing(folder / "observations" / name, "has fewer rows than its truth")
        key = f"{ids[name][number - 1]}.{row['assertion']}"
        found.setdefault(key, None if row["happening"] == FALSE else row["happening"])
    return found


def _observation_ids(path: Path) -> list[str]:
    """The ids of the observations of a file in the order of its rows."""
    if not path.is_file():
        raise _missing(path, "is not there")
    raw = path.read_bytes()
    beside = path.with_name(f"{path.name}.mapping.yaml")
    mapping = yaml.safe_load(beside.read_text("utf-8")) if beside.is_file() else None
    name = recognise(raw).source if mapping is None else MAPPED
    source = next((one for one in sources() if one.manifest.name == name), None)
    if source is None:
        raise _missing(path, "is of no source that this program reads")
    context = ReadContext(
        path.name,
        sha256_hex(raw),
        synthetic=True,
        affiliation_seal="",
        options={} if mapping is None else {"mapping": mapping},
    )
    ids: list[str] = []
    for batch in source.read(raw, context):
        if batch.quarantined:
            raise _missing(
                path, f"has a row that is no observation: {batch.quarantined[0].row}"
            )
        ids.extend(str(one) for one in batch.observations.column("id").to_pylist())
    return ids
