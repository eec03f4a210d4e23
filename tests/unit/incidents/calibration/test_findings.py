"""What changes over time is said of the channel that changes, and of no other."""

from __future__ import annotations

import numpy as np

from holdfire.exercises.front.drawing import FrontPlan, draw_front
from holdfire.exercises.front.grounding import ground_of_front
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.sensor import SENSORS
from holdfire.exercises.front.witnesses import witnesses
from holdfire.incidents.calibration.findings import found_in
from holdfire.incidents.calibration.fitting import fitted


def test_a_channel_that_fell_silent_is_unsteady() -> None:
    plan = FrontPlan(30_000)
    front = draw_front(plan, 5)
    acoustic = next(at for at, one in enumerate(SENSORS) if one.name == "acoustic")
    gone = (front.sensor == acoustic) & (front.time > 0.7 * plan.seconds)
    rows = np.flatnonzero(~gone)
    ground = ground_of_front(front)
    ground = type(ground)(ground.cell[rows], ground.volume, ground.near, ground.period)
    table = witnesses(front, stated(plan)).take(rows)
    names = tuple(one.name for one in SENSORS)
    fit = found_in(table, ground, fitted(table, ground), names)
    unsteady = {one.name for one in fit.channels if one.unsteady}
    assert unsteady == {"acoustic"}
    assert "detects" in fit.channels[acoustic].unsteady
