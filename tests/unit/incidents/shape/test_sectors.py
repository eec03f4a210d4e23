import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from holdfire.base.place import sector
from holdfire.base.region import moments_of
from holdfire.incidents.shape.sectors import (
    IN_AREA,
    IN_RANGE,
    azimuth_moments,
    sector_cell,
    sector_density,
)

WEDGES = [(0.0, 0.05), (0.4, 0.1), (1.5, 0.3)]


def wedge(half: float, soft: float, turn: float) -> float:
    if half == 0.0:
        return float(norm.pdf(turn, scale=soft))
    ends = norm.cdf((turn + half) / soft) - norm.cdf((turn - half) / soft)
    return float(ends) / (2.0 * half)


def test_a_sharp_sector_has_the_moments_of_the_place() -> None:
    known = moments_of(sector(37.0, 48.0, 20.0, 60.0, 1_000.0, 5_000.0))
    assert known is not None
    azimuth = (math.radians(40.0), math.radians(20.0), 1e-3)
    found = sector_density(azimuth, (1.0, 5.0, IN_AREA), 0.05).moments
    cov = np.array(found[2:]) - np.array([0.05**2, 0.0, 0.05**2])
    assert cov == pytest.approx(np.array(known[2:]) / 1e6, rel=5e-3)


@pytest.mark.parametrize(("half", "soft"), WEDGES)
@pytest.mark.parametrize(("low", "high"), [(-0.3, 0.1), (0.02, 0.05), (0.3, 0.6)])
def test_moments_of_the_azimuth_are_the_integrals(
    half: float, soft: float, low: float, high: float
) -> None:
    share, mean, spread = azimuth_moments(half, soft, low, high)
    total = quad(lambda t: wedge(half, soft, t), low, high)[0]
    assert share == pytest.approx(total, rel=1e-7, abs=1e-14)
    if total > 1e-6:
        first = quad(lambda t: t * wedge(half, soft, t), low, high)[0] / total
        assert mean == pytest.approx(first, abs=1e-6 * (high - low))
        known = quad(lambda t: (t - first) ** 2 * wedge(half, soft, t), low, high)[0] / total
        assert spread == pytest.approx(known, rel=1e-5)


def test_all_round_every_azimuth_is_as_likely() -> None:
    share, mean, spread = azimuth_moments(math.pi, 1.0, 0.5, 1.5)
    assert share == pytest.approx(0.5 / math.pi)
    assert (mean, spread) == pytest.approx((1.0, 1.0 / 12.0))


@pytest.mark.parametrize("power", [IN_RANGE, IN_AREA])
def test_cells_share_the_sector_among_them(power: float) -> None:
    numbers = np.array([0.01, 0.7, 0.4, 0.1, 1.0, 5.0, power, 1.0])
    turns, ranges = np.linspace(-1.0, 1.0, 9), np.linspace(1.0, 5.0, 5)
    rows = [
        sector_cell(numbers, (turns[i], turns[i + 1], ranges[j], ranges[j + 1]))
        for i in range(8)
        for j in range(4)
    ]
    weight = np.array([row[0] for row in rows])
    assert weight.sum() == pytest.approx(1.0, abs=1e-6)
    # 1 to 5 km: the mean range is 3 km in range, 31/9 km in area.
    reach = 3.0 if power == IN_RANGE else 31.0 / 9.0
    ahead = sum(w * (one[0] * math.sin(0.7) + one[1] * math.cos(0.7)) for w, one in rows)
    narrowed = quad(lambda t: wedge(0.4, 0.1, t) * math.cos(t), -1.0, 1.0)[0]
    assert ahead == pytest.approx(reach * narrowed, rel=1e-3)
