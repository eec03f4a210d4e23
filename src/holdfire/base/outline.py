"""A polygon as a spread-out place: its moments, and nodes that stand for equal treatment.

Polygons come as WKB in longitude/latitude. They are measured in metres in the frame of
:func:`holdfire.base.geodesy.local_offsets_m` about a point inside, edges straight there.
"""

from __future__ import annotations

import heapq

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.layout import Layout

__all__ = ["local_outline", "outline_layout", "outline_moments"]

FloatArray = NDArray[np.float64]

_MOST_NODES = 49


def local_outline(wkb: bytes, lon: float, lat: float) -> BaseGeometry | None:
    """The polygon in metres about a point; ``None`` if it is broken, empty or no polygon."""
    try:
        shape = shapely.from_wkb(wkb)
    except shapely.errors.GEOSException:
        return None
    if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return None

    def offsets(coordinates: FloatArray) -> FloatArray:
        return np.stack(local_offsets_m(lon, lat, coordinates[:, 0], coordinates[:, 1]), axis=1)

    local: BaseGeometry = shapely.transform(shapely.force_2d(shape), offsets)
    return local if local.is_valid and local.area > 0.0 else None


def outline_moments(outline: BaseGeometry) -> tuple[float, float, float, float, float]:
    """Mean east and north (m) and covariance ee, en, nn (m²) of a uniform polygon.

    Green's theorem over all rings, holes subtracting; sums start at the centroid so that
    nothing cancels.
    """
    centre = shapely.get_coordinates(shapely.centroid(outline))[0]
    total = np.zeros(3)
    area = 0.0
    for part in shapely.get_parts(outline):
        oriented = shapely.orient_polygons(part)
        for ring in shapely.get_rings(oriented):
            x, y = (shapely.get_coordinates(ring) - centre).T
            x0, x1, y0, y1 = x[:-1], x[1:], y[:-1], y[1:]
            cross = x0 * y1 - x1 * y0
            area += float(cross.sum()) / 2.0
            mixed = x0 * y1 + 2.0 * (x0 * y0 + x1 * y1) + x1 * y0
            total += (
                float((cross * (x0 * x0 + x0 * x1 + x1 * x1)).sum()) / 12.0,
                float((cross * mixed).sum()) / 24.0,
                float((cross * (y0 * y0 + y0 * y1 + y1 * y1)).sum()) / 12.0,
            )
    ee, en, nn = (total / area).tolist()
    return float(centre[0]), float(centre[1]), ee, en, nn


def _halves(piece: BaseGeometry) -> list[BaseGeometry]:
    """The parts of a piece on both sides of the middle of its longer extent."""
    west, south, east, north = piece.bounds
    if east - west >= north - south:
        middle = (west + east) / 2.0
        boxes = ((west, south, middle, north), (middle, south, east, north))
    else:
        middle = (south + north) / 2.0
        boxes = ((west, south, east, middle), (west, middle, east, north))
    halves: list[BaseGeometry] = []
    for box in boxes:
        parts = shapely.get_parts(shapely.intersection(piece, shapely.box(*box)))
        # A cut along an edge also leaves lines and points, which weigh nothing.
        areas = [part for part in parts.tolist() if part.area > 0.0]
        if areas:
            halves.append(shapely.MultiPolygon(areas))
    return halves


def outline_layout(outline: BaseGeometry) -> Layout:
    """Nodes of a polygon in metres: the largest piece is halved until there are 49.

    Each piece stands for its area, at its centroid, or at a point inside where the centroid
    lies outside.
    """
    heap: list[tuple[float, int, BaseGeometry]] = [(-outline.area, 0, outline)]
    made = 1
    while len(heap) < _MOST_NODES:
        _, _, piece = heapq.heappop(heap)
        halves = _halves(piece)
        for half in halves:
            heapq.heappush(heap, (-half.area, made, half))
            made += 1
        if not halves:
            break
    pieces = [piece for _, _, piece in sorted(heap, key=lambda item: item[1])]
    places = []
    for piece in pieces:
        centre = shapely.centroid(piece)
        inside = piece.contains(centre)
        places.append(centre if inside else shapely.point_on_surface(piece))
    east, north = shapely.get_coordinates(places).T
    weight = np.array([piece.area for piece in pieces])
    return Layout(east, north, weight / weight.sum())
