"""Which zones hold a point."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.zone_index import ZoneIndex, zones_of_areas

SQUARE = shapely.box(0.0, 0.0, 1.0, 1.0)
NEIGHBOUR = shapely.box(1.0, 0.0, 2.0, 1.0)
OVER_BOTH = shapely.box(0.5, 0.25, 1.5, 0.75)
RING = SQUARE.difference(shapely.box(0.25, 0.25, 0.75, 0.75))


def test_hits_list_the_zones_of_each_point() -> None:
    index = ZoneIndex([SQUARE, NEIGHBOUR, OVER_BOTH])
    offsets, zones = index.hits([0.6, 5.0, 1.2, 1.9], [0.5, 0.5, 0.5, 0.1])
    assert offsets.tolist() == [0, 2, 2, 4, 5]
    assert zones.tolist() == [0, 2, 1, 2, 1]


def test_contains_is_the_same_as_a_table() -> None:
    index = ZoneIndex([SQUARE, NEIGHBOUR, OVER_BOTH])
    table = index.contains([0.6, 5.0], [0.5, 0.5])
    assert table.tolist() == [[True, False, True], [False, False, False]]
    assert index.zones == 3


def test_a_hole_is_outside_and_what_fills_it_is_another_zone() -> None:
    index = ZoneIndex([RING, shapely.box(0.25, 0.25, 0.75, 0.75)])
    assert index.contains([0.5, 0.1, 0.26, 0.24], [0.5, 0.1, 0.5, 0.5]).tolist() == [
        [False, True], [True, False], [False, True], [True, False],
    ]  # fmt: skip


def test_zones_that_touch_share_their_border_without_gap_or_overlap() -> None:
    index = ZoneIndex([SQUARE, NEIGHBOUR], cell_deg=0.13)
    generator = np.random.default_rng(1)
    x = 1.0 + generator.normal(0.0, 1e-6, 2_000)
    y = generator.uniform(0.01, 0.99, 2_000)
    assert (index.contains(x, y).sum(axis=1) == 1).all()
    # Exactly on the shared border the half-open rule gives each point to one zone.
    assert (index.contains(np.ones(2_000), y).sum(axis=1) == 1).all()


def test_the_same_zone_twice_is_hit_twice() -> None:
    index = ZoneIndex([SQUARE, SQUARE])
    assert index.hits([0.5], [0.5]).zone_ids.tolist() == [0, 1]


def test_two_parts_are_one_zone() -> None:
    both = shapely.MultiPolygon([SQUARE, shapely.box(3.0, 0.0, 4.0, 1.0)])
    index = ZoneIndex([both])
    assert index.contains([0.5, 2.0, 3.5], 0.5)[:, 0].tolist() == [True, False, True]


@pytest.mark.parametrize("far", [(-9.0, 0.5), (9.0, 0.5), (0.5, -9.0), (0.5, 9.0), (1e300, 0)])
def test_points_off_the_grid_are_in_no_zone(far: tuple[float, float]) -> None:
    assert not ZoneIndex([SQUARE]).contains(*far).any()


def test_points_that_are_not_finite_are_in_no_zone() -> None:
    x = [np.nan, 0.5, np.inf, -np.inf]
    assert ZoneIndex([SQUARE]).contains(x, [0.5, np.nan, 0.5, 0.5]).sum() == 0


def test_no_zones_hold_nothing() -> None:
    index = ZoneIndex([])
    assert index.contains([0.5, 0.6], 0.5).shape == (2, 0)
    assert index.hits([0.5], [0.5]).offsets.tolist() == [0, 0]


def test_no_points_give_no_hits() -> None:
    offsets, zones = ZoneIndex([SQUARE]).hits([], [])
    assert offsets.tolist() == [0]
    assert zones.tolist() == []


@pytest.mark.parametrize("size", [0.003, 0.02, 0.37, 5.0])
def test_the_size_of_cells_changes_no_answer(size: float) -> None:
    generator = np.random.default_rng(6)
    zones = [SQUARE, NEIGHBOUR, OVER_BOTH, RING]
    x, y = generator.uniform(-0.5, 2.5, 5_000), generator.uniform(-0.5, 1.5, 5_000)
    usual = ZoneIndex(zones).contains(x, y)
    assert (ZoneIndex(zones, cell_deg=size).contains(x, y) == usual).all()


def test_the_order_of_points_is_the_order_of_answers() -> None:
    generator = np.random.default_rng(6)
    x, y = generator.uniform(-0.5, 2.5, 3_000), generator.uniform(-0.5, 1.5, 3_000)
    index = ZoneIndex([SQUARE, NEIGHBOUR, OVER_BOTH])
    order = generator.permutation(3_000)
    assert (index.contains(x, y)[order] == index.contains(x[order], y[order])).all()


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(1, 2),
        shapely.Polygon(),
        shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
        shapely.LineString([(0, 0), (1, 1)]),
    ],
    ids=["point", "empty", "crossed", "line"],
)
def test_what_is_no_sound_polygon_is_refused(shape: BaseGeometry) -> None:
    with pytest.raises(BadInput) as refused:
        ZoneIndex([SQUARE, shape])
    assert refused.value.code is Code.GEOMETRY_INVALID
    assert "zone 1" in refused.value.what


def test_a_path_through_a_corner_crosses_once() -> None:
    # From the reference point of its cell to the point the way leads exactly through a
    # vertex of the border, where two edges meet.
    generator = np.random.default_rng(9)
    tried = 0
    while tried < 20:
        corner = generator.uniform(0.3, 0.7, 2)
        zone = shapely.Polygon([(0, 0), (1, 0), tuple(corner), (0, 1)])
        index = ZoneIndex([zone], cell_deg=2.0)
        grid = index._grid
        assert grid is not None
        column, row = (corner - (grid.grid.x0, grid.grid.y0)) // grid.grid.size
        cell = int(row) * grid.grid.nx + int(column)
        reference = grid.reference[grid.kind[cell] - len(grid.list_start) + 1]
        way = corner - reference
        place = reference + 1.25 * way
        step = place - reference
        if step[0] * way[1] != step[1] * way[0]:
            continue  # rounding moved the place off the way
        tried += 1
        inside = shapely.contains_xy(zone, *place)
        assert bool(index.contains(*place)[0, 0]) == inside


def test_an_edge_shorter_than_any_number_can_tell_is_no_obstacle() -> None:
    zone = shapely.Polygon([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (0.0, -1e-38)])
    assert ZoneIndex([zone]).contains([0.2, -0.1], 0.2)[:, 0].tolist() == [True, False]


def test_a_thin_sliver_is_found() -> None:
    sliver = shapely.Polygon([(0, 0), (1, 1e-7), (1, 2e-7)])
    index = ZoneIndex([sliver])
    assert index.contains([0.9, 0.9], [1.35e-7, 0.5e-7])[:, 0].tolist() == [True, False]


def test_of_mended_areas_the_polygons_are_the_zones() -> None:
    spiked = shapely.make_valid(
        shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1), (0, 2), (0, 1)])
    )
    bow = shapely.make_valid(shapely.Polygon([(2, 0), (3, 1), (3, 0), (2, 1)]))
    mixed = shapely.GeometryCollection([SQUARE, bow, shapely.Point(9, 9)])
    index = zones_of_areas([spiked, bow, mixed])
    assert index.contains([0.5, 2.1, 2.5, 9.0, 0.0], [0.5, 0.5, 0.9, 9.0, 1.5]).tolist() == [
        [True, False, True], [False, True, True], [False, False, False], [False] * 3, [False] * 3,
    ]  # fmt: skip
    with pytest.raises(BadInput):
        zones_of_areas([shapely.LineString([(0, 0), (1, 1)])])
