"""Shapely as the authority on points in polygons."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from holdfire.base.zone_index import ZoneIndex

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

NEAR_BORDER_DEG = 1e-12
"""Closer to a border than this (0.1 micrometres) the two may disagree."""


def agree(
    zones: list[BaseGeometry], x: FloatArray, y: FloatArray, *, cell_deg: float | None = None
) -> None:
    ours = ZoneIndex(zones, cell_deg=cell_deg).contains(x, y)
    for number, zone in enumerate(zones):
        theirs = shapely.contains_xy(zone, x, y)
        differs = ours[:, number] != theirs
        gaps = shapely.distance(zone.boundary, shapely.points(x[differs], y[differs]))
        assert (gaps < NEAR_BORDER_DEG).all(), zone.wkt[:200]


def star(
    generator: np.random.Generator, x: float, y: float, size: float, count: int
) -> BaseGeometry:
    angle = np.sort(generator.uniform(0, 2 * np.pi, count))
    radius = generator.uniform(0.2 * size, size, count)
    ring = np.column_stack((x + radius * np.cos(angle), y + radius * np.sin(angle)))
    return shapely.make_valid(shapely.Polygon(ring)).buffer(0)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("cell_deg", [None, 0.004, 0.3])
def test_stars_with_holes_bands_and_neighbours(seed: int, cell_deg: float | None) -> None:
    generator = np.random.default_rng(seed)
    stars = [star(generator, 34 + 0.7 * k, 48, 0.6, 300) for k in range(5)]
    cores = [shape.buffer(-0.05) for shape in stars]
    bands = [one.buffer(0.02).difference(one) for one in stars]
    holed = [one.difference(core) for one, core in zip(stars, cores, strict=True)]
    zones: list[BaseGeometry] = [
        zone
        for zone in (*stars, *cores, *bands, *holed)
        if zone.geom_type in {"Polygon", "MultiPolygon"} and not zone.is_empty
    ]
    x, y = generator.uniform(33, 38, 8_000), generator.uniform(47, 49, 8_000)
    agree(zones, x, y, cell_deg=cell_deg)
    # And close to borders, where every cell has edges.
    corners = shapely.get_coordinates(stars)
    close = corners[generator.integers(0, len(corners), 4_000)]
    x, y = (close + generator.normal(0, 1e-5, close.shape)).T
    agree(zones, x, y, cell_deg=cell_deg)


STEP = st.integers(0, 12)


@st.composite
def blocks(draw: st.DrawFn) -> list[BaseGeometry]:
    """Unions and differences of boxes on a lattice: touching, nested, with antiparallel
    edges, holes, and points where corners meet."""
    zones: list[BaseGeometry] = []
    for _ in range(draw(st.integers(1, 4))):
        shape: BaseGeometry = shapely.Polygon()
        for _ in range(draw(st.integers(1, 5))):
            west, south = draw(STEP), draw(STEP)
            box = shapely.box(west, south, west + draw(STEP) + 1, south + draw(STEP) + 1)
            shape = shape.difference(box) if draw(st.booleans()) else shape.union(box)
        if not shape.is_empty and shape.is_valid:
            zones.append(shape)
    return zones


@settings(max_examples=150, deadline=None)
@given(zones=blocks(), seed=st.integers(0, 10_000), cell=st.sampled_from([0.3, 0.77, 1.0, 9.0]))
def test_boxes_on_a_lattice(zones: list[BaseGeometry], seed: int, cell: float) -> None:
    if not zones:
        return
    generator = np.random.default_rng(seed)
    x, y = generator.uniform(-2, 28, 400), generator.uniform(-2, 28, 400)
    agree(zones, x, y, cell_deg=cell)


@settings(max_examples=150, deadline=None)
@given(zones=blocks(), cell=st.sampled_from([0.3, 0.77, 1.0, 9.0]))
def test_every_point_on_a_border_shared_by_two_zones_is_in_exactly_one(
    zones: list[BaseGeometry], cell: float
) -> None:
    whole = shapely.box(-1, -1, 30, 30)
    zone = zones[0] if zones else shapely.box(3, 3, 9, 9)
    rest = whole.difference(zone)
    if rest.is_empty or rest.geom_type not in {"Polygon", "MultiPolygon"}:
        return
    # Lattice points lie on borders and corners, half-way points on borders only.
    x, y = np.meshgrid(np.arange(-0.5, 29.5, 0.5), np.arange(-0.5, 29.5, 0.5))
    inside = ZoneIndex([zone, rest], cell_deg=cell).contains(x.ravel(), y.ravel())
    assert (inside.sum(axis=1) == 1).all()


@settings(max_examples=80, deadline=None)
@given(
    ring=st.lists(
        st.tuples(st.floats(-10, 10), st.floats(-10, 10)), min_size=3, max_size=9, unique=True
    ),
    seed=st.integers(0, 10_000),
)
def test_any_valid_polygon(ring: list[tuple[float, float]], seed: int) -> None:
    shape = shapely.Polygon(ring)
    if not shape.is_valid or shape.area < 1e-6:
        return
    generator = np.random.default_rng(seed)
    x, y = generator.uniform(-11, 11, 500), generator.uniform(-11, 11, 500)
    corners = np.array(ring)
    near = corners[generator.integers(0, len(ring), 200)] + generator.normal(0, 0.01, (200, 2))
    agree([shape], np.append(x, near[:, 0]), np.append(y, near[:, 1]))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("cell_deg", [None, 0.02, 0.5])
def test_zones_that_leave_no_gap_hold_every_point_once(
    seed: int, cell_deg: float | None
) -> None:
    # Triangles of 40 places: many meet in each corner, every inner edge is drawn both ways.
    generator = np.random.default_rng(seed)
    places = generator.uniform(0.0, 1.0, (40, 2)).round(3)
    zones = list(shapely.delaunay_triangles(shapely.MultiPoint(places)).geoms)
    core = shapely.union_all(zones).buffer(-1e-9)
    corners = places[shapely.contains_xy(core, *places.T)]
    ends = shapely.get_coordinates(zones).reshape(len(zones), 4, 2)
    middles = ((ends[:, :-1] + ends[:, 1:]) / 2.0).reshape(-1, 2)
    middles = middles[shapely.contains_xy(core, *middles.T)]
    level = np.stack((generator.uniform(0, 1, len(corners)), corners[:, 1]), axis=1)
    level = level[shapely.contains_xy(core, *level.T)]
    inside = ZoneIndex(zones, cell_deg=cell_deg).contains(
        *np.concatenate((corners, middles, level)).T
    )
    assert len(corners) > 20
    assert (inside.sum(axis=1) == 1).all()
    # A corner belongs to the triangle just south of it.
    south = corners - [-1e-13, 1e-9]
    wanted = np.stack([shapely.contains_xy(zone, *south.T) for zone in zones], axis=1)
    assert (inside[: len(corners)] == wanted).all()


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    depth=st.integers(1, 5),
    cell=st.sampled_from([None, 0.01, 0.2, 3.0]),
)
def test_nested_zones_with_holes_and_islands(seed: int, depth: int, cell: float | None) -> None:
    generator = np.random.default_rng(seed)
    outer = star(generator, 0.0, 0.0, 1.0, 60)
    zones: list[BaseGeometry] = [outer]
    for _ in range(depth):
        inner = shapely.buffer(zones[-1], -0.06)
        ring = zones[-1].difference(inner)
        zones += [shape for shape in (ring, inner) if not shape.is_empty and shape.is_valid]
    # Beside the grid on all four sides, too.
    x, y = generator.uniform(-3.0, 3.0, (2, 600))
    corners = shapely.get_coordinates(zones)
    close = corners[generator.integers(0, len(corners), 300)]
    close = close + generator.normal(0, 1e-6, close.shape)
    agree(zones, np.append(x, close[:, 0]), np.append(y, close[:, 1]), cell_deg=cell)
