from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.fakes.happening import beside, incident, period, utc, watched

from holdfire.agreement import load_library
from holdfire.base.phenomenon import Phenomenon
from holdfire.service.trend import rate_steps

YEAR = period("2020-01-01T00:00+02:00", "2021-01-01T00:00+02:00")


def test_the_rate_is_compared_at_the_instant_of_the_text() -> None:
    start = utc("2020-01-05T12:00+02:00")
    early = [
        incident(Phenomenon.CLASH, beside(1.0), start + timedelta(days=n)) for n in range(60)
    ]
    late = [
        incident(
            Phenomenon.CLASH, beside(1.0), utc("2020-09-01T00:00+03:00") + timedelta(days=n)
        )
        for n in range(6)
    ]
    steps = rate_steps(load_library("donbas-2020"), [*early, *late], YEAR)
    (step,) = [s for s in steps if s.source == "first"]
    assert (step.before, step.after) == (60, 6)
    assert step.ratio is not None
    expected = (6 / step.after_days) / (60 / step.before_days)
    assert abs(step.ratio - expected) < 1e-9
    assert step.low is not None
    assert step.high is not None
    assert step.low < step.ratio < step.high


def test_each_side_of_a_step_says_how_long_its_source_looked() -> None:
    shells = [incident(Phenomenon.CLASH, beside(1.0), utc("2020-02-01T00:00+02:00"))]
    looked = watched(
        YEAR.start, utc("2020-07-27T00:01+03:00"), (Phenomenon.CLASH,), p_detect=0.5
    )
    mine = replace(looked, source="first")
    steps = rate_steps(load_library("donbas-2020"), shells, YEAR, [mine, looked])
    step = next(s for s in steps if s.source == "first")
    assert step.before_watched == pytest.approx((1.0, 0.0))
    assert step.after_watched == pytest.approx((0.0, 0.0), abs=1e-6)
    other = next(s for s in steps if s.source == "second")
    assert other.before_watched == (0.0, 0.0)


def test_fires_and_alarms_alone_are_not_counted_as_force() -> None:
    fire = incident(Phenomenon.THERMAL, beside(1.0), utc("2020-02-01T00:00+02:00"))
    assert rate_steps(load_library("donbas-2020"), [fire], YEAR) == ()


def test_no_instant_inside_the_period_gives_no_step() -> None:
    shell = incident(Phenomenon.EXPLOSION, beside(1.0), utc("2019-02-01T00:00+02:00"))
    span = period("2019-01-01T00:00+02:00", "2020-01-01T00:00+02:00")
    assert rate_steps(load_library("donbas-2020"), [shell], span) == ()
