"""The twins of a page: the same rows as JSON, CSV and GeoJSON."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import shapely
from starlette.responses import JSONResponse, Response

from holdfire.agreement.geometry import Shape
from holdfire.incidents.record import Incident

__all__ = [
    "answer_csv",
    "answer_geojson",
    "answer_json",
    "incident_row",
    "iso",
    "neutral_cell",
    "plain",
    "shape_features",
]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def iso(instant: datetime) -> str:
    """ISO 8601 UTC with Z."""
    return instant.isoformat().replace("+00:00", "Z")


def plain(value: object) -> Any:
    """A value of a record as JSON knows it; not-a-number and infinity become null."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int) else str(value)


def incident_row(item: Incident) -> dict[str, Any]:
    """One incident as one flat row; units are in the names."""
    region = item.region
    kind, share = max(item.classes, key=lambda pair: pair[1])
    return {
        "id": item.id,
        "t_start": iso(item.time.start),
        "t_end": iso(item.time.end),
        "lon": None if region is None else round(region.lon, 6),
        "lat": None if region is None else round(region.lat, 6),
        "major_m": None if region is None else round(region.major_m, 1),
        "minor_m": None if region is None else round(region.minor_m, 1),
        "angle_deg": None if region is None else round(region.angle_deg, 1),
        "kind": str(kind),
        "kind_probability": round(share, 6),
        "existence": round(item.existence.value, 6),
        "existence_low": round(item.existence.low, 6),
        "existence_high": round(item.existence.high, 6),
        "calibrated": item.existence.calibrated,
        "origins": item.origins,
        "modalities": " ".join(str(m) for m in item.modalities),
        "sources": " ".join(item.sources),
        "count_low": item.count_low,
        "count_high": item.count_high,
        "admin_codes": " ".join(item.admin_codes),
        "contrary": len(item.contrary),
        "synthetic": item.synthetic,
    }


def neutral_cell(value: object) -> object:
    """A cell no spreadsheet will run: text that starts like a formula gets an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def answer_json(value: object) -> JSONResponse:
    """Any records as JSON."""
    return JSONResponse(plain(value))


def answer_csv(rows: Sequence[Mapping[str, object]], name: str) -> Response:
    """Flat rows as UTF-8 CSV with a header; formula cells neutralised, absent values empty."""
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({k: neutral_cell(plain(v)) for k, v in row.items()} for row in rows)
    return Response(
        text.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}.csv"'},
    )


def answer_geojson(features: Iterable[Mapping[str, Any]], **extra: object) -> Response:
    """GeoJSON features (RFC 7946: longitude first, WGS 84)."""
    body = {"type": "FeatureCollection", "features": list(features), **extra}
    return JSONResponse(plain(body), media_type="application/geo+json")


def shape_features(shapes: Iterable[Shape]) -> list[dict[str, Any]]:
    """The shapes of an agreement as features."""
    return [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shapely.from_wkb(shape.wkb)),
            "properties": {
                "name": shape.name,
                "kind": shape.kind.value,
                "valid_from": None if shape.valid_from is None else iso(shape.valid_from),
                "valid_to": None if shape.valid_to is None else iso(shape.valid_to),
                "source": shape.source,
                "sha256": shape.sha256,
            },
        }
        for shape in shapes
    ]
