import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from holdfire.incidents.shape_areas import box_density, disc_density
from holdfire.incidents.shape_meeting import boxes_meet, meets
from holdfire.incidents.shape_stock import NO_CELLS, Density, Stock
from holdfire.incidents.shapes import COMPOUND, ShapeArrays


def shapes_of(*made: Density) -> ShapeArrays:
    stock = Stock()
    for at, one in enumerate(made):
        stock.number_of(at, partial(replace, one))
    return stock.shapes().arrays


def side(x: float, half: float, blur: float) -> float:
    return float(norm.cdf((x + half) / blur) - norm.cdf((x - half) / blur)) / (2.0 * half)


@pytest.mark.parametrize("apart", [(0.0, 0.0), (0.3, -0.1), (0.9, 0.0), (1.2, 0.8)])
def test_two_boxes_meet_as_their_sides_do(apart: tuple[float, float]) -> None:
    shapes = shapes_of(box_density(0.4, 0.2, 0.1), box_density(0.3, 0.3, 0.05))
    known = 1.0
    for gap, one, other in zip(apart, (0.4, 0.2), (0.3, 0.3), strict=True):
        known *= quad(
            lambda x, one=one, other=other, gap=gap: (
                side(x, one, 0.1) * side(x - gap, other, 0.05)
            ),
            -3.0,
            3.0,
            points=[-one, one, gap - other, gap + other],
            epsabs=1e-13,
        )[0]
    assert boxes_meet(shapes, 0, 1, *apart) == pytest.approx(known, rel=1e-6, abs=1e-11)
    assert boxes_meet(shapes, 1, 0, -apart[0], -apart[1]) == pytest.approx(
        boxes_meet(shapes, 0, 1, *apart), rel=1e-13
    )


def test_a_box_meets_a_tilted_normal_as_an_upright_one_in_the_limit() -> None:
    shapes = shapes_of(box_density(0.4, 0.2, 0.1))
    upright = meets(shapes, 0, (0.3, 0.1, 0.5, 0.0, 0.3))
    tilted = meets(shapes, 0, (0.3, 0.1, 0.5, 1e-7, 0.3))
    assert tilted == pytest.approx(upright, rel=1e-6)


def test_a_compound_meets_as_the_sum_of_its_parts() -> None:
    parts = (2.0, 0.7, 0.0, 1.0, 0.0, 0.3, 1.0, -2.0, 0.5)
    box, disc = box_density(0.4, 0.2, 0.1), disc_density(1.0, 0.25)
    both = Density(COMPOUND, parts, NO_CELLS, (0.0, 0.0, 1.0, 0.0, 1.0), (9.0, 9.0))
    shapes = shapes_of(box, disc, both)
    normal = (0.3, 0.1, 0.5, 0.1, 0.3)
    known = 0.7 * meets(shapes, 0, (-0.7, 0.1, 0.5, 0.1, 0.3))
    known += 0.3 * meets(shapes, 1, (2.3, -0.4, 0.5, 0.1, 0.3))
    assert meets(shapes, 2, normal) == pytest.approx(known, rel=1e-12)
    assert math.isfinite(known)
    assert np.isclose(meets(shapes, 0, (9e3, 0.0, 0.1, 0.0, 0.1)), 0.0)
