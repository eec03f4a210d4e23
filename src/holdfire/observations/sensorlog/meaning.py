"""One row of the log as a place, a time and a state; units as the columns name them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import shapely
from shapely.errors import ShapelyError

from holdfire.base.codes import Code
from holdfire.base.errors import BadInstant, BadQuantity
from holdfire.base.instant import TimeSpan, parse_instant
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import Place, disc, point, polygon, sector
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.sensorlog.further import ends_of, further_of

__all__ = ["STATUSES", "State", "read_state"]

STATUSES = ("up", "down", "degraded")
_TRUE, _FALSE = ("yes", "true", "1"), ("no", "false", "0", "")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class State:
    """What one sensor was able to see: ``attributes`` as the detections room reads them."""

    place: Place
    time: TimeSpan
    attributes: Mapping[str, object]


def read_state(row: Mapping[str, str]) -> State | Fault:
    """The state that the row declares, or the first thing that is wrong with it."""
    found = _attributes(row)
    if isinstance(found, Fault):
        return found
    time = _time(row)
    if isinstance(time, Fault):
        return time
    place = _place(row)
    return place if isinstance(place, Fault) else State(place, time, found)


def _attributes(row: Mapping[str, str]) -> dict[str, object] | Fault:
    """Sensor, modality, status, reason, phenomena, detection probability, register."""
    fault = _words(row)
    if fault is not None:
        return fault
    chance = _chance(row.get("p_detect", ""))
    if isinstance(chance, Fault):
        return chance
    more = further_of(row)
    if isinstance(more, Fault):
        return more
    return {
        "sensor": row["sensor"],
        "modality": row["modality"],
        "status": row["status"],
        "reason": row.get("reason") or None,
        "phenomena": row["phenomena"].split(),
        "p_detect": chance,
        "register": row.get("register_complete", "").lower() in _TRUE,
        **more,
    }


def _words(row: Mapping[str, str]) -> Fault | None:
    """The first word of the row that is missing or not of its list."""
    if not row["sensor"]:
        return Fault("sensor", Reason.MISSING, "the sensor has no name")
    seen = row["phenomena"].split()
    lists: tuple[tuple[str, Iterable[str], tuple[str, ...]], ...] = (
        ("modality", [row["modality"]], tuple(Modality)),
        ("status", [row["status"]], STATUSES),
        ("phenomena", seen or [""], tuple(Phenomenon)),
        ("register_complete", [row.get("register_complete", "").lower()], (*_TRUE, *_FALSE)),
    )
    for name, given, known in lists:
        strange = next((word for word in given if word not in known), None)
        if strange is not None:
            return Fault(name, Reason.ENUM, f"{strange!r} is none of {', '.join(known)}")
    if row["status"] != "up" and not row.get("reason"):
        return Fault("reason", Reason.MISSING, "a sensor that was not up needs a reason")
    return None


def _chance(text: str) -> list[float] | Fault | None:
    """A probability or an interval ``0.6..0.8`` as its two ends; empty: never measured."""
    return ends_of("p_detect", text) if text else None


def _time(row: Mapping[str, str]) -> TimeSpan | Fault:
    """The interval of the state; both ends need an offset from UTC."""
    ends = []
    for name in ("start", "end"):
        try:
            ends.append(parse_instant(row[name]))
        except BadInstant as error:
            bare = error.code is Code.INSTANT_WITHOUT_ZONE
            return Fault(name, Reason.NO_ZONE if bare else Reason.TIME, error.what)
        except OverflowError:
            return Fault(name, Reason.IMPLAUSIBLE, f"{row[name]!r} is out of range")
        if not _FIRST_YEAR <= ends[-1].year <= _LAST_YEAR:
            return Fault(name, Reason.IMPLAUSIBLE, f"the year of {row[name]!r}")
    if ends[0] > ends[1]:
        return Fault("end", Reason.REVERSED, f"{row['end']!r} is before {row['start']!r}")
    return TimeSpan(ends[0], ends[1])


def _numbers(row: Mapping[str, str]) -> dict[str, float] | Fault:
    """The numeric place columns that are filled."""
    found: dict[str, float] = {}
    for name in ("lon", "lat", "range_km", "az_from", "az_to"):
        if row.get(name):
            try:
                found[name] = float(row[name])
            except ValueError:
                return Fault(name, Reason.NUMBER, f"{row[name]!r} is no number")
            if not math.isfinite(found[name]):
                return Fault(name, Reason.NONFINITE, f"{row[name]!r} is not finite")
    return found


def _place(row: Mapping[str, str]) -> Place | Fault:
    """The field of view: a polygon, a sector or everything within the range."""
    if row.get("area_wkt"):
        return _area(row["area_wkt"])
    numbers = _numbers(row)
    if isinstance(numbers, Fault):
        return numbers
    if not numbers.keys() >= {"lon", "lat", "range_km"} or numbers["range_km"] <= 0.0:
        said = "no field of view: neither area_wkt nor lon, lat and a range above zero"
        return Fault("range_km", Reason.MISSING, said)
    lon, lat, reach_m = numbers["lon"], numbers["lat"], numbers["range_km"] * 1000.0
    low, high = numbers.get("az_from", 0.0), numbers.get("az_to", 360.0)
    try:
        if high - low >= 360.0:
            return disc(lon, lat, reach_m)
        return sector(lon, lat, low, high, 0.0, reach_m)
    except BadQuantity as error:
        return Fault("lon, lat", Reason.RANGE, error.what)


def _area(text: str) -> Place | Fault:
    """A polygon with a point inside it."""
    try:
        shape = shapely.from_wkt(text)
    except ShapelyError as error:
        return Fault("area_wkt", Reason.SHAPE, str(error))
    if shape.geom_type not in ("Polygon", "MultiPolygon") or not shape.is_valid:
        return Fault("area_wkt", Reason.SHAPE, "not a valid polygon")
    west, south, east, north = shape.bounds
    inside = shape.representative_point()
    try:
        point(west, south)
        point(east, north)
        return polygon(shapely.to_wkb(shape), inside.x, inside.y)
    except BadQuantity as error:
        return Fault("area_wkt", Reason.RANGE, error.what)
