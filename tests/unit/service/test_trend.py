from __future__ import annotations

from datetime import timedelta

from tests.fakes.happening import beside, incident, period, utc

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


def test_fires_and_alarms_alone_are_not_counted_as_force() -> None:
    fire = incident(Phenomenon.THERMAL, beside(1.0), utc("2020-02-01T00:00+02:00"))
    assert rate_steps(load_library("donbas-2020"), [fire], YEAR) == ()


def test_no_instant_inside_the_period_gives_no_step() -> None:
    shell = incident(Phenomenon.EXPLOSION, beside(1.0), utc("2019-02-01T00:00+02:00"))
    span = period("2019-01-01T00:00+02:00", "2020-01-01T00:00+02:00")
    assert rate_steps(load_library("donbas-2020"), [shell], span) == ()
