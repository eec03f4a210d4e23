"""One row of the log as a place, a time and a state; units as the columns name them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.errors import ShapelyError

from holdfire.base.errors import HoldfireError
from holdfire.base.instant import TimeSpan, parse_instant
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import Place, disc, polygon, sector

__all__ = ["STATUSES", "Refusal", "State", "read_state"]

STATUSES = ("up", "down", "degraded")
_TRUE, _FALSE = ("yes", "true", "1"), ("no", "false", "0", "")


@dataclass(frozen=True, slots=True)
class State:
    """What one sensor was able to see: ``attributes`` as the detections room reads them."""

    place: Place
    time: TimeSpan
    attributes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is quarantined: the field, the reason, its code, what to do."""

    field: str
    reason: str
    code: str
    next_step: str


def read_state(row: Mapping[str, str]) -> State | Refusal:
    """The state that the row declares, or the first thing that is wrong with it."""
    found = _attributes(row)
    if isinstance(found, Refusal):
        return found
    time = _time(row)
    if isinstance(time, Refusal):
        return time
    place = _place(row)
    return place if isinstance(place, Refusal) else State(place, time, found)


def _attributes(row: Mapping[str, str]) -> dict[str, object] | Refusal:
    """Sensor, modality, status, reason, phenomena, detection probability, register."""
    refusal = _words(row)
    if refusal is not None:
        return refusal
    chance = _chance(row.get("p_detect", ""))
    if isinstance(chance, Refusal):
        return chance
    return {
        "sensor": row["sensor"],
        "modality": row["modality"],
        "status": row["status"],
        "reason": row.get("reason") or None,
        "phenomena": row["phenomena"].split(),
        "p_detect": chance,
        "register": row.get("register_complete", "").lower() in _TRUE,
    }


def _words(  # noqa: PLR0911 - one answer for each column
    row: Mapping[str, str],
) -> Refusal | None:
    """The first word of the row that is missing or not of its list."""
    modalities = [modality.value for modality in Modality]
    phenomena = sorted(phenomenon.value for phenomenon in Phenomenon)
    seen = row["phenomena"].split()
    register = row.get("register_complete", "").lower()
    if not row["sensor"]:
        return Refusal("sensor", "the sensor has no name", "schema.missing", "Name it.")
    if row["modality"] not in modalities:
        return _word("modality", row["modality"], modalities)
    if row["status"] not in STATUSES:
        return _word("status", row["status"], STATUSES)
    if not seen or not set(phenomena).issuperset(seen):
        return _word("phenomena", row["phenomena"], phenomena)
    if register not in (*_TRUE, *_FALSE):
        return _word("register_complete", register, ("yes", "no"))
    if row["status"] != "up" and not row.get("reason"):
        said = "a sensor that was not up needs a reason"
        return Refusal("reason", said, "schema.missing", "Say why it could not see.")
    return None


def _chance(text: str) -> list[float] | Refusal | None:
    """A probability or an interval ``0.6..0.8`` as its two ends; empty: never measured."""
    if not text:
        return None
    try:
        ends = [float(part) for part in text.split("..")]
    except ValueError:
        ends = []
    low, high = (ends[0], ends[-1]) if ends else (math.nan, math.nan)
    if len(ends) > 2 or not 0.0 <= low <= high <= 1.0:
        return Refusal(
            "p_detect",
            f"{text!r} is no probability",
            "quantity.out_of_range",
            "Write 0.7 or 0.6..0.8, or leave it empty when nobody has measured it.",
        )
    return [low, high]


def _time(row: Mapping[str, str]) -> TimeSpan | Refusal:
    """The interval of the state; both ends need an offset from UTC."""
    try:
        start, end = parse_instant(row["start"]), parse_instant(row["end"])
        return TimeSpan(start, end)
    except HoldfireError as error:
        return Refusal("start, end", error.what, "time.unreadable", error.next_step)
    except OverflowError:
        return Refusal(
            "start, end", "the time is out of range", "time.clock_suspect", "Mend the year."
        )


def _place(row: Mapping[str, str]) -> Place | Refusal:
    """The field of view: a polygon, a sector or everything within the range."""
    try:
        if row.get("area_wkt"):
            return _area(row["area_wkt"])
        numbers = _numbers(row)
        lon, lat, reach = (numbers.get(name) for name in ("lon", "lat", "range_km"))
        if lon is None or lat is None or reach is None or reach <= 0.0:
            return Refusal(
                "lon, lat, range_km",
                "no field of view is given",
                "schema.missing",
                "Give area_wkt, or lon, lat and a range_km above zero.",
            )
        low, high = numbers.get("az_from"), numbers.get("az_to")
        if low is None or high is None or high - low >= 360.0:
            return disc(lon, lat, reach * 1000.0)
        return sector(lon, lat, low, high, 0.0, reach * 1000.0)
    except HoldfireError as error:
        return Refusal("lon, lat", error.what, "place.out_of_range", error.next_step)
    except (ValueError, ShapelyError) as error:
        return Refusal(
            "area_wkt, lon, lat, range_km, az_from, az_to",
            str(error)[:200],
            "place.unreadable",
            "Give decimal numbers and a valid WKT polygon, longitude first.",
        )


def _numbers(row: Mapping[str, str]) -> dict[str, float]:
    """The numeric place columns that are filled; refuses what is not finite."""
    found = {}
    for name in ("lon", "lat", "range_km", "az_from", "az_to"):
        if row.get(name):
            found[name] = float(row[name])
            if not math.isfinite(found[name]):
                raise ValueError(f"{name} is not finite")
    return found


def _area(text: str) -> Place:
    """A polygon with a point inside it."""
    shape = shapely.from_wkt(text)
    if shape.geom_type not in ("Polygon", "MultiPolygon") or not shape.is_valid:
        raise ValueError("area_wkt is not a valid polygon")
    inside = shape.representative_point()
    west, south, east, north = shape.bounds
    polygon(b"", west, south)
    polygon(b"", east, north)
    return polygon(shapely.to_wkb(shape), inside.x, inside.y)


def _word(field: str, given: str, known: object) -> Refusal:
    """A word that is not in the list."""
    return Refusal(
        field, f"{given!r} is not a known value", "schema.enum", f"Use one of {known}."
    )
