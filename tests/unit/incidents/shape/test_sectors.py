import math

import numpy as np
import pytest
from scipy.stats import norm

from holdfire.base.place import sector
from holdfire.base.region import moments_of
from holdfire.incidents.shape.sectors import (
    IN_AREA,
    IN_RANGE,
    azimuth_normals,
    sector_density,
)

WEDGES = [(0.0, 0.05), (0.4, 0.1), (1.5, 0.3), (0.0, 0.6), (2.9, 0.5), (math.pi, 1.0)]


def test_a_sharp_sector_has_the_moments_of_the_place() -> None:
    known = moments_of(sector(37.0, 48.0, 20.0, 60.0, 1_000.0, 5_000.0))
    assert known is not None
    azimuth = (math.radians(40.0), math.radians(20.0), math.radians(1.0))
    found = sector_density(azimuth, (1.0, 5.0, IN_AREA), 0.05).moments
    cov = np.array(found[2:]) - np.array([0.05**2, 0.0, 0.05**2])
    # Eight ranges add some three in a hundred of the variance along them.
    assert cov == pytest.approx(np.array(known[2:]) / 1e6, rel=4e-2)


@pytest.mark.parametrize(("half", "soft"), WEDGES)
def test_normals_sum_to_the_azimuths(half: float, soft: float) -> None:
    parts = azimuth_normals(half, soft)
    assert len(parts) <= 36
    assert parts[:, 0].sum() == pytest.approx(1.0, abs=1e-12)
    assert parts[:, 2].max() <= 0.25**2 * 1.22
    turn = np.linspace(-math.pi, math.pi, 101)
    found, known = np.zeros(101), np.zeros(101)
    for image in (turn - 2.0 * math.pi, turn, turn + 2.0 * math.pi):
        for weight, mean, variance in parts:
            found += weight * norm.pdf(image, mean, math.sqrt(variance))
        if half == 0.0:
            known += norm.pdf(image, scale=soft)
        else:
            ends = norm.cdf((image + half) / soft) - norm.cdf((image - half) / soft)
            known += ends / (2.0 * half)
    if half == math.pi:
        known = np.full(101, 0.5 / math.pi)
    # 4e-5 of a normal beyond the support, and 3e-4 for parts of 1.6 sigma.
    assert found == pytest.approx(known, abs=2e-3 * known.max())


@pytest.mark.parametrize("prior", [IN_AREA, IN_RANGE])
def test_the_mean_range_is_that_of_the_prior(prior: float) -> None:
    one = sector_density((0.7, 0.0, 0.02), (1.0, 5.0, prior), 0.1)
    # 1 to 5 km: 3 km in range, 31/9 km in area; less the mean cosine of the azimuths.
    reach = (3.0 if prior == IN_RANGE else 31.0 / 9.0) * math.exp(-0.5 * 0.02**2)
    known = (reach * math.sin(0.7), reach * math.cos(0.7))
    assert one.moments[:2] == pytest.approx(known, rel=1e-9)


def test_a_short_range_needs_one_cell() -> None:
    assert len(sector_density((0.7, 0.0, 0.02), (2.95, 3.05, IN_AREA), 0.1).cells) == 1
