"""Reading an own gazetteer: a CSV table or GeoJSON points. Rows are kept or refused by name.

Columns or properties: ``name``, ``lon``, ``lat`` (degrees, WGS 84; GeoJSON gives the last
two by its geometry); if wanted ``radius_m`` (how far the place reaches; 1 000 m when not
given), ``aliases`` (other spellings, separated by ``|``), ``country`` (ISO 3166), ``admin``,
``zone`` (IANA), ``population``, and ``kind``: ``settlement`` (default) or ``region``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, BadQuantity
from holdfire.base.place import point
from holdfire.observations.gazetteer.entry import LEAST_RADIUS_M, Entry

__all__ = ["GREATEST_RADIUS_M", "Imported", "RefusedEntry", "read_gazetteer"]

GREATEST_RADIUS_M = 1_000_000.0
"""No place reaches farther than 1 000 km from its point."""

_NEEDED = ("name", "lon", "lat")
_KINDS = {"": False, "settlement": False, "region": True}


@dataclass(frozen=True, slots=True)
class RefusedEntry:
    """A row that was not taken: its number (1 is the first row of data), field and reason."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """The entries taken and the rows refused: together they are all rows of the file."""

    entries: tuple[Entry, ...]
    refused: tuple[RefusedEntry, ...]


def read_gazetteer(name: str, raw: bytes) -> Imported:
    """Read an own gazetteer; ``name`` is how records will name it.

    Raises :class:`BadInput` when the file is neither UTF-8 CSV with the columns ``name``,
    ``lon`` and ``lat`` nor a GeoJSON feature collection. A bad row is refused, not guessed.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(name, "the file is not UTF-8 text") from error
    rows = _from_geojson(name, text) if text.lstrip()[:1] == "{" else _from_csv(name, text)
    entries: list[Entry] = []
    refused: list[RefusedEntry] = []
    for number, row in enumerate(rows, 1):
        outcome = _entry(name, number, row)
        if isinstance(outcome, Entry):
            entries.append(outcome)
        else:
            refused.append(outcome)
    return Imported(tuple(entries), tuple(refused))


def _unreadable(name: str, what: str) -> BadInput:
    """The refusal of a whole file."""
    return BadInput(Code.GAZETTEER_UNREADABLE, f"the gazetteer {name} is unreadable: {what}")


def _from_csv(name: str, text: str) -> Iterator[Mapping[str, str]]:
    """The rows of a table; the separator is a comma, a semicolon or a tab."""
    header = text.split("\n", 1)[0]
    separator = max((",", ";", "\t"), key=header.count)
    table = csv.DictReader(io.StringIO(text), delimiter=separator)
    columns = [column.strip().lower() for column in table.fieldnames or ()]
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        raise _unreadable(name, f"the table has no column {', '.join(missing)}")
    table.fieldnames = columns
    try:
        rows = [
            {str(k): v.strip() for k, v in row.items() if isinstance(v, str)} for row in table
        ]
    except csv.Error as error:
        raise _unreadable(name, f"the table breaks off: {error}") from error
    return iter(rows)


def _from_geojson(name: str, text: str) -> Iterator[Mapping[str, str]]:
    """The features of a collection as rows."""
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _unreadable(name, "the file is not JSON") from error
    features = value.get("features")
    if not isinstance(features, list):
        raise _unreadable(name, "the JSON has no list of features")
    return iter([_feature_row(feature) for feature in features])


def _feature_row(feature: object) -> Mapping[str, str]:
    """One feature as a row; coordinates only from a point."""
    parts = feature if isinstance(feature, dict) else {}
    properties, geometry = parts.get("properties"), parts.get("geometry")
    row = {
        str(key).lower(): "|".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in (properties if isinstance(properties, dict) else {}).items()
        if value is not None
    }
    row.pop("lon", None)
    row.pop("lat", None)
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        coordinates = geometry.get("coordinates")
        if isinstance(coordinates, list) and len(coordinates) >= 2:
            row["lon"], row["lat"] = str(coordinates[0]), str(coordinates[1])
    return row


def _number(row: Mapping[str, str], column: str) -> float | None:
    """The number in a cell, ``None`` when empty; raises ``ValueError`` otherwise."""
    cell = row.get(column, "").strip()
    return float(cell) if cell else None


def _entry(gazetteer: str, number: int, row: Mapping[str, str]) -> Entry | RefusedEntry:
    """One row as an entry, or why not."""
    numbers: dict[str, float | None] = {}
    for column in ("lon", "lat", "radius_m", "population"):
        try:
            numbers[column] = _number(row, column)
        except ValueError:
            return RefusedEntry(number, column, f"{row[column]!r} is not a number")
    name = row.get("name", "")
    lon, lat = numbers["lon"], numbers["lat"]
    if not name or lon is None or lat is None:
        empty = next(c for c in _NEEDED if not row.get(c))
        return RefusedEntry(number, empty, "a place needs a name and a point")
    try:
        point(lon, lat)
    except BadQuantity as error:
        return RefusedEntry(number, "lon", error.what)
    radius_m = LEAST_RADIUS_M if numbers["radius_m"] is None else numbers["radius_m"]
    if not 0.0 < radius_m <= GREATEST_RADIUS_M:
        return RefusedEntry(number, "radius_m", f"{radius_m} m is not a radius of a place")
    kind = row.get("kind", "").lower()
    if kind not in _KINDS:
        return RefusedEntry(number, "kind", f"{kind!r} is neither settlement nor region")
    others = (alias.strip() for alias in row.get("aliases", "").split("|"))
    people = numbers["population"]
    return Entry(
        name=name,
        lon=lon,
        lat=lat,
        radius_m=radius_m,
        names=tuple(dict.fromkeys([name, *(other for other in others if other)])),
        gazetteer=gazetteer,
        country=row.get("country") or None,
        admin=row.get("admin") or None,
        zone=row.get("zone") or None,
        population=int(people) if people and 0 < people < 1e11 else None,
        is_region=_KINDS[kind],
    )
