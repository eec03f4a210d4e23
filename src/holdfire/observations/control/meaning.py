"""One area held on one day; who holds it stays sealed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import shapely
from shapely.geometry import shape

from holdfire.base.errors import BadQuantity
from holdfire.base.identity import canonical_json, sha256_hex
from holdfire.base.instant import day_span
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import polygon
from holdfire.observations.batching import Kept
from holdfire.observations.control.manifest import FIRST_YEAR, MANIFEST
from holdfire.observations.plausible import implausible, iso_day
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import (
    Assertion,
    Observation,
    ReadContext,
    Sealed,
    observation_id,
)

__all__ = ["MOST_VERTICES", "area_of", "day_of"]

MOST_VERTICES = 1_000_000
_DATE_AT_END = re.compile(r"(?<!\d)(\d{4}-?\d{2}-?\d{2})$", re.ASCII)


def day_of(name: str, properties: Mapping[str, Any], context: ReadContext) -> date | Fault:
    """The day of the map: its own date, the collection's name, or the operator's word."""
    stated = properties.get("date") or context.options.get("date")
    at_end = _DATE_AT_END.search(name.strip())
    if not stated and at_end is None:
        return Fault("name", Reason.NO_DATE, "neither the name nor a property gives a date")
    text = str(stated or (at_end[1] if at_end else ""))
    day = iso_day(text.replace("-", "") if len(text) == 10 else text, "date")
    if isinstance(day, Fault):
        return day
    return implausible(day, "date", context, first_year=FIRST_YEAR) or day


def area_of(feature: Any, name: str, row: int, context: ReadContext) -> Kept | Fault:
    """The feature as an observation, or what is wrong with it."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return Fault("type", Reason.PARSE, "not a GeoJSON feature")
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        return Fault("properties", Reason.PARSE, "not an object")
    day = day_of(name, properties, context)
    if isinstance(day, Fault):
        return day
    geometry = _geometry(feature.get("geometry"))
    if isinstance(geometry, Fault):
        return geometry
    flags = () if shapely.is_valid(geometry) else ("place.self_crossing",)
    inside = shapely.get_coordinates(shapely.point_on_surface(shapely.make_valid(geometry)))[0]
    wkb = shapely.to_wkb(geometry)
    try:
        place = polygon(wkb, float(inside[0]), float(inside[1]))
    except BadQuantity:
        return Fault("geometry", Reason.RANGE, "coordinates are not on the globe")
    identity = canonical_json([day.isoformat(), sha256_hex(wkb), properties])
    key = observation_id(MANIFEST.name, identity)
    observation = Observation(
        id=key,
        source=MANIFEST.name,
        modality=Modality.MAP,
        raw_sha256=context.raw_sha256,
        record_index=row,
        synthetic=context.synthetic,
        affiliation_seal=context.affiliation_seal,
        time=day_span(day),
        place=place,
        asserted=(Assertion(Phenomenon.AREA_HELD, source_term="area held"),),
        flags=flags,
    )
    payload = {"collection": name, "properties": properties}
    return Kept(observation, Sealed(key, context.affiliation_seal, payload))


def _geometry(value: Any) -> shapely.Geometry | Fault:
    """The polygon, as it is; a self-crossing one is kept and flagged by the caller."""
    if not isinstance(value, dict) or value.get("type") not in {"Polygon", "MultiPolygon"}:
        return Fault("geometry", Reason.SHAPE, "not a polygon")
    try:
        found = shape(value)
    except (
        shapely.errors.ShapelyError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
    ):
        return Fault("geometry", Reason.SHAPE, "the polygon cannot be read")
    if found.is_empty or not found.area > 0:
        return Fault("geometry", Reason.SHAPE, "the polygon has no area")
    coordinates = shapely.get_coordinates(found)
    if len(coordinates) > MOST_VERTICES:
        return Fault("geometry", Reason.SIZE, f"more than {MOST_VERTICES} vertices")
    if not (abs(coordinates) <= [180.0, 90.0]).all():
        swapped = (abs(coordinates) <= [90.0, 180.0]).all()
        reason = Reason.SWAPPED if swapped else Reason.RANGE
        return Fault("geometry", reason, "coordinates are not on the globe")
    return found
