"""Where exposure is measured: equal pieces of a line on both its sides, or cells of an area.

Both are laid out from the shape alone, the same from either end of a line and for its mirror
image, so that exchanging the sides exchanges the numbers and changes none.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from holdfire.agreement.area import NamedArea
from holdfire.base.geodesy import WGS84, azimuth_deg, destination
from holdfire.base.polyline import Polyline
from holdfire.verification.atlas import Atlas, Chart
from holdfire.verification.cells import cells_of, chart_at
from holdfire.verification.factor import FloatArray
from holdfire.verification.window import Window

__all__ = [
    "NO_SIDE",
    "OUTSIDE",
    "Part",
    "Places",
    "places_in_box",
    "places_in_zone",
    "places_of_line",
]

PIECE_KM = 1.0
ROWS = 5
"""Depths at which each side of a piece is asked, in the middles of equal strips."""

NO_SIDE, OUTSIDE = -1, -2

_BOX_STEPS = 24
_KM_PER_DEGREE = 111.2
_MOST_PIECES = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Places, each standing for ``weight`` km of a line or km² of an area.

    ``side`` is an index into ``labels``, -1 where no side is told. ``along`` is the position
    of the place: km from the beginning of a line, or degrees of longitude; it runs over
    ``span``.
    """

    lon: FloatArray
    lat: FloatArray
    weight: FloatArray
    side: NDArray[np.int64]
    labels: tuple[str, ...]
    along: FloatArray
    span: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The places of a line or an area over the time in which its shape stays the same.

    ``where`` tells for points (lon, lat) which side they lie on: an index into the labels of
    the places, :data:`NO_SIDE` inside without a side, :data:`OUTSIDE` elsewhere.
    """

    places: Places
    window: Window
    where: Callable[[FloatArray, FloatArray], NDArray[np.int64]]


def _side_labels(atlas: Atlas, chart: Chart) -> tuple[str, str]:
    """The names of the left and the right side of a line: parties where the text says so."""
    named = {sign: party for party, sign in atlas.sides(chart.shape).items()}
    name = chart.shape.name
    return named.get(1, f"left of {name}"), named.get(-1, f"right of {name}")


def places_of_line(atlas: Atlas, chart: Chart, reach_km: float) -> Places:
    """Both sides of a line up to ``reach_km``, in equal pieces of at most a kilometre.

    A place that, because the line bends, lies on the other side is left out, and the rest of
    its piece stands for it. Each side of a piece stands for half of its length.
    """
    line = atlas.line(chart.shape)
    lon, lat, azimuth, along, piece = _middles(line)
    depth = (np.arange(ROWS) + 0.5) * reach_km / ROWS * 1000.0
    found = []
    for index, turn in ((0, -90.0), (1, 90.0)):
        bearing = np.repeat(azimuth + turn, ROWS)
        x, y = destination(
            np.repeat(lon, ROWS), np.repeat(lat, ROWS), bearing, np.tile(depth, len(lon))
        )
        right_side = line.side(x, y) == (1, -1)[index]
        right_side[::ROWS] |= ~right_side.reshape(-1, ROWS).any(axis=1)
        kept = right_side.reshape(-1, ROWS).sum(axis=1)
        weight = np.repeat(piece / 2.0 / kept, ROWS)
        found.append((x, y, weight, np.repeat(along, ROWS), right_side, index))
    keep = np.concatenate([part[4] for part in found])
    side = np.concatenate([np.full(len(part[0]), part[5], np.int64) for part in found])
    columns = [np.concatenate([part[n] for part in found])[keep] for n in range(4)]
    end = float(along[-1] + piece[-1] / 2.0)
    return Places(
        columns[0],
        columns[1],
        columns[2],
        side[keep],
        _side_labels(atlas, chart),
        columns[3],
        (0.0, end),
    )


def _middles(
    line: Polyline,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Middle, direction, position (km) and length (km) of equal pieces of each part.

    The length is a whole number of millimetres, so that rounding in the last bits of a
    distance on the globe cannot tell a line from its mirror image.
    """
    found: list[tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]] = []
    before = 0.0
    for lon, lat in line.parts:
        turn, _, reach = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
        ends = np.concatenate(([0.0], np.cumsum(reach)))
        length_km = round(float(ends[-1]) * 1000.0) / 1e6
        count = min(max(math.ceil(length_km / PIECE_KM), 1), _MOST_PIECES)
        run = np.linspace(0.0, float(ends[-1]), 2 * count + 1)
        which = np.clip(np.searchsorted(ends, run, side="right") - 1, 0, len(turn) - 1)
        x, y, _ = WGS84.fwd(lon[which], lat[which], turn[which], run - ends[which])
        azimuth = azimuth_deg(x[:-2:2], y[:-2:2], x[2::2], y[2::2])
        step = length_km / count
        position = before + (np.arange(count) + 0.5) * step
        lengths = np.full(count, step, np.float64)
        found.append((x[1::2], y[1::2], azimuth, np.asarray(position, np.float64), lengths))
        before += length_km
    lon, lat, azimuth, along, piece = (
        np.concatenate(column) for column in zip(*found, strict=True)
    )
    return lon, lat, azimuth, along, piece


def places_in_zone(atlas: Atlas, name: str, at_us: int, divider: Chart | None) -> Places | None:
    """The cells of a zone at an instant, by the side of a dividing line where there is one.

    ``None`` where the zone has no shape or no extent.
    """
    cells = cells_of(atlas, [NamedArea((name,))], at_us)
    if cells is None:
        return None
    lon, lat = cells.points.lon, cells.points.lat
    side = _beside(None if divider is None else atlas.line(divider.shape), lon, lat)
    labels = () if divider is None else _side_labels(atlas, divider)
    weight = cells.size_km2 * (_km2(atlas, name, at_us) / math.fsum(cells.size_km2.tolist()))
    return Places(lon, lat, weight, side, labels, lon, _ends(lon))


def _beside(line: Polyline | None, lon: FloatArray, lat: FloatArray) -> NDArray[np.int64]:
    """0 left of the line, 1 right of it, no side on it or without one."""
    if line is None:
        return np.full(len(lon), NO_SIDE, np.int64)
    signs = line.side(lon, lat)
    return np.select([signs > 0, signs < 0], [0, 1], NO_SIDE).astype(np.int64)


def near_line(
    atlas: Atlas, chart: Chart, reach_km: float
) -> Callable[[FloatArray, FloatArray], NDArray[np.int64]]:
    """Which side of a line points lie on, if they are within its reach."""
    line = atlas.line(chart.shape)

    def where(lon: FloatArray, lat: FloatArray) -> NDArray[np.int64]:
        near = line.within(lon, lat, reach_km * 1000.0)
        return np.where(near, _beside(line, lon, lat), OUTSIDE)

    return where


def in_zone(
    atlas: Atlas, chart: Chart, divider: Chart | None
) -> Callable[[FloatArray, FloatArray], NDArray[np.int64]]:
    """Which side of the dividing line points lie on, if they are inside the zone."""
    area = atlas.area(chart.shape)
    line = None if divider is None else atlas.line(divider.shape)

    def where(lon: FloatArray, lat: FloatArray) -> NDArray[np.int64]:
        held = shapely.contains_xy(area, lon, lat)
        return np.where(held, _beside(line, lon, lat), OUTSIDE)

    return where


def anywhere(lon: FloatArray, lat: FloatArray) -> NDArray[np.int64]:
    """Every point lies inside, on no side."""
    return np.full(np.broadcast(lon, lat).shape, NO_SIDE, np.int64)


def _km2(atlas: Atlas, name: str, at_us: int) -> float:
    """The size of a zone, to the square metre; its cells cover it only nearly."""
    chart = chart_at(atlas, name, at_us)
    assert chart is not None  # noqa: S101 - its cells were just made
    area_m2, _ = WGS84.geometry_area_perimeter(atlas.area(chart.shape))
    return round(abs(area_m2)) / 1e6


def _ends(lon: FloatArray) -> tuple[float, float]:
    """The borders of what the longitudes of cells reach over."""
    found = np.unique(lon)
    half = float(np.min(np.diff(found))) / 2.0 if len(found) > 1 else 0.5
    return float(found[0]) - half, float(found[-1]) + half


def places_in_box(west: float, south: float, east: float, north: float) -> Places:
    """Equal steps in degrees over a box, each with its size in km²."""
    steps = (np.arange(_BOX_STEPS) + 0.5) / _BOX_STEPS
    lon, lat = west + (east - west) * steps, south + (north - south) * steps
    x, y = np.tile(lon, _BOX_STEPS), np.repeat(lat, _BOX_STEPS)
    cell = (east - west) * (north - south) / _BOX_STEPS**2
    weight = cell * _KM_PER_DEGREE**2 * np.cos(np.radians(y))
    return Places(x, y, weight, np.full(len(x), -1, np.int64), (), x, (west, east))
