"""The place of a UCDP event: its stated precision as an area, never as a covariance.

``where_prec`` is an order, not a measurement (GED codebook: 1 exact place, 2 within about
25 km of a known point, 3 only the district, 4 only the province, 5 a line or an area
without borders, 6 only the country, 7 waters or airspace). The radii of :data:`RADIUS_M`
are ours: 2 km is a town, 25 km is the codebook's, 40 km and 120 km reach the borders of
most districts and provinces from their centre, the others hold what such names mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from holdfire.base.place import Place, Stated, admin, disc
from holdfire.observations.coordinate import Region, coordinates
from holdfire.observations.quarantine import Fault, Reason

__all__ = ["RADIUS_M", "Located", "place_of"]

RADIUS_M = {
    "1": 2_000.0,
    "2": 25_000.0,
    "3": 40_000.0,
    "4": 120_000.0,
    "5": 100_000.0,
    "6": 600_000.0,
    "7": 100_000.0,
}
"""Metres around the given point within which the event lies, by ``where_prec``."""

_POINT = re.compile(r"POINT\s*\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE | re.ASCII)
_SAME_DEG = 1e-4  # about 10 m: the copy of the coordinates is rounded in some rows


@dataclass(frozen=True, slots=True)
class Located:
    """The place and what is to be said of it."""

    place: Place
    flags: tuple[str, ...] = ()


def place_of(values: dict[str, str], region: Region | None) -> Located | Fault:
    """Where the event was, as precisely as the source says and no more."""
    pair = coordinates(values.get("longitude", ""), values.get("latitude", ""), region)
    if isinstance(pair, Fault):
        return pair
    lon, lat = pair
    fault = _copy_fault(lon, lat, values.get("geom_wkt", ""))
    if fault is not None:
        return fault
    precision = values.get("where_prec", "").strip()
    radius = RADIUS_M.get(precision)
    if radius is None:
        return Fault("where_prec", Reason.ENUM, f"{precision!r} is not 1 to 7")
    stated = Stated(f"where_prec {precision}", "", "ordinal")
    unit = _unit(values, precision)
    if unit is None:
        flags = ("place.unit_not_named",) if precision in {"3", "4", "6"} else ()
        return Located(disc(lon, lat, radius, stated), flags)
    code, gazetteer = unit
    place = admin(code, gazetteer, lon, lat, radius)
    return Located(replace(place, stated=stated))


def _unit(values: dict[str, str], precision: str) -> tuple[str, str] | None:
    """The administrative unit that stands for the place, if one is named."""
    first = " ".join(values.get("adm_1", "").casefold().split())
    second = " ".join(values.get("adm_2", "").casefold().split())
    country = values.get("country_id", "").strip()
    if precision == "3" and first and second:
        return f"{first}/{second}", "UCDP GED adm_1/adm_2"
    if precision == "4" and first:
        return first, "UCDP GED adm_1"
    if precision == "6" and country:
        return f"country {country}", "Gleditsch and Ward country numbers"
    return None


def _copy_fault(lon: float, lat: float, wkt: str) -> Fault | None:
    """The second copy of the coordinates must agree with the first."""
    match = _POINT.fullmatch(wkt.strip())
    if match is None:
        return None
    copy = coordinates(match[1], match[2], fields=("geom_wkt", "geom_wkt"))
    if isinstance(copy, Fault):
        return copy
    if abs(copy[0] - lon) <= _SAME_DEG and abs(copy[1] - lat) <= _SAME_DEG:
        return None
    exchanged = abs(copy[1] - lon) <= _SAME_DEG and abs(copy[0] - lat) <= _SAME_DEG
    reason = Reason.SWAPPED if exchanged else Reason.CONFLICT
    return Fault("geom_wkt", reason, f"{wkt.strip()}, but longitude {lon:g}, latitude {lat:g}")
