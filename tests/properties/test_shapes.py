"""Densities of shapes and integrals of their products against drawn grids."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracle import plane
from tests.oracle.plane import Drawn, product

from holdfire.incidents.shape_areas import box_density, disc_density, polygon_density
from holdfire.incidents.shape_density import log_density, log_overlap
from holdfire.incidents.shape_region import overlap_cells, overlap_moments, overlap_nodes
from holdfire.incidents.shape_sectors import IN_AREA, IN_RANGE, sector_density
from holdfire.incidents.shape_stock import Density, Stock

BEND = shapely.Polygon(
    [(-2, -2), (3, -2), (3, 2), (1, 2), (1, 0), (-1, 0), (-1, 2), (-2, 2)],
    [[(2.0, -1.5), (2.7, -1.5), (2.7, -0.5)]],
)
THIN = shapely.Polygon([(-4, -1.2), (4, 0.6), (4, 0.9), (-4, -0.9)])


@dataclass(frozen=True)
class Both:
    """One density made by the package and drawn by the oracle."""

    made: Density
    drawn: Drawn

    def at(self, east: float, north: float) -> Both:
        return Both(self.made, Drawn(self.drawn.sharp, east, north, self.drawn.blur))


def box(half_e: float, half_n: float, blur: float) -> Both:
    return Both(box_density(half_e, half_n, blur), Drawn(plane.box(half_e, half_n), blur=blur))


def disc(radius: float, blur: float) -> Both:
    return Both(disc_density(radius, blur), Drawn(plane.disc(radius), blur=blur))


def polygon(outline: shapely.Polygon, blur: float) -> Both:
    return Both(polygon_density(outline, blur), Drawn(plane.polygon(outline), blur=blur))


def sector(
    azimuth: tuple[float, float, float],
    near: float,
    far: float,
    blur: float,
    prior: float = IN_AREA,
) -> Both:
    sharp = plane.sector(azimuth, near, far, in_area=prior == IN_AREA)
    return Both(sector_density(azimuth, (near, far, prior), blur), Drawn(sharp, blur=blur))


def bearing(azimuth_deg: float, sigma_deg: float, east: float, north: float) -> Both:
    azimuth = (math.radians(azimuth_deg), 0.0, math.radians(sigma_deg))
    return sector(azimuth, 5.0, 80.0, 0.3).at(east, north)


PIXEL = box(0.1875, 0.1875, 0.1)
TOWN = disc(5.0, 1.25)
SITE = polygon(BEND, 0.1)
EAR = (0.8, 0.4, 0.1)

Normal = tuple[float, float, float, float, float]


def arrays(
    members: Sequence[Both], normals: Sequence[Normal]
) -> tuple[Stock, np.ndarray, np.ndarray, np.ndarray]:
    stock = Stock()
    numbers = [stock.number_of(id(one.made), partial(replace, one.made)) for one in members]
    places = np.array([(one.drawn.east, one.drawn.north) for one in members]).reshape(-1, 2)
    return stock, np.array(normals).reshape(-1, 5), places, np.array(numbers, np.int64)


def drawn(members: Sequence[Both], normals: Sequence[Normal]) -> list[Drawn]:
    bells = [Drawn(plane.bell(*one[2:]), one[0], one[1]) for one in normals]
    return [one.drawn for one in members] + bells


@pytest.mark.parametrize(
    "one",
    [
        PIXEL,
        box(1.5, 0.4, 0.05),
        disc(2.0, 0.5),
        disc(2.0, 0.05),
        polygon(BEND, 0.1),
        polygon(THIN, 0.1),
        sector(EAR, 2.0, 6.0, 0.3),
        sector((4.0, 0.0, 0.05), 0.0, 8.0, 0.3, IN_RANGE),
        sector((1.0, math.pi, 1.0), 0.0, 4.0, 0.2),
        sector((3.1, 2.9, 0.5), 1.0, 4.0, 0.2),
    ],
)
def test_a_density_is_the_drawn_one(one: Both) -> None:
    shapes = arrays([one], [])[0].shapes()
    east, north, ee, en, nn = shapes.moments[0]
    half = 1.1 * float(shapes.limits[0, 0])
    axis = (np.arange(400) - 199.5) * (2.0 * half / 400)
    grid = plane.on_grid(one.drawn, east + axis, north + axis)
    found = np.array(
        [
            [math.exp(log_density(shapes.arrays, 0, east + x, north + y)) for x in axis[::8]]
            for y in axis[::8]
        ]
    )
    # The drawn grid errs by its step at sharp edges; 400 steps blur less than the blur here.
    assert np.abs(found - grid[::8, ::8]).max() < 0.06 * grid.max()
    mass, mean, cov = product([one.drawn], (east, north), half, 400)
    assert mass == pytest.approx(1.0, abs=4e-3)
    scale = math.sqrt(max(ee, nn))
    assert mean == pytest.approx((east, north), abs=5e-3 * scale)
    assert cov == pytest.approx((ee, en, nn), abs=1e-2 * scale**2)
    assert found.max() <= math.exp(shapes.limits[0, 1]) * (1.0 + 1e-9)


@pytest.mark.parametrize("number", range(10))
def test_a_density_integrates_to_one_and_stays_within_its_radius(number: int) -> None:
    made = [
        PIXEL,
        box(1.5, 0.4, 0.2),
        disc(2.0, 0.5),
        disc(2.0, 0.3),
        polygon(BEND, 0.2),
        polygon(THIN, 0.2),
        sector(EAR, 2.0, 6.0, 0.3),
        sector((4.0, 0.0, 0.08), 0.5, 8.0, 0.3, IN_RANGE),
        sector((1.0, math.pi, 1.0), 0.0, 4.0, 0.3),
        sector((3.1, 2.9, 0.5), 1.0, 4.0, 0.3),
    ][number]
    shapes = arrays([made], [])[0].shapes()
    east, north = shapes.moments[0, :2].tolist()
    radius = float(shapes.limits[0, 0])
    axis = (np.arange(240) - 119.5) * (2.2 * radius / 240)
    value = np.array(
        [
            [math.exp(log_density(shapes.arrays, 0, east + x, north + y)) for x in axis]
            for y in axis
        ]
    )
    value *= (2.2 * radius / 240) ** 2
    assert value.sum() == pytest.approx(1.0, abs=1e-3)
    e, n = np.meshgrid(axis, axis)
    assert value[np.hypot(e, n) > radius].sum() < 1e-4


AROUND = [(azimuth, 40.0) for azimuth in (5.0, 10.0, 20.0, 45.0, 90.0)]


def crossing(apart_deg: float) -> list[Both]:
    """Two bearings that cross 40 km east of the first."""
    azimuth = math.radians(90.0 + apart_deg)
    away = (40.0 - 40.0 * math.sin(azimuth), -40.0 * math.cos(azimuth))
    return [bearing(90.0, 1.5, 0.0, 0.0), bearing(90.0 + apart_deg, 1.5, *away)]


CASES: dict[str, tuple[list[Both], list[Normal]]] = {
    "pixel and pixel half a pixel away": ([PIXEL, PIXEL.at(0.1875, 0.0)], []),
    "pixel and pixel that only touch": ([PIXEL, PIXEL.at(0.375, 0.375)], []),
    "pixel and larger pixel": ([PIXEL, box(0.4, 0.3, 0.1).at(0.3, -0.2)], []),
    "pixels and normal": ([PIXEL, PIXEL.at(0.2, 0.1)], [(0.5, 0.3, 1.0, 0.4, 1.0)]),
    "pixels and sharp normal": ([PIXEL, PIXEL.at(0.2, 0.1)], [(0.1, 0.1, 0.01, 0.004, 0.01)]),
    "three pixels": ([PIXEL, PIXEL.at(0.2, 0.1), box(0.4, 0.3, 0.1).at(0.0, 0.4)], []),
    "pixel and normal": ([PIXEL], [(0.5, 0.3, 1.0, 0.4, 1.0)]),
    "polygon and point at its edge": ([polygon(BEND, 0.05)], [(-1.0, 1.0, 0.01, 0.0, 0.01)]),
    "polygon and point outside": ([polygon(BEND, 0.05)], [(0.0, 0.3, 0.02, 0.01, 0.03)]),
    "polygon and pixel": ([polygon(BEND, 0.1), PIXEL.at(-1.0, 0.0)], []),
    "polygon and polygon": ([polygon(BEND, 0.1), polygon(THIN, 0.1)], []),
    "same polygon": ([SITE, SITE], []),
    "same polygon and point at its edge": ([SITE, SITE], [(3.0, 0.0, 0.02, 0.0, 0.02)]),
    "sharp discs": ([disc(5.0, 0.05), disc(5.0, 0.05).at(5.0, 1.0)], []),
    "town and normal": ([TOWN], [(6.0, 2.0, 4.0, 1.0, 2.0)]),
    "town and town": ([TOWN, disc(3.0, 0.75).at(5.0, 3.0)], []),
    "same town": ([TOWN, TOWN], []),
    "three towns": ([TOWN, TOWN.at(4.0, 1.0), disc(8.0, 2.0).at(3.0, -3.0)], []),
    "town and polygon": ([TOWN, polygon(BEND, 0.1).at(4.0, 3.0)], []),
    "sharp disc and normal": ([disc(2.0, 0.05)], [(1.9, 0.3, 0.01, 0.0, 0.01)]),
    "ear and normal": ([sector(EAR, 2.0, 6.0, 0.5)], [(4.0, 3.0, 1.0, 0.3, 0.5)]),
    "ear and town": ([sector(EAR, 2.0, 6.0, 0.5), TOWN.at(6.0, 2.0)], []),
    "ear and polygon": ([sector(EAR, 2.0, 6.0, 0.5), polygon(BEND, 0.1).at(4.0, 4.0)], []),
    "ear and ear": ([sector(EAR, 2.0, 6.0, 0.5), sector(EAR, 3.0, 5.0, 0.5).at(1.0, 0.0)], []),
    "bearing and town": ([bearing(90.0, 1.5, 0.0, 0.0), TOWN.at(40.0, 4.0)], []),
    "bearings and normal": (crossing(45.0), [(40.0, 1.0, 9.0, 2.0, 4.0)]),
    "bearings and sharp normal": (crossing(45.0), [(40.0, 1.0, 0.25, 0.0, 0.25)]),
    "three bearings": ([*crossing(90.0), bearing(110.0, 1.5, -16.0, 20.0)], []),
    **{f"bearings {deg:.0f} degrees apart": (crossing(deg), []) for deg, _ in AROUND},
}


@pytest.mark.parametrize("name", CASES)
def test_an_overlap_is_the_integral_of_the_product(name: str) -> None:
    members, normals = CASES[name]
    stock, *given_ = arrays(members, normals)
    shapes = stock.shapes().arrays
    log = log_overlap(shapes, *given_)
    cells = overlap_cells(shapes, *given_)
    east, north, ee, en, nn = overlap_moments(cells)
    # Steps well below the thinnest spread; the square holds six sigma of the longest.
    half = 6.0 * math.sqrt(max(ee, nn))
    total, mean, cov = product(drawn(members, normals), (east, north), half, 600)
    assert log == pytest.approx(math.log(total), abs=0.02)
    scale = math.sqrt(max(ee, nn))
    assert (east, north) == pytest.approx(mean, abs=0.02 * scale)
    assert (ee, en, nn) == pytest.approx(cov, abs=0.04 * scale**2)
    nodes = overlap_nodes(cells)
    assert len(nodes) <= 128
    weight = nodes[:, 2]
    assert weight.sum() == pytest.approx(1.0, abs=1e-9)
    assert weight @ nodes[:, :2] == pytest.approx((east, north), abs=1e-9 + 1e-6 * scale)
    de, dn = nodes[:, 0] - east, nodes[:, 1] - north
    found = (weight @ (de * de), weight @ (de * dn), weight @ (dn * dn))
    assert found == pytest.approx((ee, en, nn), abs=1e-6 * scale**2)


def some_shape() -> st.SearchStrategy[Both]:
    soft, size = st.floats(0.1, 0.6), st.floats(0.5, 3.0)
    turn = st.floats(-3.0, 3.0)
    return st.one_of(
        st.builds(box, size, size, soft),
        st.builds(disc, size, soft),
        st.builds(
            lambda blur, t: polygon(shapely.affinity.rotate(BEND, 60.0 * t), blur), soft, turn
        ),
        st.builds(
            lambda t, half, near, deep, blur: sector((t, half, 0.2), near, near + deep, blur),
            turn,
            st.sampled_from([0.0, 0.4, 1.2]),
            size,
            size,
            soft,
        ),
    )


@settings(max_examples=30)
@given(
    some_shape(),
    some_shape(),
    st.floats(-1.5, 1.5),
    st.floats(-1.5, 1.5),
    st.one_of(
        st.none(),
        st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.2, 4), st.floats(0.2, 4)),
    ),
)
def test_any_two_shapes_and_a_normal(
    one: Both, other: Both, de: float, dn: float, bell: tuple[float, ...] | None
) -> None:
    # Means near each other: far in the tails the integral has no weight in any decision.
    a, b = one.made.moments, other.made.moments
    members = [one, other.at(a[0] - b[0] + de, a[1] - b[1] + dn)]
    normals: list[Normal] = []
    if bell is not None:
        en = 0.5 * math.sqrt(bell[2] * bell[3])
        normals = [(a[0] + bell[0], a[1] + bell[1], bell[2], en, bell[3])]
    stock, *given_ = arrays(members, normals)
    log = log_overlap(stock.shapes().arrays, *given_)
    # The square is that of the smaller shape, so that its edges are drawn to a few metres.
    small = min(members, key=lambda both: both.made.limits[0])
    middle = (
        small.made.moments[0] + small.drawn.east,
        small.made.moments[1] + small.drawn.north,
    )
    total, _, _ = product(drawn(members, normals), middle, small.made.limits[0], 400)
    least = math.log(1e-4) + min(a[1] for a in (one.made.limits, other.made.limits))
    if total > 0.0 and math.log(total) > least - len(normals) * 4.0:
        assert log == pytest.approx(math.log(total), abs=0.03)
