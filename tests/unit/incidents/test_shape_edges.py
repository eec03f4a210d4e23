import math

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from holdfire.incidents.shape_edges import share_in_edges


def edges(*corners: tuple[float, float]) -> list[float]:
    rolled = [*corners[1:], corners[0]]
    return [value for a, b in zip(corners, rolled, strict=True) for value in (*a, *b)]


SQUARE = edges((-1, -1), (1, -1), (1, 1), (-1, 1))


def share(found: list[float], normal: tuple[float, float, float, float, float]) -> float:
    return share_in_edges(np.array([0.0, *found]), 1, len(found) // 4, normal)


def known(normal: tuple[float, float, float, float, float]) -> float:
    """The probability of the square from the library's distribution function."""
    east, north, ee, en, nn = normal
    bell = multivariate_normal([east, north], [[ee, en], [en, nn]])
    return float(bell.cdf([1, 1]) - bell.cdf([-1, 1]) - bell.cdf([1, -1]) + bell.cdf([-1, -1]))


@pytest.mark.parametrize(
    "normal",
    [
        (0.0, 0.0, 1.0, 0.0, 1.0),
        (0.7, -0.3, 0.5, 0.4, 0.6),
        (1.0, 1.0, 0.01, 0.0, 0.01),
        (1.0, 0.0, 1e-4, 0.0, 1e-4),
        (2.0, 2.0, 1.0, -0.7, 1.0),
        (0.0, 0.0, 400.0, 100.0, 100.0),
        (-1.2, 0.4, 0.04, 0.03, 0.05),
    ],
)
def test_a_square_holds_what_the_library_says(
    normal: tuple[float, float, float, float, float],
) -> None:
    assert share(SQUARE, normal) == pytest.approx(known(normal), rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("apart", [3.0, 6.0, 8.0, 11.0])
def test_far_outside_the_share_keeps_its_digits(apart: float) -> None:
    # One sigma is 1: the near side stands ``apart`` sigma away.
    exact = (norm.sf(apart) - norm.sf(apart + 2)) * (1 - 2 * norm.sf(1.0))
    assert share(SQUARE, (apart + 1.0, 0.0, 1.0, 0.0, 1.0)) == pytest.approx(exact, rel=1e-4)


def test_beyond_twelve_sigma_it_is_all_or_nothing() -> None:
    assert share(SQUARE, (0.0, 0.0, 1e-4, 0.0, 1e-4)) == 1.0
    assert share(SQUARE, (5.0, 0.0, 1e-4, 0.0, 1e-4)) == 0.0


def test_a_hole_takes_its_part() -> None:
    hole = edges((-0.5, -0.5), (-0.5, 0.5), (0.5, 0.5), (0.5, -0.5))
    normal = (0.1, 0.2, 0.3, 0.1, 0.4)
    inner = edges((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
    assert share(SQUARE + hole, normal) == pytest.approx(
        share(SQUARE, normal) - share(inner, normal), abs=1e-7
    )


def test_a_mirror_and_a_turn_change_nothing() -> None:
    corners = [(-1.0, -1.0), (2.0, -0.5), (0.5, 1.5)]
    normal = (0.6, 0.9, 0.3, 0.1, 0.2)
    there = share(edges(*corners), normal)
    mirrored = edges(*[(-x, y) for x, y in reversed(corners)])
    assert share(mirrored, (-0.6, 0.9, 0.3, -0.1, 0.2)) == pytest.approx(there, rel=1e-12)
    turned = edges(*[(-y, x) for x, y in corners])
    assert share(turned, (-0.9, 0.6, 0.2, -0.1, 0.3)) == pytest.approx(there, rel=1e-9)
    assert not math.isclose(there, 1.0)
