import math

import numpy as np
import pytest
from scipy.stats import ncx2

from holdfire.incidents.shape_disc import share_in_disc
from holdfire.incidents.shape_edges import share_in_edges


@pytest.mark.parametrize("radius", [0.1, 1.0, 3.0, 20.0, 100.0, 1000.0])
@pytest.mark.parametrize("apart", [-6.0, -2.0, 0.0, 1.0, 4.0])
def test_a_round_normal_has_the_known_share(radius: float, apart: float) -> None:
    # The mean stands ``apart`` sigma outside the edge; a non-central chi-squared tells.
    away = max(radius + apart, 0.0)
    exact = float(ncx2.cdf(radius**2, 2, away**2))
    normal = (away * 0.6, away * 0.8, 1.0, 0.0, 1.0)
    assert share_in_disc(radius, normal) == pytest.approx(exact, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("sigmas", [(0.2, 0.1), (2.0, 0.05), (1.0, 3.0)])
@pytest.mark.parametrize("place", [(0.0, 0.0), (1.0, 0.3), (-0.5, 2.0)])
def test_a_stretched_normal_has_the_share_of_a_fine_polygon(
    sigmas: tuple[float, float], place: tuple[float, float]
) -> None:
    angle = np.arange(2001) * (2.0 * math.pi / 2000)
    x, y = np.cos(angle), np.sin(angle)
    numbers = np.stack([x[:-1], y[:-1], x[1:], y[1:]], axis=1).ravel()
    normal = (*place, sigmas[0] ** 2, 0.6 * sigmas[0] * sigmas[1], sigmas[1] ** 2)
    # 2,000 corners lie within 1.2e-6 of the edge: 2.5e-5 of the sharpest sigma.
    assert share_in_disc(1.0, normal) == pytest.approx(
        share_in_edges(numbers, 0, 2000, normal), abs=3e-5
    )


def test_far_away_it_is_all_or_nothing() -> None:
    assert share_in_disc(5.0, (0.0, 1.0, 0.01, 0.0, 0.01)) == 1.0
    assert share_in_disc(5.0, (9.0, 1.0, 0.01, 0.0, 0.01)) == 0.0
