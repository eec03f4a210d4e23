import math

import numpy as np
import pytest

from holdfire.incidents.recognition import Typical, linked_chance, recognised


def _typical(claim: float, area: float, variance: float) -> Typical:
    return Typical(np.array([claim]), np.array([area]), np.array([variance]))


@pytest.mark.parametrize("claim", [-24.0, -23.0, -21.0])
def test_the_chance_to_be_linked_is_that_of_a_simulation(claim: float) -> None:
    """Draw two errors of one happening and ask the ratio of the pair itself."""
    rng = np.random.default_rng(7)
    one, other = (0.8, 30.0), (2.5, 120.0)  # sigma km, sigma s
    tau, rate = -2.0, -27.0
    draws = 200_000
    gap = rng.normal(0.0, math.hypot(one[0], other[0]), (draws, 2))
    late = rng.normal(0.0, math.hypot(one[1], other[1]), draws)
    area, variance = one[0] ** 2 + other[0] ** 2, one[1] ** 2 + other[1] ** 2
    claims = claim + 0.5
    ratio = (
        claims - rate + math.log(1.0 / (2 * math.pi * area)) - (gap**2).sum(axis=1) / 2 / area
    )
    ratio += -0.5 * math.log(2 * math.pi * variance) - late**2 / 2 / variance
    expected = float((ratio >= tau).mean())
    found = linked_chance(
        _typical(claim, one[0] ** 2, one[1] ** 2),
        _typical(0.5, other[0] ** 2, other[1] ** 2),
        np.array([rate]),
        tau,
    )
    # Three standard deviations of 200,000 draws are .0034.
    assert float(found[0]) == pytest.approx(expected, abs=4e-3)


def test_what_cannot_link_is_never_recognised_and_what_must_is_always() -> None:
    far = linked_chance(_typical(-90.0, 1.0, 1.0), _typical(0.0, 1.0, 1.0), np.zeros(1), -2.0)
    near = linked_chance(_typical(90.0, 1.0, 1.0), _typical(0.0, 1.0, 1.0), np.zeros(1), -2.0)
    assert far.tolist() == [0.0]
    assert near == pytest.approx(1.0, abs=2e-5)


def test_silence_weighs_less_where_a_word_would_not_have_been_understood() -> None:
    missed = np.log(np.array([0.4]))
    chances = np.linspace(0.0, 1.0, 5)
    weights = recognised(missed, chances)
    assert (np.diff(weights) < 0.0).all()
    assert weights[-1] == pytest.approx(missed[0])
    assert 0.0 > weights[0] > missed[0]
    assert recognised(np.zeros(1), np.zeros(1)).tolist() == [0.0], "who did not look"
