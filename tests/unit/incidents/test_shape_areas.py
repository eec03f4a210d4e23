import math

import numpy as np
import pytest
import shapely

from holdfire.incidents.shape_areas import box_density, disc_density, polygon_density
from holdfire.incidents.shape_density import log_density
from holdfire.incidents.shape_stock import Density, Stock


def peak(one: Density) -> float:
    stock = Stock()
    stock.number_of("one", lambda: one)
    east, north = one.moments[:2]
    return log_density(stock.shapes().arrays, 0, east, north)


def test_moments_are_those_of_the_area_and_its_blur() -> None:
    assert box_density(3.0, 1.5, 0.1).moments == pytest.approx((0, 0, 3.01, 0, 0.76))
    assert disc_density(2.0, 0.5).moments == pytest.approx((0, 0, 1.25, 0, 1.25))
    square = shapely.box(1.0, 1.0, 4.0, 4.0)
    assert polygon_density(square, 0.5).moments == pytest.approx((2.5, 2.5, 1.0, 0.0, 1.0))


@pytest.mark.parametrize(
    "one", [box_density(3.0, 1.5, 0.1), disc_density(2.0, 0.5), disc_density(0.1, 2.0)]
)
def test_the_bound_of_a_round_or_square_area_is_its_middle(one: Density) -> None:
    assert peak(one) == pytest.approx(one.limits[1], abs=1e-6)


def test_the_bound_of_a_polygon_is_above_its_middle() -> None:
    for size in (0.1, 1.0, 10.0):
        one = polygon_density(shapely.box(0.0, 0.0, size, size), 0.5)
        assert peak(one) <= one.limits[1] + 1e-9


def test_a_polygon_of_many_corners_loses_those_below_its_blur() -> None:
    angle = np.arange(3000) * (2.0 * math.pi / 3000)
    ragged = 5.0 + 0.005 * np.cos(700 * angle)
    outline = shapely.Polygon(np.stack([ragged * np.cos(angle), ragged * np.sin(angle)], 1))
    one = polygon_density(outline, 0.1)
    assert one.numbers[2] < 200
    assert one.numbers[1] == pytest.approx(outline.area, rel=0.01)


def test_a_polygon_of_very_many_corners_is_made_coarser() -> None:
    angle = np.arange(8000) * (2.0 * math.pi / 8000)
    ragged = 5.0 + 0.5 * np.cos(1500 * angle)
    outline = shapely.Polygon(np.stack([ragged * np.cos(angle), ragged * np.sin(angle)], 1))
    assert polygon_density(outline, 0.01).numbers[2] <= 512
