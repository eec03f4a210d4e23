"""Units are exact."""

from __future__ import annotations

import pytest

from holdfire.agreement.accord.syntax.unit import (
    DURATIONS,
    UNITS,
    Dimension,
    base_value,
    dimension_of,
    shown,
    shown_ticks,
    ticks,
)


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        ("25", "km", 250_000_000),
        ("24.9999", "km", 249_999_000),
        ("100", "mm", 1000),
        ("0.1", "mm", 1),
        ("0.01", "mm", None),
        ("7", "d", 604_800_000_000),
        ("1", "w", 604_800_000_000),
        ("0.0000001", "s", None),
    ],
)
def test_numbers_become_whole_base_units_or_nothing(
    number: str, unit: str, value: int | None
) -> None:
    assert base_value(number, UNITS[unit]) == value
    if value is not None:
        assert base_value(shown(value, unit) or "", UNITS[unit]) == value


def test_a_metre_is_no_minute() -> None:
    assert UNITS["m"] == 10_000
    assert DURATIONS["m"] == DURATIONS["min"] == 60_000_000
    assert dimension_of("m") is Dimension.LENGTH
    assert dimension_of("min") is Dimension.DURATION


def test_ticks_are_whole() -> None:
    assert ticks("1.5", "h", 1) == 5400
    assert ticks("0.5", "s", 1) is None
    assert ticks("0.5", "s", 1_000_000) == 500_000


def test_ticks_are_shown_in_the_largest_unit() -> None:
    assert shown_ticks(0, 1) == "0"
    assert shown_ticks(86_400, 1) == "1d"
    assert shown_ticks(86_401, 1) == "86401s"
    assert shown_ticks(1, 1_000_000) == "1us"
    assert shown_ticks(1, 10_000_000) is None


def test_what_has_no_end_is_not_shown() -> None:
    assert shown(1_000_000, "min") is None
    assert shown(-5, "mm") == "-0.5"


@pytest.mark.parametrize(
    ("unit", "text", "dimension"),
    [
        ("", True, Dimension.NAME),
        ("", False, Dimension.NUMBER),
        ("instant", False, Dimension.INSTANT),
    ],
)
def test_dimensions_follow_units(unit: str, text: bool, dimension: Dimension) -> None:  # noqa: FBT001
    assert dimension_of(unit, text=text) is dimension
