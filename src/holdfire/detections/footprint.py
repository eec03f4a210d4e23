"""The polygon on the ground that a place stands for, for coverage and holdings."""

from __future__ import annotations

import numpy as np
import shapely

from holdfire.base.geodesy import destination, from_offsets
from holdfire.base.place import Place

__all__ = ["EMPTY", "extent_wkb", "footprint_wkb"]

EMPTY: bytes = shapely.to_wkb(shapely.Polygon())
"""The footprint of a place whose extent is not known: it contains nothing."""

_STEP_DEG = 5.0


def _wkb(lon: np.ndarray, lat: np.ndarray) -> bytes:
    """A polygon of these corners."""
    return bytes(shapely.to_wkb(shapely.Polygon(np.column_stack([lon, lat]))))


def _arc(lon: float, lat: float, azimuths: np.ndarray, radius_m: float) -> np.ndarray:
    """Points at ``radius_m`` from the centre, shape (n, 2), degrees."""
    out_lon, out_lat = destination(lon, lat, azimuths, radius_m)
    return np.column_stack([out_lon, out_lat])


def _sector(place: Place, lon: float, lat: float, high_m: float) -> bytes:
    """The polygon of a sector; a full turn is a disc or a ring seen as a disc."""
    low_deg = place.az_low_deg or 0.0
    width = ((place.az_high_deg or 0.0) - low_deg) % 360.0
    if width == 0.0:
        return _wkb(*_arc(lon, lat, np.arange(0.0, 360.0, _STEP_DEG), high_m).T)
    steps = max(2, int(np.ceil(width / _STEP_DEG)) + 1)
    azimuths = low_deg + np.linspace(0.0, width, steps)
    outer = _arc(lon, lat, azimuths, high_m)
    low_m = place.range_low_m or 0.0
    inner = _arc(lon, lat, azimuths[::-1], low_m) if low_m > 0 else np.array([[lon, lat]])
    return _wkb(*np.concatenate([outer, inner]).T)


def footprint_wkb(place: Place) -> bytes:
    """The polygon (WKB, degrees) of a disc, rectangle, sector, admin disc or polygon.

    Arcs have a corner every five degrees, so a disc loses at most 0.13 % of its area. A
    point, a ray without far range, or no place gives :data:`EMPTY`: an extent that nobody
    stated contains nothing.
    """
    if place.wkb is not None or place.lon is None or place.lat is None:
        return place.wkb or EMPTY
    if place.half_e_m is not None and place.half_n_m is not None:
        east = np.array([-1.0, 1.0, 1.0, -1.0]) * place.half_e_m
        north = np.array([-1.0, -1.0, 1.0, 1.0]) * place.half_n_m
        return _wkb(*from_offsets(place.lon, place.lat, east, north))
    seen_from_afar = place.az_low_deg is not None
    reach = place.range_high_m if seen_from_afar else place.radius_m
    if reach is None or reach <= 0:
        return EMPTY
    return _sector(place, place.lon, place.lat, reach)


def extent_wkb(lon: np.ndarray, lat: np.ndarray) -> bytes:
    """The box around all finite points, or :data:`EMPTY` without any."""
    known = np.isfinite(lon) & np.isfinite(lat)
    if not known.any():
        return EMPTY
    west, east = float(lon[known].min()), float(lon[known].max())
    south, north = float(lat[known].min()), float(lat[known].max())
    return bytes(shapely.to_wkb(shapely.box(west, south, east, north)))
