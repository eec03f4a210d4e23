from __future__ import annotations

import numpy as np
import pytest

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.intensity import density_of_counts
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.witnesses import witnesses

FRONT = draw_front(FrontPlan(200_000))


def test_existence_alone_is_the_share_of_real_detections_of_a_sensor() -> None:
    table = witnesses(FRONT, stated(FRONT.plan))
    for sensor in range(7):
        own = table.channel == sensor
        real = FRONT.truth[own] >= 0
        said = table.exists[own, 1]
        assert np.ptp(said) == 0.0
        few = 4.0 * (said[0] * (1 - said[0]) / own.sum()) ** 0.5
        assert real.mean() == pytest.approx(said[0], abs=few)


def test_the_table_holds_the_detections_and_their_errors() -> None:
    table = witnesses(FRONT, stated(FRONT.plan))
    assert len(table) == len(FRONT)
    assert np.array_equal(table.place, FRONT.place)
    radar = np.flatnonzero(FRONT.sensor == 4)[0]
    assert table.spread[radar].tolist() == pytest.approx([0.0225, 0.0, 0.0225])
    assert table.time[radar, :2].tolist() == [FRONT.time[radar], 4.0]
    assert table.keys[table.key_start[radar]] == 4
    assert np.exp(table.misses[0, :, 0, 1]) == pytest.approx(
        [0.9, 0.45, 0.8, 0.85, 0.7, 0.92, 0.95]
    )
    some = np.array([3, 70, 1_000])
    assert np.array_equal(table.take(some).keys, FRONT.sensor[some])


def test_with_the_estimated_density_existence_follows_the_place() -> None:
    parameters = density_of_counts(FRONT, stated(FRONT.plan))
    table = witnesses(FRONT, parameters)
    uneven, even = table.exists[:, 1], witnesses(FRONT, stated(FRONT.plan)).exists[:, 1]
    real = FRONT.truth >= 0
    assert ((uneven - real) ** 2).mean() < ((even - real) ** 2).mean() - 0.01
    middle = np.abs(FRONT.place[:, 1]) < 5.0
    assert uneven[middle].mean() == pytest.approx(real[middle].mean(), abs=0.03)
    edge = np.abs(FRONT.place[:, 1]) > 24.0
    assert uneven[edge].mean() == pytest.approx(real[edge].mean(), abs=0.03)
