"""Which cells have their reference point in which zone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from holdfire.base import zone_cover
from holdfire.base.zone_grid import ZoneGrid, build_zone_grid

Numbers = NDArray[Any]


def zones() -> list[BaseGeometry]:
    generator = np.random.default_rng(4)
    angle = np.linspace(0.0, 2.0 * np.pi, 400, endpoint=False)
    radius = 1.0 + 0.3 * np.sin(7 * angle) + 0.02 * generator.normal(size=400)
    ring = np.stack((34 + radius * np.cos(angle), 48 + 0.7 * radius * np.sin(angle)), axis=1)
    star = shapely.make_valid(shapely.Polygon(ring)).buffer(0)
    hole = shapely.Point(34.1, 48.1).buffer(0.3)
    apart = shapely.MultiPolygon([shapely.box(33, 47, 33.3, 49), shapely.box(35, 47, 35.2, 48)])
    return [star, star.difference(hole), hole, apart, shapely.box(33, 47.2, 35.3, 47.2001)]


def said(index: ZoneGrid, zone: int) -> tuple[Numbers, Numbers, list[bool]]:
    """The reference points of the index, and whether it holds them to be in a zone."""
    grid, lists = index.grid, len(index.list_start) - 1
    cell = np.arange(grid.nx * grid.ny)
    x = grid.x0 + cell % grid.nx * grid.size + 0.5137 * grid.size
    y = grid.y0 + cell // grid.nx * grid.size + 0.4871 * grid.size
    at_border = index.kind >= lists
    x[at_border], y[at_border] = index.reference[index.kind[at_border] - lists].T
    inside = []
    for what in index.kind.tolist():
        if what >= lists:
            slots = slice(index.slot_start[what - lists], index.slot_start[what - lists + 1])
            held = index.slot_zone[slots][index.slot_inside[slots]]
        else:
            held = index.list_zone[index.list_start[max(what, 0)] : index.list_start[what + 1]]
            held = held if what >= 0 else held[:0]
        inside.append(zone in held.tolist())
    return x, y, inside


@pytest.mark.parametrize("size", [0.01, 0.043, 0.21, 3.0])
@pytest.mark.parametrize("ask", ["rows", "shapely"])
def test_reference_points_are_in_the_zones_that_hold_them(
    size: float, ask: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ask == "shapely":
        monkeypatch.setattr(zone_cover, "_crossings", lambda *_: False)
    index = build_zone_grid(zones(), size)
    for number, zone in enumerate(zones()):
        x, y, inside = said(index, number)
        assert inside == shapely.contains_xy(zone, x, y).tolist()


def test_rows_answer_the_usual_zone_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone_cover, "_asked", lambda *_: pytest.fail("shapely was asked"))
    build_zone_grid(zones()[:3])


def test_shapely_is_asked_where_a_reference_point_was_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[BaseGeometry] = []
    usual = zone_cover._asked

    def counted(polygon: BaseGeometry, *rest: Numbers) -> Numbers:
        asked.append(polygon)
        return usual(polygon, *rest)

    monkeypatch.setattr(zone_cover, "_asked", counted)
    square = shapely.box(0.0, 0.0, 1.0, 1.0)
    x = -0.1 + 3 * 0.1 + 0.5137 * 0.1
    on_it, apart = shapely.box(x, 0.1, x + 0.5, 0.9), shapely.box(0.01, 0.01, 0.12, 0.12)
    index = build_zone_grid([square, on_it, apart], 0.1)
    assert asked == [square, on_it]
    for number, zone in enumerate([square, on_it, apart]):
        where_x, where_y, inside = said(index, number)
        assert inside == shapely.contains_xy(zone, where_x, where_y).tolist()


def test_a_crossing_too_near_a_reference_point_is_left_to_shapely() -> None:
    inside = np.zeros((3, 3), np.bool_)
    frame, fraction = (0.0, 0.0, 1.0), (0.5, 0.5)
    upright = np.array([[1.5, 0.0, 1.5, 2.0], [1.5 - 1e-9, 0.0, 1.5 - 1e-9, 2.0]])
    assert not zone_cover._crossings(upright[:1], frame, fraction, 0, 0, inside.copy())
    assert zone_cover._crossings(upright[1:], frame, fraction, 0, 0, inside)
    assert inside.tolist() == [[False, True, True], [False, True, True], [False] * 3]
