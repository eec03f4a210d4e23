"""Reading lines, zones and sites from GeoJSON (RFC 7946: longitude before latitude)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import LineString, MultiLineString, MultiPoint, Point
from shapely.geometry import shape as as_geometry
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput, BadInstant
from holdfire.base.identity import sha256_hex
from holdfire.base.instant import parse_instant

__all__ = ["read_shapes"]

_KIND_OF = {
    "LineString": ShapeKind.LINE,
    "MultiLineString": ShapeKind.LINE,
    "Polygon": ShapeKind.ZONE,
    "MultiPolygon": ShapeKind.ZONE,
    "Point": ShapeKind.SITE,
    "MultiPoint": ShapeKind.SITE,
}
_SELECTION = re.compile(r"([^\[\]]+)\[([^\[\]]+)\]")
_MAX_LAT = 90.0
_MAX_LON = 180.0
_RING_MIN = 4


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The name for features without one, and the values that choose features."""

    name: str
    values: frozenset[str]


def read_shapes(name: str, raw: bytes) -> tuple[Shape, ...]:
    """The shapes of a GeoJSON file, sorted by name and validity.

    ``name`` is used for features without the property ``name``. ``NAME[VALUE;VALUE]`` takes
    only features that have one of the values in any property and calls all of them NAME.
    Features of one name, kind and validity become one shape. Raises ``BadInput`` that names
    the feature: no name, no geometry, swapped axes, not a number, open or crossing rings.
    """
    wanted = _wanted(name)
    features = _features(raw, wanted.name)
    digest = sha256_hex(raw)
    found: list[Shape] = []
    for index, feature in enumerate(features, start=1):
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        if wanted.values and not wanted.values & {str(v) for v in properties.values()}:
            continue
        found.append(_shape(feature, properties, index, wanted, digest))
    if not found:
        raise _bad(Code.SHAPE_UNREADABLE, "no feature was taken", wanted.name)
    return _merged(found)


def _wanted(name: str) -> _Wanted:
    """Split ``NAME[VALUE;VALUE]``."""
    match = _SELECTION.fullmatch(name.strip())
    if match is None:
        return _Wanted(name.strip(), frozenset())
    values = (value.strip() for value in match[2].split(";"))
    return _Wanted(match[1].strip(), frozenset(value for value in values if value))


def _bad(code: Code, what: str, where: str) -> BadInput:
    """The error for one feature or file."""
    return BadInput(code, f"the geometry {where or 'without a name'}: {what}", where=where)


def _features(raw: bytes, name: str) -> list[dict[str, object]]:
    """The features of a FeatureCollection, a Feature, or a bare geometry."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _bad(Code.SHAPE_UNREADABLE, "it is not JSON text", name) from error
    if not isinstance(value, dict):
        raise _bad(Code.SHAPE_UNREADABLE, "it is not GeoJSON", name)
    kind = value.get("type")
    if kind == "FeatureCollection" and isinstance(value.get("features"), list):
        features = value["features"]
    elif kind == "Feature":
        features = [value]
    elif isinstance(kind, str) and kind in _KIND_OF:
        features = [{"type": "Feature", "properties": {}, "geometry": value}]
    else:
        raise _bad(Code.SHAPE_UNREADABLE, "it is not a FeatureCollection", name)
    for index, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            raise _bad(Code.SHAPE_UNREADABLE, f"feature {index} is not a feature", name)
    return list(features)


def _shape(
    feature: Mapping[str, object],
    properties: Mapping[str, object],
    index: int,
    wanted: _Wanted,
    digest: str,
) -> Shape:
    """One feature as a shape."""
    own = properties.get("name")
    named = isinstance(own, str) and own.strip() and not wanted.values
    name = str(own).strip() if named else wanted.name
    where = f"feature {index} ({name})" if name else f"feature {index}"
    if not name:
        raise _bad(Code.SHAPE_UNNAMED, "it has no name", where)
    geometry = _geometry(feature.get("geometry"), where)
    starts, ends = (
        _instant(properties.get(key), key, where) for key in ("valid_from", "valid_to")
    )
    if starts is not None and ends is not None and ends <= starts:
        raise _bad(Code.SHAPE_UNREADABLE, "valid_to is not after valid_from", where)
    source = properties.get("source")
    return Shape(
        name,
        _kind(properties.get("kind"), geometry, where),
        shapely.to_wkb(geometry),
        starts,
        ends,
        source if isinstance(source, str) else "",
        digest,
        _sides(properties.get("sides"), where),
    )


def _geometry(value: object, where: str) -> BaseGeometry:
    """The geometry, checked: on the globe, finite, closed, not crossing itself."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind not in _KIND_OF:
        raise _bad(Code.SHAPE_UNREADABLE, "it is no line, polygon or point", where)
    _check_positions(value.get("coordinates"), str(kind), where)
    try:
        geometry = as_geometry(value)
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise _bad(
            Code.SHAPE_UNREADABLE, "its coordinates are not of its type", where
        ) from error
    if geometry.is_empty:
        raise _bad(Code.SHAPE_UNREADABLE, "it is empty", where)
    if kind in {"LineString", "MultiLineString"} and geometry.length == 0:
        raise _bad(Code.SHAPE_UNREADABLE, "the line has no length", where)
    if not geometry.is_valid:
        reason = explain_validity(geometry)
        raise _bad(Code.SHAPE_UNREADABLE, f"the outline is broken: {reason}", where)
    return shapely.force_2d(geometry)


def _check_positions(coordinates: object, kind: str, where: str) -> None:
    """Every position is a pair of finite numbers on the globe; every ring closes."""
    rings = kind in {"Polygon", "MultiPolygon"}
    stack: list[object] = [coordinates]
    while stack:
        item = stack.pop()
        if not isinstance(item, list) or not item:
            raise _bad(Code.SHAPE_UNREADABLE, "a position is missing", where)
        if isinstance(item[0], list):
            stack.extend(item)
            if rings and isinstance(item[0], list) and _is_position(item[0]):
                _check_ring(item, where)
            continue
        _check_position(item, where)


def _is_position(item: list[object]) -> bool:
    """Is this a position and not a list of them?"""
    return bool(item) and not isinstance(item[0], list)


def _check_ring(ring: list[object], where: str) -> None:
    """A ring has four positions at least and ends where it began."""
    if len(ring) < _RING_MIN or ring[0] != ring[-1]:
        raise _bad(Code.SHAPE_UNREADABLE, "a ring is not closed", where)


def _check_position(item: list[object], where: str) -> None:
    """A pair of finite numbers on the globe, longitude first."""
    numbers = [v for v in item[:2] if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) != 2 or not all(math.isfinite(v) for v in numbers):
        raise _bad(Code.SHAPE_UNREADABLE, "a position is not two finite numbers", where)
    lon, lat = numbers
    if abs(lon) <= _MAX_LON and abs(lat) <= _MAX_LAT:
        return
    swapped = abs(lat) <= _MAX_LON and abs(lon) <= _MAX_LAT
    hint = "; the axes look swapped: longitude comes first" if swapped else ""
    raise _bad(Code.SHAPE_UNREADABLE, f"{lon}, {lat} is not on the globe{hint}", where)


def _kind(value: object, geometry: BaseGeometry, where: str) -> ShapeKind:
    """The kind as stated if it fits, else told from the geometry."""
    told = _KIND_OF[geometry.geom_type]
    if value is None:
        return told
    if value not in set(ShapeKind):
        raise _bad(Code.SHAPE_UNREADABLE, f"the kind {value!r} is not known", where)
    stated = ShapeKind(str(value))
    if (stated is ShapeKind.LINE) != (told is ShapeKind.LINE):
        raise _bad(Code.SHAPE_UNREADABLE, f"a {told} is called a {stated}", where)
    if stated is ShapeKind.ZONE and told is ShapeKind.SITE:
        raise _bad(Code.SHAPE_UNREADABLE, "a point is called a zone", where)
    return stated


def _instant(value: object, key: str, where: str) -> datetime | None:
    """A day or instant; UTC unless it has an offset."""
    if value is None or value == "":
        return None
    try:
        return parse_instant(str(value), zone="UTC")
    except (BadInstant, OverflowError) as error:
        raise _bad(Code.SHAPE_UNREADABLE, f"{key} is not a day or instant", where) from error


def _sides(value: object, where: str) -> dict[str, str]:
    """Who is on the left and on the right of the drawn direction."""
    if value is None:
        return {}
    right = isinstance(value, dict) and set(value) <= {"left", "right"}
    if not right or not isinstance(value, dict):
        raise _bad(Code.SHAPE_UNREADABLE, "sides must have left and right", where)
    if not all(isinstance(party, str) and party for party in value.values()):
        raise _bad(Code.SHAPE_UNREADABLE, "sides must name parties", where)
    return {side: str(value[side]) for side in sorted(value)}


def _merged(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """One shape for each name, kind and validity: the union of its features."""
    groups: dict[tuple[str, str, str, str], list[Shape]] = {}
    for shape in shapes:
        key = (shape.name, shape.kind.value, str(shape.valid_from), str(shape.valid_to))
        groups.setdefault(key, []).append(shape)
    return tuple(_union(groups[key]) for key in sorted(groups))


def _union(shapes: list[Shape]) -> Shape:
    """The union of shapes that differ in nothing but their geometry."""
    head = shapes[0]
    if len(shapes) == 1:
        return head
    if any(shape.sides != head.sides for shape in shapes):
        raise _bad(Code.SHAPE_UNREADABLE, "its parts have different sides", head.name)
    parts = shapely.from_wkb([shape.wkb for shape in shapes])
    united = head.kind is ShapeKind.ZONE
    geometry = shapely.union_all(parts) if united else _collected(parts)
    sources = "; ".join(dict.fromkeys(shape.source for shape in shapes if shape.source))
    return Shape(
        head.name,
        head.kind,
        shapely.to_wkb(geometry),
        head.valid_from,
        head.valid_to,
        sources,
        head.sha256,
        head.sides,
    )


def _collected(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Lines or points side by side, each in its drawn direction."""
    singles = [single for part in parts for single in shapely.get_parts(part)]
    if all(isinstance(single, LineString) for single in singles):
        return MultiLineString(singles)
    if all(isinstance(single, Point) for single in singles):
        return MultiPoint(singles)
    return shapely.union_all(singles)
