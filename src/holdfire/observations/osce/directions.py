"""Directions by the sixteen winds: single, "-erly", ranging from one to another, all round.

A single wind stands for its own sixteenth of the circle (11.25 degrees to both sides),
"south-westerly directions" for twice that. "Ranging from A to B" is the shorter way round;
opposite winds leave open which side is meant, so all directions remain possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "ALL_ROUND",
    "WIND",
    "Directions",
    "Manner",
    "azimuth_of",
    "read_directions",
    "sector_of",
    "wind_name",
    "wind_of",
]

_NAMES = {
    "N": "north", "NNE": "north-north-east", "NE": "north-east", "ENE": "east-north-east",
    "E": "east", "ESE": "east-south-east", "SE": "south-east", "SSE": "south-south-east",
    "S": "south", "SSW": "south-south-west", "SW": "south-west", "WSW": "west-south-west",
    "W": "west", "WNW": "west-north-west", "NW": "north-west", "NNW": "north-north-west",
}  # fmt: skip
_AZIMUTHS = {wind: 22.5 * step for step, wind in enumerate(_NAMES)}
_BY_LETTERS = {name.replace("-", ""): wind for wind, name in _NAMES.items()}
_HALF_WIND_DEG = 11.25
ALL_ROUND = (0.0, 359.999)
"""All directions, as azimuths in degrees; equal ends would mean a line."""

WIND = (
    "(?:"
    + "|".join(
        name.replace("-", r"[-\s]?") for name in sorted(_NAMES.values(), key=len, reverse=True)
    )
    + ")"
)
"""A regular expression (no groups) for the name of one wind."""


class Manner(StrEnum):
    """How directions were given."""

    SINGLE = "single"
    LOOSE = "loose"
    RANGING = "ranging"
    EITHER = "either"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Directions:
    """Winds by their letters; none for all round, two for a range or either of two."""

    manner: Manner
    winds: tuple[str, ...] = ()


_END = r"(?![-\s]?(?:east|west)|\w)"
_AT = r"(?:(?:at|in|to|from|of)\s+(?:an?\s+|the\s+)?)?"
_RANGING = re.compile(
    rf"{_AT}(?:directions?|areas?)?\s*(?:ranging\s+)?(?:from\s+)(?:the\s+)?(?P<a>{WIND})\s+"
    rf"to\s+(?:the\s+)?(?P<b>{WIND}){_END}",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    rf"{_AT}(?:generally\s+)?(?P<a>{WIND})(?:erly|ern)(?:\s+directions?)?", re.IGNORECASE
)
_EITHER = re.compile(
    rf"{_AT}(?:directions?\s+)?(?P<a>{WIND})\s+(?:and|or)\s+(?:the\s+)?(?P<b>{WIND}){_END}",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"{_AT}(?P<a>{WIND})(?:\s+directions?)?{_END}", re.IGNORECASE)
_ALL = re.compile(
    r"(?:at|in|from)\s+(?:all|multiple|various|different|unknown|undetermined)\s+directions?",
    re.IGNORECASE,
)
_FORMS = (
    (Manner.RANGING, _RANGING),
    (Manner.LOOSE, _LOOSE),
    (Manner.EITHER, _EITHER),
    (Manner.SINGLE, _SINGLE),
    (Manner.ALL, _ALL),
)


def wind_of(name: str) -> str:
    """The letters of a wind's name that matches :data:`WIND`."""
    return _BY_LETTERS[re.sub(r"[-\s]", "", name.lower())]


def wind_name(wind: str) -> str:
    """The name of a wind by its letters."""
    return _NAMES[wind]


def azimuth_of(wind: str) -> float:
    """Degrees clockwise from north of a wind by its letters."""
    return _AZIMUTHS[wind]


def read_directions(text: str, position: int) -> tuple[Directions, int] | None:
    """The directions that start here and where they end, or ``None``."""
    for manner, form in _FORMS:
        match = form.match(text, position)
        if match is not None:
            parts = match.groupdict()
            winds = tuple(wind_of(parts[key]) for key in ("a", "b") if parts.get(key))
            return Directions(manner, winds), match.end()
    return None


def write_directions(directions: Directions) -> str:
    """The directions in words; :func:`read_directions` gives them back."""
    names = [wind_name(wind) for wind in directions.winds]
    if directions.manner is Manner.ALL:
        return "in all directions"
    if directions.manner is Manner.RANGING:
        return f"at directions ranging from {names[0]} to {names[1]}"
    if directions.manner is Manner.EITHER:
        return f"{names[0]} and {names[1]}"
    return f"at {names[0]}erly directions" if directions.manner is Manner.LOOSE else names[0]


def sector_of(directions: Directions | None) -> tuple[float, float, tuple[str, ...]]:
    """Azimuths from low clockwise to high in degrees, and flags where a choice was made."""
    if directions is None or directions.manner is Manner.ALL:
        return (*ALL_ROUND, () if directions else ("direction.unknown",))
    first, last = azimuth_of(directions.winds[0]), azimuth_of(directions.winds[-1])
    clockwise = (last - first) % 360.0
    if clockwise == 180.0:
        return (*ALL_ROUND, ("direction.either_side",))
    if clockwise > 180.0:
        first, last = last, first
    margin = 2 * _HALF_WIND_DEG if directions.manner is Manner.LOOSE else _HALF_WIND_DEG
    return (first - margin) % 360.0, (last + margin) % 360.0, ()
