"""Where a place probably is: weighted nodes, moments, and the share inside a zone.

Every question "is it in the zone?" about a spread-out place is answered by the share of its
weight inside, never by a bare yes or no. The nodes depend on the place alone, so the same
place gives the same share always. The error of a share is about 0.013 (root mean square
over borders; at most 0.06 for a normal, 0.08 for a rectangle whose edge runs along the
border).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from holdfire.base.geodesy import from_offsets
from holdfire.base.layout import (
    Layout,
    bell_layout,
    disc_layout,
    rectangle_layout,
    sector_layout,
)
from holdfire.base.outline import local_outline, outline_layout, outline_moments
from holdfire.base.place import Covariance, Place, PlaceKind

__all__ = ["Moments", "Node", "ellipse_90", "moments_of", "nodes_of", "share_inside"]

Node = tuple[float, float, float]
"""Longitude, latitude (degrees) and weight of a node."""

Moments = tuple[float, float, float, float, float]
"""Mean longitude, latitude (degrees), covariance ee, en, nn (m², local east and north)."""

_CHI2_90 = -2.0 * math.log(0.1)
"""The 90 % point of chi-squared with two degrees of freedom."""


def _root(covariance: Covariance) -> tuple[float, float, float]:
    """The symmetric square root (ee, en, nn): continuous, and mirrored by a mirror."""
    area = math.sqrt(covariance.ee * covariance.nn - covariance.en**2)
    scale = math.sqrt(covariance.ee + covariance.nn + 2.0 * area)
    return (covariance.ee + area) / scale, covariance.en / scale, (covariance.nn + area) / scale


def _width_deg(place: Place) -> float:
    """The opening of a ray in degrees; from 0 to 360 is the full circle."""
    low, high = place.az_low_deg or 0.0, place.az_high_deg or 0.0
    return 360.0 if high - low == 360.0 else (high - low) % 360.0


def _bell(covariance: Covariance) -> Layout:
    """The normal distribution of a covariance."""
    bell = bell_layout()
    ee, en, nn = _root(covariance)
    return Layout(
        ee * bell.east + en * bell.north, en * bell.east + nn * bell.north, bell.weight
    )


def _ray_layout(place: Place) -> Layout | None:
    """The sector, if its upper range is known."""
    if place.range_high_m is None:
        return None
    return sector_layout(
        place.az_low_deg or 0.0,
        _width_deg(place),
        place.range_low_m or 0.0,
        place.range_high_m,
        place.radius_m or 0.0,
    )


def _area_layout(place: Place, lon: float, lat: float) -> Layout | None:
    """The polygon, rectangle or disc, if one is given."""
    if place.wkb is not None:
        outline = local_outline(place.wkb, lon, lat)
        return None if outline is None else outline_layout(outline)
    if place.half_e_m is not None and place.half_n_m is not None:
        unit, east, north = rectangle_layout(), place.half_e_m, place.half_n_m
    elif place.radius_m is not None:
        unit, east, north = disc_layout(), place.radius_m, place.radius_m
    else:
        return None
    return Layout(unit.east * east, unit.north * north, unit.weight)


def nodes_of(place: Place) -> tuple[Node, ...] | None:
    """At most 49 nodes whose weights sum to one; ``None`` where no region is known.

    A point without covariance is one node. No region is known for a ray without an upper
    range, an admin unit without centre and radius, a broken polygon, and no place.
    """
    lon, lat = place.lon, place.lat
    if place.kind is PlaceKind.NONE or lon is None or lat is None:
        return None
    layout: Layout | None
    if place.kind is PlaceKind.POINT:
        if place.covariance is None:
            return ((lon, lat, 1.0),)
        layout = _bell(place.covariance)
    elif place.kind is PlaceKind.RAY:
        layout = _ray_layout(place)
    else:
        layout = _area_layout(place, lon, lat)
    if layout is None:
        return None
    east, north = from_offsets(lon, lat, layout.east, layout.north)
    return tuple(zip(east.tolist(), north.tolist(), layout.weight.tolist(), strict=True))


def _sector_moments(place: Place, far: float) -> tuple[float, float, float, float, float]:
    """Mean and covariance (m, m²) of a uniform sector, seen from its origin."""
    near, blur = place.range_low_m or 0.0, place.radius_m or 0.0
    half = math.radians(_width_deg(place)) / 2.0
    middle = math.radians(place.az_low_deg or 0.0) + half
    # (far³ - near³) / (far² - near²) with the common factor taken out: near may equal far.
    reach = (2.0 / 3.0) * (far**2 + far * near + near**2) / (far + near) if far else 0.0
    square = (near**2 + far**2) / 2.0
    once = math.sin(half) / half if half else 1.0
    twice = math.sin(2.0 * half) / (2.0 * half) if half else 1.0
    ahead = reach * once
    along = square * (1.0 + twice) / 2.0 - ahead**2
    across = square * (1.0 - twice) / 2.0
    s, c, extra = math.sin(middle), math.cos(middle), blur**2 / 4.0
    return (
        ahead * s,
        ahead * c,
        along * s * s + across * c * c + extra,
        (along - across) * s * c,
        along * c * c + across * s * s + extra,
    )


def moments_of(place: Place) -> Moments | None:
    """Mean and covariance of a place, in closed form; ``None`` where no region is known.

    A point without covariance has covariance zero: its source states none, and whoever
    needs one has to add what is known about that source.
    """
    if place.kind is PlaceKind.NONE or place.lon is None or place.lat is None:
        return None
    lon, lat = place.lon, place.lat
    local: tuple[float, float, float, float, float] | None
    if place.kind is PlaceKind.POINT:
        known = place.covariance
        spread = (0.0, 0.0, 0.0) if known is None else (known.ee, known.en, known.nn)
        local = (0.0, 0.0, *spread)
    elif place.kind is PlaceKind.RAY:
        local = None
        if place.range_high_m is not None:
            local = _sector_moments(place, place.range_high_m)
    else:
        local = _area_moments(place, lon, lat)
    return None if local is None else _moved(lon, lat, local)


def _area_moments(
    place: Place, lon: float, lat: float
) -> tuple[float, float, float, float, float] | None:
    """Mean and covariance (m, m²) of a uniform polygon, rectangle or disc."""
    if place.wkb is not None:
        outline = local_outline(place.wkb, lon, lat)
        return None if outline is None else outline_moments(outline)
    if place.half_e_m is not None and place.half_n_m is not None:
        return (0.0, 0.0, place.half_e_m**2 / 3.0, 0.0, place.half_n_m**2 / 3.0)
    if place.radius_m is not None:
        return (0.0, 0.0, place.radius_m**2 / 4.0, 0.0, place.radius_m**2 / 4.0)
    return None


def _moved(lon: float, lat: float, local: tuple[float, float, float, float, float]) -> Moments:
    """Moments with their mean as longitude and latitude instead of offsets."""
    east, north, ee, en, nn = local
    if east == 0.0 == north:
        return (lon, lat, ee, en, nn)
    mean_lon, mean_lat = from_offsets(lon, lat, east, north)
    return (float(mean_lon), float(mean_lat), ee, en, nn)


def share_inside(
    nodes: Sequence[Node],
    contains: Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]],
) -> float:
    """The share of the weight in a zone: 0 when no node is inside, 1 when all are.

    ``contains`` takes longitudes and latitudes and says which points are inside, such as
    one column of :meth:`holdfire.base.zone_index.ZoneIndex.contains`.
    """
    lon, lat, weight = np.array(nodes, dtype=np.float64).reshape(-1, 3).T
    inside = np.asarray(contains(lon, lat), dtype=np.bool_)
    if not inside.any():
        return 0.0
    if inside.all():
        return 1.0
    return math.fsum(weight[inside].tolist()) / math.fsum(weight.tolist())


def ellipse_90(covariance: tuple[float, float, float]) -> tuple[float, float, float]:
    """The 90 % ellipse of (ee, en, nn): semi-axes in metres, major axis from north.

    The angle runs clockwise in [0, 180); a circle has angle 0.
    """
    ee, en, nn = covariance
    middle, half = (ee + nn) / 2.0, (nn - ee) / 2.0
    radius = math.hypot(half, en)
    major = math.sqrt(_CHI2_90 * max(middle + radius, 0.0))
    minor = math.sqrt(_CHI2_90 * max(middle - radius, 0.0))
    angle = 0.0 if radius == 0.0 else math.degrees(math.atan2(en, half)) / 2.0
    return major, minor, angle % 180.0
