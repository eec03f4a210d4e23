"""Regions: listed as one in an own list, or pieced together from the places in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from holdfire.base.geodesy import FloatArray, distance_m
from holdfire.base.place import admin
from holdfire.observations.gazetteer.entry import Entry
from holdfire.observations.gazetteer.index import Index, Match
from holdfire.observations.record import PlaceCandidate, PlaceFound, PlaceNotFound

__all__ = ["region_of"]

_SUFFIX = re.compile(
    r"\s+(?:region|oblast|oblast'|obl\.?|область|області|обл\.?)$", re.IGNORECASE
)


def region_of(
    name: str, indexes: Sequence[Index], fits: Callable[[Entry], bool]
) -> PlaceFound | PlaceNotFound:
    """The region of this name in the first list that has it.

    A region may be named after a city: then it is the unit whose most populous listed place
    bears the name. A smaller town never gives its name to the unit it lies in.
    """
    plain = _SUFFIX.sub("", name.strip())
    for index in indexes:
        matches = [m for m in index.named(plain) if fits(m.entry)]
        for match in matches:
            if match.entry.is_region:
                return _found(match, match.entry, 0)
        capitals = [m for m in matches if m.exact and _is_capital(m.entry, index)]
        if len(capitals) == 1:
            return _found(capitals[0], _pieced(capitals[0].entry, index), 0)
        if capitals:
            return PlaceNotFound(f"{len(capitals)} regions bear this name", ())
    return PlaceNotFound("no region of this name is listed", ())


def _members(entry: Entry, index: Index) -> list[Entry]:
    """The listed places in the same first-level unit."""
    unit = (entry.country, entry.admin)
    return [e for e in index.entries if (e.country, e.admin) == unit]


def _is_capital(entry: Entry, index: Index) -> bool:
    """Is this the most populous listed place of its unit?"""
    if entry.admin is None or entry.population is None:
        return False
    return all((e.population or 0) <= entry.population for e in _members(entry, index))


def _pieced(capital: Entry, index: Index) -> Entry:
    """The unit as the disc round its listed places, metres and degrees.

    A place more than twice as far from the middle as 95 % of them are is taken for an
    error of the list (one of 370 in the unit this was found in, 344 km off) and left out.
    """
    places = _members(capital, index)
    lons, lats = np.array([e.lon for e in places]), np.array([e.lat for e in places])
    away = _reach(float(np.median(lons)), float(np.median(lats)), lons, lats)
    kept = away <= 2.0 * max(float(np.quantile(away, 0.95)), capital.radius_m)
    lons, lats = lons[kept], lats[kept]
    lon, lat = float((lons.min() + lons.max()) / 2), float((lats.min() + lats.max()) / 2)
    return Entry(
        name=capital.name,
        lon=lon,
        lat=lat,
        radius_m=float(_reach(lon, lat, lons, lats).max()) + capital.radius_m,
        names=(capital.name,),
        gazetteer=capital.gazetteer,
        country=capital.country,
        admin=capital.admin,
        zone=capital.zone,
        is_region=True,
    )


def _reach(lon: float, lat: float, lons: FloatArray, lats: FloatArray) -> FloatArray:
    """Distances of places from a middle, metres."""
    return distance_m(np.full_like(lons, lon), np.full_like(lats, lat), lons, lats)


def _found(match: Match, entry: Entry, ambiguity: int) -> PlaceFound:
    """The region as an administrative place with its centre and radius."""
    code = ".".join(part for part in (entry.country, entry.admin) if part) or entry.name
    place = admin(code, entry.gazetteer, entry.lon, entry.lat, entry.radius_m)
    candidate = PlaceCandidate(
        name=entry.name,
        matched=match.spelling,
        exact=match.exact,
        lon=entry.lon,
        lat=entry.lat,
        radius_m=entry.radius_m,
        gazetteer=entry.gazetteer,
        country=entry.country,
        admin=entry.admin,
    )
    return PlaceFound(place, candidate, ambiguity)
