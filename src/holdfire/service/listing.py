"""Incidents as rows for lists: JSON, CSV with neutralised formulas, GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from holdfire.incidents import Incident
from holdfire.service.view import RunView

__all__ = [
    "INCIDENT_COLUMNS",
    "csv_cells",
    "incident_features",
    "incident_rows",
    "neutral_cell",
]

INCIDENT_COLUMNS = (
    "id",
    "start",
    "end",
    "lat",
    "lon",
    "within_90_m",
    "class",
    "class_probability",
    "existence",
    "existence_low",
    "existence_high",
    "calibrated",
    "origins",
    "modalities",
    "sources",
    "count_low",
    "count_high",
    "synthetic",
)
# A spreadsheet runs a cell that starts with one of these; a leading apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def incident_rows(view: RunView) -> list[dict[str, Any]]:
    """One row an incident, oldest first; absent values are ``None``, never zero."""
    return [_row(item) for item in view.incidents]


def _row(item: Incident) -> dict[str, Any]:
    """One incident."""
    region = item.region
    phenomenon, share = max(item.classes, key=lambda c: (c[1], c[0].value))
    return {
        "id": item.id,
        "start": _text(item.time.start),
        "end": _text(item.time.end),
        "lat": None if region is None else region.lat,
        "lon": None if region is None else region.lon,
        "within_90_m": None if region is None else region.major_m,
        "class": phenomenon.value,
        "class_probability": share,
        "existence": item.existence.value,
        "existence_low": item.existence.low,
        "existence_high": item.existence.high,
        "calibrated": item.existence.calibrated,
        "origins": item.origins,
        "modalities": " ".join(m.value for m in item.modalities),
        "sources": " ".join(item.sources),
        "count_low": item.count_low,
        "count_high": item.count_high,
        "synthetic": item.synthetic,
    }


def _text(value: datetime) -> str:
    """ISO 8601 with Z."""
    return value.isoformat().replace("+00:00", "Z")


def neutral_cell(value: object) -> object:
    """A CSV cell that no spreadsheet will run."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def csv_cells(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[object]]:
    """The rows as neutralised cells in the order of :data:`INCIDENT_COLUMNS`."""
    for row in rows:
        yield [neutral_cell(row[name]) for name in INCIDENT_COLUMNS]


def incident_features(view: RunView) -> dict[str, Any]:
    """The incidents as a GeoJSON collection; an incident without place has no geometry."""
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": None
            if row["lon"] is None
            else {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": row,
        }
        for row in incident_rows(view)
    ]
    return {"type": "FeatureCollection", "features": features}
