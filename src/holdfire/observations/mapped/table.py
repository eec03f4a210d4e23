"""The rows of a mapped file: records of a CSV, or features of a GeoJSON collection."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from holdfire.observations.delimited import header_of, rows_of
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.text import decoded

__all__ = ["MappedRow", "table_rows"]

MAX_GEOJSON = 256 * 1024 * 1024
"""Bytes; a larger collection would not fit the memory of the machine this must run on."""


@dataclass(frozen=True, slots=True)
class MappedRow:
    """One row: ``values`` by lower-case column name (``None`` for an empty cell).

    ``original`` is the same with nothing changed, for what no rule lifts. ``geometry`` is
    the GeoJSON geometry of a feature. ``number`` counts as in quarantine.
    """

    number: int
    content: str
    values: Mapping[str, str | None] = field(default_factory=dict)
    original: Mapping[str, object] = field(default_factory=dict)
    geometry: Mapping[str, object] | None = None
    fault: Fault | None = None


def table_rows(raw: bytes, delimiter: str) -> tuple[tuple[str, ...], Iterator[MappedRow]]:
    """The column names and the rows. Column names of GeoJSON are those of any feature.

    Never raises: a file that cannot be taken apart is one row with its fault.
    """
    text = decoded(raw).text
    if text.lstrip()[:1] == "{":
        found = _features(text) if len(raw) <= MAX_GEOJSON else Fault("", Reason.SIZE, "file")
        if isinstance(found, Fault):
            return (), iter([MappedRow(0, text[:2000], fault=found)])
        return _feature_columns(found), map(_feature_row, range(1, len(found) + 1), found)
    columns = header_of(text, delimiter=delimiter)
    return columns, _csv_rows(text, columns, delimiter)


def _csv_rows(text: str, columns: tuple[str, ...], delimiter: str) -> Iterator[MappedRow]:
    """Records of a CSV."""
    for row in rows_of(text, columns, delimiter=delimiter):
        values = {name: value.strip() or None for name, value in row.values.items()}
        yield MappedRow(row.number, row.content, values, dict(row.values), fault=row.fault)


def _features(text: str) -> list[object] | Fault:
    """The features of a collection."""
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_number)
    except (ValueError, RecursionError) as error:
        return Fault("", Reason.JSON, str(error))
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        return Fault("features", Reason.JSON, "no list of features")
    return features


def _refuse(name: str) -> object:
    """NaN and infinities are no JSON."""
    raise ValueError(f"{name} is no JSON number")


def _number(text: str) -> float | str:
    """A number; one too large to be a number here stays text."""
    value = float(text)
    return value if math.isfinite(value) else text


def _properties(feature: object) -> Mapping[str, object]:
    """The properties of a feature; empty when it has none."""
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _feature_columns(features: list[object]) -> tuple[str, ...]:
    """Every property name of any feature."""
    names: dict[str, None] = {}
    for feature in features:
        names.update(dict.fromkeys(name.strip().lower() for name in _properties(feature)))
    return tuple(names)


def _feature_row(number: int, feature: object) -> MappedRow:
    """One feature as a row."""
    content = json.dumps(feature, ensure_ascii=False)
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return MappedRow(number, content, fault=Fault("", Reason.JSON, "not a feature"))
    properties = _properties(feature)
    geometry = feature.get("geometry")
    values = {name.strip().lower(): _text(value) for name, value in properties.items()}
    extra = {k: v for k, v in feature.items() if k not in ("type", "geometry", "properties")}
    return MappedRow(
        number,
        content,
        values,
        {**{f"feature.{key}": item for key, item in extra.items()}, **properties},
        geometry if isinstance(geometry, dict) else None,
    )


def _text(value: object) -> str | None:
    """A property as the text of a cell; lists and mappings as JSON."""
    if value is None:
        return None
    if isinstance(value, str):
        return value.strip() or None
    return json.dumps(value, ensure_ascii=False)
