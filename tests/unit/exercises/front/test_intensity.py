from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.intensity import GRID, density_of_counts
from holdfire.exercises.front.parameters import Density, stated


@pytest.mark.parametrize("hot", [True, False])
def test_the_estimate_is_near_the_density_of_the_events(*, hot: bool) -> None:
    front = draw_front(FrontPlan(300_000, hot_spots=hot))
    plain = stated(front.plan)
    rate = density_of_counts(front, plain).density.value
    at = Density(np.zeros(GRID.shape)).cell(front.event_place)
    events = np.bincount(at, minlength=rate.size).reshape(rate.shape)
    per_cell = front.plan.volume / rate.size
    broad = rate.reshape(60, 10, 6, 5).sum(axis=(1, 3)) * per_cell
    true = events.reshape(60, 10, 6, 5).sum(axis=(1, 3))
    # 223 events a block: 7 % is their own chance, the rest the estimate's
    assert np.sqrt(np.average((broad / true - 1.0) ** 2, weights=true)) < 0.13
    assert rate.mean() == pytest.approx(plain.density.value.mean(), rel=0.02)


def test_truth_is_not_read() -> None:
    front = draw_front(FrontPlan(20_000))
    blind = replace(front, truth=np.full(len(front), -1), event_place=np.zeros((0, 2)))
    plain = stated(front.plan)
    one, other = (density_of_counts(which, plain).density.value for which in (front, blind))
    assert np.array_equal(one, other)


def test_smoothing_loses_nothing() -> None:
    mass = np.zeros(GRID.shape)
    mass[0, 0] = mass[300, 29] = 5.0
    assert GRID.smooth(mass).sum() == pytest.approx(10.0)


def test_a_place_beyond_the_edge_counts_to_the_cell_at_the_edge() -> None:
    cells = Density(np.zeros((600, 30))).cell(
        np.array([[-3.0, -40.0], [0.1, -29.9], [1_300.0, 0.1]])
    )
    assert cells.tolist() == [0, 0, 599 * 30 + 15]
