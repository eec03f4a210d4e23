"""An exercise as a folder: the layout that people, the service and the score rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from holdfire.base.identity import canonical_json
from holdfire.exercises.exercise import Exercise
from holdfire.exercises.sensors.sheet import FALSE, csv_line
from holdfire.exercises.world.calendar import ZONE, instant, iso

__all__ = [
    "HAPPENING_COLUMNS",
    "ROW_COLUMNS",
    "VERDICT_COLUMNS",
    "exercise_files",
    "write_exercise",
]

HAPPENING_COLUMNS = (
    "id", "kind", "start", "end", "lon", "lat", "party", "count", "force", "attributes",
    "rows", "breaks",
)  # fmt: skip
VERDICT_COLUMNS = ("reading", "clause", "verdict", "knowable", "coverage", "breaking")
ROW_COLUMNS = ("file", "row", "assertion", "happening")

_AFFILIATIONS = {
    "firms": "neutral",
    "osce": "neutral",
    "viina": "third_party",
    "sensorlog": "neutral",
    "exercise-arrays": "neutral",
    "exercise-air": "neutral",
    "exercise-crossing": "neutral",
    "exercise-uav": "neutral",
    "exercise-patrols": "neutral",
    "exercise-watch": "neutral",
}


def write_exercise(exercise: Exercise, folder: Path) -> None:
    """Write the folder; files of an earlier exercise of the same names are replaced."""
    for name, content in exercise_files(exercise).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))


def exercise_files(exercise: Exercise) -> dict[str, str]:
    """Every file of the folder by its path inside it; lines end with a line feed."""
    files = {
        "exercise.yaml": _stated(exercise),
        "agreement.yaml": exercise.agreement,
        "geometry.geojson": exercise.geometry,
        "gazetteer.csv": exercise.gazetteer,
    }
    for sheet in exercise.sheets:
        content = sheet.content()
        if content:
            files[f"observations/{sheet.name}"] = content
            if sheet.mapping is not None:
                text = yaml.safe_dump(dict(sheet.mapping), sort_keys=False, allow_unicode=True)
                files[f"observations/{sheet.name}.mapping.yaml"] = text
    files["truth/incidents.csv"] = _happenings(exercise)
    files["truth/verdicts.csv"] = _verdicts(exercise)
    files["truth/observations_truth.csv"] = _rows(exercise)
    return files


def _stated(exercise: Exercise) -> str:
    """What the folder says of itself."""
    stated = {
        "name": exercise.name,
        "seed": exercise.seed,
        "days": exercise.days,
        "mirrored": exercise.mirrored,
        "synthetic": True,
        "zone": ZONE,
        "gazetteer": "gazetteer.csv",
        "affiliations": _AFFILIATIONS,
    }
    return yaml.safe_dump(stated, sort_keys=False)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV table."""
    return "".join(f"{csv_line(row)}\n" for row in [columns, *rows])


def _happenings(exercise: Exercise) -> str:
    """Every true happening, seen or not."""
    face = exercise.face
    seen = Counter(
        truth for s in exercise.sheets for e in s.entries for truth in e.truth if truth
    )
    breaks: dict[str, list[str]] = {}
    for clause in exercise.verdicts:
        for id_ in clause.breaking:
            breaks.setdefault(id_, []).append(clause.clause)
    rows = []
    for one in exercise.happenings:
        lon, lat = face.lon_lat(one.x, one.y, 6)
        rows.append(
            [
                one.id,
                one.kind.value,
                iso(instant(one.start_s)),
                iso(instant(one.end_s)),
                lon,
                lat,
                face.party(one.side) if one.side else "",
                one.rounds,
                "yes" if one.force else "no",
                canonical_json(dict(one.attributes)),
                seen[one.id],
                " ".join(breaks.get(one.id, [])),
            ]
        )
    return _table(HAPPENING_COLUMNS, rows)


def _verdicts(exercise: Exercise) -> str:
    """The truth of each clause; there is one reading."""
    return _table(
        VERDICT_COLUMNS,
        [
            [
                "text",
                one.clause,
                one.verdict,
                one.knowable,
                f"{one.coverage:.4f}",
                len(one.breaking),
            ]
            for one in exercise.verdicts
        ],
    )


def _rows(exercise: Exercise) -> str:
    """For each assertion of each row the happening it is of, or ``false``."""
    rows: list[list[object]] = [
        [sheet.name, number, assertion, truth]
        for sheet in exercise.sheets
        for number, entry in enumerate(sheet.entries, 1)
        for assertion, truth in enumerate(entry.truth)
        if truth == FALSE or truth
    ]
    return _table(ROW_COLUMNS, rows)
