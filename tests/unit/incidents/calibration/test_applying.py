"""Parameters put into a table: existence, misses and times by hand."""

from __future__ import annotations

import numpy as np

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.sensor import SENSORS
from holdfire.exercises.front.witnesses import witnesses
from holdfire.incidents.calibration.applying import Rates, apply, moved_times

PLAN = FrontPlan(2_000)
FRONT = draw_front(PLAN, 1)
TABLE = witnesses(FRONT, stated(PLAN))
SIZE = len(SENSORS)


def rates() -> Rates:
    """Two channels told, the rest not."""
    detects, false = np.full((2, SIZE, 3), np.nan)
    detects[:2], false[:2] = (0.3, 0.4, 0.5), (1e-9, 2e-9, 3e-9)
    return Rates(detects, false, np.array([5e-9, 1e-8]), np.zeros(SIZE))


def test_existence_and_misses() -> None:
    cell = (FRONT.place[:, 0] > 600.0).astype(np.int64)
    told = apply(TABLE, cell, rates())
    for at in range(200):
        channel, density = int(TABLE.channel[at]), (5e-9, 1e-8)[cell[at]]
        assert np.isclose(np.exp(told.densities[told.cell[at], 0]), density)
        if channel < 2:
            ends = zip((0.3, 0.4, 0.5), (3e-9, 2e-9, 1e-9), strict=True)
            wanted = [density * p / (density * p + false) for p, false in ends]
            assert np.allclose(told.exists[at], wanted)
        else:
            assert np.array_equal(told.exists[at], TABLE.exists[at])
    assert np.allclose(np.exp(told.misses[0, 0, 0]), (0.5, 0.6, 0.7))
    assert np.array_equal(told.misses[:, 2:], TABLE.misses[:, 2:])


def test_times_are_moved_back() -> None:
    late = np.zeros(SIZE)
    late[1] = 16.0
    moved = TABLE.time[:, 0] - moved_times(TABLE, late)[:, 0]
    assert np.allclose(moved, np.where(TABLE.channel == 1, 16.0, 0.0))
