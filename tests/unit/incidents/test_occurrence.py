import math

import pytest

from holdfire.incidents.occurrence import before, normal, share_between, window


def test_the_share_of_time_under_watch() -> None:
    assert share_between(window(0.0, 10.0), 5.0, 50.0) == 0.5
    assert share_between(window(0.0, 10.0), 20.0, 50.0) == 0.0
    assert share_between(normal(0.0, 1.0), 0.0, 99.0) == pytest.approx(0.5)
    assert share_between(normal(0.0, 1.0), -1.0, 1.0) == pytest.approx(0.6827, abs=1e-4)


def test_the_peak_bounds_the_density() -> None:
    assert normal(0.0, 4.0).log_peak == pytest.approx(math.log(1 / math.sqrt(8 * math.pi)))
    assert window(0.0, 4.0).log_peak == pytest.approx(math.log(0.25))
    assert normal(3.0, 4.0).reach(2.0) == (-1.0, 7.0)


def test_what_was_seen_later_began_before() -> None:
    found = before(100.0, 400.0, 50.0, 0.3)
    assert (found.low, found.high, found.growth) == (100.0, 400.0, 0.0)
    assert found.other is not None
    assert (found.other.low, found.other.high, found.other.growth) == (100.0, 400.0, 0.02)
    assert found.other_weight == 0.3
    assert found.other.other is None
    assert found.middle == 250.0
    assert found.spread_s2 == pytest.approx(300.0**2 / 12.0)
    assert normal(5.0, 9.0).spread_s2 == 9.0
