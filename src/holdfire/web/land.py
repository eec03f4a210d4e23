"""Land and water, nothing else: the outline that every drawn map starts from."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

__all__ = ["land", "land_inside"]


@cache
def land() -> MultiPolygon:
    """The land of the world at 1 : 110 million, longitude/latitude in degrees.

    Read from world-atlas (ISC; Natural Earth, public domain): coastlines alone.
    """
    raw = resources.files("holdfire.web").joinpath("land/land-110m.json").read_text("utf-8")
    return _decode(json.loads(raw))


def land_inside(west: float, south: float, east: float, north: float) -> BaseGeometry:
    """The land inside a box of degrees."""
    return shapely.intersection(land(), shapely.box(west, south, east, north))


def _decode(topology: dict[str, Any]) -> MultiPolygon:
    """TopoJSON to polygons: arcs are delta-coded, a negative index reads one backwards."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    polygons: list[Polygon] = []
    for shape in topology["objects"]["land"]["geometries"]:
        sets = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for rings in sets:
            drawn = [_ring(arcs, ring) for ring in rings]
            polygons.append(Polygon(drawn[0], drawn[1:]))
    whole = shapely.make_valid(MultiPolygon(polygons))
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def _ring(arcs: list[list[tuple[float, float]]], ring: list[int]) -> list[tuple[float, float]]:
    """One closed ring from its arcs, shared end points once."""
    points: list[tuple[float, float]] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc if not points else arc[1:])
    return [points[0], *(right for left, right in pairwise(points) if left != right)]
