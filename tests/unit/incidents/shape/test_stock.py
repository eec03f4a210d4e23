import math

import numpy as np
import pytest

from holdfire.incidents.shape.areas import box_density, disc_density
from holdfire.incidents.shape.stock import Density, Stock, density_of, normal_density


def test_a_key_is_made_once() -> None:
    stock = Stock()
    calls = []

    def make() -> Density:
        calls.append(1)
        return box_density(1.0, 1.0, 0.1)

    assert [stock.number_of("a", make), stock.number_of("a", make)] == [0, 0]
    assert stock.number_of("b", lambda: disc_density(1.0, 0.1)) == 1
    assert len(calls) == 1
    shapes = stock.shapes()
    counts = [len(one.cells) for one in stock.densities]
    assert shapes.cell_start.tolist() == [0, counts[0], sum(counts)]
    assert len(shapes.cells) == sum(counts)


def test_what_cannot_be_made_has_no_number() -> None:
    stock = Stock()
    assert stock.number_of("broken", lambda: None) == -1
    assert stock.number_of("broken", lambda: box_density(1.0, 1.0, 0.1)) == -1
    assert len(stock.shapes()) == 0


def test_the_limits_of_a_normal() -> None:
    radius, peak = normal_density(4.0, 0.0, 1.0).limits
    assert radius == pytest.approx(2.0 * math.sqrt(-2.0 * math.log(1e-4)), rel=1e-3)
    assert peak == pytest.approx(-math.log(4.0 * math.pi))


def test_the_moments_and_the_radius_of_two_normals() -> None:
    cells = np.array([[0.5, -3.0, 0.0, 1.0, 0.0, 1.0], [0.5, 3.0, 0.0, 1.0, 0.0, 1.0]])
    found = density_of(cells, 0.0)
    assert found.moments == (0.0, 0.0, 10.0, 0.0, 1.0)
    # All of the share may lie around either: exp(-t²/2) = 1e-4, at 3 + t.
    assert found.limits[0] == pytest.approx(3.0 + math.sqrt(-2.0 * math.log(1e-4)), rel=1e-3)
