"""Where a happening was, as seen from the observer: distance and directions, or unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from holdfire.observations.osce.directions import (
    Directions,
    read_directions,
    write_directions,
)

__all__ = [
    "UNKNOWN",
    "Location",
    "range_m",
    "read_distance",
    "read_location",
    "write_km",
    "write_location",
]


@dataclass(frozen=True, slots=True)
class Location:
    """Distances in km as written (equal ends for one number), and directions, if given."""

    km_low: float | None = None
    km_high: float | None = None
    directions: Directions | None = None


UNKNOWN = Location()

_N = r"\d{1,4}(?:\.\d{1,3})?"
_RANGE = re.compile(
    rf"(?:at\s+)?(?:about\s+|approximately\s+)?(?P<a>{_N})\s*(?:k?m)?\s*(?:[-–—]|to)\s*"
    rf"(?P<b>{_N})\s*(?P<unit>k?m)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"(?:at\s+)?(?P<most>less\s+than\s+|within\s+|up\s+to\s+)?(?:about\s+|approximately\s+)?"
    rf"(?P<a>{_N})\s*(?P<unit>k?m)\b",
    re.IGNORECASE,
)
_NO_DISTANCE = re.compile(
    r"(?:at\s+)?(?:an?\s+)?(?:unknown|undetermined|unspecified)\s+distances?", re.IGNORECASE
)
_LEAD = re.compile(
    r"(?:(?:all|both|each)\b,?\s*)?(?:(?:in|at)\s+(?:an?\s+)?(?:areas?|locations?)\s+)?"
    r"(?:(?:at\s+)?(?:an?\s+)?distances?\s+of\s+)?",
    re.IGNORECASE,
)
_OWN_PLACE = re.compile(
    r"\s+(?:of|from)\s+(?:its|their|his|her|the\s+(?:camera|patrol|observer|team|monitors?))"
    r"(?:['’]s?)?(?:\s+(?:own\s+)?(?:positions?|locations?|camera))?",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(r"\s+of\s+", re.IGNORECASE)
_GAP = re.compile(r"[,\s]*")


def read_distance(text: str, position: int) -> tuple[float, float, int] | None:
    """Distances in km that start here (low, high) and where they end, or ``None``."""
    match = _RANGE.match(text, position)
    if match is not None:
        scale = 1.0 if match["unit"].lower() == "km" else 0.001
        ends = sorted((float(match["a"]) * scale, float(match["b"]) * scale))
        return ends[0], ends[1], match.end()
    match = _ONE.match(text, position)
    if match is None:
        return None
    value = float(match["a"]) * (1.0 if match["unit"].lower() == "km" else 0.001)
    return (0.0 if match["most"] else value), value, match.end()


def read_location(text: str, position: int) -> tuple[Location, int] | None:
    """The distance and directions from the observer that start here, or ``None``.

    A direction seen from another place ("3km east of X") is not from the observer and is
    left alone.
    """
    lead = _LEAD.match(text, position)
    start = lead.end() if lead else position
    end = start
    low: float | None = None
    high: float | None = None
    distance = read_distance(text, start)
    unknown = _NO_DISTANCE.match(text, start)
    if distance is not None:
        low, high, end = distance
    elif unknown is not None:
        end = unknown.end()
    directions = None
    gap = _GAP.match(text, end)
    read = read_directions(text, gap.end() if gap else end)
    if read is not None:
        directions, end = read
    if end == start:
        return None
    own = _OWN_PLACE.match(text, end)
    if own is not None:
        end = own.end()
    elif _OTHER_PLACE.match(text, end):
        return None
    return Location(low, high, directions), end


def write_km(value: float) -> str:
    """A distance without trailing zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def write_location(location: Location) -> str:
    """The location in words; :func:`read_location` gives it back."""
    if location.km_low is None or location.km_high is None:
        distance = "at an unknown distance"
    elif location.km_low == location.km_high:
        distance = f"{write_km(location.km_low)}km"
    else:
        distance = f"{write_km(location.km_low)}-{write_km(location.km_high)}km"
    if location.directions is None:
        return distance
    return f"{distance} {write_directions(location.directions)}"


def range_m(location: Location) -> tuple[float | None, float | None]:
    """Least and greatest distance in metres; one number means half its last digit around it."""
    low, high = location.km_low, location.km_high
    if low is None or high is None:
        return None, None
    if low < high:
        return low * 1000.0, high * 1000.0
    digits = len(write_km(low).partition(".")[2])
    half = 500.0 / 10**digits
    return max(0.0, low * 1000.0 - half), high * 1000.0 + half
