"""Names of places to points with their doubt: found, checked, derived, or nowhere.

A report says of a small place where it lies from a larger one ("17km north of"). That is
used twice. A listed place of the name must lie in that sector, or it is refused as another
place of the same name. And where no list has the name, the sector itself is the place.

Tolerance of the check: the sector (half a wind to both sides, of eight winds for names like
"north-east" and of sixteen for "north-north-east"; half the last digit of the distance)
widened by half the reach of both places, because nobody says from which point of a town
the distance was counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfire.base.geodesy import azimuth_deg, destination, distance_m
from holdfire.base.place import NOWHERE, Place, Stated, disc, sector
from holdfire.observations.osce.directions import ALL_ROUND, azimuth_of, sector_of
from holdfire.observations.osce.location import Location, range_m
from holdfire.observations.osce.position import Position, Reference
from holdfire.observations.record import PlaceCandidate, PlaceFinder, PlaceFound

__all__ = [
    "BESIDE_M",
    "Atlas",
    "Whereabouts",
    "locate",
    "misfit_m",
    "near",
    "observer_place",
    "seen_from",
]

BESIDE_M = 5000.0
"""How far "near" a place, or "east of" it without a distance, may reach: metres."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """Whom to ask about names, and inside which limits (ISO 3166 code, IANA zone)."""

    finder: PlaceFinder | None
    country: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A point in degrees with the radius of its doubt in metres, and how it was found."""

    lon: float
    lat: float
    radius_m: float
    gazetteer: str
    name: str
    flags: tuple[str, ...] = ()


def _half_deg(wind: str) -> float:
    """Half the width of a wind in a reference: of eight winds, or of sixteen."""
    return 22.5 if len(wind) < 3 else 11.25


def _distance_ends_m(reference: Reference) -> tuple[float, float]:
    """The distance of the reference with the rounding of its last digit, metres."""
    low, high = range_m(Location(reference.km, reference.km))
    return low or 0.0, high or 0.0


def misfit_m(candidate: PlaceCandidate, base: PlaceCandidate, reference: Reference) -> float:
    """How far the candidate lies outside the sector the reference states from ``base``."""
    away = float(distance_m(base.lon, base.lat, candidate.lon, candidate.lat))
    if away == 0.0:
        return _distance_ends_m(reference)[0]
    azimuth = float(azimuth_deg(base.lon, base.lat, candidate.lon, candidate.lat))
    turn = abs((azimuth - azimuth_of(reference.wind) + 180.0) % 360.0 - 180.0)
    beside = math.radians(max(0.0, turn - _half_deg(reference.wind)))
    along, across = away * math.cos(beside), away * math.sin(beside)
    low, high = _distance_ends_m(reference)
    return math.hypot(max(low - along, 0.0, along - high), across)


def _pairs(
    name: str, reference: Reference, atlas: Atlas
) -> Iterator[tuple[float, PlaceCandidate]]:
    """Places of the name that fit a place of the reference's name, with their misfit."""
    if atlas.finder is None:
        return
    listed = atlas.finder.candidates(name, country=atlas.country, zone=atlas.zone)
    bases = atlas.finder.candidates(reference.name, country=atlas.country, zone=atlas.zone)
    for candidate in listed:
        for base in bases:
            misfit = misfit_m(candidate, base, reference)
            if misfit <= (candidate.radius_m + base.radius_m) / 2.0:
                yield misfit, candidate


def _whereabouts(candidate: PlaceCandidate, *flags: str) -> Whereabouts:
    """A listed place as whereabouts."""
    spelling = () if candidate.exact else ("place.spelling_differs",)
    return Whereabouts(
        candidate.lon,
        candidate.lat,
        candidate.radius_m,
        candidate.gazetteer,
        candidate.name,
        (*spelling, *flags),
    )


def _found(name: str, atlas: Atlas, admin: str | None = None) -> PlaceFound | None:
    """The one place of this name, if the lists know it beyond doubt."""
    if atlas.finder is None:
        return None
    answer = atlas.finder.find(name, country=atlas.country, zone=atlas.zone, admin=admin)
    return answer if isinstance(answer, PlaceFound) else None


def _derived(name: str, reference: Reference, atlas: Atlas) -> Whereabouts | None:
    """The middle of the sector that the reference states, with a radius that holds it all."""
    base = _found(reference.name, atlas)
    if base is None:
        return None
    middle, half = azimuth_of(reference.wind), _half_deg(reference.wind)
    start = base.candidate
    lon, lat = destination(start.lon, start.lat, middle, reference.km * 1000.0)
    ends = _distance_ends_m(reference)
    corners = [
        destination(start.lon, start.lat, middle + turn, end)
        for turn in (-half, half)
        for end in ends
    ]
    reach = max(float(distance_m(lon, lat, corner[0], corner[1])) for corner in corners)
    radius_m = reach + start.radius_m / 2.0
    flag = "place.derived_from_reference"
    return Whereabouts(float(lon), float(lat), radius_m, start.gazetteer, name, (flag,))


def _settled(
    name: str, reference: Reference | None, atlas: Atlas
) -> tuple[Whereabouts | None, tuple[str, ...]]:
    """Where the named place is, or why that stays unknown."""
    if atlas.finder is None:
        return None, ("place.no_gazetteer",)
    if reference is None:
        found = _found(name, atlas)
        if found is None:
            return None, ("place.not_found",)
        return _whereabouts(found.candidate), ()
    fitting = sorted(_pairs(name, reference, atlas), key=lambda pair: (pair[0], pair[1].lon))
    if fitting:
        return _whereabouts(fitting[0][1]), ()
    return _by_reference(name, reference, atlas.finder, atlas)


def _by_reference(
    name: str, reference: Reference, finder: PlaceFinder, atlas: Atlas
) -> tuple[Whereabouts | None, tuple[str, ...]]:
    """Where a place is that no list has where the report says it lies."""
    listed = finder.candidates(name, country=atlas.country, zone=atlas.zone)
    contradicted = ("place.contradicts_reference",) if listed else ()
    derived = _derived(name, reference, atlas)
    if derived is not None:
        return derived, contradicted
    known = _found(reference.name, atlas) is not None
    alone = None if known else _found(name, atlas)
    if alone is not None:
        return _whereabouts(alone.candidate, "place.reference_not_found"), ()
    return None, (*contradicted, "place.not_found")


def locate(position: Position, atlas: Atlas) -> tuple[Whereabouts | None, tuple[str, ...]]:
    """Where the observer stood, and flags; ``None`` when no list and no reference tells."""
    where, flags = _settled(position.name, position.reference, atlas)
    if where is None:
        return None, flags
    flags = (*where.flags, *flags)
    if position.wind is None:
        return where, flags
    if position.km is None:
        return replace(where, radius_m=where.radius_m + BESIDE_M), (*flags, "place.beside")
    ends = range_m(Location(position.km, position.km))
    lon, lat = destination(
        where.lon, where.lat, azimuth_of(position.wind), position.km * 1000.0
    )
    rounding = ((ends[1] or 0.0) - (ends[0] or 0.0)) / 2.0
    moved = replace(where, lon=float(lon), lat=float(lat), radius_m=where.radius_m + rounding)
    return moved, flags


def near(name: str, region: str | None, atlas: Atlas) -> tuple[Place, tuple[str, ...]]:
    """The area near a place named without a reference, inside its region if that is named."""
    admin = None
    if region is not None and atlas.finder is not None:
        unit = atlas.finder.region(region, country=atlas.country, zone=atlas.zone)
        admin = unit.candidate.admin if isinstance(unit, PlaceFound) else None
    found = _found(name, atlas, admin)
    if found is None:
        flag = "place.no_gazetteer" if atlas.finder is None else "place.not_found"
        return NOWHERE, (flag,)
    where = _whereabouts(found.candidate)
    return disc(where.lon, where.lat, where.radius_m + BESIDE_M, _stated(where)), where.flags


def _stated(where: Whereabouts) -> Stated:
    """The name the report used."""
    return Stated(where.name, "name", "unspecified")


def observer_place(where: Whereabouts | None) -> Place:
    """The observer's own place as an area."""
    if where is None:
        return NOWHERE
    return disc(where.lon, where.lat, where.radius_m, _stated(where))


def seen_from(where: Whereabouts | None, location: Location) -> tuple[Place, tuple[str, ...]]:
    """A happening as a sector from the observer; a disc when seen all round to a distance."""
    low, high = range_m(location)
    az_low, az_high, flags = sector_of(location.directions)
    if high is None:
        flags = (*flags, "range.unknown")
    if where is None:
        return NOWHERE, flags
    if (az_low, az_high) == ALL_ROUND and high is not None:
        return disc(where.lon, where.lat, where.radius_m + high, _stated(where)), flags
    place = sector(
        where.lon,
        where.lat,
        az_low,
        az_high,
        low,
        high,
        radius_m=where.radius_m,
        gazetteer=where.gazetteer,
    )
    return place, flags
