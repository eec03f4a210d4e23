from __future__ import annotations

import numpy as np
import pytest

from holdfire.exercises.front.drawing import (
    DENSITIES,
    HALF_WIDTH_KM,
    LENGTH_KM,
    FrontPlan,
    draw_front,
)
from holdfire.exercises.front.sensor import SENSORS

FRONT = draw_front(FrontPlan(100_000))


def test_the_same_seed_draws_the_same_front_and_another_another() -> None:
    again, other = draw_front(FRONT.plan), draw_front(FRONT.plan, seed=1)
    assert np.array_equal(again.place, FRONT.place)
    assert np.array_equal(again.truth, FRONT.truth)
    assert not np.array_equal(other.place[:1000], FRONT.place[:1000])


def test_a_million_detections_have_the_stated_density() -> None:
    for per_day, days in DENSITIES.items():
        plan = FrontPlan(1_000_000, days)
        assert plan.events == 268_096
        assert plan.events / (plan.seconds / 86_400) == pytest.approx(float(per_day), rel=1e-3)


@pytest.mark.parametrize("number", range(len(SENSORS)))
def test_each_sensor_sees_and_errs_as_it_says(number: int) -> None:
    sensor = SENSORS[number]
    own = (FRONT.sensor == number) & (FRONT.truth >= 0)
    event = FRONT.truth[own]
    assert len(np.unique(event)) == len(event)  # at most one detection of an event
    events = FRONT.plan.events
    slack = 4.0 * (sensor.detects * (1 - sensor.detects) / events) ** 0.5
    assert len(event) / events == pytest.approx(sensor.detects, abs=slack)
    error = FRONT.place[own] - FRONT.event_place[event]
    late = FRONT.time[own] - FRONT.event_time[event]
    few = 4.0 / (2.0 * len(event)) ** 0.5  # four standard errors of a standard deviation
    assert error.std() == pytest.approx(sensor.place_km, rel=few)
    assert late.std() == pytest.approx(sensor.time_s, rel=few)
    assert abs(late.mean()) < 4.0 * sensor.time_s / len(event) ** 0.5
    alarms = ((FRONT.sensor == number) & (FRONT.truth < 0)).sum()
    assert alarms == int(sensor.false * events)


def test_hot_spots_and_middle_are_missing_in_the_uniform_variant() -> None:
    plain = draw_front(FrontPlan(100_000, hot_spots=False))
    uneven, even = (
        np.histogram(front.event_place[:, 0], 120, (0.0, LENGTH_KM))[0]
        for front in (FRONT, plain)
    )
    mean = even.mean()
    assert even.var() < 2.0 * mean < 20.0 * mean < uneven.var()
    assert np.abs(plain.event_place[:, 1]).mean() == pytest.approx(HALF_WIDTH_KM / 2, rel=0.02)
    assert np.abs(FRONT.event_place).max() <= LENGTH_KM
    assert np.abs(FRONT.event_place[:, 1]).max() <= HALF_WIDTH_KM


def test_mistakes_are_drawn_where_they_are_asked_for() -> None:
    plan = FrontPlan(100_000, false_times=2.0, detects_times=0.5, acoustic_late_s=16.0)
    wrong = draw_front(plan)
    assert plan.events == FRONT.plan.events
    assert (wrong.truth < 0).sum() == pytest.approx(2 * (FRONT.truth < 0).sum(), abs=10)
    assert (wrong.truth >= 0).sum() == pytest.approx((FRONT.truth >= 0).sum() / 2, rel=0.02)
    heard = (wrong.sensor == 1) & (wrong.truth >= 0)
    late = wrong.time[heard] - wrong.event_time[wrong.truth[heard]]
    assert late.mean() == pytest.approx(16.0, abs=4.0 * 8.0 / heard.sum() ** 0.5)
