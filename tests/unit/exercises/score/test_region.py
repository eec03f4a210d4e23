from __future__ import annotations

import numpy as np
import pytest

from holdfire.exercises.score.region import inside_regions


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_a_region_holds_its_share_of_the_density(share: float) -> None:
    generator = np.random.default_rng(3)
    count = 200_000
    matrix = np.array([[4.0, -1.5], [-1.5, 1.0]])
    drawn = generator.multivariate_normal([3.0, -2.0], matrix, count)
    place = np.tile([3.0, -2.0], (count, 1))
    spread = np.tile([4.0, -1.5, 1.0], (count, 1))
    held = inside_regions(place, spread, drawn, share).mean()
    # four standard errors of a share of 200,000
    assert held == pytest.approx(share, abs=4.0 * (share * (1 - share) / count) ** 0.5)
