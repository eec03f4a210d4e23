"""Set-valued quantities: a comparison is definite only when every pair agrees."""

from __future__ import annotations

import math

import pytest

from holdfire.base.codes import Code
from holdfire.base.errors import BadQuantity
from holdfire.base.quantity import Probability, Quantity, Unit, exactly, within
from holdfire.base.truth import Truth


def km(low: float, high: float) -> Quantity:
    return within(low, high, Unit.KILOMETRE)


@pytest.mark.parametrize(
    ("value", "limit", "below"),
    [
        (km(1, 2), km(3, 4), Truth.TRUE),
        (km(3, 4), km(1, 2), Truth.FALSE),
        (km(1, 3), km(2, 4), Truth.UNKNOWN),
        (km(2, 2), km(2, 2), Truth.FALSE),
        (km(1, 2), km(2, 3), Truth.UNKNOWN),
        (km(2, 3), km(1, 2), Truth.FALSE),
        (km(20, math.inf), km(15, 15), Truth.FALSE),
        (km(20, math.inf), km(30, 30), Truth.UNKNOWN),
    ],
)
def test_below_is_definite_only_if_all_pairs_agree(
    value: Quantity, limit: Quantity, below: Truth
) -> None:
    assert value.below(limit) is below
    assert limit.above(value) is below
    assert value.at_least(limit) is below.negated()
    assert limit.at_most(value) is below.negated()


def test_equal_ends_are_exact() -> None:
    assert exactly(15.0, Unit.KILOMETRE).exact
    assert not km(15, 20).exact


@pytest.mark.parametrize("ends", [(math.nan, 1.0), (1.0, math.nan), (2.0, 1.0)])
def test_what_is_no_interval_is_refused(ends: tuple[float, float]) -> None:
    with pytest.raises(BadQuantity):
        Quantity(*ends, Unit.METRE)


@pytest.mark.parametrize(
    "numbers", [(0.5, 0.6, 0.7), (0.5, 0.1, 0.4), (1.1, 1.0, 1.2), (-0.1, -0.2, 0.0)]
)
def test_what_is_no_probability_is_refused(numbers: tuple[float, float, float]) -> None:
    with pytest.raises(BadQuantity) as refused:
        Probability(*numbers)
    assert refused.value.code is Code.QUANTITY_OUT_OF_RANGE
    assert "0 <= low" in refused.value.next_step


def test_a_probability_is_uncalibrated_unless_said() -> None:
    assert not Probability(0.5, 0.1, 0.9).calibrated
