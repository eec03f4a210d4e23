"""Shapes as sums of small normals, against drawn grids of what they stand for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracle import plane
from tests.oracle.plane import Drawn, Sharp, product

from holdfire.incidents.shape.areas import box_density, disc_density, polygon_density
from holdfire.incidents.shape.sectors import IN_AREA, IN_RANGE, sector_density
from holdfire.incidents.shape.stock import Density

Floats = npt.NDArray[np.float64]

BEND = shapely.Polygon(
    [(-2, -2), (3, -2), (3, 2), (1, 2), (1, 0), (-1, 0), (-1, 2), (-2, 2)],
    [[(2.0, -1.5), (2.7, -1.5), (2.7, -0.5)]],
)
THIN = shapely.Polygon([(-4, -1.2), (4, 0.6), (4, 0.9), (-4, -0.9)])


@dataclass(frozen=True)
class Both:
    """One density made by the package; the sharp one it stands for, and its blur."""

    made: Density
    sharp: Sharp
    blur: float

    @property
    def size(self) -> float:
        """The fourth root of the determinant of the covariance, km."""
        _, _, ee, en, nn = self.made.moments
        return float((ee * nn - en * en) ** 0.25)


def box(half_e: float, half_n: float, blur: float) -> Both:
    return Both(box_density(half_e, half_n, blur), plane.box(half_e, half_n), blur)


def disc(radius: float, blur: float) -> Both:
    return Both(disc_density(radius, blur), plane.disc(radius), blur)


def polygon(outline: shapely.Polygon, blur: float) -> Both:
    return Both(polygon_density(outline, blur), plane.polygon(outline), blur)


def sector(
    azimuth: tuple[float, float, float],
    near: float,
    far: float,
    blur: float,
    prior: float = IN_AREA,
) -> Both:
    sharp = plane.sector(azimuth, near, far, in_area=prior == IN_AREA)
    return Both(sector_density(azimuth, (near, far, prior), blur), sharp, blur)


def bearing(sigma_deg: float, near: float, far: float, blur: float) -> Both:
    azimuth = (1.2, 0.0, math.radians(sigma_deg))
    return sector(azimuth, near, far, blur, IN_RANGE)


FINE = {
    "pixel": box(0.1875, 0.1875, 0.1),
    "town": disc(5.0, 1.25),
    "site": polygon(BEND, 0.3),
    "strip": polygon(THIN, 0.1),
}
COARSE = {
    "long box": box(1.5, 0.4, 0.05),
    "wide box": box(3.0, 3.0, 0.1),
    "sharp disc": disc(2.0, 0.05),
    "sharp site": polygon(BEND, 0.05),
    "ear": sector((0.8, 0.4, 0.1), 2.0, 6.0, 0.3),
    "sharp ear": sector((0.8, 0.4, 0.1), 2.0, 6.0, 0.05),
    "bearing": bearing(2.5, 0.0, 150.0, 0.05),
    "sharp bearing": bearing(1.5, 5.0, 80.0, 0.3),
    "half turn": sector((1.0, 1.57, 0.39), 0.0, 4.0, 0.2),
    "all round": sector((1.0, math.pi, 1.0), 0.0, 4.0, 0.2),
    "ring": sector((3.1, 2.9, 0.5), 1.0, 4.0, 0.2),
}
ALL = FINE | COARSE


def summed(cells: Floats, east: Floats, north: Floats, variance: float) -> Floats:
    """The small normals, widened by a variance, at points (n,)."""
    x, y = (at[:, None] - cells[:, k] for k, at in ((1, east), (2, north)))
    ee, en, nn = cells[:, 3] + variance, cells[:, 4], cells[:, 5] + variance
    det = ee * nn - en * en
    square = (nn * x * x - 2.0 * en * x * y + ee * y * y) / det
    found: Floats = np.exp(-0.5 * square) / (2.0 * math.pi * np.sqrt(det)) @ cells[:, 0]
    return found


def at_points(one: Density, points: Floats, variance: float) -> Floats:
    """The cells of a density, widened by a variance, at points (n, 2)."""
    return summed(one.cells, points[:, 0], points[:, 1], variance)


def drawn_sum(sharp: Sharp, east: float, north: float, variance: float) -> float:
    """The integral of a sharp density and a round normal, by a grid of 400 by 400 points."""
    half = 6.5 * math.sqrt(variance)
    axis = (np.arange(400) - 199.5) * (2.0 * half / 400)
    x, y = np.meshgrid(east + axis, north + axis)
    bell = np.exp(-0.5 * ((x - east) ** 2 + (y - north) ** 2) / variance)
    return float((sharp(x, y) * bell).sum() / bell.sum())


def drawn_from(one: Both, seed: int, count: int) -> Floats:
    """Points (n, 2) where the density has its weight, some of them beyond its edges."""
    rng = np.random.default_rng(seed)
    cells = one.made.cells
    found = []
    for at in rng.choice(len(cells), count, p=cells[:, 0]):
        _, east, north, ee, en, nn = cells[at]
        found.append(rng.multivariate_normal([east, north], [[ee, en], [en, nn]]))
    return np.array(found)


@pytest.mark.parametrize("name", ALL)
def test_the_moments_are_those_of_the_cells_and_of_the_drawn_density(name: str) -> None:
    one = ALL[name]
    cells, (east, north, ee, en, nn) = one.made.cells, one.made.moments
    weight, scale = cells[:, 0], max(ee, nn)
    assert weight.min() > 0.0
    assert weight.sum() == pytest.approx(1.0, abs=1e-12)
    mean = weight @ cells[:, 1:3]
    de, dn = (cells[:, 1:3] - mean).T
    squares = (cells[:, 3] + de**2, cells[:, 4] + de * dn, cells[:, 5] + dn**2)
    assert mean == pytest.approx((east, north), abs=1e-9 * scale**0.5)
    assert [weight @ one for one in squares] == pytest.approx((ee, en, nn), abs=1e-4 * scale)
    # The drawn grid errs by its step at sharp edges and at the origin of a bearing.
    half = 1.1 * one.made.limits[0]
    mass, middle, cov = product([Drawn(one.sharp)], (east, north), half, 500)
    assert mass == pytest.approx(1.0, abs=5e-3)
    cov += np.array([one.blur**2, 0.0, one.blur**2])
    assert middle == pytest.approx((east, north), abs=5e-3 * scale**0.5)
    # Coarse cells add up to 1.5 in 100 of the variance.
    assert cov == pytest.approx((ee, en, nn), abs=2e-2 * scale)


@pytest.mark.parametrize("name", ALL)
def test_radius_and_peak_are_bounds(name: str) -> None:
    one = ALL[name].made
    rng = np.random.default_rng(3)
    apart = 0.0
    for weight, east, north, ee, en, nn in one.cells:
        points = rng.multivariate_normal([east, north], [[ee, en], [en, nn]], 2000)
        gap = np.hypot(*(points - np.array(one.moments[:2])).T)
        apart += weight * float((gap > one.limits[0]).mean())
    assert apart < 1e-4
    points = np.concatenate([drawn_from(ALL[name], 5, 1000), one.cells[:, 1:3]])
    assert math.log(at_points(one, points, 0.0).max()) <= one.limits[1]


COARSE_ERROR = {0.0: 0.17, 0.1: 0.08, 0.3: 0.025, 1.0: 0.015}
"""Root mean square, nats, by the sigma of the normal over the size of the shape."""


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 1.0])
@pytest.mark.parametrize("name", ALL)
def test_cells_meet_a_normal_as_the_density_does(name: str, share: float) -> None:
    one = ALL[name]
    points = drawn_from(one, 11, 16)
    variance = (share * one.size) ** 2
    found = np.log(at_points(one.made, points, variance))
    # A blur of the shape and the normal's own variance add.
    known = [
        drawn_sum(one.sharp, east, north, variance + one.blur**2)
        for east, north in points.tolist()
    ]
    error = np.sqrt(((found - np.log(known)) ** 2).mean())
    # Measured: at most .011 where no cell is wider than 1.6 sigma of the blur.
    assert error < (0.015 if name in FINE else COARSE_ERROR[share])


Made = Callable[[float, float], Density]
"""A density by the size of a kilometre and +1, or −1 for its mirror image."""

size, soft = st.floats(0.5, 3.0), st.floats(0.1, 0.6)
made: st.SearchStrategy[Made] = st.one_of(
    st.builds(
        lambda half, blur: (
            lambda unit, _: box_density(half * unit, 0.6 * half * unit, blur * unit)
        ),
        size,
        soft,
    ),
    st.builds(
        lambda radius, blur: lambda unit, _: disc_density(radius * unit, blur * unit),
        size,
        soft,
    ),
    st.builds(
        lambda size, blur: (
            lambda unit, side: polygon_density(
                shapely.affinity.scale(
                    BEND, side * size * unit, size * unit, origin=(0.0, 0.0)
                ),
                blur * unit,
            )
        ),
        size,
        soft,
    ),
    st.builds(
        lambda middle, half, far, prior: (
            lambda unit, side: sector_density(
                (side * middle, half, 0.2), (0.5 * unit, far * unit, prior), 0.3 * unit
            )
        ),
        st.floats(-3, 3),
        st.sampled_from([0.0, 0.5, math.pi]),
        st.floats(2, 9),
        st.sampled_from([IN_AREA, IN_RANGE]),
    ),
)
near = st.floats(-4.0, 4.0)


@settings(max_examples=40)
@given(made, near, near, st.floats(0.0, 4.0))
def test_a_mirrored_shape_has_mirrored_cells(
    make: Made, east: float, north: float, variance: float
) -> None:
    there, mirrored = make(1.0, 1.0), make(1.0, -1.0)
    point = np.array([[east, north]])
    found = at_points(mirrored, point * np.array([-1.0, 1.0]), variance)
    assert found == pytest.approx(at_points(there, point, variance), rel=1e-6, abs=1e-12)
    assert mirrored.limits == pytest.approx(there.limits, rel=1e-9)
    assert mirrored.moments == pytest.approx(
        np.array(there.moments) * np.array([-1.0, 1.0, 1.0, -1.0, 1.0]), rel=1e-7, abs=1e-9
    )


@settings(max_examples=40)
@given(made, near, near)
def test_metres_instead_of_kilometres_scale_the_cells(
    make: Made, east: float, north: float
) -> None:
    one, scaled = make(1.0, 1.0), make(1000.0, 1.0)
    point = np.array([[east, north]])
    found = at_points(scaled, 1000.0 * point, 0.0)
    assert 1e6 * found == pytest.approx(at_points(one, point, 0.0), rel=1e-6, abs=1e-12)
