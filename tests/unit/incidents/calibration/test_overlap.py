"""Agreement of pairs, who confirms whom, and late clocks, on a drawn front."""

from __future__ import annotations

import numpy as np

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.grounding import ground_of_front
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.sensor import SENSORS, column
from holdfire.exercises.front.witnesses import witnesses
from holdfire.incidents.calibration.anchoring import anchors_without
from holdfire.incidents.calibration.applying import Rates, apply
from holdfire.incidents.calibration.ground import local_rates
from holdfire.incidents.calibration.overlap import agreements, middle_times
from holdfire.incidents.calibration.pairing import pairing

PLAN = FrontPlan(10_000, hot_spots=False)
FRONT = draw_front(PLAN, 7)
TABLE = witnesses(FRONT, stated(PLAN))
GROUND = ground_of_front(FRONT)
RATES = local_rates(GROUND, TABLE.channel, middle_times(TABLE))
SEEN = agreements(TABLE, RATES.log_at(GROUND.cell, middle_times(TABLE), TABLE.channel))


def test_overlap_is_the_normal_density_of_the_gap() -> None:
    for at in range(0, len(SEEN.left), 97):
        a, b = int(SEEN.left[at]), int(SEEN.right[at])
        area = TABLE.spread[a, 0] + TABLE.spread[b, 0]
        time = TABLE.time[a, 1] + TABLE.time[b, 1]
        gap = FRONT.place[a] - FRONT.place[b]
        log = -0.5 * (gap @ gap) / area - 0.5 * (FRONT.time[a] - FRONT.time[b]) ** 2 / time
        log -= 1.5 * np.log(2.0 * np.pi) + np.log(area) + 0.5 * np.log(time)
        assert np.isclose(SEEN.log_overlap[at], log, atol=1e-9)


def test_only_real_ones_are_confirmed() -> None:
    gain = pairing(TABLE, GROUND, RATES, SEEN).gain
    assert np.isnan(gain[np.arange(len(TABLE)), TABLE.channel]).all()
    false = FRONT.truth < 0
    acoustic, seismic = (
        next(at for at, one in enumerate(SENSORS) if one.name == name)
        for name in ("acoustic", "seismic")
    )
    told = np.isfinite(gain[:, acoustic]) & (TABLE.channel == seismic)
    # No partner: the crowd gives what is taken off. Sigma of the mean is about 0.1.
    assert abs(gain[told & false, acoustic].mean()) < 0.4
    assert gain[told & ~false, acoustic].mean() > 10.0


def test_anchors_are_happenings_as_often_as_they_say() -> None:
    size, rate = len(SENSORS), PLAN.events / PLAN.volume
    detects = np.repeat(column("detects")[:, None], 3, axis=1)
    false = np.repeat(column("false")[:, None] * rate, 3, axis=1)
    density = np.full(len(GROUND.volume), rate)
    told = apply(TABLE, GROUND.cell, Rates(detects, false, density, np.zeros(size)))
    anchors = anchors_without(told, GROUND, RATES, 4)
    assert not anchors.with_[:, 4].any()
    assert (anchors.with_.sum(axis=1) >= 2).all()
    near = np.abs(anchors.time[:, None] - FRONT.event_time[None, :]) < 120.0
    away = np.hypot(*np.moveaxis(anchors.place[:, None] - FRONT.event_place[None], -1, 0)) < 8.0
    true = (near & away).any(axis=1).mean()
    assert abs(true - anchors.exists.mean()) < 0.1
