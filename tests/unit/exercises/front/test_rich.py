from __future__ import annotations

import numpy as np
import pytest

from holdfire.exercises.front.drawing import FrontPlan
from holdfire.exercises.front.kinds import DETECTS, SHARES, TYPES
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.rich import ACOUSTIC, SAR, THERMAL, UAV, draw_rich
from holdfire.exercises.front.rich_witnesses import rich_witnesses
from holdfire.exercises.front.sensor import SENSORS, column

RICH = draw_rich(FrontPlan(300_000))


def test_the_classes_keep_the_chances_of_the_plain_front() -> None:
    assert pytest.approx(column("detects"), rel=1e-12) == DETECTS @ SHARES
    assert TYPES.sum(axis=1) == pytest.approx(1.0, rel=1e-12)
    assert SHARES.sum() == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("number", range(len(SENSORS)))
def test_each_sensor_sees_as_many_as_in_the_plain_front(number: int) -> None:
    front = RICH.front
    own = front.sensor == number
    seen = (own & (front.truth >= 0)).sum() / front.plan.events
    # clouds and flights are the same for a whole day and stretch: a few hundred draws
    assert seen == pytest.approx(SENSORS[number].detects, rel=0.15)
    assert (own & (front.truth < 0)).sum() / front.plan.events == pytest.approx(
        SENSORS[number].false, rel=0.15
    )


def test_thermal_and_uav_report_only_where_they_looked() -> None:
    front = RICH.front
    for number, bit in ((THERMAL, 1), (UAV, 2)):
        own = (front.sensor == number) & (front.truth >= 0)
        event = front.truth[own]
        looked = RICH.looked(front.event_place[event], front.event_time[event])
        assert (looked & bit).all()


def test_windows_hold_the_true_time_and_grow_towards_the_pass() -> None:
    front = RICH.front
    real = (front.truth >= 0) & ~np.isnan(RICH.window[:, 0])
    true = front.event_time[front.truth[real]]
    low, high = RICH.window[real].T
    assert ((low <= true) & (true <= high)).all()
    thermal = front.sensor[real] == THERMAL
    late = (true - low)[thermal] / (high - low)[thermal]
    assert (late > 0.5).mean() == pytest.approx(0.731, abs=0.02)  # 1 / (1 + exp(-1))
    assert (front.sensor[real] == SAR).any()


def test_a_bearing_points_at_its_event() -> None:
    front = RICH.front
    heard = (front.sensor == ACOUSTIC) & (front.truth >= 0) & (RICH.bearing >= 0)
    gap = front.event_place[front.truth[heard]] - RICH.origin[heard]
    azimuth = np.degrees(np.arctan2(gap[:, 0], gap[:, 1]))
    off = (azimuth - 5.0 * RICH.bearing[heard] + 180.0) % 360.0 - 180.0
    assert np.abs(off.mean()) < 0.2
    assert off.std() == pytest.approx((3.0**2 + 5.0**2 / 12.0) ** 0.5, rel=0.05)
    distance = np.hypot(*gap.T)
    assert 2.0 <= distance.min() <= distance.max() <= 15.0


def test_existence_alone_is_the_share_of_real_detections() -> None:
    plain = draw_rich(FrontPlan(300_000, hot_spots=False))
    table = rich_witnesses(plain, stated(plain.front.plan))
    real = plain.front.truth >= 0
    for code in np.unique(table.kind):
        own = table.kind == code
        said = table.exists[own, 1]
        # the share of days looked at varies, and a few per cent lie beyond the belt's edge
        assert real[own].mean() == pytest.approx(said.mean(), abs=0.04)
    assert np.allclose(np.exp(table.shares).sum(axis=1)[np.unique(table.kind)], 1.0)


def test_the_table_says_who_looked_and_how_a_place_is_spread() -> None:
    table = rich_witnesses(RICH, stated(RICH.front.plan))
    sectors = np.unique(table.shape[RICH.bearing >= 0])
    assert len(sectors) == 72
    assert table.misses[0, THERMAL].max() == table.misses[0, UAV].max() == 0.0
    assert (table.misses[3, THERMAL] < 0.0).all()
    assert set(np.unique(table.watch)) <= {0, 1, 2, 3}
    thermal = np.flatnonzero(RICH.front.sensor == THERMAL)[:50]
    assert (table.time[thermal, 1] == 0.0).all()
    assert (table.time[thermal, 3] - table.time[thermal, 2] == 21_600.0).all()
    pixel = table.spread[thermal[0]]
    assert pixel[0] == pytest.approx(0.3**2 / 3 + 0.18**2, rel=1e-6)
