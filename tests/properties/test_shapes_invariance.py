"""Integrals over shapes do not change with the order, the origin, a mirror or the unit."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.incidents.shape_areas import box_density, disc_density, polygon_density
from holdfire.incidents.shape_density import log_overlap
from holdfire.incidents.shape_region import overlap_cells, overlap_moments, overlap_nodes
from holdfire.incidents.shape_sectors import IN_AREA, IN_RANGE, sector_density
from holdfire.incidents.shape_stock import Density, Stock

BEND = shapely.Polygon([(-2, -2), (3, -2), (3, 2), (1, 2), (1, 0), (-1, 0.3), (-1, 2), (-2, 2)])

Made = Callable[[float, float], Density]
"""A density by the size of a kilometre and +1, or −1 for its mirror image."""


def box(half: float, blur: float) -> Made:
    return lambda unit, _: box_density(half * unit, 0.6 * half * unit, blur * unit)


def disc(radius: float, blur: float) -> Made:
    return lambda unit, _: disc_density(radius * unit, blur * unit)


def polygon(size: float, blur: float) -> Made:
    return lambda unit, side: polygon_density(
        shapely.affinity.scale(BEND, side * size * unit, size * unit, origin=(0.0, 0.0)),
        blur * unit,
    )


def sector(middle: float, half: float, far: float, prior: float) -> Made:
    return lambda unit, side: sector_density(
        (side * middle, half, 0.2), (0.5 * unit, far * unit, prior), 0.3 * unit
    )


size, soft = st.floats(0.5, 3.0), st.floats(0.1, 0.6)
made = st.one_of(
    st.builds(box, size, soft),
    st.builds(disc, size, soft),
    st.builds(polygon, size, soft),
    st.builds(
        sector,
        st.floats(-3, 3),
        st.sampled_from([0.0, 0.5, math.pi]),
        st.floats(2, 9),
        st.sampled_from([IN_AREA, IN_RANGE]),
    ),
)
near = st.floats(-1.5, 1.5)
members = st.lists(st.tuples(made, near, near), min_size=1, max_size=3)
normals = st.lists(
    st.tuples(near, near, st.floats(0.05, 4.0), st.floats(-0.9, 0.9), st.floats(0.05, 4.0)),
    max_size=2,
)
Members = list[tuple[Made, float, float]]
Normals = list[tuple[float, ...]]


def found(
    shapes: Members,
    bells: Normals,
    unit: float = 1.0,
    side: float = 1.0,
    move: tuple[float, float] = (0.0, 0.0),
) -> tuple[float, tuple[float, ...], np.ndarray]:
    """Log of the integral, moments and nodes; each shape stands with its mean at its place."""
    stock = Stock()
    numbers, places = [], []
    for at, (make, east, north) in enumerate(shapes):
        one = make(unit, side)
        numbers.append(stock.number_of(at, partial(make, unit, side)))
        places.append(
            (
                side * east * unit + move[0] - one.moments[0],
                north * unit + move[1] - one.moments[1],
            )
        )
    rows = [
        (
            side * e * unit + move[0],
            n * unit + move[1],
            ee * unit**2,
            side * share * math.sqrt(ee * nn) * unit**2,
            nn * unit**2,
        )
        for e, n, ee, share, nn in bells
    ]
    given_ = (
        stock.shapes().arrays,
        np.array(rows).reshape(-1, 5),
        np.array(places),
        np.array(numbers, np.int64),
    )
    cells = overlap_cells(*given_)
    return log_overlap(*given_), overlap_moments(cells), overlap_nodes(cells)


@settings(max_examples=30)
@given(members, normals)
def test_the_order_changes_rounding_only(shapes: Members, bells: Normals) -> None:
    log, moments, _ = found(shapes, bells)
    turned, again, _ = found(shapes[::-1], bells[::-1])
    assert turned == pytest.approx(log, rel=1e-12, abs=1e-11)
    assert again == pytest.approx(moments, rel=1e-8, abs=1e-9)


@settings(max_examples=30)
@given(members, normals)
def test_a_moved_map_moves_the_place(shapes: Members, bells: Normals) -> None:
    log, moments, _ = found(shapes, bells)
    moved, again, _ = found(shapes, bells, move=(64.0, -32.0))
    assert moved == pytest.approx(log, rel=1e-9, abs=1e-9)
    assert (again[0] - 64.0, again[1] + 32.0) == pytest.approx(moments[:2], abs=1e-8)
    assert again[2:] == pytest.approx(moments[2:], rel=1e-6, abs=1e-8)


@settings(max_examples=30)
@given(members, normals)
def test_a_mirrored_map_mirrors_the_place(shapes: Members, bells: Normals) -> None:
    log, moments, nodes = found(shapes, bells)
    mirrored, again, other = found(shapes, bells, side=-1.0)
    assert mirrored == pytest.approx(log, rel=1e-9, abs=1e-9)
    east, north, ee, en, nn = moments
    assert again == pytest.approx((-east, north, ee, -en, nn), rel=1e-7, abs=1e-9)
    assert len(nodes) == len(other)


@settings(max_examples=30)
@given(members, normals)
def test_metres_instead_of_kilometres_scale_the_integral(
    shapes: Members, bells: Normals
) -> None:
    log, moments, _ = found(shapes, bells)
    scaled, again, _ = found(shapes, bells, unit=1000.0)
    count = len(shapes) + len(bells)
    assert scaled + (count - 1) * math.log(1e6) == pytest.approx(log, rel=1e-9, abs=1e-9)
    scale = np.array([1e3, 1e3, 1e6, 1e6, 1e6])
    assert np.array(again) / scale == pytest.approx(np.array(moments), rel=1e-7, abs=1e-9)
