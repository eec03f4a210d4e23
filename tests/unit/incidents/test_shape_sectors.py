import math

import numpy as np
import pytest

from holdfire.base.place import sector
from holdfire.base.region import moments_of
from holdfire.incidents.shape_density import log_density
from holdfire.incidents.shape_sectors import IN_AREA, IN_RANGE, sector_density
from holdfire.incidents.shape_stock import Density, Stock


def test_a_sharp_sector_has_the_moments_of_the_place() -> None:
    known = moments_of(sector(37.0, 48.0, 20.0, 60.0, 1_000.0, 5_000.0))
    assert known is not None
    azimuth = (math.radians(40.0), math.radians(20.0), 1e-3)
    found = sector_density(azimuth, (1.0, 5.0, IN_AREA), 0.05).moments
    cov = np.array(found[2:]) - np.array([0.05**2, 0.0, 0.05**2])
    assert cov == pytest.approx(np.array(known[2:]) / 1e6, rel=5e-3)


@pytest.mark.parametrize("prior", [IN_AREA, IN_RANGE])
@pytest.mark.parametrize("half", [0.0, 0.4, 2.9, math.pi])
@pytest.mark.parametrize("near", [0.0, 2.0])
def test_the_bound_is_above_the_density(prior: float, half: float, near: float) -> None:
    one: Density = sector_density((1.0, half, 0.1), (near, 9.0, prior), 0.2)
    stock = Stock()
    stock.number_of("one", lambda: one)
    arrays = stock.shapes().arrays
    values = [
        log_density(arrays, 0, r * math.sin(turn), r * math.cos(turn))
        for r in np.linspace(0.0, 9.0, 40)
        for turn in np.linspace(-math.pi, math.pi, 16) + 1.0
    ]
    assert max(values) <= one.limits[1]


def test_all_of_the_azimuths_are_kept() -> None:
    wide = sector_density((0.0, 2.9, 0.5), (1.0, 4.0, IN_AREA), 0.2)
    assert wide.numbers[7] < 1.0
    assert sector_density((0.0, math.pi, 0.5), (1.0, 4.0, IN_AREA), 0.2).numbers[7] == 1.0
