"""Where a mapped row was: a point with its spread, an area, or nowhere."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from holdfire.base.errors import BadQuantity
from holdfire.base.place import NOWHERE, Place, disc, point, polygon, rectangle
from holdfire.observations.mapped.mapping import PlaceRule
from holdfire.observations.mapped.uncertainty import Spread, read_spread
from holdfire.observations.quarantine import Fault, Reason

__all__ = ["read_place"]


Located = tuple[Place, tuple[str, ...]]
"""A place and the flags of its uncertainty."""


def read_place(
    rule: PlaceRule, values: Mapping[str, str | None], geometry: Mapping[str, object] | None
) -> Located | Fault:
    """The place and its flags. Empty columns and no geometry are nowhere, never (0, 0)."""
    spread = read_spread(rule.spread, values)
    if isinstance(spread, Fault):
        return spread
    if rule.lon is not None and rule.lat is not None:
        return _of_columns(rule.lon, rule.lat, values, spread)
    shape = _shape(rule, values, geometry)
    return shape if isinstance(shape, Fault) else _of_shape(shape, spread)


def _of_columns(
    lon: str, lat: str, values: Mapping[str, str | None], spread: Spread
) -> Located | Fault:
    """A point from two columns in degrees."""
    if values.get(lon) is None and values.get(lat) is None:
        return NOWHERE, ()
    degrees = []
    for name in (lon, lat):
        text = values.get(name)
        if text is None:
            return Fault(name, Reason.MISSING, "one coordinate is empty, the other is not")
        try:
            degrees.append(float(text))
        except ValueError:
            return Fault(name, Reason.NUMBER, f"{text!r} is no number")
    return _at(degrees[0], degrees[1], spread, f"{lon}, {lat}")


def _at(lon: float, lat: float, spread: Spread, field: str) -> Located | Fault:
    """A point, or the area that its stated extent makes of it."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return Fault(field, Reason.NONFINITE, f"{lon}, {lat} is not finite")
    if lon == 0.0 and lat == 0.0:
        return Fault(field, Reason.NONFINITE, "0, 0 is what a device without a fix sends")
    try:
        if spread.half_m is not None:
            place = rectangle(lon, lat, spread.half_m, spread.half_m, spread.stated)
        elif spread.radius_m is not None:
            place = disc(lon, lat, spread.radius_m, spread.stated)
        else:
            place = point(lon, lat, spread.covariance, spread.stated)
    except BadQuantity as error:
        swapped = abs(lat) > 90.0 and abs(lon) <= 90.0
        return Fault(field, Reason.SWAPPED if swapped else Reason.RANGE, error.what)
    return place, spread.flags


def _shape(
    rule: PlaceRule, values: Mapping[str, str | None], geometry: Mapping[str, object] | None
) -> BaseGeometry | Fault | None:
    """The geometry of the row; ``None`` when there is none."""
    try:
        if rule.wkt is not None:
            text = values.get(rule.wkt)
            return None if text is None else shapely.from_wkt(text)
        return None if geometry is None else shapely.from_geojson(json.dumps(geometry))
    except (ShapelyError, ValueError, TypeError) as error:
        return Fault(rule.wkt or "geometry", Reason.SHAPE, str(error))


def _of_shape(shape: BaseGeometry | None, spread: Spread) -> Located | Fault:
    """A point or a polygon as a place; lines and collections have no meaning here."""
    if shape is None or shape.is_empty:
        return NOWHERE, ()
    if isinstance(shape, Point):
        return _at(shape.x, shape.y, spread, "geometry")
    if not isinstance(shape, Polygon | MultiPolygon) or not shape.is_valid:
        said = f"neither a point nor a valid polygon but a {shape.geom_type}"
        return Fault("geometry", Reason.SHAPE, said)
    west, south, east, north = shape.bounds
    inside = shape.representative_point()
    try:
        point(west, south)
        point(east, north)
        place = polygon(shapely.to_wkb(shape, output_dimension=2), inside.x, inside.y)
    except BadQuantity as error:
        return Fault("geometry", Reason.RANGE, error.what)
    return place, ()
