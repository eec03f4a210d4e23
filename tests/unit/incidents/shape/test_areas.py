import math

import numpy as np
import pytest
import shapely

from holdfire.base.outline import outline_moments
from holdfire.incidents.shape.areas import box_density, disc_density, polygon_density
from holdfire.incidents.shape.stock import Density


def test_moments_are_those_of_the_area_and_its_blur() -> None:
    assert box_density(3.0, 1.5, 0.5).moments == pytest.approx((0, 0, 3.25, 0, 1.0))
    assert disc_density(2.0, 0.5).moments == pytest.approx((0, 0, 1.25, 0, 1.25))
    square = shapely.box(1.0, 1.0, 4.0, 4.0)
    assert polygon_density(square, 0.5).moments == pytest.approx((2.5, 2.5, 1.0, 0.0, 1.0))


@pytest.mark.parametrize(
    ("one", "middle"),
    [
        # P(|x| < 1) of a standard normal, squared, over 4 km².
        (box_density(1.0, 1.0, 1.0), 0.6826895**2 / 4.0),
        (disc_density(1.0, 1.0), (1.0 - math.exp(-0.5)) / math.pi),
    ],
)
def test_the_bound_of_a_round_or_square_area_is_above_its_middle(
    one: Density, middle: float
) -> None:
    assert math.log(middle) < one.limits[1] < math.log(middle) + 0.11


def ragged(corners: int, depth: float, waves: int) -> shapely.Polygon:
    angle = np.arange(corners) * (2.0 * math.pi / corners)
    radius = 5.0 + depth * np.cos(waves * angle)
    return shapely.Polygon(np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1))


@pytest.mark.parametrize(
    ("outline", "off"), [(ragged(3000, 0.005, 700), 2e-2), (ragged(8000, 0.5, 1500), 0.1)]
)
def test_a_polygon_of_many_corners_keeps_its_place_and_size(
    outline: shapely.Polygon, off: float
) -> None:
    # The outline moves by a quarter of the blur, or more where it has too many corners;
    # coarse pieces add some 1.5 in 100 of the variance.
    one = polygon_density(outline, 0.1)
    assert len(one.cells) <= 300
    assert one.moments[:2] == pytest.approx((0.0, 0.0), abs=0.05)
    assert one.moments[2] == pytest.approx(outline_moments(outline)[2] + 0.01, rel=off)
