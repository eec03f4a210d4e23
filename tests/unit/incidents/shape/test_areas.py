import math

import numpy as np
import pytest
import shapely

from holdfire.base.outline import outline_moments
from holdfire.incidents.shape.areas import box_density, disc_density, polygon_density


def test_moments_are_those_of_the_area_and_its_blur() -> None:
    assert box_density(3.0, 1.5, 0.1).moments == pytest.approx((0, 0, 3.01, 0, 0.76))
    assert disc_density(2.0, 0.5).moments == pytest.approx((0, 0, 1.25, 0, 1.25))
    square = shapely.box(1.0, 1.0, 4.0, 4.0)
    assert polygon_density(square, 0.5).moments == pytest.approx((2.5, 2.5, 1.0, 0.0, 1.0))


def test_the_bound_of_a_round_or_square_area_is_its_middle() -> None:
    # P(|x| < 1) of a standard normal squared, over 4 km²; of a disc 1 - exp(-r²/2) over π r².
    assert box_density(1.0, 1.0, 1.0).limits[1] == pytest.approx(math.log(0.6826895**2 / 4.0))
    middle = (1.0 - math.exp(-0.5)) / math.pi
    assert disc_density(1.0, 1.0).limits[1] == pytest.approx(math.log(middle), abs=1e-6)


def ragged(corners: int, depth: float, waves: int) -> shapely.Polygon:
    angle = np.arange(corners) * (2.0 * math.pi / corners)
    radius = 5.0 + depth * np.cos(waves * angle)
    return shapely.Polygon(np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1))


@pytest.mark.parametrize(
    ("outline", "off"), [(ragged(3000, 0.005, 700), 5e-3), (ragged(8000, 0.5, 1500), 0.1)]
)
def test_a_polygon_of_many_corners_keeps_its_place_and_size(
    outline: shapely.Polygon, off: float
) -> None:
    # The outline moves by a quarter of the blur, or more where it has too many corners.
    one = polygon_density(outline, 0.1)
    assert len(one.cells) <= 300
    assert one.moments[:2] == pytest.approx((0.0, 0.0), abs=0.05)
    assert one.moments[2] == pytest.approx(outline_moments(outline)[2] + 0.01, rel=off)
