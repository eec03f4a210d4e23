import math

import numpy as np
import pytest
from scipy.integrate import dblquad, quad
from scipy.stats import norm

from holdfire.incidents.shape_sector import azimuth_moments, sector_cell, sector_meets

WEDGES = [(0.0, 0.05), (0.4, 0.1), (1.5, 0.3)]


def wedge(half: float, soft: float, turn: float) -> float:
    if half == 0.0:
        return float(norm.pdf(turn, scale=soft))
    ends = norm.cdf((turn + half) / soft) - norm.cdf((turn - half) / soft)
    return float(ends) / (2.0 * half)


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


@pytest.mark.parametrize("power", [0.0, 1.0])
def test_cells_share_the_sector_among_them(power: float) -> None:
    numbers = np.array([0.01, 0.7, 0.4, 0.1, 1.0, 5.0, power, 1.0])
    turns, ranges = np.linspace(-1.0, 1.0, 9), np.linspace(1.0, 5.0, 5)
    rows = [
        sector_cell(numbers, 0, (turns[i], turns[i + 1], ranges[j], ranges[j + 1]))
        for i in range(8)
        for j in range(4)
    ]
    weight = np.array([row[0] for row in rows])
    assert weight.sum() == pytest.approx(1.0, abs=1e-6)
    # 1 to 5 km: the mean range is 3 km in range, 31/9 km in area.
    reach = 3.0 if power == 0.0 else 31.0 / 9.0
    ahead = sum(w * (one[0] * math.sin(0.7) + one[1] * math.cos(0.7)) for w, one in rows)
    narrowed = quad(lambda t: wedge(0.4, 0.1, t) * math.cos(t), -1.0, 1.0)[0]
    assert ahead == pytest.approx(reach * narrowed, rel=1e-3)


@pytest.mark.parametrize("power", [0.0, 1.0])
@pytest.mark.parametrize(
    "normal",
    [
        (3.0, 2.0, 1.0, 0.3, 0.5),
        (0.2, -0.1, 0.3, 0.0, 0.3),
        (0.0, 0.0, 1.0, 0.0, 1.0),
        (-2.0, 5.0, 0.5, 0.2, 0.5),
        (2.0, 2.4, 0.002, 0.001, 0.002),
    ],
)
def test_a_meeting_is_the_integral_over_the_plane(
    power: float, normal: tuple[float, float, float, float, float]
) -> None:
    numbers = np.array([0.0, 0.7, 0.4, 0.1, 1.0, 5.0, power, 1.0])
    east, north, ee, en, nn = normal
    det = ee * nn - en * en

    def inner(r: float, t: float) -> float:
        x, y = r * math.sin(0.7 + t) - east, r * math.cos(0.7 + t) - north
        bell = math.exp(-0.5 * (nn * x * x - 2.0 * en * x * y + ee * y * y) / det)
        prior = 0.25 if power == 0.0 else r / 12.0
        return wedge(0.4, 0.1, t) * prior * bell / (2.0 * math.pi * math.sqrt(det))

    # The whole wedge, or where a sharp normal stands.
    turn, reach = math.atan2(east, north) - 0.7, math.hypot(east, north)
    small = ee < 0.01
    turns = (turn - 0.1, turn + 0.1) if small else (-0.95, 0.95)
    ranges = (reach - 0.4, reach + 0.4) if small else (1.0, 5.0)
    known = dblquad(inner, *turns, *ranges, epsabs=1e-10, epsrel=1e-8)[0]
    assert sector_meets(numbers, 0, normal) == pytest.approx(known, rel=2e-4, abs=1e-9)
