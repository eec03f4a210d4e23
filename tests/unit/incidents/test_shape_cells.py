import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from holdfire.incidents.shape_areas import box_density, disc_density
from holdfire.incidents.shape_cells import _BELL, _KEPT, DONE, MOST_CELLS, lay_cells
from holdfire.incidents.shape_meeting import meets
from holdfire.incidents.shape_normal import NO_NORMAL, Normal
from holdfire.incidents.shape_sectors import IN_AREA, sector_density
from holdfire.incidents.shape_stock import Density, Stock
from holdfire.incidents.shapes import ShapeArrays

BOX = box_density(0.4, 0.2, 0.1)
DISC = disc_density(1.0, 0.3)
SECTOR = sector_density((0.7, 0.4, 0.1), (1.0, 5.0, IN_AREA), 0.2)


def laid(*made: Density, normal: Normal = NO_NORMAL) -> tuple[ShapeArrays, np.ndarray]:
    """The cells of shapes that all stand at the origin."""
    stock = Stock()
    numbers = [stock.number_of(id(one), partial(replace, one)) for one in made]
    shapes = stock.shapes().arrays
    out = np.empty((MOST_CELLS, 7))
    places = np.zeros((len(made), 2))
    count = lay_cells(shapes, places, np.array(numbers, np.int64), normal, out, 0)
    return shapes, out[:count]


def test_the_bell_has_unit_covariance() -> None:
    weight, east, north = _BELL.T
    assert weight.sum() == pytest.approx(1.0)
    # What is cut off beyond 3.7 sigma is missing from the variance.
    assert weight @ east**2 + _KEPT == pytest.approx(1.0, abs=5e-3)
    assert weight @ (east * north) == pytest.approx(0.0, abs=1e-15)


@pytest.mark.parametrize("one", [BOX, DISC, SECTOR])
@pytest.mark.parametrize("sigma", [0.03, 0.3, 3.0])
def test_the_cells_sum_to_the_exact_meeting(one: Density, sigma: float) -> None:
    east, north = one.moments[0] + 0.1, one.moments[1] - 0.1
    normal = (east, north, sigma**2, 0.3 * sigma**2, sigma**2)
    shapes, cells = laid(one, normal=normal)
    assert cells[:, 0].sum() == pytest.approx(meets(shapes, 0, normal), rel=5e-3)


def test_the_sharper_one_bears_the_cells() -> None:
    assert set(laid(BOX, DISC)[1][:, 6]) == {0.0}
    assert set(laid(DISC, BOX)[1][:, 6]) == {1.0}


def test_a_far_sharper_normal_bears_points_where_all_is_smooth_and_cells_at_sharp_edges() -> (
    None
):
    smooth = laid(BOX, DISC, normal=(0.0, 0.0, 1e-4, 0.0, 1e-4))[1]
    assert set(smooth[:, 6]) == {DONE}
    assert (smooth[:, 3:6] == 0.0).all()
    sharp = laid(disc_density(5.0, 0.01), normal=(0.0, 0.0, 1e-2, 0.0, 1e-2))[1]
    assert set(sharp[:, 6]) == {-1.0}


def test_coarse_cells_at_an_edge_are_divided_and_others_are_not() -> None:
    one, wide = disc_density(5.0, 0.05), disc_density(20.0, 0.05)
    inside, crossed = laid(one, wide)[1], laid(one, one)[1]
    assert len(inside) == len(one.cells)
    assert len(crossed) > 2 * len(one.cells)


def test_equally_sharp_ones_bear_half_each() -> None:
    _, cells = laid(BOX, BOX)
    assert set(cells[:, 6]) == {0.0, 1.0}
    sums = [cells[cells[:, 6] == bearer, 0].sum() for bearer in (0.0, 1.0)]
    assert sums[0] == pytest.approx(sums[1], rel=1e-12)


def test_three_factors_are_summed_in_parts() -> None:
    _, cells = laid(BOX, DISC, DISC)
    assert set(cells[:, 6]) == {DONE}
    det = cells[:, 3] * cells[:, 5] - cells[:, 4] ** 2
    assert (det > 0.0).all()


def test_what_does_not_fit_is_left_out() -> None:
    stock = Stock()
    stock.number_of("box", lambda: BOX)
    out = np.empty((2, 7))
    numbers = np.zeros(1, np.int64)
    count = lay_cells(stock.shapes().arrays, np.zeros((1, 2)), numbers, NO_NORMAL, out, 1)
    assert count == 2
    assert math.isfinite(out[1, 0])
