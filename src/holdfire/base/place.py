"""A place is exactly one of point, ray, area, admin unit or none; each with its doubt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from holdfire.base.codes import Code
from holdfire.base.errors import BadQuantity

__all__ = [
    "NOWHERE",
    "Covariance",
    "Place",
    "PlaceKind",
    "Stated",
    "admin",
    "disc",
    "point",
    "polygon",
    "rectangle",
    "sector",
]


class PlaceKind(StrEnum):
    """The five ways of knowing where."""

    POINT = "point"
    RAY = "ray"
    AREA = "area"
    ADMIN = "admin"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Covariance:
    """1-sigma covariance in the local east-north frame, m². Positive definite."""

    ee: float
    en: float
    nn: float

    def __post_init__(self) -> None:
        """Refuse what is not a finite positive definite matrix."""
        finite = all(math.isfinite(v) for v in (self.ee, self.en, self.nn))
        if not finite or self.ee <= 0 or self.ee * self.nn - self.en**2 <= 0:
            raise BadQuantity(
                Code.QUANTITY_OUT_OF_RANGE, "a covariance is not positive definite"
            )


@dataclass(frozen=True, slots=True)
class Stated:
    """The uncertainty as the source gave it; ``kind`` as in the record schema.

    ``kind`` is one of sigma, CE50/90/95/99, half_extent, pixel, ordinal, unspecified.
    """

    value: str
    unit: str
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees on WGS 84 (longitude, latitude), metres, degrees clockwise from true north.

    ``lon``/``lat`` are the point, the origin of a ray, or the centre of an area or admin
    unit. An area is a rectangle (``half_e_m``, ``half_n_m``), a disc (``radius_m``) or a
    polygon (``wkb``). A ray is a sector: azimuths ``az_low_deg`` clockwise to
    ``az_high_deg`` and ranges ``range_low_m`` to ``range_high_m`` (``None`` if unknown).
    Build it with the functions of this module, which check it.
    """

    kind: PlaceKind
    lon: float | None = None
    lat: float | None = None
    covariance: Covariance | None = None
    half_e_m: float | None = None
    half_n_m: float | None = None
    radius_m: float | None = None
    az_low_deg: float | None = None
    az_high_deg: float | None = None
    range_low_m: float | None = None
    range_high_m: float | None = None
    wkb: bytes | None = None
    admin_code: str | None = None
    gazetteer: str | None = None
    stated: Stated | None = None


NOWHERE = Place(PlaceKind.NONE)


def _check(lon: float, lat: float) -> None:
    """Refuse coordinates that are not finite or not on the globe."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise BadQuantity(Code.QUANTITY_NOT_FINITE, "a coordinate is not finite")
    if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
        raise BadQuantity(
            Code.QUANTITY_OUT_OF_RANGE,
            f"longitude {lon}, latitude {lat} is not on the globe",
            next_step="Longitude lies in -180..180, latitude in -90..90; axes may be swapped.",
        )


def point(
    lon: float, lat: float, covariance: Covariance | None = None, stated: Stated | None = None
) -> Place:
    """A point; ``covariance`` only when the stated uncertainty is convertible."""
    _check(lon, lat)
    return Place(PlaceKind.POINT, lon, lat, covariance=covariance, stated=stated)


def rectangle(
    lon: float, lat: float, half_e_m: float, half_n_m: float, stated: Stated | None = None
) -> Place:
    """An area: a rectangle with these half extents, such as a satellite pixel."""
    _check(lon, lat)
    return Place(PlaceKind.AREA, lon, lat, half_e_m=half_e_m, half_n_m=half_n_m, stated=stated)


def disc(lon: float, lat: float, radius_m: float, stated: Stated | None = None) -> Place:
    """An area: everything within ``radius_m`` of the centre."""
    _check(lon, lat)
    return Place(PlaceKind.AREA, lon, lat, radius_m=radius_m, stated=stated)


def polygon(wkb: bytes, lon: float, lat: float, stated: Stated | None = None) -> Place:
    """An area given by a polygon (WKB, lon/lat) with a point inside it."""
    _check(lon, lat)
    return Place(PlaceKind.AREA, lon, lat, wkb=wkb, stated=stated)


def admin(
    code: str,
    gazetteer: str,
    lon: float | None = None,
    lat: float | None = None,
    radius_m: float | None = None,
) -> Place:
    """An administrative unit; centre and radius when the gazetteer has them."""
    if lon is not None and lat is not None:
        _check(lon, lat)
    return Place(
        PlaceKind.ADMIN, lon, lat, radius_m=radius_m, admin_code=code, gazetteer=gazetteer
    )


def sector(
    lon: float,
    lat: float,
    az_low_deg: float,
    az_high_deg: float,
    range_low_m: float | None,
    range_high_m: float | None,
    *,
    radius_m: float | None = None,
    gazetteer: str | None = None,
) -> Place:
    """A ray seen from a place: azimuths clockwise from low to high, ranges if known.

    Azimuths 360 apart are the full circle, kept as 0 to 360; equal ones are one direction.
    ``radius_m`` is the uncertainty of the observer's own place.
    """
    _check(lon, lat)
    full = az_high_deg - az_low_deg == 360.0
    return Place(
        PlaceKind.RAY,
        lon,
        lat,
        radius_m=radius_m,
        az_low_deg=0.0 if full else az_low_deg % 360.0,
        az_high_deg=360.0 if full else az_high_deg % 360.0,
        range_low_m=range_low_m,
        range_high_m=range_high_m,
        gazetteer=gazetteer,
    )
