from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from holdfire.agreement.clause import Standard
from holdfire.verification.factor import Factor, joined, sure
from holdfire.verification.matching import Tally, at_least_one
from holdfire.verification.spending import (
    doubtful_of_all,
    doubtful_of_one,
    is_possible,
    lifted,
)

STANDARD = Standard(violated_at=0.95)


def product(lows: list[float], left: tuple[int, ...]) -> float:
    return float(np.prod([low for i, low in enumerate(lows) if i not in left]))


def found(*factors: Factor) -> Tally:
    each = joined(factors, len(factors[0].low))
    ends = (at_least_one(each.low), at_least_one(each.value), at_least_one(each.high))
    return Tally(factors, each, ends[0], ends[1], ends[1], ends[2], frozenset())


def condition(name: str, *low: float) -> Factor:
    one = np.ones(len(low))
    return Factor(name, np.array(low), np.array(low), one, one, "weak", "is not known")


@pytest.mark.parametrize(
    ("lows", "left"),
    [
        ([1.0, 1.0], ()),
        ([0.95], ()),
        ([0.949], (0,)),
        ([0.99, 0.5, 0.99], (1,)),
        ([0.97, 0.97, 0.97], (0, 1)),
        ([0.0, 0.5, 1.0], (0, 1)),
    ],
)
def test_the_most_doubtful_are_left_unknown(lows: list[float], left: tuple[int, ...]) -> None:
    assert doubtful_of_one(lows, STANDARD) == left


def test_all_conditions_hold_exactly_when_their_product_reaches_the_standard() -> None:
    draw = np.random.default_rng(11)
    for _ in range(500):
        lows = draw.uniform(0.8, 1.0, draw.integers(1, 6)).tolist()
        left = doubtful_of_one(lows, STANDARD)
        assert (left == ()) is (product(lows, ()) >= 0.95)
        assert product(lows, left) >= 0.95
        fewer = combinations(range(len(lows)), len(left) - 1) if left else ()
        assert all(product(lows, tuple(some)) < 0.95 for some in fewer)


def test_of_all_incidents_the_one_condition_that_would_settle_is_left() -> None:
    seen = found(condition("class", 1.0, 1.0), condition("place", 0.5, 0.4))
    assert [factor.name for factor in doubtful_of_all(seen, STANDARD)] == ["place"]
    assert lifted(seen, [seen.factors[1]]) == 1.0


def test_conditions_that_settle_only_together_are_left_together() -> None:
    seen = found(condition("class", 0.1), condition("object", 0.2), sure_of("time", 1.0))
    assert [factor.name for factor in doubtful_of_all(seen, STANDARD)] == ["class", "object"]


def sure_of(name: str, value: float) -> Factor:
    return sure(name, np.array([value]), "straddle", "is not known")


def test_nothing_is_left_where_the_incidents_alone_would_do() -> None:
    seen = found(condition("place", 0.8, 0.8))
    assert at_least_one(seen.each.low) == pytest.approx(0.96)
    assert doubtful_of_all(seen, STANDARD) == ()


def test_what_the_standard_leaves_open_is_not_possible() -> None:
    assert not is_possible(0.05, Standard(violated_at=0.95))
    assert is_possible(0.051, Standard(violated_at=0.95))
