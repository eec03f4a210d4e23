"""Sightings: one thing seen at one time by somebody, as a row of a mapped CSV."""

from __future__ import annotations

import numpy as np

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.exercises.face import Face
from holdfire.exercises.sensors.sheet import Sheet, csv_sheet
from holdfire.exercises.world.calendar import instant, iso
from holdfire.exercises.world.happening import Happening

__all__ = ["SightingRow", "sighting_row", "sighting_sheet"]

_COLUMNS = ("sighting", "time", "lon", "lat", "ce90_m", "what", "kind", "calibre_mm", "system",
            "object", "count", "scan")  # fmt: skip


def _mapping(source: str, title: str, modality: Modality) -> dict[str, object]:
    """The mapping file of sightings."""
    return {
        "format": "holdfire-mapping/1",
        "source": source,
        "title": title,
        "licence": "synthetic data of this project, Apache-2.0",
        "modality": modality.value,
        "id": "sighting",
        "time": {"column": "time", "accuracy_s": 30},
        "place": {
            "lon": "lon",
            "lat": "lat",
            "uncertainty": {"kind": "CE90", "unit": "m", "column": "ce90_m"},
        },
        "phenomenon": {
            "column": "what",
            "values": {
                "weapon": "weapon_present",
                "group": "forces_present",
                "strike": "strike",
                "explosion": "explosion",
            },
        },
        "count": "count",
        "attributes": {
            "kind": {"column": "kind"},
            "calibre_mm": {"column": "calibre_mm"},
            "system": {"column": "system"},
            "object": {"column": "object"},
        },
        "scan": "scan",
    }


SightingRow = tuple[list[object], str, float]


def sighting_row(
    rng: np.random.Generator,
    one: Happening,
    when_s: float,
    ce90_m: float,
    face: Face,
    scan: str,
    letter: str,
) -> SightingRow:
    """One sighting with its position error."""
    sigma = ce90_m / 2146.0
    east, north = (float(v) for v in rng.normal(0.0, sigma, 2))
    lon, lat = face.lon_lat(one.x + east, one.y + north, 6)
    words = {
        Phenomenon.WEAPON_PRESENT: "weapon",
        Phenomenon.FORCES_PRESENT: "group",
        Phenomenon.STRIKE: "strike",
        Phenomenon.EXPLOSION: "explosion",
    }
    known = one.attributes
    cells = [
        letter,
        iso(instant(when_s)),
        lon,
        lat,
        f"{ce90_m:g}",
        words[one.kind],
        _first(known, "kind"),
        _first(known, "calibre_mm"),
        _first(known, "system"),
        _first(known, "object"),
        one.rounds,
        scan,
    ]
    return cells, one.id, when_s


def _first(attributes: object, name: str) -> object:
    """The first value of an attribute, or nothing."""
    found = attributes.get(name) if isinstance(attributes, dict) else None
    return found[0] if isinstance(found, list) and found else None


def sighting_sheet(
    name: str, rows: list[SightingRow], source: str, title: str, modality: Modality
) -> Sheet:
    """The rows in order of time, numbered."""
    ordered = sorted(rows, key=lambda row: row[2])
    numbered = [
        ([f"{cells[0]}{number:05d}", *cells[1:]], truth)
        for number, (cells, truth, _) in enumerate(ordered, 1)
    ]
    return csv_sheet(name, _COLUMNS, numbered, _mapping(source, title, modality))
