from __future__ import annotations

from holdfire.agreement.area import AnywhereArea, BandArea, BufferArea
from holdfire.base.quantity import Unit, exactly


def test_equal_areas_are_equal_and_can_be_keys() -> None:
    two = exactly(2, Unit.KILOMETRE)
    assert BufferArea("l", two) == BufferArea("l", exactly(2, Unit.KILOMETRE))
    assert len({AnywhereArea(), AnywhereArea(), BufferArea("l", two)}) == 2


def test_a_band_without_a_party_is_on_each_side() -> None:
    zero, ten = exactly(0, Unit.KILOMETRE), exactly(10, Unit.KILOMETRE)
    assert BandArea("l", zero, ten).party == ""
